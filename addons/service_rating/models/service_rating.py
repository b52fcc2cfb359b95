import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.secret import database_key

from ..core.asking import LONGEST_COMMENT, is_low, mean
from ..core.interval import T, Z
from ..core.links import is_genuine, sign
from .service_rating_mixin import MONTH

_logger = logging.getLogger(__name__)

STATES = [
    ("waiting", "Is Being Asked"),
    ("asked", "Asked"),
    ("done", "Answered"),
    ("expired", "No Answer"),
    ("undelivered", "Not Delivered"),
    ("left_out", "Not Asked"),
    ("withdrawn", "Withdrawn"),
]
REASONS = [
    ("no_address", "There is no e-mail address."),
    ("archived", "The customer is archived."),
    ("often", "The customer has been asked as often as is allowed."),
]
#: Half of the interval in which the true mean is, over a group (``core/interval``).
MARGIN = """
    CASE WHEN COUNT(*) FILTER (WHERE %(done)s) > 1 THEN
        COALESCE(
            (%(quantiles)s::float8[])[COUNT(*) FILTER (WHERE %(done)s) - 1],
            %(beyond)s + (%(beyond)s ^ 3 + %(beyond)s)
                / (4 * (COUNT(*) FILTER (WHERE %(done)s) - 1))
        ) * STDDEV_SAMP(%(score)s) FILTER (WHERE %(done)s)
          / SQRT(COUNT(*) FILTER (WHERE %(done)s))
    END
"""
#: Who was asked counts, whether or not an answer came.
REACHED = ("asked", "done", "expired")
#: Whom a letter did not reach may still come by the link of another one.
OPEN = ("waiting", "asked", "undelivered")


class ServiceRating(models.Model):
    """What a customer says of a service: one row for each person asked and occasion.

    Attitude, effect and timeliness (SM-2.4), from 1 to 5. Who has served and who led at
    that time stay, whoever is in charge later. Only the page of the customer writes
    here: nobody has the right to.
    """

    _name = "service.rating"
    _inherit = [
        "guarded.mixin",
        "service.rating.letter",
        "service.follow.up.mixin",
    ]
    _description = "Rating by a Customer"
    _order = "wanted_at DESC, id DESC"
    _rec_name = "record_name"

    # What it is about
    res_model = fields.Char(string="Kind of Record", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    record_name = fields.Char(string="About", readonly=True)
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Served By",
        readonly=True,
        index="btree_not_null",
        help="Who was in charge at the time, whoever is now.",
    )
    leader_id = fields.Many2one(
        comodel_name="res.users",
        string="Led By",
        readonly=True,
        index="btree_not_null",
    )

    # Who is asked
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    customer_name = fields.Char(readonly=True)
    email = fields.Char(readonly=True, index=True)
    lang = fields.Char(string="Language", readonly=True)
    way = fields.Selection(
        selection=[("mail", "E-mail"), ("here", "At the counter")],
        string="Asked By",
        required=True,
        readonly=True,
        default="mail",
    )
    state = fields.Selection(
        selection=STATES, required=True, readonly=True, default="waiting", index=True
    )
    reason = fields.Selection(selection=REASONS, string="Why Not Asked", readonly=True)
    wanted_at = fields.Datetime(string="Occasion On", readonly=True)
    asked_at = fields.Datetime(string="Asked On", readonly=True)
    expires_at = fields.Datetime(string="Link Ends", readonly=True)
    remind_at = fields.Datetime(
        string="Next Reminder", readonly=True, index="btree_not_null"
    )
    reminded = fields.Integer(string="Reminders", readonly=True)
    message_id = fields.Char(
        string="Id of the Letter",
        readonly=True,
        index="btree_not_null",
        groups="base.group_system",
    )

    # What the customer says
    answered_at = fields.Datetime(string="Answered On", readonly=True, index=True)
    attitude = fields.Integer(readonly=True, aggregator="avg")
    effect = fields.Integer(readonly=True, aggregator="avg")
    timeliness = fields.Integer(readonly=True, aggregator="avg")
    score = fields.Float(
        readonly=True,
        digits=(3, 2),
        aggregator="avg",
        help="The mean of attitude, effect and timeliness.",
    )
    score_margin = fields.Float(
        string="True Mean within ±",
        readonly=True,
        digits=(3, 2),
        aggregator="avg",
        help="With a probability of 95 % the true mean is no further away than this "
        "from the one that is shown; empty with fewer than 2 answers.",
    )
    is_low = fields.Boolean(string="Low", readonly=True)
    comment = fields.Text(readonly=True)

    _record_idx = models.Index("(res_model, res_id)")
    _scores_in_scale = models.Constraint(
        """CHECK(
            state != 'done'
            OR (attitude BETWEEN 1 AND 5 AND effect BETWEEN 1 AND 5
                AND timeliness BETWEEN 1 AND 5))""",
        "Attitude, effect and timeliness are rated from 1 to 5.",
    )

    def _read_group_select(self, aggregate_spec, query):
        """Override: how sure a mean is, is a matter of all answers that it rests on."""
        if aggregate_spec != "score_margin:avg":
            return super()._read_group_select(aggregate_spec, query)
        done = SQL("%s = 'done'", self._field_to_sql(self._table, "state", query))
        return SQL(
            MARGIN,
            score=self._field_to_sql(self._table, "score", query),
            done=done,
            quantiles=list(T),
            beyond=Z,
        )

    @api.model
    def _dimensions(self):
        """{column: model} by which ratings are counted, beside the company."""
        return {"user_id": "res.users", "leader_id": "res.users"}

    def _record(self):
        """The record, or nothing if it does not exist any more."""
        self.ensure_one()
        if self.res_model not in self.env:
            return None
        return self.env[self.res_model].browse(self.res_id).exists() or None

    @needs_access("read")
    def action_open_record(self):
        """Open what was rated."""
        self.ensure_one()
        if not self._record():
            raise UserError(self.env._("This record does not exist any more."))
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    def _follow_ups(self):
        """The actions that follow from these ratings."""
        return self.env["service.action"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )

    # --- the page of the customer -----------------------------------------------------

    @api.model
    def _link_key(self):
        return database_key(self.env, "service_rating.rating")

    def _link_path(self):
        """Path of the page on which the customer answers, without a log-in."""
        self.ensure_one()
        return f"/rating/{self.id}/{sign(self._link_key(), self.id)}"

    def _link_url(self):
        """Address of the page on which the customer answers."""
        return f"{self.get_base_url()}{self._link_path()}"

    @api.model
    def _of_link(self, rating_id, secret):
        """The rating of a genuine link, in superuser mode; or nothing."""
        rating = self.sudo().browse()
        if is_genuine(self._link_key(), rating_id, secret):
            rating = rating.browse(rating_id).exists()
        return rating

    def _link_state(self):
        """Why a link does not lead to an answer any more; "open" if it does."""
        if self.state == "done":
            return "used"
        if self.state not in OPEN and self.state != "expired":
            return "withdrawn"
        if self.state == "expired" or self.expires_at <= fields.Datetime.now():
            return "expired"
        return "open"

    def _submit(self, scores, comment):
        """Note what the customer says; the first answer counts.

        :return: whether it was noted
        """
        self.ensure_one()
        # Two presses at the same time: the second waits here, and comes too late.
        self.env.cr.execute(
            "SELECT id FROM service_rating WHERE id = %s FOR UPDATE", [self.id]
        )
        self.invalidate_recordset()
        if self._link_state() != "open":
            return False
        self.write(
            scores
            | {
                "state": "done",
                "reason": False,
                "asked_at": self.asked_at or self.wanted_at,
                "answered_at": fields.Datetime.now(),
                "score": mean(scores),
                "is_low": is_low(scores, self.company_id.service_rating_low),
                "comment": (comment or "").strip()[:LONGEST_COMMENT] or False,
                "remind_at": False,
            }
        )
        if self.is_low:
            self._investigate()
        self._tell_record()
        return True

    def _tell_record(self):
        """What the record makes of it must not cost the customer the answer."""
        record = self._record()
        mixin = self.env.registry["service.rating.mixin"]
        if not record or not isinstance(record, mixin):
            return
        try:
            with self.env.cr.savepoint():
                record._on_rated(self)
                self.env.flush_all()
        except UserError:
            _logger.exception("Rating %s: its record could not follow it", self.id)

    def _investigate(self):
        """Low satisfaction is investigated (SM-2.4): by the team leader, until a day.

        The action stands in the inbox at once, and its promise runs.
        """
        company = self.company_id
        leader = self.leader_id.filtered("active") or company.service_rating_leader_id
        if not leader.active or leader.share:
            _logger.warning("Nobody investigates the low rating %s", self.id)
            return
        told = self.with_context(lang=leader.lang)
        today = fields.Date.context_today(self)
        action = self.env["service.action"].create(
            {
                "name": told.env._("Low rating: %(record)s", record=self.record_name),
                "kind_id": self.env.ref(
                    "service_rating.service_action_kind_investigation"
                ).id,
                "company_id": company.id,
                "user_id": leader.id,
                "date_due": fields.Date.add(
                    today, days=company.service_rating_investigation_days
                ),
                "description": told._investigation_text(),
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        action.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=told.env._("Low rating: find causes and who answers for it"),
            user_id=leader.id,
        )

    def _investigation_text(self):
        return self.env["ir.qweb"]._render(
            "service_rating.investigation_text", {"rating": self}
        )

    # --- figures ----------------------------------------------------------------------

    @api.model
    def _count_asked(self, emails):
        """{(company, address): how often asked within the last 30 days}, one query."""
        if not emails:
            return {}
        domain = Domain("email", "in", list(emails)) & Domain(
            "wanted_at", ">", fields.Datetime.now() - MONTH
        )
        domain &= Domain("state", "in", (*REACHED, "waiting", "undelivered"))
        rows = self._read_group(domain, ["company_id", "email"], ["__count"])
        return {(company.id, email): count for company, email, count in rows}
