from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.service_management.tests.common import ServiceCommon

#: 2026-03-02 is a Monday.
MARCH = date(2026, 3, 1), date(2026, 3, 31)


@tagged("post_install", "-at_install")
class ReportCommon(ServiceCommon):
    """Requests that people hand over, answer and close, each step a transaction."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_user("other_x")
        cls.team.user_ids |= cls.other
        cls.lifts = cls.team.copy({"name": "Lifts", "user_id": cls.leader.id})

    def _at(self, moment, step, user=None):
        """Let a user (by default the agent) take a step at a moment, and commit it."""
        with freeze_time(moment):
            self.env["base"].with_user(user or self.agent)
            result = step()
            self._commit(user)
        return result

    def _commit(self, user=None):
        """What happens at the end of a transaction."""
        self.env.flush_all()
        self.env.cr.precommit.run()

    def _register(self, moment, **values):
        return self._at(moment, lambda: self._create_ticket(**values))

    def _write(self, moment, ticket, user=None, **values):
        user = user or self.agent
        self._at(moment, lambda: ticket.with_user(user).write(values), user)

    def _answer(self, moment, ticket, user=None):
        self._at(
            moment,
            lambda: ticket.with_user(user or self.agent).message_post(
                body="We are on it",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
                partner_ids=ticket.partner_id.ids,
            ),
        )

    def _handlings(self, ticket):
        return self.env["service.handling"].search(
            [("ticket_id", "=", ticket.id)], order="cycle"
        )

    def _handovers(self, ticket):
        return self.env["service.handover"].search(
            [("ticket_id", "=", ticket.id)], order="id"
        )

    def _figure(self, code, groupby=(), first=MARCH[0], last=MARCH[1]):
        model = self.env["service.indicator"].with_company(self.company)
        return model._read([code], first, last, groupby)[code]
