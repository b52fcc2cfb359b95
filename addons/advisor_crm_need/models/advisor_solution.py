from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL, is_html_empty

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.secret import database_key

from ..core.links import is_genuine, sign

STATES = [
    ("draft", "Being Written"),
    ("sent", "With the Customer"),
    ("agreed", "Agreed"),
    ("changes", "Changes Asked For"),
    ("replaced", "Replaced"),
    ("withdrawn", "Withdrawn"),
]
#: What the customer has been shown stays as it was.
CONTENT = {
    "name",
    "content",
    "advantages",
    "scope",
    "line_ids",
    "valid_until",
    "template_id",
    "lead_id",
    "user_id",
}
#: Of a new version, what is taken from the one before.
COPIED = ("name", "content", "advantages", "scope", "template_id")
#: Characters.
LONGEST_NAME, LONGEST_COMMENT = 100, 4000


class AdvisorSolution(models.Model):
    """A solution that is recommended to a customer, version by version (SA-3).

    Content, advantages, scope and price. What was sent stays as it was: what the
    customer wants otherwise becomes the next version, until one is agreed. Amounts are
    untaxed, in the currency of the company.
    """

    _name = "advisor.solution"
    _inherit = ["advisor.need.mixin"]
    _description = "Recommended Solution"
    _order = "lead_id desc, version desc"

    name = fields.Char(string="Title", required=True)
    lead_id = fields.Many2one(
        comodel_name="crm.lead",
        string="Enquiry",
        required=True,
        ondelete="cascade",
        index=True,
    )
    version = fields.Integer(readonly=True, copy=False, aggregator=None)
    company_id = fields.Many2one(
        comodel_name="res.company",
        compute="_compute_company_id",
        store=True,
        index=True,
        precompute=True,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(related="lead_id.partner_id", string="Customer")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Recommended By",
        required=True,
        default=lambda self: self.env.user,
    )
    template_id = fields.Many2one(
        comodel_name="advisor.solution.template",
        string="Made of Template",
        ondelete="restrict",
        index="btree_not_null",
    )
    content = fields.Html(help="What we recommend, and how it meets the need.")
    advantages = fields.Html()
    scope = fields.Html(help="What is included, and what is not.")
    line_ids = fields.One2many(
        comodel_name="advisor.solution.line",
        inverse_name="solution_id",
        string="Products and Prices",
    )
    amount_total = fields.Monetary(
        string="Price", compute="_compute_amount_total", store=True
    )
    valid_until = fields.Date(help="The last day on which the customer can agree.")
    state = fields.Selection(
        selection=STATES,
        required=True,
        readonly=True,
        default="draft",
        index=True,
        copy=False,
    )
    sent_at = fields.Datetime(string="Sent On", readonly=True, copy=False)
    sent_by_id = fields.Many2one(comodel_name="res.users", readonly=True, copy=False)
    answered_at = fields.Datetime(
        string="Customer's Answer On", readonly=True, copy=False
    )
    answered_by = fields.Char(
        readonly=True,
        copy=False,
        help="The name that was entered on the page, or who of us has noted it.",
    )
    comment = fields.Text(string="Customer's Wishes", readonly=True, copy=False)
    order_id = fields.Many2one(
        comodel_name="sale.order",
        string="Quotation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    outcome = fields.Selection(related="lead_id.won_status", store=True)
    lost_reason_id = fields.Many2one(related="lead_id.lost_reason_id")
    link = fields.Char(
        string="Customer's Page", compute="_compute_link", groups="base.group_user"
    )
    is_newest = fields.Boolean(compute="_compute_is_newest")

    _version_unique = models.Constraint(
        "UNIQUE(lead_id, version)",
        "Somebody else has made a version at the same time: please try again.",
    )

    # --- computation ------------------------------------------------------------------

    @api.depends("name", "version")
    def _compute_display_name(self):
        for solution in self:
            solution.display_name = self.env._(
                "%(name)s, version %(number)s",
                name=solution.name or "",
                number=solution.version or 1,
            )

    @api.depends("lead_id")
    def _compute_company_id(self):
        for solution in self:
            solution.company_id = solution.lead_id._deadline_company()

    @api.depends("line_ids.amount")
    def _compute_amount_total(self):
        for solution in self:
            solution.amount_total = sum(solution.line_ids.mapped("amount"))

    @api.depends("state")
    def _compute_link(self):
        for solution in self:
            shown = solution.id and solution.state not in ("draft", "withdrawn")
            solution.link = solution._link_url() if shown else False

    @api.depends("version", "lead_id")
    def _compute_is_newest(self):
        newest = dict(
            self.sudo()._read_group(
                [("lead_id", "in", self.lead_id.ids)], ["lead_id"], ["version:max"]
            )
        )
        for solution in self:
            solution.is_newest = solution.version == newest.get(solution.lead_id)

    @api.onchange("template_id")
    def _onchange_template_id(self):
        """Take words and products of the template; the customer's words stay."""
        if self.template_id and self.state == "draft":
            self.update(self._template_values(self.template_id))

    @api.model
    def _template_values(self, template):
        lines = [
            Command.create(
                {"product_id": line.product_id.id, "quantity": line.quantity}
            )
            for line in template.line_ids
        ]
        return {
            "name": template.name,
            "content": template.content,
            "advantages": template.advantages,
            "scope": template.scope,
            "line_ids": [Command.clear(), *lines],
        }

    # --- writing ----------------------------------------------------------------------

    @api.model
    def _lead_domain(self, leads):
        return Domain("lead_id", "in", leads)

    @api.model_create_multi
    def create(self, vals_list):
        """Override to number the versions of each enquiry."""
        solutions = super().create(vals_list)
        for lead, mine in solutions.grouped("lead_id").items():
            last = lead.sudo().solution_ids - mine
            version = max(last.mapped("version"), default=0)
            for solution in mine.sorted("id"):
                version += 1
                solution.sudo().version = version
        return solutions

    def write(self, vals):
        """Override: what the customer was shown stays as it was."""
        if not self.env.su and CONTENT & vals.keys():
            self._check_is_draft()
        return super().write(vals)

    def _check_is_draft(self):
        for solution in self.sudo():
            if solution.state != "draft":
                raise UserError(
                    self.env._(
                        "%(name)s was sent and stays as it was: make a new version "
                        "instead.",
                        name=solution.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._check_is_draft()

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_send(self):
        """Send it to the customer, in his language: he agrees or asks for changes."""
        for solution in self:
            solution._check_can_be_sent()
            customer = solution._customer()
            if not customer.email_normalized:
                raise UserError(
                    self.env._(
                        "%(customer)s has no valid e-mail address: enter one, or show "
                        "the solution and choose “Given by Hand”.",
                        customer=customer.display_name,
                    )
                )
            solution._note_sent()
            solution._send_letter(customer)

    @needs_access("write")
    def action_hand_over(self):
        """Note that the customer has got it from hand to hand."""
        for solution in self:
            solution._check_can_be_sent()
            solution._note_sent()
            solution.lead_id._note_reply()
            solution.lead_id._message_log(
                body=self.env._("Handed over: %(name)s", name=solution.display_name)
            )

    @needs_access("write")
    def action_agreed(self):
        """Note that the customer has agreed, by phone or face to face."""
        self._note_by_staff("agreed")

    @needs_access("write")
    def action_withdraw(self):
        """Take back what was sent: the customer's page says so."""
        for solution in self:
            if solution.state not in ("sent", "changes"):
                raise UserError(self.env._("Only what was sent can be withdrawn."))
        self.sudo().write({"state": "withdrawn"})

    @needs_access("write")
    def action_revise(self):
        """Make the next version, and open it."""
        self.ensure_one()
        if self.state == "draft":
            raise UserError(
                self.env._("This version was not sent yet: change it as it is.")
            )
        newest = self.lead_id.solution_ids.sorted("version")[-1:]
        if newest.state == "draft":
            return newest._open()
        lines = [
            Command.create(
                {
                    "product_id": line.product_id.id,
                    "name": line.name,
                    "quantity": line.quantity,
                    "price_unit": line.price_unit,
                    "discount": line.discount,
                }
            )
            for line in self.line_ids
        ]
        values = self.read(COPIED, load=None)[0]
        values.pop("id")
        return self.create(
            values | {"lead_id": self.lead_id.id, "line_ids": lines}
        )._open()

    @needs_access("write")
    def action_make_quotation(self):
        """Make a quotation of it, once; later presses open it."""
        self.ensure_one()
        if self.state not in ("sent", "agreed"):
            raise UserError(
                self.env._("Send the solution first, or note that it was agreed.")
            )
        if not self.line_ids:
            raise UserError(
                self.env._("There are no products in it: nothing can be quoted.")
            )
        self._take_turn()
        if not self.order_id:
            order = self.env["sale.order"].create(self._quotation_values())
            self.sudo().order_id = order
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.order_id.id,
            "views": [(False, "form")],
        }

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _quotation_values(self):
        """Values of the order; prices are those of the solution."""
        lead, company = self.lead_id, self.company_id
        customer = self._customer()
        if lead.type == "lead":
            lead.convert_opportunity(customer)
        context = lead._prepare_opportunity_quotation_context()
        values = {
            key.removeprefix("default_"): value
            for key, value in context.items()
            if key.startswith("default_")
        }
        values |= {"company_id": company.id, "partner_id": customer.id}
        if self.valid_until:
            values["validity_date"] = self.valid_until
        draft = self.env["sale.order"].with_company(company).new(values)
        today = fields.Date.context_today(self)
        lines = [
            Command.create(
                {
                    "product_id": line.product_id.id,
                    "name": line.name,
                    "product_uom_qty": line.quantity,
                    "price_unit": self.currency_id._convert(
                        line.price_unit, draft.currency_id, company, today, round=False
                    ),
                    "discount": line.discount,
                }
            )
            for line in self.line_ids
        ]
        return values | {"order_line": lines}

    def _customer(self):
        """Contact of the customer; made of the enquiry where there is none yet."""
        lead = self.lead_id
        if not lead.partner_id:
            found = lead._find_matching_partner()
            lead._handle_partner_assignment(force_partner_id=found.id)
        return lead.partner_id

    def _check_can_be_sent(self):
        self.ensure_one()
        self._check_is_draft()
        if is_html_empty(self.content) and not self.line_ids:
            raise UserError(
                self.env._(
                    "Write what is recommended, or add a product with its price."
                )
            )
        if self.valid_until and self.valid_until < fields.Date.context_today(self):
            raise UserError(
                self.env._("The customer could not agree any more: choose a later day.")
            )

    def _note_sent(self):
        """It is with the customer: what was there before is replaced."""
        now = fields.Datetime.now()
        self.sudo().write({"state": "sent", "sent_at": now, "sent_by_id": self.env.uid})
        older = self.lead_id.sudo().solution_ids - self
        older.filtered(lambda one: one.state in ("sent", "changes", "agreed")).write(
            {"state": "replaced"}
        )
        self.lead_id._note_facts({"solution_sent_at": now})

    def _send_letter(self, customer):
        """A message in the enquiry, in the language of the customer."""
        template = self.env.ref("advisor_crm_need.mail_template_solution").sudo()
        lang = customer.lang or self.env.lang
        told = template.with_context(lang=lang)
        body = told._render_field("body_html", self.ids, set_lang=lang)[self.id]
        subject = told._render_field("subject", self.ids, set_lang=lang)[self.id]
        self.lead_id.with_context(lang=lang).message_post(
            body=body,
            subject=subject,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=customer.ids,
            email_layout_xmlid="mail.mail_notification_light",
        )

    def _note_by_staff(self, state):
        for solution in self:
            if solution.state not in ("sent", "changes"):
                raise UserError(
                    self.env._("Only what was sent to the customer can be answered.")
                )
        self.sudo().write(
            {
                "state": state,
                "answered_at": fields.Datetime.now(),
                "answered_by": self.env._("Noted by %(name)s", name=self.env.user.name),
            }
        )

    # --- the page of the customer -----------------------------------------------------

    @api.model
    def _link_key(self):
        return database_key(self.env, "advisor_crm_need.solution")

    def _link_path(self):
        """Path of the page on which the customer answers, without a log-in."""
        self.ensure_one()
        return f"/solution/{self.id}/{sign(self._link_key(), self.id)}"

    def _link_url(self):
        """Address of the page on which the customer answers."""
        return f"{self.get_base_url()}{self._link_path()}"

    @api.model
    def _of_link(self, solution_id, secret):
        """The version of a genuine link, in superuser mode; or nothing."""
        solution = self.sudo().browse()
        if is_genuine(self._link_key(), solution_id, secret):
            solution = solution.browse(solution_id).exists()
        return solution.filtered(lambda one: one.state != "draft")

    def _page_state(self):
        """Whether the customer can answer ("open"), else why not."""
        if self.state != "sent":
            return self.state
        if self.outcome != "pending":
            return "closed"
        if self.valid_until and self.valid_until < fields.Date.context_today(self):
            return "expired"
        return "open"

    def _newest_sent(self):
        """The version that the customer got last."""
        sent = self.lead_id.solution_ids.filtered(
            lambda one: one.state in ("sent", "agreed", "changes")
        )
        return sent.sorted("version")[-1:]

    def _answer(self, is_agreed, name, comment):
        """Note what the customer says, once for each version.

        :return: whether it was noted
        """
        self.ensure_one()
        self._take_turn()
        if self._page_state() != "open":
            return False
        self.write(
            {
                "state": "agreed" if is_agreed else "changes",
                "answered_at": fields.Datetime.now(),
                "answered_by": name[:LONGEST_NAME],
                "comment": comment[:LONGEST_COMMENT] or False,
            }
        )
        self.lead_id._on_solution_answered(self)
        return True

    def _take_turn(self):
        """Two presses at the same time: the second waits here, and sees the first."""
        self.env.execute_query(
            SQL("SELECT id FROM advisor_solution WHERE id = %s FOR UPDATE", self.id)
        )
        self.invalidate_recordset()
