from odoo import api, fields, models


class HrTrainingPlan(models.Model):
    """Who owes a training: for all of them at once, in a constant number of queries."""

    _inherit = "hr.training.plan"

    def _require(self):
        """Note what everybody owes; take back what is not owed any more.

        :return: the trainings that are new or due earlier because of a change
        """
        courses = self.sudo()
        people = courses._people()
        courses._forgive(people)
        states = courses._states()
        changed = courses._bring_forward(states)
        vals_list = [
            vals
            for course in courses
            for employee, start in people.get(course, {}).items()
            if (vals := course._prepare_debt(employee, start, states))
        ]
        quiet = self.env["hr.training"].sudo()._quiet()
        return changed + quiet.create(vals_list)

    def _people(self):
        """Return {training: {employee: since when, or None}}."""
        courses = self.filtered("active")
        staff = self._staff(courses.company_id)
        members = self._members(courses.company_id)
        return {course: course._audience(staff, members) for course in courses}

    @api.model
    def _staff(self, companies):
        """Return {company: its employees}, read in bulk."""
        employees = self.env["hr.employee"].search(
            [("company_id", "in", companies.ids)]
        )
        return employees.grouped("company_id")

    @api.model
    def _members(self, companies):
        """Return {company: members of its posts}, read in bulk."""
        members = self.env["hr.duty.member"].search(
            [
                ("company_id", "in", companies.ids),
                ("post_id.active", "=", True),
                ("employee_id.active", "=", True),
            ]
        )
        return members.grouped("company_id")

    def _audience(self, staff, members):
        """Return {employee: since when, or None} of one training."""
        company = self.company_id
        if self.audience == "post":
            return {
                member.employee_id: member.date_from
                for member in members.get(company, ())
                if not self.post_id or member.post_id == self.post_id
            }
        employees = staff.get(company, self.env["hr.employee"])
        if self.audience == "department":
            below = set(self.department_ids.ids)
            employees = employees.filtered(
                lambda person: below & person.department_id._path()
            )
        return {person: person.contract_date_start for person in employees}

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
        for course, employee, state, done, change in groups:
            was_open, was_done, was_change = states.get(
                (course, employee), (False, None, 0)
            )
            states[course, employee] = (
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
            course = training.plan_id
            _open, done, seen = states[course, training.employee_id]
            change = course._unlearnt(done, seen)
            due = change and course._plan().next_due(today, None, done, change.date)
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
        due = self._plan().next_due(today, start, done, change.date)
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
