from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestClauseSupply(TransactionCase):
    """What this add-on carries out of a clause is not missing in another one."""

    def test_sm_5_1_the_strategy_of_a_tier_is_not_missing(self):
        tier = self.env.ref("customer_tier.service_policy_carrier_sm_5_1_tier")
        self.assertFalse(tier.still_missing)
        self._take_away(tier, "sm_5_1_strategy")
        self.assertEqual(tier.still_missing, "a strategy for each tier")

    def test_sa_2_1_files_and_suggestions_are_not_missing(self):
        contact = self.env.ref("service_contact.service_policy_carrier_sa_2_1_contact")
        self.assertFalse(contact.still_missing)
        self._take_away(contact, "sa_2_1_file")
        self.assertEqual(contact.still_missing, "how complete the customer file is")
        self._take_away(contact, "sa_2_1_suggestion")
        self.assertEqual(contact.still_missing, contact.missing)

    def _take_away(self, carrier, supplier):
        """As without the add-on."""
        self.env.ref(f"advisor_crm.service_policy_carrier_{supplier}").unlink()
        carrier.invalidate_recordset()
