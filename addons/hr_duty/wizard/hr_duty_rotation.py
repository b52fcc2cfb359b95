from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.base_engine_tools.core.instants import HOUR, ONE_DAY, to_datetime
from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.duty_shifts import POINT
from ..core.rotation import rotate, tally
from ..engine.duty_roster import open_shifts, pool

LONGEST_DAYS = 366


class HrDutyRotation(models.TransientModel):
    """Makes the roster of a post for a period: fair, and seen before it counts (CS-2).

    Duties that are planned already stay. The preview shows who gets what, what is
    missing, and how many points everybody has before and after.
    """

    _name = "hr.duty.rotation"
    _inherit = ["checked.wizard.mixin"]
    _description = "Make a Duty Roster"

    post_id = fields.Many2one(
        comodel_name="hr.duty.post", required=True, ondelete="cascade"
    )
    date_from = fields.Date(
        string="From",
        compute="_compute_period",
        store=True,
        readonly=False,
        required=True,
    )
    date_to = fields.Date(
        string="To",
        compute="_compute_period",
        store=True,
        readonly=False,
        required=True,
    )
    seat_ids = fields.One2many(
        comodel_name="hr.duty.rotation.seat",
        inverse_name="rotation_id",
        string="Duties",
    )
    tally_ids = fields.One2many(
        comodel_name="hr.duty.rotation.tally",
        inverse_name="rotation_id",
        string="Points per Person",
    )
    seat_count = fields.Integer(compute="_compute_counts")
    gap_count = fields.Integer(compute="_compute_counts")
    previewed = fields.Boolean()

    @api.depends("post_id")
    def _compute_period(self):
        """Propose the first month that is not planned, from where it is not."""
        for rotation in self:
            first = rotation._first_free_day()
            rotation.date_from = first
            rotation.date_to = first + relativedelta(day=31)

    def _first_free_day(self):
        """The first of next month, or the day after all that is planned then."""
        start = fields.Date.context_today(self) + relativedelta(months=1, day=1)
        last = self.env["hr.duty.shift"].search(
            [("post_id", "=", self.post_id.id), ("work_date", ">=", start)],
            order="work_date desc",
            limit=1,
        )
        return last.work_date + ONE_DAY if last else start

    @api.depends("seat_ids.employee_id")
    def _compute_counts(self):
        for rotation in self:
            seats = rotation.seat_ids
            rotation.seat_count = len(seats)
            rotation.gap_count = len(seats.filtered(lambda seat: not seat.employee_id))

    # Actions

    @needs_access("read")
    def action_preview(self):
        """Make the roster, and show it. Nothing is written to the duties."""
        self.ensure_one()
        self._check_input()
        people = pool(self.post_id, self.date_from, self.date_to)
        shifts = open_shifts(self.post_id, self.date_from, self.date_to)
        if not shifts:
            raise UserError(
                self.env._(
                    "Every duty of “%(post)s” in this period is planned already: "
                    "choose a later period, or delete drafts to make them again.",
                    post=self.post_id.name,
                )
            )
        seats = rotate(shifts, people, round(self.post_id.min_rest_hours * HOUR))
        # Who manages duties reads of the people only that they are there.
        self.sudo().write(
            {
                "previewed": True,
                "seat_ids": [Command.clear(), *map(self._seat_command, seats)],
                "tally_ids": [
                    Command.clear(),
                    *map(self._tally_command, tally(seats, people)),
                ],
            }
        )
        return self._reopen()

    @needs_access("read")
    def action_apply(self):
        """Write the previewed duties as drafts, and open them."""
        self._apply()
        return self.post_id.action_shifts()

    @needs_access("read")
    def action_apply_publish(self):
        """Write the previewed duties, publish them, and tell everybody."""
        self._apply().action_publish()
        return self.post_id.action_shifts()

    def _apply(self):
        self.ensure_one()
        self._check_input()
        if not self.seat_ids:
            raise UserError(self.env._("Look at the preview first."))
        by_duty = self.seat_ids.grouped(
            lambda seat: (seat.template_id, seat.date_start, seat.date_stop)
        )
        return self.env["hr.duty.shift"].create(
            [
                {
                    "post_id": self.post_id.id,
                    "template_id": template.id,
                    "date_start": start,
                    "date_stop": stop,
                    "slot_ids": [
                        Command.create(
                            {
                                "employee_id": seat.employee_id.id,
                                "is_leader": seat.is_leader,
                            }
                        )
                        for seat in seats
                    ],
                }
                for (template, start, stop), seats in by_duty.items()
            ]
        )

    # Helpers

    def _check_input(self):
        post = self.post_id
        if not post.is_manager:
            raise AccessError(
                self.env._(
                    "The manager of “%(post)s” makes its roster.", post=post.name
                )
            )
        if not self.date_from <= self.date_to:
            raise UserError(self.env._("The period has to end after it begins."))
        if (self.date_to - self.date_from).days > LONGEST_DAYS:
            raise UserError(self.env._("Make a roster for one year at most."))
        if self.date_from < post._today():
            raise UserError(
                self.env._("A roster is made for the future: begin today or later.")
            )
        if not post.template_ids:
            raise UserError(
                self.env._(
                    "“%(post)s” has no weekly pattern: say first when people are "
                    "needed.",
                    post=post.name,
                )
            )
        if not any(post.member_ids.mapped("leads")):
            raise UserError(
                self.env._(
                    "Nobody may lead “%(post)s”: mark at least one member as "
                    "qualified leader.",
                    post=post.name,
                )
            )

    def _seat_command(self, seat):
        shift = seat.shift
        return Command.create(
            {
                "template_id": shift.line_id,
                "date_start": to_datetime(shift.start),
                "date_stop": to_datetime(shift.end),
                "work_date": shift.work_date,
                "employee_id": seat.person_id,
                "is_leader": seat.is_leader,
                "is_night": shift.is_night,
                "day_kind": shift.day_kind,
                "points": shift.points / POINT,
            }
        )

    def _tally_command(self, row):
        return Command.create(
            {
                "employee_id": row.person_id,
                "before": row.before / POINT,
                "added": row.added / POINT,
                "after": row.after / POINT,
                "duties": row.duties,
                "nights": row.nights,
                "weekends": row.weekends,
                "holidays": row.holidays,
            }
        )

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Make a Roster"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
