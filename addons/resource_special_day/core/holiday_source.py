"""Public holidays and make-up working days of the `holidays` library, without ORM.

Years are calendar years, countries ISO 3166-1 alpha-2 codes, regions the library's
codes (mostly ISO 3166-2 without the country).
"""

import inspect
import re
import sys
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import holidays
from holidays.registry import EntityLoader

# How the library cites a yearly decree that it has been checked with: "[2026](https…"
CITED_YEAR = re.compile(r"\[(\d{4})\]\(")


class SourceDay(NamedTuple):
    """A day that the library lists."""

    date: date
    is_working: bool
    names: dict[str, str]  # by language; empty for a make-up day
    like_weekday: int | None = None  # of the day off that a make-up day is worked for
    day_off: date | None = None
    is_estimated: bool = False  # depends on an announcement, e.g. of the new moon


class ExistingDay(NamedTuple):
    """A special day that is there already."""

    is_working: bool
    like_weekday: int | None
    name: str
    is_import: bool


def countries() -> set[str]:
    """Return the codes of the countries that the library knows."""
    return set(EntityLoader.get_country_codes(include_aliases=False))


def regions(country: str) -> dict[str, str]:
    """Return the codes and names of the country's regions with own holidays."""
    aliases = holidays.country_holidays(country).get_subdivision_aliases()
    return {code: names[0] if names else code for code, names in aliases.items()}


def years(country: str) -> tuple[int, int]:
    """Return the first and the last year that the library knows of a country."""
    entity = holidays.country_holidays(country)
    return entity.start_year, entity.end_year


def decreed_until(country: str) -> int:
    """Return the last year whose decree the library has, of a country whose authorities
    move working days to weekends by a decree for each year; 0 if it has none.

    The library has rules for the holidays of any year, but the rules do not know the
    decree: a year without one would be a guess.
    """
    entity = holidays.country_holidays(country)
    moved = {year for year, *_move in _moves(entity)}
    return max(moved | _cited_years(entity), default=0)


def _cited_years(entity) -> set[int]:
    module = sys.modules[type(entity).__module__]
    classes = [item for item in vars(module).values() if inspect.isclass(item)]
    own = [item for item in classes if item.__module__ == module.__name__]
    return {
        int(year) for item in own for year in CITED_YEAR.findall(item.__doc__ or "")
    }


def _moves(entity):
    """Yield (year, date that is worked, date that is off) of a country's decrees."""
    for year, entries in getattr(entity, "special_public_holidays", {}).items():
        entries = entries if isinstance(entries[0], tuple) else (entries,)
        for off_month, off_day, *rest in entries:
            if len(rest) > 1:  # otherwise the name of a special holiday
                month, day, *worked_year = rest
                worked = date(*(worked_year or [year]), month, day)
                yield year, worked, date(year, off_month, off_day)


def days(
    country: str, region: str | None, year: int, languages: Iterable[str]
) -> list[SourceDay]:
    """Return the public holidays and make-up working days of a year, by date.

    Make-up days that the year's decree puts into the year before are included.
    """
    entities = {
        language: _entity(country, region, year, language) for language in languages
    }
    first = next(iter(entities.values()))
    listed = [
        SourceDay(
            day,
            is_working=False,
            names={code: entity[day] for code, entity in entities.items()},
            is_estimated=_is_estimated(first, first[day]),
        )
        for day in first
    ]
    of_date = {day.date: day for day in [*listed, *_make_up_days(first, year)]}
    return [of_date[day] for day in sorted(of_date)]


def _make_up_days(entity, year):
    days_off = {worked: day_off for _year, worked, day_off in _moves(entity)}
    for day in entity.weekend_workdays:
        if day.year in (year - 1, year):
            day_off = days_off.get(day)
            yield SourceDay(
                day,
                is_working=True,
                names={},
                like_weekday=day_off.weekday() if day_off else None,
                day_off=day_off,
            )


def _entity(country, region, year, language):
    entity = holidays.country_holidays(country)
    return holidays.country_holidays(
        country,
        subdiv=region or None,
        years=year,
        expand=False,
        language=best_language(
            language, entity.supported_languages, entity.default_language
        ),
    )


def best_language(
    wanted: str, supported: Iterable[str], default: str | None
) -> str | None:
    """Return the language of the library that serves a reader best: the reader's,
    a relative of it, English, the country's own."""
    base = wanted.split("_")[0]
    relatives = [code for code in (default, *supported) if code and _is_a(code, base)]
    for code in (wanted, base, *relatives, "en_US"):
        if code in supported:
            return code
    return default


def _is_a(code, base):
    return code.split("_")[0] == base


def _is_estimated(entity, name):
    for attribute in ("estimated_label", "observed_estimated_label"):
        label = getattr(entity, attribute, None)
        if label:
            before, _name, after = entity.tr(label).partition("%s")
            if name.startswith(before) and name.endswith(after):
                return True
    return False


def action(day: SourceDay, name: str, existing: ExistingDay | None) -> str:
    """Return what an import does with a listed day.

    :return: add, update, unchanged, or manual: entered by hand, left as it is
    """
    if existing is None:
        return "add"
    if not existing.is_import:
        return "manual"
    wanted = (day.is_working, day.like_weekday, name)
    found = (existing.is_working, existing.like_weekday, existing.name)
    return "unchanged" if wanted == found else "update"
