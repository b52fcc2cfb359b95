from datetime import datetime, time

from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.agreed_date import as_hours_of_day, hours_of_day


class ServiceMeetingCalendarMixin(models.AbstractModel):
    """A meeting is in the calendar of those who take part, who are invited.

    A part of the meeting: it has no other users, and lies in a model of its own so that
    one can read it alone. The calendar follows the meeting, and the meeting what
    somebody moves in the calendar, in the right of who does it.
    """

    _name = "service.meeting.calendar.mixin"
    _inherit = ["service.meeting.hours.mixin"]
    _description = "Meeting in the Calendar"

    event_id = fields.Many2one(
        comodel_name="calendar.event",
        string="In the Calendar",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups="base.group_user",
    )

    def _sync_calendar(self):
        """Bring the calendar into step: of what is planned one is made, what is called
        off is taken out.

        In superuser mode and in the name of who leads it, since whoever changes the
        meeting need not be invited; nothing is written that stands there already.
        """
        todo = self.sudo().with_context(
            skip_contact_description=True, active_test=False
        )
        todo.filtered(lambda one: one.state == "cancelled").event_id.unlink()
        todo = todo.filtered(lambda one: one.state == "planned")
        new = todo.filtered(lambda one: not one.event_id)
        for chair, meetings in new.grouped("chair_id").items():
            events = self.env["calendar.event"].with_user(chair).sudo()
            events = events.with_context(skip_contact_description=True)
            events = events.create([one._prepare_event() for one in meetings])
            for meeting, event in zip(meetings, events, strict=True):
                meeting.event_id = event.id
        for meeting in todo - new:
            event = meeting.event_id.with_user(meeting.chair_id).sudo()
            if values := meeting._differing(event):
                event.write(values)

    def _people(self):
        """Contacts of who takes part and who leads."""
        return (self.chair_id | self.attendance_ids.user_id).partner_id

    def _event_times(self):
        """When it is, as the calendar has it."""
        if not self.begins:
            # Odoo itself keeps a whole day as these hours.
            start, stop = (datetime.combine(self.date, time(hour)) for hour in (8, 18))
            days = {"start_date": self.date, "stop_date": self.date}
            return {"allday": True, "start": start, "stop": stop, **days}
        tz = self.company_id.resource_calendar_id.tz or "UTC"
        start, stop = hours_of_day(self.date, self.begins, self.lasts, tz)
        return {"allday": False, "start": start, "stop": stop}

    def _prepare_event(self):
        """Others than those who take part see that they are busy, and no more."""
        return {
            "name": self.name,
            "location": self.place,
            "user_id": self.chair_id.id,
            "partner_ids": [Command.set(self._people().ids)],
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "privacy": "private",
            "activity_ids": False,
            **self._event_times(),
        }

    def _differing(self, event):
        """What of an event is not as the meeting says, as values to write."""
        values, times = {}, self._event_times()
        if any(event[name] != value for name, value in times.items()):
            values |= times
        for name, mine in (("name", "name"), ("location", "place")):
            if event[name] != self[mine]:
                values[name] = self[mine]
        if event.user_id != self.chair_id:
            values["user_id"] = self.chair_id.id
        people = self._people()
        if event.partner_ids != people:
            values["partner_ids"] = [
                *(Command.unlink(gone.id) for gone in event.partner_ids - people),
                *(Command.link(new.id) for new in people - event.partner_ids),
            ]
        return values

    def _as_in_calendar(self):
        """What the calendar says otherwise than the meeting, as values to write."""
        self.ensure_one()
        event, tz = self.event_id, self.company_id.resource_calendar_id.tz or "UTC"
        values = {"name": event.name, "place": event.location}
        if event.allday:
            values |= {"date": event.start_date, "begins": 0.0}
        else:
            day, begins, lasts = as_hours_of_day(event.start, event.stop, tz)
            values |= {"date": day, "begins": begins, "lasts": lasts}
        return {
            name: value
            for name, value in values.items()
            if (self[name] or False) != (value or False)
        }

    @needs_access("read")
    def action_open_event(self):
        """Open it in the calendar, for who takes part."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "calendar.event",
            "res_id": self.event_id.id,
            "views": [(False, "form")],
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_with_event(self):
        self.sudo().event_id.unlink()
