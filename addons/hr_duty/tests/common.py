from datetime import date

from odoo.fields import Command

from odoo.addons.hr_employee_team.tests.common import SHANGHAI, TeamCase

MONDAY = date(2026, 3, 2)
SATURDAY = date(2026, 3, 7)
BEFORE = "2026-03-01 00:00:00"


class DutyMixin:
    """A post with evenings and nights, managed by Manager; for any case with people.

    Lead (user) and Second (user) may lead; Employee (user) and Colleague (no user) may
    not. Everybody has been a member since January 2026.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls._create_employee("Lead", user="lead", parent_id=cls.manager.id)
        cls.second = cls._create_employee("Second", user="second")
        cls.stranger = cls._create_employee("Stranger", user="stranger")
        cls.post = cls._create_post()
        cls.evening, cls.night = cls.post.template_ids

    @classmethod
    def _create_post(cls, **values):
        evening = {"name": "Evening", "hour_from": 17, "hour_to": 21, "people": 2}
        night = {"name": "Night", "hour_from": 22, "hour_to": 6, "people": 2}
        return cls.env["hr.duty.post"].create(
            {
                "name": "Service desk",
                "company_id": cls.company.id,
                "manager_id": cls.manager.id,
                "tz": SHANGHAI,
                "min_rest_hours": 11,
                "night_weight": 1.5,
                "weekend_weight": 1.5,
                "holiday_weight": 2,
                "night_from": 22,
                "night_to": 6,
                "night_minimum": 2,
                "history_days": 90,
                "template_ids": [Command.create(evening), Command.create(night)],
                "member_ids": [
                    Command.create(
                        {
                            "employee_id": employee.id,
                            "leads": employee in (cls.lead, cls.second),
                            "date_from": date(2026, 1, 1),
                        }
                    )
                    for employee in (
                        cls.lead,
                        cls.second,
                        cls.employee,
                        cls.colleague,
                    )
                ],
                **values,
            }
        )

    @classmethod
    def _duty(cls, day, *people, start="17:00", stop="21:00", publish=True, **values):
        """A duty; the first of the people leads, None is a gap."""
        shift = cls.env["hr.duty.shift"].create(
            {
                "post_id": cls.post.id,
                "date_start": cls.moment(day, start),
                "date_stop": cls.moment(day, stop),
                "slot_ids": [
                    Command.create(
                        {
                            "employee_id": person and person.id,
                            "is_leader": number == 0,
                        }
                    )
                    for number, person in enumerate(people)
                ],
                **values,
            }
        )
        if publish:
            shift.action_publish()
        return shift

    @classmethod
    def _night(cls, day, *people, **values):
        return cls._duty(day, *people, start="22:00", stop="30:00", **values)

    def _slot(self, shift, employee):
        return shift.slot_ids.filtered(lambda slot: slot.employee_id == employee)


class DutyCase(DutyMixin, TeamCase):
    """The post at Lotus Mall, without other rules than those of the roster."""

    @classmethod
    def leave_type(cls, name="Annual", **values):
        """A leave type that needs no allocation, approved by the manager."""
        return cls.env["hr.leave.type"].create(
            {
                "name": name,
                "requires_allocation": False,
                "leave_validation_type": "manager",
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def leave(cls, employee, day, until=None, leave_type=None, approve=True, **values):
        """A leave from a day to a day, approved unless told otherwise."""
        leaves = cls.env["hr.leave"].with_context(leave_skip_date_check=True)
        request = leaves.create(
            {
                "employee_id": employee.id,
                "holiday_status_id": (leave_type or cls.leave_type()).id,
                "request_date_from": day,
                "request_date_to": until or day,
                **values,
            }
        )
        if approve and request.state == "confirm":
            request.sudo().action_approve()
        return request
