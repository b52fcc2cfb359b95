"""Writes a policy, with all that carries it out, as a pack."""

from ast import literal_eval

from ..core.pack import Pack, numbered
from .pack_values import PackValues, comodel_of


class PackRecords:
    """The records of a policy and those that it shares with others, by their keys.

    :param kinds: :class:`~..core.pack.PackModel` of all models, what is named before
        who names it
    """

    def __init__(self, env, kinds):
        self.env, self.kinds = env, kinds
        self.models = {kind.model: kind for kind in kinds}
        self.values, self.packs = (
            PackValues(env, self.models),
            env["service.policy.pack"],
        )
        self.found = {kind.model: env[kind.model] for kind in kinds}

    def own(self, policy):
        """Find a policy and what is a part of it."""
        self.found[policy._name] |= policy
        for kind in self.kinds:
            if kind.parent:
                model = self.env[kind.model].with_context(active_test=False)
                parents = self.found[model._fields[kind.parent].comodel_name]
                mine = model.search([(kind.parent, "in", parents.ids)])
                self.found[kind.model] |= self.packs._pack_pick(kind, mine)

    def shared(self):
        """Find what is named by what there is, until nothing new is named."""
        todo = [records for records in self.found.values() if records]
        while todo:
            records = todo.pop()
            for named in self._named_by(records):
                new = named - self.found[named._name]
                if new:
                    self.found[named._name] |= new
                    todo.append(new)

    def _named_by(self, records):
        kind = self.models[records._name]
        for name in kind.fields:
            field = records._fields.get(name)
            comodel = field and field.comodel_name
            if comodel in self.models and self.models[comodel].shared:
                yield records[name]
        for name, model_field in kind.domains.items():
            for record in records:
                model = self.env.get(record[model_field].sudo().model)
                if model is not None:
                    items = literal_eval(record[name] or "[]")
                    yield from self._named_in(model, items)

    def _named_in(self, model, items):
        """Records that a condition names, by id or by the code that it compares."""
        for item in items:
            if isinstance(item, str) or not isinstance(item[0], str):
                continue
            path, _operator, value = item
            many = value if isinstance(value, (list, tuple)) else [value]
            comodel = comodel_of(model, path)
            if comodel is not None:
                ids = [each for each in many if type(each) is int]
                if comodel._name in self.models:
                    yield comodel.browse(ids).exists()
                continue
            owner, key = _owner_of(model, path)
            kind = owner is not None and self.models.get(owner._name)
            if kind and kind.shared and kind.key == key:
                codes = [each for each in many if isinstance(each, str)]
                yield owner.with_context(active_test=False).search([(key, "in", codes)])

    def name_all(self):
        """Give all records the keys by which the pack names them."""
        for kind in self.kinds:
            records = self.found[kind.model]
            if not kind.parent:
                for record in records:
                    self.values.know(record, key_of(record, kind))
                continue
            for parent, mine in records.grouped(kind.parent).items():
                above = self.values.keys[parent._name, parent.id]
                names = [self.packs._pack_name(kind, record) for record in mine]
                names = numbered(names)
                for record, name in zip(mine, names, strict=True):
                    self.values.know(record, f"{above}/{name}")


def export(policy, kinds):
    """The pack of a policy, read in the right of whoever asks."""
    records = PackRecords(policy.env, kinds)
    records.own(policy)
    records.shared()
    records.name_all()
    entries = []
    for kind in kinds:
        mine = [
            {
                "model": kind.model,
                "key": records.values.keys[record._name, record.id],
                "values": records.values.plain(record),
            }
            for record in records.found[kind.model]
        ]
        entries += sorted(mine, key=lambda entry: entry["key"])
    return Pack(tuple(entries), _addons(policy.env, records))


def _addons(env, records):
    """The add-ons of what the pack is made of and is about, with their versions."""
    names = {
        env[model]._original_module for model, found in records.found.items() if found
    }
    for kind in records.kinds:
        for field in set(kind.domains.values()):
            models = records.found[kind.model].sudo().mapped(f"{field}.model")
            names |= {env[m]._original_module for m in models if m in env}
    modules = env["ir.module.module"].sudo().search([("name", "in", sorted(names))])
    return {module.name: module.latest_version or "" for module in modules}


def key_of(record, kind):
    """Key of a record that is no part of another one."""
    return (kind.key in record._fields and record[kind.key]) or name_of(record)


def name_of(record):
    """Name in the language in which records are named in the program."""
    return record.with_context(lang="en_US").display_name or ""


def _owner_of(model, path):
    """Where the value of a path lies: (model, field), also of a field that shows it."""
    *steps, last = path.split(".")
    owner = comodel_of(model, ".".join(steps)) if steps else model
    field = owner._fields.get(last) if owner is not None else None
    if field is not None and field.related:
        return _owner_of(owner, field.related)
    return owner, last
