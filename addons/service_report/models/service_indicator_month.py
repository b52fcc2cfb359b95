from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.words.dates import date_in_words

from ..core.target import Judged, needs_action
from .service_board import MANAGER
from .service_indicator_target import COLUMNS


class ServiceIndicatorMonth(models.Model):
    """How a month went against a target: written by the job, and then it stays.

    A person's own figure is for that person and who leads it; everybody's are for who
    leads the help desk.
    """

    _name = "service.indicator.month"
    _inherit = ["guarded.mixin", "service.narrow.mixin"]
    _description = "Month of a Figure against Its Target"
    _order = "month desc, target_id, id"

    target_id = fields.Many2one(
        comodel_name="service.indicator.target",
        string="Judged by",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    code = fields.Selection(related="target_id.code", string="Figure")
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    month = fields.Date(required=True, readonly=True, help="Its first day.")
    month_name = fields.Char(string="Month in Words", compute="_compute_month_name")
    team_id = fields.Many2one(
        comodel_name="helpdesk.ticket.team",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    value = fields.Float(readonly=True, digits=(16, 4), aggregator=None)
    count = fields.Integer(string="Cases", readonly=True, aggregator=None)
    limit = fields.Float(
        string="Target", readonly=True, digits=(16, 4), aggregator=None
    )
    value_shown = fields.Char(string="Figure Was", compute="_compute_shown")
    limit_shown = fields.Char(string="Target Was", compute="_compute_shown")
    verdict = fields.Selection(
        selection=[
            ("reached", "Reached"),
            ("missed", "Missed"),
            ("none", "Too few cases"),
        ],
        required=True,
        readonly=True,
    )
    action_id = fields.Many2one(
        comodel_name="service.action",
        string="What Follows",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )

    _once = models.UniqueIndex(
        "(target_id, month, COALESCE(team_id, 0), COALESCE(user_id, 0))"
    )

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_name(self):
        for month in self:
            month.month_name = date_in_words(self.env, month.month)

    @api.depends("month", "target_id", "team_id", "user_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for month in self:
            part = month.team_id.name or month.user_id.name
            target = month.target_id
            of_each = part and not (target.team_id or target.user_id)
            words = [target.display_name, of_each and part, month.month_name]
            month.display_name = " · ".join(filter(None, words))

    @api.depends("value", "limit", "count", "target_id")
    @api.depends_context("lang")
    def _compute_shown(self):
        for month in self:
            target = month.target_id
            found = month.value if month.count else None
            month.value_shown = target._in_words(target.unit, found)
            month.limit_shown = target._in_words(target.unit, month.limit)

    @api.model
    def _readable_domain(self):
        """Override: of persons those who are led and oneself, of teams one's own."""
        if self.env.user.has_group(MANAGER):
            return Domain.TRUE
        mine = self.sudo()._search(self._participant_domain())
        return Domain("id", "in", mine)

    @api.model
    def _participant_domain(self):
        """Carried out in superuser mode: who leads whom is no secret of its own."""
        uid = self.env.uid
        return (
            Domain("user_id", "=", uid)
            | Domain("user_id.employee_ids.in_my_team", "=", True)
            | (
                Domain("user_id", "=", False)
                & (
                    Domain("team_id", "=", False)
                    | Domain("team_id.user_id", "=", uid)
                    | Domain("team_id.user_ids", "in", uid)
                )
            )
        )

    @api.readonly
    @needs_access("read")
    def action_open_records(self):
        """Open what the figure of the month counts, as far as the reader may see it."""
        self.ensure_one()
        part = {}
        if column := COLUMNS[self.target_id.scope]:
            part[column] = self[column].id
        return self.env["service.indicator"]._action_records(
            self.code,
            self.month,
            fields.Date.end_of(self.month, "month"),
            part,
            self.company_id,
        )

    # --- what follows -----------------------------------------------------------------

    def _part(self):
        """What a row is about: the same of its months, whatever target judged it."""
        return self.company_id, self.code, self.team_id, self.user_id

    def _ask_for_actions(self):
        """An action where a target was missed so many months in a row, once a row."""
        missed = self.filtered(lambda month: month.verdict == "missed")
        if not missed:
            return
        history = self._history(missed)
        wanted = [
            month
            for month in missed
            if needs_action(
                [
                    Judged(
                        row.month,
                        {"missed": True, "reached": False}.get(row.verdict),
                        bool(row.action_id),
                    )
                    for row in history[month._part()]
                ],
                month.target_id.months_in_row,
            )
        ]
        model = self.env["service.action"].sudo()
        for month in wanted:  # seldom more than a few; each in its owner's language
            rows = history[month._part()][: month.target_id.months_in_row]
            month.action_id = model.create(month._prepare_action(rows))

    def _history(self, months):
        """{part: its months until now, the latest first}"""
        rows = self.sudo().search(
            [
                ("company_id", "in", months.company_id.ids),
                ("target_id.code", "in", months.mapped("code")),
                ("month", "<=", max(months.mapped("month"))),
            ],
            order="month desc, id desc",
        )
        history = {}
        for row in rows:
            history.setdefault(row._part(), []).append(row)
        return history

    def _owner(self):
        """The team leader, or who leads the person; else who answers for the target."""
        above = self.team_id.user_id
        if self.user_id:
            above = self.user_id.with_company(self.company_id)._manager()
        return (
            above.filtered(lambda user: user.active and not user.share)
            or self.target_id.owner_id
        )

    def _prepare_action(self, rows):
        """What is to be done, with the figures on which that rests (SA-4.4)."""
        owner = self._owner()
        month = self.with_context(lang=owner.lang)
        part = self.team_id.name or self.user_id.name or self.company_id.name
        figure = dict(
            month.target_id._fields["code"]._description_selection(month.env)
        )[self.code]
        lines = Markup().join(
            Markup("<li>%s</li>")
            % month.env._(
                "%(month)s: %(value)s, from %(count)s cases; target %(limit)s",
                month=date_in_words(month.env, row.month),
                value=row.value_shown,
                count=row.count,
                limit=row.limit_shown,
            )
            for row in (each.with_env(month.env) for each in reversed(rows))
        )
        today = fields.Date.context_today(self)
        return {
            "name": month.env._(
                "%(figure)s below the target: %(part)s", figure=figure, part=part
            ),
            "description": Markup("<p>%s</p><ul>%s</ul>")
            % (
                month.env._("Find out why, and agree on what will change."),
                lines,
            ),
            "kind_id": self.target_id._action_kind().id,
            "company_id": self.company_id.id,
            "user_id": owner.id,
            "date_due": today + timedelta(days=self.target_id.due_days),
            "res_model": "service.indicator.target",
            "res_id": self.target_id.id,
        }
