from odoo import api, models


class IrUiMenu(models.Model):
    """Who leads nobody is spared the menus of those who do."""

    _inherit = "ir.ui.menu"

    @api.model
    def _menus_of_leaders(self):
        """XML ids of menus that show nothing but a team, for which there is no group:
        who leads changes every day. Other add-ons add theirs; HR sees all of them."""
        return []

    @api.model
    def _menus_not_needed(self):
        """XML ids of menus that this user never needs. Other add-ons add theirs."""
        return [] if self.env.user._leads_people() else self._menus_of_leaders()

    def _load_menus_blacklist(self):
        """Override: without what the user never needs."""
        found = super()._load_menus_blacklist()
        menus = (
            self.env.ref(name, raise_if_not_found=False)
            for name in self._menus_not_needed()
        )
        return found + [menu.id for menu in menus if menu]
