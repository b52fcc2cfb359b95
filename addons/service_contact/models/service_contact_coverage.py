from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from odoo.addons.base_engine_tools.core.instants import first_of_month
from odoo.addons.base_engine_tools.words.dates import date_in_words

#: Months that are shown, this one included.
MONTHS = 12
PAGE = 40
SCOPES = ("mine", "team", "all")


class ServiceContactCoverage(models.AbstractModel):
    """Who was contacted in which month, and by what: a map of customers and months.

    Of the customers who are to be contacted, as far as the reader may see that.
    """

    _name = "service.contact.coverage"
    _description = "Map of Contacts"

    @api.model
    @api.readonly
    def get_coverage(self, scope="mine", silent_days=0, offset=0):
        """Read a page of the map, with a constant number of queries.

        :param scope: ``mine``, ``team`` (the user's and of those below) or ``all`` that
            the user may see; ``first``: the first of these with anybody in it
        :param silent_days: only those without a contact for so many days; 0: everybody
        :return: ``{scope, months: [{key, label}], rows: [{id, name, last, months: {key:
            [{icon, name, count}]}}], total, offset, page, can_plan}``; those who were
            not contacted for the longest time come first
        """
        months = self._months()
        scope, partners = self._find(scope, int(silent_days or 0))
        last = self._last(partners)
        ordered = partners.sorted(
            lambda partner: (partner.id in last, last.get(partner.id), partner.id)
        )
        offset = max(int(offset or 0), 0)
        shown = ordered[offset : offset + PAGE]
        contacts = self._contacts(shown, months)
        return {
            "scope": scope,
            "can_plan": self.env["service.contact.cadence"].has_access("write"),
            "months": [
                {
                    "key": str(month),
                    "label": format_date(self.env, month, date_format="MMM"),
                    "title": date_in_words(self.env, month),
                }
                for month in months
            ],
            "rows": [
                {
                    "id": partner.id,
                    "name": partner.display_name,
                    "last": self._day(last.get(partner.id)),
                    "months": contacts.get(partner.id, {}),
                }
                for partner in shown
            ],
            "total": len(ordered),
            "offset": offset,
            "page": PAGE,
        }

    @api.model
    def _find(self, scope, silent_days):
        """Whom to show: (scope, customers)."""
        partners = self.env["res.partner"]
        for asked in SCOPES if scope == "first" else (scope,):
            found = partners.search(self._partner_domain(asked, silent_days))
            if found:
                return asked, found
        return (SCOPES[-1] if scope == "first" else scope), partners

    @api.model
    def _months(self):
        this = first_of_month(fields.Date.context_today(self))
        return [this - relativedelta(months=n) for n in reversed(range(MONTHS))]

    @api.model
    def _day(self, moment):
        if not moment:
            return False
        local = fields.Datetime.context_timestamp(self, moment).date()
        return format_date(self.env, local)

    @api.model
    def _partner_domain(self, scope, silent_days):
        """Customers who are to be contacted, by whom ``scope`` says."""
        duties = Domain("state", "!=", "dropped")
        if scope == "mine":
            duties &= Domain("user_id", "=", self.env.uid)
        elif scope == "team":
            duties &= Domain("user_id.employee_ids.in_my_team", "=", True) | Domain(
                "user_id", "=", self.env.uid
            )
        found = self.env["service.contact.duty"]._search(duties)
        ids = found.subselect(SQL.identifier(found.table, "partner_id"))
        domain = Domain("id", "in", ids)
        if silent_days > 0:
            since = fields.Datetime.now() - timedelta(days=min(silent_days, 36_500))
            domain &= Domain("last_contact_on", "<", since)
        return domain

    @api.model
    def _last(self, partners):
        groups = self.env["service.contact.note"]._read_group(
            [("partner_id", "in", partners.ids)], ["partner_id"], ["date:max"]
        )
        return {partner.id: last for partner, last in groups if last}

    @api.model
    def _contacts(self, partners, months):
        groups = self.env["service.contact.note"]._read_group(
            [("partner_id", "in", partners.ids), ("date", ">=", months[0])],
            ["partner_id", "date:month", "means_id"],
            ["__count"],
        )
        found = {}
        for partner, month, means, count in groups:
            key = str(fields.Date.to_date(month))
            found.setdefault(partner.id, {}).setdefault(key, []).append(
                {"icon": means.icon, "name": means.name, "count": count}
            )
        return found
