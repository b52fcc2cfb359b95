"""CS-1.6: frequent violations exclude from the year-end award, and say which."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AwardLimits:
    """How much a year may hold. Zero or less means that it does not matter."""

    incidents: int = 0
    absences: float = 0.0


def exclusion(incidents, absences, limits):
    """Why a year's record excludes from awards.

    :param int incidents: late arrivals and early departures that nobody excused
    :param float absences: days of unexplained absence
    :return: explanation lines ``(code, {arguments})``; none: the award is open
    """
    lines = []
    if 0 < limits.incidents < incidents:
        arguments = {"count": incidents, "limit": limits.incidents}
        lines.append(("award_incidents", arguments))
    if 0 < limits.absences < absences:
        arguments = {"count": absences, "limit": limits.absences}
        lines.append(("award_absences", arguments))
    return lines
