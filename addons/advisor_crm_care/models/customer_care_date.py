from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..core.occasion import between
from ..engine.planning import plan_customers, today_of

A_YEAR = timedelta(days=385)


class CustomerCareDate(models.Model):
    """A customer's own day: a birthday, a wedding day, the day of the foundation.

    Personal data for one purpose, greetings: advisors of the customer see it, and it is
    erased with the customer's care data (SM-5.2).
    """

    _name = "customer.care.date"
    _inherit = ["customer.care.personal.mixin", "customer.care.yearly.mixin"]
    _description = "Day of a Customer"
    _order = "partner_id, occasion_id"
    _rec_name = "partner_id"

    occasion_id = fields.Many2one(
        comodel_name="customer.care.occasion",
        required=True,
        check_company=True,
        domain="[('basis', '=', 'person')]",
        ondelete="restrict",
        index=True,
    )
    year = fields.Integer(
        aggregator=None, help="Of the calendar of the date. 0: not known, or not told."
    )
    source = fields.Char(
        string="Known From", help="Who has told it, for example the customer."
    )
    next_date = fields.Date(string="Next Time", compute="_compute_next_date")

    _once = models.Constraint(
        "UNIQUE(partner_id, occasion_id, company_id)",
        "This day of the customer is known already: change that entry.",
    )

    @api.depends("calendar", "month", "day", "is_leap_month", "company_id")
    def _compute_next_date(self):
        for record in self:
            today = today_of(record.company_id or self.env.company)
            yearly = record._yearly(record.company_id)
            days = record.date_text and between(yearly, today, today + A_YEAR)
            record.next_date = next((day for _year, day in days or ()), False)

    def _known_year(self):
        """Override: the year that was entered."""
        return self.year

    @api.constrains("year", "calendar", "month", "day", "is_leap_month")
    def _check_date(self):
        """Override to look at the year, too."""
        return super()._check_date()

    @api.constrains("occasion_id")
    def _check_occasion(self):
        for record in self:
            if record.occasion_id.basis != "person":
                raise ValidationError(
                    self.env._(
                        "“%(occasion)s” is the same day for everybody: choose another "
                        "occasion.",
                        occasion=record.occasion_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: what is near is planned at once."""
        records = super().create(vals_list)
        records._plan()
        return records

    def write(self, vals):
        """Override: what is planned follows the date."""
        before = {(record.company_id, record.partner_id) for record in self}
        result = super().write(vals)
        self._plan(before)
        return result

    def unlink(self):
        """Override: nobody is greeted for a day that is not known any more."""
        before = {(record.company_id, record.partner_id) for record in self}
        result = super().unlink()
        self.browse()._plan(before)
        return result

    def _plan(self, before=()):
        """Plan the greetings of whom these are, and were, about."""
        pairs = {(record.company_id, record.partner_id) for record in self} | {*before}
        for company in {company for company, _partner in pairs}:
            mine = [partner for each, partner in pairs if each == company]
            partners = self.env["res.partner"].union(*mine)
            plan_customers(company.sudo(), partners.sudo())
