"""What a condition or a path of somebody's own looks at, and whether he may see it.

A condition that is carried out in superuser mode tells its author what it is true of:
by counting, or by what it sets off. With a few tries he reads any field of any record.
So it may look only at what its author may read anyway; who writes one has it checked
here, and so has whoever gets to see what it counts.
"""

from odoo import models
from odoo.fields import Domain
from odoo.orm.domains import DomainAnd, DomainCondition
from odoo.tools import SQL

#: Operators that only compare ids, or ask whether there is any.
BY_ID = frozenset(("=", "!=", "in", "not in"))
#: Models that decide about rows in code, but give all of them to who has the right.
GIVES_ALL = frozenset(("hr.employee",))


def hidden_in_domain(model, domain):
    """The first path of a condition that the user may not read, or an empty text.

    :param model: the model of the condition, in the environment of the user
    :param domain: condition on its records; which of them the user sees is a matter of
        whoever counts
    """
    if model.env.su:
        return ""
    for condition in Domain(domain).iter_conditions():
        if hidden := _hidden_in_condition(model, condition):
            return hidden
    return ""


def hidden_path(model, path):
    """The path, if the user may not read one of its fields; else an empty text."""
    if model.env.su:
        return ""
    for owner, field in _steps(model, path):
        if not _is_readable(owner, field):
            return path
        if owner._name != model._name and not _shows_all_rows(owner):
            return path
    return ""


def reads_all(model):
    """Whether the user may read every record there is of a model, whosever it is.

    Then nobody need ask of each record whether he may: with a great many records that
    is most of what a figure costs. The companies that he has not chosen are somebody
    else's, so all have to be chosen, or there is only one.

    :return: False also where it cannot be told without looking at the records
    """
    if model.env.su:
        return True
    if type(model)._search is not models.BaseModel._search:
        return False
    if not model.has_access("read"):
        return False
    chosen = []

    def leaves_out_none(condition):
        field = model._fields.get(condition.field_expr)
        is_company = field and field.comodel_name == "res.company"
        if not is_company or condition.operator != "in":
            return condition
        if not field.required and False not in condition.value:
            return condition
        chosen.append(set(condition.value))
        return Domain.TRUE

    rules = Domain(model.env["ir.rule"]._compute_domain(model._name, "read"))
    if not rules.map_conditions(leaves_out_none).is_true():
        return False
    if not chosen:
        return True
    every = set(model.env["res.company"]._every_id())
    return all(every <= companies_of_rule for companies_of_rule in chosen)


def of_readable(model, column, one_by_one=False):
    """Condition on rows of another model: the record that a column names may be read.

    It is asked of each row that is looked at. A list of all records that may be read
    would have to be made first; with a great many it is too long to be searched.

    :param model: the records, in the environment of the user
    :param column: name of the stored column with the id of a record
    :param one_by_one: see :func:`is_readable`
    """

    def to_sql(_rows, alias, _query):
        return is_readable(model, SQL.identifier(alias, column), one_by_one)

    return Domain.custom(to_sql=to_sql)


def is_readable(model, record_id, one_by_one=False):
    """SQL condition: the record with this id may be read.

    :param model: the records, in the environment of the user
    :param SQL record_id: the id, of a row around
    :param one_by_one: look each record up, where the rows are few and the records many.
        PostgreSQL cannot know how few of the records are anybody's, and would go
        through all of them instead; ``OFFSET 0`` keeps it from that.
    """
    found = model._search([])
    found.add_where(SQL("%s = %s", SQL.identifier(found.table, "id"), record_id))
    rows = found.select("1")
    return SQL("EXISTS (%s OFFSET 0)" if one_by_one else "EXISTS (%s)", rows)


def values_asked_for(domain, field_name):
    """The values that a field has in all records of a domain; None if it may have any.

    Only what the domain says outright is seen.

    :rtype: set or None
    """
    domain = Domain(domain)
    if isinstance(domain, DomainAnd):
        found = [values_asked_for(part, field_name) for part in domain.children]
        sets = [values for values in found if values is not None]
        return set.intersection(*sets) if sets else None
    if not isinstance(domain, DomainCondition) or domain.field_expr != field_name:
        return None
    if domain.operator == "=":
        return {domain.value}
    return set(domain.value) if domain.operator == "in" else None


def _hidden_in_condition(model, condition):
    path = condition.field_expr
    if hidden := hidden_path(model, path):
        return hidden
    steps = list(_steps(model, path))
    field = steps[-1][1] if steps else None
    if field is None or not field.relational:
        return ""
    other = model.env[field.comodel_name]
    if condition.operator.startswith(("any", "not any")):
        if not _is_open(other):
            return path
        inner = hidden_in_domain(other, condition.value)
        return inner and f"{path}.{inner}"
    looks_inside = (
        field.type != "many2one"
        or condition.operator not in BY_ID
        or _has_text(condition.value)
    )
    return path if looks_inside and not _is_open(other) else ""


def _steps(model, path):
    """The fields of a path, each with the model that has it, as far as they exist."""
    for name in path.split("."):
        field = model._fields.get(name)
        if field is None:
            return
        yield model, field
        if not field.relational:
            return
        model = model.env[field.comodel_name]


def _is_open(model):
    """Whether the user may read the model, and all rows of his companies."""
    return model.has_access("read") and _shows_all_rows(model)


def _is_readable(model, field):
    """Whether the user may read a field, also where it only shows another one."""
    if not (model.has_access("read") and model._has_field_access(field, "read")):
        return False
    if field.related and not field.compute_sudo:
        return all(_is_readable(*step) for step in _steps(model, field.related))
    return True


def _shows_all_rows(model):
    """Whether the user may read all records of a model, those of other companies aside.

    If not, nothing may look at its fields: that a record is hidden is known only when
    it is met.
    """
    if getattr(model, "_seen_with_owner", False):
        return True
    if model._name not in GIVES_ALL and _decides_in_code(type(model)):
        return False
    rules = model.env["ir.rule"]._compute_domain(model._name, "read")
    return _holds_in_own_companies(model, rules)


def _decides_in_code(model_class):
    """Whether a model itself hides rows or values, beside its record rules."""
    base = models.BaseModel
    return (
        model_class._check_access is not base._check_access
        or model_class._fetch_query is not base._fetch_query
    )


def _holds_in_own_companies(model, domain):
    """Whether a record rule is true of all records of the user's companies."""

    def about_companies(condition):
        owner, field = list(_steps(model, condition.field_expr))[-1]
        if condition.operator.startswith("any"):
            inner = model.env[field.comodel_name]
            true = _holds_in_own_companies(inner, condition.value)
        else:
            true = field.comodel_name == "res.company" or (
                owner._name == "res.company" and field.name == "id"
            )
        return Domain.TRUE if true else Domain.FALSE

    return Domain(domain).map_conditions(about_companies).is_true()


def _has_text(value):
    """Whether a value names records instead of giving their ids."""
    if isinstance(value, (list, tuple, set)):
        return any(map(_has_text, value))
    return isinstance(value, str)
