"""Whose number or name a file means."""

from collections import defaultdict


class People:
    """The employees of a company by number and name, loaded once.

    :param source: its own numbers go before Odoo's
    """

    def __init__(self, source, company):
        env = source.env
        employees = (
            env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search_fetch([("company_id", "=", company.id)], ["name", "active"])
        )
        self.by_number, self.by_name = defaultdict(list), defaultdict(list)
        for employee in employees.sorted("active", reverse=True):
            self._put(self.by_name, employee.name, employee)
            self._put(self.by_number, self._number(employee, source), employee)
        for badge in source.badge_ids.filtered(lambda b: b.employee_id in employees):
            self.by_number[_key(badge.number)] = [badge.employee_id.id]

    def _number(self, employee, source):
        if source.number_field == "user":
            return employee.user_id.login
        return employee[source.number_field]

    def _put(self, table, key, employee):
        known = table[_key(key)] if key else None
        # Who left does not make the name of who is here ambiguous.
        if known is not None and (employee.active or not known):
            known.append(employee.id)

    def find(self, number, name):
        """Return (employee id, "") or (None, code of what is wrong)."""
        for table, key in (
            (self.by_number, number),
            (self.by_number, name),
            (self.by_name, name or number),
        ):
            found = table.get(_key(key), ()) if key else ()
            if len(found) == 1:
                return found[0], ""
            if found:
                return None, "ambiguous"
        return None, "unknown"


def _key(value):
    return (value or "").strip().lower()
