"""The verdicts on a date: the only list of them, with their names and looks.

A verdict is what the core says of a date (``core.day_verdict``). Everything that shows
one reads it here: the selection of the field, the picture of a month with its legend,
the calendar. A new verdict is a line here and a rule in the core.
"""

from typing import NamedTuple

#: Odoo's colours, for a calendar; 0 is none.
GREEN, BLUE, ORANGE, RED, VIOLET = 10, 8, 2, 1, 5


class Verdict(NamedTuple):
    """How a verdict is called and shown.

    :param label: in English; a label of a selection is translated by Odoo
    :param tone: good, info, warn, bad, extra, open, free or none: a colour of the theme
    :param icon: Font Awesome class, so that nobody depends on colours
    :param color: in a calendar
    :param correctable: a corrected punch can make another verdict of it
    """

    label: str
    tone: str
    icon: str
    color: int = 0
    correctable: bool = False


#: By code, in the order of a legend.
VERDICTS = {
    "present": Verdict("Present", "good", "fa-check", GREEN),
    "flexible": Verdict("Flexible Hours", "good", "fa-check", GREEN),
    "trip": Verdict("Business Trip", "info", "fa-suitcase", BLUE),
    "leave": Verdict("On Leave", "info", "fa-plane", BLUE),
    "late": Verdict("Late", "warn", "fa-hourglass-end", ORANGE, correctable=True),
    "early": Verdict("Left Early", "warn", "fa-sign-out", ORANGE, correctable=True),
    "late_early": Verdict(
        "Late and Left Early", "warn", "fa-exchange", ORANGE, correctable=True
    ),
    "missing_in": Verdict(
        "Check-in Missing", "warn", "fa-question", ORANGE, correctable=True
    ),
    "missing_out": Verdict(
        "Check-out Missing", "warn", "fa-question", ORANGE, correctable=True
    ),
    "half_absence": Verdict(
        "Half a Day Absent", "bad", "fa-adjust", RED, correctable=True
    ),
    "absent": Verdict("Absent", "bad", "fa-times", RED, correctable=True),
    "off_plan": Verdict("Worked on a Rest Day", "extra", "fa-plus", VIOLET),
    "awaiting": Verdict("Open", "open", "fa-ellipsis-h"),
    "holiday": Verdict("Holiday", "free", "fa-star-o"),
    "rest": Verdict("Rest Day", "free", ""),
    "not_employed": Verdict("Not Employed", "none", ""),
}
