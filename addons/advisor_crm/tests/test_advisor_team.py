from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import AdvisorCase


@tagged("post_install", "-at_install")
class TestAdvisorTeam(AdvisorCase):
    """What the leader sees of the advisors' customers: who moves, who is forgotten."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_profile(cls.advisor, 12)
        cls._create_profile(cls.bo, 12)
        cls.own = cls._create_customer("Own", cls.important)
        cls.foreign = cls._create_customer("Foreign", cls.important)
        cls._assign(cls.own, cls.advisor)
        cls._assign(cls.foreign, cls.bo)
        cls.env.flush_all()

    def _figures(self, user=None):
        team = self.env["advisor.team"].with_user(user or self.lead).get_team()
        return {figure["key"]: figure for figure in team["figures"]}

    def _opened(self, figure, user=None):
        """What the tile opens."""
        action = figure["action"]
        model = self.env[action["res_model"]].with_user(user or self.lead)
        return model.search(action["domain"])

    def _move(self, partner, days, cause, tier=None):
        """The customer has another tier since so many days."""
        return (
            self.env["customer.standing.period"]
            .sudo()
            .create(
                {
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "tier_id": (tier or self.general).id,
                    "valid_from": self.today - timedelta(days=days),
                    "cause": cause,
                }
            )
        )

    def _note(self, partner):
        return self.env["service.contact.note"].create(
            {
                "partner_id": partner.id,
                "company_id": self.company.id,
                "result": "All is well",
                "duty_ids": False,
            }
        )

    def _duty(self, partner, days):
        """A contact that was due so many days ago."""
        day = self.today - timedelta(days=days)
        due = fields.Datetime.now() - timedelta(days=days)
        return (
            self.env["service.contact.duty"]
            .sudo()
            .create(
                {
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "user_id": self.advisor.id,
                    "period_start": day,
                    "period_end": day,
                    "begins_at": due - timedelta(days=1),
                    "due_at": due,
                }
            )
        )

    def test_sm_5_1_the_leader_sees_whose_tier_moves(self):
        up = self._move(self.own, 3, "up", self.important)
        self._move(self.foreign, 3, "up", self.important)
        figures = self._figures()
        self.assertEqual(figures["up"]["count"], 1, "of the team only")
        self.assertEqual(self._opened(figures["up"]), up)
        self.assertEqual(figures["down"]["count"], 0)
        self.assertEqual(self._figures(self.boss)["up"]["count"], 2)

    def test_what_moved_long_ago_or_by_hand_is_not_counted(self):
        self._move(self.own, 31, "down")
        self.assertEqual(self._figures()["down"]["count"], 0)
        other = self._create_customer("Other", self.important)
        self._assign(other, self.advisor)
        down = self._move(other, 29, "down")
        locked = self._create_customer("Locked", self.important)
        self._assign(locked, self.advisor)
        self._move(locked, 2, "lock")
        self.assertEqual(self._opened(self._figures()["down"]), down)

    def test_sm_5_1_the_leader_sees_who_will_drop(self):
        standings = self.env["customer.standing"].sudo()
        mine = standings.search([("partner_id", "=", self.own.id)])
        mine.at_risk_until = self.today + timedelta(days=20)
        figure = self._figures()["at_risk"]
        self.assertEqual(figure["count"], 1)
        self.assertEqual(self._opened(figure).partner_id, self.own)

    def test_sa_2_1_the_leader_sees_with_whom_nobody_is_in_contact(self):
        figures = self._figures()
        self.assertEqual(self._opened(figures["contact_never"]).partner_id, self.own)
        self._note(self.own)
        self.assertEqual(self._figures()["contact_never"]["count"], 0)
        self.assertEqual(self._figures()["contact_late"]["count"], 0)
        duty = self._duty(self.own, 2)
        figures = self._figures()
        self.assertEqual(self._opened(figures["contact_late"]).partner_id, self.own)
        duty.sudo().state = "done"
        self.assertEqual(self._figures()["contact_late"]["count"], 0)

    def test_a_contact_of_another_company_is_none(self):
        note = self._note(self.own)
        note.sudo().company_id = self.other_company
        self.assertEqual(self._figures()["contact_never"]["count"], 1)

    def test_who_was_never_contacted_is_not_late_beside(self):
        self._duty(self.own, 2)
        rows = self.env["advisor.assignment"].search(
            [("partner_id", "in", (self.own | self.foreign).ids)]
        )
        self.assertEqual(set(rows.mapped("contact_gap")), {"never"})
        self._note(self.own)
        rows.invalidate_recordset()
        gaps = {row.partner_id: row.contact_gap for row in rows}
        self.assertEqual(gaps, {self.own: "late", self.foreign: "never"})
        fine = rows.search([("id", "in", rows.ids), ("contact_gap", "=", False)])
        self.assertFalse(fine)

    def test_the_page_costs_the_same_for_many(self):
        counts = []
        for number in (1, 10):
            for each in range(number):
                customer = self._create_customer(f"C{number}{each}", self.important)
                self._assign(customer, self.advisor)
                self._move(customer, 3, "up")
                self._duty(customer, 2)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._figures()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)
