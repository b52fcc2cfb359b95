from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date
from odoo.tools.i18n import format_list

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..engine.days import today_of
from ..engine.news import due_notices, follow_lost_texts, tell
from ..engine.planning import orders_to_plan, plan_each

STAFF = "base.group_user"
#: What only the steps of the check and of the follow-up write.
GUARDED = frozenset(
    (
        "watch_state",
        "watch_user_id",
        "check_state",
        "checked_content",
        "checked_at",
        "checked_by_id",
        "check_note",
        "arrived_at",
        "rating_wanted_at",
    )
)
#: Rows of an order that are made by its steps.
ROWS = {f"order_{one}_ids" for one in ("check", "milestone", "notice", "correction")}
#: Orders of one round of the job.
AT_ONCE = 100
#: Fields of an order whose change after the confirmation is a correction.
WATCHED = ("partner_id", "partner_shipping_id", "commitment_date", "payment_term_id")


class SaleOrder(models.Model):
    """An order is checked before it is confirmed, and followed to its end (SA-2.3).

    Confirming writes nothing of this add-on: the job plans what is confirmed and not
    planned yet. So a confirmation takes no longer, however many milestones follow.
    """

    _name = "sale.order"
    _inherit = [
        "guarded.mixin",
        "order.news.mixin",
        "sale.order",
        "service.follow.up.mixin",
        "service.rating.mixin",
    ]

    # The check
    check_state = fields.Selection(
        selection=[
            ("checked", "Checked"),
            ("skipped", "Confirmed without Check"),
            ("owed", "Confirmed by the Customer: to Be Checked"),
        ],
        string="Check",
        readonly=True,
        copy=False,
        groups=STAFF,
    )
    checked_content = fields.Json(readonly=True, copy=False, groups=STAFF)
    checked_at = fields.Datetime(
        string="Checked On", readonly=True, copy=False, groups=STAFF
    )
    checked_by_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        copy=False,
        groups=STAFF,
    )
    check_note = fields.Char(
        string="Not Checked Because", readonly=True, copy=False, groups=STAFF
    )
    order_check_ids = fields.One2many(
        comodel_name="order.check",
        inverse_name="order_id",
        string="Check List",
        readonly=True,
        groups=STAFF,
    )
    check_needed = fields.Boolean(compute="_compute_check_needed", groups=STAFF)

    # The way to the customer
    watch_state = fields.Selection(
        selection=[("planned", "Followed"), ("left", "No Milestones")],
        string="Follow-Up",
        readonly=True,
        copy=False,
        groups=STAFF,
    )
    watch_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Advisor at the Confirmation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups=STAFF,
    )
    order_milestone_ids = fields.One2many(
        comodel_name="order.milestone",
        inverse_name="order_id",
        string="Milestones",
        readonly=True,
        groups=STAFF,
    )
    order_notice_ids = fields.One2many(
        comodel_name="order.notice",
        inverse_name="order_id",
        string="News",
        readonly=True,
        groups=STAFF,
    )
    order_correction_ids = fields.One2many(
        comodel_name="order.correction",
        inverse_name="order_id",
        string="Changes after the Confirmation",
        readonly=True,
        groups=STAFF,
    )
    open_correction_count = fields.Integer(
        string="Changes without a Reason",
        compute="_compute_open_correction_count",
        groups=STAFF,
    )
    arrived_at = fields.Datetime(
        string="Arrived", readonly=True, copy=False, groups=STAFF
    )
    rating_wanted_at = fields.Datetime(
        string="Asked How It Went", readonly=True, copy=False, groups=STAFF
    )

    _to_plan_idx = models.Index(
        "(company_id, date_order) WHERE state = 'sale' AND watch_state IS NULL"
    )
    _to_rate_idx = models.Index(
        "(arrived_at) WHERE arrived_at IS NOT NULL AND rating_wanted_at IS NULL"
    )

    @api.depends(
        "state",
        "check_state",
        "checked_content",
        "partner_id",
        "company_id",
        "commitment_date",
        "payment_term_id",
        "order_line.product_id",
        "order_line.product_uom_id",
        "order_line.product_uom_qty",
        "order_line.price_unit",
        "order_line.discount",
        "order_line.name",
    )
    def _compute_check_needed(self):
        asked = self._to_be_checked()
        for order in self:
            order.check_needed = order in asked

    @api.depends("order_correction_ids.reason_id")
    def _compute_open_correction_count(self):
        counts = dict(
            self.env["order.correction"]._read_group(
                [("order_id", "in", self.ids), ("reason_id", "=", False)],
                ["order_id"],
                ["__count"],
            )
        )
        for order in self:
            order.open_correction_count = counts.get(order._origin, 0)

    # --- who writes what --------------------------------------------------------------

    @api.model
    def _guarded_fields(self):
        """Override: ours; the other fields are the sales app's own matter."""
        return GUARDED | ROWS

    def write(self, vals):
        """Override: facts are written by the steps; changes of what is confirmed are
        noted."""
        given = (GUARDED | ROWS) & vals.keys()
        if given and not self.env.su:
            raise AccessError(
                self.env._(
                    "%(fields)s: the check and the follow-up of orders write this. Use "
                    "their buttons.",
                    fields=format_list(
                        self.env,
                        [
                            self._fields[name]._description_string(self.env)
                            for name in sorted(given)
                        ],
                    ),
                )
            )
        names = [name for name in WATCHED if name in vals]
        if not names or "state" in vals:
            return super().write(vals)
        watched = self._watched()
        before = {order: order._shown(names) for order in watched}
        result = super().write(vals)
        rows = [
            (order, self._fields[name]._description_string(self.env), old[name], new)
            for order, old in before.items()
            for name, new in order._shown(names).items()
            if old[name] != new
        ]
        if rows:
            self.env["order.correction"]._note_changes(rows)
        if "commitment_date" in names:
            watched._follow_delivery_date()
        return result

    def unlink(self):
        """Override to take along what has promises."""
        self.sudo().order_notice_ids.unlink()
        self.sudo().order_milestone_ids.unlink()
        return super().unlink()

    def _shown(self, names):
        """Values of fields as texts, in words."""
        self.ensure_one()
        values = {}
        for name in names:
            value = self[name]
            if self._fields[name].type == "many2one":
                value = value.display_name
            elif self._fields[name].type == "datetime":
                value = value and format_date(self.env, value)
            values[name] = str(value or "")
        return values

    def _watched(self):
        """Confirmed orders that are followed."""
        confirmed = self.filtered(lambda order: order.state == "sale")
        if not confirmed:
            return confirmed
        since = {one: one.order_watch_since for one in confirmed.sudo().company_id}
        return confirmed.filtered(
            lambda order: (
                since[order.sudo().company_id]
                and order.date_order >= since[order.sudo().company_id]
            )
        )

    def _advisor(self):
        """The advisor of the customer now; may be nobody."""
        self.ensure_one()
        rows = self.env["advisor.assignment"]._advisors_of(
            self.partner_id, self.company_id
        )
        row = rows.get(self.partner_id.id)
        return row.user_id if row else self.env["res.users"]

    # --- the check --------------------------------------------------------------------

    def _content(self):
        """What is checked, as plain values: another content is to be checked anew."""
        self.ensure_one()
        lines = self.order_line.filtered(lambda line: not line.display_type)
        return [
            self.partner_id.id,
            self.payment_term_id.id,
            str(self.commitment_date or ""),
            [
                [
                    line.product_id.id,
                    line.product_uom_id.id,
                    line.product_uom_qty,
                    line.price_unit,
                    line.discount,
                    line.name,
                ]
                for line in lines
            ],
        ]

    def _is_checked(self):
        """Whether the check list was done, and nothing has changed since."""
        self.ensure_one()
        order = self.sudo()
        done = order.check_state in ("checked", "skipped")
        return done and order.checked_content == order._content()

    def _to_be_checked(self):
        """Orders of customers with an advisor whose check list is not done."""
        open_ = self.filtered(
            lambda order: (
                order.sudo().company_id.order_check_active
                and (
                    order.state in ("draft", "sent")
                    or order.sudo().check_state == "owed"
                )
                and not order._is_checked()
            )
        )
        found = self.browse()
        for company, orders in open_.grouped(lambda order: order.company_id).items():
            rows = self.env["advisor.assignment"]._advisors_of(
                orders.partner_id, company
            )
            found |= orders.filtered(lambda one, rows=rows: rows.get(one.partner_id.id))
        return found

    @needs_access("read")
    def action_check(self):
        """Open the check list; the order can be confirmed there."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check %(order)s", order=self.name),
            "res_model": "order.check.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def _note_check(self, state, note=False):
        """The check list is done, or somebody answers for leaving it out."""
        self.check_access("write")
        for order in self:
            order.sudo().write(
                {
                    "check_state": state,
                    "checked_content": order._content(),
                    "checked_at": fields.Datetime.now(),
                    "checked_by_id": self.env.uid,
                    "check_note": note,
                }
            )

    def action_confirm(self):
        """Override: what is not checked is not confirmed; what a customer confirms by
        signing or paying is checked afterwards."""
        drafts = self.filtered(lambda order: order.state in ("draft", "sent"))
        if asked := drafts._to_be_checked():
            if not self.env.su and not self.env.user.share:
                raise UserError(
                    self.env._(
                        "Not checked yet, or changed since: %(orders)s. Open the order "
                        "and press Check; it can be confirmed there.",
                        orders=format_list(self.env, asked.mapped("name")),
                    )
                )
            asked.sudo().check_state = "owed"
        result = super().action_confirm()
        if any(order.sudo().company_id.order_watch_since for order in self):
            self._wake_order_job()
        return result

    @api.model
    def _wake_order_job(self):
        """Let the job begin after this transaction, with one query.

        ``_trigger`` of the job would read it first.
        """
        job = self.env.ref("advisor_crm_order.ir_cron_order", raise_if_not_found=False)
        if job:
            job = job.sudo()
            values = {"cron_id": job.id, "call_at": fields.Datetime.now()}
            self.env["ir.cron.trigger"].sudo().create(values)
            self.env.cr.postcommit.add(job._notifydb)

    # --- the end of an order ----------------------------------------------------------

    def _action_cancel(self):
        """Override: nothing is followed any more, and the customer hears of it."""
        result = super()._action_cancel()
        followed = self.sudo().filtered(lambda one: one.watch_state or one.check_state)
        if followed:
            followed._stop_following()
        return result

    def _stop_following(self):
        """Drop the milestones; what was told is followed by a last message."""
        notices = self.order_notice_ids
        told = notices.filtered(lambda one: one.state in ("sent", "by_hand")).order_id
        notices.filtered(lambda one: one.state in ("waiting", "failed")).write(
            {"state": "withdrawn"}
        )
        self.order_milestone_ids._drop()
        rows = [notices._prepare(order, "cancelled") for order in told]
        if notices.create(rows):
            notices._wake(fields.Datetime.now())
        self.write(dict.fromkeys(GUARDED - {"watch_user_id"}, False))

    # --- days -------------------------------------------------------------------------

    def _follow_delivery_date(self):
        """Another delivery date was agreed: milestones counted from it move along."""
        for order in self.sudo():
            arrival = order.order_milestone_ids.filtered(
                lambda one: one.kind_id.is_arrival and one.state == "open"
            )[:1]
            if arrival and order.commitment_date:
                today = today_of(order.company_id)
                day = fields.Datetime.context_timestamp(
                    order.with_context(tz=order.company_id.resource_calendar_id.tz),
                    order.commitment_date,
                ).date()
                if day >= today:
                    arrival._move(day)

    # --- problems ---------------------------------------------------------------------

    @needs_access("read")
    def action_report_problem(self):
        """Report what came between, to whoever settles it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Report a Problem"),
            "res_model": "order.problem.report",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def _open_problems(self):
        return self.env["service.action"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("order_problem_kind_id", "!=", False),
                ("state", "in", ("open", "in_progress")),
            ]
        )

    @needs_access("read")
    def action_answer_corrections(self):
        """Ask why the order was changed after its confirmation."""
        return self.order_correction_ids.filtered(
            lambda one: not one.reason_id
        ).action_answer()

    # --- rating -----------------------------------------------------------------------

    def _rating_user(self):
        """Override: the advisor at the confirmation, else who has sold it."""
        return self.watch_user_id or self.user_id

    @api.model
    def _ask_ratings(self):
        """Ask customers whose order has arrived so many days ago; in superuser mode."""
        now = fields.Datetime.now()
        arrived = self.search(
            Domain("arrived_at", "!=", False)
            & Domain("arrived_at", "<=", now)
            & Domain("rating_wanted_at", "=", False)
            & Domain("state", "=", "sale"),
            limit=AT_ONCE * 10,
            order="arrived_at",
        )
        due = arrived.filtered(
            lambda one: (
                one.arrived_at + timedelta(days=one.company_id.order_rating_days) <= now
            )
        )
        due.write({"rating_wanted_at": now})
        due._ask_rating()

    # --- the job ----------------------------------------------------------------------

    @api.model
    def _cron_follow_orders(self):
        """Plan what was confirmed, tell what has happened, ask how it went.

        Each round is committed: what is done stays done, whatever ends the run, and
        what is not done is done by the next one.
        """
        job, orders = self.env["ir.cron"], self.sudo()
        while planned := orders_to_plan(self.env, AT_ONCE):
            plan_each(planned)
            if not job._commit_progress(len(planned)):
                self._wake_order_job()
                return
        orders._refresh_expected_days()
        orders._ask_ratings()
        follow_lost_texts(self.env)
        job._commit_progress(0)
        while due := due_notices(self.env, 1):
            for order, notices in due.items():
                tell(order, notices)
            if not job._commit_progress(1):
                self._wake_order_job()
                return

    @api.model
    def _refresh_expected_days(self):
        """Days that others know: an add-on for deliveries says when they are expected.

        In superuser mode.
        """
