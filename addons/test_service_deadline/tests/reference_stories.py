"""Random schedules and stories for the reference: plain values from a seed."""

from datetime import date, timedelta
from random import Random

ZONES = [
    "UTC",
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Africa/Cairo",  # changes its clocks at midnight
    "Australia/Lord_Howe",  # by half an hour
    "Asia/Kathmandu",
]
# Mondays of weeks in which some of them change their clocks, and of usual ones.
MONDAYS = [
    date(2026, 3, 2),
    date(2026, 3, 23),
    date(2026, 4, 20),
    date(2026, 6, 8),
    date(2026, 10, 19),
    date(2025, 12, 22),
]
OFFICE = [(8, 12), (13, 17)]
USUAL = [[], OFFICE, OFFICE, [(0, 24)], [(0, 6), (22, 24)], [(9, 12.5)], [(14, 22)]]
GAPS = [0, 1, 10, 60, 4 * 60, 17 * 60, 24 * 60, 3 * 24 * 60]
SOURCES = ["team", "team", "responsible", "company", "rule"]
# What can happen, each as often as it is written here.
WORDS = [
    *["wait", "go_on"] * 3,
    *["pause", "resume"] * 2,
    "look",
    "reopen",
    *["special_day", "leave", "line", "zone", "flexible"],
    *["calendar_of_team", "calendar_of_company", "calendar_of_person"],
    *["calendar_of_rule", "source", "team", "person", "delete_calendar"],
]


class Story:
    """One case: a rule, three schedules, and what happens one after the other.

    :param seed: the same seed, the same story
    """

    def __init__(self, seed):
        self.random = random = Random(seed)
        self.monday = random.choice(MONDAYS)
        self.schedules = [self._schedule() for _calendar in range(3)]
        self.source = random.choice(SOURCES)
        unit = random.choice(["minute", "hour", "hour", "day"])
        most = {"minute": 300, "hour": 20, "day": 5}[unit]
        self.rule = {
            "unit": unit,
            "limit": random.randint(1, most),
            "end_of_day": random.random() < 0.4,
            "clock": random.choice(["working"] * 3 + ["elapsed"]),
            "pause_max": random.choice([0, 0, 1, 3, 30]),
        }
        self.start = random.randint(0, 6 * 24 * 60)  # minutes after Monday, UTC
        self.chapters = self._chapters()

    def _chapters(self):
        """[(minutes after the start, word, what it needs), …], and the end."""
        random, now, told = self.random, 0, []
        # a few kinds of things that happen again and again
        words = random.sample(WORDS, 5) + ["wait", "go_on"]
        for _chapter in range(random.randint(3, 9)):
            now += self._gap()
            word = random.choice(words)
            told.append((now, word, getattr(self, f"_{word}", self._nothing)()))
        return [*told, (now + self._gap(), "done", None)]

    def _gap(self):
        random = self.random
        return random.choice([random.choice(GAPS), random.randint(0, 36 * 60)])

    # --- schedules --------------------------------------------------------------------

    def _schedule(self):
        random = self.random
        weeks = random.choice([1, 1, 2])
        days = [self._hours() for _day in range(7 * weeks)]
        days[random.randrange(5)] = OFFICE  # somebody works at some time
        return {
            "tz": random.choice(ZONES),
            "two_weeks": weeks == 2,
            "days": days,
            "flexible": random.random() < 0.15 and self._flexible(),
            "leaves": [self._leave() for _n in range(random.randint(0, 2))],
            "special_days": [
                self._special_day() for _n in range(random.choice([0, 0, 1, 3]))
            ],
        }

    def _hours(self):
        random = self.random
        if random.random() < 0.7:
            return random.choice(USUAL)
        marks = sorted(random.sample(range(97), random.choice([2, 4])))
        hours = [mark / 4 for mark in marks]
        return list(zip(hours[::2], hours[1::2], strict=True))

    # --- what words need --------------------------------------------------------------

    def _nothing(self):
        return None

    def _special_day(self):
        random = self.random
        kind = random.choice(["holiday", "working"])
        like = kind == "working" and random.choice([False, *map(str, range(7))])
        return {
            "date": self.monday + timedelta(days=random.randint(-1, 14)),
            "kind": kind,
            "like_weekday": like,
            "for_all": random.random() < 0.5,
        }

    def _leave(self):
        """A time off for all, of a part of a day or of days."""
        random = self.random
        begin = random.randint(-24 * 60, 14 * 24 * 60)
        length = random.choice([30, 3 * 60, 9 * 60, 24 * 60, 60 * 60])
        return {
            "begin": begin,
            "end": begin + length,
            "for_all": random.random() < 0.3,
            "is_work": random.random() < 0.1,
        }

    def _line(self):
        return self.random.randrange(3), self.random.choice([0.25, 1, -1, None])

    def _zone(self):
        return self.random.choice(ZONES)

    def _flexible(self):
        return self.random.choice([(8, 40), (6, 20), (7.5, 45)])

    def _pause(self):
        return self.random.choice([None, 10, 120, 26 * 60])

    def _source(self):
        return self.random.choice(SOURCES)

    def _calendar(self):
        return self.random.randrange(3)

    _calendar_of_team = _calendar_of_company = _calendar_of_person = _calendar
    _calendar_of_rule = _team = _person = _calendar
