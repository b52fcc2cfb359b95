from odoo import fields, models

TO_DO = "mail.mail_activity_data_todo"


class AttendanceDutySwap(models.Model):
    """The steps of a swap: who takes them, and what they do (CS-2)."""

    _inherit = "attendance.duty.swap"

    def action_ask(self):
        """Ask the colleague."""
        self._check_role("is_asker")
        self._check_still("draft")
        self._check_only_one()
        for swap in self:
            swap._tell(swap.other_employee_id, "asked")
            swap._remind(swap.other_employee_id.sudo().user_id, "asked")
        self._step("asked")

    def action_agree(self):
        """Agree as the colleague; the manager is next."""
        self._check_role("is_colleague")
        self._check_still("asked")
        self.sudo().activity_unlink([TO_DO])
        for swap in self:
            manager = swap.post_id.manager_id.sudo().user_id
            swap._remind(manager or self.env.ref("base.user_admin").sudo(), "agreed")
        self._step("agreed")

    def action_approve(self):
        """Approve as the manager of the post, and swap."""
        self._check_role("is_approver")
        self._check_still("agreed")
        for swap in self.sudo():
            swap._check_unchanged()
            swap._exchange()
        self._decide("approved")

    def action_refuse(self):
        """Refuse, as the colleague or as the manager."""
        self._check_still("asked", "agreed")
        for swap in self:
            swap._check_role("is_colleague" if swap.state == "asked" else "is_approver")
        self._decide("refused")

    def action_cancel(self):
        """Take the request back, as whoever asked."""
        self._check_role("is_asker")
        self._check_still("draft", "asked", "agreed")
        self.sudo().activity_unlink([TO_DO])
        self._step("cancelled")

    def _step(self, state):
        # Guarded: steps are only taken here, after the checks.
        self.sudo().state = state

    def _decide(self, state):
        for swap in self:
            swap._tell(swap.employee_id | swap.other_employee_id, state)
        self.sudo().activity_unlink([TO_DO])
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

    def _tell(self, employees, state):
        """Write to people in their own language what the swap has come to."""
        for lang, people in employees._by_reader_lang().items():
            swap = self.sudo().with_context(lang=lang)
            swap.message_notify(
                partner_ids=people._message_partners().ids,
                subject=swap._news(state),
                body=swap.display_name,
            )

    def _remind(self, user, state):
        """Put the next step among the activities of whoever takes it."""
        if user:
            swap = self.sudo().with_context(lang=user.lang)
            swap.activity_schedule(TO_DO, summary=swap._news(state), user_id=user.id)

    def _news(self, state):
        return {
            "asked": self.env._("You are asked to swap a duty"),
            "agreed": self.env._("Approve the swap of a duty"),
            "approved": self.env._("The swap of your duty is approved"),
            "refused": self.env._("The swap of your duty is refused"),
        }[state]
