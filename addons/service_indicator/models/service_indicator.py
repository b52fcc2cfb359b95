from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..core.indicator import GRAINS, figure

#: More records than this are no list to look at.
MOST_RECORDS = 10_000
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

        :param groupby: dimensions of all these figures, ``company_id``, and one of
            ``date:day``, ``date:week``, ``date:month``, ``date:quarter``, ``date:year``
        :param companies: of those that the user has chosen; all of them by default
        :return: {code: [``core.indicator.Figure``, …]} in the order of ``groupby``
        :raise AccessError: a figure is not for this user
        """
        self.env.flush_all()
        figures = {}
        for code in codes:
            indicator = self._get(code)
            keys = [self._key(indicator, name) for name in groupby]
            facts = self._facts(indicator, date_from, date_to, companies)
            rows = self.env.execute_query(
                SQL(
                    "SELECT SUM(value), SUM(n) %s FROM %s %s",
                    SQL().join(SQL(", %s", key) for key in keys),
                    facts,
                    self._group_by(len(keys)),
                )
            )
            figures[code] = [
                figure(indicator.unit, dict(zip(groupby, row, strict=True)), total, n)
                for total, n, *row in rows
            ]
        return figures

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
        self.env.flush_all()
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

    def _group_by(self, count):
        """Columns by their place: dates come with their stretch as a parameter, and
        PostgreSQL would not see that two parameters are the same."""
        if not count:
            return SQL()
        places = SQL(", ").join(SQL(str(place)) for place in range(3, count + 3))
        return SQL("GROUP BY %s ORDER BY %s", places, places)

    def _facts(self, indicator, date_from, date_to, companies):
        """FROM and WHERE of what the user may see of a figure."""
        allowed = self.env.companies
        company_ids = (allowed if companies is None else companies & allowed).ids
        return SQL(
            "(%s) facts WHERE date >= %s AND date <= %s AND company_id = ANY(%s) %s %s",
            indicator.relation(),
            date_from,
            date_to,
            company_ids,
            self._about(indicator, date_from, date_to),
            self._readable(indicator),
        )

    def _about(self, indicator, date_from, date_to):
        """Condition that an index can answer: the instants that may have such a local
        date, wherever on earth. The dates themselves are asked besides."""
        if not indicator.has_moment:
            return SQL()
        return SQL(
            "AND moment >= %s AND moment < %s",
            datetime.combine(fields.Date.to_date(date_from), time.min) - ONE_DAY,
            datetime.combine(fields.Date.to_date(date_to), time.min) + 2 * ONE_DAY,
        )

    def _readable(self, indicator):
        """Condition that leaves records out that the user may not read."""
        if self.env.su or not indicator.by_access:
            return SQL()
        model = self.env[indicator.model].with_context(active_test=False)
        model.check_access("read")
        return SQL("AND res_id IN %s", model._search([]).subselect())
