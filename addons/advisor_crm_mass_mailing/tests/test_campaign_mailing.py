from ast import literal_eval

from lxml import html

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import MailingCase


@tagged("post_install", "-at_install")
class TestCampaignMailing(MailingCase):
    """A mailing goes to those who were drawn, and to nobody who is held out."""

    def test_sm_5_1_one_press_makes_a_draft_for_the_drawn_customers(self):
        mailing = self._begin()
        drawn, held = self._members("to_contact"), self._members("held_out")
        self.assertEqual((len(drawn), len(held)), (18, 2))
        self.assertEqual(mailing.state, "draft")
        self.assertEqual(set(mailing._get_recipients()), set(drawn.partner_id.ids))
        self.assertEqual(mailing.total, 18)
        found = self.env["res.partner"].with_user(self.boss)
        found = found.search(literal_eval(mailing.mailing_domain))
        self.assertEqual(found, drawn.partner_id, "the condition shows the same")
        self.assertIn("Coffee for all", mailing.body_html)
        (layout,) = html.fromstring(mailing.body_arch).find_class("o_layout")
        (place,) = layout.find_class("oe_structure")  # where blocks are put
        self.assertIn("Coffee for all", place.text_content())
        self.assertIn("/unsubscribe_from_list", mailing.body_html)
        self.assertFalse(self._traces(mailing), "nothing is sent by the press")
        self.assertEqual(self._mailing(), mailing, "the draft is opened again")
        self.assertEqual(self.campaign.mailing_count, 1)
        self.assertFalse(drawn.duty_id, "there is nobody to call")

    def test_sm_5_1_who_was_mailed_was_contacted(self):
        mailing = self._begin()
        drawn = self._members("to_contact")
        self._send(mailing)
        self.assertEqual(mailing.state, "done")
        self.assertEqual(self._mailed_customers(mailing), drawn.partner_id.sorted("id"))
        self.assertEqual(set(drawn.mapped("state")), {"contacted"})
        self.assertEqual(drawn.mailing_id, mailing.sudo())
        self.assertEqual(drawn.contacted_by_id, self.boss)
        self.assertTrue(all(drawn.mapped("contacted_at")))

    def test_sm_5_1_who_is_held_out_is_never_mailed(self):
        mailing = self._begin()
        held = self._members("held_out").partner_id
        mailing.mailing_domain = "[]"
        copy = mailing.copy()
        for one in (mailing, copy):
            self.assertFalse(set(one._get_recipients()) & set(held.ids))
            with self.assertRaisesRegex(UserError, "None of these"):
                one.action_send_mail(held.ids)
        mixed = held | self._members("to_contact")[0].partner_id
        copy.action_send_mail(mixed.ids)
        left = [*self._leave(copy), *self._send(mailing)]
        self.assertEqual(len(left), 19, "one by the copy, and all who were drawn")
        for customer in held:
            self.assertNotIn(customer.email, " ".join(left))
        for one in (mailing, copy):
            self.assertTrue(self._mailed_customers(one))
            self.assertFalse(self._mailed_customers(one) & held)
        self.assertEqual(len(self._members("held_out")), 2)

    def test_sm_5_1_no_e_mail_leaves_to_an_address_of_who_is_held_out(self):
        """Also not where somebody writes to records of another kind."""
        mailing = self._begin()
        held = self._members("held_out").partner_id
        person = self._create_customer(
            "Person", parent_id=held[0].id, email="person@held.example"
        )
        leads = self._create_lead(held[1]) | self._create_lead(
            person, email_from=person.email
        )
        other = self._create_lead(self.customers[0], email_from="free@x.example")
        composer = (
            self.env["mail.compose.message"]
            .with_user(self.boss)
            .with_context(active_ids=(leads | other).ids)
            .sudo()
            .create(
                {
                    "composition_mode": "mass_mail",
                    "model": "crm.lead",
                    "subject": "Hello",
                    "body": "<p>Hello</p>",
                    "mass_mailing_id": mailing.id,
                    "email_from": "us@company.example",
                }
            )
        )
        composer._action_send_mail()
        says = {one.res_id: one.failure_type for one in self._traces(mailing, "cancel")}
        self.assertEqual(says, dict.fromkeys(leads.ids, "mail_dup"))
        self.assertEqual(self._traces(mailing, "outgoing").res_id, other.id)

    def test_sm_5_1_the_address_of_who_is_held_out_is_nobody_s(self):
        """Who has it since is called."""
        self.campaign.action_start()
        held = self._members("held_out").partner_id
        late = self._members("to_contact")[0].partner_id
        late.email = f"Late <{held[0].email.upper()}>"
        mailing = self._mailing()
        self._send(mailing)
        self.assertNotIn(late, self._mailed_customers(mailing))
        member = self._members("to_contact")
        self.assertEqual(
            (member.partner_id, member.mail_reason), (late, "same_address")
        )
        self.assertTrue(member.duty_id, "the advisor calls")

    def test_sm_5_1_who_cannot_be_mailed_is_called_and_the_reason_is_said(self):
        without, wrong, first, second = self.customers[:4]
        without.email, wrong.email = False, "no address"
        second.email = f"Second <{first.email.upper()}>"
        self.campaign.write({"held_out_percent": 0})
        self.campaign.action_start()
        called = self._members("to_contact").filtered("duty_id")
        self.assertEqual(
            {one.partner_id: one.mail_reason for one in called},
            {without: "no_email", wrong: "invalid", second: "same_address"},
        )
        self.assertEqual(
            called.filtered(lambda one: one.partner_id == without).duty_id.subject,
            "Spring: Has no e-mail address",
        )
        self.assertEqual(called.duty_id.user_id, self.advisor)
        mailing = self._mailing()
        self._send(mailing)
        self.assertEqual(
            self._mailed_customers(mailing), self.customers - called.partner_id
        )
        self._contact(called[0])
        self.assertEqual(called[0].state, "contacted")

    def test_sm_5_1_the_advisor_reads_the_reason_in_the_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.advisor.lang = "zh_CN"
        self.customers[0].email = False
        self.campaign.write({"held_out_percent": 0})
        self.campaign.action_start()
        duty = self._members("to_contact").duty_id
        self.assertEqual(duty.subject, "Spring: 没有电子邮件地址")

    def test_sm_5_1_who_wants_no_e_mails_gets_none_and_is_not_called(self):
        mailing = self._begin()
        member = self._members("to_contact")[0]
        self.env["mail.blacklist"].sudo()._add(member.partner_id.email)
        with self.assertRaises(ValidationError) as refused:
            mailing.use_exclusion_list = False
        self.assertIn("wants no e-mails", str(refused.exception))
        self._send(mailing)
        self.assertFalse(self._trace(mailing, member).sent_datetime)
        self.assertEqual((member.state, member.mail_reason), ("skipped", "refused"))
        self.assertFalse(member.duty_id)

    def test_sm_5_1_an_e_mail_that_comes_back_is_a_call(self):
        mailing = self._begin()
        self._send(mailing)
        member, noted = self._members("contacted")[:2]
        self.env["service.contact.note"].with_user(noted.user_id).create(
            {"partner_id": noted.partner_id.id, "result": "Was here"}
        )
        self._trace(mailing, member).set_bounced(bounce_message="Unknown")
        self.assertEqual((member.state, member.mail_reason), ("to_contact", "bounced"))
        self.assertFalse(member.contacted_at or member.mailing_id)
        self.assertEqual(member.duty_id.subject, "Spring: The e-mail came back")
        self._contact(member)
        self.assertEqual(member.state, "contacted")
        self._trace(mailing, member).set_bounced()
        self.assertEqual(member.state, "contacted", "the call has reached the customer")
        self.assertNotIn(member.partner_id.id, mailing._get_recipients())

    def test_a_mailing_of_a_campaign_goes_to_contacts(self):
        mailing = self._begin()
        with self.assertRaises(ValidationError) as refused:
            mailing.mailing_model_id = self.env["ir.model"]._get("crm.lead")
        self.assertIn("recipients are contacts", str(refused.exception))

    def test_a_campaign_that_is_closed_sends_nothing(self):
        mailing = self._begin()
        mailing.action_launch()
        self.campaign.action_close()
        self.assertFalse(self.campaign.mailing_step)
        self.assertFalse(mailing.sudo()._get_remaining_recipients())
        with self.assertRaisesRegex(UserError, "does not run"):
            self._mailing()

    def test_the_press_says_what_comes_next(self):
        self.assertFalse(self.campaign.mailing_step, "it does not run yet")
        self.campaign.action_start()
        self.assertEqual(self.campaign.mailing_step, "first")
        mailing = self._mailing()
        self.assertEqual(self.campaign.mailing_step, "draft")
        self.assertEqual(self._mailing(), mailing)
        self._send(mailing)
        self.assertEqual(self.campaign.mailing_step, "again")
        self.assertNotEqual(self._mailing(), mailing)
        self.assertEqual(self.campaign.mailing_step, "draft")

    def test_a_campaign_of_calls_has_no_mailing(self):
        self.campaign.contact_by = "call"
        self.campaign.action_start()
        self.assertEqual(len(self._members("to_contact").duty_id), 18)
        self.assertFalse(self.campaign.mailing_step)
        with self.assertRaisesRegex(UserError, "by their advisors"):
            self._mailing()
        with self.assertRaisesRegex(UserError, "are drawn"):
            self.campaign.contact_by = "mail"

    def test_where_nobody_can_be_mailed_there_is_no_mailing(self):
        self.customers.email = False
        self.campaign.action_start()
        with self.assertRaisesRegex(UserError, "Nobody of “Spring”"):
            self._mailing()

    def test_a_second_mailing_goes_to_the_same_customers(self):
        mailing = self._begin()
        self._send(mailing)
        again = self._mailing()
        self.assertNotEqual(again, mailing)
        self.assertEqual(
            set(again._get_recipients()), set(self._members("contacted").partner_id.ids)
        )

    def test_mailings_of_no_campaign_are_as_they_were(self):
        partner = self.customers[0]
        mailing = self.env["mailing.mailing"].create(
            {
                "subject": "News",
                "body_html": "<p>News</p>",
                "mailing_model_id": self.env["ir.model"]._get_id("res.partner"),
                "mailing_domain": f"[('id', '=', {partner.id})]",
            }
        )
        self.assertEqual(mailing._get_recipients(), partner.ids)
        mailing.action_send_mail(partner.ids)
        self._leave(mailing)
        self.assertEqual(self._traces(mailing, "sent").res_id, partner.id)

    def test_sm_5_1_an_e_mail_that_leaves_after_the_close_has_left(self):
        mailing = self._begin()
        mailing.sudo()._action_send_mail()
        waiting = self._members("to_contact")
        self.assertEqual(len(waiting), 18, "nobody has got it yet")
        self.campaign.action_close()
        self._leave(mailing)
        self.assertEqual(set(waiting.mapped("state")), {"contacted"})

    def test_many_customers_take_hardly_more_queries(self):
        def used(count):
            ids = self.customers[:count].ids
            campaign = self._campaign(
                domain=f"[('id', 'in', {ids})]", contact_by="mail"
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            campaign.action_start()
            self.env.flush_all()
            after = self.env.cr.sql_log_count
            campaign.action_close()
            return after - before

        used(4)
        few = used(4)
        self.assertLessEqual(used(20), few + 8)
