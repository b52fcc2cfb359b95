import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.words.lengths import length_in_words

from ..core.target import Term, is_missed, month_before, months_due

#: Column of an indicator by which a scope is told apart.
COLUMNS = {"company": None, "team": "team_id", "user": "user_id"}


class ServiceIndicatorTarget(models.Model):
    """What a figure should reach, from a day on (SA-4.4): of the company, of a team or
    each team, of a person or each person.

    A later target takes the place of an earlier one with the same scope; one of a
    certain team or person goes before one of each.
    """

    _name = "service.indicator.target"
    _inherit = ["guarded.mixin", "service.follow.up.mixin"]
    _description = "Target of a Figure"
    _order = "code, scope, date_from desc, id"

    code = fields.Selection(
        selection="_selection_code", string="Figure", required=True, index=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    scope = fields.Selection(
        selection=[
            ("company", "The whole company"),
            ("team", "Team"),
            ("user", "Person"),
        ],
        required=True,
        default="company",
    )
    team_id = fields.Many2one(
        comodel_name="helpdesk.ticket.team",
        ondelete="cascade",
        index="btree_not_null",
        check_company=True,
        help="Empty: each team for itself.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        ondelete="cascade",
        index="btree_not_null",
        domain=[("share", "=", False)],
        help="Empty: each person for itself.",
    )
    limit = fields.Float(
        string="Target",
        required=True,
        digits=(16, 4),
        aggregator=None,
        help="In the unit of the figure: a share, a number, or a length of time.",
    )
    unit = fields.Char(compute="_compute_unit")
    limit_shown = fields.Char(string="Reads", compute="_compute_unit")
    date_from = fields.Date(
        string="In Force from",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="Months that begin on this day or later are judged by it.",
    )
    least_count = fields.Integer(
        string="At Least (Cases)",
        required=True,
        default=5,
        aggregator=None,
        help="A month in which the figure rests on fewer cases has no verdict.",
    )
    months_in_row = fields.Integer(
        string="Missed in a Row (Months)",
        required=True,
        default=2,
        aggregator=None,
        help="After so many months below the target something has to be done.",
    )
    due_days = fields.Integer(
        string="Action Due after (Days)", required=True, default=10, aggregator=None
    )
    owner_id = fields.Many2one(
        comodel_name="res.users",
        string="Answers for It",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        help="Gets the action where no team leader or manager is above the part.",
    )
    active = fields.Boolean(default=True)
    judged_month = fields.Date(
        string="Judged until", readonly=True, copy=False, help="First day of the month."
    )
    month_ids = fields.One2many(
        comodel_name="service.indicator.month",
        inverse_name="target_id",
        string="Months",
        readonly=True,
    )

    _figures_possible = models.Constraint(
        "CHECK(least_count > 0 AND months_in_row > 0 AND due_days >= 0)",
        "Cases and months have to be 1 or more, and days cannot be negative.",
    )

    @api.model
    def _selection_code(self):
        """All the figures that there are, so that a list shows every target."""
        return [(i.code, i.name) for i in self.env["service.indicator"]._indicators()]

    @api.model
    def _indicators(self):
        return {i.code: i for i in self.env["service.indicator"]._indicators()}

    @api.depends("code", "limit")
    @api.depends_context("lang")
    def _compute_unit(self):
        indicators = self._indicators()
        for target in self:
            indicator = indicators.get(target.code)
            target.unit = indicator and indicator.unit
            target.limit_shown = indicator and self._in_words(
                indicator.unit, target.limit
            )

    @api.depends("code", "scope", "team_id", "user_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        names = {code: indicator.name for code, indicator in self._indicators().items()}
        scopes = dict(self._fields["scope"]._description_selection(self.env))
        for target in self:
            part = target.team_id.name or target.user_id.name or scopes[target.scope]
            name = names.get(target.code, target.code)
            target.display_name = name and f"{name} · {part}"

    @api.constrains("code", "scope")
    def _check_scope(self):
        """A figure can only be told apart by what it knows, month by month."""
        indicators = self._indicators()
        for target in self:
            column = COLUMNS[target.scope]
            if column and column not in indicators[target.code].dimensions:
                raise ValidationError(
                    self.env._(
                        "%(figure)s is not known for each team or person: choose the "
                        "whole company.",
                        figure=indicators[target.code].name,
                    )
                )

    @api.model
    def _in_words(self, unit, value):
        """A figure in the reader's language."""
        if value is None:
            return "–"
        if unit == "share":
            return self.env._("%(figure)s %%", figure=f"{round(100 * value, 1):g}")
        if unit == "seconds":
            return length_in_words(self.env, round(value), "day")
        return f"{round(value, 2):g}"

    # --- in force ---------------------------------------------------------------------

    @api.model
    def _in_force(self, company, month):
        """{(code, scope, id of the part or False): target} for a month."""
        found = self.search(
            Domain("company_id", "=", company.id) & Domain("date_from", "<=", month),
            order="date_from, id",
        )
        return {each._scope_key(): each for each in found}

    @api.model
    def _shown(self, codes, month, team=None):
        """{code: (target, whether more is better)} of the company or of a team."""
        targets = self._in_force(self.env.company, month)
        shown = {}
        for code in codes:
            keys = (
                [(code, "team", team.id), (code, "team", False)]
                if team
                else [(code, "company", False)]
            )
            found = [targets[key] for key in keys if key in targets]
            if found:
                shown[code] = found[0]
        return shown

    # --- judging ----------------------------------------------------------------------

    @api.model
    def _cron_judge(self):
        """Judge all months that are over and were not judged yet, in order: also those
        in which the job did not run."""
        now = pytz.utc.localize(fields.Datetime.now())
        targets = self.sudo().search(Domain.TRUE, order="date_from, id")
        for company, mine in targets.grouped("company_id").items():
            zone = pytz.timezone(company.resource_calendar_id.tz or "UTC")
            today = now.astimezone(zone).date()
            due = mine._due(month_before(today.replace(day=1)))
            for month in sorted(due):
                due[month]._judge(company, month)
                self.env["ir.cron"]._commit_progress(1)

    def _due(self, last):
        """{month: targets that are to be judged by it}, of all targets of a company in
        order of time.

        :param last: first day of the last month that is over
        """
        rows = self.grouped(lambda each: each._scope_key())
        due = {}
        for row in rows.values():
            for target, later in zip(row, [*row[1:], None], strict=True):
                term = Term(
                    target.date_from,
                    later and later.date_from,
                    target.judged_month or None,
                    target.create_date.date(),
                )
                for month in months_due(term, last):
                    due[month] = due.get(month, self.browse()) | target
        return due

    def _scope_key(self):
        """Figure, scope and id of the part or False: of one there is one target."""
        return self.code, self.scope, self.team_id.id or self.user_id.id

    def _judge(self, company, month):
        """Note how a month went for all targets of a company, or for these of them, and
        ask for actions.

        One query for each figure and scope, whatever the number of teams and persons.
        """
        targets = self._in_force(company, month)
        due = {
            key: each
            for key, each in targets.items()
            if (not self or each in self)
            and not (each.judged_month and each.judged_month >= month)
        }
        indicators = self._indicators()
        rows = []
        for code, scope in sorted({key[:2] for key in due}):
            if code not in indicators:
                continue  # its add-on is gone
            for part, figure in self._figures(company, code, scope, month).items():
                key = (code, scope, part)
                target = due.get(key if key in targets else (code, scope, False))
                if target:
                    rows.append(
                        target._month(indicators[code], scope, part, month, figure)
                    )
        judged = self.env["service.indicator.month"].sudo().create(rows)
        self.browse().concat(*due.values()).write({"judged_month": month})
        judged._ask_for_actions()
        return judged

    def _figures(self, company, code, scope, month):
        """{id of the part or False: figure} of a month."""
        column = COLUMNS[scope]
        registry = self.env["service.indicator"].sudo()
        last = fields.Date.end_of(month, "month")
        figures = registry.with_context(allowed_company_ids=company.ids)._read(
            [code], month, last, [column] if column else []
        )[code]
        return {
            figure.keys[column] if column else False: figure
            for figure in figures
            if not column or figure.keys[column]
        }

    def _month(self, indicator, scope, part, month, figure):
        """Values of the row of a month."""
        return {
            "target_id": self.id,
            "company_id": self.company_id.id,
            "month": month,
            "team_id": part if scope == "team" else False,
            "user_id": part if scope == "user" else False,
            "value": figure.value or 0.0,
            "count": figure.n,
            "limit": self.limit,
            "verdict": {True: "missed", False: "reached", None: "none"}[
                is_missed(
                    indicator.direction,
                    self.limit,
                    figure.value,
                    figure.n,
                    self.least_count,
                )
            ],
        }

    def _action_kind(self):
        kinds = self.env["service.action.kind"].sudo()
        prevention = kinds.search([("code", "=", "prevention")], limit=1)
        return prevention or kinds.search([], limit=1)
