from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time

from .common import ServiceCommon


@freeze_time("2026-03-04 10:00:00")  # a Wednesday
class TestServiceDesk(ServiceCommon):
    """The first page of the help desk counts what waits for whom."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent.tz = cls.leader.tz = "UTC"
        cls.other = cls._create_user("agent_y")
        cls.team.user_ids += cls.other
        cls._create_rule(clock="elapsed", limit=4)
        cls.desk = cls.env["service.desk"]

    def _desk(self, user, scope=None):
        self.env.flush_all()
        desk = self.desk.with_user(user).with_context(tz=user.tz)
        return desk.get_desk(scope)

    def _counts(self, user, scope=None):
        return {part["key"]: part["count"] for part in self._desk(user, scope)["parts"]}

    def _found(self, user, key, scope=None):
        """Tickets that a figure of the page opens."""
        parts = {part["key"]: part for part in self._desk(user, scope)["parts"]}
        return self.env["helpdesk.ticket"].with_user(user).search(parts[key]["domain"])

    def test_an_agent_sees_only_what_waits_for_him(self):
        late = self._create_ticket(registered_at="2026-03-04 05:00:00")
        soon = self._create_ticket(registered_at="2026-03-04 09:00:00")
        self._create_ticket(registered_at="2026-03-04 05:00:00", user_id=self.other.id)
        desk = self._desk(self.agent)
        self.assertEqual((desk["scope"], desk["scopes"]), ("mine", ["mine"]))
        self.assertEqual(self._found(self.agent, "overdue"), late)
        self.assertEqual(self._found(self.agent, "today"), soon)
        self.assertEqual(desk["people"], [])

    def test_each_figure_is_the_length_of_the_list_that_it_opens(self):
        for hour in (5, 5, 9):
            self._create_ticket(registered_at=f"2026-03-04 0{hour}:00:00")
        for scope in ("mine", "team"):
            for part in self._desk(self.leader, scope)["parts"]:
                with self.subTest(scope=scope, part=part["key"]):
                    found = self._found(self.leader, part["key"], scope)
                    self.assertEqual(len(found), part["count"])

    def test_due_today_ends_at_midnight_of_the_reader(self):
        self._create_ticket(registered_at="2026-03-04 10:00:00")  # due 14:00 UTC
        self.assertEqual(self._counts(self.agent)["today"], 1)
        self.agent.tz = "Asia/Tokyo"  # 23:00
        self.assertEqual(self._counts(self.agent)["today"], 1)
        self.agent.tz = "Pacific/Auckland"  # 3:00 of the next day
        self.assertEqual(self._counts(self.agent)["today"], 0)

    def test_a_customers_answer_is_on_the_desk_until_somebody_replies(self):
        ticket = self._create_ticket(stage_id=self.stage_wait.id)
        ticket.message_post(
            body="It still leaks",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=self.customer.id,
        )
        self.assertEqual(self._found(self.agent, "answered"), ticket)
        ticket._note_reply()
        self.assertFalse(self._found(self.agent, "answered"))

    def test_what_a_customer_adds_before_anybody_began_is_no_answer(self):
        self.stage_new.unattended = True
        ticket = self._create_ticket()
        ticket.message_post(
            body="In the cellar",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=self.customer.id,
        )
        self.assertFalse(ticket.answered_at)

    def test_what_waits_for_the_customer(self):
        self.stage_wait.waits_for_customer = True
        ticket = self._create_ticket(stage_id=self.stage_wait.id)
        self.assertEqual(self._found(self.agent, "waiting"), ticket)

    def test_a_leader_first_sees_his_team_and_who_has_what(self):
        self._create_ticket(registered_at="2026-03-04 05:00:00")
        free = self._create_ticket(user_id=False)
        desk = self._desk(self.leader)
        self.assertEqual(desk["scope"], "team")
        self.assertEqual(self._found(self.leader, "unassigned"), free)
        people = {person["id"]: person for person in desk["people"]}
        self.assertEqual(people[self.agent.id]["overdue"], 1)
        found = self.env["helpdesk.ticket"].search(
            people[self.agent.id]["domains"]["overdue"]
        )
        self.assertEqual(len(found), 1)

    def test_a_head_first_sees_his_department(self):
        department = self.env["hr.department"].create({"name": "Property X"})
        self.env["hr.employee"].create({"name": "Y", "user_id": self.other.id})
        department.manager_id = self.other.employee_id
        late = self._create_ticket(
            registered_at="2026-03-04 05:00:00", department_id=department.id
        )
        self._create_ticket(registered_at="2026-03-04 05:00:00")
        desk = self._desk(self.other)
        self.assertEqual(desk["scope"], "department")
        self.assertEqual(self._found(self.other, "overdue"), late)

    def test_a_promise_that_is_broken_and_open_counts_in_the_share(self):
        done = self._create_ticket(registered_at="2026-03-04 08:00:00")
        done.stage_id = self.stage_done
        self._create_ticket(registered_at="2026-01-04 05:00:00")
        self._run()
        kept = self._desk(self.agent)["kept"]
        self.assertEqual((kept["share"], kept["count"]), (50.0, 2))
        behind = self.env["service.deadline"].search(kept["domain"])
        self.assertEqual(len(behind), 2)

    def test_what_ended_long_ago_does_not_count(self):
        with freeze_time("2026-01-04 10:00:00"):
            self._create_ticket().stage_id = self.stage_done
            self.env.flush_all()
        self.assertEqual(self._desk(self.agent)["kept"]["count"], 0)

    def test_nobody_opens_a_part_that_he_does_not_lead(self):
        self.assertEqual(self._desk(self.agent, "all")["scope"], "mine")
        self.assertEqual(self._desk(self.agent, "team")["scope"], "mine")

    def test_rows_name_the_next_step_and_the_promise_that_is_due_first(self):
        ticket = self._create_ticket(registered_at="2026-03-04 05:00:00")
        [row] = self._desk(self.agent)["rows"]["overdue"]
        self.assertEqual(row["id"], ticket.id)
        self.assertEqual(row["promise"], self.promise.name)
        self.assertEqual(row["due"], "2026-03-04 09:00:00")
        self.assertTrue(row["step"])

    def test_the_number_of_queries_does_not_grow_with_the_tickets(self):
        def count():
            desk = self.desk.with_user(self.leader)
            self.env.flush_all()
            desk.get_desk("team")
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            desk.get_desk("team")
            return self.cr.sql_log_count - before

        self._create_ticket(registered_at="2026-03-04 05:00:00")
        few = count()
        for minute in range(20):
            start = fields.Datetime.from_string("2026-03-04 04:00:00")
            self._create_ticket(registered_at=start + timedelta(minutes=minute))
        many = count()
        self.assertLessEqual(many, few)
