from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.base_engine_tools.words.dates import date_in_words

from ..core.asking import HIGHEST, LOWEST
from ..core.interval import interval_of_mean, interval_of_share


class ServiceRatingSummary(models.Model):
    """Ratings by person and month: never a mean without the number that it rests on.

    Read from the ratings with each look. Who led at the time is a column, so that a
    team leader sees the own people, and nobody the others.
    """

    _name = "service.rating.summary"
    _inherit = ["guarded.mixin"]
    _description = "Ratings by Person and Month"
    _auto = False
    _order = "month DESC, user_id"
    _rec_name = "user_id"

    month = fields.Date(readonly=True)
    month_name = fields.Char(string="Name of the Month", compute="_compute_month_name")
    company_id = fields.Many2one(comodel_name="res.company", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Served By", readonly=True
    )
    leader_id = fields.Many2one(
        comodel_name="res.users", string="Led By", readonly=True
    )
    asked = fields.Integer(readonly=True)
    answered = fields.Integer(readonly=True)
    low = fields.Integer(readonly=True)
    score_sum = fields.Float(string="Sum of Scores", readonly=True)
    score_squares = fields.Float(string="Sum of Squares", readonly=True)
    score = fields.Float(
        string="Satisfaction", readonly=True, digits=(3, 2), aggregator=None
    )
    score_interval = fields.Char(
        string="True Mean Between",
        compute="_compute_intervals",
        help="With a probability of 95 %; empty with fewer than 2 answers.",
    )
    response = fields.Float(readonly=True, aggregator=None)
    response_interval = fields.Char(
        string="True Response Between",
        compute="_compute_intervals",
        help="With a probability of 95 % (Wilson).",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT MIN(rating.id) AS id,
                   date_trunc('month', rating.wanted_at AT TIME ZONE 'UTC'
                       AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS month,
                   rating.company_id, rating.user_id, rating.leader_id,
                   COUNT(*) AS asked,
                   COUNT(*) FILTER (WHERE rating.state = 'done') AS answered,
                   COUNT(*) FILTER (WHERE rating.is_low) AS low,
                   COALESCE(SUM(rating.score) FILTER (WHERE rating.state = 'done'), 0)
                       AS score_sum,
                   COALESCE(SUM(rating.score ^ 2)
                       FILTER (WHERE rating.state = 'done'), 0) AS score_squares,
                   COALESCE(AVG(rating.score) FILTER (WHERE rating.state = 'done'), 0)
                       AS score,
                   AVG((rating.state = 'done')::int) AS response
              FROM service_rating rating
              JOIN res_company company ON company.id = rating.company_id
         LEFT JOIN resource_calendar calendar
                ON calendar.id = company.resource_calendar_id
             WHERE rating.state IN ('asked', 'done', 'expired')
             GROUP BY 2, 3, 4, 5
            """
        )

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_name(self):
        for row in self:
            row.month_name = date_in_words(self.env, row.month)

    @api.depends("asked", "answered", "score_sum", "score_squares")
    def _compute_intervals(self):
        for row in self:
            mean = interval_of_mean(
                row.answered, row.score_sum, row.score_squares, LOWEST, HIGHEST
            )
            share = interval_of_share(row.answered, row.asked)
            row.score_interval = mean and f"{mean[0]:.2f} – {mean[1]:.2f}"
            row.response_interval = share and f"{share[0]:.0%} – {share[1]:.0%}"
