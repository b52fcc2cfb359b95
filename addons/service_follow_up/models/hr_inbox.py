from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.hr_employee_team.core.inbox import Source


class HrInbox(models.AbstractModel):
    """Actions, opinions and questions wait for whom they ask, or the deputy."""

    _inherit = "hr.inbox"

    def _sources(self):
        mine = Domain("user_id", "=", self.env.uid)
        asked = Domain("state", "=", "asked")
        asked &= mine | Domain("user_id", "in", self._stood_in_for())
        return [
            *super()._sources(),
            *self._action_sources(mine),
            Source(
                key="service.review.opinion",
                title=self.env._("Opinions that you are asked for"),
                model="service.review.opinion",
                domain=list(asked),
                action="service_follow_up.service_review_opinion_action_my",
                since="asked_at",
                due="next_deadline_at",
                icon="fa-comments-o",
            ),
            Source(
                key="service.consultation.asked",
                title=self.env._("Questions that you are asked"),
                model="service.consultation",
                domain=list(asked),
                action="service_follow_up.service_consultation_action",
                since="asked_at",
                due="next_deadline_at",
                icon="fa-question-circle-o",
            ),
            Source(
                key="service.consultation.answered",
                title=self.env._("Answers for you to return"),
                model="service.consultation",
                domain=[
                    ("state", "=", "answered"),
                    ("asked_by_id", "=", self.env.uid),
                ],
                action="service_follow_up.service_consultation_action",
                since="answered_at",
                icon="fa-reply",
            ),
            *self._meeting_sources(),
        ]

    def _meeting_sources(self):
        action = "service_follow_up.service_meeting_action"
        return [
            Source(
                key="service.meeting.confirm",
                title=self.env._("Minutes for you to confirm"),
                model="service.meeting",
                domain=[
                    ("state", "=", "published"),
                    (
                        "attendance_ids",
                        "any",
                        [
                            ("user_id", "=", self.env.uid),
                            ("presence", "=", "present"),
                            ("confirmed_at", "=", False),
                        ],
                    ),
                ],
                action=action,
                since="published_at",
                icon="fa-file-text-o",
            ),
            Source(
                key="service.meeting.publish",
                title=self.env._("Minutes for you to publish"),
                model="service.meeting",
                domain=[("state", "=", "held"), ("chair_id", "=", self.env.uid)],
                action=action,
                since="held_at",
                due="next_deadline_at",
                icon="fa-pencil-square-o",
            ),
        ]

    def _action_sources(self, mine):
        action = "service_follow_up.service_action_action"
        return [
            Source(
                key="service.action",
                title=self.env._("Actions for you to do"),
                model="service.action",
                domain=list(mine & Domain("state", "in", ("open", "in_progress"))),
                action=action,
                due="due_at",
                icon="fa-check-square-o",
            ),
            Source(
                key="service.action.check",
                title=self.env._("Actions whose effect you check"),
                model="service.action",
                domain=[
                    ("verifier_id", "=", self.env.uid),
                    ("state", "=", "done"),
                    ("check_date", "<=", fields.Date.context_today(self)),
                ],
                action=action,
                since="check_date",
                icon="fa-search",
            ),
        ]

    def _stood_in_for(self):
        """Ids of those who are away and whose deputy the user is."""
        users = self.env["res.users"].sudo().search([("deputy_id", "=", self.env.uid)])
        return users.filtered(lambda user: user._is_absent()).ids
