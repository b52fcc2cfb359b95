from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_month import MARCH, MonthCommon

FEBRUARY = date(2026, 2, 1)

JOB_LOGGER = "odoo.addons.service_report.models.service_report_month_job"


@tagged("post_install", "-at_install")
class TestServiceReportMonth(MonthCommon):
    """Complaints of March 2026 and of the months before are analysed in April."""

    def _job(self, moment):
        """A run of the job; what is committed is not."""
        job = self.env["service.report.month.job"]
        cron = self.registry["ir.cron"]
        with freeze_time(moment), patch.object(cron, "_commit_progress"):
            job._cron_run()
            self.env.flush_all()
        return self.env["service.report.month"].search(
            [("company_id", "=", self.company.id)]
        )

    # --- figures ----------------------------------------------------------------------

    def test_cm_2_5_a_month_is_counted_by_its_parts(self):
        self._year()
        report = self._draw()
        self.assertEqual(report.complaint_count, 8)
        kinds = {self.goods.id: 7, self.staff.id: 1}
        self.assertEqual(self._rows(report, "kind"), kinds)
        self.assertEqual(self._rows(report, "severity"), {"general": 8})
        self.assertEqual(self._rows(report, "team"), {self.team.id: 8})
        for part in report.figures["parts"]:
            counts = [row["value"] for row in part["rows"]]
            self.assertEqual(sum(counts), 8, part["code"])
        counted = report.figures["figures"][0]
        self.assertEqual((counted["before"], counted["mean"]), (2, 2))

    def test_sm_5_3_a_weak_point_is_found_and_said(self):
        self._year()
        report = self._draw()
        points = [
            (point["dimension"], point["key"])
            for point in report.figures["outstanding"]
            if point["figure"] == "requests_received"
        ]
        self.assertIn(("kind", self.goods.id), points)
        self.assertIn("Goods X", report.document_html)
        self.assertIn("Weak point", report.document_html)
        self.assertGreaterEqual(report.worse_count, 1)

    def test_requests_that_are_no_complaints_do_not_count(self):
        self._register("2026-03-02 09:00:00")
        self._complain("2026-03-02 09:00:00")
        other = self._complain("2026-03-02 10:00:00")
        self._at(
            "2026-03-02 11:00:00",
            lambda: other.write({"scope": "declined", "decline_reason": "Not ours"}),
        )
        self.assertEqual(self._draw().complaint_count, 1)

    def test_promises_kept_are_those_of_complaints(self):
        self._create_rule()
        kept, broken = (self._complain("2026-03-02 09:00:00") for _n in range(2))
        self._register("2026-03-02 09:00:00")
        self._write("2026-03-02 10:00:00", kept, stage_id=self.stage_done.id)
        self._write("2026-03-06 10:00:00", broken, stage_id=self.stage_done.id)
        figure = self._draw().figures["figures"][1]
        self.assertEqual((figure["code"], figure["value"]), ("promises_kept", 0.5))
        self.assertEqual(figure["n"], 2)

    def test_what_was_complained_about_again_is_named(self):
        first = self._complain("2026-02-20 09:00:00", subject_ref="Shop 12")
        self._complain("2026-03-02 09:00:00", self.staff, subject_ref="shop  12")
        self._complain("2026-03-03 09:00:00", subject_ref="Shop 13")
        self.env.flush_all()
        [repeat] = self._draw().figures["repeats"]
        self.assertEqual(repeat["id"], first.id)
        self.assertEqual((repeat["in_month"], repeat["count"]), (1, 2))

    def test_a_month_without_complaints_is_a_report(self):
        report = self._draw()
        self.assertEqual(report.complaint_count, 0)
        self.assertIn("No complaint was counted", report.document_html)

    def test_names_stay_and_are_in_the_language_of_the_reader(self):
        for lang in ("en_US", "zh_CN"):
            self.env["res.lang"]._activate_lang(lang)
        self.goods.update_field_translations(
            "name", {"en_US": "Goods X", "zh_CN": "商品"}
        )
        self._complain("2026-03-02 09:00:00")
        report = self._draw().with_context(lang="en_US")
        self.goods.name = "Something else"
        self.assertIn("Goods X", report.document_html)
        chinese = report.with_context(lang="zh_CN")
        self.assertIn("商品", chinese.document_html)

    def test_each_company_has_its_own(self):
        other = self.env["res.company"].create({"name": "Other X"})
        self._complain("2026-03-02 09:00:00")
        with freeze_time("2026-04-01 08:00:00"):
            report = self.env["service.report.month"]._draw_up(other, MARCH)
        self.assertEqual(report.complaint_count, 0)
        self.assertFalse(report.with_user(self.manager).has_access("read"))

    def test_it_costs_the_same_for_any_number_of_complaints(self):
        self._complain("2026-03-02 09:00:00")
        self._draw(FEBRUARY)
        self.env.flush_all()

        def cost():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["service.report.month"]._prepare_figures(self.company, MARCH)
            return self.env.cr.sql_log_count - before

        cost()
        few = cost()
        for day in range(1, 10):
            self._complain(f"2026-03-0{day} 10:00:00", self.staff)
        self.assertEqual(cost(), few)

    # --- the job ----------------------------------------------------------------------

    def test_cm_2_5_it_is_drawn_up_on_the_first_working_day(self):
        self._complain("2026-01-05 09:00:00")
        # 2026-02-01 is a Sunday.
        self.assertFalse(self._job("2026-02-01 09:00:00"))
        report = self._job("2026-02-02 01:00:00")
        self.assertEqual(report.month, date(2026, 1, 1))
        self.assertEqual(report.user_id, self.sealer)
        self.assertEqual(report.recipient_ids, self.boss)
        self.assertEqual(self._job("2026-02-02 09:00:00"), report, "one only")

    def test_a_holiday_is_no_working_day_and_a_make_up_day_is_one(self):
        self._complain("2026-01-05 09:00:00")
        days = self.env["resource.special.day"]
        days.create(
            {
                "name": "Holiday",
                "date": "2026-02-02",
                "kind": "holiday",
                "company_id": self.company.id,
            }
        )
        self.assertFalse(self._job("2026-02-02 09:00:00"))
        days.create(
            {
                "name": "Made up",
                "date": "2026-02-01",
                "kind": "working",
                "company_id": self.company.id,
            }
        )
        self.assertTrue(self._job("2026-02-02 10:00:00"))

    def test_a_company_that_never_had_a_request_gets_none(self):
        other = self.env["res.company"].create({"name": "Other X"})
        self._complain("2026-01-05 09:00:00")
        self._job("2026-02-02 09:00:00")
        self.assertFalse(
            self.env["service.report.month"].search([("company_id", "=", other.id)])
        )

    def test_what_fails_for_one_company_keeps_no_other_from_its_report(self):
        self._complain("2026-01-05 09:00:00")
        other = self.env["res.company"].create({"name": "Other X"})
        job = self.registry["service.report.month.job"]
        pairs = [(other, None), (self.company, date(2026, 1, 1))]
        with (
            patch.object(job, "_wanted", lambda _self: pairs),
            self.assertLogs(JOB_LOGGER, level="ERROR"),
        ):
            self.assertTrue(self._job("2026-02-02 09:00:00"))

    # --- sealed -----------------------------------------------------------------------

    def test_cm_2_5_sealed_it_is_sent_to_the_management(self):
        self._complain("2026-03-02 09:00:00")
        report = self._draw()
        comment = self._comment(report, self.boss, "The sale explains it.")
        self._measure(report)
        with freeze_time("2026-04-02 08:00:00"):
            report.with_user(self.sealer).action_seal()
        self.assertEqual(report.state, "sealed")
        self.assertEqual(report.sealed_by_id, self.sealer)
        self._job("2026-04-02 08:05:00")
        self.assertTrue(report.sent_at)
        message = self.env["mail.message"].search(
            [
                ("model", "=", report._name),
                ("partner_ids", "in", self.boss.partner_id.ids),
            ]
        )
        self.assertEqual(message.author_id, self.sealer.partner_id)
        self.assertEqual(len(message.attachment_ids), 1)
        self.assertIn("Labels are checked", message.body)
        document = report.document_html
        for words in ("The sale explains it.", "boss_x", "Labels are checked"):
            self.assertIn(words, document)
        before = self.env["mail.message"].search_count([])
        self._job("2026-04-02 09:05:00")
        self.assertEqual(self.env["mail.message"].search_count([]), before, "once")
        with self.assertRaises(UserError):
            comment.with_user(self.boss).body = "Something else"

    def test_nothing_of_a_sealed_report_changes(self):
        self._complain("2026-03-02 09:00:00")
        report = self._draw()
        self._measure(report)
        with freeze_time("2026-04-02 08:00:00"):
            report.with_user(self.manager).action_seal()
        figures, measures = report.figures, report._measures()
        self._complain("2026-03-05 09:00:00")
        action = self.env["service.action"].search([("res_id", "=", report.id)])
        action.name = "Something else"
        manager = report.with_user(self.manager)
        for step in (
            manager.action_seal,
            manager.action_draw_again,
            manager.action_comment,
            lambda: manager.write({"user_id": self.manager.id}),
            lambda: self._comment(report, self.boss),
        ):
            with self.assertRaises(UserError):
                step()
        self.assertEqual((report.figures, report._measures()), (figures, measures))
        self.assertEqual(self._draw(), report)

    def test_drawn_up_again_it_has_what_came_late_and_says_so(self):
        self._complain("2026-03-02 09:00:00")
        report = self._draw()
        self._complain("2026-03-05 09:00:00")
        self.assertEqual(report.complaint_count, 1)
        report.with_user(self.sealer).action_draw_again()
        self.assertEqual((report.complaint_count, report.draw_count), (2, 2))
        self.assertIn("1 complaints before, 2 now", report.message_ids[0].body)

    def test_cm_2_5_sealed_by_the_fifth_working_day(self):
        policy = self.env.ref("service_policy.service_policy_cm")
        policy.company_ids = [Command.link(self.company.id)]
        policy.rule_ids.date_from = policy.adoption_ids.since = "2020-01-01"
        self._complain("2026-03-02 09:00:00")
        late = self._draw()
        promise = self._deadlines(late)
        self.assertEqual(promise.rule_id.policy_ref, "CM-2.5")
        # 2026-04-01 is a Wednesday.
        self.assertEqual(promise.due_at.date(), date(2026, 4, 7))
        with freeze_time("2026-04-07 16:00:00"):
            late.with_user(self.sealer).action_seal()
            self.assertEqual(self._deadlines(late).state, "met")

    def test_sm_5_3_sealed_too_late_the_promise_is_broken(self):
        policy = self.env.ref("service_policy.service_policy_sm")
        policy.company_ids = [Command.link(self.company.id)]
        policy.rule_ids.date_from = policy.adoption_ids.since = "2020-01-01"
        self._complain("2026-03-02 09:00:00")
        report = self._draw()
        with freeze_time("2026-04-08 09:00:00"):
            report.with_user(self.sealer).action_seal()
            promise = self._deadlines(report)
        self.assertEqual(promise.rule_id.policy_ref, "SM-5.3")
        self.assertEqual(promise.state, "met_late")

    # --- who --------------------------------------------------------------------------

    def _comment(self, report, user, body="It was the heat."):
        return (
            self.env["service.report.comment"]
            .with_user(user)
            .create({"report_id": report.id, "body": body})
        )

    def _measure(self, report):
        context = report.with_user(self.sealer).action_measure()["context"]
        actions = self.env["service.action"].with_user(self.sealer)
        return actions.with_context(**context).create(
            {
                "name": "Labels are checked every morning",
                "user_id": self.agent.id,
                "date_due": "2026-04-20",
            }
        )

    def test_who_may_do_what(self):
        self._complain("2026-03-02 09:00:00")
        report = self._draw()
        #       reads, writes
        matrix = {
            self.manager: (True, True),
            self.sealer: (True, True),
            self.boss: (True, False),
            self.leader: (False, False),
            self.agent: (False, False),
        }
        for user, (reads, writes) in matrix.items():
            with self.subTest(user=user.login):
                mine = report.with_user(user)
                self.assertEqual(mine.has_access("read"), reads)
                self.assertEqual(mine.has_access("write"), writes)
                self.assertFalse(mine.has_access("create"))
                self.assertFalse(mine.has_access("unlink"))
                self.assertEqual(bool(mine.search([("id", "=", report.id)])), reads)

    def test_who_reads_it_comments_on_it_once_and_in_the_own_name(self):
        self._complain("2026-03-02 09:00:00")
        report = self._draw()
        comment = self._comment(report, self.boss)
        self.assertEqual(comment.user_id, self.boss)
        comment.with_user(self.boss).body = "It was the rain."
        with self.assertRaises(AccessError):
            comment.with_user(self.manager).body = "Nothing"
        with self.assertRaises(AccessError):
            comment.with_user(self.boss).report_id = self._draw(FEBRUARY)
        with self.assertRaises(AccessError):
            self._comment(report, self.agent)
        with self.assertRaises(AccessError):
            self.env["service.report.comment"].with_user(self.boss).create(
                {"report_id": report.id, "body": "x", "user_id": self.manager.id}
            )
        opened = report.with_user(self.boss).action_comment()
        self.assertEqual(opened["res_id"], comment.id)

    def test_nobody_writes_what_the_steps_note(self):
        self._complain("2026-03-02 09:00:00")
        report = self._draw().with_user(self.manager)
        for values in (
            {"figures": {}},
            {"state": "sealed"},
            {"sealed_at": "2026-04-01"},
            {"sealed_measures": []},
            {"month": "2026-01-01"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                report.write(values)

    def test_whom_it_concerns_is_said_by_managers(self):
        self._complain("2026-03-02 09:00:00")
        report = self._draw()
        with self.assertRaises(AccessError):
            report.with_user(self.sealer).recipient_ids = self.agent
        report.with_user(self.manager).recipient_ids = self.leader
        self.assertTrue(report.with_user(self.leader).has_access("read"))

    def test_it_waits_for_whoever_seals_it(self):
        self._complain("2026-03-02 09:00:00")
        report = self._draw()
        inbox = self.env["hr.inbox"].with_user(self.sealer).get_inbox()
        [source] = [s for s in inbox["sources"] if s["model"] == report._name]
        self.assertEqual(source["count"], 1)
