"""Says in the reader's language how a due time came about, and what happened."""

from datetime import datetime

from odoo import fields

from odoo.addons.base_engine_tools.core.instants import to_datetime, to_seconds
from odoo.addons.base_engine_tools.words.dates import (
    WEEKDAY,
    date_in_words,
    moment_in_words,
    time_in_words,
)
from odoo.addons.base_engine_tools.words.lengths import length_in_words

from ..core.deadline_clock import due_times, instant_after, pause_seconds
from ..core.explanation import Line, explain
from ..core.working_time import NoWorkingTime
from ..engine.times import Times
from .figures import figure_in_words

# Lines whose seconds are seconds of the deadline's clock
COUNTED = ("worked", "more", "carried", "pause")


class Explanation:
    """How the due time of one promise came about, and what happened to it.

    All times are those of the working hours' time zone, in which the promise is
    counted; where it is not the reader's, a line names it.

    :param deadline: one ``service.deadline``, in superuser mode
    """

    def __init__(self, deadline):
        self.env, self.deadline = deadline.env, deadline
        self.tz = deadline.env.tz.zone

    def lines(self):
        """Lines of the reckoning, then of the log.

        :return: [{"kind", "at", "text", "seconds"}, …]; "when" is the moment of a line
            of the log, in words
        """
        if not self.deadline.started_at:
            return []
        try:
            reckoning = self._reckoning()
        except NoWorkingTime:
            text = self.env._("The working hours have no opening times any more.")
            reckoning = [_line("error", text)]
        return [
            *reckoning,
            *self._waits(),
            *self._zone(),
            *(self._event_line(event) for event in self.deadline.event_ids),
        ]

    def _waits(self):
        """Why the promise is paused, and until when."""
        deadline = self.deadline
        if deadline.state != "paused":
            return []
        reason = deadline.pause_reason_id.name or self.env._("by rule")
        if not deadline.pause_until:
            return [_line("waits", self.env._("Paused: %(reason)s", reason=reason))]
        end = moment_in_words(self.env, deadline.pause_until, self.tz)
        text = self.env._("Paused until %(end)s: %(reason)s", end=end, reason=reason)
        return [_line("waits", text)]

    def _zone(self):
        """The zone of all times, where the reader lives in another one."""
        if self.tz == self.env.tz.zone:
            return []
        return [_line("zone", self.env._("Times of %(zone)s", zone=self.tz))]

    def _reckoning(self):
        deadline = self.deadline
        terms = deadline.terms_id._terms()
        times = Times(self.env, to_seconds(fields.Datetime.now()))
        start = to_seconds(deadline.started_at)
        time = times.of_calendar(
            deadline.calendar_id.id, deadline.company_id.id, terms.clock, start
        )
        self.tz = time.zone.key
        clock = deadline.event_ids._clock()
        base = instant_after(terms, time, start, terms.limit)
        labels = deadline.calendar_id._day_labels(
            deadline.company_id, time.local_date(start), time.local_date(base)
        )
        lines = explain(terms, time, clock, self._pauses(time, start), labels)
        if self._is_outdated(terms, time, clock):
            lines = [lines[0], Line("outdated", clock.started), lines[-1]]
        writer = Writer(self.env, time)
        intro = {
            "kind": "rule",
            "at": False,
            "text": self._promise_text(terms),
            "seconds": 0,
        }
        return [intro, *(writer.line(line) for line in lines)]

    def _is_outdated(self, terms, time, clock):
        """Whether the hours have changed since a deadline has ended."""
        if clock.is_open or clock.due is None:
            return False
        figures = due_times(terms, time, clock.started, clock.pauses, clock.agreed)
        return figures["due"] != clock.due

    def _promise_text(self, terms):
        """The promise as a sentence: within 3 to 5 working days (CM-2.1)."""
        deadline = self.deadline
        clause = deadline.policy_ref or deadline.policy_id.code or "–"
        if deadline.agreed_at:
            return self.env._(
                "%(promise)s by the agreed time (%(clause)s)",
                promise=deadline.promise_id.name,
                clause=clause,
            )
        return self.env._(
            "%(promise)s within %(figure)s (%(clause)s)",
            promise=deadline.promise_id.name,
            figure=figure_in_words(
                self.env, terms.limit, terms.unit, terms.clock, terms.target
            ),
            clause=clause,
        )

    def _pauses(self, time, start):
        """Own pauses, which have ended: [(start, end, counted seconds, reason), …]."""
        pauses, begun = [], None
        for event in self.deadline.event_ids.sorted("id"):
            if event.kind == "pause":
                begun = event
            elif event.kind == "resume" and begun:
                span = begun.data["at"], event.data["at"]
                seconds = pause_seconds([span], time, start)
                pauses.append((*span, seconds, begun.reason or ""))
        return pauses

    def _event_line(self, event):
        text = event._describe()
        line = _line(f"event_{event.kind}", text)
        return line | {
            "at": fields.Datetime.to_string(event.at),
            "when": moment_in_words(self.env, event.at, self.tz),
        }


def _line(kind, text):
    return {"kind": kind, "at": False, "text": text, "seconds": 0}


class Writer:
    """Writes lines of the core in the words of the reader."""

    def __init__(self, env, time):
        self.env, self.zone, self.tz = env, time.zone, time.zone.key

    def line(self, line):
        """One line as the client shows it."""
        text = getattr(self, f"_{line.kind}")(line)
        at = line.start if isinstance(line.start, int) else None
        return {
            "kind": line.kind,
            "at": fields.Datetime.to_string(to_datetime(at)),
            "text": text,
            "seconds": line.seconds if line.kind in COUNTED else 0,
        }

    def _moment(self, at):
        return moment_in_words(self.env, to_datetime(at), self.tz)

    def _clock(self, at):
        return time_in_words(self.env, to_datetime(at), self.tz)

    def _until(self, line):
        """When a line ends, with its day where it is another one."""
        days = {self._local_date(at) for at in (line.start, line.end)}
        return self._clock(line.end) if len(days) == 1 else self._moment(line.end)

    def _local_date(self, at):
        return datetime.fromtimestamp(at, self.zone).date()

    def _date(self, day):
        return date_in_words(self.env, day, WEEKDAY)

    def _span(self, seconds):
        return length_in_words(self.env, seconds)

    def _start(self, line):
        return self.env._("Counted from %(moment)s", moment=self._moment(line.start))

    def _worked(self, line):
        text = f"{self._moment(line.start)} – {self._until(line)}: "
        text += self._span(line.seconds)
        return f"{text} ({line.label})" if line.label else text

    def _day(self, line):
        text = self.env._(
            "Day %(number)s: %(date)s", number=line.seconds, date=self._date(line.start)
        )
        return f"{text} ({line.label})" if line.label else text

    def _closed(self, line):
        days = self._date(line.start)
        if line.end != line.start:
            days = f"{days} – {self._date(line.end)}"
        if line.label:
            return self.env._("%(days)s: %(holiday)s", days=days, holiday=line.label)
        return self.env._("%(days)s: not a working day", days=days)

    def _carried(self, line):
        return self.env._(
            "Pauses before this rule took over: %(span)s", span=self._span(line.seconds)
        )

    def _pause(self, line):
        return self.env._(
            "Paused from %(start)s to %(end)s, %(span)s counted: %(reason)s",
            start=self._moment(line.start),
            end=self._moment(line.end),
            span=self._span(line.seconds),
            reason=line.label or self.env._("by rule"),
        )

    def _outdated(self, line):
        return self.env._("The working hours have been changed since.")

    def _agreed(self, line):
        return self.env._(
            "Agreed with the customer: %(moment)s", moment=self._moment(line.start)
        )

    def _end_of_day(self, line):
        return self.env._("Until the end of that day")

    def _more(self, line):
        return self.env._("… and %(count)s more lines like these", count=line.label)

    def _due(self, line):
        return self.env._("Due %(moment)s", moment=self._moment(line.start))
