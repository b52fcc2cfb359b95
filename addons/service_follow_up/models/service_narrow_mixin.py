from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class ServiceNarrowMixin(models.AbstractModel):
    """Rows that only some may read, where record rules cannot say who.

    Beside the record rules, for every way of reading.
    """

    _name = "service.narrow.mixin"
    _description = "Record That Only Some May Read"

    @api.model
    def _readable_domain(self):
        """Domain of what the user may read."""
        raise NotImplementedError

    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        """Override to find only what the user may read."""
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
            self.env._("Only those who take part may see this.")
        )
