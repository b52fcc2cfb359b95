from odoo import api, fields, models
from odoo.exceptions import UserError


class HrDutySlot(models.Model):
    """Places that leave makes free: who is told, and who may take them (CS-2)."""

    _inherit = "hr.duty.slot"

    left_employee_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Instead Of",
        readonly=True,
        copy=False,
        help="Had this duty, and is on leave.",
    )
    leave_id = fields.Many2one(
        comodel_name="hr.leave",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="hr.group_hr_user",
    )
    can_volunteer = fields.Boolean(compute="_compute_can_volunteer")

    @api.depends("state", "shift_id.state", "is_leader", "date_start")
    @api.depends_context("uid")
    def _compute_can_volunteer(self):
        members = self._my_members()
        now = fields.Datetime.now()
        for slot in self:
            member = members.get(slot.post_id.id)
            slot.can_volunteer = bool(
                member
                and (member.leads or not slot.is_leader)
                and slot.state == "gap"
                and slot.shift_id.state == "published"
                and slot.date_start > now
            )

    def _my_members(self):
        members = self.env["hr.duty.member"].search(
            [
                ("employee_id.user_id", "=", self.env.uid),
                ("post_id", "in", self.post_id.ids),
            ]
        )
        return {member.post_id.id: member for member in members}

    # Volunteers

    def action_volunteer(self):
        """Take a gap oneself. Leave, rest and qualification are checked."""
        self.ensure_one()
        member = self._my_members().get(self.post_id.id)
        if not member:
            raise UserError(
                self.env._(
                    "Only members of “%(post)s” can take its duties: ask the duty "
                    "manager to add you.",
                    post=self.post_id.name,
                )
            )
        self.sudo().lock_for_update()
        if not self.can_volunteer:
            raise UserError(
                self.env._(
                    "This place cannot be taken: somebody else was faster, the duty "
                    "has begun, or it needs a qualified leader."
                )
            )
        self.sudo()._fill(member.employee_id)

    def _fill(self, employee):
        """Give a gap to somebody who is free, and say so on the duty."""
        if self._is_away(employee):
            raise UserError(
                self.env._(
                    "%(employee)s is on leave at that time and cannot take the duty.",
                    employee=employee.name,
                )
            )
        self.write({"employee_id": employee.id, "state": "planned"})
        shift = self.shift_id
        shift.message_post(
            body=self.env._(
                "%(employee)s takes the free place.", employee=employee.name
            )
        )
        if not shift.gap_count:
            shift.activity_unlink(["mail.mail_activity_data_todo"])

    def _is_away(self, employee):
        away = self.env["hr.leave"]._away(
            employee, self.work_date, self.work_date, ("validate", "validate1")
        )
        return any(
            start < self.date_stop and self.date_start < stop
            for start, stop in away[employee.id]
        )

    # Gaps

    def _open_gaps(self, leave):
        """Free these places, because their people are on leave, and say so."""
        for slot in self:
            slot.write(
                {
                    "left_employee_id": slot.employee_id.id,
                    "leave_id": leave.id,
                    "employee_id": False,
                    "state": "gap",
                }
            )
        self.filtered(lambda slot: slot.shift_id.state == "published")._announce_gaps()

    def _give_back(self):
        """Give places back that nobody took: the leave does not take place."""
        for slot in self.filtered(lambda slot: slot.state == "gap"):
            slot.write(
                {
                    "employee_id": slot.left_employee_id.id,
                    "left_employee_id": False,
                    "leave_id": False,
                    "state": "planned",
                }
            )
            if not slot.shift_id.gap_count:
                slot.shift_id.activity_unlink(["mail.mail_activity_data_todo"])

    def _announce_gaps(self):
        """Ask the manager and the leader to fill gaps, and the members to help."""
        gaps = self.filtered(lambda slot: slot.state == "gap")
        for shift, slots in gaps.grouped("shift_id").items():
            people = shift.manager_id | shift.leader_id
            for user in people.user_id - shift.activity_ids.user_id:
                own = slots.with_context(lang=user.lang)
                own.shift_id.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=shift.work_date,
                    summary=own.env._("Fill the gap on duty"),
                    note=own._gap_note(),
                    user_id=user.id,
                )
            shift._ask_members(slots)

    def _gap_note(self):
        left = self.left_employee_id.mapped("name")
        if left:
            return self.env._(
                "%(names)s cannot be there: find somebody else.", names=", ".join(left)
            )
        return self.env._("Nobody could be planned: find somebody.")
