from odoo.tests import tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestWhatSettles(ServiceCommon):
    """Promises are looked at when something may move them, and only then."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule()
        cls.ticket = cls._create_ticket()

    def _settled(self, change):
        """How often promises are looked at by a change of the ticket."""
        calls = []
        engine = self.registry["service.deadline.engine"]
        settle = engine._settle

        def count(model, records):
            calls.append(records)
            return settle(model, records)

        self.patch(engine, "_settle", count)
        change(self.ticket)
        self.env.flush_all()
        return len(calls)

    def test_a_priority_that_no_rule_names_settles_nothing(self):
        self.assertEqual(self._settled(lambda t: t.write({"priority": "2"})), 0)
        self.assertEqual(self.ticket.priority, "2")

    def test_with_another_field_it_settles(self):
        self.assertTrue(
            self._settled(lambda t: t.write({"priority": "2", "user_id": False}))
        )

    def test_a_priority_that_a_rule_names_settles(self):
        promise = self._create_promise("urgent_x")
        domain = "[('priority', '=', '3')]"
        self._create_rule(promise_id=promise.id, domain=domain)
        self.ticket.priority = "3"
        self.env.flush_all()
        self.assertEqual(self._deadlines(self.ticket, promise).state, "running")

    def test_a_rule_that_is_edited_is_followed(self):
        self.ticket.priority = "1"
        self.env.flush_all()
        self.rule.stop_domain = "[('priority', '=', '3')]"
        ticket = self._create_ticket()
        ticket.priority = "3"
        self.env.flush_all()
        self.assertEqual(self._deadlines(ticket).state, "met")

    def test_terms_of_running_promises_are_followed(self):
        self.rule.stop_domain = "[('priority', '=', '3')]"
        ticket = self._create_ticket()
        self.rule.stop_domain = "[('stage_id.closed', '=', True)]"
        ticket.priority = "3"
        self.env.flush_all()
        self.assertEqual(self._deadlines(ticket).state, "met")

    def test_what_counts_within_what_does_not_is_not_lost(self):
        fields = self.ticket._settled_fields()

        def change(ticket):
            with self.env.protecting(fields, ticket):
                ticket.user_id = self.leader

        self.assertTrue(self._settled(change))
        self.assertEqual(self._deadlines(self.ticket).user_id, self.leader)

    def test_the_token_of_a_page_settles_nothing(self):
        self.assertEqual(self._settled(lambda t: t._portal_ensure_token()), 0)
        self.assertTrue(self.ticket.access_token)

    def test_hours_of_a_team_follow_its_parents(self):
        other = self._create_calendar(name="Other")
        parent = self.team.copy({"name": "Parent", "resource_calendar_id": other.id})
        self.assertEqual(self.ticket._deadline_calendar(), self.calendar)
        self.team.write({"resource_calendar_id": False, "parent_id": parent.id})
        self.assertEqual(self.ticket._deadline_calendar(), other)
        parent.resource_calendar_id = self.calendar
        self.assertEqual(self.ticket._deadline_calendar(), self.calendar)

    def test_hours_that_are_deleted_are_those_of_no_team(self):
        other = self._create_calendar(name="Other")
        self.team.resource_calendar_id = other
        self.assertEqual(self.ticket._deadline_calendar(), other)
        other.unlink()
        self.assertFalse(self.ticket._deadline_calendar())
