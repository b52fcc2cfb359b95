from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize

# Characters of what lists show and indexes hold; there is room for more in the
# description. E-mails keep to them, too (mail_incoming_robust).
LENGTHS = {
    "name": 250,
    "subject_ref": 250,
    "partner_name": 250,
    "partner_phone": 100,
    "partner_email": 320,
}


class ServiceCustomerMixin(models.AbstractModel):
    """Who the customer is, and how we reach and address him.

    A part of the ticket: it has no other users, and lies in a model of its own so that
    one can read it alone.
    """

    _name = "service.customer.mixin"
    _description = "Request of a Customer"

    partner_phone = fields.Char(string="Phone")
    customer_lang = fields.Selection(
        selection="_get_languages",
        string="Language",
        compute="_compute_customer_lang",
        store=True,
        readonly=False,
        help="In which we write to the customer: that of the e-mail or of the page on "
        "which the request was made, else the customer's own.",
    )
    customer_class_id = fields.Many2one(
        comodel_name="res.partner.category",
        compute="_compute_customer_class_id",
        store=True,
        precompute=True,
        ondelete="set null",
        index="btree_not_null",
        groups="base.group_user",
        help="The first tag of the customer, or of the company where the customer "
        "works, as it was when the request came in.",
    )
    partner_email_normalized = fields.Char(
        compute="_compute_partner_email_normalized",
        store=True,
        index="btree_not_null",
    )
    is_unreachable = fields.Boolean(
        compute="_compute_is_unreachable",
        help="Neither a phone number nor an e-mail address is known.",
    )

    # === COMPUTE METHODS === #

    @api.depends("partner_email")
    def _compute_partner_email_normalized(self):
        for email, tickets in self.grouped("partner_email").items():
            tickets.partner_email_normalized = email_normalize(email, strict=False)

    @api.depends("partner_id", "company_id")
    def _compute_customer_lang(self):
        """A language that is chosen stays, until there is another customer."""
        installed = dict(self._get_languages())
        for ticket in self:
            chosen = (ticket.partner_id.lang, ticket.company_id.partner_id.lang)
            ticket.customer_lang = next(filter(installed.get, chosen), False)

    @api.depends("partner_id")
    def _compute_customer_class_id(self):
        """By what customers are told apart in figures. Another customer has another
        class; new tags of the same one change nothing."""
        customers = self.partner_id
        (customers | customers.commercial_partner_id).mapped("category_id")  # at once
        for ticket in self:
            customer = ticket.partner_id
            tags = customer.category_id | customer.commercial_partner_id.category_id
            ticket.customer_class_id = tags.sorted("id")[:1]

    @api.model
    def _get_languages(self):
        return self.env["res.lang"].get_installed()

    @api.depends("partner_email", "partner_phone", "partner_id.email")
    def _compute_is_unreachable(self):
        for ticket in self:
            ticket.is_unreachable = not (
                ticket.partner_email
                or ticket.partner_phone
                or ticket.partner_id.email
                or ticket.partner_id.phone
            )

    # === CHECKS === #

    @api.model
    def _check_lengths(self, vals):
        """Refuse in words what no index could hold.

        :raise ValidationError: when a text in `vals` is too long
        """
        for name in LENGTHS.keys() & vals.keys():
            if len(vals[name] or "") > LENGTHS[name]:
                raise ValidationError(
                    self.env._(
                        "%(field)s: use at most %(most)s characters; there is room for "
                        "more in the description.",
                        field=self._fields[name]._description_string(self.env),
                        most=LENGTHS[name],
                    )
                )
