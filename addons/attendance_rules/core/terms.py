"""The figures of one policy version, as the judgement needs them."""

from dataclasses import dataclass, field, fields
from math import inf

#: From harmless to grave.
SEVERITIES = ("tolerated", "late", "serious", "half_absence")


@dataclass(frozen=True)
class Band:
    """What lateness (or leaving early) of more than so much is.

    :param kind: "late", "early" or "both"
    :param over: seconds; the band begins one second later
    :param half: it begins above half of the shift (less leave), whatever ``over`` says
    :param severity: "tolerated", "late", "serious" or "half_absence"
    :param deduction: "none", "fixed" (``amount`` in minor units), "per_minute"
        (``amount`` in minor units per minute begun) or "daily_share" (``amount`` is a
        share of the daily wage, 0.5 for half of it)
    """

    kind: str = "both"
    over: int = 0
    half: bool = False
    severity: str = "late"
    deduction: str = "none"
    amount: float = 0


@dataclass(frozen=True)
class Terms:
    """One policy version.

    :param reach: seconds around a shift in which punches belong to it, at most
    :param split_gap: seconds; a longer gap in the plan makes two shifts
    :param merge: seconds; presses of a clock within it are one
    :param longest: seconds; a longer stretch of presence is a forgotten check-out and
        the next check-in (0: never)
    :param away: seconds; a longer absence within the shift is shown (0: never)
    :param both_count_once: late and early in one shift are one incident, the graver
    :param bands: lateness below every band is nothing at all
    :param monthly_grace: incidents (late or early) a month that cost nothing
    :param grace_breaks_full: whether a graced incident ends full attendance
    :param absence_deduction: share of the daily wage for a day of absence
    :param wage_days: days that a month's wage is divided by (0: the planned days)
    :param cap_share: share of the month's wage that deductions never exceed (None:
        no such cap)
    :param cap_floor: minor units of the month's wage that deductions never touch
    :param talk_threshold: days in a row, late or early, that make a talk due (0: never)
    :param overtime_rates: {"workday": 1.5, "restday": 2.0, "holiday": 3.0}
    """

    reach: int = 4 * 3600
    split_gap: int = 4 * 3600
    merge: int = 120
    longest: int = 0
    away: int = 0
    both_count_once: bool = False
    bands: tuple = ()
    monthly_grace: int = 0
    grace_breaks_full: bool = True
    absence_deduction: float = 0
    wage_days: float = 0
    cap_share: float | None = None
    cap_floor: int = 0
    talk_threshold: int = 0
    overtime_rates: dict = field(default_factory=dict)
    #: Read by the verdict on the month; no day depends on them.
    OF_MONTH = (
        *("monthly_grace", "grace_breaks_full", "talk_threshold"),
        *("wage_days", "cap_share", "cap_floor"),
    )
    late_bands: tuple = field(init=False, repr=False, compare=False)
    early_bands: tuple = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        for kind in ("late", "early"):
            bands = [band for band in self.bands if band.kind in (kind, "both")]
            bands.sort(key=lambda band: (band.half, band.over), reverse=True)
            object.__setattr__(self, f"{kind}_bands", tuple(bands))

    def of_days(self):
        """The figures that the verdict on a day reads, plainly.

        :return: ((name, value), …)
        """
        return tuple(
            (one.name, getattr(self, one.name))
            for one in fields(self)
            if one.init and one.name not in self.OF_MONTH
        )

    def band(self, kind, seconds, planned):
        """The gravest band that so many seconds exceed, or None.

        :param kind: "late" or "early"
        :param planned: seconds of the shift without leave
        """
        bands = self.late_bands if kind == "late" else self.early_bands
        for band in bands:
            if 2 * seconds > planned if band.half else seconds > band.over:
                return band
        return None

    def tolerance(self, kind, planned):
        """Seconds that are not yet late (or early): what exceeds them is counted.

        :param kind: "late" or "early"
        :param planned: seconds of the shift without leave
        :return: infinite if nothing is ever counted
        """
        bands = self.late_bands if kind == "late" else self.early_bands
        return min(
            [
                planned // 2 if band.half else band.over
                for band in bands
                if band.severity != "tolerated"
            ],
            default=inf,
        )
