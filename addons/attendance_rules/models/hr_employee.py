from odoo import models


class HrEmployee(models.Model):
    """Employees know who may see their attendance."""

    _name = "hr.employee"
    _inherit = ["hr.employee", "attendance.team.mixin"]

    def _reader_lang(self):
        """The language to write to the person in: Odoo leaves the employee's own empty
        unless HR sets it."""
        person = self.sudo()
        chosen = person.user_id.lang or person.lang or person.work_contact_id.lang
        return chosen or self.env.lang

    def _by_company(self):
        """The same employees by company, with one query and without reading them.

        :return: {company: employees}
        """
        everybody = self.with_context(active_test=False)
        groups = everybody._read_group(
            [("id", "in", self.ids)], ["company_id"], ["id:recordset"]
        )
        return dict(groups)

    def _by_reader_lang(self):
        """Group these people by the language to write to them in."""
        return self.grouped(lambda person: person._reader_lang())

    def action_attendance_days(self):
        """Open the judged days of the employee."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "attendance_rules.attendance_day_action"
        )
        action["domain"] = [("employee_id", "=", self.id)]
        action["context"] = {"search_default_this_month": 1}
        return action
