from odoo import api, fields, models, tools
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access

FIXED = ("res_model", "res_id", "company_id")
MANAGER = "service_policy.service_policy_group_manager"


class ServiceOriginMixin(models.AbstractModel):
    """What follows from a record of any model that has ``service.follow.up.mixin``.

    Who may read the record may read what follows from it; so may who takes part, who
    leads somebody who takes part, and the administrators of policies. What it follows
    from is said when it is made, and stays.
    """

    _name = "service.origin.mixin"
    _inherit = ["service.narrow.mixin"]
    _description = "What Follows from a Record"

    res_model = fields.Char(
        string="Kind of Record",
        default=lambda self: self._asked_from()[0],
    )
    res_id = fields.Many2oneReference(
        string="Record",
        model_field="res_model",
        default=lambda self: self._asked_from()[1],
    )
    origin_name = fields.Char(string="Because Of", compute="_compute_origin_name")

    _origin_idx = models.Index("(res_model, res_id)")

    @api.depends("res_model", "res_id")
    @api.depends_context("uid", "lang")
    def _compute_origin_name(self):
        """The name of the record, for those who may read it; with one query a model."""
        self.origin_name = False
        known = self.filtered(lambda one: one.res_id and one.res_model in self.env)
        for model_name, mine in known.grouped("res_model").items():
            records = self.env[model_name].browse(mine.mapped("res_id"))
            readable = records.exists()._filtered_access("read")
            names = {record.id: record.display_name for record in readable}
            for one in mine:
                one.origin_name = names.get(one.res_id)

    # --- where it is made -------------------------------------------------------------

    @api.model
    def _asked_from(self):
        """Model and id of the record from which something new is made.

        In keys of their own, as ``default_…`` would reach messages and to-dos, too.
        """
        context = self.env.context
        named = context.get("follow_up_model"), context.get("follow_up_id")
        return named if named[0] in self._origin_models() else (False, False)

    @api.model
    def _record_asked_from(self):
        """The record from which something new is made, if the user may read it."""
        model_name, res_id = self._asked_from()
        record = model_name and self.env[model_name].browse(res_id).exists()
        return record if record and record.has_access("read") else None

    @api.model
    def _default_company_id(self):
        record = self._record_asked_from()
        return record._follow_up_company() if record else self.env.company

    # --- reading ----------------------------------------------------------------------

    @api.model
    @tools.ormcache()
    def _origin_models(self):
        """Names of the models from whose records something may follow."""
        mixin = self.env.registry["service.follow.up.mixin"]
        return sorted(
            name
            for name, model in self.env.registry.items()
            if not model._abstract and issubclass(model, mixin)
        )

    @api.model
    def _participant_domain(self):
        """Domain of what the user takes part in; carried out in superuser mode."""
        return Domain("create_uid", "=", self.env.uid)

    @api.model
    def _readable_domain(self):
        if self.env.user.has_group(MANAGER):
            return Domain.TRUE
        mine = self.sudo()._search(self._participant_domain())
        readable = Domain("id", "in", mine)
        for model_name in self._origin_models():
            model = self.env[model_name]
            if model.has_access("read"):
                records = model.with_context(active_test=False)._search([])
                readable |= Domain("res_model", "=", model_name) & Domain(
                    "res_id", "in", records
                )
        return readable

    # --- writing ----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Override to refuse what follows from a record that one may not read."""
        records = super().create(vals_list)
        records._check_origin()
        return records

    def write(self, vals):
        """Override: what it follows from stays."""
        if not self.env.su and any(
            name in self._fields and name in vals for name in FIXED
        ):
            raise AccessError(
                self.env._(
                    "What this follows from stays as it is: make a new one instead."
                )
            )
        return super().write(vals)

    def _check_origin(self):
        for model_name, mine in self.grouped("res_model").items():
            if not model_name:
                continue
            if model_name not in self._origin_models():
                raise AccessError(
                    self.env._("Nothing can follow from records of this kind.")
                )
            if not self.env.su:
                ids = mine.mapped("res_id")
                self.env[model_name].browse(ids).check_access("read")

    def _origin_model(self):
        """The model of the record that this follows from, or nothing."""
        self.ensure_one()
        if not self.res_id or self.res_model not in self._origin_models():
            return None
        return self.env[self.res_model]

    def _origin_record(self):
        """The record that this follows from, or nothing, also if it is gone."""
        records = self._origin_model()
        return None if records is None else records.browse(self.res_id).exists() or None

    @api.readonly
    @needs_access("read")
    def action_open_origin(self):
        """Open the record that this follows from."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
