from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access

STATES = [
    ("new", "New"),
    ("passed", "With the Department"),
    ("answered", "Answered"),
    ("told", "Told to the Customer"),
]


class CustomerSuggestion(models.Model):
    """What a customer suggests: it goes to the department in charge, and the answer
    comes back to the customer (SA-2.1).

    The department has it as an action with an agreed date, which is its promise.
    """

    _name = "customer.suggestion"
    _inherit = [
        "guarded.mixin",
        "advisor.care.mixin",
        "service.follow.up.mixin",
        "mail.thread",
    ]
    _description = "Suggestion of a Customer"
    _order = "id desc"

    name = fields.Char(string="Suggestion", required=True, tracking=True)
    description = fields.Text(string="In Their Words")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Tells the Customer",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        domain="[('share', '=', False)]",
        index=True,
        tracking=True,
    )
    department_id = fields.Many2one(
        comodel_name="hr.department",
        string="Department in Charge",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    state = fields.Selection(
        selection=STATES,
        required=True,
        readonly=True,
        default="new",
        copy=False,
        index=True,
        tracking=True,
    )
    by_customer = fields.Boolean(
        string="Entered by the Customer", readonly=True, copy=False
    )
    action_id = fields.Many2one(
        comodel_name="service.action",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    answer = fields.Text(
        tracking=True,
        copy=False,
        help="What the customer is told. What the department has done is taken over "
        "from its action, and put in the customer's words here.",
    )
    answered_at = fields.Datetime(readonly=True, copy=False)
    told_at = fields.Datetime(string="Told On", readonly=True, copy=False)

    @api.depends("partner_id", "company_id")
    def _compute_user_id(self):
        for company, mine in self.grouped("company_id").items():
            rows = self.env["advisor.assignment"]._advisors_of(mine.partner_id, company)
            for suggestion in mine:
                row = rows.get(suggestion.partner_id.id)
                user = row.user_id if row else self.env.user
                if not row and user.share:
                    user = self.env["res.users"]
                suggestion.user_id = suggestion.user_id or user

    @api.model
    def _has_said_enough(self, partner, company):
        """Whether a customer has entered as many suggestions in 24 hours as the company
        takes (``advisor_suggestions_a_day``; 0: any number), so that one must wait."""
        most = company.sudo().advisor_suggestions_a_day
        recent = [
            ("partner_id", "=", partner.id),
            ("company_id", "=", company.id),
            ("by_customer", "=", True),
            (
                "create_date",
                ">=",
                fields.Datetime.subtract(fields.Datetime.now(), days=1),
            ),
        ]
        return bool(most) and self.sudo().search_count(recent, limit=most) >= most

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_pass_on(self):
        """Give it to the head of the department in charge, as an action."""
        for suggestion in self:
            suggestion._check_state("new")
            action = suggestion._give_to_department(
                suggestion.department_id,
                "suggestion",
                suggestion.company_id.sudo().advisor_suggestion_days,
                suggestion.user_id or self.env.user,
                suggestion.description,
            )
            suggestion.sudo().write({"state": "passed", "action_id": action.id})

    def _on_action_over(self, text):
        """Override: the department has done it, or says why not; whoever tells the
        customer has it on the list."""
        for suggestion in self:
            if suggestion.state == "passed":
                suggestion.write(
                    {
                        "state": "answered",
                        "answer": suggestion.answer or text,
                        "answered_at": fields.Datetime.now(),
                    }
                )

    @needs_access("write")
    def action_answer(self):
        """It needs no department: the answer is there already."""
        for suggestion in self:
            suggestion._check_state("new")
            suggestion._check_answer()
        self.sudo().write({"state": "answered", "answered_at": fields.Datetime.now()})

    @needs_access("write")
    def action_tell(self):
        """Send the answer to the customer by e-mail."""
        for suggestion in self:
            suggestion._check_state("answered")
            suggestion._check_answer()
            if not suggestion.partner_id.email:
                raise UserError(
                    self.env._(
                        "%(customer)s has no e-mail address: tell them in person and"
                        " press “Told in Person”, or enter the address.",
                        customer=suggestion.partner_id.name,
                    )
                )
            template = self.env.ref("advisor_crm.mail_template_suggestion_answer")
            template.sudo().send_mail(suggestion.id)
        self._note_told()

    @needs_access("write")
    def action_told(self):
        """The customer was told in person or by phone."""
        for suggestion in self:
            suggestion._check_state("answered")
            suggestion._check_answer()
        self._note_told()

    def _note_told(self):
        self.sudo().write({"state": "told", "told_at": fields.Datetime.now()})

    def _check_state(self, state):
        if self.state != state:
            raise UserError(
                self.env._(
                    "“%(name)s”: this is not possible any more, or not yet.",
                    name=self.name,
                )
            )

    def _check_answer(self):
        if not (self.answer or "").strip():
            raise UserError(
                self.env._(
                    "“%(name)s”: write the answer for the customer first.",
                    name=self.name,
                )
            )

    # --- saving -----------------------------------------------------------------------

    def write(self, vals):
        """Override: the steps are taken with the buttons; what was told stays."""
        if not self.env.su:
            if self._guarded_fields() & vals.keys():
                raise UserError(
                    self.env._("The steps of a suggestion are taken with its buttons.")
                )
            if "told" in self.mapped("state"):
                raise UserError(
                    self.env._("The customer has been told: enter a new suggestion.")
                )
        return super().write(vals)

    @api.model
    def _customer_rows(self, partner):
        """What a customer sees of the own suggestions, as plain values."""
        rows = self.sudo().search(
            [
                (
                    "partner_id.commercial_partner_id",
                    "=",
                    partner.commercial_partner_id.id,
                )
            ]
        )
        names = dict(self._fields["state"]._description_selection(self.env))
        return [
            {
                "name": row.name,
                "date": row.create_date,
                "state": row.state,
                "state_name": names[row.state],
                "answer": row.answer if row.state == "told" else "",
            }
            for row in rows
        ]
