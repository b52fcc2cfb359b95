from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..core.addresses import not_mailable, outcome

ADDRESSES = st.sampled_from(("", "a@x", "b@x", "c@x"))
CUSTOMERS = st.lists(ADDRESSES, max_size=12).map(
    lambda found: [(place, one, one) for place, one in enumerate(found)]
)


@tagged("post_install", "-at_install")
class TestCoreAddresses(BaseCase):
    """Who can be mailed, and what a trace says."""

    @given(CUSTOMERS, st.sets(ADDRESSES))
    def test_sm_5_1_each_address_is_mailed_once_and_never_that_of_the_spared(
        self, customers, spared
    ):
        reasons = not_mailable(customers, spared)
        mailed = [
            address for place, _entered, address in customers if place not in reasons
        ]
        self.assertEqual(len(mailed), len(set(mailed)))
        self.assertFalse(set(mailed) & spared)
        self.assertNotIn("", mailed)
        wanted = {address for _place, _entered, address in customers} - spared - {""}
        self.assertEqual(set(mailed), wanted, "nobody is left out without a reason")

    def test_reasons(self):
        customers = [
            (1, "", ""),
            (2, "no address", ""),
            (3, "A@x", "a@x"),
            (4, "b", "b"),
        ]
        self.assertEqual(
            not_mailable(customers, {"a@x"}),
            {1: "no_email", 2: "invalid", 3: "same_address"},
        )

    def test_what_a_trace_says(self):
        for status, failure, what in (
            ("outgoing", False, None),
            ("sent", False, "mailed"),
            ("open", False, "mailed"),
            ("reply", False, "answered"),
            ("bounce", "mail_bounce", "bounced"),
            ("cancel", "mail_bl", "refused"),
            ("cancel", "mail_optout", "refused"),
            ("cancel", "mail_email_invalid", "invalid"),
            ("error", "mail_email_missing", "no_email"),
            ("cancel", "mail_dup", "same_address"),
            ("error", "mail_smtp", None),
            ("cancel", False, None),
        ):
            with self.subTest(status=status, failure=failure):
                self.assertEqual(outcome(status, failure), what)
