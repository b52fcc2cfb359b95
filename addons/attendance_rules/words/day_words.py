"""The lines of a day in the words of the reader."""

from babel.dates import format_datetime, format_time, get_timezone
from pytz import utc

from odoo.tools import format_amount

from odoo.addons.base_engine_tools.core.instants import to_datetime, to_nearest_second

from .writer import VerdictWriter


class DayWriter(VerdictWriter):
    """Writes what a day's verdict rests on."""

    def __init__(self, env, tz):
        super().__init__(env)
        self.tz = get_timezone(tz)

    def facts(self, day):
        """What was planned, and what was punched."""
        if day.plan_from:
            start, end = map(to_nearest_second, (day.plan_from, day.plan_to))
            yield self.env._(
                "Plan %(start)s – %(end)s, %(span)s.",
                start=self._clock(start),
                end=self._until(start, end),
                span=self._span(day.planned_seconds),
            )
        came = day.first_in and self._clock(to_nearest_second(day.first_in))
        went = day.last_out and self._until(
            to_nearest_second(day.first_in or day.last_out),
            to_nearest_second(day.last_out),
        )
        if came or went:
            yield self.env._(
                "In %(came)s, out %(went)s, worked %(span)s.",
                came=came or "–",
                went=went or "–",
                span=self._span(day.worked_seconds),
            )
        if day.corrected:
            yield self.env._("A punch was entered or changed by hand.")

    def _clock(self, seconds):
        return format_time(
            to_datetime(seconds), "HH:mm", tzinfo=self.tz, locale=self.locale
        )

    def _until(self, start, end):
        """When a stretch ends: with its day, if that is another one."""
        days = {
            utc.localize(to_datetime(at)).astimezone(self.tz).date()
            for at in (start, end)
        }
        return self._clock(end) if len(days) == 1 else self._moment(end)

    def _moment(self, seconds):
        pattern = "M月d日 HH:mm" if self.locale.language == "zh" else "d MMM HH:mm"
        return format_datetime(
            to_datetime(seconds), pattern, tzinfo=self.tz, locale=self.locale
        )

    def _absence(self, kind, type_id, start_at, end_at, seconds):
        words = {
            "leave": self.env._("Approved leave"),
            "trip": self.env._("Counts as work"),
            "pending": self.env._("Leave not decided yet"),
        }
        leave_type = self.env["hr.leave.type"].sudo().browse(type_id).exists()
        return self.env._(
            "%(kind)s (%(type)s) %(start)s – %(end)s: %(span)s of the plan.",
            kind=words[kind],
            type=leave_type.name or "–",
            start=self._clock(start_at),
            end=self._until(start_at, end_at),
            span=self._span(seconds),
        )

    def _late(self, severity, seconds, over, within, bound_at, punch_at, **_shift):
        figures = {
            "punch": self._clock(punch_at),
            "bound": self._clock(bound_at),
            "span": self._span(seconds),
        }
        if severity == "tolerated":
            return self._tolerated(
                self.env._(
                    "Came at %(punch)s, due at %(bound)s: %(span)s late", **figures
                ),
                within,
            )
        if severity == "late":
            # The plain band: its name would say the same again.
            return self.env._(
                "Came at %(punch)s, due at %(bound)s: %(span)s late (more than "
                "%(over)s).",
                over=self._span(over),
                **figures,
            )
        return self.env._(
            "Came at %(punch)s, due at %(bound)s: %(span)s late, %(severity)s "
            "(more than %(over)s).",
            severity=self._severity(severity),
            over=self._span(over),
            **figures,
        )

    def _early(self, severity, seconds, over, within, bound_at, punch_at, **_shift):
        figures = {
            "punch": self._clock(punch_at),
            "bound": self._clock(bound_at),
            "span": self._span(seconds),
        }
        if severity == "tolerated":
            return self._tolerated(
                self.env._(
                    "Left at %(punch)s, due until %(bound)s: %(span)s early", **figures
                ),
                within,
            )
        if severity == "late":
            return self.env._(
                "Left at %(punch)s, due until %(bound)s: %(span)s early (more than "
                "%(over)s).",
                over=self._span(over),
                **figures,
            )
        return self.env._(
            "Left at %(punch)s, due until %(bound)s: %(span)s early, %(severity)s "
            "(more than %(over)s).",
            severity=self._severity(severity),
            over=self._span(over),
            **figures,
        )

    def _tolerated(self, what, within):
        if not within:
            return self.env._("%(what)s: it does not count.", what=what)
        return self.env._(
            "%(what)s: within the %(within)s that do not count.",
            what=what,
            within=self._span(within),
        )

    def _on_leave(self, start_at, end_at, seconds):
        return self.env._(
            "Present %(start)s – %(end)s, %(span)s of it during approved leave: it "
            "counts as leave unless the leave is given back.",
            start=self._clock(start_at),
            end=self._until(start_at, end_at),
            span=self._span(seconds),
        )

    def special(self, kind, name):
        """What a date is by a special day or time off for all.

        :param kind: "holiday", "working" or "closed" (some hours)
        """
        if kind == "holiday":
            return self.env._("Holiday: %(name)s.", name=name)
        if kind == "working":
            return self.env._("Make-up working day: %(name)s.", name=name)
        return self.env._("Closed for some hours: %(name)s.", name=name)

    def not_employed(self):
        """Why nothing is judged."""
        return self.env._(
            "No contract covers this date: nothing is planned, and what is punched is "
            "not judged."
        )

    def cost(self, incident, currency):
        """What an incident costs, and why not more.

        :param incident: ``attendance.incident``, readable
        """
        kind = self._kind(incident.kind)
        if incident.excused:
            return self.env._("%(kind)s: excused, it costs nothing.", kind=kind)
        if incident.graced:
            return self.env._(
                "%(kind)s: covered by the grace of the month, it costs nothing.",
                kind=kind,
            )
        if not incident.deduction_before_cap:
            return self.env._("%(kind)s: it costs nothing.", kind=kind)
        before = format_amount(self.env, incident.deduction_before_cap, currency)
        if incident.deduction == incident.deduction_before_cap:
            return self.env._("%(kind)s: %(amount)s.", kind=kind, amount=before)
        return self.env._(
            "%(kind)s: %(before)s, of which the month's limit leaves %(amount)s.",
            kind=kind,
            before=before,
            amount=format_amount(self.env, incident.deduction, currency),
        )

    def _severity(self, severity):
        return self._label("attendance.incident", "severity", severity)

    def _counted_once(self, kind, **_shift):
        return self.env._(
            "Late and early in one shift count once: “%(kind)s” is not counted.",
            kind=self._kind(kind),
        )

    def _absent(self, start_at, end_at, seconds, **_shift):
        return self.env._(
            "Nobody came %(start)s – %(end)s: %(span)s absent.",
            start=self._clock(start_at),
            end=self._until(start_at, end_at),
            span=self._span(seconds),
        )

    def _missing_in(self, punch_at, **_shift):
        return self.env._(
            "Check-out at %(punch)s, but the check-in is missing: request a "
            "correction.",
            punch=self._clock(punch_at),
        )

    def _missing_out(self, punch_at, **_shift):
        return self.env._(
            "Check-in at %(punch)s, but the check-out is missing: request a "
            "correction.",
            punch=self._clock(punch_at),
        )

    def _excused(self, kind, **_excuse):
        return self.env._(
            "Excused by an approved cause: %(kind)s.", kind=self._kind(kind)
        )

    def _allowance(self, seconds):
        return self.env._(
            "After night duty %(span)s later is allowed.", span=self._span(seconds)
        )

    def _away(self, start_at, end_at, seconds):
        return self.env._(
            "Out of the house %(start)s – %(end)s, %(span)s.",
            start=self._clock(start_at),
            end=self._until(start_at, end_at),
            span=self._span(seconds),
        )

    def _overtime(self, seconds, approved, day_type):
        words = {
            "workday": self.env._("workday"),
            "restday": self.env._("rest day"),
            "holiday": self.env._("holiday"),
        }
        return self.env._(
            "%(span)s outside the plan on a %(day)s, of it %(approved)s approved as "
            "overtime.",
            span=self._span(seconds),
            day=words[day_type],
            approved=self._span(approved),
        )

    def _presses_merged(self, count):
        return self.env._(
            "%(count)s presses of the clock shortly after another counted as one.",
            count=count,
        )

    def _stretch_parted(self, start_at, end_at):
        return self.env._(
            "From %(start)s to %(end)s is too long for one stay: taken as a forgotten "
            "check-out and the next check-in.",
            start=self._moment(start_at),
            end=self._moment(end_at),
        )

    def _exempt(self):
        return self.env._("First or last day of employment: not judged.")

    def _not_over(self, until_at):
        return self.env._("Open until %(until)s.", until=self._moment(until_at))
