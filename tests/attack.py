"""What the tests that attack the product have in common: who attacks, and what."""

import inspect

from odoo.fields import Command
from odoo.service.model import get_public_method
from odoo.tests import TransactionCase, new_test_user

from workbench import addons

#: In every text of the records that nobody of the attackers may see.
SECRET = "Zzunseen"
#: Fields that the ORM gives to every model.
AUTOMATIC = frozenset(
    ("id", "display_name", "create_uid", "create_date", "write_uid", "write_date")
)
#: Who calls, in a company of their own.
ROLES = {
    "portal": "base.group_portal",
    "employee": "base.group_user",
    "agent": "helpdesk_mgmt.group_helpdesk_user",
    "leader": "helpdesk_mgmt.group_helpdesk_manager",
    "policy administrator": "service_policy.service_policy_group_manager",
    "duty manager": "hr.group_hr_user",
    "HR officer": "attendance_rules.attendance_rules_group_hr_officer",
    "HR administrator": "attendance_rules.attendance_rules_group_hr_admin,"
    "hr.group_hr_manager,hr_holidays.group_hr_holidays_manager",
    "survey administrator": "survey.group_survey_manager",
}


def our_addons():
    """Names of the add-ons of the project that are there to work with."""
    return {name for name in addons.names() if not addons.is_demo(name)}


def our_models(env, transient=False):
    """Concrete models that an add-on of ours defines: {name: model}."""
    names = our_addons()
    return {
        name: env[name]
        for name, model in sorted(env.registry.items())
        if model._original_module in names
        and not model._abstract
        and model._transient is transient
    }


def our_methods(model):
    """Public methods that a caller from outside reaches, and that we have written."""
    names = our_addons()
    found = set()
    for base in type(model).mro():
        parts = base.__module__.split(".")
        if parts[:2] != ["odoo", "addons"] or parts[2] not in names:
            continue
        for name, member in vars(base).items():
            if inspect.isfunction(member) and not name.startswith("_"):
                found.add(name)
    return sorted(name for name in found if _is_public(model, name))


def is_of_model(model, name):
    """Whether a method is called without records."""
    return getattr(getattr(type(model), name), "_api_model", False)


def _is_public(model, name):
    try:
        return callable(get_public_method(model, name))
    except Exception:
        return False


def arguments_of(method):
    """Something for each argument that has to be given."""
    model = method.__self__
    writable = next(
        (field.name for field in model._fields.values() if _is_plain(field)), "active"
    )
    known = {
        "values": {},
        "vals": {writable: "x"},
        "vals_list": [{}],
        "month": "2026-03-01",
    }
    return [
        known.get(each.name, "x")
        for each in inspect.signature(method).parameters.values()
        if each.default is each.empty
        and each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)
    ]


def _is_plain(field):
    return field.type == "char" and field.store and not (field.compute or field.related)


class AttackCase(TransactionCase):
    """Two companies: the attackers' own, and one in which everything is secret."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env.company
        cls.attackers = {
            role: new_test_user(
                cls.env,
                f"attacker_{role.replace(' ', '_')}",
                groups=",".join(g for g in groups.split(",") if cls._has(g)),
                company_id=cls.company.id,
                company_ids=[Command.set(cls.company.ids)],
            )
            for role, groups in ROLES.items()
            if any(map(cls._has, groups.split(",")))
        }

    @classmethod
    def _has(cls, group):
        return cls.env.ref(group, raise_if_not_found=False)
