from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.turns import take_turn

#: What a verdict depends on
FACTS = {"check_in", "check_out", "employee_id", "in_mode", "out_mode"}
#: Who set a time; these modes mean that nobody punched it: no evidence
MODES = {"check_in": "in_mode", "check_out": "out_mode"}
GUESSED = ("auto_check_out", "technical")
#: In the context of code that writes what a clock has noted.
OF_A_CLOCK = object()


class HrAttendance(models.Model):
    """Punches have their days judged again, with one query however many there are."""

    _name = "hr.attendance"
    _inherit = ["guarded.mixin", "hr.attendance"]

    changed_by_hand = fields.Boolean(
        readonly=True,
        copy=False,
        help="A time was entered or changed by somebody, not by a clock.",
    )
    corrected = fields.Boolean(
        readonly=True,
        copy=False,
        help="A punch was changed by an approved correction.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_no_trace(vals)
        self._take_turns([vals.get("employee_id") for vals in vals_list])
        if self._is_by_hand({}):
            vals_list = [{**vals, "changed_by_hand": True} for vals in vals_list]
        attendances = super().create(vals_list)
        attendances._mark_days(attendances._judged_days())
        return attendances

    def write(self, vals):
        self._check_no_trace(vals)
        if not FACTS & vals.keys():
            return super().write(vals)
        self._take_turns([*self.employee_id.ids, vals.get("employee_id")])
        if self._is_by_hand(vals):
            vals = {**vals, "changed_by_hand": True}
        before = self._judged_days()
        guessed = self._guessed(vals)
        result = super().write(vals)
        for mode, punches in guessed.items():
            punches.write({mode: "manual"})
        self._mark_days(before | self._judged_days())
        return result

    @api.model
    def _take_turns(self, employee_ids):
        """Of two who write punches of an employee at once, by hand or from a file, the
        second sees what the first has written: no stays overlap."""
        people = self.env["hr.employee"].sudo().browse({*filter(None, employee_ids)})
        if people:
            take_turn(people)

    @api.model
    def _trace_fields(self):
        """Fields that say how a punch came about; nobody writes them by hand.

        Override to add those of a part.
        """
        return {"changed_by_hand", "corrected"}

    @api.model
    def _guarded_fields(self):
        """Override: how a punch came about. The other fields are the host's matter."""
        return frozenset(self._trace_fields()) | set(MODES.values())

    @api.model
    def _refuse_guarded(self, vals):
        """Override: :meth:`_check_no_trace` comes before a punch gets its trace."""

    @api.model
    def _by_hand_sql(self):
        """Conditions on ``hr_attendance attendance``, of the ``hr_employee employee``,
        each of which says that a punch was entered by somebody and by no clock.

        Override to add those of a part.
        """
        return [
            SQL("corrected IS TRUE"),
            SQL("changed_by_hand IS TRUE"),
            SQL(
                "in_mode = 'manual'"
                " AND attendance.create_uid IS DISTINCT FROM employee.user_id"
            ),
        ]

    @api.model
    def _check_no_trace(self, vals):
        """Nobody hides that a punch was entered, changed, corrected or imported."""
        if self._trace_fields() & vals.keys() and not self.env.su:
            raise AccessError(
                self.env._(
                    "How a punch came about is not written by hand: leave these "
                    "columns out."
                )
            )

    def _guessed(self, vals):
        """Return the punches, by field of the mode, whose guessed time is replaced by
        one that somebody vouches for (CS-1.5)."""
        modes = [mode for time, mode in MODES.items() if time in vals]
        return {
            mode: self.filtered(lambda punch, mode=mode: punch[mode] in GUESSED)
            for mode in modes
            if mode not in vals
        }

    def unlink(self):
        before = self._judged_days()
        result = super().unlink()
        self._mark_days(before)
        return result

    def _is_by_hand(self, vals):
        """Whether somebody enters or changes punches, and no clock.

        Clocks and imports write as superuser. A clock that checks somebody out says how
        it did; code that brings the punches of clocks in other ways says so in the
        context, with an object that nobody can send from outside.
        """
        if not self.env.su:
            return True
        if self.env.context.get("attendance_rules_punched") is OF_A_CLOCK:
            return False
        return "check_in" in vals or ("check_out" in vals and "out_mode" not in vals)

    def _judged_days(self):
        """Days to which the punches belong, roughly: nights are known to the engine."""
        return {(punch.employee_id.id, punch.date) for punch in self}

    @api.model
    def _mark_days(self, days):
        self.env["attendance.dirty"].sudo()._add(days)
