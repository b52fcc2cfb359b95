"""The draft of a rule: what it changes, and how it comes into force."""

from odoo import fields
from odoo.fields import Command

from ..words.figures import figure_in_words
from ..words.rule_sentence import RuleSentence

#: Of a rule in force: how it is called and where it stands in lists. No version decides
#: that.
LABEL_FIELDS = ("name", "note", "sequence")
#: What the draft itself is, and no rule takes from it.
OWN_FIELDS = ("active", "version_id", "replaces_id", "removes", "date_from")
FIGURE_FIELDS = ("limit", "target", "unit", "clock")


class RuleDraft:
    """One rule of the draft of a policy.

    :param draft: ``service.deadline.rule`` that belongs to a version
    """

    def __init__(self, draft):
        self.env, self.draft, self.rule = draft.env, draft, draft.replaces_id
        self.names = [name for name in draft._draft_fields() if name not in OWN_FIELDS]

    # --- what changes -----------------------------------------------------------------

    def changes(self):
        """What the draft changes, as codes and figures that can be stored.

        :return: {"kind", "rule", …} of a new or a removed rule; else one that changes,
            with "before" and "after" (figures), "fields" (names) and "steps"
        """
        if self.draft.removes:
            return {"kind": "removed", "rule": (self.rule or self.draft).id}
        if not self.rule:
            return {"kind": "new", "rule": self.draft.id}
        fields_changed = [
            name for name in self.names if self.draft[name] != self.rule[name]
        ]
        change = {
            "kind": "changed",
            "rule": self.rule.id,
            "fields": [n for n in fields_changed if n not in FIGURE_FIELDS],
            "steps": self._steps_differ(),
        }
        if len(change["fields"]) < len(fields_changed):
            change["before"] = _figures(self.rule)
            change["after"] = _figures(self.draft)
        return change

    def sentences(self):
        """What the draft changes, in the reader's language."""
        return changes_in_words(self.env, [self.changes()])

    def _steps_differ(self):
        steps, replaced = self.draft.step_ids, self.rule.step_ids
        if steps.replaces_id != replaced or len(steps) != len(replaced):
            return True
        return any(
            step[name] != step.replaces_id[name]
            for step in steps
            for name in _step_fields(step)
        )

    # --- coming into force ------------------------------------------------------------

    def bring_into_force(self):
        """Write the draft onto its rule, in superuser mode; a new rule is one now."""
        draft, rule = self.draft, self.rule
        if draft.removes:
            rule.active = False
            draft.unlink()
        elif rule:
            rule.write(
                _values(draft, self.names) | {"step_ids": list(self._step_commands())}
            )
            self._take_over_names(draft, rule, LABEL_FIELDS[:2])
            draft.unlink()
        else:
            since = max(draft.date_from, fields.Datetime.now())
            draft.write({"version_id": False, "active": True, "date_from": since})

    def _step_commands(self):
        """Steps that stay keep their identity: what has acted does not act again."""
        steps = self.draft.step_ids
        for step in self.rule.step_ids - steps.replaces_id:
            yield Command.delete(step.id)
        for step in steps:
            values = _values(step, _step_fields(step))
            if step.replaces_id:
                self._take_over_names(step, step.replaces_id, ("name", "summary"))
                yield Command.update(step.replaces_id.id, values)
            else:
                translated = {"name": step.name, "summary": step.summary}
                yield Command.create(values | translated)

    def _take_over_names(self, source, target, names):
        """Texts in all languages."""
        for lang, _name in self.env["res.lang"].get_installed():
            said, had = (r.with_context(lang=lang) for r in (source, target))
            changed = {n: said[n] for n in names if said[n] != had[n]}
            if changed:
                had.write(changed)


def changes_in_words(env, changes):
    """Stored changes of rules as sentences in the reader's language."""
    rules = env["service.deadline.rule"].with_context(active_test=False)
    rules = rules.browse(change["rule"] for change in changes).exists()
    by_id = {rule.id: rule for rule in rules}
    said = []
    for change in changes:
        if rule := by_id.get(change["rule"]):
            said += _change_in_words(env, rule, change)
    return said


def _change_in_words(env, rule, change):
    if change["kind"] == "new":
        return [env._("New rule. %(sentence)s", sentence=RuleSentence(rule).promise())]
    if change["kind"] == "removed":
        return [env._("Rule taken out: %(rule)s", rule=rule.name)]
    said = []
    if "before" in change:
        said.append(
            env._(
                "%(rule)s: %(before)s → %(after)s",
                rule=rule.name,
                before=figure_in_words(env, **change["before"]),
                after=figure_in_words(env, **change["after"]),
            )
        )
    for name in change["fields"]:
        if field := rule._fields.get(name):
            label = field._description_string(env)
            said.append(
                env._("%(rule)s: “%(field)s” is changed", rule=rule.name, field=label)
            )
    if change["steps"]:
        said.append(env._("%(rule)s: its steps are changed", rule=rule.name))
    return said


def _figures(rule):
    return {name: rule[name] for name in FIGURE_FIELDS}


def _values(record, names):
    """Values of fields, as they are written."""
    return {
        name: record._fields[name].convert_to_write(record[name], record)
        for name in names
    }


def _step_fields(step):
    """Names of what somebody fills in on a step, but its texts."""
    return [
        name
        for name, field in step._fields.items()
        if field.store
        and not field.readonly
        and not field.related
        and not field.translate
        and name != "rule_id"
    ]
