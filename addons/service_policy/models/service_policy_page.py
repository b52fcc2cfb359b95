from collections import Counter
from dataclasses import dataclass, field

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_amount

from odoo.addons.base_engine_tools.words.dates import date_in_words
from odoo.addons.base_engine_tools.words.lengths import length_in_words
from odoo.addons.service_indicator.core.indicator import is_better

from ..core.carrier import Carrier, state_of, together
from ..core.drift import unbound
from ..core.figures import find_figures

ICONS = {
    "rule": "fa-clock-o",
    "step": "fa-level-up",
    "page": "fa-window-maximize",
    "job": "fa-cogs",
    "setting": "fa-sliders",
    "training": "fa-graduation-cap",
    "people": "fa-users",
}


@dataclass
class Shown:
    """A figure as it is shown: in words, on how many cases it rests, whether it is
    worse than its target."""

    words: str
    n: int
    below: bool = False


@dataclass
class Line:
    """What the page shows of one thing that carries a clause out."""

    carrier: Carrier
    icon: str
    now: Shown | None = None  # this month
    before: Shown | None = None  # last month


@dataclass
class Entry:
    """What the page shows of one clause."""

    clause: models.Model
    state: str
    lines: list[Line]
    drifts: list = field(default_factory=list)
    #: Figures of the wording, in its words, that nothing has which carries it out.
    unbound: list[str] = field(default_factory=list)


class ServicePolicyPage(models.AbstractModel):
    """The policy, clause by clause, with what carries each out and how well it is kept.

    A constant number of queries: each registry and each indicator is read once.
    """

    _name = "service.policy.page"
    _description = "Page of a Policy"

    @api.model
    def _render(self, version):
        """The page of a version as HTML, for the reader."""
        entries = self._entries(version)
        counts = Counter(entry.state for entry in entries)
        this, last = self._months()
        return self.env["ir.qweb"]._render(
            "service_policy.policy_page",
            {
                "version": version,
                "entries": entries,
                "counts": counts,
                "this_month": date_in_words(self.env, this),
                "last_month": date_in_words(self.env, last),
            },
        )

    @api.model
    def _entries(self, version):
        """What there is to say of each clause of a version."""
        carriers = self.env["service.policy.carrier"]._carriers(version.policy_id)
        figures = self._figures(carriers)
        drifts = self._drifts(version)
        by_number = {}
        for carrier in carriers:
            by_number.setdefault(carrier.number, []).append(carrier)
        of_clause = {
            clause: together(by_number.get(clause.number, []))
            for clause in version.clause_ids
        }
        return [
            Entry(
                clause,
                state_of(mine),
                [self._line(carrier, figures) for carrier in mine],
                drifts.get(clause.number, []),
                self._unbound(clause, mine),
            )
            for clause, mine in of_clause.items()
        ]

    def _unbound(self, clause, carriers):
        """What the clause demands in figures and nothing carries out, for whoever may
        decide about it. What only people do is meant so, and what differs stands in
        the differences."""
        is_open = state_of(carriers) in ("partly", "done")
        drifts = self.env["service.policy.drift"]
        if not (is_open and drifts.has_access("write")):
            return []
        bound = [figure for it in carriers for figure in (*it.figures, *it.details)]
        words = [figure.words for figure in unbound(find_figures(clause.text), bound)]
        return list(dict.fromkeys(words))

    def _drifts(self, version):
        """{number: differences to decide}, for whoever may decide them."""
        drifts = self.env["service.policy.drift"]
        if not drifts.has_access("write"):
            return {}
        found = drifts.search([("version_id", "=", version.id), ("state", "=", "open")])
        return found.grouped("number")

    def _line(self, carrier, figures):
        found = figures.get((carrier.indicator, carrier.part), {})
        this, last = self._months()
        indicator = figures.get(carrier.indicator)
        return Line(
            carrier,
            ICONS[carrier.kind],
            self._shown(indicator, found.get(this), carrier.target),
            self._shown(indicator, found.get(last), carrier.target),
        )

    @api.model
    def _months(self):
        """First days of this month and of the last one."""
        this = fields.Date.context_today(self).replace(day=1)
        return this, this - relativedelta(months=1)

    def _figures(self, carriers):
        """Figures of this month and the last one, that the reader may see.

        :return: {(code, part): {first day of month: figure}}, and {code: indicator}
        """
        registry = self.env["service.indicator"]
        visible = registry._visible_indicators()
        this, last = self._months()
        found = {}
        wanted = {(c.indicator, tuple(key for key, _value in c.part)) for c in carriers}
        for code, names in sorted(wanted):
            indicator = visible.get(code)
            if not indicator or not self.env[indicator.model].has_access("read"):
                continue
            found[code] = indicator
            rows = registry._read(
                [code], last, this + relativedelta(day=31), [*names, "date:month"]
            )
            for row in rows[code]:
                part = tuple((name, row.keys[name]) for name in names)
                month = row.keys["date:month"]
                found.setdefault((code, part), {})[month] = row
        return found

    def _shown(self, indicator, figure, target):
        if not figure or figure.value is None:
            return None
        below = target is not None and is_better(
            indicator.direction, target, figure.value
        )
        return Shown(self._in_words(indicator.unit, figure.value), figure.n, below)

    def _in_words(self, unit, value):
        if unit == "share":
            return self.env._("%(figure)s %%", figure=round(100 * value))
        if unit == "seconds":
            return length_in_words(self.env, round(value), "day")
        if unit == "money":
            return format_amount(self.env, value, self.env.company.currency_id)
        return f"{value:g}"
