from odoo.tests import TransactionCase

LOGGER = "odoo.addons.base.models.ir_ui_view"


class TestViewsQuiet(TransactionCase):
    """An installation says nothing about our views: there is nothing to be said."""

    def test_no_view_of_ours_is_warned_about(self):
        data = self.env["ir.model.data"].search(
            [
                ("model", "=", "ir.ui.view"),
                ("module", "in", ("service_deadline", "service_management")),
            ]
        )
        for view in self.env["ir.ui.view"].browse(data.mapped("res_id")):
            with self.subTest(view.name), self.assertNoLogs(LOGGER, "WARNING"):
                view._check_xml()
