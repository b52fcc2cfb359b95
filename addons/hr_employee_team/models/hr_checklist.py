from dataclasses import asdict

import pytz

from odoo import api, models

from ..core.checklist import Check, by_application


class HrChecklist(models.AbstractModel):
    """What is still to be set before the product works, for whoever sets it up.

    Add-ons register their checks; each looks at records, so that nothing has to be
    ticked off, and what gets lost later shows up again:

    .. code-block:: python

        class HrChecklist(models.AbstractModel):
            _inherit = "hr.checklist"

            def _checks(self):
                return [*super()._checks(), self._check_teams()]

    The list stands on the first page of each application and on "Waits for Me" until
    all of it is set.
    """

    _name = "hr.checklist"
    _description = "Checklist of a New Company"

    @api.model
    def _applications(self):
        """Names of the applications, in the order of the page: {key: name}."""
        return {}

    @api.model
    def _checks(self):
        """What the user may set, as ``core.checklist.Check``. Other add-ons add
        theirs, for those who can do something about it."""
        return []

    @api.model
    @api.readonly
    def get_checklist(self, application=None):
        """What is still to be set, for the user's company.

        Complete applications are left out.

        :param application: key of one; without it all of them
        :return: ``[{key, title, done, total, checks: [{key, title, why, missing,
            action, is_done}]}]``
        """
        if not self.env.user._is_internal():
            return []
        titles = self._applications()
        if application:
            titles = {key: titles[key] for key in titles if key == application}
        return [
            {
                "key": each.key,
                "title": each.title,
                "done": each.done,
                "total": len(each.checks),
                "checks": [
                    asdict(check) | {"is_done": check.is_done} for check in each.checks
                ],
            }
            for each in by_application(titles, self._checks())
            if not each.is_complete
        ]

    def _settings(self, action):
        """An action of the settings, for those who may open them; others are told
        what is missing and ask their administrator."""
        return action if self.env.user.has_group("base.group_system") else ""

    # What several applications need

    @api.model
    def _check_hours(self, application, why):
        """Whether the company's working hours are in a time zone of its country."""
        return Check(
            key="hours",
            application=application,
            title=self.env._("Working hours and time zone"),
            why=why,
            missing=self._missing_hours(),
            action="hr_employee_team.resource_calendar_action_company",
        )

    def _missing_hours(self):
        company = self.env.company
        calendar = company.resource_calendar_id
        zones = pytz.country_timezones.get(company.country_id.code or "", ())
        if not calendar.attendance_ids:
            return self.env._("The company has no working hours.")
        if not company.country_id:
            return self.env._("The company has no country: nobody knows its time zone.")
        if zones and calendar.tz not in zones:
            return self.env._(
                "“%(hours)s” is read in the zone %(zone)s, which is not one of"
                " %(country)s.",
                hours=calendar.name,
                zone=calendar.tz,
                country=company.country_id.name,
            )
        return ""

    @api.model
    def _check_heads(self, application, why):
        """Whether somebody who can log in answers for each department with people."""
        departments = (
            self.env["hr.department"]
            .sudo()
            .search(
                [
                    ("company_id", "in", [self.env.company.id, False]),
                    ("member_ids.active", "=", True),
                ]
            )
        )
        headless = departments.filtered(
            lambda department: not department.manager_id._user_or_above()
        )
        missing = ""
        if headless:
            missing = self.env._(
                "Without a head who can log in: %s", ", ".join(headless.mapped("name"))
            )
        return Check(
            key="heads",
            application=application,
            title=self.env._("Departments and their heads"),
            why=why,
            missing=missing,
            action="hr_employee_team.hr_department_action_heads",
        )
