from odoo import fields, models


class AttendanceDutySwap(models.Model):
    """The steps of a swap: who takes them, and what they do (CS-2)."""

    _inherit = "attendance.duty.swap"

    def action_ask(self):
        """Ask the colleague."""
        self._check_role("is_asker")
        self._check_still("draft")
        for swap in self:
            swap._tell(
                swap.other_employee_id, self.env._("You are asked to swap a duty")
            )
        self._step("asked")

    def action_agree(self):
        """Agree as the colleague; the manager is next."""
        self._check_role("is_colleague")
        self._check_still("asked")
        for swap in self.sudo():
            manager = swap.post_id.manager_id
            swap.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Approve the swap of a duty"),
                user_id=(manager.user_id or self.env.ref("base.user_admin")).id,
            )
        self._step("agreed")

    def action_approve(self):
        """Approve as the manager of the post, and swap."""
        self._check_role("is_approver")
        self._check_still("agreed")
        for swap in self.sudo():
            swap._check_unchanged()
            swap._exchange()
        self._decide("approved", self.env._("The swap of your duty is approved"))

    def action_refuse(self):
        """Refuse, as the colleague or as the manager."""
        self._check_still("asked", "agreed")
        for swap in self:
            swap._check_role("is_colleague" if swap.state == "asked" else "is_approver")
        self._decide("refused", self.env._("The swap of your duty is refused"))

    def action_cancel(self):
        """Take the request back, as whoever asked."""
        self._check_role("is_asker")
        self._check_still("draft", "asked", "agreed")
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        self._step("cancelled")

    def _step(self, state):
        # Guarded: steps are only taken here, after the checks.
        self.sudo().state = state

    def _decide(self, state, subject):
        for swap in self:
            swap._tell(swap.employee_id | swap.other_employee_id, subject)
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        self.sudo().write(
            {
                "state": state,
                "approver_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )

    def _exchange(self):
        """Give each other's duty to the two. The first place is emptied meanwhile, so
        that nobody has two places in one duty at any moment."""
        mine, theirs = self.slot_id, self.other_slot_id
        me, other = self.employee_id, self.other_employee_id
        mine.write({"employee_id": False, "state": "gap"})
        mine.flush_recordset()
        if theirs:
            theirs.employee_id = me
            theirs.flush_recordset()
        mine.write({"employee_id": other.id, "state": "planned"})
        for shift in (mine | theirs).shift_id:
            shift.message_post(
                body=self.env._(
                    "%(employee)s and %(other)s swap; approved by %(approver)s.",
                    employee=me.name,
                    other=other.name,
                    approver=self.env.user.name,
                )
            )

    def _tell(self, employees, subject):
        self.sudo().message_notify(
            partner_ids=employees._duty_partners().ids,
            subject=subject,
            body=self.display_name,
        )
