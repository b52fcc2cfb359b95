"""Whose number or name a file means."""

from collections import defaultdict

from ..core.punch_names import name_key, number_key


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
        self.names = {employee.id: employee.name for employee in employees}
        self.exact, self.numbers = defaultdict(list), defaultdict(list)
        self.by_name = defaultdict(list)
        for employee in employees.sorted("active", reverse=True):
            number = self._number(employee, source)
            _put(self.by_name, name_key(employee.name or ""), employee)
            _put(self.exact, (number or "").strip().lower(), employee)
            _put(self.numbers, number_key(number or ""), employee)
        for badge in source.badge_ids.filtered(lambda b: b.employee_id in employees):
            self.exact[badge.number.strip().lower()] = [badge.employee_id.id]
            self.numbers[number_key(badge.number)] = [badge.employee_id.id]
        self.called = {}

    def _number(self, employee, source):
        if source.number_field == "user":
            return employee.user_id.login
        return employee[source.number_field]

    def find(self, number, name):
        """Return (employee id, code of what is wrong, who that is about).

        A number that is written with other zeros is the same, if nobody has just that
        one. Who is called as somebody else is nobody: one of both is wrong, and nobody
        can tell which.
        """
        found, by_number = self._by_number(number), True
        if not found and name:
            found, by_number = self._by_number(name), False
            found = found or self.by_name.get(name_key(name), [])
        if not found and number:
            found = self.by_name.get(name_key(number), [])
        if len(found) > 1:
            return None, "ambiguous", ""
        if not found:
            return None, "unknown", ""
        other = by_number and self._somebody_else(number, name, found[0])
        return (None, *other) if other else (found[0], "", "")

    def _by_number(self, number):
        if not number:
            return []
        exact = self.exact.get(number.strip().lower())
        return exact or self.numbers.get(number_key(number), [])

    def _somebody_else(self, number, name, employee_id):
        """Return what is wrong if number and name of a row mean different people."""
        key = name_key(name)
        if not key:
            return None
        owners = self.by_name.get(key, [])
        if owners and employee_id not in owners:
            return "disagree", self.names[employee_id]
        first = self.called.setdefault(number_key(number), (key, name))
        return ("two_names", first[1]) if first[0] != key else None

    def differs(self, name, employee_id):
        """Tell whether somebody is called otherwise here than in the file."""
        return bool(name) and name_key(name) != name_key(self.names[employee_id])


def _put(table, key, employee):
    known = table[key] if key else None
    # Who left does not make the name of who is here ambiguous.
    if known is not None and (employee.active or not known):
        known.append(employee.id)
