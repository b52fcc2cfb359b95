from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.service_follow_up.core.agreed_date import end_of_day

from ..core.plan import moved_days
from ..engine.days import Workdays, local_day, today_of

STATES = [("open", "To Come"), ("done", "Reached"), ("dropped", "Dropped")]


class OrderMilestone(models.Model):
    """A step of one order with the day that the customer knows (SA-2.3).

    ``date_promised`` is what the customer was told last, ``date_expected`` what is
    expected now. As soon as they differ, the customer is told of the new day, before
    the old one is over; with that the new day is the promised one.
    """

    _name = "order.milestone"
    _inherit = [
        "service.deadline.office.mixin",
        "order.of.order.mixin",
        "mail.activity.mixin",
    ]
    _description = "Milestone of an Order"
    _order = "order_id desc, sequence, id"
    _rec_name = "kind_id"
    _mail_post_access = "read"

    _deadline_start_field = "planned_at"

    order_id = fields.Many2one(
        comodel_name="sale.order",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    partner_id = fields.Many2one(related="order_id.partner_id", string="Customer")
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    kind_id = fields.Many2one(
        comodel_name="order.milestone.kind",
        string="Milestone",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    sequence = fields.Integer(readonly=True)
    in_working_days = fields.Boolean(
        readonly=True, help="It is not expected on a day on which nobody works."
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Followed By",
        readonly=True,
        index="btree_not_null",
        help="The advisor of the customer, else who has sold it.",
    )
    planned_at = fields.Datetime(string="Planned On", readonly=True, copy=False)
    date_first = fields.Date(
        string="Promised at First", readonly=True, help="Stays, whatever comes later."
    )
    date_promised = fields.Date(
        string="Promised",
        required=True,
        readonly=True,
        tracking=True,
        help="The day that the customer was told last.",
    )
    date_expected = fields.Date(
        string="Expected", required=True, readonly=True, tracking=True
    )
    due_at = fields.Datetime(
        string="Due",
        compute="_compute_due_at",
        store=True,
        help="The end of the promised day, by the clock of the company.",
    )
    state = fields.Selection(
        selection=STATES,
        required=True,
        readonly=True,
        default="open",
        index=True,
        copy=False,
        tracking=True,
    )
    date_done = fields.Date(string="Reached", readonly=True, copy=False)
    done_at = fields.Datetime(string="Noted On", readonly=True, copy=False)
    is_delayed = fields.Boolean(
        string="Will Be Later",
        compute="_compute_is_delayed",
        store=True,
        help="It is expected on a later day than the customer knows.",
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")

    _open_idx = models.Index("(company_id, date_promised) WHERE state = 'open'")

    @api.depends("date_promised", "company_id")
    def _compute_due_at(self):
        for milestone in self:
            tz = milestone.company_id.resource_calendar_id.tz or "UTC"
            day = milestone.date_promised
            milestone.due_at = day and end_of_day(day, tz)

    @api.depends("date_promised", "date_expected", "state")
    def _compute_is_delayed(self):
        for milestone in self:
            days = milestone.date_promised, milestone.date_expected
            later = all(days) and days[1] > days[0]
            milestone.is_delayed = milestone.state == "open" and later

    @api.depends("due_at", "state")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for milestone in self:
            due = milestone.state == "open" and milestone.due_at
            milestone.is_late = bool(due) and due < now

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", "open") & Domain(
            "due_at", "<", fields.Datetime.now()
        )
        return late if True in value else ~late

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_reach(self):
        """It is reached today; what comes before it as well."""
        for milestone in self:
            milestone._reach(today_of(milestone.company_id))

    @needs_access("read")
    def action_step(self):
        """Ask for another day: which step is in the context (``default_step``)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "order.milestone.step",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_milestone_id": self.id,
                "default_step": self.env.context.get("default_step", "move"),
            },
        }

    @api.readonly
    @needs_access("read")
    def action_open_order(self):
        """Open the order."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.order_id.id,
            "views": [(False, "form")],
        }

    def _check_open(self):
        for milestone in self:
            if milestone.state != "open":
                raise UserError(
                    self.env._(
                        "%(order)s, %(milestone)s: this is over already. Load the "
                        "page again.",
                        order=milestone.order_id.name,
                        milestone=milestone.kind_id.name,
                    )
                )

    def _reach(self, day):
        """It was reached on a day; so was what comes before it in the order.

        :param date day: local day of the company, not in the future
        """
        self.ensure_one()
        self._check_open()
        confirmed = local_day(self.company_id, self.order_id.date_order)
        if not confirmed <= day <= today_of(self.company_id):
            raise UserError(
                self.env._(
                    "It was reached on a day from the confirmation (%(first)s) until "
                    "today: choose one of these.",
                    first=confirmed,
                )
            )
        all_of_order = self.sudo().order_id.order_milestone_ids
        reached = all_of_order.filtered(
            lambda one: one.state == "open" and one.sequence <= self.sequence
        )
        (self | reached.with_env(self.env))._note_facts(
            {"state": "done", "date_done": day, "done_at": fields.Datetime.now()}
        )
        notices = self.env["order.notice"].sudo()
        notices._withdraw(reached)
        notices._add(reached.filtered("kind_id.is_told"), "reached")
        if any(reached.kind_id.mapped("is_arrival")):
            self.order_id.sudo().arrived_at = fields.Datetime.now()

    def _move(self, day, reason=""):
        """It is expected on another day, and so is what comes after it.

        :param date day: local day of the company, today or later
        """
        self.ensure_one()
        self._check_open()
        self.check_access("write")
        if day < today_of(self.company_id):
            raise UserError(
                self.env._(
                    "%(day)s is over. Choose today or a later day, or say that it was "
                    "reached then.",
                    day=day,
                )
            )
        coming = self.sudo().order_id.order_milestone_ids
        coming = coming.filtered(lambda one: one.state == "open").sorted(
            lambda one: (one.sequence, one.id)
        )
        days = moved_days(
            coming.mapped(lambda one: one.date_expected),
            coming.ids.index(self.id),
            day,
            coming.mapped("in_working_days"),
            Workdays(self.company_id),
        )
        coming._expect(dict(zip(coming.ids, days, strict=True)))
        if reason:
            self._message_log(body=reason)

    def _expect(self, days):
        """Expect milestones on these days; the customer is told what differs.

        In superuser mode; whoever calls has asked for the right.

        :param days: {id: day}
        """
        moved = self.filtered(lambda one: one.date_expected != days[one.id])
        for day, mine in moved.grouped(lambda one: days[one.id]).items():
            mine.date_expected = day
        told = moved.filtered("kind_id.is_told")
        for day, mine in (moved - told).grouped("date_expected").items():
            mine.date_promised = day
        notices = self.env["order.notice"].sudo()
        same = told.filtered(lambda one: one.date_expected == one.date_promised)
        notices._withdraw(same)
        notices._add(told - same, "moved")

    def _reopen(self, day):
        """It was not reached after all, and is expected on a day."""
        self.ensure_one()
        if self.state != "done":
            raise UserError(self.env._("This is not reached yet: nothing to undo."))
        self.check_access("write")
        self._note_facts({"state": "open", "date_done": False, "done_at": False})
        self.env["order.notice"].sudo()._withdraw(self)
        if self.kind_id.is_arrival:
            self.order_id.sudo().arrived_at = False
        self._move(day)

    def _drop(self):
        """The order is cancelled; in superuser mode."""
        self.filtered(lambda one: one.state == "open").write({"state": "dropped"})

    # --- promises ---------------------------------------------------------------------

    def _deadline_facts(self):
        """Override: what only the steps write."""
        return super()._deadline_facts() | {
            "order_id",
            "company_id",
            "kind_id",
            "sequence",
            "in_working_days",
            "user_id",
            "planned_at",
            "date_first",
            "date_promised",
            "date_expected",
            "due_at",
            "state",
            "date_done",
            "done_at",
            "is_delayed",
        }

    def _deadline_customer(self):
        """Override: the customer of the order."""
        return self.order_id.partner_id

    def _deadline_is_closed(self):
        return self.state != "open"

    @api.model
    def _deadline_done_domain(self):
        return "[('state', '=', 'done')]"
