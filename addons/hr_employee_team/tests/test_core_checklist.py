from odoo.tests import BaseCase, tagged

from ..core.checklist import Check, by_application


def check(key, application="shop", missing=""):
    return Check(key, application, key, "why", missing)


@tagged("post_install", "-at_install")
class TestCoreChecklist(BaseCase):
    def test_a_check_is_done_when_nothing_is_missing(self):
        self.assertTrue(check("hours").is_done)
        self.assertFalse(check("hours", missing="None.").is_done)

    def test_applications_come_in_the_order_of_their_titles(self):
        checks = [check("a", "shop"), check("b", "desk", "None."), check("c", "none")]
        found = by_application({"desk": "Desk", "shop": "Shop", "free": "Free"}, checks)
        self.assertEqual(
            [(each.key, each.done, each.is_complete) for each in found],
            [("desk", 0, False), ("shop", 1, True)],
        )
