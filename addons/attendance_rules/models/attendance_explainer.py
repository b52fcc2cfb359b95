from babel.dates import format_datetime, get_timezone
from babel.dates import format_time as babel_time

from odoo import api, fields, models
from odoo.tools import format_date, formatLang, get_lang
from odoo.tools.misc import babel_locale_parse

from ..engine.instants import to_datetime, to_seconds

MINUTE, HOUR = 60, 3600


class AttendanceExplainer(models.AbstractModel):
    """Says in the reader's language why a day or a month is what it is.

    A row keeps codes and figures, so that everybody reads the same reasons, each in
    the own language. A code of ``core.explanation`` has a method of its name in one of
    the writers below. Times are those of the working schedule's time zone.
    """

    _name = "attendance.explainer"
    _description = "Explanation of Attendance"

    @api.model
    def _explain_day(self, day):
        """Lines on a day: plan, punches, then what is unusual.

        :param day: ``attendance.day``
        :rtype: list[str]
        """
        writer = _DayWriter(self.env, day.tz or "UTC")
        return [*writer.facts(day), *writer.lines(day.lines)]

    @api.model
    def _explain_month(self, month, with_amounts=False, with_open=True):
        """Lines on a month: grace, talks, warnings, why attendance was not full.

        :param month: ``attendance.month``
        :param with_amounts: also what was deducted, and why not more
        :param with_open: also which days are still open
        :rtype: list[str]
        """
        writer = _MonthWriter(self.env, month.currency_id)
        lines = writer.lines(month.lines)
        if with_amounts:
            lines += writer.lines(month.sudo().pay_lines)
        if month.full_attendance:
            return [*lines, self.env._("Full attendance.")]
        reasons = month.reasons if with_open else month._settled_reasons()
        return lines + writer.lines(reasons)


class _Writer:
    """Writes lines in the words of the reader."""

    def __init__(self, env):
        self.env = env
        self.locale = babel_locale_parse(get_lang(env).code)

    def lines(self, lines):
        """Texts of stored lines."""
        return [getattr(self, f"_{code}")(**figures) for code, figures in lines or ()]

    def _label(self, model, field, value):
        selection = self.env[model]._fields[field]._description_selection(self.env)
        return dict(selection).get(value, value)

    def _span(self, seconds):
        """A length of time: 1 h 20 min, 40 s."""
        hours, rest = divmod(seconds, HOUR)
        minutes, rest = divmod(rest, MINUTE)
        parts = []
        if hours:
            parts.append(self.env._("%(hours)s h", hours=hours))
        if minutes:
            parts.append(self.env._("%(minutes)s min", minutes=minutes))
        if rest and not hours:
            parts.append(self.env._("%(seconds)s s", seconds=rest))
        return " ".join(parts) or self.env._("0 min")

    def _kind(self, kind):
        return self._label("attendance.incident", "kind", kind)

    def _date(self, text):
        return format_date(self.env, fields.Date.to_date(text))


class _DayWriter(_Writer):
    """Writes what a day's verdict rests on."""

    def __init__(self, env, tz):
        super().__init__(env)
        self.tz = get_timezone(tz)

    def facts(self, day):
        """What was planned, and what was punched."""
        if day.plan_from:
            yield self.env._(
                "Plan %(start)s – %(end)s, %(span)s.",
                start=self._clock(to_seconds(day.plan_from)),
                end=self._clock(to_seconds(day.plan_to)),
                span=self._span(day.planned_seconds),
            )
        came = day.first_in and self._clock(to_seconds(day.first_in))
        went = day.last_out and self._clock(to_seconds(day.last_out))
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
        return babel_time(
            to_datetime(seconds), "HH:mm", tzinfo=self.tz, locale=self.locale
        )

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
            end=self._clock(end_at),
            span=self._span(seconds),
        )

    def _late(self, severity, seconds, over, bound_at, punch_at, **_shift):
        return self.env._(
            "Came at %(punch)s, due at %(bound)s: %(span)s late, %(severity)s "
            "(more than %(over)s).",
            punch=self._clock(punch_at),
            bound=self._clock(bound_at),
            span=self._span(seconds),
            severity=self._severity(severity),
            over=self._span(over),
        )

    def _early(self, severity, seconds, over, bound_at, punch_at, **_shift):
        return self.env._(
            "Left at %(punch)s, due until %(bound)s: %(span)s early, %(severity)s "
            "(more than %(over)s).",
            punch=self._clock(punch_at),
            bound=self._clock(bound_at),
            span=self._span(seconds),
            severity=self._severity(severity),
            over=self._span(over),
        )

    def _severity(self, severity):
        if severity == "tolerated":
            return self.env._("tolerated")
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
            end=self._clock(end_at),
            span=self._span(seconds),
        )

    def _missing_in(self, punch_at, **_shift):
        return self.env._(
            "Check-out at %(punch)s, but the check-in is missing: request a correction.",
            punch=self._clock(punch_at),
        )

    def _missing_out(self, punch_at, **_shift):
        return self.env._(
            "Check-in at %(punch)s, but the check-out is missing: request a "
            "correction.",
            punch=self._clock(punch_at),
        )

    def _excused(self, kind, **_excuse):
        return self.env._("Excused by an approved cause: %(kind)s.", kind=self._kind(kind))

    def _allowance(self, seconds):
        return self.env._(
            "After night duty %(span)s later is allowed.", span=self._span(seconds)
        )

    def _away(self, start_at, end_at, seconds):
        return self.env._(
            "Out of the house %(start)s – %(end)s, %(span)s.",
            start=self._clock(start_at),
            end=self._clock(end_at),
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


class _MonthWriter(_Writer):
    """Writes what a month's statement rests on."""

    def __init__(self, env, currency):
        super().__init__(env)
        self.currency = currency

    def _money(self, amount):
        value = amount / 10**self.currency.decimal_places
        return formatLang(self.env, value, currency_obj=self.currency)

    def _grace_used(self, used, of):
        return self.env._("Grace: %(used)s of %(of)s used.", used=used, of=of)

    def _talk(self, date, run):
        return self.env._(
            "%(date)s: day %(run)s in a row, a performance talk is due.",
            date=self._date(date),
            run=run,
        )

    def _cap_share(self, before, cap, share):
        return self.env._(
            "Deductions of %(before)s held down to %(cap)s, %(share)s %% of the wage.",
            before=self._money(before),
            cap=self._money(cap),
            share=round(share * 100, 2),
        )

    def _cap_floor(self, before, cap, floor):
        return self.env._(
            "Deductions of %(before)s held down to %(cap)s: a wage of %(floor)s is "
            "not touched.",
            before=self._money(before),
            cap=self._money(cap),
            floor=self._money(floor),
        )

    def _wage_unknown(self):
        return self.env._("No wage is known: nothing can be deducted.")

    def _not_read(self, date):
        if date == fields.Date.to_string(fields.Date.to_date("9999-12-31")):
            return self.env._("The policy was not read: nothing is deducted.")
        return self.env._(
            "The policy could be read since %(date)s: nothing before is deducted.",
            date=self._date(date),
        )

    def _overtime_day(self, date, seconds, limit):
        return self.env._(
            "%(date)s: %(span)s of overtime, more than %(limit)s a day.",
            date=self._date(date),
            span=self._span(seconds),
            limit=self._span(limit),
        )

    def _overtime_month(self, seconds, limit):
        return self.env._(
            "%(span)s of overtime this month, more than %(limit)s.",
            span=self._span(seconds),
            limit=self._span(limit),
        )

    # Why attendance was not full

    def _no_plan(self):
        return self.env._("Not full: nothing was planned.")

    def _not_employed(self, date):
        return self.env._(
            "Not full: not employed on %(date)s.", date=self._date(date)
        )

    def _incident(self, date, kind, seconds, graced):
        text = self.env._(
            "Not full: %(date)s %(kind)s %(span)s",
            date=self._date(date),
            kind=self._kind(kind),
            span=self._span(seconds) if seconds else "",
        ).strip()
        return self.env._("%(text)s (grace)", text=text) if graced else text

    def _leave(self, date):
        return self.env._(
            "Not full: leave on %(date)s that ends full attendance.",
            date=self._date(date),
        )

    def _undecided(self, date):
        return self.env._("Not full yet: %(date)s is open.", date=self._date(date))
