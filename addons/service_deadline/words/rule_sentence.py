"""A rule as plain sentences in the reader's language.

Each sentence is whole, one for every case: languages put their words in orders of their
own. Figures are said as :mod:`figures` says them.
"""

from babel.numbers import format_percent

from odoo.tools import get_lang
from odoo.tools.misc import babel_locale_parse

from .condition import condition_in_words
from .figures import figure_in_words

#: Stands for what nobody has filled in yet.
MISSING = "…"


class RuleSentence:
    """Says one rule: what is promised, how its clock runs, who is told when.

    :param rule: one ``service.deadline.rule``, saved or being edited, in the
        environment of the reader
    """

    def __init__(self, rule):
        self.env, self.rule = rule.env, rule
        self.records = rule.env.get(rule.model_name)

    def promise(self):
        """The promise itself, as one sentence."""
        rule = self.rule
        parts = {
            "records": self._records(),
            "promise": rule.promise_id.name or MISSING,
        }
        if rule.limit:
            parts["figure"] = self._time(rule.limit, rule.unit, rule.target)
            if rule.end_of_day:
                return self._until_end_of_day(parts)
            return self._within(parts)
        if rule.end_of_day:
            return self.env._(
                "%(records)s: %(promise)s by the end of the same day.", **parts
            )
        parts["field"] = self._field(rule.due_field_id)
        return self.env._(
            "%(records)s: %(promise)s by the time that “%(field)s” says.", **parts
        )

    def clock(self):
        """How the clock starts, waits and stops: whole sentences."""
        said = [
            self._agreed(),
            self._start(),
            self._stop(),
            self._pause(),
            self._drop(),
            self._closing(),
            self._answers(),
        ]
        return [sentence for sentence in said if sentence]

    def steps(self):
        """What is done by when: for each step a list of whole sentences."""
        steps = self.rule.step_ids.sorted(lambda step: (step.position, step.sequence))
        return [StepSentence(step).sentences() for step in steps]

    # --- the promise ------------------------------------------------------------------

    def _records(self):
        """Which records: all of a model, or those for which a condition holds."""
        rule = self.rule
        name = rule.sudo().model_id.name or MISSING
        if self.records is None:
            return name
        condition = self._condition("domain")
        if not condition:
            return self.env._("Every %(model)s", model=name)
        return self.env._(
            "%(model)s where %(condition)s", model=name, condition=condition
        )

    def _within(self, parts):
        return {
            "elapsed": self.env._(
                "%(records)s: %(promise)s within %(figure)s, around the clock.", **parts
            ),
            "team": self.env._(
                "%(records)s: %(promise)s within %(figure)s in the working hours of "
                "the team.",
                **parts,
            ),
            "responsible": self.env._(
                "%(records)s: %(promise)s within %(figure)s in the working hours of "
                "who answers for it.",
                **parts,
            ),
            "company": self.env._(
                "%(records)s: %(promise)s within %(figure)s in the working hours of "
                "the company.",
                **parts,
            ),
            "rule": self.env._(
                "%(records)s: %(promise)s within %(figure)s in the hours “%(hours)s”.",
                hours=self.rule.calendar_id.sudo().name or MISSING,
                **parts,
            ),
        }[self._hours()]

    def _until_end_of_day(self, parts):
        return {
            "elapsed": self.env._(
                "%(records)s: %(promise)s within %(figure)s, until the end of that "
                "day, around the clock.",
                **parts,
            ),
            "team": self.env._(
                "%(records)s: %(promise)s within %(figure)s, until the end of that "
                "day, in the working hours of the team.",
                **parts,
            ),
            "responsible": self.env._(
                "%(records)s: %(promise)s within %(figure)s, until the end of that "
                "day, in the working hours of who answers for it.",
                **parts,
            ),
            "company": self.env._(
                "%(records)s: %(promise)s within %(figure)s, until the end of that "
                "day, in the working hours of the company.",
                **parts,
            ),
            "rule": self.env._(
                "%(records)s: %(promise)s within %(figure)s, until the end of that "
                "day, in the hours “%(hours)s”.",
                hours=self.rule.calendar_id.sudo().name or MISSING,
                **parts,
            ),
        }[self._hours()]

    def _hours(self):
        """Whose hours count: a source of working hours, or "elapsed"."""
        if self.rule.clock != "working":
            return "elapsed"
        return self.rule.calendar_source or "team"

    # --- the clock --------------------------------------------------------------------

    def _agreed(self):
        rule = self.rule
        if not (rule.due_field_id and (rule.limit or rule.end_of_day)):
            return ""
        field = self._field(rule.due_field_id)
        return self.env._(
            "Where “%(field)s” is filled in, that time counts instead.", field=field
        )

    def _start(self):
        rule = self.rule
        if rule.start_mode == "domain":
            condition = self._condition("start_domain") or MISSING
            return self.env._(
                "The clock starts when %(condition)s.", condition=condition
            )
        if rule.start_mode == "date":
            field = self._field(rule.start_field_id)
            return self.env._(
                "The clock starts at the date in “%(field)s”.", field=field
            )
        if rule.start_mode == "call":
            return self.env._("The clock starts when an automation says so.")
        return self.env._("The clock starts on registration.")

    def _stop(self):
        rule, by_hand = self.rule, self.rule.allow_manual_stop
        if rule.stop_mode == "manual":
            return self.env._("It is kept when somebody says so by hand.")
        if rule.stop_mode == "reply":
            if by_hand:
                return self.env._(
                    "It is kept with the first reply to the customer, or when somebody "
                    "says so by hand."
                )
            return self.env._("It is kept with the first reply to the customer.")
        condition = self._condition("stop_domain") or MISSING
        if by_hand:
            return self.env._(
                "It is kept when %(condition)s, or when somebody says so by hand.",
                condition=condition,
            )
        return self.env._("It is kept when %(condition)s.", condition=condition)

    def _pause(self):
        rule = self.rule
        condition = self._condition("pause_domain")
        if not condition:
            return ""
        hours = rule.pause_max or rule.pause_reason_id.max_hours
        if not hours:
            return self.env._("It waits while %(condition)s.", condition=condition)
        return self.env._(
            "It waits while %(condition)s, for at most %(time)s.",
            condition=condition,
            time=figure_in_words(self.env, hours, "hour"),
        )

    def _drop(self):
        if condition := self._condition("cancel_domain"):
            return self.env._("It is dropped when %(condition)s.", condition=condition)
        return ""

    def _closing(self):
        if self.rule.on_close == "run":
            return self.env._("It runs on when the record is closed.")
        return ""

    def _answers(self):
        name = self.rule.role_id.name or MISSING
        return self.env._("Who answers for it: %(role)s.", role=name)

    # --- words ------------------------------------------------------------------------

    def _condition(self, name):
        """A condition in words; "…" while it cannot be used, empty if there is
        none."""
        if self.records is None:
            return ""
        try:
            domain = self.rule._domain(name)
            domain.validate(self.records)
            return condition_in_words(self.records, domain)
        except (ValueError, SyntaxError, KeyError, TypeError):
            return MISSING

    def _field(self, field):
        return field.sudo().field_description or MISSING

    def _time(self, figure, unit, target=0):
        return figure_in_words(self.env, figure, unit, self.rule.clock, target)


class StepSentence:
    """Says one step of a rule.

    :param step: one ``service.deadline.step``, in the environment of the reader
    """

    def __init__(self, step):
        self.env, self.step = step.env, step
        self.clock = step.rule_id.clock or "working"

    def sentences(self):
        """When it does what; then how often, and whether it waits for the morning."""
        said = [self._first(), self._again(), self._in_hours()]
        return [sentence for sentence in said if sentence]

    def what(self):
        """What is done, as the clause of a sentence."""
        step = self.step
        role = step.role_id.name or MISSING
        if step.action == "activity":
            return self.env._("%(role)s gets a to-do", role=role)
        if step.action == "mail":
            return self.env._("%(role)s gets an e-mail", role=role)
        if step.action == "tell_customer":
            return self.env._("the customer gets an e-mail")
        if step.action == "raise_severity":
            return self.env._("the severity is raised by one level")
        if step.action == "server_action":
            name = step.server_action_id.sudo().name or MISSING
            return self.env._("the action “%(action)s” runs", action=name)
        return self.env._("“%(step)s” is done", step=step.name or MISSING)

    def _first(self):
        step, parts = self.step, {"what": self.what()}
        if step.delay_unit == "percent":
            parts["share"] = self._share(step.delay)
            return self.env._("At %(share)s of the time, %(what)s.", **parts)
        if not step.delay:
            return self._at(parts)
        parts["time"] = figure_in_words(
            self.env, step.delay, step.delay_unit or "hour", self.clock
        )
        if step.direction == "before":
            return self._before(parts)
        return self._after(parts)

    def _at(self, parts):
        if self.step.anchor == "start":
            return self.env._("When the clock starts, %(what)s.", **parts)
        if self.step.anchor == "target":
            return self.env._("At the first figure, %(what)s.", **parts)
        return self.env._("When it is due, %(what)s.", **parts)

    def _before(self, parts):
        if self.step.anchor == "start":
            return self.env._("%(time)s before the clock starts, %(what)s.", **parts)
        if self.step.anchor == "target":
            return self.env._("%(time)s before the first figure, %(what)s.", **parts)
        return self.env._("%(time)s before it is due, %(what)s.", **parts)

    def _after(self, parts):
        if self.step.anchor == "start":
            return self.env._(
                "%(time)s after the clock has started, %(what)s.", **parts
            )
        if self.step.anchor == "target":
            return self.env._("%(time)s after the first figure, %(what)s.", **parts)
        return self.env._("%(time)s after it was due, %(what)s.", **parts)

    def _again(self):
        step = self.step
        if step.repeat == "once" or not step.repeat:
            return ""
        unit = "day" if step.repeat == "working_day" else "hour"
        clock = "working" if step.repeat == "working_day" else self.clock
        parts = {"time": figure_in_words(self.env, step.repeat_every, unit, clock)}
        climbs = step.role_id.sudo().kind == "manager_chain"
        if step.max_repeats:
            parts["count"] = step.max_repeats
            if climbs:
                return self.env._(
                    "Again every %(time)s until it is done, each time one level "
                    "higher, %(count)s times at most.",
                    **parts,
                )
            return self.env._(
                "Again every %(time)s until it is done, %(count)s times at most.",
                **parts,
            )
        if climbs:
            return self.env._(
                "Again every %(time)s until it is done, each time one level higher.",
                **parts,
            )
        return self.env._("Again every %(time)s until it is done.", **parts)

    def _in_hours(self):
        if self.step.in_hours:
            return self.env._("Outside working hours it waits for the next opening.")
        return ""

    def _share(self, percent):
        locale = babel_locale_parse(get_lang(self.env).code)
        return format_percent(percent / 100, locale=locale)


def joined(env, sentences):
    """Sentences in a row: Chinese puts no space between them."""
    separator = "" if get_lang(env).code.startswith(("zh", "ja")) else " "
    return separator.join(sentences)
