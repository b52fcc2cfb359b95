from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrTrainingPlan(models.Model):
    """Trainings for duty staff: the members of one post, or of every post (CS-2.3)."""

    _inherit = "hr.training.plan"

    audience = fields.Selection(
        selection_add=[("post", "Duty Staff")],
        ondelete={"post": lambda plans: plans._retire()},
    )
    post_id = fields.Many2one(
        comodel_name="hr.duty.post",
        string="Duty Post",
        ondelete="cascade",
        index="btree_not_null",
        check_company=True,
        help="Empty: the members of every post.",
    )

    def _retire(self):
        """Without duty posts nobody owes it: it must not fall to everybody instead."""
        self.write({"active": False, "audience": "company"})

    @api.depends("post_id")
    def _compute_company_id(self):
        """Override: a plan of a post belongs to the company of the post."""
        of_post = self.filtered("post_id")
        for plan in of_post:
            plan.company_id = plan.post_id.company_id
        return super(HrTrainingPlan, self - of_post)._compute_company_id()

    @api.depends("post_id")
    def _compute_audience(self):
        """Override: a plan of a post is for duty staff."""
        of_post = self.filtered("post_id")
        of_post.audience = "post"
        return super(HrTrainingPlan, self - of_post)._compute_audience()

    @api.depends("post_id")
    def _compute_can_edit(self):
        """Override: who manages the post may write its plans."""
        return super()._compute_can_edit()

    @api.constrains("audience", "post_id")
    def _check_post(self):
        for plan in self:
            if plan.post_id and plan.audience != "post":
                raise ValidationError(
                    self.env._(
                        "“%(name)s” belongs to “%(post)s”: it is for duty staff. "
                        "Remove the post first.",
                        name=plan.name,
                        post=plan.post_id.name,
                    )
                )

    @api.model
    def _audience_fields(self):
        return super()._audience_fields() | {"post_id"}

    def _people_post(self):
        """The members of posts, each since the day on which they joined."""
        members = self.env["hr.duty.member"].search(
            [
                ("company_id", "in", self.company_id.ids),
                ("post_id.active", "=", True),
                ("employee_id.active", "=", True),
            ]
        )
        of_company = members.grouped("company_id")
        return {
            plan: {
                member.employee_id: member.date_from
                for member in of_company.get(plan.company_id, ())
                if not plan.post_id or member.post_id == plan.post_id
            }
            for plan in self
        }
