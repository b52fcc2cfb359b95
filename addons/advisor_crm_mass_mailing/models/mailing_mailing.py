from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain


class MailingMailing(models.Model):
    """A mailing of a campaign goes to the customers that were drawn, and to no others.

    It is asked when it is sent, whatever its condition says by then: who was held out,
    is called instead, or was left out gets none. A copy of it is one of the campaign,
    too.
    """

    _inherit = "mailing.mailing"

    customer_campaign_id = fields.Many2one(
        comodel_name="customer.campaign",
        string="Of the Campaign",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    customer_campaign_currency_id = fields.Many2one(
        related="customer_campaign_id.currency_id", string="Currency of the Campaign"
    )
    customer_campaign_cost = fields.Monetary(
        string="Cost",
        currency_field="customer_campaign_currency_id",
        copy=False,
        help="Part of what a first order of the campaign has cost.",
    )

    _customer_campaign_cost_positive = models.Constraint(
        "CHECK(customer_campaign_cost >= 0)", "A mailing costs 0 or more."
    )

    @api.constrains("customer_campaign_id", "mailing_model_id", "use_exclusion_list")
    def _check_customer_campaign(self):
        for mailing in self.filtered("customer_campaign_id"):
            if mailing.mailing_model_id.model != "res.partner":
                raise ValidationError(
                    self.env._(
                        "“%(name)s” goes to the customers of a campaign: its recipients"
                        " are contacts.",
                        name=mailing.subject,
                    )
                )
            if not mailing.use_exclusion_list:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” is of a campaign: who wants no e-mails of this kind"
                        " gets none.",
                        name=mailing.subject,
                    )
                )

    @api.model
    def default_get(self, fields):
        """Override: no mailing is one of a campaign by a default of somebody's."""
        return super().default_get([f for f in fields if f != "customer_campaign_id"])

    @api.model_create_multi
    def create(self, vals_list):
        """Override: whoever leads the campaign makes its mailings."""
        ids = {vals.get("customer_campaign_id") for vals in vals_list} - {None, False}
        if ids and not self.env.su:
            self.env["customer.campaign"].browse(ids).check_access("write")
        return super().create(vals_list)

    def write(self, vals):
        """Override: a mailing stays one of its campaign."""
        if "customer_campaign_id" in vals and not self.env.su:
            raise AccessError(
                self.env._("A mailing of a campaign is made by the button of it.")
            )
        return super().write(vals)

    def _get_recipients_domain(self):
        """Override: those who were drawn, of whoever the condition finds."""
        domain = super()._get_recipients_domain()
        if self.customer_campaign_id:
            domain &= self.sudo().customer_campaign_id._recipients_domain()
        return domain

    def _get_seen_list(self):
        """Override: addresses of those who are held out count as served already, so
        that no e-mail leaves to one, whatever record it stands on."""
        seen = super()._get_seen_list()
        if self.customer_campaign_id:
            spared = self.sudo().customer_campaign_id._spared_addresses()
            seen = spared.union(seen)
        return seen

    def _action_send_mail(self, res_ids=None):
        """Override: whoever names recipients names them within the campaign."""
        ours = self.filtered("customer_campaign_id") if res_ids else self.browse()
        result = True
        if others := self - ours:
            result = super(MailingMailing, others)._action_send_mail(res_ids)
        for mailing in ours:
            found = self.env[mailing.mailing_model_real].search(
                mailing._get_recipients_domain() & Domain("id", "in", res_ids)
            )
            if not found:
                raise UserError(
                    self.env._("None of these is a customer to mail of the campaign.")
                )
            result = super(MailingMailing, mailing)._action_send_mail(found.ids)
        return result
