from unittest.mock import patch

from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestIrUiMenu(TransactionCase):
    """Who leads nobody is spared the menus of those who do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead, cls.ann = (
            cls.env["hr.employee"].create(
                {
                    "name": login,
                    "user_id": new_test_user(
                        cls.env, login, groups="base.group_user"
                    ).id,
                }
            )
            for login in ("lead_x", "ann_x")
        )
        menus = cls.env["ir.ui.menu"]
        action = cls.env.ref("base.action_partner_form")
        cls.root = menus.create({"name": "Team"})
        cls.part = menus.create({"name": "Part", "parent_id": cls.root.id})
        cls.leaf = menus.create(
            {
                "name": "Leaf",
                "parent_id": cls.part.id,
                "action": f"ir.actions.act_window,{action.id}",
            }
        )
        cls.env["ir.model.data"].create(
            {
                "module": "test",
                "name": "part",
                "model": "ir.ui.menu",
                "res_id": cls.part.id,
            }
        )
        hidden = patch.object(
            type(menus), "_menus_of_leaders", lambda self: ["test.part"]
        )
        cls.startClassPatcher(hidden)

    def _menus(self, employee):
        return self.env["ir.ui.menu"].with_user(employee.user_id).load_menus(False)

    def test_what_is_beneath_goes_too(self):
        menus = self._menus(self.ann)
        self.assertNotIn(self.part.id, menus)
        self.assertNotIn(self.leaf.id, menus)
        self.assertEqual(menus[self.root.id]["children"], [])
        for menu in menus.values():
            self.assertLessEqual(set(menu["children"]), set(menus))

    def test_who_leads_whom_changes_the_menus(self):
        self.assertNotIn(self.part.id, self._menus(self.lead))
        self.ann.parent_id = self.lead
        self.assertIn(self.leaf.id, self._menus(self.lead))
        self.assertNotIn(self.part.id, self._menus(self.ann))
        self.ann.parent_id = False
        self.assertNotIn(self.part.id, self._menus(self.lead))

    def test_who_leads_whom_makes_nobody_forget_anything(self):
        """Odoo itself may forget who has which group, when somebody leads at first."""
        self.ann.parent_id = self.lead
        other = self.env["hr.employee"].create({"name": "other_x"})
        self.env.flush_all()
        with patch.object(type(self.env.registry), "clear_cache") as forgotten:
            other.parent_id = self.lead
            self.env.flush_all()
        forgotten.assert_not_called()
