from odoo.addons.portal.controllers.web import Home
from odoo.addons.web.controllers.utils import is_user_internal


class ServiceHome(Home):
    """Customers land on their requests."""

    def _login_redirect(self, uid, redirect=None):
        """Override: what a customer logs in for comes first."""
        if not redirect and not is_user_internal(uid):
            redirect = "/my/tickets"
        return super()._login_redirect(uid, redirect=redirect)
