from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.links import FollowedLink

CAUSES = [
    ("first", "Judged for the first time"),
    ("up", "More than before"),
    ("down", "Less than before, after the grace"),
    ("criteria", "Other criteria"),
    ("lock", "Locked by hand"),
    ("lock_over", "The lock is over"),
]


class CustomerStandingPeriod(models.Model):
    """Which tier a customer had from when to when, and how it came about.

    Days; the last one is the first of the next period. A row that came by a merge of
    contacts says whose it was (``origin_id``), and is not the customer's own history.
    """

    _name = "customer.standing.period"
    _inherit = ["guarded.mixin"]
    _description = "Tier of a Customer in the Past"
    _order = "valid_from DESC, id DESC"
    _rec_name = "partner_id"
    _log_access = False  # as the standing

    partner_id = FollowedLink(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = FollowedLink(
        comodel_name="res.company", required=True, readonly=True, ondelete="cascade"
    )
    origin_id = fields.Integer(
        string="Merged From",
        readonly=True,
        required=True,
        default=0,
        aggregator=None,
        help="Number of the contact that was merged into this one; 0: the own history.",
    )
    tier_id = FollowedLink(
        comodel_name="customer.tier", required=True, readonly=True, ondelete="restrict"
    )
    valid_from = fields.Date(string="From", required=True, readonly=True)
    valid_to = fields.Date(string="Until", readonly=True)
    cause = fields.Selection(selection=CAUSES, readonly=True)
    factors = fields.Json(readonly=True)
    criteria_id = FollowedLink(
        comodel_name="customer.criteria", readonly=True, ondelete="set null"
    )

    # A period begins on the day on which the one before is ended, or would be; so two
    # of these let none overlap, for a sixth of what an exclusion constraint costs.
    _one_start = models.UniqueIndex(
        "(partner_id, company_id, origin_id, valid_from)",
        "A customer has one tier at a time.",
    )
    _one_under_way = models.UniqueIndex(
        "(partner_id, company_id, origin_id) WHERE valid_to IS NULL",
        "A customer has one tier at a time.",
    )
    _ends_after_its_start = models.Constraint(
        "CHECK(valid_to > valid_from)", "A period ends after it has begun."
    )

    @api.model
    def _as_of(self, partners, company, day):
        """Which tier customers had on a day.

        :param partners: any contacts; their commercial entity counts
        :return: dict of the id of a contact to its ``customer.tier`` (may be empty)
        """
        entities = partners.commercial_partner_id
        rows = self.env.execute_query(
            SQL(
                """SELECT partner_id, tier_id FROM customer_standing_period
                    WHERE partner_id = ANY(%s) AND company_id = %s AND origin_id = 0
                      AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)""",
                entities.ids,
                company.id,
                day,
                day,
            )
        )
        tiers = self.env["customer.tier"].sudo()
        found = {partner_id: tiers.browse(tier_id) for partner_id, tier_id in rows}
        return {
            partner.id: found.get(partner.commercial_partner_id.id, tiers)
            for partner in partners
        }
