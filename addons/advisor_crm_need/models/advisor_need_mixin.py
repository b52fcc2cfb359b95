from odoo import api, models
from odoo.exceptions import AccessError


class AdvisorNeedMixin(models.AbstractModel):
    """A part of an enquiry: who may read that may read it, who may write that, too.

    Not by a record rule: rules look at other records without asking their own.
    """

    _name = "advisor.need.mixin"
    _inherit = ["guarded.mixin", "service.narrow.mixin"]
    _description = "Part of an Enquiry"

    @api.model
    def _lead_domain(self, leads):
        """Domain of the rows of some enquiries.

        :param leads: ids of ``crm.lead``, also as a query
        """
        raise NotImplementedError

    @api.model
    def _readable_domain(self):
        """Override: those of the enquiries that the user may read."""
        leads = self.env["crm.lead"].with_context(active_test=False)
        if not leads.has_access("read"):
            return self._lead_domain([])
        return self._lead_domain(leads._search([]))

    @api.model_create_multi
    def create(self, vals_list):
        """Override to ask whether the enquiry may be written."""
        records = super().create(vals_list)
        if not self.env.su:
            records._get_leads().check_access("write")
        return records

    def write(self, vals):
        """Override: see :meth:`create`; neither is it moved to a foreign one, nor does
        anybody write what only the steps do."""
        if not self.env.su:
            self._get_leads().check_access("write")
            self._check_moved(vals)
            if self._guarded_fields() & vals.keys():
                raise AccessError(
                    self.env._("Nobody enters this by hand: the buttons write it.")
                )
        result = super().write(vals)
        if not self.env.su:
            self._get_leads().check_access("write")
        return result

    def unlink(self):
        """Override: see :meth:`create`."""
        if not self.env.su:
            self._get_leads().check_access("write")
        return super().unlink()

    @api.model
    def _check_moved(self, vals):
        """Ask about the enquiry to which rows are moved, before they are."""
        leads = self.env["crm.lead"].browse(vals.get("lead_id") or [])
        leads.check_access("write")

    def _get_leads(self):
        return self.sudo().lead_id.sudo(False)
