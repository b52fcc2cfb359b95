from datetime import timedelta

from babel.dates import format_datetime, format_time, format_timedelta, get_timezone

from odoo import api, fields, models
from odoo.tools.misc import babel_locale_parse, format_date, get_lang

from ..core.deadline_clock import due_times, instant_after
from ..core.explanation import Line, explain
from ..core.working_time import NoWorkingTime
from ..engine.instants import to_datetime, to_seconds
from ..engine.times import Times

# Lines whose seconds are seconds of the deadline's clock
COUNTED = ("worked", "more", "carried", "pause")


class ServiceDeadlineExplainer(models.AbstractModel):
    """Says in the reader's language how a due time came about, and what happened.

    Times are those of the working hours' time zone, in which the promise is counted.
    """

    _name = "service.deadline.explainer"
    _description = "Explanation of Deadlines"

    @api.model
    def _explain(self, deadline):
        """Lines of the reckoning, then of the log.

        :return: [{"kind", "at", "text", "seconds"}, …]
        """
        try:
            reckoning = self._reckoning(deadline)
        except NoWorkingTime:
            text = self.env._("The working hours have no opening times any more.")
            reckoning = [{"kind": "error", "at": False, "text": text, "seconds": 0}]
        log = [self._event_line(event) for event in deadline.event_ids]
        return reckoning + [line for line in log if line]

    def _reckoning(self, deadline):
        terms = deadline.terms_id._terms()
        times = Times(self.env, to_seconds(fields.Datetime.now()))
        start = to_seconds(deadline.started_at)
        time = times.of_calendar(
            deadline.calendar_id.id, deadline.company_id.id, terms.clock, start
        )
        clock = deadline.event_ids._clock()
        base = instant_after(terms, time, start, terms.limit)
        labels = deadline.calendar_id._day_labels(
            deadline.company_id.id, time.local_date(start), time.local_date(base)
        )
        lines = explain(terms, time, clock, self._pauses(deadline, time), labels)
        if self._is_outdated(terms, time, clock):
            lines = [lines[0], Line("outdated", clock.started), lines[-1]]
        writer = _Writer(self.env, time)
        intro = {
            "kind": "rule",
            "at": False,
            "text": self._promise_text(deadline, terms),
            "seconds": 0,
        }
        return [intro, *(writer.line(line) for line in lines)]

    def _is_outdated(self, terms, time, clock):
        """Whether the hours have changed since a deadline has ended."""
        if clock.is_open or clock.due is None:
            return False
        figures = due_times(terms, time, clock.started, clock.paused_s, clock.agreed)
        return figures["due"] != clock.due

    def _promise_text(self, deadline, terms):
        """The promise as a sentence: within 3 to 5 working days (CM-2.1)."""
        names = {
            ("working", "minute"): self.env._("working minutes"),
            ("working", "hour"): self.env._("working hours"),
            ("working", "day"): self.env._("working days"),
            ("elapsed", "minute"): self.env._("minutes"),
            ("elapsed", "hour"): self.env._("hours"),
            ("elapsed", "day"): self.env._("days"),
        }
        clause = deadline.policy_ref or deadline.policy_id.code or "–"
        if deadline.agreed_at:
            return self.env._(
                "%(promise)s by the agreed time (%(clause)s)",
                promise=deadline.promise_id.name,
                clause=clause,
            )
        figure = f"{terms.target}–{terms.limit}" if terms.target else str(terms.limit)
        return self.env._(
            "%(promise)s within %(figure)s %(unit)s (%(clause)s)",
            promise=deadline.promise_id.name,
            figure=figure,
            unit=names[terms.clock, terms.unit],
            clause=clause,
        )

    def _pauses(self, deadline, time):
        """Ended pauses from the log: [(start, end, counted seconds, reason), …].

        Those before a change to the other clock were counted anew on that one.
        """
        pauses, begun = [], None
        for event in deadline.event_ids.sorted("id"):
            if event.kind == "pause":
                begun = event
            elif event.kind == "resume" and begun:
                start, end = begun.data["at"], event.data["at"]
                seconds, reason = event.data["seconds"], begun.reason or ""
                pauses.append((start, end, seconds, reason))
            elif "paused_s" in event.data and event.kind == "retarget":
                pauses = [
                    (start, end, time.measure(start, end), reason)
                    for start, end, _seconds, reason in pauses
                ]
        return pauses

    def _event_line(self, event):
        text = event._describe()
        at = fields.Datetime.to_string(event.at)
        return {"kind": f"event_{event.kind}", "at": at, "text": text, "seconds": 0}


class _Writer:
    """Writes lines of the core in the words of the reader."""

    def __init__(self, env, time):
        self.env, self.time = env, time
        self.locale = babel_locale_parse(get_lang(env).code)
        self.tz = get_timezone(time.zone.key)

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
        pattern = "M月d日 EEE HH:mm" if self._is_chinese() else "EEE d MMM, HH:mm"
        return format_datetime(
            to_datetime(at), pattern, tzinfo=self.tz, locale=self.locale
        )

    def _is_chinese(self):
        return self.locale.language == "zh"

    def _clock(self, at):
        return format_time(to_datetime(at), "HH:mm", tzinfo=self.tz, locale=self.locale)

    def _date(self, day):
        pattern = "M月d日 EEE" if self._is_chinese() else "EEE d MMM"
        return format_date(self.env, day, date_format=pattern)

    def _span(self, seconds):
        """A length in words, to the minute: 1 hour 10 minutes."""
        parts = []
        for unit, size in (("hour", 3600), ("minute", 60)):
            amount, seconds = divmod(seconds, size)
            if amount:
                parts.append(
                    format_timedelta(
                        timedelta(seconds=amount * size),
                        granularity=unit,
                        threshold=1_000_000,
                        locale=self.locale,
                    )
                )
        return " ".join(parts) or format_timedelta(
            timedelta(seconds=seconds), locale=self.locale
        )

    def _start(self, line):
        return self.env._("Counted from %(moment)s", moment=self._moment(line.start))

    def _worked(self, line):
        text = f"{self._moment(line.start)} – {self._clock(line.end)}: "
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
