"""The monthly analysis of complaints in the words of the reader."""

import json
import math
from datetime import date

from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from odoo.tools import get_lang
from odoo.tools.misc import babel_locale_parse

from odoo.addons.base_engine_tools.core.instants import DAY, HOUR, MINUTE
from odoo.addons.base_engine_tools.words.dates import (
    ANOTHER_YEAR,
    date_in_words,
    moment_in_words,
)
from odoo.addons.base_engine_tools.words.lengths import length_in_words

from ..core import month_chart
from ..core.month_report import WHOLE

NOTHING = "–"
#: From which length on to say it in which unit: seconds.
COARSE = ((DAY, HOUR), (5 * MINUTE, MINUTE))


class MonthWords:
    """Says what is frozen in a report, by whoever reads it.

    :param report: one ``service.report.month``, in the environment of the reader
    """

    def __init__(self, report):
        self.env = report.env
        self._report = report
        self._frozen = report.figures or {}
        self._locale = babel_locale_parse(get_lang(self.env).code)
        self._figures = report._names_of_figures()
        self._parts = report._names_of_parts()

    def content(self):
        """Everything that the document shows, for its template."""
        if not self._frozen:
            return {}
        return {
            "tiles": [self._tile(figure) for figure in self._frozen["figures"]],
            "points": [self._point(point) for point in self._frozen["outstanding"]],
            "charts": list(self._charts()),
            "tables": [
                self._table(part)
                for part in self._known_parts()
                if any(row["key"] is not None for row in part["rows"])
            ],
            "repeats": [self._repeat(one) for one in self._frozen["repeats"]],
            "subjects": [
                {**one, "key": json.dumps(one["words"])}
                for one in self._frozen.get("subjects", [])
            ],
            "intro": self.env._(
                "The report on complaints of %(company)s is sealed: it is attached.",
                company=self._report.sudo().company_id.name,
            ),
            "made": " ".join(self._made()),
            "note": self._note(),
            "is_empty": not self._frozen["figures"][0]["value"],
        }

    def _known_parts(self):
        """Without those of add-ons that are gone: nobody knows their names."""
        return [part for part in self._frozen["parts"] if part["code"] in self._parts]

    # --- figures ----------------------------------------------------------------------

    def said(self, unit, value):
        """A value with its unit; what is not known is a dash."""
        if value is None:
            return NOTHING
        if unit == "share":
            return format_percent(value, format="#,##0.#%", locale=self._locale)
        if unit == "seconds":
            return length_in_words(self.env, _coarse(value), "day")
        return format_decimal(round(value, 1), locale=self._locale)

    def _tile(self, figure):
        unit = figure["unit"]
        return {
            "label": self._figures[figure["code"]],
            "value": self.said(unit, figure["value"]),
            "n": figure["n"] if unit != "count" else None,
            "before": self.said(unit, figure["before"]),
            "year_before": self.said(unit, figure["year_before"]),
            "tone": figure["outstanding"],
        }

    def _point(self, point):
        unit = point["unit"]
        low, high = self._usual(point)
        if unit == "count":  # there is no half a complaint
            low, high = math.ceil(low), math.floor(high)
        what = self._figures[point["figure"]]
        if point["dimension"] != WHOLE:
            what = self.env._(
                "%(dimension)s “%(part)s”: %(figure)s",
                dimension=self._parts[point["dimension"]],
                part=self._name(point["dimension"], point["key"], point["name"]),
                figure=what,
            )
        text = self.env._(
            "usually %(low)s to %(high)s, on average %(mean)s",
            low=self.said(unit, low),
            high=self.said(unit, high),
            mean=self.said(unit, point["mean"]),
        )
        return {
            "tone": point["outstanding"],
            "what": what,
            "value": self.said(unit, point["value"]),
            "usual": text,
            "n": point["n"] if unit != "count" else None,
        }

    def _usual(self, compared):
        """From where to where a figure is usual."""
        far = self._frozen["limits"]["sigmas"] * compared["deviation"]
        high = compared["mean"] + far
        is_share = compared.get("unit") == "share"
        return max(compared["mean"] - far, 0), min(high, 1) if is_share else high

    # --- parts ------------------------------------------------------------------------

    def _table(self, part):
        most = max((row["value"] or 0) for row in part["rows"])
        return {
            "code": part["code"],
            "title": self._parts[part["code"]],
            "rows": [
                {
                    "key": json.dumps(row["key"]),
                    "name": self._name(part["code"], row["key"], row["name"]),
                    "count": row["value"],
                    "width": round(100 * (row["value"] or 0) / most) if most else 0,
                    "share": self.said("share", row["share"]),
                    "before": self.said("count", row["before"]),
                    "year_before": self.said("count", row["year_before"]),
                    "mean": self.said("count", row["mean"]),
                    "tone": row["outstanding"],
                    "kept": self.said("share", row["kept"]["value"]),
                    "kept_n": row["kept"]["n"],
                    "kept_tone": row["kept"]["outstanding"],
                }
                for row in part["rows"]
            ],
        }

    def name_of_part(self, dimension, row):
        """The name of a part with what it is a part by: "Kind: Goods"."""
        return self.env._(
            "%(dimension)s: %(part)s",
            dimension=self._parts[dimension],
            part=self._name(dimension, row["key"], row["name"]),
        )

    def _name(self, dimension, key, name):
        """The name that a part had then, in the language of the reader."""
        if key is None:
            return self.env._("Not entered")
        if isinstance(name, dict):
            lang = get_lang(self.env).code
            return name.get(lang) or name.get("en_US") or next(iter(name.values()), "")
        return name or self._report._name_of_code(dimension, key)

    def _repeat(self, one):
        kind = one["kind_name"] and self._name("kind", one["kind"], one["kind_name"])
        return {**one, "kind": kind or NOTHING}

    # --- charts -----------------------------------------------------------------------

    def _charts(self):
        counted, kept = self._frozen["figures"][:2]
        yield self._chart(counted, "count", None)
        if any(month["kept"] is not None for month in self._frozen["course"]):
            yield self._chart(kept, "kept", 1)

    def _chart(self, figure, place, top):
        course = self._frozen["course"]
        usual = None
        if figure["mean"] is not None:
            usual = month_chart.Usual(figure["mean"], *self._usual(figure))
        title = self._figures[figure["code"]]
        columns = [
            month_chart.Column(
                self._month_label(month["month"], at == 0),
                month[place],
                self._short(month[place], top),
                figure["outstanding"] if at == len(course) - 1 else "",
            )
            for at, month in enumerate(course)
        ]
        svg = month_chart.draw(title, columns, usual, top)
        return {"title": title, "svg": Markup(svg), "has_usual": usual is not None}

    def _short(self, value, top):
        if value is None:
            return ""
        return f"{round(100 * value)}" if top else f"{value:g}"

    def _month_label(self, month, is_first):
        """The number of a month, with the year where one begins."""
        day = date.fromisoformat(month)
        is_marked = is_first or day.month == 1
        return f"{day.month}/{day.year % 100:02}" if is_marked else str(day.month)

    def _made(self):
        """When it was counted, and who has sealed it."""
        report = self._report
        yield self.env._("Figures as of %(time)s.", time=self._moment(report.drawn_at))
        if report.sealed_at:
            yield self.env._(
                "Sealed by %(person)s, %(time)s.",
                person=report.sudo().sealed_by_id.name,
                time=self._moment(report.sealed_at),
            )

    def _moment(self, moment):
        tz = self._report.sudo().company_id.resource_calendar_id.tz or "UTC"
        return moment_in_words(self.env, moment, tz, ANOTHER_YEAR)

    def _note(self):
        limits = self._frozen["limits"]
        return self.env._(
            "What stands out rests on at least %(least)s cases and is more than "
            "%(sigmas)s standard deviations away from the mean of up to %(months)s "
            "months before, and from what chance alone makes of it. n: on how many "
            "cases a figure rests. Duplicates, declined and withdrawn complaints are "
            "not counted.",
            least=limits["least"],
            sigmas=format_decimal(limits["sigmas"], locale=self._locale),
            months=limits["months"],
        )


def _coarse(seconds):
    """A length as exactly as a mean deserves: days with hours, hours with minutes."""
    unit = next((u for least, u in COARSE if seconds >= least), 1)
    return round(seconds / unit) * unit


def month_in_words(env, month):
    """October 2026, 2026年10月."""
    return date_in_words(env, month)
