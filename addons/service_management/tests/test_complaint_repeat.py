from freezegun import freeze_time

from odoo.tests import warmup

from .common_complaint import ComplaintCommon


class TestComplaintRepeat(ComplaintCommon):
    def test_cm_2_4_same_customer(self):
        first = self._create_complaint()
        second = self._create_complaint()
        third = self._create_complaint()
        self.assertEqual(second.repeat_of_id, first)
        self.assertEqual(third.repeat_of_id, first, "a chain has one root")
        self.assertEqual((first + second + third).mapped("repeat_count"), [2, 2, 2])
        action = second.action_view_repeats()
        self.assertEqual(self.Ticket.search(action["domain"]), third + second + first)

    def test_cm_2_4_same_company_of_the_customer(self):
        shop = self.env["res.partner"].create({"name": "Shop", "is_company": True})
        staff = self.env["res.partner"].create(
            [{"name": name, "parent_id": shop.id} for name in ("Ann", "Ben")]
        )
        first = self._create_complaint(partner_id=staff[0].id)
        second = self._create_complaint(partner_id=staff[1].id)
        self.assertEqual(second.repeat_of_id, first)

    def test_cm_2_4_same_email_without_contact(self):
        first = self._create_complaint(
            partner_id=False, partner_email="Ann <ANN@x.example>"
        )
        second = self._create_complaint(partner_id=False, partner_email="ann@x.example")
        self.assertEqual(second.repeat_of_id, first)

    def test_cm_2_4_same_subject_of_another_customer(self):
        other = self.env["res.partner"].create({"name": "Other"})
        first = self._create_complaint(subject_ref="Shop 12")
        second = self._create_complaint(partner_id=other.id, subject_ref=" shop  12 ")
        self.assertEqual(second.repeat_of_id, first)

    def test_cm_2_4_not_a_repeat(self):
        """Other people, other classes, other companies, strangers without address."""
        self._create_complaint(subject_ref="Shop 12")
        other = self.env["res.partner"].create({"name": "Other"})
        company_b = self._create_company(name="Company B")
        strangers = self._create_complaints(
            [
                {"partner_id": other.id},
                {"type_id": self.type_repair.id},
                {
                    "company_id": company_b.id,
                    "team_id": False,
                    "user_id": False,
                    "stage_id": False,
                },
                {"partner_id": False},
                {"partner_id": False},
            ]
        )
        self.assertFalse(strangers.repeat_of_id)

    def test_cm_2_4_window_is_a_setting(self):
        self.company.service_repeat_days = 10
        with freeze_time("2026-03-02 09:00:00"):
            first = self._create_complaint()
        with freeze_time("2026-03-12 09:00:00"):
            self.assertEqual(self._create_complaint().repeat_of_id, first)
        with freeze_time("2026-03-22 09:00:01"):
            self.assertFalse(self._create_complaint().repeat_of_id)

    def test_cm_2_4_customer_found_out_later(self):
        first = self._create_complaint()
        second = self._create_complaint(partner_id=False)
        self.assertFalse(second.repeat_of_id)
        second.partner_id = self.customer
        self.assertEqual(second.repeat_of_id, first)

    def test_cm_2_4_staff_can_correct_the_link(self):
        self._create_complaint()
        second = self._create_complaint()
        second.repeat_of_id = False
        second.name = "Something else"
        self._commit()
        self.assertFalse(second.repeat_of_id)

    def test_cm_2_4_in_the_form_before_saving(self):
        first = self._create_complaint()
        second = self._create_complaint(partner_id=False)
        draft = self.Ticket.new({"partner_id": self.customer.id}, origin=second)
        draft.partner_id = self.customer
        self.assertIn(draft.repeat_of_id._origin, first + self.Ticket)

    @warmup
    def test_cm_2_4_links_in_bulk(self):
        """Linking costs the same queries for 5 complaints and for 50."""
        self.env["service.deadline.rule"].search([]).active = False
        few = self._count_linking_queries(5)
        many = self._count_linking_queries(50)
        self.assertEqual(few, many)
        self.assertLessEqual(few, 3, "one search, its fields, one update")

    def _count_linking_queries(self, number):
        tickets = self._create_complaints(
            [{"subject_ref": f"Shop {index % 3}"} for index in range(number)]
        )
        self.env.invalidate_all()
        tickets.fetch(["is_complaint", "company_id", "registered_at"])
        before = self.env.cr.sql_log_count
        tickets._compute_repeat_of_id()
        return self.env.cr.sql_log_count - before
