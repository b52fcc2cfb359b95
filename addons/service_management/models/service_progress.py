from odoo import api, fields, models


class ServiceProgress(models.Model):
    """What the customer was told about the handling of a ticket (CM-2.4, SA-2.4).

    Writing an entry tells it: the customer gets it by e-mail and finds it in the
    portal. What has been told cannot be changed by the staff who told it.
    """

    _name = "service.progress"
    _description = "Progress Told"
    _inherit = ["service.ticket.part"]
    _order = "date desc, id desc"
    _rec_name = "date"

    date = fields.Datetime(
        string="Told On",
        required=True,
        default=fields.Datetime.now,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Told By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    body = fields.Html(
        string="Progress",
        required=True,
    )

    @api.model
    def _free_fields(self):
        """Override: in whose name somebody may write is a matter of record rules."""
        return {"user_id"}

    @api.model_create_multi
    def create(self, vals_list):
        """Override: it is told now, whatever else somebody writes."""
        if not self.env.su:
            now = {"date": fields.Datetime.now()}
            vals_list = [vals | now for vals in vals_list]
        progresses = super().create(vals_list)
        for progress in progresses:
            progress._tell_customer()
        return progresses

    def _tell_customer(self):
        """Send this entry to the customer as a message of the ticket."""
        self.ensure_one()
        self.ticket_id.with_context(service_progress_body=self.body)._tell_customer(
            "service_management.mail_template_progress",
            author=self.user_id.partner_id,
        )
