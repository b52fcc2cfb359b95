from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import MARCH, CloseCase


@tagged("post_install", "-at_install")
@freeze_time("2026-04-02 02:00:00")
class TestStatementPaper(CloseCase):
    """CS-1.5: statements as they are printed (PDF is made from this HTML)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.employee.user_id.lang = "zh_CN"
        cls.colleague.user_id.lang = "en_US"
        cls.work(cls.people, MARCH)
        cls.months = cls.audit(MARCH).month_ids

    def _print(self, months, user):
        report = "attendance_rules_close.attendance_statement_report"
        printed, _kind = (
            self.env["ir.actions.report"]
            .with_user(user)
            .with_context(lang="en_US")
            ._render_qweb_html(report, months.ids)
        )
        return html.fromstring(printed)

    def test_each_page_is_in_the_language_of_its_employee(self):
        page = self._print(self.months, self.hr_officer)
        titles = [" ".join(title.text_content().split()) for title in page.iter("h2")]
        self.assertEqual(len(titles), 2)
        self.assertIn("Attendance in March 2026", titles)
        self.assertIn("考勤： 2026年3月", titles)

    def test_many_statements_are_one_document(self):
        """A wkhtmltopdf without Odoo's patches refuses more than one at a time."""
        page = self._print(self.months, self.hr_officer)
        self.assertEqual(len(page.find_class("article")), 1)
        breaks = [div.get("style") for div in page.find_class("page")]
        self.assertEqual(
            breaks, ["page-break-before: auto;", "page-break-before: always;"]
        )

    def test_employees_print_their_own_only(self):
        mine = self.statement(self.employee, MARCH)
        self.assertTrue(self._print(mine, self.employee.user_id).find_class("page"))
        with self.assertRaises(AccessError):
            self._print(self.months - mine, self.employee.user_id)
