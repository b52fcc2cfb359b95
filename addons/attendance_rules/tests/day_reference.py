"""What a day is, worked out from what somebody really did: slow and obvious.

Nothing of the add-on is used here. Time is walked minute by minute; a minute is planned
or not, off or not, attended or not, and minutes are counted. Where the product has to
guess from the presses of a clock, this knows the truth, because it made the presses up.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York")
#: Minutes, as the delivered policy has them (CS-1.3).
LATE, SERIOUS = 5, 30
OFFICES = (
    ((9, 12), (13, 18)),
    ((8, 12), (13, 17)),
    ((9, 13), (14, 18)),
    ((8.5, 12), (12.75, 17)),
    ((8, 16),),
)
NIGHT_HEAD, NIGHT_TAIL = (22, 24), (0, 6)


@dataclass
class Act:
    """What somebody does about one shift; minutes.

    :param absent: does not come at all
    :param late: after what is to be attended begins; negative: before
    :param over: after it ends; negative: leaves early
    :param forgotten: "in", "out" or ""
    :param lunch: presses the clock for the break, too
    :param doubled: "in" or "out": presses twice within a minute
    """

    absent: bool = False
    late: int = -3
    over: int = 4
    forgotten: str = ""
    lunch: bool = False
    doubled: str = ""


@dataclass
class Leave:
    """Time off of one date: "day", "am", "pm" or hours of the clock."""

    day: date
    kind: str
    hours: tuple = ()


@dataclass
class Case:
    """One person's week: a schedule, what happens to it, and what the person does.

    :param lines: {weekday or (week, weekday): ((from, to), …)}
    :param special: {date: "holiday" or "working"}
    :param edited: from this date on ``lines`` count instead of ``before``
    :param device: "kiosk" (one button), "said" (in and out are said) or "pairs"
    """

    seed: int
    kind: str
    tz: str
    own_tz: str
    monday: date
    lines: dict
    device: str
    special: dict = field(default_factory=dict)
    edited: date | None = None
    before: dict = field(default_factory=dict)
    leave: Leave | None = None
    acts: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict, repr=False)

    # When: every minute of the week, in UTC and on the clock of the schedule

    def instant(self, day, hour):
        """UTC of an hour of the clock of a date."""
        local = datetime.combine(day, datetime.min.time(), ZoneInfo(self.tz))
        days, minutes = divmod(round(hour * 60), 24 * 60)
        local = (local + DAY * days).replace(hour=minutes // 60, minute=minutes % 60)
        return local.astimezone(UTC)

    def dates(self):
        """The seven dates of the week."""
        return [self.monday + DAY * number for number in range(7)]

    def lines_of(self, day):
        """Hours of a date by the schedule alone."""
        lines = self.before if self.edited and day < self.edited else self.lines
        if self.kind == "two weeks":
            week = (day.toordinal() - 1) // 7 % 2
            return lines.get((week, day.weekday()), ())
        return lines.get(day.weekday(), ())

    # What was planned

    def shift(self, day):
        """Planned minutes of the shift that begins on a date, as UTC minutes."""
        return self._once(self._shift, day)

    def _once(self, find, day):
        """Work something out about a date once: it never changes."""
        key = find.__name__, day
        if key not in self.known:
            self.known[key] = find(day)
        return self.known[key]

    def _shift(self, day):
        kind = self.special.get(day)
        if kind == "holiday":
            return []
        if self.kind == "night":
            begins = NIGHT_HEAD in self.lines_of(day) or kind == "working"
            if not begins or self.special.get(day + DAY) == "holiday":
                return []  # what a holiday leaves of a night is nobody's duty
            hours = [(day, *NIGHT_HEAD), (day + DAY, *NIGHT_TAIL)]
        else:
            lines = self.lines_of(day)
            if kind == "working" and not lines:
                lines = self.lines_of(self.monday)
            hours = [(day, *line) for line in lines]
        minutes = []
        for on, start, end in hours:
            moment, stop = self.instant(on, start), self.instant(on, end)
            while moment < stop:
                minutes.append(moment)
                moment += MINUTE
        return minutes

    def off(self, day):
        """Minutes of the shift of a date that are on leave."""
        return self._once(self._off, day)

    def _off(self, day):
        leave = self.leave
        if not leave:
            return []
        if leave.kind == "day" and self.shift(leave.day):
            return self.shift(day) if leave.day == day else []
        return [
            minute for minute in self.shift(day) if self._is_off(leave, day, minute)
        ]

    def _is_off(self, leave, day, minute):
        clock = minute.astimezone(ZoneInfo(self.tz))
        if clock.date() != leave.day:
            return False
        hour = clock.hour + clock.minute / 60
        if leave.kind == "day":
            return True  # the date of the end of the last night
        if leave.kind == "hours":
            return leave.hours[0] <= hour < leave.hours[1]
        pause = 12
        lines = self.lines_of(day) or self.lines_of(self.monday)
        if self.kind != "night" and len(lines) == 2:
            pause = lines[1][0]
        return hour < pause if leave.kind == "am" else hour >= pause

    def left(self, day):
        """Minutes of the shift that are to be attended."""
        return self._once(self._left, day)

    def _left(self, day):
        off = set(self.off(day))
        return [minute for minute in self.shift(day) if minute not in off]

    # What happened

    def stay(self, day):
        """When somebody came and went, or None."""
        left, act = self.left(day), self.acts.get(day)
        if not left or not act or act.absent:
            return None
        return left[0] + MINUTE * act.late, left[-1] + MINUTE * (1 + act.over)

    def presses(self, day):
        """What the clock noted of a date: [(instant, "in" or "out"), …]."""
        stay = self.stay(day)
        if not stay:
            return []
        act, (came, went) = self.acts[day], stay
        pressed = [(came, "in"), (went, "out")]
        pause = self._pause(day)
        if act.lunch and pause and came < pause[0] and pause[1] < went:
            pressed[1:1] = [(pause[0] + MINUTE, "out"), (pause[1] - MINUTE * 2, "in")]
        if act.forgotten == "in":
            del pressed[0]
        if act.forgotten == "out":
            del pressed[-1]
        if act.doubled == "in" and act.forgotten != "in":
            pressed.insert(1, (pressed[0][0] + MINUTE, "in"))
        if act.doubled == "out" and act.forgotten != "out":
            pressed.append((pressed[-1][0] + MINUTE, "out"))
        return pressed

    def _pause(self, day):
        left = self.left(day)
        for one, other in zip(left, left[1:], strict=False):
            if other - one > MINUTE * 15:
                return one + MINUTE, other
        return None

    def rows(self):
        """What is stored of the week: [(in or None, out or None), …]."""
        pressed = [press for day in self.dates() for press in self.presses(day)]
        if self.device == "kiosk":
            instants = [instant for instant, _direction in pressed]
            return [
                (*instants[n : n + 2], None)[:2] for n in range(0, len(instants), 2)
            ]
        rows, came = [], None
        for instant, direction in pressed:
            if direction == "in":
                if came:
                    rows.append((came, None))
                came = instant
            else:
                rows.append((came, instant))
                came = None
        return rows + ([(came, None)] if came else [])

    # What that comes to

    def expected(self, day):
        """Verdict, minutes planned, on leave, late, early, and kinds of incidents."""
        shift, off, left = self.shift(day), self.off(day), self.left(day)
        if not shift:
            free = "holiday" if self.special.get(day) == "holiday" else "rest"
            return (free, 0, 0, 0, 0, ())
        stay, act = self.stay(day), self.acts.get(day)
        if not left:
            return ("leave", len(shift), len(off), 0, 0, ())
        if not stay:
            kind = "half_absence" if off else "absence"
            verdict = "half_absence" if off else "absent"
            return (verdict, len(shift), len(off), 0, 0, (kind,))
        came, went = stay
        went += MINUTE * (act.doubled == "out")
        late = sum(minute < came for minute in left)
        early = sum(minute >= went for minute in left)
        late = 0 if act.forgotten == "in" else late
        early = 0 if act.forgotten == "out" else early
        kinds = []
        if act.forgotten == "in":
            kinds.append("missing_in")
        kinds += self._counted("late", late, left)
        if act.forgotten == "out":
            kinds.append("missing_out")
        kinds += self._counted("early", early, left)
        verdict = self._name(kinds)
        return (verdict, len(shift), len(off), late, early, tuple(kinds))

    def _counted(self, kind, minutes, left):
        if 2 * minutes > len(left):
            return ["half_absence"]
        return [kind] if minutes > LATE else []

    def _name(self, kinds):
        for kind in ("half_absence", "missing_in", "missing_out"):
            if kind in kinds:
                return kind
        if "late" in kinds and "early" in kinds:
            return "late_early"
        return kinds[0] if kinds else "present"


def make(seed):
    """A case at random, the same for the same seed."""
    chance = random.Random(seed)
    kind = chance.choice(["office", "office", "office", "night", "two weeks"])
    monday = MONDAY + DAY * 7 * chance.randrange(3)
    case = Case(
        seed,
        kind,
        chance.choice(ZONES),
        chance.choice((*ZONES, "UTC")),
        monday,
        _lines(kind, chance),
        chance.choice(["kiosk", "kiosk", "said", "pairs"]),
    )
    if kind == "office" and chance.random() < 0.3:
        case.before, case.edited = case.lines, monday + DAY * 3
        case.lines = _lines(kind, chance)
    if chance.random() < 0.4 and not case.edited:
        _add_special(case, chance)
    if chance.random() < 0.6:
        case.leave = _leave(case, chance)
    for day in case.dates():
        case.acts[day] = _act(case, chance)
    return case


def _lines(kind, chance):
    if kind == "night":
        return {
            number: ((NIGHT_HEAD,) if number < 5 else ())
            + ((NIGHT_TAIL,) if 0 < number < 6 else ())
            for number in range(6)
        }
    hours = chance.choice(OFFICES)
    if kind == "office":
        return dict.fromkeys(range(5), hours)
    other = chance.choice(OFFICES)
    return {(week, day): (hours, other)[week] for week in (0, 1) for day in range(5)}


def _add_special(case, chance):
    if chance.random() < 0.5:
        case.special[case.monday + DAY * chance.randrange(1, 4)] = "holiday"
    else:
        case.special[case.monday + DAY * 5] = "working"


def _leave(case, chance):
    # After the last night of a week there is the end of it only.
    day = case.monday + DAY * chance.randrange(1, 6 if case.kind == "night" else 5)
    if case.special.get(day) or case.special.get(day - DAY):
        return None
    kind = chance.choice(["day", "am", "pm", "hours"])
    if kind == "pm" and not case.shift(day):
        kind = "am"  # nobody works in the afternoon after the last night
    if kind != "hours":
        return Leave(day, kind)
    starts = [0, 3] if case.kind == "night" else [9, 14, 15]
    start = chance.choice(starts)
    return Leave(day, kind, (start or 0.25, start + 2))


def _act(case, chance):
    act = Act(lunch=chance.random() < 0.3)
    act.absent = chance.random() < 0.07
    act.late = chance.choice([-12, -3, -3, 0, 0, 3, 5, 6, 25, 45])
    act.over = chance.choice([15, 4, 4, 0, 0, -3, -5, -6, -40])
    act.forgotten = chance.choice(["in", "out"] + [""] * 12)
    if case.device == "kiosk":
        act.doubled = chance.choice(["in", "out"] + [""] * 8)
    return act
