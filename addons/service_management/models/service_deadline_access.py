from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class ServiceDeadline(models.Model):
    """Who may see a promise: whoever may see the record that it was made on."""

    _inherit = "service.deadline"

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        """Override to show the deadlines of readable records only, and to portal users
        the public ones."""
        if not self.env.su and not kwargs.get("bypass_access"):
            domain = Domain(domain) & self._readable_domain()
        return super()._search(domain, offset, limit, order, **kwargs)

    def _check_access(self, operation):
        """Override: see :meth:`_search`."""
        result = super()._check_access(operation)
        if result or not any(self._ids) or self.env.su:
            return result
        readable = self.sudo()._search(
            Domain("id", "in", self.ids) & self._readable_domain()
        )
        forbidden = self - self.browse(readable)
        if not forbidden:
            return None
        return forbidden, lambda: AccessError(
            self.env._("You may not see the promises of records that you may not see.")
        )

    @api.model
    def _readable_domain(self):
        """Domain of the deadlines whose records the user may read."""
        readable = Domain.FALSE
        for model_name in self._deadline_models():
            model = self.env[model_name]
            if model.has_access("read"):
                records = model.with_context(active_test=False)._search([])
                readable |= Domain("res_model", "=", model_name) & Domain(
                    "res_id", "in", records
                )
        if self.env.user.share:
            readable &= Domain("public", "=", True)
        return readable

    @api.model
    def _deadline_models(self):
        """Names of the models that have deadlines."""
        mixin = self.env.registry["service.deadline.mixin"]
        return [name for name in mixin._inherit_children if self._is_concrete(name)]

    @api.model
    def _is_concrete(self, model_name):
        return model_name in self.env and not self.env[model_name]._abstract
