from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.agenda import comes_up, next_date


class ServiceMeetingSeries(models.Model):
    """Who meets how often, and about what in any case (SM-4.3, SA-7, CM-4.2)."""

    _name = "service.meeting.series"
    _inherit = ["service.narrow.mixin", "service.meeting.hours.mixin"]
    _description = "Series of Meetings"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    chair_id = fields.Many2one(
        comodel_name="res.users",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        index=True,
    )
    participant_ids = fields.Many2many(
        comodel_name="res.users", domain=[("share", "=", False)]
    )
    every = fields.Integer(required=True, default=1)
    unit = fields.Selection(
        selection=[("week", "weeks"), ("month", "months")],
        required=True,
        default="month",
    )
    standing = fields.Text(
        string="Always on the Agenda", help="One point in each line."
    )
    meeting_ids = fields.One2many(
        comodel_name="service.meeting", inverse_name="series_id", string="Meetings"
    )
    next_date = fields.Date(string="Next Meeting", compute="_compute_next_date")

    _every_positive = models.Constraint(
        "CHECK(every > 0)", "A series meets every 1 or more weeks or months."
    )

    @api.depends("meeting_ids.date", "meeting_ids.state")
    def _compute_next_date(self):
        for series in self:
            planned = series.meeting_ids.filtered(lambda one: one.state == "planned")
            series.next_date = min(planned.mapped("date"), default=False)

    @api.model
    def _readable_domain(self):
        """Override: who takes part, and the administrators of policies."""
        if self.env.user.has_group("service_policy.service_policy_group_manager"):
            return Domain.TRUE
        uid = self.env.uid
        mine = (
            Domain("chair_id", "=", uid)
            | Domain("create_uid", "=", uid)
            | Domain("participant_ids", "=", uid)
        )
        return Domain("id", "in", self.sudo()._search(mine))

    @needs_access("write")
    def action_plan_next(self):
        """Plan the next meeting of the series, with what is open."""
        self.ensure_one()
        if self.next_date:
            raise UserError(
                self.env._("The next meeting is planned already: %s", self.next_date)
            )
        meeting = self._plan_next()
        return {
            "type": "ir.actions.act_window",
            "res_model": meeting._name,
            "res_id": meeting.id,
            "views": [(False, "form")],
        }

    def _plan_next(self):
        """The next meeting, by the cadence from the last one, or from today."""
        last = max(self.meeting_ids.mapped("date"), default=None)
        today = fields.Date.context_today(self)
        day = next_date(last, self.every, self.unit) if last else today
        people = self.participant_ids | self.chair_id
        meeting = self.env["service.meeting"].create(
            {
                "name": self.name,
                "series_id": self.id,
                "company_id": self.company_id.id,
                "date": day,
                "begins": self.begins,
                "lasts": self.lasts,
                "place": self.place,
                "chair_id": self.chair_id.id,
                "attendance_ids": [
                    Command.create({"user_id": person.id}) for person in people
                ],
            }
        )
        meeting._fill_agenda()
        return meeting

    def _open_items(self, day):
        """Points of the published meetings that are still open on a day."""
        items = self.env["service.meeting.item"].search(
            [
                ("meeting_id.series_id", "=", self.id),
                ("meeting_id.state", "=", "published"),
                ("is_open", "=", True),
                ("next_ids", "=", False),
            ]
        )
        return items.filtered(lambda item: comes_up(item.not_before or None, day))

    def _open_actions(self):
        """Actions that the meetings of the series have agreed, and are not over."""
        return self.env["service.action"].search(
            [
                ("res_model", "=", "service.meeting"),
                ("res_id", "in", self.meeting_ids.ids),
                ("is_over", "=", False),
            ]
        )
