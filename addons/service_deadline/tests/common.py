from odoo.fields import Command, Datetime
from odoo.tools import SQL

from odoo.addons.base.tests.common import BaseCommon

from ..engine.store import Store


class DeadlineCommon(BaseCommon):
    """A company with office hours, a team, a policy of its own and nothing else in
    force.

    For records of any model with promises: subclasses name the model, and those of its
    teams and stages.

    Office hours are Monday to Friday, 8-12 and 13-17, in UTC unless a test says
    otherwise. Tests freeze the time; 2026-03-02 is a Monday.
    """

    record_model = team_model = stage_model = ""
    user_group = "base.group_user"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.classPatch(cls.registry["mail.mail"], "send_after_commit", _leave)
        cls.env.company.resource_calendar_id.tz = "UTC"
        cls.env["service.policy"].search([]).company_ids = [Command.clear()]
        cls.calendar = cls._create_calendar()
        cls.company = cls.env.company
        cls.company.email = "company.x@example.com"
        cls.leader = cls._create_user("team_leader_x")
        cls.agent = cls._create_user("agent_x")
        cls.team = cls.env[cls.team_model].create(
            {
                "name": "Service desk",
                "user_id": cls.leader.id,
                "user_ids": [Command.set([cls.leader.id, cls.agent.id])],
                "resource_calendar_id": cls.calendar.id,
            }
        )
        stages = cls.env[cls.stage_model]
        cls.stage_new = stages.create({"name": "New X", "sequence": -5})
        cls.stage_wait = stages.create({"name": "Waiting X", "sequence": 50})
        cls.stage_done = stages.create(
            {"name": "Done X", "sequence": 60, "closed": True}
        )
        cls.policy = cls.env["service.policy"].create(
            {
                "name": "Test policy",
                "code": "TP",
                "company_ids": [Command.set(cls.company.ids)],
            }
        )
        cls.promise = cls._create_promise("solution_x")
        cls.customer = cls.env["res.partner"].create(
            {"name": "Customer X", "email": "customer.x@example.com"}
        )

    @classmethod
    def _create_calendar(cls, tz="UTC", **values):
        calendar = cls.env["resource.calendar"].create(
            {
                "name": "Office hours",
                "tz": tz,
                "company_id": cls.env.company.id,
                **values,
            }
        )
        calendar.global_leave_ids.unlink()
        return calendar

    @classmethod
    def _create_user(cls, login, groups=None):
        return cls._create_new_internal_user(
            login=login,
            groups=groups or cls.user_group,
            name=login,
            email=f"{login}@example.com",
        )

    @classmethod
    def _create_promise(cls, code):
        return cls.env["service.promise"].create({"name": code.title(), "code": code})

    @classmethod
    def _role(cls, code):
        return cls.env["service.role"].search([("code", "=", code)])

    @classmethod
    def _create_rule(cls, role="assignee", **values):
        """A rule of 8 working hours that ends with a closed stage.

        :param role: code of who answers for it
        """
        return cls.env["service.deadline.rule"].create(
            {
                "name": "Solved",
                "role_id": cls._role(role).id,
                "model_id": cls.env["ir.model"]._get_id(cls.record_model),
                "policy_id": cls.policy.id,
                "promise_id": cls.promise.id,
                "date_from": "2020-01-01",
                "limit": 8,
                "unit": "hour",
                "stop_domain": "[('stage_id.closed', '=', True)]",
                **values,
            }
        )

    @classmethod
    def _create_step(cls, rule, role="team_leader", **values):
        return cls.env["service.deadline.step"].create(
            {
                "name": "Tell the leader",
                "rule_id": rule.id,
                "delay": 1,
                "role_id": cls._role(role).id,
                **values,
            }
        )

    @classmethod
    def _create_record(cls, **values):
        record = cls.env[cls.record_model].create(
            {
                "name": "It leaks",
                "description": "Water",
                "team_id": cls.team.id,
                "stage_id": cls.stage_new.id,
                "user_id": cls.agent.id,
                "partner_id": cls.customer.id,
                "registered_at": Datetime.now(),
                **values,
            }
        )
        cls.env.flush_all()  # as at the end of a request: the promises begin
        return record

    def _deadlines(self, record, promise=None):
        """The record's deadlines (of one promise), brought up to date."""
        self.env.flush_all()
        domain = [("res_model", "=", record._name), ("res_id", "=", record.id)]
        if promise:
            domain.append(("promise_id", "=", promise.id))
        return self.env["service.deadline"].search(domain, order="id")

    def _run(self):
        """One run of the scheduled job, as a worker does it."""
        runner = self.env["service.deadline.engine"]
        if ids := runner._lock_due([]):
            runner._run_batch(ids)
        self.env["service.notice"]._send_all()
        return ids

    def assertReplays(self, deadlines):
        """The stored state is what the log leads to."""
        for row in self._rows(deadlines):
            events = self.env["service.deadline.event"].search(
                [("deadline_id", "=", row.id)], order="id"
            )
            self.assertEqual(events._clock(), row.clock)

    def _rows(self, deadlines):
        return Store(self.env, 0).load(SQL("id IN %s", tuple(deadlines.ids)))


def _leave(mails):
    """E-mails go to a mail server that takes all that have an address; nothing leaves
    this machine."""
    told = mails.sudo().notification_ids.filtered(
        lambda told: told.res_partner_id.email or told.mail_email_address
    )
    told.write({"notification_status": "sent"})
