from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.service_indicator.core.indicator import together
from odoo.addons.service_report.tests.common_month import MonthCommon

from ..hooks import post_init_hook

MARCH = date(2026, 3, 1), date(2026, 3, 31)
NOTED = "service.handling", "service.handover", "service.deadline"


@tagged("post_install", "-at_install")
class TestFiguresByTier(MonthCommon):
    """Every figure of requests is told apart by the tier of the customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.important, cls.general = cls.env["customer.tier"].create(
            [
                {
                    "name": f"{code} X",
                    "code": f"{code}_x",
                    "company_id": cls.company.id,
                }
                for code in ("important", "general")
            ]
        )
        cls.house = cls.env["res.partner"].create(
            {"name": "House X", "is_company": True}
        )
        standings = cls.env["customer.standing"].sudo()
        cls.standing = standings.create(
            {
                "partner_id": cls.house.id,
                "company_id": cls.company.id,
                "tier_id": cls.important.id,
            }
        )
        standings.create(
            {
                "partner_id": cls.customer.commercial_partner_id.id,
                "company_id": cls.company.id,
                "tier_id": cls.general.id,
            }
        )
        cls._create_rule(date_from="2020-01-01")

    def _live(self):
        """Three requests, of customers of two tiers and of nobody in particular."""
        tickets = self.env["helpdesk.ticket"]
        for partner in (self.house, self.customer, self.customer.browse()):
            ticket = self._complain("2026-03-02 09:00:00", partner_id=partner.id)
            self._answer("2026-03-02 10:00:00", ticket)
            self._write("2026-03-02 11:00:00", ticket, user_id=self.other.id)
            self._write("2026-03-02 12:00:00", ticket, stage_id=self.stage_done.id)
            tickets |= ticket
        return tickets

    def _by_tier(self, code):
        rows = self._figure(code, ["customer_tier_id"])
        return {row.keys["customer_tier_id"]: row.n for row in rows}

    def test_sm_5_1_parts_by_tier_add_up_to_the_whole(self):
        self._live()
        each = {self.important.id: 1, self.general.id: 1, None: 1}
        self.assertEqual(self._by_tier("requests_received"), each)
        self.assertEqual(self._by_tier("promises_kept"), each)
        model = self.env["service.indicator"].with_company(self.company)
        for code, indicator in model._visible_indicators().items():
            if "customer_tier_id" not in indicator.dimensions:
                continue
            [whole] = self._figure(code)
            parts = together(indicator.unit, self._figure(code, ["customer_tier_id"]))
            self.assertEqual(
                (round(parts.total), parts.n), (round(whole.total), whole.n), code
            )

    def test_sm_5_1_a_new_tier_changes_no_figure_of_the_past(self):
        self._live()
        before = self._by_tier("resolution_time")
        self.standing.sudo().tier_id = self.general
        self.env.invalidate_all()
        self.assertEqual(self._by_tier("resolution_time"), before)

    def test_sm_5_3_complaints_of_a_month_by_tier(self):
        self._live()
        with freeze_time("2026-04-01 08:00:00"):
            report = self._draw()
        self.assertEqual(
            self._rows(report, "tier"),
            {self.important.id: 1, self.general.id: 1, None: 1},
        )
        self.assertIn("important X", report.document_html)

    def test_what_was_noted_before_gets_the_tier_of_its_request(self):
        self._live()
        self.env.flush_all()
        for name in NOTED:
            table = self.env[name]._table
            self.env.cr.execute(f"UPDATE {table} SET customer_tier_id = NULL")
        post_init_hook(self.env)
        for name in NOTED:
            found = self.env[name].search([]).customer_tier_id
            self.assertLessEqual(self.important | self.general, found, name)
