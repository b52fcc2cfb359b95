from odoo.fields import Command
from odoo.tests import freeze_time

from odoo.addons.hr_employee_team.tests.common import TeamCase

MONDAY = "2026-03-02 01:00:00"  # 9 o'clock in Shanghai


class FollowUpCase(TeamCase):
    """The policies of service management are in force in Lotus Mall; Operations, led by
    Manager, is asked, and so is Chief. It is Monday, 2026-03-02, nine o'clock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        freezer = freeze_time(MONDAY)
        cls.frozen = freezer.start()
        cls.addClassCleanup(freezer.stop)
        cls.policy_admin = cls._create_user(
            "policy_admin", "service_policy.service_policy_group_manager"
        )
        cls.asker = cls._create_user("asker")
        cls.stranger = cls._create_user("stranger_in_house")
        packs = cls.env["service.policy"].search([])
        packs.company_ids = [Command.clear()]
        cls.sm = cls.env.ref("service_policy.service_policy_sm")
        cls.sm.company_ids = [Command.set(cls.company.ids)]
        cls.sm.rule_ids.date_from = cls.sm.adoption_ids.since = "2020-01-01"
        cls.department = cls.env["hr.department"].create(
            {
                "name": "Operations",
                "company_id": cls.company.id,
                "manager_id": cls.manager.id,
            }
        )
        #: Something that is followed up, and that the staff may read.
        cls.origin = cls.env["service.policy"].create(
            {
                "name": "House rules",
                "code": "HR",
                "description": "<p>Doors are closed at ten.</p>",
                "company_ids": [Command.set(cls.company.ids)],
            }
        )

    def setUp(self):
        super().setUp()
        self.frozen.move_to(MONDAY)

    def _go(self, moment):
        self.env.flush_all()
        self.frozen.move_to(moment)

    def _promises(self, record):
        self.env.flush_all()
        return self.env["service.deadline"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)]
        )

    def _todo_users(self, record):
        """Who has a to-do about a record."""
        self.env.flush_all()
        domain = [("res_model", "=", record._name), ("res_id", "=", record.id)]
        return self.env["mail.activity"].search(domain).user_id

    def _run(self):
        """What happens by the passing of time."""
        runner = self.env["service.deadline.engine"]
        self.env.flush_all()
        while ids := runner._lock_due([]):
            runner._run_batch(ids)

    def _on(self, origin):
        return {
            "res_model": origin._name,
            "res_id": origin.id,
            "company_id": self.company.id,
        }

    def _create_action(self, **values):
        """An action of Employee, due on Friday, that the asker has asked for."""
        action = (
            self.env["service.action"]
            .with_user(self.asker)
            .create(
                {
                    "name": "Mend the lock",
                    "user_id": self.employee.user_id.id,
                    "date_due": "2026-03-06",
                    "company_id": self.company.id,
                    "kind_id": self.env.ref(
                        "service_follow_up.service_action_kind_correction"
                    ).id,
                    **values,
                }
            )
        )
        self.env.flush_all()
        return action

    def _step(self, action, user, step, text="Because", **values):
        wizard = (
            self.env["service.action.step"]
            .with_user(user)
            .create(
                {
                    "action_ids": [Command.set(action.ids)],
                    "step": step,
                    "text": text,
                    **values,
                }
            )
        )
        wizard.action_apply()
        self.env.flush_all()

    def _create_review(self, *people, ask=True, **values):
        """A review for which the asker asks; of these users, or of Operations and
        Chief."""
        lines = [{"user_id": user.id} for user in people] or [
            {"department_id": self.department.id},
            {"user_id": self.chief.user_id.id},
        ]
        review = (
            self.env["service.review"]
            .with_user(self.asker)
            .create(
                {
                    "name": "House rules",
                    "shown": "<p>Doors are closed at ten.</p>",
                    "opinion_ids": [
                        Command.create(line | {"sequence": n})
                        for n, line in enumerate(lines)
                    ],
                    **self._on(self.origin),
                    **values,
                }
            )
        )
        if ask:
            review.action_ask()
            self.env.flush_all()
        return review

    def _answer(self, opinion, verdict, text="Well", user=None):
        opinion.with_user(user or opinion.user_id)._answer(verdict, text)
        self.env.flush_all()

    def _create_consultation(self, **values):
        consultation = (
            self.env["service.consultation"]
            .with_user(self.asker)
            .create(
                {
                    "name": "Opening hours",
                    "question": "<p>When does the rink open?</p>",
                    "department_id": self.department.id,
                    **self._on(self.origin),
                    **values,
                }
            )
        )
        self.env.flush_all()
        return consultation

    def _inbox(self, user):
        """What waits for a user: {key: number}."""
        inbox = self.env["hr.inbox"].with_user(user).get_inbox()
        return {source["key"]: source["count"] for source in inbox["sources"]}
