from odoo.fields import Command

from odoo.addons.base.tests.common import DISABLED_MAIL_CONTEXT

from .common import ServiceCommon


class ComplaintCommon(ServiceCommon):
    """A shopping centre: a department with a head, complaints of a customer.

    Mail works as in life: changes are tracked, and who is to be told is told.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context=dict(cls.env.context, **dict.fromkeys(DISABLED_MAIL_CONTEXT, False))
        )
        cls.company = cls.env.company
        cls.Ticket = cls.env["helpdesk.ticket"]
        cls.type_complaint = cls.env.ref("service_management.ticket_type_complaint")
        cls.type_repair = cls.env.ref("service_management.ticket_type_repair")
        cls.kind = cls.env.ref("service_management.complaint_kind_goods")
        cls.head = cls._create_user("head_x")
        cls.department = cls.env["hr.department"].create(
            {
                "name": "Operations X",
                "manager_id": cls.env["hr.employee"]
                .create({"name": "Head X", "user_id": cls.head.id})
                .id,
            }
        )
        cls.other_team = cls.env["helpdesk.ticket.team"].create(
            {"name": "Operations X", "user_ids": [Command.set(cls.head.ids)]}
        )
        cls.kind.write(
            {"department_id": cls.department.id, "team_id": cls.other_team.id}
        )
        cls.env["service.complaint.kind"].search([("id", "!=", cls.kind.id)]).write(
            {"department_id": False, "team_id": False}
        )
        cls.company.service_declined_stage_id = cls.stage_done
        cls.customer = cls.customer.with_env(cls.env)
        cls.agent = cls.agent.with_env(cls.env)

    @classmethod
    def _create_complaint(cls, **values):
        """A complaint of the customer, in the team, open."""
        return cls._create_complaints([values])

    @classmethod
    def _create_complaints(cls, vals_list):
        defaults = {
            "name": "The escalator stands still",
            "description": "<p>Since yesterday</p>",
            "type_id": cls.type_complaint.id,
            "team_id": cls.team.id,
            "stage_id": cls.stage_new.id,
            "user_id": cls.agent.id,
            "partner_id": cls.customer.id,
        }
        complaints = cls.Ticket.create([{**defaults, **values} for values in vals_list])
        cls._commit()
        return complaints

    @classmethod
    def _commit(cls):
        """Do what the end of a request does: track, tell, settle."""
        cls.env.cr.flush()

    def _told(self, ticket):
        """Return the messages that the ticket's customer has received, newest first."""
        self._commit()
        return ticket.message_ids.filtered(
            lambda message: ticket.partner_id in message.notified_partner_ids
        )
