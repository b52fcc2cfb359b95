import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.i18n import format_list

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.pack import BrokenPackError, Pack, PackModel
from ..engine.pack_export import name_of
from ..engine.pack_import import PackImport

MANAGER = "service_policy.service_policy_group_manager"
#: How states of a preview look.
COLORS = {
    "new": "success",
    "changed": "warning",
    "same": "secondary",
    "kept": "info",
    "impossible": "danger",
}


class ServicePolicyPack(models.TransientModel):
    """Brings a policy as a file into this database, and shows before what that means.

    Policies, rules and what they share are named, not numbered, so a pack fits any
    database. Nothing of it is in force before somebody says for which company; what
    others use already is left as it is; actions that run code never travel.
    """

    _name = "service.policy.pack"
    _inherit = ["checked.wizard.mixin"]
    _description = "Policy as a File"

    file = fields.Binary(string="Pack", attachment=False)
    file_name = fields.Char()
    code = fields.Char(
        string="Import As",
        help="Code of the policy here. Choose another one than that of the pack to "
        "keep the policy that is here.",
    )
    is_read = fields.Boolean()
    preview = fields.Json()
    preview_html = fields.Html(compute="_compute_preview_html", sanitize=False)

    # --- what packs are made of -------------------------------------------------------

    @api.model
    def _pack_models(self):
        """What packs are made of, as ``core.pack.PackModel``: what is named stands
        before who names it. Add-ons add theirs."""
        return [
            PackModel(
                "service.policy",
                (
                    "name",
                    "code",
                    "sequence",
                    "description",
                    "document",
                    "document_name",
                    "acknowledgement_required",
                    "acknowledgement_days",
                ),
                shared=False,
            ),
            PackModel("service.policy.version", (), parent="policy_id", shared=False),
            PackModel(
                "service.policy.clause",
                (
                    "number",
                    "sequence",
                    "name",
                    "text",
                    "audience",
                    "aspect",
                    "review_date",
                ),
                parent="version_id",
                shared=False,
            ),
            PackModel(
                "service.policy.carrier",
                (
                    "number",
                    "sequence",
                    "kind",
                    "name",
                    "missing",
                    "missing_keys",
                    "supplies",
                    "url",
                    "indicator",
                    "has_target",
                    "target",
                    "figure_model",
                    "figure_field",
                    "figure_unit",
                    "figure_per",
                ),
                parent="policy_id",
                shared=False,
            ),
        ]

    @api.model
    def _pack_pick(self, kind, records):
        """Those of the parts of a policy that travel: of its versions that which is in
        force, else the draft; of what carries it out what people have registered. What
        an add-on has registered is wherever the add-on is, and nowhere else."""
        if kind.model == "service.policy.carrier":
            xml_ids = records.get_external_id()
            return records.filtered(
                lambda it: not xml_ids[it.id] or xml_ids[it.id].startswith("__")
            )
        if kind.model != "service.policy.version":
            return records
        picked = records.filtered(lambda version: version.state == "published")
        return picked or records.filtered(lambda version: version.state == "draft")

    @api.model
    def _pack_name(self, kind, record):
        """Name of a part, by which its policy knows it."""
        if kind.model == "service.policy.version":
            return "wording"
        if kind.model == "service.policy.clause":
            return record.number
        if kind.model == "service.policy.carrier":
            return f"{record.number} {name_of(record)}"
        return name_of(record)

    @api.model
    def _pack_make(self, kind, values):
        """Make a record of a pack: what is written of a policy is a draft first."""
        if kind.model == "service.policy.version":
            return self.env["service.policy"].browse(values["policy_id"])._draft()
        return self.env[kind.model].with_context(lang="en_US").create(values)

    # --- a policy in force ------------------------------------------------------------

    @api.model
    def _pack_open(self, policy, values):
        """Let the draft of a policy in force stand for what is in force of it.

        Extend it for what add-ons have drafts of.

        :param values: :class:`~..engine.pack_values.PackValues`
        :return: records that were made for this, to be looked at in the end
        """
        if not policy.version_id:
            return []
        had, published = policy.draft_id, policy.version_id
        draft = policy._draft()
        key = values.keys.get((published._name, published.id))
        if key:
            values.forget(published.clause_ids)
            values.know(draft, key)
            for clause in draft.clause_ids:
                values.know(clause, f"{key}/{clause.number}")
        return [] if had else [draft]

    @api.model
    def _pack_close(self, made, values, touched):
        """Take away what was made for nothing.

        :param made: what :meth:`_pack_open` has made, what was made last first
        :param set touched: keys of what the pack has changed or brought
        """
        for record in made:
            if record._name == "service.policy.version":
                key = values.keys.get((record._name, record.id))
                policy = key and key.split("/")[0]
                if not any(each.startswith(f"{policy}/") for each in touched):
                    record.sudo().unlink()

    @api.model
    def _pack_read(self, record, plain):
        """What a record says of itself, as a pack would have it.

        Extend it for drafts that say by other fields what is to become.

        :param plain: {field: what can be written into a file}
        """
        return plain

    @api.model
    def _pack_write(self, record, values):
        """Write values of a pack on a record that is here, or on its draft."""
        record.write(values)

    @api.model
    def _pack_keeps(self, record):
        """Whether a record is left as it is: whom a policy in force asks to read what,
        and by when, would bind at once."""
        return record._name == "service.policy" and bool(record.version_id)

    @api.model
    def _check_manager(self):
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Packs are for administrators of policies."))

    # --- importing --------------------------------------------------------------------

    @needs_access("read")
    def action_preview(self):
        """Show what the pack would change; nothing is written."""
        self.ensure_one()
        outcomes = self._import().try_out()
        self.preview = [
            {
                "model": outcome.model,
                "key": outcome.key,
                "state": outcome.state,
                "fields": list(outcome.fields),
                "reason": outcome.reason,
                "detail": outcome.detail,
            }
            for outcome in outcomes
        ]
        self.is_read = True
        return self._show()

    @needs_access("read")
    def action_import(self):
        """Write what the preview has shown, and open the policy."""
        self.ensure_one()
        if not self.is_read:
            raise UserError(self.env._("Look at what the pack changes first."))
        outcomes = self._import().run()
        shown = [(row["model"], row["key"], row["state"]) for row in self.preview]
        if shown != [(each.model, each.key, each.state) for each in outcomes]:
            raise UserError(
                self.env._("Something has changed meanwhile: look at it once more.")
            )
        policies = [
            outcome.record
            for outcome in outcomes
            if outcome.model == "service.policy" and outcome.record
        ]
        if not policies:
            raise UserError(self.env._("Nothing of the pack can be used here."))
        return {
            "type": "ir.actions.act_window",
            "res_model": "service.policy",
            "res_id": policies[0].id,
            "views": [(False, "form")],
        }

    @api.onchange("file", "code")
    def _onchange_file(self):
        """Another file is another pack: it has to be looked at anew."""
        self.is_read = False

    def write(self, vals):
        """Override: what is shown is of the file that is there."""
        if {"file", "code"} & vals.keys():
            vals = vals | {"is_read": False, "preview": False}
        return super().write(vals)

    def _import(self):
        self._check_manager()
        pack = self._read()
        code = (self.code or "").strip()
        self._check_force(pack, code)
        # In the right of the user: what he may not write cannot be brought in.
        return PackImport(self.env, pack, self._pack_models(), code)

    def _check_force(self, pack, code):
        """Nothing binds by an import: what is in force of a policy with versions stays
        as it is, and the pack goes to the draft of the next one."""
        codes = [
            code or record["key"]
            for record in pack.records
            if record["model"] == "service.policy"
        ]
        if len(codes) != 1:
            raise UserError(self._sentence(BrokenPackError("incomplete")))
        policies = self.env["service.policy"].sudo().with_context(active_test=False)
        policy = policies.search([("code", "=", codes[0])], limit=1)
        if policy.company_ids and not policy.version_id:
            raise UserError(
                self.env._(
                    "Policy %(code)s is in force for %(companies)s, and a pack would "
                    "bind at once: publish a version of the policy first, so that "
                    "the pack goes to the draft of the next one, or import it under "
                    "another code.",
                    code=codes[0],
                    companies=format_list(self.env, policy.company_ids.mapped("name")),
                )
            )

    def _read(self):
        """The pack of the file.

        :raise UserError: it is none; one sentence says why
        """
        if not self.file:
            raise UserError(self.env._("Choose the file of the pack."))
        try:
            pack = Pack.from_text(base64.b64decode(self.file))
        except BrokenPackError as error:
            raise UserError(self._sentence(error)) from error
        missing = sorted(pack.addons.keys() - self.env.registry._init_modules)
        if missing:
            raise UserError(
                self.env._(
                    "The pack needs what is not installed here: %(addons)s. Install "
                    "it first.",
                    addons=format_list(self.env, missing),
                )
            )
        return pack

    def _sentence(self, error):
        """Why a file is no pack that can be read."""
        return {
            "large": self.env._(
                "The file is larger than any pack: choose another one."
            ),
            "unreadable": self.env._("The file cannot be read: is it a pack at all?"),
            "other": self.env._("The file is no pack of a policy: choose another one."),
            "version": self.env._(
                "The pack is of version %(version)s of the format, which is not known "
                "here: export it again with the same version of the program.",
                version=error.detail,
            ),
            "incomplete": self.env._(
                "The pack is damaged, something is missing in it: export it again."
            ),
            "twice": self.env._(
                "The pack is damaged, something is in it twice: export it again."
            ),
        }[error.code]

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import a Policy"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # --- preview ----------------------------------------------------------------------

    @api.depends("preview")
    @api.depends_context("lang")
    def _compute_preview_html(self):
        for wizard in self:
            rows = wizard.preview or []
            wizard.preview_html = rows and self.env["ir.qweb"]._render(
                "service_policy.pack_preview",
                {
                    "groups": wizard._groups(rows),
                    "counts": [
                        (label, COLORS[state], sum(r["state"] == state for r in rows))
                        for state, label in wizard._labels().items()
                    ],
                },
            )

    def _labels(self):
        return {
            "new": self.env._("New"),
            "changed": self.env._("Changed"),
            "same": self.env._("The same"),
            "kept": self.env._("Differs, kept as it is here"),
            "impossible": self.env._("Not possible"),
        }

    def _groups(self, rows):
        """[(name of the model, [row, …]), …] of what is not the same already."""
        labels, groups = self._labels(), {}
        for row in rows:
            if row["state"] == "same":
                continue
            groups.setdefault(row["model"], []).append(
                {
                    "name": row["key"].rpartition("/")[2] or row["key"],
                    "under": row["key"].rpartition("/")[0],
                    "state": labels[row["state"]],
                    "color": COLORS[row["state"]],
                    "why": self._why(row),
                }
            )
        return [(self._model_name(name), mine) for name, mine in groups.items()]

    def _model_name(self, name):
        return self.env["ir.model"].sudo()._get(name).name or name

    def _why(self, row):
        """What differs, or why it is not possible."""
        if row["state"] in ("changed", "kept"):
            known = self.env[row["model"]]._fields
            names = [
                known[name]._description_string(self.env)
                for name in row["fields"]
                if name in known
            ]
            return format_list(self.env, names)
        return {
            "": "",
            "said": row["detail"],
            "missing": self.env._(
                "It names “%(name)s”, which is not here.", name=row["detail"]
            ),
            "model": self.env._("Nothing here knows such records."),
            "parent": self.env._("What it is a part of is not possible."),
            "broken": self.env._("Its values do not fit the fields that are here."),
        }[row["reason"]]
