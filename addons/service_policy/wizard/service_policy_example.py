from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import convert_file

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..engine.example_parts import load_parts

MANAGER = "service_policy.service_policy_group_manager"


class ServicePolicyExample(models.TransientModel):
    """The one door to the policies that come with the product.

    Add-ons register theirs. An example is loaded from its files and removed as a whole;
    one that is in force, or by which something was judged, stays. With a written policy
    come its rules and carriers of all add-ons, which are found in their data.

    .. code-block:: python

        class ServicePolicyExample(models.TransientModel):
            _inherit = "service.policy.example"

            def _examples(self):
                return [*super()._examples(), Example(…)]
    """

    _name = "service.policy.example"
    _inherit = ["checked.wizard.mixin"]
    _description = "Example Policy"
    _order = "id"
    _rec_name = "name"

    key = fields.Char(required=True, readonly=True)
    name = fields.Char(readonly=True)
    text = fields.Char(string="About", readonly=True)
    state = fields.Selection(
        selection=[
            ("away", "Not loaded"),
            ("loaded", "Loaded, not in force"),
            ("force", "In force"),
        ],
        compute="_compute_state",
    )

    @api.model
    def _examples(self):
        """The examples that the user may load, as ``core.example.Example``. Other
        add-ons add theirs."""
        return []

    @api.depends("key")
    def _compute_state(self):
        for row in self:
            policy = row._policy()
            row.state = (
                "away"
                if not policy
                else "force"
                if row._is_in_force(policy)
                else "loaded"
            )

    def _policy(self):
        """The policy of the example; an empty value, if it is not loaded."""
        return self.key and self.env.ref(self.key, raise_if_not_found=False)

    def _is_in_force(self, policy):
        """Whether a policy counts for somebody. Override for another model."""
        return policy._name == "service.policy" and bool(policy.sudo().company_ids)

    def _example(self):
        """The example of the row; nothing that the user may not load."""
        for example in self._examples():
            if example.xml_id == self.key:
                return example
        raise UserError(self.env._("There is no such example for you."))

    @api.model
    def action_show(self):
        """Show all examples, with what has become of each."""
        rows = self.create(
            [
                {"key": example.xml_id, "name": example.name, "text": example.text}
                for example in self._examples()
            ]
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Example Policies"),
            "res_model": self._name,
            "views": [(False, "kanban"), (False, "list")],
            "domain": [("id", "in", rows.ids)],
            "context": {"create": False, "edit": False, "delete": False},
        }

    @needs_access("read")
    def action_load(self):
        """Load the example from its files, and open it."""
        self.ensure_one()
        example = self._example()
        if not self._policy():
            for addon, path in example.files:
                convert_file(
                    self.env(su=True), addon, path, {}, mode="init", noupdate=True
                )
            modules = {addon for addon, _path in example.files}
            if example.model == "service.policy":
                modules |= load_parts(self.env(su=True), example.xml_id)
            self.env["ir.module.module"].sudo().search(
                [("name", "in", sorted(modules))]
            )._update_translations()
        return self.action_open()

    @needs_access("read")
    def action_open(self):
        """Open the policy."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._example().model,
            "res_id": self._policy().id,
            "views": [(False, "form")],
        }

    @needs_access("read")
    def action_remove(self):
        """Take the example out, with all that carries it out."""
        self.ensure_one()
        self._example()
        if self.state == "force":
            raise UserError(
                self.env._("“%s” is in force: take it out of force first.", self.name)
            )
        if policy := self._policy():
            # As the user: who may load it need not be allowed to delete it.
            policy.with_env(self.env).unlink()
        return self.action_show()
