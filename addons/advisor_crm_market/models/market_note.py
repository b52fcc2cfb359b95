from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access

VERDICTS = [
    ("noted", "Noted"),
    ("confirmed", "Confirmed"),
    ("contradicted", "Contradicted"),
]
#: What a note says: it stays, once somebody has confirmed or contradicted it.
SAID = {
    "name",
    "text",
    "kind_id",
    "competitor_id",
    "product_id",
    "product_word",
    "categ_id",
    "price",
    "currency_id",
    "source_kind_id",
    "source_partner_id",
    "source_link",
    "document",
    "confidence",
    "date",
    "company_id",
}


class MarketNote(models.Model):
    """What somebody has heard of the market: a competitor, a product, a price, a trend,
    demand; with its source, and how sure it is (SA-2.5).

    Everybody who reads notes may confirm or contradict one, but nobody confirms the
    own. It expires by its date. What a department has to know is passed on as an
    action, with a promise. The opportunities are shown to those who may read them.
    """

    _name = "market.note"
    _inherit = [
        "guarded.mixin",
        "market.price.mixin",
        "service.follow.up.mixin",
        "mail.thread",
    ]
    _description = "Market Note"
    _order = "date desc, id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    name = fields.Char(string="What You Heard", required=True, tracking=True)
    text = fields.Text(string="Details")
    kind_id = fields.Many2one(
        comodel_name="market.note.kind",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
        default=lambda self: self.env["market.note.kind"].search([], limit=1),
    )
    asks_price = fields.Boolean(related="kind_id.asks_price")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Noted By",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default=lambda self: self.env.user,
    )

    # About what
    categ_id = fields.Many2one(
        comodel_name="product.category",
        string="Products of the Category",
        ondelete="restrict",
        index="btree_not_null",
        help="Where the note is about all products of a category.",
    )
    tag_ids = fields.Many2many(
        comodel_name="crm.tag",
        relation="market_note_tag_rel",
        column1="note_id",
        column2="tag_id",
        string="Tags",
        help="Opportunities with one of these tags show the note.",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        ondelete="set null",
        index="btree_not_null",
        check_company=True,
        help="Which customer it concerns.",
    )
    lead_ids = fields.Many2many(
        comodel_name="crm.lead",
        relation="market_note_lead_rel",
        column1="note_id",
        column2="lead_id",
        string="Opportunities",
        copy=False,
        groups="advisor_crm.group_advisor,sales_team.group_sale_salesman",
        help="Which opportunities it concerns.",
    )
    # How sure it is
    source_kind_id = fields.Many2one(
        comodel_name="market.source.kind",
        string="Source",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
    )
    source_partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Heard From",
        ondelete="set null",
        index="btree_not_null",
        check_company=True,
    )
    source_link = fields.Char(string="Link")
    document = fields.Binary(
        attachment=True, help="A price list, an offer, a photo of a price tag."
    )
    document_name = fields.Char()
    confidence = fields.Selection(
        selection=[
            ("hearsay", "Hearsay"),
            ("first_hand", "First hand"),
            ("documented", "Documented"),
        ],
        string="How Sure",
        required=True,
        default="hearsay",
    )
    date = fields.Date(
        required=True, default=fields.Date.context_today, index=True, tracking=True
    )
    valid_until = fields.Date(
        compute="_compute_valid_until",
        store=True,
        readonly=False,
        precompute=True,
        help="After this day it has expired. Empty: it holds until it is contradicted.",
    )

    # What others say
    verdict = fields.Selection(
        selection=VERDICTS,
        required=True,
        readonly=True,
        default="noted",
        copy=False,
        index=True,
        tracking=True,
    )
    state = fields.Selection(
        selection=[*VERDICTS, ("expired", "Expired")],
        compute="_compute_state",
        search="_search_state",
    )
    decided_by_id = fields.Many2one(
        comodel_name="res.users", string="Judged By", readonly=True, copy=False
    )
    decided_at = fields.Datetime(string="Judged On", readonly=True, copy=False)
    decided_why = fields.Char(string="Because", readonly=True, copy=False)
    can_confirm = fields.Boolean(compute="_compute_can")
    can_say_useful = fields.Boolean(compute="_compute_can")
    use_ids = fields.One2many(
        comodel_name="market.note.use",
        inverse_name="note_id",
        string="Uses",
        readonly=True,
        copy=False,
    )
    useful_count = fields.Integer(
        string="Was Useful",
        compute="_compute_useful_count",
        store=True,
        help="How many colleagues found it useful.",
    )

    # Passed on
    department_id = fields.Many2one(
        comodel_name="hr.department",
        string="For the Department",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    action_id = fields.Many2one(
        comodel_name="service.action",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    answer = fields.Text(string="What the Department Did", readonly=True, copy=False)

    # --- what it is about -------------------------------------------------------------

    @api.depends("kind_id", "date")
    def _compute_valid_until(self):
        for note in self:
            days = note.kind_id.days_valid
            note.valid_until = note.date and days and note.date + timedelta(days=days)

    @api.constrains("date", "valid_until")
    def _check_dates(self):
        today = fields.Date.context_today(self)
        for note in self:
            if note.date > today + timedelta(days=1):  # clocks of other zones
                raise ValidationError(
                    self.env._(
                        "A note is about what you have heard: not in the future."
                    )
                )
            if note.valid_until and note.valid_until < note.date:
                raise ValidationError(
                    self.env._("A note holds from its date on: not until before it.")
                )

    # --- what others say --------------------------------------------------------------

    @api.depends("verdict", "valid_until")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for note in self:
            over = note.valid_until and note.valid_until < today
            contradicted = note.verdict == "contradicted"
            note.state = "expired" if over and not contradicted else note.verdict

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        over = Domain("valid_until", "<", fields.Date.context_today(self))
        over &= Domain("verdict", "!=", "contradicted")
        verdicts = [one for one in value if one != "expired"]
        domain = Domain("verdict", "in", verdicts) & ~over
        return domain | over if "expired" in value else domain

    @api.model
    def _holds_domain(self):
        """Notes that are neither contradicted nor expired."""
        return Domain("state", "in", ["noted", "confirmed"])

    @api.depends("verdict", "user_id", "use_ids")
    @api.depends_context("uid")
    def _compute_can(self):
        uses = self.env["market.note.use"].sudo()
        said = uses.search(
            [("note_id", "in", self.ids), ("user_id", "=", self.env.uid)]
        )
        for note in self:
            other = note.user_id != self.env.user
            note.can_confirm = other and note.state == "noted"
            note.can_say_useful = other and note._origin not in said.note_id

    @api.depends("use_ids")
    def _compute_useful_count(self):
        counts = dict(
            self.env["market.note.use"]._read_group(
                [("note_id", "in", self.ids)], ["note_id"], ["__count"]
            )
        )
        for note in self:
            note.useful_count = counts.get(note._origin, 0)

    @needs_access("read")
    def action_useful(self):
        """Say that it was useful, to the credit of whoever wrote it."""
        for note in self:
            if note.user_id == self.env.user:
                raise UserError(
                    self.env._("That a note is useful, others say: this one is yours.")
                )
        new = self.filtered("can_say_useful")
        self.env["market.note.use"].sudo().create(
            [{"note_id": note.id, "user_id": self.env.uid} for note in new]
        )

    @needs_access("read")
    def action_confirm(self):
        """Say that it is true: somebody else than who has noted it."""
        for note in self:
            if note.user_id == self.env.user:
                raise UserError(
                    self.env._(
                        "“%(name)s”: nobody confirms the own note. Ask a colleague.",
                        name=note.name,
                    )
                )
            if note.state != "noted":
                raise UserError(
                    self.env._(
                        "“%(name)s” is judged already or has expired: make a new note.",
                        name=note.name,
                    )
                )
        self._judge("confirmed", False)

    @needs_access("read")
    def action_contradict(self):
        """Ask why it is not true."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Contradict"),
            "res_model": "market.note.check",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_note_id": self.id},
        }

    def _contradict(self, reason):
        """It is not true; the author may say so, too."""
        self.check_access("read")
        if any(note.verdict == "contradicted" for note in self):
            raise UserError(self.env._("It is contradicted already."))
        self._judge("contradicted", reason)

    def _judge(self, verdict, reason):
        self.sudo().write(
            {
                "verdict": verdict,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
                "decided_why": reason,
            }
        )

    # --- passed on --------------------------------------------------------------------

    @needs_access("write")
    def action_pass_on(self):
        """Give it to the head of a department, as an action with a promise."""
        for note in self:
            if note.action_id:
                raise UserError(
                    self.env._("“%(name)s” is passed on already.", name=note.name)
                )
            action = note._give_to_department(
                note.department_id,
                "market",
                note.company_id.sudo().market_action_days,
                note.user_id,
                note.text,
            )
            note.sudo().action_id = action

    def _on_action_over(self, text):
        """Override: the department says what it has done, or why not."""
        self.write({"answer": text})

    # --- saving -----------------------------------------------------------------------

    def write(self, vals):
        """Override: what was judged stays as it was judged."""
        if not self.env.su:
            self.check_access("write")
            if self._guarded_fields() & vals.keys():
                raise AccessError(
                    self.env._("Who judged a note is written by its buttons alone.")
                )
            if SAID & vals.keys() and any(note.verdict != "noted" for note in self):
                raise UserError(
                    self.env._("It has been judged as it stands: make a new note.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_passed_on(self):
        if any(self.sudo().mapped("action_id")):
            raise UserError(
                self.env._("What was passed on to a department stays: contradict it.")
            )

    def _follow_up_company(self):
        """Override: the company of the note."""
        return self.company_id
