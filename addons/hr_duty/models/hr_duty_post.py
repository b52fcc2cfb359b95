from pytz import timezone, utc

from odoo import api, fields, models

from odoo.addons.base.models.res_partner import _tz_get
from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.duty_shifts import POINT, Weights


class HrDutyPost(models.Model):
    """A post that people take turns on (值班), with its handbook (CS-2.1).

    The handbook says what whoever is on duty has to do, and what they may decide. The
    weekly pattern says when people are needed, the pool who can be asked, the weights
    what makes a duty heavier than another.
    """

    _name = "hr.duty.post"
    _description = "Duty Post"
    _inherit = ["mail.thread"]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    department_id = fields.Many2one(
        comodel_name="hr.department",
        check_company=True,
    )
    manager_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Duty Manager",
        required=True,
        check_company=True,
        tracking=True,
        help="Plans the roster, approves swaps and evaluates the people on duty.",
    )
    tz = fields.Selection(
        selection=_tz_get,
        string="Time Zone",
        required=True,
        default=lambda self: self._default_tz(),
    )
    is_manager = fields.Boolean(compute="_compute_is_manager")

    # Handbook
    duties = fields.Html(
        translate=True,
        tracking=True,
        help="What whoever is on duty has to do, step by step.",
    )
    authority = fields.Html(
        translate=True,
        tracking=True,
        help="What whoever is on duty may decide alone, and what only the leader may.",
    )
    emergency = fields.Html(
        string="In an Emergency",
        translate=True,
        help="Whom to call, in which order.",
    )
    policy_ref = fields.Char(string="Clause")

    # Pattern and pool
    template_ids = fields.One2many(
        comodel_name="hr.duty.template",
        inverse_name="post_id",
        string="Weekly Pattern",
        copy=True,
    )
    member_ids = fields.One2many(
        comodel_name="hr.duty.member",
        inverse_name="post_id",
        string="Members",
    )
    shift_ids = fields.One2many(
        comodel_name="hr.duty.shift",
        inverse_name="post_id",
    )
    gap_count = fields.Integer(compute="_compute_gap_count")

    # Rest and weights: what a new post begins with is data
    min_rest_hours = fields.Float(
        string="Rest Between Duties (Hours)",
        help="At least so long after a duty before the next one begins.",
    )
    night_weight = fields.Float(help="A night duty counts as so many ordinary ones.")
    weekend_weight = fields.Float(
        help="A duty on a day of the weekend counts as so many ordinary ones."
    )
    holiday_weight = fields.Float(
        help="A duty on a public holiday counts as so many ordinary ones."
    )
    night_from = fields.Float()
    night_to = fields.Float()
    night_minimum = fields.Float(
        string="Night Duty From (Hours)",
        help="A duty with at least so many hours in the night is a night duty.",
    )
    reward_score = fields.Integer(
        string="Reward From (Score)",
        help="An evaluation with this score or more proposes a reward.",
    )
    guidance_score = fields.Integer(
        string="Guidance Below (Score)",
        help="An evaluation with a lower score proposes guidance.",
    )
    history_days = fields.Integer(
        string="Look Back (Days)",
        help="A fair roster counts the duties of so many days before it.",
    )

    _rest_not_negative = models.Constraint(
        "CHECK (min_rest_hours >= 0 AND history_days >= 0)",
        "Hours of rest and days to look back cannot be negative: enter 0 for none.",
    )
    _weights_positive = models.Constraint(
        "CHECK (night_weight > 0 AND weekend_weight > 0 AND holiday_weight > 0)",
        "A weight has to be more than 0: enter 1 for a duty that counts like any "
        "other.",
    )

    @api.model
    def _default_tz(self):
        return self.env.company.resource_calendar_id.tz or self.env.user.tz or "UTC"

    @api.depends("manager_id")
    @api.depends_context("uid")
    def _compute_is_manager(self):
        is_hr = self.env.user.has_group("hr.group_hr_user")
        for post in self:
            post.is_manager = is_hr or self.env.user in post.sudo().manager_id.user_id

    def _compute_gap_count(self):
        groups = self.env["hr.duty.slot"]._read_group(
            [
                ("post_id", "in", self.ids),
                ("state", "=", "gap"),
                ("date_start", ">=", fields.Datetime.now()),
            ],
            ["post_id"],
            ["__count"],
        )
        counts = {post.id: count for post, count in groups}
        for post in self:
            post.gap_count = counts.get(post.id, 0)

    # Actions

    @needs_access("read")
    def action_rotate(self):
        """Open the wizard that makes a fair roster."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Make a Roster"),
            "res_model": "hr.duty.rotation",
            "view_mode": "form",
            "target": "new",
            "context": {"default_post_id": self.id},
        }

    @api.readonly
    @needs_access("read")
    def action_shifts(self):
        """Open the roster of the post."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_duty.hr_duty_shift_action"
        )
        return {
            **action,
            "domain": [("post_id", "=", self.id)],
            "context": {"default_post_id": self.id, "duty_names": True},
        }

    # What others ask

    def _weights(self):
        """Return what makes a duty of this post heavier, for the pure core."""
        self.ensure_one()
        return Weights(
            night=round(self.night_weight * POINT),
            weekend=round(self.weekend_weight * POINT),
            holiday=round(self.holiday_weight * POINT),
            night_from=round(self.night_from * 60),
            night_to=round(self.night_to * 60),
            night_minimum=round(self.night_minimum * 60),
        )

    def _local(self, moment):
        """Return a stored (UTC) datetime in the time zone of the post."""
        self.ensure_one()
        return utc.localize(moment).astimezone(timezone(self.tz or "UTC"))

    def _today(self):
        """Return the date that it is at the post."""
        return self._local(fields.Datetime.now()).date()

    def _day_kinds(self, first, last):
        """Return what each date is for the post's company: {date: "holiday" …}."""
        company = self.company_id
        return company.resource_calendar_id._day_kinds(company, first, last)

    @api.model
    def _on_duty(self, company, at=None):
        """Return the users who are on duty at a moment, leaders first.

        For whoever has to reach somebody now, an engine for instance: posts in their
        order, published duties only, nobody who is noted as absent or has no user.
        Called on posts it answers for these alone, else for all of the company.

        :param company: ``res.company``
        :param at: naive UTC datetime; now if left out
        :rtype: res.users
        """
        at = at or fields.Datetime.now()
        domain = [
            ("company_id", "=", company.id),
            ("date_start", "<=", at),
            ("date_stop", ">", at),
            ("state", "in", ("planned", "done")),
            ("shift_id.state", "!=", "draft"),
        ]
        if self:
            domain.append(("post_id", "in", self.ids))
        slots = self.env["hr.duty.slot"].sudo().search(domain)
        ordered = slots.sorted(lambda slot: (not slot.is_leader, slot.post_id.sequence))
        return ordered.employee_id.user_id.filtered("active").with_env(self.env)
