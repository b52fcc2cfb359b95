from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class AdvisorProfile(models.Model):
    """How many customers somebody can serve as an advisor of a company (SA-2.1).

    Points are those of the tiers' strategies. The load is read with each look, from
    the assignments in force.
    """

    _name = "advisor.profile"
    _inherit = ["mail.thread"]
    _description = "Advisor"
    _order = "company_id, user_id"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Advisor",
        required=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)
    capacity = fields.Integer(
        tracking=True,
        help="Points of customers whom this person can serve. 0: gets nobody new, but "
        "those whom the person knows already.",
    )
    takes_new = fields.Boolean(
        string="Takes New Customers",
        default=True,
        tracking=True,
        help="Off: gets no customer by proposal or by the job.",
    )
    backup_id = fields.Many2one(
        comodel_name="res.users",
        string="Usual Backup",
        ondelete="set null",
        help="Is the backup of the customers that this person gets.",
    )
    customer_count = fields.Integer(string="Customers", compute="_compute_load")
    load = fields.Integer(
        string="Points", compute="_compute_load", help="Of the customers served now."
    )
    load_percent = fields.Integer(string="Load (%)", compute="_compute_load")

    _user_unique = models.Constraint(
        "UNIQUE(user_id, company_id)",
        "This person is an advisor of the company already: change that entry.",
    )
    _capacity_positive = models.Constraint(
        "CHECK(capacity >= 0)", "A capacity is 0 points or more."
    )
    _backup_other = models.Constraint(
        "CHECK(backup_id != user_id)", "Somebody else than the advisor is the backup."
    )

    @api.depends("user_id", "company_id", "capacity")
    def _compute_load(self):
        loads = {}
        for company in self.company_id:
            mine = self.filtered(lambda row, c=company: row.company_id == c)
            loads |= {
                (company.id, user): load
                for user, load in self._loads(company, mine.user_id.ids).items()
            }
        for profile in self:
            count, points = loads.get(
                (profile.company_id.id, profile.user_id.id), (0, 0)
            )
            profile.customer_count = count
            profile.load = points
            capacity = profile.capacity
            profile.load_percent = points * 100 // capacity if capacity else 0

    @api.model
    def _loads(self, company, user_ids=None):
        """Customers and points of advisors now, for engines.

        :param user_ids: of whom; None: of everybody
        :return: {id of the user: (customers, points)}
        """
        for model in ("advisor.assignment", "customer.standing", "customer.strategy"):
            self.env[model].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT assignment.user_id, COUNT(*),
                       SUM(COALESCE(strategy.points, 1))
                  FROM advisor_assignment assignment
             LEFT JOIN customer_standing standing
                    ON standing.partner_id = assignment.partner_id
                   AND standing.company_id = assignment.company_id
             LEFT JOIN customer_strategy strategy
                    ON strategy.tier_id = standing.tier_id
                   AND strategy.state = 'in_force'
                 WHERE assignment.company_id = %(company)s
                   AND assignment.date_to IS NULL
                   AND %(who)s
                 GROUP BY assignment.user_id
                """,
                company=company.id,
                who=SQL("TRUE")
                if user_ids is None
                else SQL("assignment.user_id = ANY(%s)", list(user_ids)),
            )
        )
        return {user: (count, int(points)) for user, count, points in rows}

    @api.model
    def _available(self, company):
        """Profiles of those who may get customers now: active, there, and open."""
        profiles = self.sudo().search(
            Domain("company_id", "=", company.id) & Domain("takes_new", "=", True)
        )
        absent = self.env["res.users"]._absent_user_ids()
        return profiles.filtered(
            lambda profile: (
                profile.user_id.active
                and not profile.user_id.share
                and profile.user_id.id not in absent
            )
        )
