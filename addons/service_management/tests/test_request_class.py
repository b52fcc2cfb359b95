from odoo.exceptions import AccessError
from odoo.tests import Form, HttpCase, freeze_time, tagged

from ..hooks import post_init_hook
from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestRequestClass(ServiceCommon):
    """Administrators add classes of requests: with forms, stages, and promises."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user(
            "manager_x", "helpdesk_mgmt.group_helpdesk_manager"
        )

    def _add_class(self, **values):
        """A manager adds a class with a type, as in the form."""
        classes = self.env["service.request.class"].with_user(self.manager)
        with Form(classes) as form:
            form.name = "Lost property"
            form.code = "lost"
            for name, value in values.items():
                form[name] = value
            with form.type_ids.new() as line:
                line.name = "Lost and found"
        return form.record.sudo()

    @freeze_time("2026-03-02 09:00:00")
    def test_tickets_of_a_new_class_get_the_promises_of_its_rules(self):
        added = self._add_class()
        rule = self._create_rule(domain="[('class_code', '=', 'lost')]")
        ticket = self._create_ticket(type_id=added.type_ids.id)
        self.assertEqual(ticket.class_id, added)
        self.assertEqual(self._deadlines(ticket).rule_id, rule)
        self.assertFalse(self._deadlines(self._create_ticket()))

    @freeze_time("2026-03-02 09:00:00")
    def test_a_rule_may_go_by_the_class_itself(self):
        added = self._add_class()
        rule = self._create_rule(domain="[('class_id.code', '=', 'lost')]")
        ticket = self._create_ticket(type_id=added.type_ids.id)
        self.assertEqual(self._deadlines(ticket).rule_id, rule)

    def test_the_form_shows_what_the_class_needs(self):
        added = self._add_class(has_scope=True)
        ticket = self._create_ticket(type_id=added.type_ids.id)
        self.assertTrue(ticket.has_scope)
        self.assertFalse(ticket.is_complaint)
        added.is_complaint = True
        self.assertTrue(ticket.is_complaint)

    def test_requests_of_a_class_with_complaints_form_are_linked_as_repeats(self):
        added = self._add_class(is_complaint=True)
        first, second = (
            self._create_ticket(type_id=added.type_ids.id) for _number in range(2)
        )
        self.assertEqual(second.repeat_of_id, first)

    def test_requests_go_through_the_stages_of_their_class(self):
        search = self.env["helpdesk.ticket.stage"].create(
            {"name": "Search X", "sequence": 30}
        )
        added = self._add_class()
        added.stage_ids = search + self.stage_done
        values = {"type_id": added.type_ids.id, "team_id": self.team.id}
        ticket = self.env["helpdesk.ticket"].create(
            {"name": "Umbrella", "description": "Blue", **values}
        )
        self.assertEqual(ticket.stage_id, search)
        other = self._create_ticket()
        other.type_id = added.type_ids
        self.assertEqual(other.stage_id, search, "it leaves stages of other classes")
        self.assertEqual(other._get_stages(), search + self.stage_done)

    def test_a_class_in_use_is_archived_not_deleted(self):
        added = self._add_class()
        with self.assertRaisesRegex(Exception, "helpdesk_ticket_type"):
            added.unlink()

    def test_only_managers_add_classes(self):
        with self.assertRaises(AccessError):
            self.env["service.request.class"].with_user(self.agent).create(
                {"name": "Mine", "code": "mine"}
            )

    def test_the_published_standards_name_a_new_class(self):
        self._add_class()
        rule = self._create_rule(
            domain="[('class_code', 'in', ['lost', 'repair'])]", public=True
        )
        standards = self.env["service.standards"]._of_company(self.company)
        (mine,) = [standard for standard in standards if standard["rule"] == rule]
        self.assertEqual(set(mine["subjects"]), {"Lost property", "Repair"})

    def test_types_without_a_class_get_the_last_one_at_installation(self):
        ticket_type = self.env["helpdesk.ticket.type"].create(
            {"name": "Old", "class_id": False}
        )
        post_init_hook(self.env)
        other = self.env.ref("service_management.request_class_other")
        self.assertEqual(ticket_type.class_id, other)

    def test_the_portal_offers_no_type_of_a_hidden_class(self):
        added = self._add_class(show_in_portal=False)
        self.assertFalse(added.type_ids._is_for_customers())
        added.show_in_portal = True
        self.assertTrue(added.type_ids._is_for_customers())


@tagged("post_install", "-at_install")
class TestRequestClassTour(HttpCase):
    """An administrator adds a class in the web client, and gets tickets of it."""

    def test_an_administrator_adds_a_class(self):
        path = "/odoo/request-classes/new"
        self.start_tour(path, "service_management_add_class", login="admin")
        added = self.env["service.request.class"].search([("code", "=", "lost_tour")])
        self.assertEqual(added.type_ids.name, "Lost and found")
        ticket = self.env["helpdesk.ticket"].create(
            {
                "name": "An umbrella",
                "description": "Blue",
                "type_id": added.type_ids.id,
            }
        )
        self.assertEqual(ticket.class_code, "lost_tour")
