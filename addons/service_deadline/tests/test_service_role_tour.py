from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestServiceRoleTour(HttpCase):
    """An administrator adds a role in the web client."""

    def test_an_administrator_adds_a_role(self):
        path = "/odoo/service-roles/new"
        self.start_tour(path, "service_deadline_add_role", login="admin")
        role = self.env["service.role"].search([("code", "=", "keeper_tour")])
        self.assertEqual(role.name, "Keeper of the goods")
        self.assertEqual(role.kind, "team_leader")
