"""A company in which there is one record of every model of ours, all of it secret.

Records are made from what their fields ask for, so that a new model is there without
anybody thinking of it; what cannot be guessed is said in ``BY_HAND``.
"""

from attack import AUTOMATIC, SECRET, our_addons

from odoo.fields import Command
from odoo.tests import new_test_user

TEXTS = ("char", "text", "html")
MONDAY, MONTH = "2026-03-02", "2026-03-01"
AT = {"date_from": "2026-03-02 09:00:00", "date_to": "2026-03-02 10:00:00"}
#: Values that the fields alone do not tell; of a relation, the model.
BY_HAND = {
    "advisor.handover": {"kind": "leaves"},
    "attendance.award.exclusion": {"year": 2026},
    "attendance.correction": {"kind": "in", "at": "2026-03-02 08:00:00"},
    "attendance.excuse": AT,
    "attendance.month": {"month": MONTH, "period_id": "attendance.period"},
    "attendance.overtime": AT,
    "attendance.period": {"month": MONTH, "state": "audit"},
    "attendance.policy": {"date_from": "2026-01-01"},
    "attendance.policy.leave": {"leave_type_id": "hr.leave.type"},
    "attendance.streak": {"month_from": MONTH, "month_to": MONTH},
    "crm.lead": {"name": SECRET},
    "customer.care.occasion": {"basis": "person"},
    "hr.attendance": {
        "check_in": "2026-03-02 08:00:00",
        "check_out": "2026-03-02 16:00:00",
    },
    "hr.duty.evaluation": {"month": MONTH},
    "hr.duty.shift": {
        "date_start": "2030-03-04 08:00:00",
        "date_stop": "2030-03-04 16:00:00",
    },
    "ir.actions.server": {
        "name": f"{SECRET} action",
        "is_step_action": True,
        "state": "code",
        "code": "pass",
    },
    "hr.leave.type": {"requires_allocation": False},
    "hr.leave": {
        "holiday_status_id": "hr.leave.type",
        "request_date_from": MONDAY,
        "request_date_to": MONDAY,
    },
    "mailing.trace": {"model": "res.partner", "res_id": 1},
    "resource.calendar.leaves": {"date_to": "2026-03-02 17:00:00"},
    "sale.order.line": {"name": SECRET},
    "service.action": {"res_model": False},
    "service.callback": {"verdict": "satisfied"},
    "service.consultation": {"res_model": False},
    "service.contact.note": {"next_date": MONDAY},
    "service.deadline": {"state": "running", "is_open": True},
    "service.deadline.rule": {"stop_mode": "manual"},
    "service.deadline.step": {"action": "raise_severity"},
    "service.deadline.terms": {"version": 99, "values": {"limit": 1}},
    "service.policy.carrier": {"url": "/odoo", "figure_field": False},
    "service.policy.drift": {"bound_figure": [1, 1, "hour", "at_most", "", 1]},
    "service.reaction": {
        "model_id": "ir.model",
        "server_action_id": "ir.actions.server",
    },
    "service.review": {"res_model": False},
    "service.review.opinion": {"user_id": "res.users", "condition": False},
    "service.role": {"kind": "user", "user_id": "res.users"},
    "sms.gateway": {"kind": "dry", "parameters": f"Text={SECRET}"},
}
#: Records with many figures that have to fit: a copy of a shipped one.
BY_COPY = ("attendance.policy",)


class HiddenWorld:
    """Makes the records, each once; what one needs is made before."""

    def __init__(self, env):
        self.env = env
        self.made = {}
        company = env["res.company"].create({"name": f"{SECRET} Ltd"})
        self.env = env(context={**env.context, "allowed_company_ids": company.ids})
        self.made["res.company"] = company
        self._make_people(company)
        kinds = env["service.deadline"]._deadline_models()
        named = "helpdesk.ticket" if "helpdesk.ticket" in kinds else kinds[0]
        self.made["ir.model"] = env["ir.model"]._get(named)
        self.record_model = named
        self.made["ir.model.fields"] = env["ir.model.fields"]._get(
            "res.partner", "phone"
        )

    def make(self, names):
        """One record of each model; some come and go with the making of others."""
        names = list(names)
        for name in names:
            self.one(name)
        for name in names:
            if not self.made[name].exists():
                del self.made[name]
                self.one(name)
        self.env.flush_all()

    def one(self, name):
        """The record of a model."""
        if name not in self.made:
            model = self.env[name].sudo()
            if name in BY_COPY:
                shipped = model.with_context(active_test=False).search([], limit=1)
                self.made[name] = shipped.copy(
                    {"name": SECRET, **self.values(name, list(BY_HAND[name]))}
                )
            else:
                self.made[name] = model.create(self.values(name))
        return self.made[name]

    def _make_people(self, company):
        """Two employees with users: whose everything is, and a colleague."""
        employees = self.env["hr.employee"].create(
            [
                {
                    "name": f"{SECRET} {name}",
                    "company_id": company.id,
                    "user_id": new_test_user(
                        self.env,
                        f"hidden_{name}",
                        name=f"{SECRET} user {name}",
                        company_id=company.id,
                        company_ids=[Command.set(company.ids)],
                    ).id,
                }
                for name in ("anna", "berta")
            ]
        )
        self.made["hr.employee"] = employees[0]
        self.made["hr.version"] = employees[0].version_id
        self.made["res.users"] = employees[0].user_id
        self.made["res.partner"] = self.env["res.partner"].create(
            {"name": f"{SECRET} customer", "company_id": company.id}
        )
        self.colleague = employees[1]
        product = self.env["product.product"].create(
            {
                "name": f"{SECRET} product",
                "type": "service",
                "company_id": company.id,
            }
        )
        self.made["product.product"] = product
        self.made["product.template"] = product.product_tmpl_id
        self.env["account.journal"].create(
            {
                "name": f"{SECRET} journal",
                "code": "HIDE",
                "type": "general",
                "company_id": company.id,
            }
        )

    def values(self, name, only=None):
        """What a record is made of."""
        model = self.env[name].sudo()
        values = {
            key: self.one(value).id if model._fields[key].relational else value
            for key, value in BY_HAND.get(name, {}).items()
        }
        for field in model._fields.values():
            if only is not None and field.comodel_name != "res.company":
                continue
            if field.name in values or field.name in AUTOMATIC or not field.store:
                continue
            if field.compute and not field.required:
                continue
            if self._is_wanted(model, field):
                values[field.name] = self._value(field)
        return values

    def _is_wanted(self, model, field):
        """What has to be there, what can be read, and what says whose it is."""
        if field.compute or field.related or field.type == "one2many":
            return False
        given = model.default_get([field.name]).get(field.name)
        if field.comodel_name == "res.company" or field.name == "company_ids":
            return True
        if field.name in ("employee_id", "other_employee_id"):
            return field.type == "many2one"
        if field.type in TEXTS and not given and not field.company_dependent:
            return field.required or self._is_told(field)
        return field.required and not given

    def _is_told(self, field):
        """Whether a text is one that people write."""
        ours = field._module in our_addons() and not field.name.endswith("domain")
        return ours or field.name in ("name", "description", "title")

    def _value(self, field):
        if field.type in TEXTS:
            return f"{SECRET}:{field.model_name}: {field.name}"
        if field.name == "other_employee_id":
            return self.colleague.id
        if field.type == "many2one":
            return self.one(field.comodel_name).id
        if field.type == "many2many":
            return [Command.link(self.one(field.comodel_name).id)]
        if field.type == "selection":
            return field.get_values(self.env)[0]
        return {
            "date": MONDAY,
            "datetime": f"{MONDAY} 08:00:00",
            "boolean": False,
            "json": {"text": SECRET},
        }.get(field.type, 1)
