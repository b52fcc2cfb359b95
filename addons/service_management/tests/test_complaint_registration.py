from freezegun import freeze_time

from odoo.fields import Command, Datetime
from odoo.tests import Form, tagged

from .common_complaint import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintRegistration(ComplaintCommon):
    @freeze_time("2026-03-02 09:15:00")
    def test_cm_2_2_registered_by_hand(self):
        """A caller: time, person, content and contact are on record at once."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.helpdesk_ticket_action_complaint_new"
        )
        view = "service_management.helpdesk_ticket_view_form_complaint_new"
        context = self.env["ir.actions.act_window"]._fields and {
            "default_type_id": self.type_complaint.id,
            "default_channel_id": self.env.ref(
                "helpdesk_mgmt.helpdesk_ticket_channel_phone"
            ).id,
        }
        self.assertEqual(action["target"], "new")
        form = Form(self.Ticket.with_user(self.agent).with_context(**context), view)
        form.name = "Shoes fell apart"
        form.description = "<p>After two days</p>"
        form.partner_name = "Carlos Diaz"
        form.partner_phone = "+34 91 555 0100"
        form.complaint_kind_id = self.kind
        ticket = form.save()
        self.assertRecordValues(
            ticket,
            [
                {
                    "class_id": self.env.ref(
                        "service_management.request_class_complaint"
                    ).id,
                    "registered_at": Datetime.to_datetime("2026-03-02 09:15:00"),
                    "partner_name": "Carlos Diaz",
                    "severity": "general",
                    "scope": "to_check",
                    "department_id": self.department.id,
                    "team_id": self.other_team.id,
                    "create_uid": self.agent.id,
                }
            ],
        )

    def test_cm_2_4_who_registers_has_taken_it_also_after_it_is_passed_on(self):
        values = {"name": "x", "description": "x", "team_id": self.team.id}
        ticket = self.Ticket.with_user(self.agent).create(values)
        self.assertEqual(ticket.taken_by_id, self.agent)
        ticket.user_id = self.leader
        self.assertEqual(ticket.taken_by_id, self.agent)

    def test_cm_2_4_who_is_first_in_charge_takes_what_nobody_registered(self):
        """By e-mail or from the portal; so does who accepts it, and an import tells."""
        ticket = self._create_complaint(user_id=False)
        self.assertFalse(ticket.taken_by_id)
        ticket.user_id = self.agent
        ticket.user_id = self.leader
        self.assertEqual(ticket.taken_by_id, self.agent)
        accepted = self._create_complaint(user_id=False)
        accepted.with_user(self.agent).action_accept()
        self.assertEqual(accepted.taken_by_id, self.agent)
        importing = self.Ticket.with_user(self.leader).with_context(import_file=True)
        values = {"name": "x", "description": "x", "team_id": self.team.id}
        imported = importing.create([{**values, "user_id": self.agent.id}, values])
        self.assertEqual(imported[0].taken_by_id, self.agent)
        self.assertFalse(imported[1].taken_by_id)

    def test_sm_5_3_class_follows_the_type(self):
        ticket = self._create_complaint()
        self.assertEqual(ticket.class_code, "complaint")
        ticket.type_id = self.type_repair
        self.assertEqual(ticket.class_code, "repair")

    def test_cm_2_2_unreachable_customer_is_pointed_out(self):
        ticket = self._create_complaint(partner_id=False)
        self.assertTrue(ticket.is_unreachable)
        ticket.partner_phone = "110"
        self.assertFalse(ticket.is_unreachable)

    def test_cm_2_3_kind_routes_to_department_and_team(self):
        ticket = self._create_complaint(team_id=False, complaint_kind_id=self.kind.id)
        self.assertEqual(ticket.department_id, self.department)
        self.assertEqual(ticket.team_id, self.other_team)

    def test_cm_2_3_kind_chosen_later_moves_the_ticket(self):
        ticket = self._create_complaint()
        ticket.complaint_kind_id = self.kind
        self.assertEqual(ticket.team_id, self.other_team)
        self.assertFalse(ticket.user_id, "the assignee is not of the new team")

    def test_cm_2_3_staff_choose_otherwise(self):
        ticket = self._create_complaint(complaint_kind_id=self.kind.id)
        self.assertEqual(ticket.team_id, self.team, "a team that is given stays")
        other = self.env["hr.department"].create({"name": "Legal"})
        ticket.department_id = other
        ticket.user_id = self.leader
        self.assertEqual(ticket.department_id, other)
        self.assertEqual(ticket.team_id, self.team)

    def test_cm_2_3_kind_without_department_leaves_it(self):
        ticket = self._create_complaint(complaint_kind_id=self.kind.id)
        ticket.complaint_kind_id = self.env.ref(
            "service_management.complaint_kind_other"
        )
        self.assertEqual(ticket.department_id, self.department)

    def test_cm_2_3_each_company_routes_its_own_way(self):
        """Mixed in one write, and whoever the writer's company is."""
        company_b = self._create_company(name="Company B")
        department_b = self.env["hr.department"].create(
            {"name": "Operations B", "company_id": company_b.id}
        )
        self.kind.with_company(company_b).write(
            {"department_id": department_b.id, "team_id": False}
        )
        ticket_a = self._create_complaint()
        ticket_b = self._create_complaint(
            team_id=False, user_id=False, stage_id=False, company_id=company_b.id
        )
        (ticket_a + ticket_b).complaint_kind_id = self.kind
        self.assertEqual(ticket_a.department_id, self.department)
        self.assertEqual(ticket_a.team_id, self.other_team)
        self.assertEqual(ticket_b.department_id, department_b)
        self.assertFalse(ticket_b.team_id)

    def test_sm_5_3_rule_marks_complex_complaints(self):
        """The example rule, once an administrator switches it on."""
        rule = self.env.ref("service_management.automation_complex_complaint")
        self.assertFalse(rule.active)
        rule.active = True
        complaint = self._create_complaint(severity="major")
        self.assertEqual(complaint.complexity, "complex")
        simple = self._create_complaint()
        self.assertEqual(simple.complexity, "simple")
        simple.severity = "important"
        self.assertEqual(simple.complexity, "complex")

    def test_team_without_types_takes_every_type(self):
        form = Form(self._create_complaint())
        form.type_id = self.type_repair
        self.assertEqual(form.team_id, self.team)
        self.team.type_ids = [Command.set(self.type_complaint.ids)]
        form.type_id = self.type_complaint
        form.type_id = self.type_repair
        self.assertFalse(form.team_id)

    def test_deputy_can_be_set_by_the_user(self):
        self.agent.with_user(self.agent).deputy_id = self.leader
        self.assertEqual(self.agent.deputy_id, self.leader)
