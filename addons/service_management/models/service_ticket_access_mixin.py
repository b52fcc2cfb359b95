from odoo import api, models, tools
from odoo.tools import consteq

#: What customers may read of their tickets, beside what the portal's page shows.
_CUSTOMER_FIELDS = frozenset(
    {
        "access_url",
        "access_warning",
        "category_id",
        "closed",
        "closed_date",
        "commercial_partner_id",
        "company_id",
        "complaint_kind_id",
        "create_date",
        "description",
        "has_message",
        "last_stage_update",
        "message_has_error",
        "message_has_error_counter",
        "message_ids",
        "message_is_follower",
        "message_needaction",
        "message_needaction_counter",
        "name",
        "number",
        "partner_email",
        "partner_id",
        "partner_name",
        "partner_phone",
        "promised_at",
        "registered_at",
        "stage_id",
        "subject_ref",
        "team_id",
        "type_id",
        "user_id",
        "website_message_ids",
        # By these every list is searched and sorted.
        "active",
        "priority",
        "sequence",
    }
)


class ServiceTicketAccessMixin(models.AbstractModel):
    """Which fields of a request customers read, and which nobody gives at creation.

    A part of the ticket: it has no other users, and lies in a model of its own so that
    one can read it alone.
    """

    _name = "service.ticket.access.mixin"
    _inherit = ["service.customer.view", "guarded.mixin"]
    _description = "Request Whose Fields Are Not Everybody's"

    @api.model
    def _customer_fields(self):
        """Override: what the customer wrote, was told, and where it stands."""
        return super()._customer_fields() | _CUSTOMER_FIELDS

    @api.model
    @tools.ormcache()
    def _guarded_fields(self):
        """Override: with what our own steps write. The fields of the host are its own
        matter."""
        ours = {
            name
            for name, field in self._fields.items()
            if field._module == "service_management" and field.store and field.readonly
        }
        return super()._guarded_fields() | ours

    @api.model
    def _get_thread_with_access(self, thread_id, *, token=None, **kwargs):
        """Override: whoever has the link of a request reads its messages with it.

        Odoo compares the token a second time in the reader's name, but customers do not
        read it from outside.
        """
        if token and not token.isascii():
            token = None  # it can't even be compared
        thread = super()._get_thread_with_access(thread_id, token=token, **kwargs)
        if token and thread and self.env.user.share:
            in_full = thread.sudo()
            if consteq(token, in_full.access_token or ""):
                return in_full
        return thread
