from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access


class CustomerCareConsent(models.Model):
    """A customer agrees to greetings by e-mail or by text message (SM-5.2).

    Noted as it was given, and withdrawn by a button: the two days stay as a proof until
    care data are erased.
    """

    _name = "customer.care.consent"
    _inherit = ["guarded.mixin", "customer.care.personal.mixin"]
    _description = "Consent to Greetings"
    _order = "id desc"
    _rec_name = "partner_id"

    means = fields.Selection(
        selection=[("mail", "E-mail"), ("sms", "Text message")],
        string="Agrees To",
        required=True,
    )
    given_on = fields.Date(required=True, default=fields.Date.context_today)
    obtained = fields.Selection(
        selection=[
            ("written", "In writing"),
            ("online", "Online"),
            ("spoken", "In a conversation"),
        ],
        string="How It Was Given",
        required=True,
    )
    purpose = fields.Char(
        required=True, default=lambda self: self.env._("Greetings on special days")
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Noted By",
        readonly=True,
        default=lambda self: self.env.user,
    )
    withdrawn_on = fields.Date(readonly=True, copy=False)

    _in_force = models.UniqueIndex(
        "(partner_id, company_id, means) WHERE withdrawn_on IS NULL",
        "The customer has agreed to this already.",
    )

    @needs_access("write")
    def action_withdraw(self):
        """The customer does not want it any more."""
        if any(consent.withdrawn_on for consent in self):
            raise UserError(self.env._("This consent is withdrawn already."))
        self.sudo().withdrawn_on = fields.Date.context_today(self)

    def write(self, vals):
        """Override: what was noted stays; it is withdrawn by its button."""
        if not self.env.su:
            self.check_access("write")
            raise UserError(
                self.env._(
                    "A consent stays as it was noted: withdraw it, and note a new one."
                )
            )
        return super().write(vals)

    @api.model
    def _in_force_for(self, partners, company):
        """Who has agreed to what, for engines.

        Who is on Odoo's lists of addresses and numbers that want nothing has not.

        :return: {(id of a contact, means)}
        """
        rows = self.sudo().search(
            [
                ("partner_id", "in", partners.ids),
                ("company_id", "=", company.id),
                ("withdrawn_on", "=", False),
            ]
        )
        agreed = {(row.partner_id.id, row.means) for row in rows}
        emails = set(partners.mapped("email_normalized")) - {False}
        numbers = set(partners.mapped("phone_sanitized")) - {False}
        lists = (
            ("mail", "mail.blacklist", "email", "email_normalized", emails),
            ("sms", "phone.blacklist", "number", "phone_sanitized", numbers),
        )
        for means, model, column, own, values in lists:
            found = self.env[model].sudo().search([(column, "in", list(values))])
            refused = set(found.mapped(column))
            agreed -= {
                (partner.id, means) for partner in partners if partner[own] in refused
            }
        return agreed
