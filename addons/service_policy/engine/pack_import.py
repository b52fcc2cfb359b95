"""Reads a pack into the database, or only tries to."""

from contextlib import suppress
from dataclasses import dataclass

from psycopg2 import Error

from odoo.exceptions import AccessError, MissingError, UserError

from ..core.pack import differences
from .pack_export import PackRecords, key_of
from .pack_values import CannotTravelError


@dataclass
class Outcome:
    """What becomes of one record of a pack.

    :param state: "new", "changed", "same", "kept" (differs, and others use it) or
        "impossible"
    :param fields: names of what differs
    :param reason: code, with ``detail``; or a sentence (code "said")
    """

    model: str
    key: str
    state: str
    fields: tuple = ()
    reason: str = ""
    detail: str = ""
    record: object = None


class _TryOnlyError(Exception):
    """Puts everything back that a trial has written."""


class PackImport:
    """One pack, read in the right of whoever imports it.

    :param pack: :class:`~..core.pack.Pack`
    :param kinds: :class:`~..core.pack.PackModel` of all models
    :param str code: of the policy, where it is not that of the pack
    """

    def __init__(self, env, pack, kinds, code=""):
        self.env, self.pack, self.kinds = env, pack, kinds
        self.models = {kind.model: kind for kind in kinds}
        self.records = PackRecords(env, kinds)
        self.values = self.records.values
        self.code = code
        self.lost = set()  # (model, key) of what cannot be made
        self.policy = env["service.policy"]  # the one that is here already

    def try_out(self):
        """What would become of each record; nothing is written."""
        found = []
        with suppress(_TryOnlyError), self.env.cr.savepoint():
            found = self.run()
            raise _TryOnlyError
        for outcome in found:
            outcome.record = None
        return found

    def run(self):
        """Write what can be written; tell what becomes of each record."""
        self._know_what_is_there()
        # What is in force changes with the next version: the pack goes to its draft.
        made = self.records.packs._pack_open(self.policy, self.values)
        outcomes = [self._entry(**entry) for entry in self._entries()]
        touched = {each.key for each in outcomes if each.state in ("new", "changed")}
        self.records.packs._pack_close(made, self.values, touched)
        return outcomes

    def _entries(self):
        order = {kind.model: place for place, kind in enumerate(self.kinds)}
        last = len(order)
        return sorted(self.pack.records, key=lambda e: order.get(e["model"], last))

    def _know_what_is_there(self):
        """Let the policy that is here, and its parts, be known by the pack's keys."""
        here = self.records
        for entry in self.pack.records:
            if entry["model"] == "service.policy":
                policies = self.env["service.policy"].with_context(active_test=False)
                code = self.code or entry["key"]
                if policy := policies.search([("code", "=", code)], limit=1):
                    here.own(policy)
                    self.policy = policy
        here.name_all()
        if self.code:
            self._rename()

    def _rename(self):
        """What is here under another code goes by the keys of the pack."""
        for entry in self.pack.records:
            if entry["model"] == "service.policy":
                old, new = self.code, entry["key"]
                for (model, key), record_id in list(self.values.ids.items()):
                    if key == old or key.startswith(f"{old}/"):
                        renamed = new + key.removeprefix(old)
                        self.values.know(self.env[model].browse(record_id), renamed)

    def _entry(self, model, key, values):
        """Make, change or leave one record."""
        kind = self.models.get(model)
        if kind is None:
            return self._impossible(model, key, "model", model)
        if kind.parent and self._parent_key(kind, values) in self.lost:
            return self._impossible(model, key, "parent")
        record = self._find(kind, key)
        try:
            with self.env.cr.savepoint():
                return self._write(kind, key, values, record)
        except CannotTravelError as error:
            return self._impossible(model, key, "missing", str(error))
        except (UserError, AccessError, MissingError) as error:
            return self._impossible(model, key, "said", str(error))
        except (Error, ValueError, TypeError, KeyError, AttributeError, SyntaxError):
            return self._impossible(model, key, "broken")

    def _parent_key(self, kind, values):
        parent = values.get(kind.parent)
        if not isinstance(parent, dict):
            return None
        return parent.get("model"), parent.get("key")

    def _impossible(self, model, key, reason, detail=""):
        self.lost.add((model, key))
        self.values.ids.pop((model, key), None)
        return Outcome(model, key, "impossible", reason=reason, detail=detail)

    def _find(self, kind, key):
        """The record that is here by this key."""
        model = self.env[kind.model].with_context(active_test=False)
        if kind.parent or kind.model == "service.policy":
            return model.browse(self.values.ids.get((kind.model, key), []))
        if kind.key in model._fields:
            found = model.search([(kind.key, "=", key)], limit=1)
            if found:
                return found
        name = model._rec_name or "name"
        named = model.with_context(lang="en_US").search([(name, "=", key)])
        return named.filtered(lambda each: key_of(each, kind) == key)[:1]

    def _write(self, kind, key, plain, record):
        record = record.with_context(lang="en_US")
        if record:
            self.values.know(record, key)
            here = self.records.packs._pack_read(record, self.values.plain(record))
            differing = tuple(differences(plain, here))
            if self.code and kind.model == "service.policy":
                differing = tuple(name for name in differing if name != "code")
            kept = kind.shared or self.records.packs._pack_keeps(record)
            if not differing or kept:
                state = "kept" if differing else "same"
                return Outcome(kind.model, key, state, differing, record=record)
            plain = {
                name: value
                for name, value in plain.items()
                if name in differing or name in kind.domains.values()
            }
        values, texts = self.values.values(kind, plain)
        if self.code and kind.model == "service.policy":
            values["code"] = self.code
        if record:
            values.pop(kind.parent, None)
            self.records.packs._pack_write(record, values)
            outcome = Outcome(kind.model, key, "changed", differing, record=record)
        else:
            record = self.records.packs._pack_make(kind, values)
            self.values.know(record, key)
            outcome = Outcome(kind.model, key, "new", record=record)
        for code, translated in texts.items():
            self._translate(record, code, translated)
        self.env.flush_all()
        return outcome

    def _translate(self, record, code, texts):
        """Write what is said in another language: {field: text}.

        Pages are translated term by term: one that is simply written in a language
        would say the same in all others, too.
        """
        pages = {name for name in texts if callable(record._fields[name].translate)}
        for name in pages:
            field = record._fields[name]
            text = field.convert_to_cache(texts[name], record)
            terms = field.get_translation_dictionary(record[name], {code: text})
            record.update_field_translations(
                name, {code: {term: said[code] for term, said in terms.items()}}
            )
        if short := {name: text for name, text in texts.items() if name not in pages}:
            record.with_context(lang=code).write(short)
