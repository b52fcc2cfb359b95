from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Whoever writes one of these answers for what the action does.
CONTENT = {"state", "code", "promise_id", "promise_change", "model_id", "child_ids"}


class IrActionsServer(models.Model):
    """A server action may start, end and pause promises, without any code.

    Automation rules have such actions as well. Who writes one is an administrator of
    the policies, or whoever runs it is refused.

    An action runs in a step of a policy only if a system administrator lets it. A step
    acts as the system, whoever has written the policy. So whoever may write policies
    chooses among actions that were meant for that, and no others.
    """

    _inherit = "ir.actions.server"

    is_step_action = fields.Boolean(
        string="For Steps of Policies",
        help="Whoever writes policies may let a step run this action. It runs as the "
        "system does, without the access rights of a person.",
    )

    state = fields.Selection(
        selection_add=[("service_promise", "Change a Promise")],
        ondelete={"service_promise": "cascade"},
    )
    promise_id = fields.Many2one(comodel_name="service.promise", ondelete="restrict")
    promise_change = fields.Selection(
        selection=[
            ("start", "Start its clock"),
            ("stop", "It is kept"),
            ("pause", "Let it wait"),
            ("resume", "Let it run on"),
        ],
        default="stop",
        help="The clock is started where the rule waits for an automation.",
    )

    automation_author_id = fields.Many2one(
        comodel_name="res.users",
        string="Written by",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="Who wrote last what the action does. Promises change only by what an "
        "administrator of the policies wrote.",
    )

    @api.model
    def default_get(self, fields):
        """Override: who wrote it is nobody's default."""
        return super().default_get(
            [name for name in fields if name != "automation_author_id"]
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Override to note who wrote it, whoever the caller says that it was."""
        return super().create(
            [vals | {"automation_author_id": self.env.uid} for vals in vals_list]
        )

    def write(self, vals):
        """Override: see :meth:`create`."""
        given = {k: v for k, v in vals.items() if k != "automation_author_id"}
        if CONTENT & vals.keys():
            given["automation_author_id"] = self.env.uid
        return super().write(given)

    @api.constrains("state", "promise_id", "promise_change", "model_id")
    def _check_promise(self):
        for action in self.filtered(lambda action: action.state == "service_promise"):
            models_with_promises = self.env["service.deadline"]._deadline_models()
            if action.model_id.model not in models_with_promises:
                raise ValidationError(
                    self.env._(
                        "%(action)s: %(model)s has no promises.",
                        action=action.name,
                        model=action.model_id.name,
                    )
                )
            if not (action.promise_id and action.promise_change):
                raise ValidationError(
                    self.env._(
                        "%(action)s: choose the promise, and what happens to it.",
                        action=action.name,
                    )
                )

    def _get_eval_context(self, action=None):
        """Override: records know which automation changes their promises."""
        context = super()._get_eval_context(action=action)
        for name in ("env", "model", "record", "records"):
            if action and context.get(name) is not None:
                context[name] = _with_automation(context[name], action)
        return context

    def _run_action_service_promise_multi(self, eval_context=None):
        """Do what the action says with the promises of the records."""
        records = eval_context.get("records")
        if records is None:
            records = eval_context.get("record")
        if records:
            change = getattr(records, f"_promise_{self.promise_change}")
            change(self.promise_id.code)


def _with_automation(value, action):
    """An environment, or records, in which an automation runs."""
    if isinstance(value, api.Environment):
        return value(context={**value.context, "service_automation_id": action.id})
    return value.with_context(service_automation_id=action.id)
