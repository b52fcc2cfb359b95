from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from odoo.addons.web.controllers.session import Session


@tagged("post_install", "-at_install")
class TestPlans(HttpCase):
    """No page waits until PostgreSQL has compiled its queries."""

    def test_a_request_compiles_no_query(self):
        self.env.cr.execute("SET LOCAL jit TO on")
        asked = []
        check = Session.check

        def look(controller):
            cr = self.env["base"].env.cr
            cr.execute("SHOW jit")
            asked.append(cr.fetchone()[0])
            return check(controller)

        look.original_routing = check.original_routing
        look.original_endpoint = check.original_endpoint
        with patch.object(Session, "check", look):
            self.authenticate("admin", "admin")
            self.make_jsonrpc_request("/web/session/check")
        self.assertEqual(asked, ["off"])
