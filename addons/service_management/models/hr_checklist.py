from odoo import api, models

from odoo.addons.hr_employee_team.core.checklist import Check

AGENT = "helpdesk_mgmt.group_helpdesk_user_own"
MANAGER = "helpdesk_mgmt.group_helpdesk_manager"
KEY = "service"


class HrChecklist(models.AbstractModel):
    """What has to be there before the first promise ticks, and reaches somebody."""

    _inherit = "hr.checklist"

    @api.model
    def _applications(self):
        return super()._applications() | {KEY: self.env._("Help Desk")}

    @api.model
    def _checks(self):
        checks = super()._checks()
        if not self.env.user.has_group(MANAGER):
            return checks
        return checks + self._service_checks()

    def _service_checks(self):
        """Override to add those of a part."""
        return [
            self._check_hours(
                KEY, self.env._("Promises count these hours, in this zone.")
            ),
            self._check_days_off_of_service(),
            self._check_packs(),
            self._check_heads(
                KEY,
                self.env._("They answer for complaints about their department."),
            ),
            self._check_teams(),
            self._check_roles(),
            self._check_alias(),
            self._check_kinds(),
            self._check_last_person(),
            self._check_channels(),
        ]

    def _check_days_off_of_service(self):
        return Check(
            application=KEY,
            why=self.env._("Promises run on a holiday that nobody has entered."),
            **self.env["resource.special.day"]._setup_check(self.env.company),
        )

    def _check_packs(self):
        missing = ""
        if not self.env.company.sudo().service_policy_ids:
            missing = self.env._("No policy is in force: no request has a promise.")
        return Check(
            key="policies",
            application=KEY,
            title=self.env._("Policies in force"),
            why=self.env._(
                "A policy says what is promised to a customer. Read an example, change"
                " its figures, put it into force."
            ),
            missing=missing,
            action="service_policy.service_policy_action",
        )

    def _teams(self):
        company = self.env.company
        return (
            self.env["helpdesk.ticket.team"]
            .sudo()
            .search([("company_id", "in", [company.id, False])])
        )

    def _check_teams(self):
        teams = self._teams()
        missing = ""
        if not teams:
            missing = self.env._("There is no team yet.")
        elif empty := teams.filtered(lambda team: not team.user_ids):
            missing = self.env._("Without members: %s", _names(empty))
        elif headless := teams.filtered(lambda team: not team.user_id):
            missing = self.env._("Without a leader: %s", _names(headless))
        return Check(
            key="teams",
            application=KEY,
            title=self.env._("Teams, their members and leaders"),
            why=self.env._("Reminders and escalations go to them."),
            missing=missing,
            action="helpdesk_mgmt.helpdesk_ticket_team_action",
        )

    def _check_roles(self):
        """Odoo lets anybody be a member; without a role a member sees no request."""
        members = self._teams().user_ids
        strangers = members.filtered(lambda user: not user.has_group(AGENT))
        missing = ""
        if strangers:
            missing = self.env._(
                "Members without a role at the help desk: %s", _names(strangers)
            )
        return Check(
            key="roles",
            application=KEY,
            title=self.env._("A role for every member"),
            why=self.env._("Without one a member sees no request."),
            missing=missing,
            action=self._settings("base.action_res_users"),
        )

    def _check_alias(self):
        missing, action = "", "helpdesk_mgmt.helpdesk_ticket_team_action"
        named = self._teams().filtered("alias_name")
        if not self.env["mail.alias.domain"].sudo().search_count([], limit=1):
            missing = self.env._(
                "There is no domain for addresses yet, such as example.com."
            )
            action = self._settings("mail.mail_alias_domain_action")
        elif not named.filtered("alias_domain_id"):
            missing = self.env._("No team has an address for e-mails.")
        return Check(
            key="alias",
            application=KEY,
            title=self.env._("An address for e-mails"),
            why=self.env._("What customers write there becomes a request at once."),
            missing=missing,
            action=action,
        )

    def _check_kinds(self):
        kinds = self.env["service.complaint.kind"].sudo()
        kinds = kinds.search([])  # pylint: disable=no-search-all
        kinds = kinds.with_company(self.env.company)
        free = kinds.filtered(lambda kind: not kind.department_id)
        headless = (kinds - free).department_id.filtered(
            lambda department: not department.manager_id._user_or_above()
        )
        missing = ""
        if free:
            missing = self.env._("Nobody answers for: %s", _names(free))
        elif headless:
            missing = self.env._("Without a head who can log in: %s", _names(headless))
        return Check(
            key="kinds",
            application=KEY,
            title=self.env._("A department for each kind of complaint"),
            why=self.env._(
                "Its head is told of the complaint and answers for the solution."
            ),
            missing=missing,
            action="hr_employee_team.hr_department_action_heads"
            if headless and not free
            else "service_management.service_complaint_kind_action",
        )

    def _check_last_person(self):
        missing = ""
        if not self.env.company.sudo().service_project_manager_id:
            missing = self.env._("The company has no project manager.")
        return Check(
            key="last_person",
            application=KEY,
            title=self.env._("The project manager"),
            why=self.env._(
                "Major complaints are reported to this person at once, and so is"
                " whatever reaches nobody else."
            ),
            missing=missing,
            action=self._settings(
                "service_management.res_company_action_project_manager"
            ),
        )

    def _check_channels(self):
        channels = self.env["helpdesk.ticket.channel"].sudo()
        channels = channels.search([])  # pylint: disable=no-search-all
        free = channels.filtered(lambda channel: not channel.user_id)
        missing = ""
        if free:
            missing = self.env._("Nobody is responsible for: %s", _names(free))
        return Check(
            key="channels",
            application=KEY,
            title=self.env._("A responsible person for each channel"),
            why=self.env._("Requests of a channel reach this person first."),
            missing=missing,
            action="helpdesk_mgmt.helpdesk_ticket_channel_action",
        )


def _names(records):
    return ", ".join(records.mapped("name"))
