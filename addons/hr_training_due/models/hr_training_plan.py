from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.recurrence import Recurrence


class HrTrainingPlan(models.Model):
    """A training, whom it is for and when it is due.

    It carries out CS-1.7, CS-2.3, CS-3.2, CS-6.2, CS-6.6 and SM-3.1.

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
    kind_id = fields.Many2one(
        comodel_name="hr.training.kind",
        default=lambda self: self.env["hr.training.kind"].search([], limit=1),
        ondelete="set null",
        index="btree_not_null",
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
        help="Records who took part, besides HR.",
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

    @api.depends()
    def _compute_company_id(self):
        """Computed, so that other add-ons can tell the company from what they add."""
        for plan in self:
            plan.company_id = plan.company_id or self.env.company

    @api.depends()
    def _compute_audience(self):
        """Computed, so that other add-ons can tell the audience from what they add."""
        for plan in self:
            plan.audience = plan.audience or "company"

    @api.depends("trainer_id")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        """A plan that is not saved yet can be written; who may save it is seen then."""
        writable = self._origin._filtered_access("write")
        for plan in self:
            plan.can_edit = not plan._origin or plan._origin in writable
            plan.can_record = plan.can_edit or plan.trainer_id == self.env.user

    def _compute_counts(self):
        """Count the people whom the reader may see."""
        trainings = self.env["hr.training"]
        in_these = [("plan_id", "in", self.ids)]
        late = [*in_these, ("is_overdue", "=", True)]
        states = {
            (plan.id, state): count
            for plan, state, count in trainings._read_group(
                in_these, ["plan_id", "state"], ["__count"]
            )
        }
        overdue = dict(trainings._read_group(late, ["plan_id"], ["__count"]))
        for plan in self:
            plan.open_count = states.get((plan.id, "open"), 0)
            plan.done_count = states.get((plan.id, "done"), 0)
            plan.overdue_count = overdue.get(plan, 0)

    @api.constrains("audience", "department_ids")
    def _check_audience(self):
        for plan in self:
            if plan.audience == "department" and not plan.department_ids:
                raise ValidationError(
                    self.env._(
                        "Choose the departments that “%(name)s” is for.",
                        name=plan.name,
                    )
                )

    @api.constrains("self_study", "content")
    def _check_content(self):
        for plan in self:
            if plan.self_study and not plan.content:
                raise ValidationError(
                    self.env._(
                        "Write what people read in “%(name)s”: nobody can study an "
                        "empty page.",
                        name=plan.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        plans._trigger()
        return plans

    def write(self, vals):
        result = super().write(vals)
        if self._audience_fields() & set(vals):
            self._trigger()
        return result

    @api.readonly
    @needs_access("read")
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

    @needs_access("read")
    def action_record(self):
        """Record a session: everybody who still owes it is proposed."""
        self.ensure_one()
        opened = self.training_ids.filtered(lambda training: training.state == "open")
        return opened.action_record()

    def _recurrence(self):
        """The figures of one training for the core."""
        return Recurrence(self.every_months, self.first_days)

    @api.model
    def _trigger(self):
        """Who owes what is noted by the job, after the change is kept."""
        job = self.env.ref("hr_training_due.ir_cron_training", raise_if_not_found=False)
        if job:
            job.sudo()._trigger()

    # Whom it is for

    @api.model
    def _audience_fields(self):
        """Fields that decide who owes a training. Other add-ons add theirs."""
        return {"active", "audience", "department_ids"}

    def _people(self):
        """Return {training: {employee: since when, or None}}.

        Each audience has a method ``_people_<audience>`` that answers for all trainings
        with this audience at once; whoever adds an audience adds the method.
        """
        people = {}
        for audience, plans in self.filtered("active").grouped("audience").items():
            people.update(getattr(plans, f"_people_{audience}")())
        return people

    def _people_company(self):
        """Everybody of the company."""
        staff = self._staff()
        return {plan: _since(staff[plan.company_id]) for plan in self}

    def _people_department(self):
        """Everybody of the departments and of those below."""
        staff = self._staff()
        return {
            plan: _since(
                staff[plan.company_id].filtered(
                    lambda person, ids=set(plan.department_ids.ids): (
                        ids & person.department_id._path()
                    )
                )
            )
            for plan in self
        }

    def _staff(self):
        """Return {company: its employees}, read in bulk."""
        employees = self.env["hr.employee"].search(
            [("company_id", "in", self.company_id.ids)]
        )
        return defaultdict(employees.browse, employees.grouped("company_id"))

    # Who owes it: for all of them at once, in a constant number of queries

    def _require(self):
        """Note what everybody owes; take back what is not owed any more.

        :return: the trainings that are new or due earlier because of a change
        """
        plans = self.sudo()
        people = plans._people()
        plans._forgive(people)
        states = plans._states()
        changed = plans._bring_forward(states)
        vals_list = [
            vals
            for plan in plans
            for employee, start in people.get(plan, {}).items()
            if (vals := plan._prepare_debt(employee, start, states))
        ]
        quiet = self.env["hr.training"].sudo()._quiet()
        return changed + quiet.create(vals_list)

    def _forgive(self, people):
        """Drop what whoever has left the audience still owes; what is done stays."""
        self._open_trainings().filtered(
            lambda training: (
                training.employee_id not in people.get(training.plan_id, ())
            )
        ).unlink()

    def _open_trainings(self):
        return (
            self.env["hr.training"]
            .sudo()
            .with_context(active_test=False)
            .search([("plan_id", "in", self.ids), ("state", "=", "open")])
        )

    def _states(self):
        """Return {(training, employee): (open ones, done last, latest change)}."""
        groups = self.env["hr.training"]._read_group(
            [("plan_id", "in", self.ids)],
            ["plan_id", "employee_id", "state"],
            ["done_date:max", "change_id:max"],
        )
        states = {}
        for plan, employee, state, done, change in groups:
            was_open, was_done, was_change = states.get(
                (plan, employee), (False, None, 0)
            )
            states[plan, employee] = (
                was_open or state == "open",
                was_done or done or None,
                max(was_change, change or 0),
            )
        return states

    def _bring_forward(self, states):
        """What is owed already is due sooner when a change came meanwhile."""
        today = fields.Date.context_today(self)
        changed = self.env["hr.training"].sudo()
        for training in self._open_trainings()._quiet():
            plan = training.plan_id
            _open, done, seen = states[plan, training.employee_id]
            change = plan._unlearnt(done, seen)
            due = change and plan._recurrence().next_due(today, None, done, change.date)
            if due and due < training.due_date:
                training.write({"due_date": due, "change_id": change.id})
                changed += training
        changed.activity_unlink(["mail.mail_activity_data_todo"])
        return changed

    def _prepare_debt(self, employee, start, states):
        """What a person newly owes, or None."""
        is_open, done, seen = states.get((self, employee), (False, None, 0))
        change = self._unlearnt(done, seen)
        today = fields.Date.context_today(self)
        due = self._recurrence().next_due(today, start, done, change.date)
        if is_open or not due:
            return None
        return {
            "plan_id": self.id,
            "employee_id": employee.id,
            "due_date": due,
            "change_id": done and change.id,
        }

    def _unlearnt(self, done, seen):
        """The latest change, unless it has been learnt or asked for.

        :param done: when the person did the training last
        :param seen: id of the latest change for which the person was asked
        """
        latest = self.change_ids[:1]
        learnt = done and done > latest.date if latest else True
        return latest.browse() if learnt or latest.id <= seen else latest


def _since(employees):
    """Return since when a training is for employees: their first day, if known."""
    return {person: person.contract_date_start for person in employees}
