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

    @api.model
    def load_menus(self, debug):
        """Override: without what the user never needs.

        Odoo remembers the menus of a user. Who leads whom changes every day, and is
        asked each time that a page is loaded: so such a change makes nobody forget
        anything.
        """
        menus = super().load_menus(debug)
        found = (
            self.env.ref(name, raise_if_not_found=False)
            for name in self._menus_not_needed()
        )
        gone, beneath = set(), [menu.id for menu in found if menu]
        while beneath:
            menu_id = beneath.pop()
            if menu_id in menus and menu_id not in gone:
                gone.add(menu_id)
                beneath += menus[menu_id]["children"]
        return {
            key: {
                **menu,
                "children": [child for child in menu["children"] if child not in gone],
            }
            for key, menu in menus.items()
            if key not in gone
        }
