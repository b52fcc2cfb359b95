from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from .common import ReportCommon

NOW = "2026-03-02 10:00:00"  # a Monday
OWN = "helpdesk_mgmt.group_helpdesk_user_own"
ALL = "helpdesk_mgmt.group_helpdesk_manager"


@tagged("post_install", "-at_install")
class TestServiceBoard(ReportCommon):
    """What is open, due, waiting and coming in, as far as the reader may see it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_rule(clock="elapsed", limit=4)
        cls.chief = cls._create_user("chief_x", f"{ALL}")
        cls.own = cls._create_user("own_x", OWN)

    @classmethod
    def _create_user(cls, login, groups=None):
        return super()._create_user(login, groups or cls.user_group)

    def _board(self, user, team=None):
        self.env.flush_all()
        with freeze_time(NOW):
            return self.env["service.board"].with_user(user).get_board(team and team.id)

    def _parts(self, user, team=None):
        board = self._board(user, team)
        return {part["key"]: part["count"] for part in board["parts"]}

    def test_what_is_due_within_the_hour_and_what_is_overdue(self):
        self._register("2026-03-02 05:00:00")  # due 9:00
        self._register("2026-03-02 06:30:00")  # due 10:30
        self._register("2026-03-02 09:00:00")  # due 13:00
        parts = self._parts(self.chief)
        self.assertEqual(
            (parts["overdue"], parts["breaking"], parts["today"]), (1, 1, 2)
        )

    def test_each_figure_is_the_length_of_the_list_that_it_opens(self):
        self.stage_wait.waits_for_customer = True
        self._register("2026-03-02 05:00:00")
        self._register("2026-03-02 06:30:00", stage_id=self.stage_wait.id)
        self._register("2026-03-02 09:00:00", user_id=False, team_id=self.lifts.id)
        board = self._board(self.chief)
        rows = [*board["parts"], *board["states"]]
        rows += [
            {"key": key, "count": person[key], "domain": person["domains"][key]}
            for person in board["people"]["rows"]
            for key in ("open", "breaking", "overdue")
        ]
        self.assertTrue(any(row["count"] for row in rows))
        with freeze_time(NOW):
            for row in rows:
                with self.subTest(row=row.get("key") or row["name"]):
                    found = self.env["helpdesk.ticket"].search_count(row["domain"])
                    self.assertEqual(found, row["count"])

    def test_inflow_by_the_hour_against_the_same_days_of_the_week(self):
        for moment in (
            "2026-03-02 08:10:00",
            "2026-03-02 08:50:00",
            "2026-03-02 09:10:00",
            "2026-02-23 08:10:00",
            "2026-02-16 08:10:00",
            "2026-02-17 08:10:00",
        ):
            self._register(moment)
        flow = self._board(self.chief, self.team)["inflow"]
        self.assertEqual((flow["today"][8], flow["today"][9]), (2, 1))
        self.assertEqual((flow["usual"][8], flow["days"]), (1, 2))
        self.assertEqual((flow["came"], flow["came_usually"], flow["hour"]), (3, 1, 10))

    def test_kept_today_is_the_share_of_the_indicator(self):
        for moment in ("2026-03-02 04:00:00", "2026-03-02 05:00:00"):
            late = self._register(moment)
        self._write("2026-03-02 05:30:00", late, stage_id=self.stage_done.id)
        with freeze_time(NOW):
            self._run()
        kept = self._board(self.chief)["kept"]
        self.assertEqual((kept["today"]["share"], kept["today"]["n"]), (0.5, 2))
        [figure] = self._figure("promises_kept")
        self.assertEqual((figure.value, figure.n), (0.5, kept["month"]["n"]))

    def test_a_team_alone(self):
        self._register("2026-03-02 05:00:00")
        self._register("2026-03-02 05:00:00", team_id=self.lifts.id)
        self.assertEqual(self._parts(self.chief)["overdue"], 2)
        self.assertEqual(self._parts(self.chief, self.lifts)["overdue"], 1)

    def test_load_of_persons_is_for_who_leads_them(self):
        self._register("2026-03-02 05:00:00")
        self._register("2026-03-02 05:00:00", user_id=self.other.id)
        both = {self.agent.name, self.other.name}
        names = {
            user: both & {row["name"] for row in self._board(user)["people"]["rows"]}
            for user in (self.chief, self.leader, self.agent, self.own)
        }
        self.assertEqual(names[self.chief], both)
        self.assertEqual(names[self.leader], both)
        self.assertEqual(names[self.agent], {self.agent.name})
        self.assertEqual(names[self.own], set())

    def test_an_agent_of_own_requests_counts_only_those(self):
        self._register("2026-03-02 05:00:00")
        self._register("2026-03-02 05:00:00", user_id=self.own.id)
        self.assertEqual(self._parts(self.own)["overdue"], 1)
        self.assertEqual(len(self._board(self.own)["old"]), 1)

    def test_another_company_is_another_board(self):
        self._register("2026-03-02 05:00:00")
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env, "far_x", ALL, company_id=company.id, company_ids=company.ids
        )
        board = self._board(stranger)
        self.assertFalse(board["states"] or board["old"])
        self.assertEqual(sum(board["inflow"]["today"]), 0)

    def test_who_may_ask(self):
        employee = self._create_user("employee_x", "base.group_user")
        with self.assertRaises(AccessError):
            self._board(employee)
        self.lifts.user_ids -= self.agent
        with self.assertRaises(AccessError):
            self._board(self.agent, self.lifts)
        model = self.env["service.board"].with_user(self.agent)
        with self.assertRaises(AccessError):
            model.action_figure("promises_kept")

    def test_a_figure_of_the_month_opens_its_requests(self):
        ticket = self._register("2026-03-02 08:00:00")
        self._answer("2026-03-02 08:30:00", ticket)
        board = self._board(self.chief, self.team)
        [answer] = [row for row in board["month"] if row["code"] == "first_response"]
        self.assertEqual((answer["value"], answer["n"]), (1800, 1))
        with freeze_time(NOW):
            model = self.env["service.board"].with_user(self.chief)
            action = model.action_figure("first_response", self.team.id)
        found = self.env["helpdesk.ticket"].search(action["domain"])
        self.assertEqual(found, ticket)

    def test_a_constant_number_of_queries(self):
        counts = []
        for number in (6, 18):
            for _number in range(number):
                self._register("2026-03-02 05:00:00")
                user = self._create_user(f"many_{number}_{_number}")
                self._register("2026-03-02 09:00:00", user_id=user.id)
            self.env.invalidate_all()
            self._board(self.chief)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._board(self.chief)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[1], 45)

    def test_boards_are_told_without_a_word_of_the_request(self):
        self.env["bus.bus"].search([]).unlink()
        self._register("2026-03-02 09:00:00")
        self.env.cr.precommit.run()
        told = self.env["bus.bus"].search([("channel", "like", "service.board")])
        self.assertEqual(len(told), 1)
        self.assertNotIn("leaks", told.message)

    def test_a_note_tells_no_board_until_it_takes_a_request_up(self):
        ticket = self._register("2026-03-02 09:00:00")

        def told_by(act):
            self.env["bus.bus"].search([]).unlink()
            self._at(NOW, act)
            return self.env["bus.bus"].search_count(
                [("channel", "like", "service.board")]
            )

        note = ticket.with_user(self.agent).message_post
        self.assertEqual(told_by(lambda: note(body="Seen")), 0)
        self._write(NOW, ticket, user=self.chief, user_id=self.agent.id)
        self._write(NOW, ticket, user=self.chief, user_id=self.other.id)
        note = ticket.with_user(self.other).message_post
        self.assertEqual(told_by(lambda: note(body="I look at it")), 1)
        answer = ticket.with_user(self.other).message_post
        self.assertEqual(
            told_by(lambda: answer(body="Hello", subtype_xmlid="mail.mt_comment")), 1
        )

    def test_who_listens(self):
        model = self.env["ir.websocket"]
        employee = self._create_user("employee_y", "base.group_user")
        for user, listens in ((self.agent, True), (employee, False)):
            channels = model.with_user(user)._board_channels()
            found = (self.company, "service.board") in channels
            self.assertEqual(found, listens)
