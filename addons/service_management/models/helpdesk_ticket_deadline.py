from odoo import models


class HelpdeskTicket(models.Model):
    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "service.deadline.mixin"]

    _deadline_start_field = "registered_at"

    def _deadline_is_closed(self):
        """Override of the mixin: a closed stage ends the cycle."""
        return self.stage_id.closed

    def _deadline_calendar(self):
        """Override of the mixin: working hours of the team, else of its parents."""
        team = self.team_id
        while team and not team.resource_calendar_id:
            team = team.parent_id
        return team.resource_calendar_id

    def _deadline_role_user(self, role, level):
        """Override of the mixin: the people of the ticket's channel, team,
        department."""
        roles = self.env["service.role"]
        holders = {
            "channel_owner": lambda: self.channel_id.user_id,
            "team_leader": lambda: self.team_id.user_id,
            "department_head": lambda: roles._user_of(
                self.department_id.sudo().manager_id
            ),
        }
        if role in holders:
            return holders[role]()
        return super()._deadline_role_user(role, level)

    def _deadline_dimensions(self):
        """Override of the mixin."""
        return super()._deadline_dimensions() | {
            "team_id": self.team_id.id,
            "channel_id": self.channel_id.id,
            "partner_id": self.partner_id.id,
        }

    def _deadline_tell_customer(self, template):
        """Override of the mixin: in the conversation that the portal shows (CM-2.4);
        somebody calls a customer who has no e-mail address."""
        if self._has_address():
            self._post_template(
                template, message_type="auto_comment", notify_skip_followers=True
            )
        else:
            self._ask_to_call(template)

    def _deadline_raise_severity(self, reason):
        """Override of the mixin."""
        self.action_raise_severity(reason)
