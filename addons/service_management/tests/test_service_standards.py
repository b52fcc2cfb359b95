from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from .common_policy import PolicyCommon


class TestServiceStandards(PolicyCommon):
    """What is published is what is enforced (SM-4.1)."""

    def _standards(self):
        """{rule: standard} of the company."""
        standards = self.env["service.standards"]._of_company(self.company)
        return {standard["rule"]: standard for standard in standards}

    def _published(self):
        prefix = "service_management.deadline_rule_"
        return {
            rule.get_external_id()[rule.id].removeprefix(prefix)
            for rule in self._standards()
        }

    def test_sm_4_1_public_rules_in_force_are_published(self):
        self._put_in_force("SM")
        self.assertEqual(
            self._published(), {"sm_contact", "sm_general", "sm_complex", "sm_feedback"}
        )

    def test_a_rule_says_its_figure_where_it_is_listed(self):
        for name, words in {
            "sm_contact": "1 hour",
            "sm_complex": "3–5 working days",
            "cm_agreed": "by the agreed time",
        }.items():
            if rule := self._rule(name):
                self.assertEqual(rule.figure, words, name)

    def test_sm_4_1_internal_rules_are_not_published(self):
        self._put_in_force("CM")
        published = self._published()
        self.assertIn("cm_general", published)
        internal = {"cm_major", "cm_important", "cm_tracking", "cm_contact_letter"}
        self.assertFalse(published & internal)

    def test_sm_4_1_nothing_in_force_publishes_nothing(self):
        self.assertFalse(self._standards())

    def test_sm_4_1_archived_rule_is_not_published(self):
        self._put_in_force("SM")
        self._rule("sm_contact").action_archive()
        self.assertNotIn("sm_contact", self._published())

    def test_sm_4_1_rule_that_never_counts_is_not_published(self):
        packs = self._put_in_force("SM", "CM")
        self.assertNotIn("cm_general", self._published())
        packs.filtered(lambda pack: pack.code == "CM").sequence = 1
        published = self._published()
        self.assertIn("cm_general", published)
        self.assertNotIn("sm_general", published)

    def test_sm_4_1_standard_names_the_requests_for_which_it_counts(self):
        answer = self._rule("sa_answer")
        self._put_in_force("SA")
        classes = {"Complaint", "Consultation", "Enquiry"}
        self.assertEqual(set(self._standards()[answer]["subjects"]), classes)
        self._put_in_force("SM", "SA")
        classes = {"Consultation", "Enquiry"}
        self.assertEqual(set(self._standards()[answer]["subjects"]), classes)

    def test_sm_4_1_standard_for_all_requests_names_none(self):
        self._put_in_force("SA")
        self.assertFalse(self._standards()[self._rule("sa_urgent_reply")]["subjects"])

    def test_sm_4_1_figures_in_words(self):
        self._put_in_force("SM", "SA", "CM")
        expected = {
            "sm_contact": ("1 hour", "around the clock"),
            "sm_general": ("24 hours", "around the clock"),
            "sm_complex": ("3–5 working days", ""),
            "sa_answer": ("30 minutes", "in our working hours"),
            "sa_promised": ("", ""),
            "cm_application": ("1 working day", ""),
        }
        standards = self._standards()
        for name, (figure, hours) in expected.items():
            with self.subTest(rule=name):
                standard = standards[self._rule(name)]
                self.assertEqual(standard["figure"], figure)
                self.assertEqual(standard["hours"], hours)

    def test_sm_4_1_edited_figure_is_published_at_once(self):
        self._put_in_force("CM")
        rule = self._rule("cm_general")
        self.assertEqual(self._standards()[rule]["figure"], "2 days")
        rule.limit = 1
        self.assertEqual(self._standards()[rule]["figure"], "1 day")

    def test_sm_4_1_each_company_publishes_its_own(self):
        self._put_in_force("SM")
        other = self.env["res.company"].create({"name": "Other X"})
        self.assertFalse(self.env["service.standards"]._of_company(other))


@tagged("post_install", "-at_install")
class TestServiceStandardsPage(HttpCase):
    """The page on the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["service.policy"].search([]).company_ids = cls.env.company

    def _page(self, login=None):
        self.authenticate(login, login)
        response = self.url_open("/my/service-standards")
        self.assertEqual(response.status_code, 200)
        return response.text

    def test_sm_4_1_customers_find_the_standards_on_the_portal(self):
        new_test_user(self.env, "customer_y", groups="base.group_portal")
        page = self._page("customer_y")
        self.assertIn("Complaint: first contact", page)
        self.assertIn("3–5 working days", page)
        self.assertIn("SM-5.3", page)
        home = self.url_open("/my/home").text
        self.assertIn('href="/my/service-standards"', home)

    def test_sm_4_1_visitors_may_read_the_standards(self):
        self.assertIn("Complaint: first contact", self._page())

    def test_sm_4_1_nothing_published_yet(self):
        self.env["service.policy"].search([]).company_ids = False
        self.assertIn("No standards have been published yet.", self._page())

    def test_sm_4_1_each_class_of_service_has_its_standard(self):
        policy = self.env.ref("service_policy.service_policy_sm")
        version = policy._draft()
        classes = {
            name: self.env.ref(f"service_management.request_class_{name}")
            for name in ("complaint", "repair")
        }
        self.env["service.policy.clause"].create(
            [
                {
                    "version_id": version.id,
                    "number": number,
                    "name": number,
                    "text": text,
                    "audience": "customers",
                    "aspect": aspect,
                    "class_ids": [Command.set(classes[name].ids if name else [])],
                }
                for number, text, aspect, name in (
                    ("SM-5.3", "We are sorry, and say when.", "times", "complaint"),
                    ("SM-9.1", "We come with our own tools.", "content", "repair"),
                    ("SM-9.2", "We are polite.", "courtesy", None),
                )
            ]
        )
        version.action_publish()
        page = self._page()
        for text in ("say when", "our own tools", "We are polite"):
            self.assertIn(text, page)
        url = f"/my/service-standards?service={classes['complaint'].id}"
        page = self.url_open(url).text
        self.assertIn("say when", page)
        self.assertIn("We are polite", page)
        self.assertIn("Complaint: first contact", page)
        self.assertNotIn("our own tools", page)
