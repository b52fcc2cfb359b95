from odoo import api, models


class AttendanceEngine(models.AbstractModel):
    """Judges days and months of many employees as a set.

    What other parts know about a day comes in through the ``_load_*`` hooks: override
    one, call ``super()`` and add. All of them are called once per run.
    """

    _name = "attendance.engine"
    _description = "Attendance Engine"

    # Hooks: facts

    @api.model
    def _load_overtime(self, employees, start, end):
        """Approved overtime windows.

        :param start: first instant, seconds since the epoch
        :param end: last instant
        :return: {employee id: [core.day_facts.Window, …]}
        """
        return {}

    @api.model
    def _load_late_allowance(self, employees, start, end):
        """How much later than planned somebody may arrive, after a night on duty.

        :return: {(employee id, work date): seconds}
        """
        return {}

    @api.model
    def _load_excuses(self, employees, start, end):
        """Approved excuses that cover incidents.

        :return: {employee id: [core.day_facts.Excuse, …]}
        """
        return {}

    @api.model
    def _load_deduct_from(self, employees, month):
        """Since when deductions apply to those who had no chance to read the policy.

        :param month: its first date
        :return: {employee id: first date, or None when nothing of the month counts};
            who is not in it pays as usual
        """
        return {}

    # Hooks: what happened

    @api.model
    def _on_frozen_day_changed(self, day, verdict):
        """A later fact would change a day of a closed month. The row stays.

        :param day: ``attendance.day`` as it was sealed
        :param verdict: the ``DayVerdict`` that the facts give now
        """

    @api.model
    def _on_months_judged(self, months):
        """These open months have been judged again, and changed.

        :param months: ``attendance.month``, its figures up to date
        """
