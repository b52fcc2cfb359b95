from odoo import api, models

from ..core.landing import first_page


class HrLanding(models.AbstractModel):
    """Each role lands on its own page after log-in.

    Add-ons register pages of the roles that the user has. A home action that the user
    has chosen goes first, as in Odoo.

    .. code-block:: python

        class HrLanding(models.AbstractModel):
            _inherit = "hr.landing"

            def _pages(self):
                pages = super()._pages()
                if self.env.user.has_group("…"):
                    pages.append(Page(AGENT, "…"))
                return pages
    """

    _name = "hr.landing"
    _description = "First Page after Log-in"

    @api.model
    def _pages(self):
        """The first pages of the user's roles, as ``core.landing.Page``."""
        return []

    @api.model
    def _action_id(self):
        """Id of the action that the user lands on; False to leave it to Odoo."""
        if not self.env.user._is_internal():
            return False
        page = first_page(self._pages())
        action = page and self.env.ref(page, raise_if_not_found=False)
        return bool(action) and action.id
