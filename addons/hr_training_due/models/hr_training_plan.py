from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..core.training import Plan


class HrTrainingPlan(models.Model):
    """A training, whom it is for and when it is due (CS-1.7, CS-2, CS-3, CS-6, CS-7).

    Whoever belongs to the audience owes it: once, every so many months, and again when
    something changes (``hr.training.change``). A job notes who owes what.
    """

    _name = "hr.training.plan"
    _description = "Training Plan"
    _inherit = ["mail.thread"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(
        default=True, help="Nobody owes a training that is archived."
    )
    kind = fields.Selection(
        selection=[
            ("skill", "Skill"),
            ("emergency", "Emergency"),
            ("rules", "Rules"),
            ("product", "Product"),
            ("security", "Data Security"),
        ],
        required=True,
        default="skill",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
    )
    policy_ref = fields.Char(string="Clause")
    content = fields.Html(
        translate=True,
        help="What people read: the handbook page, or what the training is about.",
    )

    # Whom it is for
    audience = fields.Selection(
        selection=[
            ("company", "Everybody"),
            ("department", "Departments"),
            ("post", "Duty Staff"),
        ],
        string="For",
        compute="_compute_audience",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
    )
    department_ids = fields.Many2many(
        comodel_name="hr.department",
        string="Departments",
        check_company=True,
        help="With the departments below them.",
    )
    post_id = fields.Many2one(
        comodel_name="hr.duty.post",
        string="Duty Post",
        ondelete="cascade",
        index="btree_not_null",
        check_company=True,
        help="Empty: the members of every post.",
    )

    # When it is due: what a new one begins with is data
    every_months = fields.Integer(
        string="Every (Months)",
        required=True,
        tracking=True,
        help="Due again so many months after it was done. 0: once.",
    )
    first_days = fields.Integer(
        string="Within (Days)",
        required=True,
        tracking=True,
        help="So many days for who is new, and for everybody after a change.",
    )
    remind_days = fields.Integer(
        string="Remind Before (Days)",
        required=True,
        help="People are reminded so many days before it is due.",
    )
    on_policy = fields.Boolean(
        string="Due Again with New Rules",
        tracking=True,
        help="Everybody does it again when a version of the attendance policy is "
        "published.",
    )
    change_ids = fields.One2many(
        comodel_name="hr.training.change",
        inverse_name="plan_id",
        string="Changes",
    )

    # How it is done
    self_study = fields.Boolean(
        tracking=True,
        help="People read the text and confirm it themselves. Otherwise the trainer "
        "or HR records who took part.",
    )
    trainer_id = fields.Many2one(
        comodel_name="res.users",
        tracking=True,
        help="Records who took part, besides HR and the manager of the duty post.",
    )
    training_ids = fields.One2many(
        comodel_name="hr.training",
        inverse_name="plan_id",
        string="People",
    )
    can_edit = fields.Boolean(compute="_compute_can_edit")
    can_record = fields.Boolean(compute="_compute_can_edit")
    open_count = fields.Integer(string="To Do", compute="_compute_counts")
    overdue_count = fields.Integer(string="Overdue", compute="_compute_counts")
    done_count = fields.Integer(string="Done", compute="_compute_counts")

    _figures_positive = models.Constraint(
        "CHECK (every_months >= 0 AND first_days >= 0 AND remind_days >= 0)",
        "Months and days cannot be negative.",
    )

    @api.depends("post_id")
    def _compute_company_id(self):
        for course in self:
            course.company_id = (
                course.post_id.company_id or course.company_id or self.env.company
            )

    @api.depends("post_id")
    def _compute_audience(self):
        for course in self:
            course.audience = "post" if course.post_id else course.audience or "company"

    @api.depends("post_id", "trainer_id")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        """A plan that is not saved yet can be written; who may save it is seen then."""
        writable = self._origin._filtered_access("write")
        for course in self:
            course.can_edit = not course._origin or course._origin in writable
            course.can_record = course.can_edit or course.trainer_id == self.env.user

    def _compute_counts(self):
        """Count the people whom the reader may see."""
        trainings = self.env["hr.training"]
        in_these = [("plan_id", "in", self.ids)]
        late = [*in_these, ("is_overdue", "=", True)]
        states = {
            (course.id, state): count
            for course, state, count in trainings._read_group(
                in_these, ["plan_id", "state"], ["__count"]
            )
        }
        overdue = dict(trainings._read_group(late, ["plan_id"], ["__count"]))
        for course in self:
            course.open_count = states.get((course.id, "open"), 0)
            course.done_count = states.get((course.id, "done"), 0)
            course.overdue_count = overdue.get(course, 0)

    @api.constrains("audience", "department_ids", "post_id")
    def _check_audience(self):
        for course in self:
            if course.audience == "department" and not course.department_ids:
                raise ValidationError(
                    self.env._(
                        "Choose the departments that “%(name)s” is for.",
                        name=course.name,
                    )
                )
            if course.post_id and course.audience != "post":
                raise ValidationError(
                    self.env._(
                        "“%(name)s” belongs to “%(post)s”: it is for duty staff. "
                        "Remove the post first.",
                        name=course.name,
                        post=course.post_id.name,
                    )
                )

    @api.constrains("self_study", "content")
    def _check_content(self):
        for course in self:
            if course.self_study and not course.content:
                raise ValidationError(
                    self.env._(
                        "Write what people read in “%(name)s”: nobody can study an "
                        "empty page.",
                        name=course.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        courses = super().create(vals_list)
        courses._trigger()
        return courses

    def write(self, vals):
        result = super().write(vals)
        if {"active", "audience", "department_ids", "post_id"} & set(vals):
            self._trigger()
        return result

    def action_open_people(self):
        """Open who owes it and who has done it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_training_due.hr_training_action"
        )
        return action | {
            "domain": [("plan_id", "=", self.id)],
            "context": {"search_default_open": 1},
        }

    def action_record(self):
        """Record a session: everybody who still owes it is proposed."""
        self.ensure_one()
        opened = self.training_ids.filtered(lambda training: training.state == "open")
        return opened.action_record()

    def _plan(self):
        """The figures of one training for the core."""
        return Plan(self.every_months, self.first_days)

    @api.model
    def _trigger(self):
        """Who owes what is noted by the job, after the change is kept."""
        job = self.env.ref("hr_duty.ir_cron_training", raise_if_not_found=False)
        if job:
            job.sudo()._trigger()
