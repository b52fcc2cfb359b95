from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date

from odoo.addons.attendance_rules.models.hr_employee import HR_OFFICER
from odoo.addons.base_engine_tools.engine.access import needs_access

ACTIVITY = "attendance_rules_request.mail_activity_type_talk"
OUTCOME = frozenset({"causes", "plan", "second_chance", "expires_on", "held_on"})

#: A warning about what is longer ago than this helps nobody.
RECENT = timedelta(days=7)


class Run(NamedTuple):
    """Days in a row, up to a day on which a talk is due or comes near."""

    employee_id: int
    work_date: date
    length: int
    threshold: int
    is_last: bool


class AttendanceTalk(models.Model):
    """Performance talk (绩效谈话) after so many incidents in a row (CS-1.3).

    Due once per run, and again each time the run has grown by as many. The manager
    notes what was agreed: a plan, until when, and whether keeping it is a second
    chance. If corrections take the reason away before the talk, it is called off.
    """

    _name = "attendance.talk"
    _description = "Performance Talk"
    _inherit = ["guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "work_date desc, id desc"
    _check_company_auto = True

    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        related="employee_id.company_id",
        store=True,
        index=True,
    )
    department_id = fields.Many2one(
        comodel_name="hr.department",
        compute="_compute_department_id",
        store=True,
        compute_sudo=True,
    )
    work_date = fields.Date(
        string="Reached On",
        required=True,
        readonly=True,
        help="The day that made it so many in a row.",
    )
    run_length = fields.Integer(string="In a Row", readonly=True)
    state = fields.Selection(
        selection=[
            ("due", "To Be Held"),
            ("held", "Held"),
            ("cancelled", "Called Off"),
        ],
        required=True,
        readonly=True,
        default="due",
        tracking=True,
        index=True,
    )
    manager_id = fields.Many2one(
        comodel_name="res.users",
        string="Held By",
        readonly=True,
        tracking=True,
    )

    # Outcome
    held_on = fields.Date()
    causes = fields.Text(help="What the employee says about it.")
    plan = fields.Text(help="What both have agreed on.")
    second_chance = fields.Boolean(
        help="If the plan is kept until it ends, what led to the talk does not count "
        "for the year-end award.",
    )
    expires_on = fields.Date(string="Plan Ends On")
    chance_state = fields.Selection(
        selection=[
            ("none", "None"),
            ("running", "Running"),
            ("kept", "Kept"),
            ("broken", "Broken"),
        ],
        compute="_compute_chance_state",
    )

    _day_uniq = models.UniqueIndex("(employee_id, work_date)")
    _expiry_check = models.Constraint(
        "CHECK(expires_on IS NULL OR held_on IS NULL OR expires_on > held_on)",
        "A plan ends after the talk: correct the dates.",
    )

    @api.depends("employee_id")
    def _compute_department_id(self):
        for talk in self:
            talk.department_id = talk.employee_id.department_id

    @api.depends("employee_id", "work_date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for talk in self:
            talk.display_name = self.env._(
                "Talk with %(name)s (%(date)s)",
                name=talk.employee_id.name or "",
                date=format_date(self.env, talk.work_date) if talk.work_date else "",
            )

    @api.depends("state", "second_chance", "held_on", "expires_on", "employee_id")
    def _compute_chance_state(self):
        today = fields.Date.context_today(self)
        broken = self._get_broken()
        for talk in self:
            if talk.state != "held" or not talk.second_chance:
                talk.chance_state = "none"
            elif talk in broken:
                talk.chance_state = "broken"
            else:
                over = talk.expires_on and talk.expires_on < today
                talk.chance_state = "kept" if over else "running"

    def write(self, vals):
        """Who holds the talk writes its outcome, while it is due, and nothing else."""
        if not self.env.su:
            if vals.keys() - OUTCOME:
                raise AccessError(
                    self.env._(
                        "A talk is settled with the button on it, not by writing its "
                        "state."
                    )
                )
            if self.filtered(lambda talk: talk.state != "due"):
                raise UserError(
                    self.env._("The talk has taken place: what was agreed on stays.")
                )
        return super().write(vals)

    def _get_broken(self):
        """Return the talks after which something was counted again."""
        held = self.filtered(lambda talk: talk.second_chance and talk.held_on)
        if not held:
            return held
        incidents = (
            self.env["attendance.incident"]
            .sudo()
            .search(
                [
                    ("employee_id", "in", held.employee_id.ids),
                    ("work_date", ">", min(held.mapped("held_on"))),
                    ("graced", "=", False),
                    ("excused", "=", False),
                    ("kind", "not in", ("missing_in", "missing_out")),
                ]
            )
        )
        return held.filtered(
            lambda talk: any(
                incident.employee_id == talk.employee_id
                and talk.held_on < incident.work_date
                and incident.work_date <= (talk.expires_on or incident.work_date)
                for incident in incidents
            )
        )

    # Actions

    @needs_access("read")
    def action_hold(self):
        """Note that the talk took place, and tell the employee what was agreed.

        :raise UserError: no plan yet
        """
        for talk in self:
            talk._check_may_hold()
            if not (talk.plan or "").strip():
                raise UserError(
                    self.env._("Write down the plan that you have agreed on first.")
                )
            if talk.second_chance and not talk.expires_on:
                raise UserError(
                    self.env._("A second chance needs the day on which the plan ends.")
                )
            talk.sudo().write(
                {
                    "state": "held",
                    "manager_id": self.env.uid,
                    "held_on": talk.held_on or fields.Date.context_today(talk),
                }
            )
            talk.sudo().activity_feedback([ACTIVITY])
            talk._tell_employee()
        return True

    def _check_may_hold(self):
        self.check_access("read")
        if self.state != "due":
            raise UserError(
                self.env._("The talk is not due any more: reload the page.")
            )
        if self.env.su:
            return
        user = self.env.user
        if self.employee_id in user.employee_ids:
            raise AccessError(self.env._("Nobody holds the talk with themselves."))
        approvers = self.employee_id._get_attendance_approvers()[self.employee_id]
        if user not in approvers and not user.has_group(HR_OFFICER):
            raise AccessError(
                self.env._(
                    "The talk is held by %(names)s.",
                    names=", ".join(approvers.sudo().mapped("name")),
                )
            )

    def _tell_employee(self):
        told = self.sudo().with_context(lang=self.employee_id._reader_lang())
        told.message_post(
            body=told.env._("What we have agreed on: %(plan)s", plan=self.plan),
            partner_ids=self.employee_id._message_partners().ids,
            subtype_xmlid="mail.mt_comment",
        )

    # What the engine judges

    @api.model
    def _sync(self, months):
        """Make talks that are due, call off those whose reason is gone, and warn
        before the next ones.

        :param months: ``attendance.month`` that have been judged again
        """
        runs = self._get_runs(months)
        due = {
            (run.employee_id, run.work_date): run.length
            for run in runs
            if run.length % run.threshold == 0
        }
        known = self._get_known(months)
        new = self.sudo().create(
            [
                {"employee_id": key[0], "work_date": key[1], "run_length": length}
                for key, length in due.items()
                if key not in known
            ]
        )
        new._ask_managers()
        self._keep_in_step(known, due)
        self._warn_before(runs)

    def _keep_in_step(self, known, due):
        gone = [talk_id for key, talk_id in known.items() if key not in due]
        back = [talk_id for key, talk_id in known.items() if key in due]
        talks = self.sudo()
        talks.browse(gone).filtered(lambda talk: talk.state == "due")._call_off()
        talks.browse(back).filtered(lambda talk: talk.state == "cancelled")._take_up()

    def _get_runs(self, months):
        """Return the runs that matter, with one query however many months."""
        query = SQL(
            """
            SELECT incident.employee_id, incident.work_date,
                   MAX(incident.run_length), policy.talk_threshold,
                   MAX(incident.run_length) = MAX(month.run_carried)
              FROM attendance_month month
              JOIN attendance_policy policy ON policy.id = month.policy_id
              JOIN attendance_incident incident
                ON incident.employee_id = month.employee_id
               AND incident.work_date >= month.month
               AND incident.work_date < month.month + interval '1 month'
             WHERE month.id = ANY(%s)
               AND policy.talk_threshold > 0
               AND incident.run_length >= GREATEST(policy.talk_threshold - 1, 1)
             GROUP BY incident.employee_id, incident.work_date, policy.talk_threshold
             ORDER BY incident.employee_id, incident.work_date
            """,
            list(months.ids),
        )
        return [Run(*row) for row in self.env.execute_query(query)]

    def _get_known(self, months):
        """Return {(employee id, date): id} of the months' talks, with one query."""
        self.flush_model(["employee_id", "work_date"])
        query = SQL(
            """
            SELECT talk.employee_id, talk.work_date, talk.id
              FROM attendance_talk talk
              JOIN attendance_month month
                ON talk.employee_id = month.employee_id
               AND talk.work_date >= month.month
               AND talk.work_date < month.month + interval '1 month'
             WHERE month.id = ANY(%s)
            """,
            list(months.ids),
        )
        return {row[:2]: row[2] for row in self.env.execute_query(query)}

    def _ask_managers(self):
        approvers = self.employee_id._get_attendance_approvers()
        for talk in self:
            for user in approvers[talk.employee_id][:1]:
                talk.manager_id = user
                summary = talk.with_context(lang=user.lang).display_name
                talk.activity_schedule(ACTIVITY, user_id=user.id, summary=summary)

    def _call_off(self):
        self.write({"state": "cancelled"})
        self.activity_unlink([ACTIVITY])
        for talk in self:
            talk.message_post(
                body=self.env._("Called off: the days have been corrected.")
            )

    def _take_up(self):
        self.write({"state": "due"})
        self._ask_managers()

    def _warn_before(self, runs):
        """Warn employees whose next incident leads to a talk, before it happens."""
        today = fields.Date.context_today(self)
        near = [
            run
            for run in runs
            if run.is_last
            and run.threshold > 1
            and run.length % run.threshold == run.threshold - 1
            and today - run.work_date <= RECENT
        ]
        employees = self.env["hr.employee"].sudo()
        messages = {}
        for run in near:
            employee = employees.browse(run.employee_id)
            messages[employee, run.work_date] = partial(self._warning, run)
        self.env["attendance.nudge"]._send("before_talk", messages)

    def _warning(self, run, lang):
        return self.with_context(lang=lang).env._(
            "You were late or left early on %(run)s working days in a row. One more "
            "makes it %(next)s, and a performance talk with your manager is due. If a "
            "day is wrong, ask for a punch correction now.",
            run=run.length,
            next=run.length + 1,
        )
