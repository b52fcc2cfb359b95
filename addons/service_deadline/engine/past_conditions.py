"""Conditions of rules, asked of what a record was at some moment of the past."""

from odoo.exceptions import AccessError, MissingError

#: A value that nobody knows any more: nothing holds of it.
UNKNOWN = object()


class PastConditions:
    """Compiles domains to functions of a state: {field: value then, "id": record id}.

    A field with a history is asked by its value then, by Odoo's own reading of the
    condition, once for each value that occurs. What has none is asked of the records as
    they are now.

    :param history: :class:`~.past_history.PastHistory`, which says what has a history
    """

    def __init__(self, model, history):
        self.model, self.history = model.sudo(), history
        self.leaves = []  # those that are asked of the present records

    def compile(self, domain, ends=False):
        """Function: state -> whether the condition held.

        :param ends: it ends something: what has no history holds since the record was
            changed last, not from its beginning
        """
        if domain.is_true():
            return lambda state: True
        if domain.is_false():
            return lambda state: False
        if (child := getattr(domain, "child", None)) is not None:
            asked = self.compile(child, ends)
            return lambda state: not asked(state)
        if children := getattr(domain, "children", None):
            asked = [self.compile(each, ends) for each in children]
            if domain.OPERATOR == "&":
                return lambda state: all(ask(state) for ask in asked)
            return lambda state: any(ask(state) for ask in asked)
        return self._leaf(domain, ends)

    def _leaf(self, condition, ends):
        path = getattr(condition, "field_expr", "")
        name = self.history.root_of(path) if path else None
        if name:
            held = _Held(self.model, name, condition)
            return lambda state: held[state[name]]
        leaf = _PresentLeaf(condition)
        self.leaves.append(leaf)
        if path:
            self.history.note_missing(path.split(".")[0])
        if ends:
            return lambda state: (
                state["id"] in leaf.ids and state["at"] >= state["changed"]
            )
        return lambda state: state["id"] in leaf.ids

    def load(self, records):
        """Ask what has no history of these records, as they are now."""
        for leaf in self.leaves:
            leaf.ids = frozenset(records.filtered_domain(leaf.condition)._ids)


class _PresentLeaf:
    def __init__(self, condition):
        self.condition, self.ids = condition, frozenset()


class _Held(dict):
    """Whether a condition on one field holds, by the value of that field."""

    def __init__(self, model, name, condition):
        super().__init__()
        self.model, self.name, self.condition = model, name, condition

    def __missing__(self, value):
        if value is UNKNOWN:
            return False
        record = self.model.new({self.name: value})
        try:
            held = bool(record.filtered_domain(self.condition))
        except (AccessError, MissingError):  # it names what is gone since
            held = False
        self[value] = held
        return held
