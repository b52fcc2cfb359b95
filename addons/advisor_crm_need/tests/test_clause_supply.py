from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestClauseSupply(TransactionCase):
    """What this add-on carries out of a clause is not missing in another one."""

    def test_sa_2_2_recommended_solutions_are_not_missing(self):
        letter = self.env["service.policy.carrier"].create(
            {
                "policy_id": self.env.ref("service_policy.service_policy_sa").id,
                "number": "SA-2.2",
                "name": "Letter",
                "missing": "recommended solutions",
                "missing_keys": "solution",
            }
        )
        self.assertFalse(letter.still_missing)
        self.env.ref("advisor_crm_need.service_policy_carrier_sa_2_2_solution").unlink()
        letter.invalidate_recordset()
        self.assertEqual(letter.still_missing, letter.missing)
