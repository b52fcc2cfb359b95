from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.turns import take_turn

from ..core.assignment import Candidate, Customer, assign

#: What is agreed before a hand-over is carried out.
AGREED = {
    "company_id",
    "date_back",
    "kind",
    "reason",
    "rest_user_id",
    "to_ids",
    "user_id",
}
#: Room of somebody who is named without having a capacity: takes what comes.
NAMED = 1


class AdvisorHandover(models.Model):
    """An advisor leaves, or is away for long: others serve the customers (SA-2.1).

    The proposal says who gets whom and why, and what else moves. It is carried out in
    one transaction: killed midway nothing of it has happened, and of two people who
    carry it out at once the second is told that it is done.
    """

    _name = "advisor.handover"
    _inherit = ["guarded.mixin", "mail.thread"]
    _description = "Hand-Over of Customers"
    _order = "date desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="From",
        required=True,
        ondelete="cascade",
        index=True,
        help="Whose customers are handed over.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(
        selection=[
            ("leaves", "Leaves, or serves nobody any more"),
            ("absent", "Is away for some time"),
        ],
        required=True,
        default="leaves",
    )
    date = fields.Date(
        string="First Day",
        required=True,
        readonly=True,
        copy=False,
        default=fields.Date.context_today,
        help="From this day on the others serve the customers.",
    )
    date_back = fields.Date(
        string="Back On",
        help="On this day the customers who are still with the stand-ins go back.",
    )
    reason = fields.Text(required=True)
    to_ids = fields.Many2many(
        comodel_name="res.users",
        help="Who may get customers. Empty: everybody who takes new ones.",
    )
    rest_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Gets the Rest",
        ondelete="restrict",
        help="Gets activities, actions and meetings that belong to none of the "
        "customers.",
    )
    state = fields.Selection(
        selection=[("draft", "Proposed"), ("done", "Carried Out"), ("back", "Back")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    line_ids = fields.One2many(
        comodel_name="advisor.handover.line",
        inverse_name="handover_id",
        string="Customers",
        copy=False,
    )
    done_at = fields.Datetime(readonly=True, copy=False)
    done_by_id = fields.Many2one(comodel_name="res.users", readonly=True, copy=False)
    moved = fields.Json(readonly=True, copy=False, groups="base.group_user")
    moves_text = fields.Text(
        string="What Else Moves", compute="_compute_moves_text", compute_sudo=False
    )

    _date_back_later = models.Constraint(
        "CHECK(kind != 'absent' OR (date_back IS NOT NULL AND date_back > date))",
        "Somebody who is away for some time is back on a later day: enter it.",
    )

    @api.depends("user_id", "state", "moved", "kind", "date_back", "company_id")
    @api.depends_context("lang")
    def _compute_moves_text(self):
        movers = self.env["advisor.mover"]
        for handover in self:
            counts = handover.sudo().moved
            if handover.state == "draft":
                counts = handover.has_access("write") and movers._counts(handover)
            handover.moves_text = movers._words(counts or {})

    @api.constrains("user_id", "to_ids", "rest_user_id")
    def _check_people(self):
        for handover in self:
            others = handover.to_ids | handover.rest_user_id
            if handover.user_id in others:
                raise ValidationError(
                    self.env._(
                        "%(name)s hands over: choose somebody else who takes over.",
                        name=handover.user_id.name,
                    )
                )
            self.env["advisor.assignment"]._check_users(others)

    def write(self, vals):
        """Override: what was carried out stays as it was agreed."""
        if not self.env.su and AGREED & vals.keys():
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        self._check_draft()

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_propose(self):
        """Propose who gets whom; what was chosen before is proposed anew."""
        for handover in self:
            handover._check_draft()
            choices = handover._choices()
            handover.line_ids.unlink()
            lines = [
                {
                    "handover_id": handover.id,
                    "partner_id": choice.customer,
                    "user_id": choice.user,
                    "why": self.env["advisor.assigner"]._why(choice),
                }
                for choice in choices
            ]
            self.env["advisor.handover.line"].sudo().create(lines)

    @needs_access("write")
    def action_apply(self):
        """Carry it out: customers, promises and open work go over, all or nothing."""
        take_turn(self)
        self.invalidate_recordset(["state"])
        for handover in self:
            handover._check_draft()
            handover._check_complete()
            handover.sudo()._carry_out()

    def _check_draft(self):
        for handover in self:
            if handover.state != "draft":
                raise UserError(
                    self.env._(
                        "The hand-over of %(name)s has been carried out already.",
                        name=handover.user_id.name,
                    )
                )

    def _check_complete(self):
        """Every customer of today has somebody, and nobody has been forgotten."""
        lines, mine = self.line_ids, self._customers()
        if open_ones := lines.filtered(lambda line: not line.user_id):
            raise UserError(
                self.env._(
                    "Nobody takes over %(names)s: choose somebody in the list.",
                    names=", ".join(open_ones[:5].partner_id.mapped("name")),
                )
            )
        if mine != lines.partner_id:
            raise UserError(
                self.env._(
                    "The customers of %(name)s have changed since the proposal:"
                    " propose again.",
                    name=self.user_id.name,
                )
            )
        if not self.rest_user_id and self.env["advisor.mover"]._has_rest(self):
            raise UserError(
                self.env._(
                    "%(name)s has open work that belongs to none of the customers:"
                    " say who gets the rest.",
                    name=self.user_id.name,
                )
            )

    # --- engine -----------------------------------------------------------------------

    def _assignments(self):
        """The assignments in force of who hands over."""
        return (
            self.env["advisor.assignment"]
            .sudo()
            .search(
                [
                    ("user_id", "=", self.user_id.id),
                    ("company_id", "=", self.company_id.id),
                    ("date_to", "=", False),
                ]
            )
        )

    def _customers(self):
        return self._assignments().partner_id.with_env(self.env)

    def _choices(self):
        """What the core proposes for all customers of who hands over."""
        assigner = self.env["advisor.assigner"].sudo()
        partners, company = self._customers(), self.company_id
        if not self.to_ids:
            return assigner._propose(partners, company, self.user_id.ids)
        strategies = self.env["customer.strategy"]._of(partners, company)
        relations = assigner._relations(partners, company)
        customers = [
            Customer(
                id=partner.id,
                points=strategies[partner.id].points or 1,
                relations=tuple(relations.get(partner.id, ())),
            )
            for partner in partners
        ]
        return assign(customers, self._named())

    def _named(self):
        """Those who were named, as candidates: also without a capacity of their own."""
        profiles = self.env["advisor.profile"].sudo()
        known = {
            profile.user_id.id: profile
            for profile in profiles.search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("user_id", "in", self.to_ids.ids),
                ]
            )
        }
        loads = profiles._loads(self.company_id, self.to_ids.ids)
        return [
            Candidate(
                id=user.id,
                capacity=(user.id in known and known[user.id].capacity) or NAMED,
                load=loads.get(user.id, (0, 0))[1],
            )
            for user in self.to_ids
        ]

    def _carry_out(self):
        """Move everything in superuser mode: also what the leader may not see."""
        self.ensure_one()
        backups = {row.partner_id.id: row.backup_id.id for row in self._assignments()}
        targets = {line.partner_id.id: line.user_id.id for line in self.line_ids}
        rows = [
            (partner, user, backups.get(partner), {"why": "handover"})
            for partner, user in targets.items()
        ]
        counts = self.env["advisor.mover"]._move(self, targets)
        self.env["advisor.assignment"]._assign(self.company_id, rows, handover=self)
        self._replace_backups()
        if self.kind == "leaves":
            self.env["advisor.profile"].search(
                [
                    ("user_id", "=", self.user_id.id),
                    ("company_id", "=", self.company_id.id),
                ]
            ).active = False
        self.write(
            {
                "state": "done",
                "date": fields.Date.context_today(self),
                "done_at": fields.Datetime.now(),
                "done_by_id": self.env.uid,
                "moved": counts | {"customers": len(targets)},
            }
        )
        self._log_on_customers(targets)

    def _replace_backups(self):
        """Who leaves backs up nobody; the other one who is named does, if any."""
        if self.kind == "absent":
            return
        backed = self.env["advisor.assignment"].search(
            [
                ("backup_id", "=", self.user_id.id),
                ("company_id", "=", self.company_id.id),
                ("date_to", "=", False),
            ]
        )
        other = self.rest_user_id
        own = backed.filtered(lambda row: row.user_id == other)
        own.backup_id = False
        (backed - own).backup_id = other
        self.env["advisor.profile"].search(
            [
                ("backup_id", "=", self.user_id.id),
                ("company_id", "=", self.company_id.id),
            ]
        ).backup_id = False

    def _log_on_customers(self, targets):
        """Each customer's history says who took over."""
        users = self.env["res.users"].browse(set(targets.values()))
        names = {user.id: user.name for user in users}
        partners = self.env["res.partner"].browse(targets)
        partners._message_log_batch(
            bodies={
                partner.id: self.env._(
                    "Advisor: %(old)s → %(new)s (%(reason)s)",
                    old=self.user_id.name,
                    new=names[targets[partner.id]],
                    reason=self.reason,
                )
                for partner in partners
            }
        )

    # --- back -------------------------------------------------------------------------

    @api.model
    def _return_due(self):
        """Give customers back to those whose absence is over."""
        today = fields.Date.context_today(self)
        due = self.sudo().search(
            [
                ("state", "=", "done"),
                ("kind", "=", "absent"),
                ("date_back", "<=", today),
            ]
        )
        for handover in due:
            if handover.user_id.active:
                handover._give_back()

    @needs_access("write")
    def action_back(self):
        """The advisor is back earlier, or now."""
        take_turn(self)
        self.invalidate_recordset(["state"])
        for handover in self:
            if handover.state != "done" or handover.kind != "absent":
                raise UserError(
                    self.env._(
                        "Nothing goes back to %(name)s: this was no absence, or is"
                        " over.",
                        name=handover.user_id.name,
                    )
                )
            handover.sudo()._give_back()

    def _give_back(self):
        """Customers who are still with their stand-ins go back; others have changed
        hands since, and stay."""
        self.ensure_one()
        standing_in = self.env["advisor.assignment"].search(
            Domain("handover_id", "=", self.id) & Domain("date_to", "=", False)
        )
        rows = [
            (
                row.partner_id.id,
                self.user_id.id,
                row.backup_id.id,
                {"why": "return"},
            )
            for row in standing_in
        ]
        self.env["advisor.assignment"]._assign(self.company_id, rows)
        self.state = "back"
