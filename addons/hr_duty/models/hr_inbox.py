from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.hr_employee_team.core.inbox import Source


class HrInbox(models.AbstractModel):
    """Swaps wait for the colleague and for the manager of the post, free places and
    evaluations for the manager."""

    _inherit = "hr.inbox"

    def _sources(self):
        return [
            *super()._sources(),
            Source(
                key="hr.duty.swap.asked",
                title=self.env._("Colleagues ask you to swap a duty"),
                model="hr.duty.swap",
                domain=[
                    ("state", "=", "asked"),
                    ("other_employee_id.user_id", "=", self.env.uid),
                ],
                action="hr_duty.hr_duty_swap_action",
                since="create_date",
                icon="fa-exchange",
            ),
            Source(
                key="hr.duty.swap.agreed",
                title=self.env._("Swaps of duties to decide"),
                model="hr.duty.swap",
                domain=self._swaps_to_decide(),
                action="hr_duty.hr_duty_swap_action",
                since="create_date",
                icon="fa-exchange",
                approve="action_approve",
            ),
            Source(
                key="hr.duty.slot",
                title=self.env._("Places on duty to fill"),
                model="hr.duty.slot",
                domain=[
                    ("state", "=", "gap"),
                    ("shift_id.state", "=", "published"),
                    ("date_start", ">=", fields.Datetime.now()),
                    ("post_id.manager_id.user_id", "=", self.env.uid),
                ],
                action="hr_duty.hr_duty_slot_action_gaps",
                due="date_start",
                icon="fa-user-plus",
            ),
            Source(
                key="hr.duty.evaluation",
                title=self.env._("Evaluations of people on duty to write"),
                model="hr.duty.evaluation",
                domain=[
                    ("state", "=", "draft"),
                    ("employee_id.user_id", "!=", self.env.uid),
                    ("post_id.manager_id.user_id", "=", self.env.uid),
                ],
                action="hr_duty.hr_duty_evaluation_action",
                since="month",
                icon="fa-star-half-o",
            ),
        ]

    def _swaps_to_decide(self):
        """Swaps that the user decides: as the manager of the post, or as HR where the
        manager is one of the two or has no user."""
        mine = Domain("post_id.manager_id.user_id", "=", self.env.uid)
        if self.env.user.has_group("hr.group_hr_user"):
            mine |= Domain("post_id.manager_id.user_id", "=", False)
            led = self.env["hr.duty.post"].search([("manager_id", "!=", False)])
            mine |= Domain.OR(
                Domain("post_id", "=", post.id) & self._takes_part(post.manager_id)
                for post in led
            )
        me = self.env.user.employee_ids
        return Domain("state", "=", "agreed") & mine & ~self._takes_part(me)

    def _takes_part(self, employees):
        asks = Domain("employee_id", "in", employees.ids)
        return asks | Domain("other_employee_id", "in", employees.ids)
