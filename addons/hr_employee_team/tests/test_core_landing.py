from odoo.tests import BaseCase, tagged

from ..core.landing import AGENT, EMPLOYEE, HR, MANAGER, Page, first_page


@tagged("post_install", "-at_install")
class TestCoreLanding(BaseCase):
    def test_of_several_roles_the_one_that_is_asked_most_wins(self):
        pages = {place: Page(place, str(place)) for place in (EMPLOYEE, HR, AGENT)}
        for places, expected in (
            ((), ""),
            ((EMPLOYEE,), str(EMPLOYEE)),
            ((EMPLOYEE, AGENT), str(AGENT)),
            ((AGENT, EMPLOYEE, HR), str(HR)),
        ):
            with self.subTest(places=places):
                found = first_page(pages[place] for place in places)
                self.assertEqual(found, expected)
        self.assertLess(HR, AGENT)
        self.assertLess(MANAGER, EMPLOYEE)
