from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import AttendanceCase

APRIL = date(2026, 4, 1)
JUNE = date(2026, 6, 1)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-15 02:00:00")
class TestPolicy(AttendanceCase):
    def test_default_policy_has_the_figures_of_the_clauses(self):
        """CS-1.3"""
        policy = self.env.ref("attendance_rules.attendance_policy_default")
        self.assertRecordValues(
            policy,
            [
                {
                    "monthly_grace": 1,
                    "talk_threshold": 3,
                    "cap_share": 0.2,
                }
            ],
        )
        bands = {(band.over_minutes, band.severity) for band in policy.band_ids}
        self.assertEqual(
            bands,
            {(0, "tolerated"), (0, "half_absence"), (5, "late"), (30, "serious")},
        )

    def test_the_summary_follows_what_is_edited(self):
        """CS-1.7: what employees read and confirm is what counts."""
        for values, said in (
            ({"monthly_grace": 7}, "The first 7 incidents"),
            ({"talk_threshold": 9}, "9 days in a row"),
            ({"cap_share": 0.35}, "more than 35% of its wage"),
            ({"cap_share": 0}, "no more"),
        ):
            with self.subTest(values=values):
                self.policy.write(values)
                if said == "no more":
                    self.assertNotIn("of its wage", self.policy.summary_html)
                else:
                    self.assertIn(said, self.policy.summary_html)
        with Form(self.policy) as form:
            form.monthly_grace = 5
            self.assertIn("The first 5 incidents", form.summary_html)

    def test_what_is_tolerated_is_said_as_people_say_it(self):
        """CS-1.3: not "more than 0 minutes: tolerated"."""
        summary = self.policy.summary_html
        self.assertIn("Up to 5 minutes late or early do not count.", summary)
        self.assertNotIn("more than 0 minutes", summary)
        # With nothing above it, it is said as what it is.
        self.policy.band_ids.filtered(
            lambda band: band.severity != "tolerated"
        ).unlink()
        self.assertIn("“Tolerated”", self.policy.summary_html)

    def test_version_in_force(self):
        get = self.env["attendance.policy"]._get_policy
        default = self.env.ref("attendance_rules.attendance_policy_default")
        later = self._create_policy(date_from=JUNE)
        self.assertEqual(get(self.company, date(2026, 5, 31)), self.policy)
        self.assertEqual(get(self.company, JUNE), later)
        self.assertEqual(get(self.other_company, JUNE), default)
        self.assertEqual(get(self.company, date(2025, 6, 1)), default)
        self.assertFalse(get(self.company, date(2019, 6, 1)))

    def test_drafts_are_not_in_force(self):
        self._create_policy(date_from=APRIL, state="draft")
        policy = self.env["attendance.policy"]._get_policy(self.company, JUNE)
        self.assertEqual(policy, self.policy)

    def test_new_starts_with_the_figures_in_force(self):
        self.policy.write({"monthly_grace": 2, "cap_floor": 777})
        model = self.env["attendance.policy"].with_context(
            attendance_policy_from_current=True
        )
        values = model.default_get(["monthly_grace", "cap_floor", "date_from"])
        self.assertEqual(values["monthly_grace"], 2)
        self.assertEqual(values["cap_floor"], 777)
        self.assertEqual(values["date_from"], date(2026, 5, 1))

    def test_new_version(self):
        action = self.policy.action_new_version()
        version = self.env["attendance.policy"].browse(action["res_id"])
        self.assertEqual(version.state, "draft")
        self.assertEqual(version.date_from, date(2026, 5, 1))
        self.assertEqual(len(version.band_ids), len(self.policy.band_ids))
        self.assertEqual(
            version.leave_rule_ids.leave_type_id,
            self.policy.leave_rule_ids.leave_type_id,
        )

    # Contradictions

    def assertRefused(self, sentence, record=None, **values):
        """The write is refused with these words, and undone."""
        with (
            self.assertRaisesRegex(ValidationError, sentence),
            self.env.cr.savepoint(),
        ):
            (record or self.policy).write(values)

    def test_contradictory_figures(self):
        self.assertRefused("between 0 and 1", cap_share=1.5)
        self.assertRefused("cannot be less than 0", cap_floor=-1)
        self.assertRefused("raise the longest stay", longest_hours=7)

    def test_contradictory_bands(self):
        late = self.policy.band_ids.filtered(lambda band: band.severity == "late")
        serious = self.policy.band_ids.filtered(lambda band: band.severity == "serious")
        self.assertRefused("begin after 30 minutes", late, over_minutes=30)
        self.assertRefused("milder", late, over_minutes=45)
        self.assertRefused("costs nothing", late, severity="tolerated")
        self.assertRefused(
            "more than a day's wage", serious, deduction="daily_share", amount=2
        )

    # What closed months have used

    def close_march(self):
        self.judge(self.employee, date(2026, 3, 2))
        month = self.month(self.employee, date(2026, 3, 2))
        month.state = "closed"
        self.env.flush_all()

    def test_used_figures_stay(self):
        self.close_march()
        with self.assertRaisesRegex(UserError, "Make a new version"):
            self.policy.monthly_grace = 3
        with self.assertRaisesRegex(UserError, "Make a new version"):
            self.policy.band_ids[0].over_minutes = 1
        with self.assertRaisesRegex(UserError, "Make a new version"):
            self.policy.band_ids = [Command.clear()]
        with self.assertRaisesRegex(UserError, "Make a new version"):
            self.policy.action_draft()
        self.policy.name = "Another name"

    def test_no_version_starts_in_a_closed_month(self):
        self.close_march()
        version = self._create_policy(state="draft", date_from=date(2026, 3, 10))
        with self.assertRaisesRegex(UserError, "at the earliest"):
            version.action_publish()
        version.date_from = APRIL
        version.action_publish()
        self.assertEqual(version.state, "published")

    def test_published_is_not_deleted(self):
        with self.assertRaisesRegex(UserError, "take it back"):
            self.policy.unlink()
        self.policy.action_draft()
        self.policy.unlink()

    def test_a_version_that_days_still_name_is_not_deleted(self):
        """It came in the middle of a month, which another version judges."""
        later = self._create_policy(date_from=date(2026, 3, 16))
        self.judge(self.employee, date(2026, 3, 1))
        later.action_draft()
        with self.assertRaisesRegex(UserError, "wait to be judged again"):
            later.unlink()
        self.env["attendance.engine"]._process()
        later.unlink()
        days = self.env["attendance.day"].search(
            [("employee_id", "=", self.employee.id)]
        )
        self.assertEqual(len(days), 31)
        self.assertEqual(days.policy_id, self.policy)

    def test_it_is_said_which_version_counts(self):
        """Of several published versions one counts today, for each company."""
        later = self.policy.copy({"date_from": date(2026, 6, 1)})
        later.state = "published"
        earlier = self.policy.copy({"date_from": date(2025, 6, 1)})
        earlier.state = "published"
        draft = self.policy.copy({"date_from": date(2026, 7, 1)})
        shared = self.policy.copy({"company_id": False, "date_from": date(2024, 1, 1)})
        shared.state = "published"
        with freeze_time("2026-04-15"):
            policies = (earlier + self.policy + later + draft + shared).with_company(
                self.company
            )
            self.assertEqual(
                policies.mapped("force"), ["past", "current", "future", False, "past"]
            )
            elsewhere = shared.with_company(self.other_company)
            self.assertEqual(elsewhere.force, "current")
