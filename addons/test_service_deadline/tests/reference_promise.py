"""What becomes of a promise, the slow and obvious way: minute by minute.

The reference that the engine is compared with. It knows nothing of the engine: it
counts minutes. All instants are whole minutes since the epoch.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Promised:
    """What a rule says.

    :param unit: "minute", "hour" or "day"
    :param longest: minutes after which a pause by rule is over, 0 for never
    """

    unit: str
    limit: int
    end_of_day: bool
    longest: int


def due(promised, minutes, start, pauses):
    """When a promise is due.

    :param minutes: :class:`~.reference_hours.Minutes`, what counts
    :param pauses: [(begin, end), …] that are over, in order
    """
    if promised.unit == "day":
        return _due_by_days(promised, minutes, start, pauses)
    return _due_by_hours(promised, minutes, start, pauses)


def _due_by_hours(promised, minutes, start, pauses):
    """The clock runs in each worked minute in which the promise does not wait.

    What waits when all its time is used up cannot break: it has until the pause ends,
    and until the end of that day, if the rule says so.
    """
    figure = promised.limit * (60 if promised.unit == "hour" else 1)
    now = start
    while figure:
        waits = any(begin <= now < end for begin, end in pauses)
        if minutes.is_worked(now) and not waits:
            figure -= 1
        now += 1
    found = _end_of_day(minutes, now) if promised.end_of_day else now
    for begin, end in pauses:
        if now <= begin <= found and end > found:
            found = _end_of_day(minutes, end) if promised.end_of_day else end
    return found


def _due_by_days(promised, minutes, start, pauses):
    """Working dates are counted first. Each pause moves on what they lead to by the
    worked minutes that it takes, and never ends after it."""
    found = _nth_day(promised, minutes, start)
    for begin, end in pauses:
        if begin <= found:
            left = minutes.count(max(begin, start), max(end, start))
            while left:
                left -= minutes.is_worked(found)
                found += 1
            found = max(found, end)
    return found


def _nth_day(promised, minutes, start):
    today = minutes.date(start)
    if promised.limit:
        later = [day for day in minutes.days if day > today]
        day = later[promised.limit - 1]
    else:
        day = next(day for day in minutes.days if day >= today)
    if promised.end_of_day:
        return minutes.closing(day)
    if not promised.limit:
        while not minutes.is_worked(start):
            start += 1
        return start
    if today not in minutes.days:
        return minutes.closing(day)
    return _into_hours(minutes, start, day)


def _into_hours(minutes, start, day):
    """The same time of another day: back to the last closing, or on to the opening."""
    clock = minutes.local(start)
    wanted = minutes.minute_of_wall(day, clock.hour * 60 + clock.minute)
    opening = minutes.opening(day)
    if wanted <= opening:
        return opening
    while not minutes.is_worked(wanted) and not minutes.is_worked(wanted - 1):
        wanted -= 1
    return wanted


def _end_of_day(minutes, moment):
    """The closing of the local date, or of the next one that is not over."""
    today = minutes.date(moment)
    for day in minutes.days:
        if day >= today and minutes.closing(day) >= moment:
            return minutes.closing(day)
    raise LookupError("nobody works any more")


class Promise:
    """One promise, led through what happens to its record, in the order of time.

    Each method is told the hours that count at that time: the past is seen with them.
    """

    def __init__(self, promised, start):
        self.promised, self.start = promised, start
        self.pauses, self.waiting = [], None  # (since, until or None, who)
        self.reason = self.spent = False
        self.ended = self.worked = self.overrun = None

    def due(self, minutes):
        return due(self.promised, minutes, self.start, self.pauses)

    def pass_time(self, now, minutes):
        """Pauses that have a longest time are over when it is."""
        while self.waiting and self.waiting[1] is not None and self.waiting[1] <= now:
            until, who = self.waiting[1:]
            self._end_pause(until)
            if who == "rule":
                self.spent = True
            self.follow(until, minutes)

    def follow(self, now, minutes):
        """Wait by the rule, if it has its reason, and nothing is broken or used up."""
        free = not self.waiting and not self.ended
        if free and self.reason and not self.spent and now <= self.due(minutes):
            longest = self.promised.longest
            self.waiting = (now, now + longest if longest else None, "rule")

    def _end_pause(self, now):
        self.pauses.append((self.waiting[0], now))
        self.waiting = None

    # --- what happens -----------------------------------------------------------------

    def give_reason(self, now, minutes, reason):
        """The record says that the promise may wait, or says so no more."""
        self.pass_time(now, minutes)
        self.reason = reason
        if not reason:
            self.spent = False
            if self.waiting and self.waiting[2] == "rule":
                self._end_pause(now)
        self.follow(now, minutes)

    def pause(self, now, minutes, until):
        """Somebody lets it wait."""
        self.pass_time(now, minutes)
        if not self.waiting and now <= self.due(minutes):
            self.waiting = (now, until, "hand")

    def resume(self, now, minutes):
        """Somebody lets it run on: the rule has had its pause."""
        self.pass_time(now, minutes)
        if self.waiting:
            self._end_pause(now)
            self.spent = self.reason

    def stop(self, now, minutes):
        """It is done."""
        self.pass_time(now, minutes)
        if self.waiting:
            self._end_pause(now)
        found, paused = self.due(minutes), 0
        for begin, end in self.pauses:
            paused += minutes.count(max(begin, self.start), end)
        self.ended = "met" if now <= found else "met_late"
        self.worked = max(0, minutes.count(self.start, now) - paused)
        self.overrun = minutes.count(found, now) if now > found else 0

    def state(self, now, minutes):
        if self.ended:
            return self.ended
        if self.waiting:
            return "paused"
        return "breached" if now > self.due(minutes) else "running"
