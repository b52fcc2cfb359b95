from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import SQL

from odoo.addons.service_indicator.core.indicator import Indicator

from .common import ReportCommon

CHIEF = "helpdesk_mgmt.group_helpdesk_manager"
JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))


@tagged("post_install", "-at_install")
class TestServiceIndicatorTarget(ReportCommon):
    """Months are judged by targets; two below in a row ask for an action (SA-4.4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = cls._create_user("chief_x", CHIEF)
        cls.target = cls._create_target()

    @classmethod
    def _create_target(cls, **values):
        return (
            cls.env["service.indicator.target"]
            .with_user(cls.chief)
            .create(
                {
                    "code": "results_accepted",
                    "scope": "team",
                    "team_id": cls.team.id,
                    "limit": 0.9,
                    "date_from": "2026-01-01",
                    "least_count": 2,
                    **values,
                }
            )
        )

    def _results(self, month, accepted, refused, **values):
        """So many customers who accept the result in a month, and who do not."""
        ticket = self._create_ticket(**values)
        self.env["service.callback"].sudo().create(
            [
                {
                    "ticket_id": ticket.id,
                    "done_at": f"2026-{month:02}-10 09:00:00",
                    "reached": True,
                    "verdict": verdict,
                }
                for verdict in ["satisfied"] * accepted + ["not_accepted"] * refused
            ]
        )

    def _judge(self, *months):
        for month in months:
            self.env["service.indicator.target"].sudo()._judge(self.company, month)

    def _actions(self, target=None):
        target = target or self.target
        return self.env["service.action"].search(
            [("res_model", "=", target._name), ("res_id", "=", target.id)]
        )

    def test_sa_4_4_two_months_below_ask_the_team_leader_for_an_action_once(self):
        for month in (1, 2, 3):
            self._results(month, 1, 1)
        self._judge(JANUARY)
        self.assertFalse(self._actions())
        self._judge(FEBRUARY)
        action = self._actions()
        self.assertEqual(action.user_id, self.leader)
        self.assertIn("50 %", action.description)
        self.assertIn("90 %", action.description)
        self.assertIn("2 cases", action.description)
        self._judge(MARCH)
        self.assertEqual(self._actions(), action)

    def test_sa_4_4_too_few_cases_are_held_against_nobody(self):
        self._results(1, 0, 1)
        self._results(2, 0, 2)
        self._judge(JANUARY, FEBRUARY)
        verdicts = self.target.month_ids.sorted("month").mapped("verdict")
        self.assertEqual(verdicts, ["none", "missed"])
        self.assertFalse(self._actions())

    def test_sa_4_4_a_month_that_was_reached_ends_the_row(self):
        self._results(1, 0, 2)
        self._results(2, 2, 0)
        self._results(3, 0, 2)
        self._judge(JANUARY, FEBRUARY, MARCH)
        self.assertFalse(self._actions())

    def test_sa_4_4_each_person_for_itself(self):
        target = self._create_target(scope="user", team_id=False)
        for month in (1, 2):
            self._results(month, 0, 2)
            self._results(month, 2, 0, user_id=self.other.id)
        self._judge(JANUARY, FEBRUARY)
        action = self._actions(target)
        self.assertEqual(len(action), 1)
        self.assertIn(self.agent.name, action.name)
        self.assertEqual(action.user_id, self.chief)  # nobody leads the person
        rows = target.month_ids.filtered(lambda row: row.user_id == self.other)
        self.assertEqual(set(rows.mapped("verdict")), {"reached"})

    def test_sa_4_4_a_later_target_takes_the_place_of_an_earlier_one(self):
        self._create_target(limit=0.4, date_from="2026-02-01")
        for month in (1, 2):
            self._results(month, 1, 1)
        self._judge(JANUARY, FEBRUARY)
        rows = self.env["service.indicator.month"].search(
            [("team_id", "=", self.team.id)], order="month"
        )
        self.assertEqual(rows.mapped("verdict"), ["missed", "reached"])

    def test_a_month_is_judged_once_when_it_is_over(self):
        self._results(1, 0, 2)
        model = self.env["service.indicator.target"]
        self.patch(self.env.registry["ir.cron"], "_commit_progress", lambda *_args: 0)
        with freeze_time("2026-02-01 09:00:00"):
            model._cron_judge()
            model._cron_judge()
        self.assertEqual(self.target.month_ids.mapped("month"), [JANUARY])
        self.assertEqual(self.target.judged_month, JANUARY)

    def test_sa_4_4_months_in_which_the_job_did_not_run_are_judged_later(self):
        """In order, so that two in a row ask for the action all the same; a target that
        came meanwhile judges what began after it."""
        for month in (1, 2, 3, 4):
            self._results(month, 0, 2)
        self._judge(JANUARY)
        later = self._create_target(limit=0.0, date_from="2026-03-15")
        self.patch(self.env.registry["ir.cron"], "_commit_progress", lambda *_args: 0)
        model = self.env["service.indicator.target"]
        with freeze_time("2026-05-04 09:00:00"):
            model._cron_judge()
            model._cron_judge()
        judged = self.target.month_ids.sorted("month").mapped("month")
        self.assertEqual(judged, [JANUARY, FEBRUARY, MARCH])
        self.assertEqual(later.month_ids.mapped("month"), [date(2026, 4, 1)])
        self.assertEqual(later.month_ids.verdict, "reached")
        self.assertEqual(len(self._actions()), 1)
        self.assertEqual(self.target.month_ids.action_id, self._actions())

    def test_a_month_without_anything_is_none(self):
        self._judge(JANUARY)
        self.assertFalse(self.target.month_ids)

    def test_a_figure_that_knows_no_teams(self):
        model = self.env.registry["service.indicator"]
        bare = Indicator("bare", "Bare", "count", "more", "res.partner", SQL)
        with (
            patch.object(model, "_indicators", lambda _self: [bare]),
            self.assertRaises(ValidationError),
        ):
            self._create_target(code="bare")

    def test_promises_are_known_for_each_team(self):
        self.assertEqual(self._figure("promises_kept", ["team_id"]), [])

    def test_a_constant_number_of_queries(self):
        """Whatever the number of persons who reach it."""
        self._create_target(scope="user", team_id=False, limit=0.1)
        counts = []
        for number, month in ((2, 1), (9, 2)):
            for _number in range(number):
                user = self._create_user(f"many_{month}_{_number}")
                self._results(month, 2, 0, user_id=user.id)
            self.env.invalidate_all()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._judge(date(2026, month, 1))
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_access_matrix(self):
        self._create_target(scope="user", team_id=False)
        self._results(1, 0, 2)
        self._results(1, 2, 0, user_id=self.other.id)
        self._judge(JANUARY)
        far = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env, "far_x", CHIEF, company_id=far.id, company_ids=far.ids
        )
        self.lifts.user_ids -= self.agent
        months = self.env["service.indicator.month"]
        for user, people, edits in (
            (self.chief, self.agent | self.other, True),
            (self.agent, self.agent, False),
            (self.other, self.other, False),
            (self.leader, self.env["res.users"], False),
            (stranger, self.env["res.users"], False),
        ):
            with self.subTest(user=user.login):
                found = months.with_user(user).search([("user_id", "!=", False)])
                self.assertEqual(found.user_id, people)
                target = self.target.with_user(user)
                self.assertEqual(target.has_access("write"), edits)
                self.assertFalse(found.has_access("write") if found else False)
        employee = self._create_user("employee_x", "base.group_user")
        with self.assertRaises(AccessError):
            months.with_user(employee).search([])

    def test_sa_4_4_a_month_opens_what_its_figure_counts(self):
        """Of the part that it is about, and nothing that the reader may not see."""
        self._create_target(scope="user", team_id=False)
        self._results(1, 0, 2)
        self._results(1, 2, 0, user_id=self.other.id)
        self._results(2, 1, 1)
        self._judge(JANUARY)
        month = self.env["service.indicator.month"].search(
            [("user_id", "=", self.agent.id)]
        )
        self.assertIn("January 2026", month.display_name)
        self.assertIn(self.agent.name, month.display_name)
        action = month.with_user(self.agent).action_open_records()
        tickets = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(tickets.user_id, self.agent)
        self.assertEqual(len(tickets), 1)

    def test_the_board_shows_the_target_beside_the_figure(self):
        self._results(3, 1, 1)
        with freeze_time("2026-03-20 10:00:00"):
            board = (
                self.env["service.board"].with_user(self.chief).get_board(self.team.id)
            )
        [shown] = [row for row in board["month"] if row["code"] == "results_accepted"]
        self.assertEqual((shown["target"], shown["is_missed"]), ("90 %", True))
