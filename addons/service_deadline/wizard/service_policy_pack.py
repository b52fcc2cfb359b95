from odoo import api, models

from odoo.addons.service_policy.core.pack import PackModel, numbered
from odoo.addons.service_policy.engine.pack_export import name_of

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

    @api.model
    def _pack_open(self, policy, values):
        """Override: drafts stand for the rules and steps that are in force."""
        made = super()._pack_open(policy, values)
        drafts = []
        for rule in policy.rule_ids.filtered("is_versioned"):
            key = values.keys.get((rule._name, rule.id))
            if not key:
                continue
            had = rule.draft_ids
            draft = rule._join_draft()
            values.know(draft, key)
            names = {
                step: values.keys.get((step._name, step.id)) for step in rule.step_ids
            }
            values.forget(rule.step_ids)
            for step in draft.step_ids:
                if name := names.get(step.replaces_id):
                    values.know(step, name)
            if draft not in had:
                drafts.append(draft)
        self._pack_know_new(policy, values)
        return [*drafts, *made]

    @api.model
    def _pack_know_new(self, policy, values):
        """Rules that the draft has newly are there, too: a pack that is imported twice
        brings them once."""
        rules = self.env["service.deadline.rule"].with_context(active_test=False)
        new = rules.search(
            [("version_id", "in", policy.draft_id.ids), ("replaces_id", "=", False)]
        )
        above = values.keys.get((policy._name, policy.id))
        for rule in new if above else ():
            key = f"{above}/{name_of(rule)}"
            if (rule._name, key) in values.ids:
                continue
            values.know(rule, key)
            names = numbered([name_of(step) for step in rule.step_ids])
            for step, name in zip(rule.step_ids, names, strict=True):
                values.know(step, f"{key}/{name}")

    @api.model
    def _pack_close(self, made, values, touched):
        """Override: a draft that changes nothing is none."""
        for draft in made:
            if draft._name == "service.deadline.rule":
                key = values.keys[draft._name, draft.id]
                parts = f"{key}/"
                if not any(it == key or it.startswith(parts) for it in touched):
                    draft.sudo().unlink()
        return super()._pack_close(
            [each for each in made if each.exists()], values, touched
        )

    @api.model
    def _pack_make(self, kind, values):
        """Override: a rule that is archived in the pack never comes into force."""
        archived = values.get("active") is False
        record = super()._pack_make(kind, values)
        if archived and _is_draft(record):
            record.removes = True
        return record

    @api.model
    def _pack_read(self, record, plain):
        """Override: the draft of a rule is archived until its version is in force; it
        says itself whether the rule is taken out by then."""
        plain = super()._pack_read(record, plain)
        return plain | {"active": not record.removes} if _is_draft(record) else plain

    @api.model
    def _pack_write(self, record, values):
        """Override: a rule in force is taken out with the version of its draft."""
        if _is_draft(record) and "active" in values:
            values = values | {"removes": not values["active"]}
            del values["active"]
        return super()._pack_write(record, values)


def _is_draft(record):
    return record._name == "service.deadline.rule" and bool(record.version_id)
