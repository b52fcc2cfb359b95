from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.plans import run_at_once
from odoo.addons.base_engine_tools.engine.reading import is_readable, reads_all

from ..core.indicator import GRAINS, figure

#: More records than this are no list to look at.
MOST_RECORDS = 10_000
#: So many figures of a month together are about few records of all that there are.
FEW_FIGURES, FEW_DAYS = 2, 31
ONE_DAY = timedelta(days=1)


class ServiceIndicator(models.AbstractModel):
    """Registry of figures: boards, reports and appraisals use the same definitions.

    Another add-on brings its figures along:

    .. code-block:: python

        class ServiceIndicator(models.AbstractModel):
            _inherit = "service.indicator"

            def _indicators(self):
                kept = Indicator(
                    code="deadline_kept",
                    name=self.env._("Promises kept"),
                    unit="share",
                    direction="more",
                    model="service.deadline",
                    relation=self._deadline_kept,
                    dimensions={"user_id": "res.users"},
                )
                return [*super()._indicators(), kept]
    """

    _name = "service.indicator"
    _description = "Service Indicator"

    @api.model
    def _indicators(self):
        """The figures that there are, as ``core.indicator.Indicator``, with their names
        in the reader's language. Other add-ons add theirs."""
        return []

    @api.model
    def _visible_indicators(self):
        """The figures that the user may see, by code."""
        return {
            indicator.code: indicator
            for indicator in self._indicators()
            if self._is_visible(indicator)
        }

    def _is_visible(self, indicator):
        return self.env.su or (
            self.env.user._is_internal()
            and (not indicator.group or self.env.user.has_group(indicator.group))
        )

    @api.model
    def _read(self, codes, date_from, date_to, groupby=(), companies=None):
        """Read figures from a day to a day (inclusive), with one query per figure.

        Figures of records of which the user may not read all are read with one query
        together: which may be read is looked for once.

        :param groupby: dimensions of all these figures, ``company_id``, and one of
            ``date:day``, ``date:week``, ``date:month``, ``date:quarter``, ``date:year``
        :param companies: of those that the user has chosen; all of them by default
        :return: {code: [``core.indicator.Figure``, …]} in the order of ``groupby``
        :raise AccessError: a figure is not for this user
        """
        indicators = {code: self._get(code) for code in codes}
        found = {code: [] for code in codes}
        self._prepare()
        for together in self._read_together(indicators.values()):
            query = self._sums(together, date_from, date_to, groupby, companies)
            for code, total, n, *row in self.env.execute_query(query):
                keys = dict(zip(groupby, row, strict=True))
                found[code].append(figure(indicators[code].unit, keys, total, n))
        for code, figures in found.items():
            if not (groupby or figures):  # the whole of nothing
                figures.append(figure(indicators[code].unit, {}, 0, 0))
        return found

    @api.model
    def _action_records(self, code, date_from, date_to, part=None, companies=None):
        """Open the records behind a figure, or behind a part of it.

        :param part: the keys of a ``Figure``; ``date_from`` and ``date_to`` say when
        """
        indicator = self._get(code)
        where = [
            SQL("%s IS NOT DISTINCT FROM %s", self._key(indicator, name), value or None)
            for name, value in (part or {}).items()
        ]
        self._prepare()
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT res_id FROM %s %s ORDER BY res_id LIMIT %s",
                self._facts(indicator, date_from, date_to, companies),
                SQL().join(SQL(" AND %s", condition) for condition in where),
                MOST_RECORDS + 1,
            )
        )
        if len(rows) > MOST_RECORDS:
            raise UserError(
                self.env._(
                    "More than %(most)s records are behind this figure: choose a "
                    "shorter time or a smaller part.",
                    most=MOST_RECORDS,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": indicator.name,
            "res_model": indicator.model,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", [row[0] for row in rows])],
            "context": {**indicator.context, "create": False},
        }

    # Queries

    def _get(self, code):
        indicator = self._visible_indicators().get(code)
        if not indicator:
            raise AccessError(
                self.env._(
                    "The figure %(code)s does not exist, or is not for you.", code=code
                )
            )
        return indicator

    def _key(self, indicator, name):
        """The column of a dimension, or the first day of a stretch of time."""
        column, _colon, grain = name.partition(":")
        if column == "date" and grain in GRAINS:
            if GRAINS.index(grain) < GRAINS.index(indicator.grain):
                raise ValueError(f"{indicator.code} makes no sense by {grain}")
            return SQL("date_trunc(%s, date)::date", grain)
        if name == "company_id" or name in indicator.dimensions:
            return SQL.identifier(name)
        raise ValueError(f"{indicator.code} has no {name}")

    def _prepare(self):
        """Write what waits; and let PostgreSQL not compile the queries of figures: it
        cannot know how few rows their conditions leave, and it takes many times as long
        as to run them."""
        self.env.flush_all()
        run_at_once(self.env.cr)

    def _read_together(self, indicators):
        """Lists of figures that are read with one query."""
        narrowed = {}
        for indicator in indicators:
            if self._readable(indicator):
                narrowed.setdefault(indicator.model, []).append(indicator)
            else:
                yield [indicator]
        yield from narrowed.values()

    def _sums(self, indicators, date_from, date_to, groupby, companies):
        """Query of (code, sum of the values, number, keys) of figures of one model.

        Keys have names within: a stretch of time comes as a parameter, and PostgreSQL
        would not see that two parameters are the same.
        """
        names = [SQL.identifier(f"key_{at}") for at in range(len(groupby))]
        grouped = names if len(indicators) == 1 else [SQL("code"), *names]
        counted = [
            SQL(
                "SELECT %s AS code, res_id, value, n %s FROM %s",
                indicator.code,
                SQL().join(
                    SQL(", %s AS %s", self._key(indicator, key), name)
                    for key, name in zip(groupby, names, strict=True)
                ),
                self._counted(indicator, date_from, date_to, companies),
            )
            for indicator in indicators
        ]
        by = SQL(", ").join(grouped)
        span = fields.Date.to_date(date_to) - fields.Date.to_date(date_from)
        are_few = len(indicators) <= FEW_FIGURES and span.days <= FEW_DAYS
        return SQL(
            "SELECT %s, SUM(value), SUM(n) %s FROM (%s) facts WHERE TRUE %s %s",
            indicators[0].code if len(indicators) == 1 else SQL("code"),
            SQL().join(SQL(", %s", name) for name in names),
            SQL(" UNION ALL ").join(counted),
            self._readable(indicators[0], are_few),
            SQL("GROUP BY %s ORDER BY %s", by, by) if grouped else SQL(),
        )

    def _facts(self, indicator, date_from, date_to, companies):
        """FROM and WHERE of what the user may see of a figure."""
        counted = self._counted(indicator, date_from, date_to, companies)
        return SQL("%s %s", counted, self._readable(indicator))

    def _counted(self, indicator, date_from, date_to, companies):
        """FROM and WHERE of what a figure counts, whoever may see it."""
        allowed = self.env.companies
        companies = allowed if companies is None else companies & allowed
        span = fields.Date.to_date(date_from), fields.Date.to_date(date_to)
        return SQL(
            "(%s) facts WHERE %s",
            indicator.relation(*(span if indicator.of_span else ())),
            self._within(indicator, *span, companies),
        )

    def _within(self, indicator, date_from, date_to, companies):
        """Condition on companies and time. Instants are compared where the relation
        has them: an index answers that, and no date is worked out row by row."""
        if not indicator.midnight:
            return SQL(
                "company_id = ANY(%s) AND date >= %s AND date <= %s",
                companies.ids,
                date_from,
                date_to,
            )
        ends = date_from, date_to + ONE_DAY
        spans = companies.sudo().grouped(
            lambda company: tuple(indicator.midnight(company, day) for day in ends)
        )
        within = [
            SQL("company_id = ANY(%s) AND moment >= %s AND moment < %s", c.ids, *span)
            for span, c in spans.items()
        ]
        return SQL("(%s)", SQL(" OR ").join(within)) if within else SQL("FALSE")

    def _readable(self, indicator, one_by_one=False):
        """Condition that leaves records out that the user may not read.

        :param one_by_one: the facts are few: each record is looked up
        """
        if self.env.su or not indicator.by_access:
            return SQL()
        model = self.env[indicator.model].with_context(active_test=False)
        model.check_access("read")
        if reads_all(model):
            return SQL()
        if one_by_one:
            return SQL("AND %s", is_readable(model, SQL("facts.res_id"), True))
        return SQL("AND res_id IN %s", model._search([]).subselect())
