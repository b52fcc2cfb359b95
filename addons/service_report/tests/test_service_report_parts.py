from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_month import MonthCommon

NOVEMBER = date(2025, 11, 1)


@tagged("post_install", "-at_install")
class TestServiceReportParts(MonthCommon):
    """What the monthly report breaks complaints down by, and what that opens."""

    def test_cm_2_5_an_older_month_is_drawn_up_by_hand(self):
        policy = self.env.ref("service_policy.service_policy_cm")
        policy.company_ids = [Command.link(self.company.id)]
        policy.rule_ids.date_from = policy.adoption_ids.since = "2020-01-01"
        self._complain("2025-11-03 09:00:00")
        with freeze_time("2026-04-01 08:00:00"):
            asked = self._ask("2025-11-17")
            report = self.env["service.report.month"].browse(
                asked.action_confirm()["res_id"]
            )
            self.env.flush_all()
            self.assertEqual((report.month, report.complaint_count), (NOVEMBER, 1))
            self.assertTrue(report.by_hand)
            self.assertFalse(self._deadlines(report), "nobody had promised it")
            again = self._ask("2025-11-03").action_confirm()
            self.assertEqual(again["res_id"], report.id)
            with self.assertRaisesRegex(UserError, "not over"):
                self._ask("2026-04-01").action_confirm()
            with self.assertRaisesRegex(UserError, "Nothing was registered"):
                self._ask("2019-01-01").action_confirm()
        with self.assertRaises(AccessError):
            self._ask("2025-11-03", self.sealer)

    def _ask(self, day, user=None):
        asked = self.env["service.report.month.draw"].with_user(user or self.manager)
        return asked.create({"month": day, "company_id": self.company.id})

    def test_sm_2_4_what_customers_say_stands_in_it(self):
        complaint = self._complain("2026-03-02 09:00:00")
        self.env["service.rating"].sudo().create(
            {
                "res_model": complaint._name,
                "res_id": complaint.id,
                "company_id": self.company.id,
                "partner_id": self.customer.id,
                "state": "done",
                "attitude": 4,
                "effect": 2,
                "timeliness": 3,
                "score": 3.0,
                "asked_at": "2026-03-03 09:00:00",
                "answered_at": "2026-03-04 09:00:00",
            }
        )
        figures = {each["code"]: each for each in self._draw().figures["figures"]}
        said = figures["satisfaction"]
        self.assertEqual((said["value"], said["n"]), (3, 1))

    def test_cm_2_5_customers_are_told_apart_by_their_class(self):
        tag = self.env["res.partner.category"].create({"name": "Anchor store X"})
        house = self.env["res.partner"].create(
            {"name": "House X", "is_company": True, "category_id": tag.ids}
        )
        person = self.env["res.partner"].create(
            {"name": "Person X", "parent_id": house.id}
        )
        self._complain("2026-03-02 09:00:00", partner_id=person.id)
        self._complain("2026-03-03 09:00:00")
        report = self._draw()
        self.assertEqual(self._rows(report, "class"), {tag.id: 1, None: 1})
        self.assertIn("Anchor store X", report.document_html)

    def test_cm_2_5_each_part_opens_its_complaints(self):
        self._year()
        report = self._draw().with_user(self.manager)
        tickets = self.env["helpdesk.ticket"]
        for part in report.figures["parts"]:
            for row in part["rows"]:
                action = report.action_open_part(part["code"], row["key"])
                found = tickets.search(action["domain"])
                self.assertEqual(len(found), row["value"], (part["code"], row["key"]))
        staff = report.action_open_part("kind", self.staff.id)
        self.assertEqual(tickets.search(staff["domain"]).complaint_kind_id, self.staff)
        self.assertIn("Staff X", staff["name"])
        self.assertIn('data-part="kind"', report.document_html)
        with self.assertRaises(UserError):
            report.action_open_part("kind", 0)
        with self.assertRaises(UserError):
            report.action_open_part("password", None)
        boss = report.with_user(self.boss)
        self.assertNotIn("data-part", boss.document_html)

    def test_sm_5_3_subjects_that_come_back_are_found_by_words(self):
        for day in range(2, 8):
            self._complain(
                f"2026-03-0{day} 09:00:00",
                name=f"Parking barrier {day}",
                partner_name=f"Somebody {day}",
            )
        self._complain("2026-03-09 09:00:00", name="Cold coffee")
        report = self._draw()
        [subject] = report.figures["subjects"]
        self.assertEqual(subject["count"], 6)
        self.assertIn(subject["words"], report.document_html)
        action = report.with_user(self.manager).action_open_part(
            "subject", subject["words"]
        )
        self.assertEqual(action["domain"], [("id", "in", subject["ids"])])
