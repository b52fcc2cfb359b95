from odoo import api, models

from odoo.addons.service_policy.core.pack import PackModel

from ..engine.rule_spec import DOMAIN_FIELDS


class ServicePolicyPack(models.TransientModel):
    """Rules and steps travel with their policy, with the roles, kinds of promise and
    letters that they name. From when on a rule counts is a matter of each database."""

    _inherit = "service.policy.pack"

    @api.model
    def _pack_models(self):
        """Override of `service_policy`."""
        named = [
            PackModel(
                "service.promise",
                ("name", "code", "sequence", "active", "icon", "color"),
            ),
            PackModel(
                "service.role",
                (
                    "name",
                    "code",
                    "sequence",
                    "active",
                    "kind",
                    "model_id",
                    "path",
                    "level",
                    "group_id",
                    "user_id",
                ),
            ),
            PackModel(
                "service.pause.reason",
                (
                    "name",
                    "code",
                    "sequence",
                    "active",
                    "ends_with_answer",
                    "max_hours",
                ),
            ),
            PackModel(
                "mail.template",
                (
                    "name",
                    "model_id",
                    "subject",
                    "body_html",
                    "partner_to",
                    "email_to",
                    "lang",
                    "use_default_to",
                ),
                key="name",
            ),
        ]
        rule = PackModel(
            "service.deadline.rule",
            (
                "name",
                "active",
                "sequence",
                "policy_ref",
                "promise_id",
                "note",
                "model_id",
                "start_mode",
                "start_field_id",
                "stop_mode",
                "allow_pause",
                "allow_manual_stop",
                "on_close",
                "counts",
                "pause_reason_id",
                "pause_max",
                "carry_over",
                "target",
                "limit",
                "unit",
                "clock",
                "end_of_day",
                "due_field_id",
                "calendar_source",
                "calendar_id",
                "role_id",
                "public",
            ),
            parent="policy_id",
            shared=False,
            domains=dict.fromkeys(DOMAIN_FIELDS, "model_id"),
        )
        step = PackModel(
            "service.deadline.step",
            (
                "name",
                "sequence",
                "delay",
                "delay_unit",
                "direction",
                "anchor",
                "repeat",
                "repeat_every",
                "max_repeats",
                "in_hours",
                "action",
                "role_id",
                "activity_type_id",
                "summary",
                "mail_template_id",
                "server_action_id",
            ),
            parent="rule_id",
            shared=False,
        )
        return [*named, *super()._pack_models(), rule, step]

    @api.model
    def _pack_pick(self, kind, records):
        """Override: rules as they are, not what a draft is going to make of them."""
        records = super()._pack_pick(kind, records)
        if kind.model == "service.deadline.rule":
            return records.filtered(lambda rule: not rule.version_id)
        return records
