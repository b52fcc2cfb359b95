from odoo.addons.service_deadline.tests.common import DeadlineCommon


class ServiceCommon(DeadlineCommon):
    """Promises on tickets of the help desk."""

    record_model = "helpdesk.ticket"
    team_model = "helpdesk.ticket.team"
    stage_model = "helpdesk.ticket.stage"
    user_group = "helpdesk_mgmt.group_helpdesk_user"

    @classmethod
    def _create_ticket(cls, **values):
        return cls._create_record(**values)
