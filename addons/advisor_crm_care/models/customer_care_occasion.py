from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..core.words import NAMES, unknown

MEANS = [
    ("mail", "E-mail"),
    ("sms", "Text message"),
    ("mail_sms", "E-mail, else text message"),
    ("sms_mail", "Text message, else e-mail"),
    ("person", "The advisor, in person"),
]
#: What changes who is greeted, when or how.
PLANNING = {
    "active",
    "company_id",
    "basis",
    "calendar",
    "month",
    "day",
    "is_leap_month",
    "audience",
    "with_gift",
}


class CustomerCareOccasion(models.Model):
    """Something to congratulate on: a birthday, a holiday (SM-5.2).

    Of a holiday the day is the occasion's own; of a birthday it is the customer's.
    """

    _name = "customer.care.occasion"
    _inherit = ["customer.care.yearly.mixin"]
    _description = "Occasion for a Greeting"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", index=True, help="Empty: for every company."
    )
    basis = fields.Selection(
        selection=[
            ("holiday", "A day that is the same for everybody"),
            ("person", "A day of each customer's own"),
        ],
        string="Which Day",
        required=True,
        default="holiday",
    )
    audience = fields.Selection(
        selection=[
            ("all", "Every customer who has an advisor"),
            ("strategy", "Customers whose strategy names it"),
        ],
        string="Who Is Greeted",
        required=True,
        default="strategy",
    )
    means = fields.Selection(
        selection=MEANS, string="By Means Of", required=True, default="mail_sms"
    )
    with_gift = fields.Boolean(
        help="Customers whose strategy names a gift get it, instead of a message.",
    )
    lead_days = fields.Integer(
        string="Days Ahead",
        default=7,
        required=True,
        help="So many days before, the advisor sees it on My Day.",
    )
    subject = fields.Char(required=True, translate=True, help="Subject of the e-mail.")
    text = fields.Text(
        required=True,
        translate=True,
        help="What customers read, in their language. {customer}, {company} and "
        "{advisor} are put in.",
    )

    _lead_days_positive = models.Constraint(
        "CHECK(lead_days >= 0)", "Days ahead are 0 or more."
    )

    @api.constrains("subject", "text")
    def _check_words(self):
        for occasion in self:
            wrong = unknown(occasion.subject) + unknown(occasion.text)
            if wrong:
                raise ValidationError(
                    self.env._(
                        "“%(occasion)s”: {%(wrong)s} is not known. What can be put in: "
                        "%(names)s.",
                        occasion=occasion.name,
                        wrong=wrong[0],
                        names=", ".join(f"{{{name}}}" for name in NAMES),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: greetings are planned anew."""
        occasions = super().create(vals_list)
        self._plan_anew()
        return occasions

    def write(self, vals):
        """Override: greetings are planned anew."""
        result = super().write(vals)
        if PLANNING & vals.keys():
            self._plan_anew()
        return result

    @api.model
    def _plan_anew(self):
        """Let the next run of the job plan for all customers."""
        self.env["res.company"].sudo().search([("care_planned_on", "!=", False)]).write(
            {"care_planned_on": False}
        )
