from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestClauseSupply(TransactionCase):
    """What this add-on carries out of a clause is not missing in another one."""

    def test_sa_3_order_and_follow_up_are_not_missing(self):
        solution = self.env["service.policy.carrier"].create(
            {
                "policy_id": self.env.ref("service_policy.service_policy_sa").id,
                "number": "SA-3",
                "name": "Solutions on paper",
                "missing": "the order; the bill; follow-up after delivery",
                "missing_keys": "order; bill; follow_up",
                "supplies": "need",
            }
        )
        self.assertEqual(solution.still_missing, "the bill")
        mine = self.env.ref("advisor_crm_order.service_policy_carrier_sa_3_order")
        self.assertNotIn("needs analysis", mine.still_missing)
        (solution | self._others()).unlink()
        mine.invalidate_recordset()
        self.assertEqual(mine.still_missing, mine.missing, "by orders alone")

    def _others(self):
        """What other add-ons have of the clause."""
        carriers = self.env["service.policy.carrier"].search([("number", "=", "SA-3")])
        names = carriers.get_external_id()
        return carriers.filtered(
            lambda one: not names[one.id].startswith("advisor_crm_order.")
        )
