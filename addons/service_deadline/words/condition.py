"""A condition (domain) as people of a language say it: severity is Important."""

from odoo.fields import Date, Datetime, Domain
from odoo.tools import format_date
from odoo.tools.i18n import format_list

from odoo.addons.base_engine_tools.words.dates import moment_in_words

#: More values than these are not listed: they are counted.
MOST_VALUES = 6
COMPARISONS = {"=", "!=", "in", "not in"}
LIKE = {"like", "ilike", "=like", "=ilike"}


def condition_in_words(records, domain):
    """A condition on records in the reader's language; empty if it holds for all.

    What it names is read in the right of the reader: a record that is hidden from him
    is "…".

    :param records: the model of the condition, in the environment of the reader
    :param domain: a valid condition
    """
    domain = Domain(domain)
    return "" if domain.is_true() else Condition(records).say(domain)


class Condition:
    """Says conditions on the records of one model.

    :param records: the model, in the environment of the reader
    """

    def __init__(self, records):
        self.env, self.records = records.env, records

    def say(self, domain):
        """One condition, or several that are joined."""
        children = getattr(domain, "children", None)
        if children:
            return self._joined(domain.OPERATOR, list(children))
        if hasattr(domain, "child"):
            inner = self.say(domain.child)
            return self.env._("it is not true that %(condition)s", condition=inner)
        if domain.is_true():
            return self.env._("it exists")
        if domain.is_false():
            return self.env._("it does not exist")
        return self._condition(domain)

    def _joined(self, operator, children):
        """Conditions that all hold, or of which one does; inner groups in brackets."""
        said = self._grouped(children[0])
        for child in children[1:]:
            parts = {"first": said, "second": self._grouped(child)}
            if operator == "&":
                said = self.env._("%(first)s and %(second)s", **parts)
            else:
                said = self.env._("%(first)s or %(second)s", **parts)
        return said

    def _grouped(self, domain):
        said = self.say(domain)
        if getattr(domain, "children", None):
            return self.env._("(%(condition)s)", condition=said)
        return said

    # --- one condition ----------------------------------------------------------------

    def _condition(self, condition):
        model, path, names = self._path(condition.field_expr)
        operator, value = condition.operator, condition.value
        if operator in ("any", "any!", "not any", "not any!"):
            return self._inside(names, operator, model, path, value)
        field = model._fields.get(path)
        if field is not None and operator in COMPARISONS:
            values = _values(value)
            model, field, names, values = self._by_code(model, field, names, values)
            return self._compared(model, field, names, operator, values)
        return self._measured(model, field, names, operator, value)

    def _path(self, path):
        """(model of the last field, its name, the labels on the way)."""
        model, names = self.records, []
        *way, last = path.split(".")
        for name in way:
            field = model._fields.get(name)
            names.append(self._label(field, name))
            if field is None or not field.relational:
                return model, last, [*names, last]
            model = self.env[field.comodel_name]
        field = model._fields.get(last)
        return model, last, [*names, self._label(field, last)]

    def _label(self, field, name):
        return field._description_string(self.env) if field else name

    def _by_code(self, model, field, names, values):
        """A field that only shows the code of another record is that record."""
        way, _dot, last = (field.related or "").rpartition(".")
        if not way or "." in way or not all(isinstance(v, str) for v in values):
            return model, field, names, values
        owner = model._fields[way]
        others = self.env[owner.comodel_name]
        if not others.has_access("read"):
            return model, field, names, values
        found = others.with_context(active_test=False).search([(last, "in", values)])
        if len(found) != len(values):
            return model, field, names, values
        return model, owner, [*names[:-1], self._label(owner, way)], found.ids

    def _compared(self, model, field, names, operator, values):
        """Equal to one of some values, or to none of them."""
        parts = {"field": " › ".join(names)}
        positive = operator in ("=", "in")
        if field.type == "boolean" and len(set(map(bool, values))) == 1:
            if positive == bool(values[0]):
                return self.env._("%(field)s is ticked", **parts)
            return self.env._("%(field)s is not ticked", **parts)
        if not any(values) and field.type not in ("integer", "float", "monetary"):
            if positive:
                return self.env._("%(field)s is empty", **parts)
            return self.env._("%(field)s is filled in", **parts)
        parts["value"] = self._values(model, field, values)
        if positive:
            return self.env._("%(field)s is %(value)s", **parts)
        return self.env._("%(field)s is not %(value)s", **parts)

    def _measured(self, model, field, names, operator, value):
        """More or less than a value, or one that a text contains."""
        parts = {
            "field": " › ".join(names),
            "value": self._values(model, field, _values(value)),
        }
        if operator.removeprefix("not ") in LIKE:
            if operator.startswith("not "):
                return self.env._("%(field)s does not contain “%(value)s”", **parts)
            return self.env._("%(field)s contains “%(value)s”", **parts)
        dated = field is not None and field.type in ("date", "datetime")
        said = self._dated(operator, parts) if dated else self._sized(operator, parts)
        return said or self.env._(
            "%(field)s %(operator)s %(value)s", operator=operator, **parts
        )

    def _sized(self, operator, parts):
        if operator == ">":
            return self.env._("%(field)s is more than %(value)s", **parts)
        if operator == ">=":
            return self.env._("%(field)s is %(value)s or more", **parts)
        if operator == "<":
            return self.env._("%(field)s is less than %(value)s", **parts)
        if operator == "<=":
            return self.env._("%(field)s is %(value)s or less", **parts)
        if operator == "child_of":
            return self.env._("%(field)s is %(value)s or below it", **parts)
        if operator == "parent_of":
            return self.env._("%(field)s is %(value)s or above it", **parts)
        return ""

    def _dated(self, operator, parts):
        if operator == ">":
            return self.env._("%(field)s is after %(value)s", **parts)
        if operator == ">=":
            return self.env._("%(field)s is %(value)s or later", **parts)
        if operator == "<":
            return self.env._("%(field)s is before %(value)s", **parts)
        if operator == "<=":
            return self.env._("%(field)s is %(value)s or earlier", **parts)
        return ""

    def _inside(self, names, operator, model, path, domain):
        """One of the records that a field names is so, or none is."""
        other = self.env[model._fields[path].comodel_name]
        parts = {
            "field": " › ".join(names),
            "condition": Condition(other).say(Domain(domain)),
        }
        if operator.startswith("not"):
            return self.env._(
                "there is nothing in %(field)s of which %(condition)s", **parts
            )
        return self.env._(
            "there is something in %(field)s of which %(condition)s", **parts
        )

    # --- values -----------------------------------------------------------------------

    def _values(self, model, field, values):
        """One of some values, in words."""
        if len(values) > MOST_VALUES:
            return self.env._("one of %(count)s values", count=len(values))
        if field is not None and field.relational and _are_ids(values):
            said = self._names(field, values)
        else:
            said = [self._value(model, field, value) for value in values]
        return format_list(self.env, said, "or") if said else "…"

    def _names(self, field, ids):
        """Names of records, as far as the reader may see them."""
        others = self.env[field.comodel_name].with_context(active_test=False)
        if not others.has_access("read"):
            return ["…"] * len(ids)
        seen = others.search([("id", "in", ids)])
        names = {record.id: record.display_name for record in seen}
        return [names.get(record_id, "…") for record_id in ids]

    def _value(self, model, field, value):
        kind = field.type if field is not None else ""
        if value is False or value is None:
            return self.env._("empty")
        if kind == "selection":
            options = dict(field._description_selection(self.env))
            return str(options.get(value, value))
        if kind == "datetime" and (moment := _parsed(Datetime.to_datetime, value)):
            return moment_in_words(self.env, moment, self.env.tz.zone)
        if kind == "date" and (day := _parsed(Date.to_date, value)):
            return format_date(self.env, day)
        return str(value).strip("%") if isinstance(value, str) else str(value)


def _values(value):
    return list(value) if isinstance(value, (list, tuple, set)) else [value]


def _are_ids(values):
    return all(isinstance(v, int) and not isinstance(v, bool) for v in values)


def _parsed(parse, value):
    """A date, or None for what is said otherwise ("today", "-1w")."""
    try:
        return parse(value)
    except (TypeError, ValueError):
        return None
