"""Between records and the plain values of a pack: names instead of ids."""

from ast import literal_eval

#: Records that are named by what the program calls them, not by what people do.
TECHNICAL = {"ir.model": ("model",), "ir.model.fields": ("model", "name")}


class CannotTravelError(ValueError):
    """Something that a value names is not there; the argument names it."""


class PackValues:
    """Turns values of the records of a pack into plain ones, and back.

    :param models: {name: :class:`~..core.pack.PackModel`} of what packs are made of
    """

    def __init__(self, env, models):
        self.env, self.models = env, models
        self.langs = [code for code, _name in env["res.lang"].get_installed()]
        self.keys = {}  # (model, id): key of a record of the pack
        self.ids = {}  # (model, key): id, the other way round

    def know(self, record, key):
        """Remember by which name a record goes in the pack."""
        self.keys[record._name, record.id] = key
        self.ids[record._name, key] = record.id

    def forget(self, records):
        """These go by no name any more: others stand for them."""
        for record in records:
            key = self.keys.get((record._name, record.id))
            self.ids.pop((record._name, key), None)

    # --- to plain values --------------------------------------------------------------

    def plain(self, record):
        """Values of a record of the pack."""
        kind = self.models[record._name]
        values = {}
        for name in kind.fields:
            if name in record._fields:
                values[name] = self._plain_value(record, name)
        if kind.parent:
            values[kind.parent] = self.reference(record[kind.parent])
        for name, model_field in kind.domains.items():
            model_name = record[model_field].sudo().model
            if model_name in self.env:
                model = self.env[model_name]
                items = literal_eval(record[name] or "[]")
                values[name] = self.plain_domain(model, items)
        return values

    def _plain_value(self, record, name):
        field, value = record._fields[name], record[name]
        if field.type == "many2one":
            return self.reference(value) if value else False
        if field.type == "many2many":
            return sorted((self.reference(each) for each in value), key=str)
        if field.translate:
            texts = {
                code: str(record.with_context(lang=code)[name] or "")
                for code in self.langs
            }
            base = texts["en_US"] if "en_US" in texts else str(value or "")
            kept = {code: text for code, text in texts.items() if text != base}
            return {"in": {"en_US": base, **kept}} if base or kept else False
        if field.type in ("date", "datetime"):
            return field.to_string(value)
        if isinstance(value, bytes):
            return value.decode("ascii")
        return str(value) if isinstance(value, str) else value

    def reference(self, record):
        """The name of one record, by which another database finds it."""
        if key := self.keys.get((record._name, record.id)):
            return {"model": record._name, "key": key}
        named = {"model": record._name}
        if technical := TECHNICAL.get(record._name):
            names = [record.sudo()[name] for name in technical]
            return named | {"id": ".".join(names)}
        xml_id = record.get_external_id().get(record.id) or ""
        if xml_id and not xml_id.startswith("__"):
            named["id"] = xml_id
        name = record.sudo().with_context(lang="en_US").display_name
        return named | {"name": name or ""}

    # --- conditions -------------------------------------------------------------------

    def plain_domain(self, model, items):
        """A condition as plain lists, in which records are named by names."""
        return [
            item if isinstance(item, str) else self._plain_condition(model, *item)
            for item in items
        ]

    def _plain_condition(self, model, path, operator, value):
        comodel = comodel_of(model, path) if isinstance(path, str) else None
        if comodel is None or isinstance(value, (bool, str)):
            pass
        elif operator in ("any", "not any"):
            value = self.plain_domain(comodel, value)
        elif isinstance(value, int):
            value = self.reference(comodel.browse(value))
        elif isinstance(value, (list, tuple)):
            value = [
                self.reference(comodel.browse(each)) if type(each) is int else each
                for each in value
            ]
        return [path, operator, list(value) if isinstance(value, tuple) else value]

    def domain_text(self, model, items):
        """The text of a condition of a pack, with the ids of this database."""
        return str(self._domain(model, items))

    def _domain(self, model, items):
        return [
            item if isinstance(item, str) else self._condition(model, *item)
            for item in items
        ]

    def _condition(self, model, path, operator, value):
        comodel = comodel_of(model, path) if isinstance(path, str) else None
        if comodel is not None and operator in ("any", "not any"):
            value = self._domain(comodel, value)
        elif isinstance(value, dict):
            value = self.find(value).id
        elif isinstance(value, list):
            value = [
                self.find(each).id if isinstance(each, dict) else each for each in value
            ]
        return (path, operator, value)

    # --- back to records --------------------------------------------------------------

    def values(self, kind, plain):
        """Values to write, and translations: ({field: value}, {lang: {field: text}}).

        :raise CannotTravelError: something that they name is not there
        """
        model, values, texts = self.env[kind.model], {}, {}
        names = [*kind.fields, kind.parent] if kind.parent else kind.fields
        for name in names:
            if name in plain and name in model._fields:
                values[name] = self._value(model._fields[name], plain[name], texts)
        for name, model_field in kind.domains.items():
            if name in plain:
                named = self.find(plain[model_field])
                asked = self.env.get(named.sudo().model)
                if asked is None:
                    raise CannotTravelError(plain[model_field].get("id", ""))
                values[name] = self.domain_text(asked, plain[name])
        return values, texts

    def _value(self, field, value, texts):
        """One value to write; what is said in other languages goes to the texts."""
        if field.type == "many2one":
            return self.find(value).id if value else False
        if field.type == "many2many":
            return [(6, 0, [self.find(each).id for each in value])]
        if not isinstance(value, dict):
            return value
        for code, text in value["in"].items():
            if code != "en_US" and code in self.langs:
                texts.setdefault(code, {})[field.name] = text
        return value["in"].get("en_US", "")

    def find(self, named):
        """The record that a reference names.

        :raise CannotTravelError: there is none, or more than one
        """
        model = self.env.get(named.get("model"))
        label = named.get("name") or named.get("key") or named.get("id") or ""
        if model is None:
            raise CannotTravelError(label or named.get("model") or "")
        if "key" in named:
            found = model.browse(self.ids.get((model._name, named["key"]), []))
        elif technical := TECHNICAL.get(model._name):
            parts = named.get("id", "").rsplit(".", len(technical) - 1)
            found = model.sudo().search(
                list(zip(technical, ["="] * len(technical), parts, strict=True))
            )
        else:
            found = self._find_readable(model, named)
        if len(found) != 1:
            raise CannotTravelError(label)
        return found

    def _find_readable(self, model, named):
        """What the user may read of what is named by the program, or by a name."""
        if not model.has_access("read"):
            return model
        if named.get("id"):
            record = self.env.ref(named["id"], raise_if_not_found=False)
            if record is not None and record._name == model._name:
                return record.sudo(False)._filtered_access("read")
        name = model._rec_name
        if not (name and named.get("name")):
            return model
        return model.with_context(lang="en_US").search([(name, "=", named["name"])])


def comodel_of(model, path):
    """Model of the records that a path ends at; None where it ends at a value."""
    for name in path.split("."):
        field = model._fields.get(name) if model is not None else None
        if field is None:
            return None
        model = model.env.get(field.comodel_name) if field.relational else None
    return model
