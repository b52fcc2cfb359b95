from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import AdvisorCase


@tagged("post_install", "-at_install")
class TestCustomerFile(AdvisorCase):
    """How complete a file is, and what to ask next."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["customer.file.question"].search([]).active = False
        cls.customer = cls._create_customer("Own", cls.important, phone="1")
        cls._assign(cls.customer, cls.advisor)
        cls.phone = cls._create_question("Phone?", "res.partner", "phone", 30)
        cls.needs = cls._create_question("Needs?", "customer.file", "needs", 50)
        cls.time = cls._create_question("When?", "customer.file", "best_time", 20)

    @classmethod
    def _create_question(cls, name, model, field, weight, **values):
        return cls.env["customer.file.question"].create(
            {
                "name": name,
                "field_id": cls.env["ir.model.fields"]._get(model, field).id,
                "weight": weight,
            }
            | values
        )

    def test_sa_2_1_the_file_says_what_is_missing_and_what_to_ask_next(self):
        partner = self.customer.with_user(self.advisor)
        self.assertEqual((partner.file_percent, partner.file_next), (30, "Needs?"))
        action = partner.action_open_file()
        file = self.env["customer.file"].with_user(self.advisor)
        file = file.browse(action["res_id"])
        self.assertEqual(file.missing_text, "Needs?\nWhen?")
        file.needs = "Chairs"
        self.env.invalidate_all()
        self.assertEqual((partner.file_percent, partner.file_next), (80, "When?"))
        file.best_time = "Tuesdays"
        self.env.invalidate_all()
        self.assertEqual((partner.file_percent, partner.file_next), (100, False))
        self.assertEqual(partner.action_open_file()["res_id"], file.id, "one file")

    def test_a_question_may_be_for_one_tier_alone(self):
        self._create_question(
            "City?", "res.partner", "city", 100, tier_ids=self.general.ids
        )
        general = self._create_customer("Other", self.general, phone="2")
        both = (self.customer | general).with_company(self.company)
        self.assertEqual(both.mapped("file_percent"), [30, 15])

    def test_a_field_that_no_file_has_is_refused(self):
        with self.assertRaises(ValidationError):
            self._create_question("Image?", "res.partner", "image_1920", 5)
        with self.assertRaises(ValidationError):
            self._create_question("Login?", "res.users", "login", 5)

    def test_files_are_for_who_serves(self):
        with self.assertRaises(AccessError):
            self.customer.with_user(self.bo).action_open_file()
        files = self.env["customer.file"].sudo()
        self.assertFalse(files.search([("partner_id", "=", self.customer.id)]))

    def test_many_cost_as_many_queries_as_few(self):
        partners = self.env["res.partner"].create(
            [{"name": f"P{number}", "phone": "1"} for number in range(30)]
        )
        counts = []
        for some in (partners[:2], partners):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.with_company(self.company).mapped("file_percent")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])
