from odoo.tests import freeze_time

from .common_complaint import ComplaintCommon

SOLVED = "[('stage_id.closed', '=', True)]"


@freeze_time("2026-03-04 10:00:00")  # a Wednesday
class TestPublicPromises(ComplaintCommon):
    """What a customer is promised, asked and offered."""

    def _agreed_field(self):
        return self.env["ir.model.fields"]._get("helpdesk.ticket", "promised_at").id

    def test_an_agreed_time_takes_the_place_of_the_limit(self):
        limit = self._create_rule(public=True, stop_domain=SOLVED)
        contact = self._create_rule(
            public=True,
            stop_mode="reply",
            stop_domain="[]",
            promise_id=self._create_promise("contact_x").id,
        )
        agreed = self._create_rule(
            public=True,
            stop_domain=SOLVED,
            limit=0,
            due_field_id=self._agreed_field(),
            promise_id=self._create_promise("agreed_x").id,
        )
        ticket = self._create_complaint()
        shown = ticket._get_public_deadlines().rule_id
        self.assertEqual(shown, limit + contact)
        ticket.promised_at = "2026-03-06 10:00:00"
        self.env.flush_all()
        shown = ticket._get_public_deadlines().rule_id
        self.assertEqual(shown, agreed + contact)

    def test_a_repair_is_asked_for_its_place_and_shows_when_it_is_done(self):
        self.assertTrue(self.type_repair.class_id.has_place)
        rules = self.env["service.deadline.rule"].search(
            [("policy_ref", "=", "CM-1.1"), ("promise_id.code", "=", "solution")]
        )
        self.assertTrue(rules)
        self.assertTrue(all(rules.mapped("public")))

    def test_customers_are_not_asked_to_tell_an_enquiry_from_a_consultation(self):
        enquiry = self.env.ref("service_management.request_class_enquiry")
        consultation = self.env.ref("service_management.request_class_consultation")
        self.assertFalse(enquiry.show_in_portal)
        self.assertTrue(consultation.show_in_portal)

    def test_a_stage_with_a_result_asks_for_a_rating(self):
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        self.assertTrue(done.asks_rating)

    def test_a_verdict_is_not_the_word_for_the_scope(self):
        fields = {"scope": "helpdesk.ticket", "verdict": "service.callback"}
        labels = [
            dict(self.env[model]._fields[name]._description_selection(self.env))
            for name, model in fields.items()
        ]
        self.assertNotEqual(*[label["accepted"] for label in labels])
