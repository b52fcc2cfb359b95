from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.attendance_rules.models.hr_attendance import FACTS, OF_A_CLOCK
from odoo.addons.base_engine_tools.engine.turns import take_turn

from ..engine.punch_store import stored_values

#: In the context of punches that were compared with all others.
COMPARED = object()
MODE = [("import", "Imported")]


class HrAttendance(models.Model):
    """Punches that come from a file know their source."""

    _inherit = "hr.attendance"

    import_source_id = fields.Many2one(
        comodel_name="attendance.import.source",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    in_mode = fields.Selection(selection_add=MODE, ondelete={"import": "set default"})
    out_mode = fields.Selection(selection_add=MODE, ondelete={"import": "set default"})

    @api.model_create_multi
    def create(self, vals_list):
        """Override: whoever enters punches takes turns with imports for these people,
        so that neither overlooks what the other is about to write."""
        self._take_turns({vals.get("employee_id") for vals in vals_list})
        return super().create(vals_list)

    def write(self, vals):
        """Override: the same for changes of times."""
        if FACTS & vals.keys():
            self._take_turns({*self.employee_id.ids, vals.get("employee_id")})
        return super().write(vals)

    @api.model
    def _take_turns(self, employee_ids):
        """Hold people, unless the import holds them already."""
        employee_ids = [each for each in employee_ids if each]
        if self.env.context.get("attendance_rules_overlaps") is not COMPARED:
            employees = self.env["hr.employee"].sudo().browse(employee_ids)
            if employees:
                take_turn(employees)

    @api.model
    def _trace_fields(self):
        return super()._trace_fields() | {"import_source_id"}

    @api.model
    def _by_hand_sql(self):
        """Override: punches that people imported for themselves, too."""
        own = SQL(
            "import_source_id IS NOT NULL AND attendance.create_uid = employee.user_id"
        )
        return [*super()._by_hand_sql(), own]

    @api.constrains("check_in", "check_out", "employee_id")
    def _check_validity(self):
        """Override: a bulk import has compared its punches as a set before.

        Odoo checks as superuser, so being one is no proof: the object in the context
        is, which nobody can send from outside.
        """
        if self.env.context.get("attendance_rules_overlaps") is COMPARED:
            return
        super()._check_validity()

    def _compared(self):
        """These punches for somebody who has compared them as a set, and has them from
        a clock: Odoo need not look for overlaps, and nobody entered them by hand."""
        return self.with_context(
            attendance_rules_overlaps=COMPARED,
            attendance_rules_punched=OF_A_CLOCK,
            tracking_disable=True,
        )

    def _create_compared(self, vals_list):
        """Create many punches that are known not to overlap, without the cost of one
        query after the other: hours that Odoo would work out one by one come along."""
        if not self.env.su:
            raise RuntimeError("only for the import, which has compared before")
        for vals, values in zip(
            vals_list, stored_values(self.env, vals_list), strict=True
        ):
            vals.update(values)
        quiet = self._compared().with_context(
            mail_create_nosubscribe=True, mail_notrack=True
        )
        rows = quiet.create(vals_list)
        hours = self._fields["worked_hours"]
        self.env.remove_to_compute(hours, rows)
        rows.invalidate_recordset([hours.name], flush=False)
        return rows
