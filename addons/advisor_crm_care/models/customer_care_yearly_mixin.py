from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base_engine_tools.words.dates import date_in_words

from ..core.occasion import FIRST_YEAR, LAST_YEAR, LEAP_YEAR, LUNAR, Yearly, problem

MONTH_AND_DAY = "MMMMd"


class CustomerCareYearlyMixin(models.AbstractModel):
    """A date that comes back each year, by the solar or the lunar calendar (SM-5.2)."""

    _name = "customer.care.yearly.mixin"
    _description = "Date That Comes Back Each Year"

    calendar = fields.Selection(
        selection=[("solar", "Solar"), ("lunar", "Lunar")],
        required=True,
        default="solar",
    )
    month = fields.Integer(required=True, default=1, aggregator=None)
    day = fields.Integer(required=True, default=1, aggregator=None)
    is_leap_month = fields.Boolean(
        string="Leap Month",
        help="The lunar month that is put in after the one of this number. In years "
        "without it, the ordinary month counts.",
    )
    date_text = fields.Char(string="Date", compute="_compute_date_text")

    @api.depends("calendar", "month", "day", "is_leap_month")
    @api.depends_context("lang")
    def _compute_date_text(self):
        for record in self:
            record.date_text = record._date_words()

    def _date_words(self):
        """The date as the reader's language says it; empty if there is no such date."""
        if problem(self._yearly()):
            return ""
        if self.calendar != LUNAR:
            day = date(LEAP_YEAR, self.month, self.day)
            return date_in_words(self.env, day, MONTH_AND_DAY)
        figures = {"month": self.month, "day": self.day}
        if self.is_leap_month:
            return self.env._("lunar leap month %(month)s, day %(day)s", **figures)
        return self.env._("lunar month %(month)s, day %(day)s", **figures)

    def _yearly(self, company=None):
        """The date for the core.

        :param company: says when 29 February is kept in common years
        """
        return Yearly(
            self.calendar or "solar",
            self.month,
            self.day,
            self.calendar == LUNAR and self.is_leap_month,
            bool(company) and company.care_leap_day == "after",
        )

    def _known_year(self):
        """The year in which it was, or nothing; models that know it say so."""
        return False

    @api.constrains("calendar", "month", "day", "is_leap_month")
    def _check_date(self):
        for record in self:
            year = record._known_year() or None
            if code := problem(record._yearly(), year):
                raise ValidationError(record._problem_words(code, year))

    def _problem_words(self, code, year):
        """One sentence about what is wrong with the date."""
        sentences = {
            "year": self.env._(
                "Years from %(first)s to %(last)s are known: enter one of them, or "
                "leave the year empty.",
                first=FIRST_YEAR,
                last=LAST_YEAR,
            ),
            "month": self.env._("A month is a number from 1 to 12."),
            "lunar_day": self.env._("A lunar month has 29 or 30 days."),
            "no_leap": self.env._(
                "The lunar year %(year)s has no leap month %(month)s.",
                year=year,
                month=self.month,
            ),
            "never_leap": self.env._(
                "No lunar year has a leap month %(month)s.", month=self.month
            ),
            "lunar_short": self.env._(
                "This lunar month had 29 days only: look at the day and the year."
            ),
        }
        no_day = self.env._("There is no such day: look at the day and the month.")
        return sentences.get(code, no_day)
