from freezegun import freeze_time

from odoo.fields import Command
from odoo.tools import html2plaintext, html_sanitize

from .common_complaint import ComplaintCommon

TEMPLATES = (
    "service_management.mail_template_acknowledgement",
    "service_management.mail_template_promised",
    "service_management.mail_template_declined",
    "service_management.mail_template_progress",
    "service_management.mail_template_result",
    "service_management.mail_template_closed",
    "service_management.mail_template_daily_progress",
    "helpdesk_mgmt.closed_ticket_template",
    "helpdesk_mgmt.changed_stage_template",
)
GREETINGS = {"en_US": "Hello,", "zh_CN": "您好", "zh_TW": "您好"}


@freeze_time("2026-03-02 09:00:00")
class TestMailTemplates(ComplaintCommon):
    """Every e-mail to customers: whom it greets, in which language, when and where."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent.partner_id.name = "Mei Lin"
        for code in ("zh_CN", "zh_TW"):
            cls.env["res.lang"]._activate_lang(code)
        cls.env["ir.module.module"]._load_module_terms(
            ["base_engine_tools", "service_management"], ["zh_CN", "zh_TW"]
        )
        policy = cls.env.ref("service_policy.service_policy_sm")
        policy.company_ids = [Command.set(cls.company.ids)]
        policy.rule_ids.date_from = policy.adoption_ids.since = "2020-01-01"

    def _ticket(self, **values):
        ticket = self._create_complaint(
            **{
                "promised_at": "2026-03-04 10:00:00",
                "decline_reason": "It is not ours",
                "result": "<p>Repaired</p>",
                **values,
            }
        )
        self.env["service.progress"].create(
            {"ticket_id": ticket.id, "body": "<p>Ordered</p>"}
        )
        self.env.flush_all()
        return ticket

    def _letter(self, template, ticket):
        """Subject and text of an e-mail, as it goes out."""
        mails = self.env.ref(template).with_context(service_progress_body="Ordered")
        values = mails._generate_template(
            ticket.ids, ["subject", "body_html", "partner_to", "email_to"]
        )[ticket.id]
        return values["subject"], html2plaintext(values["body_html"]), values

    def test_m17_a_customer_without_a_name_in_three_languages(self):
        for code, greeting in GREETINGS.items():
            nameless = self._ticket(
                partner_id=False,
                partner_name=False,
                partner_email="someone@customer.example",
                customer_lang=code,
            )
            for template in TEMPLATES:
                with self.subTest(template, lang=code):
                    subject, text, values = self._letter(template, nameless)
                    self.assertIn(greeting, text)
                    self.assertIn(nameless.number, subject + text)
                    for wrong in ("Mei Lin", "False", "None", ":00:00", "someone@"):
                        self.assertNotIn(wrong, subject + text)
                    if code != "en_US":
                        self.assertNotIn("Kind regards", text)
                        self.assertNotIn("our request", subject + text)

    def test_a_message_keeps_the_look_of_a_letter(self):
        """What sanitizing takes away, no customer sees."""
        ticket = self._ticket()
        for template in TEMPLATES[:7]:
            body = self._letter(template, ticket)[2]["body_html"]
            with self.subTest(template):
                kept = html_sanitize(body, sanitize_style=True)
                for part in ("background", "border-left", "border-bottom", "<img"):
                    self.assertEqual(kept.count(part), body.count(part), part)

    def test_the_button_of_a_letter_speaks_to_customers(self):
        ticket = self._ticket()
        groups = ticket._notify_get_recipients_groups(
            self.env["mail.message"], "Ticket"
        )
        titles = {name: group.get("button_access") for name, _is, group in groups}
        self.assertEqual(titles["customer"]["title"], "Follow your request")
        self.assertNotIn("title", titles["user"] or {})

    def test_a_customer_with_a_name_is_greeted(self):
        ticket = self._ticket()
        for template in TEMPLATES:
            with self.subTest(template):
                _subject, text, values = self._letter(template, ticket)
                self.assertIn("Dear Customer X,", text)
                self.assertIn(self.customer.id, values["partner_ids"])

    def test_an_address_is_no_name(self):
        ticket = self._ticket(partner_id=False, partner_name="bob@ross.example")
        self.assertEqual(ticket._mail_name(), "")

    def test_times_are_those_of_the_customer_and_name_the_zone(self):
        ticket = self._ticket()
        self.customer.tz = "Asia/Shanghai"
        _subject, text, _values = self._letter(TEMPLATES[1], ticket)
        self.assertIn("Wed, Mar 4, 18:00 (GMT+08:00)", " ".join(text.split()))
        self.customer.tz = "America/New_York"
        _subject, text, _values = self._letter(TEMPLATES[1], ticket)
        self.assertIn("Wed, Mar 4, 05:00 (GMT-05:00)", " ".join(text.split()))

    def test_the_receipt_names_the_promises_and_their_times(self):
        ticket = self._ticket(promised_at=False)
        self.customer.tz = "Asia/Shanghai"
        _subject, text, values = self._letter(TEMPLATES[0], ticket)
        words = " ".join(text.replace("*", "").split())
        self.assertIn("First contact by Mon, Mar 2, 18:00 (GMT+08:00)", words)
        self.assertIn("/my/service-standards", values["body_html"])

    def test_the_receipt_of_a_request_without_promises_names_none(self):
        self.env["service.policy"].search([]).company_ids = [Command.clear()]
        _subject, text, values = self._letter(TEMPLATES[0], self._ticket())
        self.assertNotIn("promise", text)
        self.assertNotIn("service-standards", values["body_html"])

    def test_the_stages_of_the_help_desk_tell_the_customer(self):
        ticket = self._ticket(result=False, promised_at=False)
        ticket.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        told = self._told(ticket)[:1]
        self.assertIn("Dear Customer X", told.body)
        self.assertNotIn("Mei Lin", told.body)
