from odoo.tests import Form

from .common_complaint import ComplaintCommon

ACTIONS = (
    "helpdesk_ticket_action_complaint",
    "helpdesk_ticket_action_complaint_analysis",
    "helpdesk_ticket_action_complaint_new",
    "helpdesk_ticket_reason_action_decline",
    "helpdesk_ticket_reason_action_raise_severity",
    "service_callback_action",
    "service_callback_action_call",
    "service_complaint_kind_action",
    "service_progress_action_tell",
)


class TestComplaintViews(ComplaintCommon):
    def test_every_action_opens_for_an_agent(self):
        for name in ACTIONS:
            with self.subTest(action=name):
                action = self.env.ref(f"service_management.{name}")
                views = self.env[action.res_model].with_user(self.agent)
                modes = action.views or [(False, action.view_mode)]
                self.assertTrue(views.get_views(modes)["views"])

    def test_cm_2_4_call_back_form(self):
        complaint = self._create_complaint(stage_id=self.stage_done.id)
        form = Form(
            self.env["service.callback"]
            .with_user(self.agent)
            .with_context(default_ticket_id=complaint.id)
        )
        with self.assertRaises(AssertionError, msg="the verdict is required"):
            form.save()
        form.verdict = "not_accepted"
        with self.assertRaises(AssertionError, msg="so are the remarks"):
            form.save()
        form.remarks = "Still broken"
        form.save()
        self.assertFalse(complaint.closed)

    def test_cm_2_4_progress_form(self):
        complaint = self._create_complaint()
        form = Form(
            self.env["service.progress"]
            .with_user(self.agent)
            .with_context(default_ticket_id=complaint.id)
        )
        form.body = "<p>The part is ordered</p>"
        self.assertEqual(form.save().ticket_id, complaint)

    def test_cm_2_5_analysis_groups_complaints(self):
        self._create_complaints(
            [
                {"severity": "major", "complaint_kind_id": self.kind.id},
                {"severity": "general", "complaint_kind_id": self.kind.id},
                {"severity": "general", "type_id": self.type_repair.id},
            ]
        )
        action = self.env.ref(
            "service_management.helpdesk_ticket_action_complaint_analysis"
        )
        groups = self.Ticket.formatted_read_group(
            [
                ("is_complaint", "=", True),
                ("partner_id", "=", self.customer.id),
            ],
            ["severity", "complaint_kind_id"],
            ["__count"],
        )
        self.assertIn("complaint", action.domain)
        self.assertEqual(
            {(group["severity"], group["__count"]) for group in groups},
            {("major", 1), ("general", 1)},
        )

    def test_complaint_fields_are_for_complaints(self):
        complaint = Form(self._create_complaint())
        repair = Form(self._create_complaint(type_id=self.type_repair.id))
        self.assertFalse(complaint._get_modifier("severity", "invisible"))
        self.assertTrue(repair._get_modifier("severity", "invisible"))
