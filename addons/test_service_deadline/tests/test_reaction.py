from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import EngineCommon


@tagged("post_install", "-at_install")
class TestReaction(EngineCommon):
    """Actions run by themselves when a promise is kept, broken or warned of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = cls._create_user(
            "reaction_admin_x", "service_policy.service_policy_group_manager"
        )
        cls.administrator.company_ids += cls.company
        cls.rule = cls._create_rule(limit=8, target=4)
        cls.action = cls.env["ir.actions.server"].create(
            {
                "name": "Say so in the name",
                "state": "code",
                "model_id": cls.env["ir.model"]._get_id(cls.record_model),
                "code": "records.write({'name': 'Reacted'})",
                "is_step_action": True,
            }
        )

    def _react(self, happening="broken", user=None, **values):
        return (
            self.env["service.reaction"]
            .with_user(user or self.administrator)
            .create(
                {
                    "name": "Ring the bell",
                    "company_id": self.company.id,
                    "promise_id": self.promise.id,
                    "happening": happening,
                    "model_id": self.env["ir.model"]._get_id(self.record_model),
                    "server_action_id": self.action.id,
                    **values,
                }
            )
        )

    def _run_job(self):
        self.env.flush_all()
        for due in self.env["service.reaction.due"].search([]):
            due._act()
        self.env.flush_all()

    def test_it_reacts_when_a_promise_is_broken_and_the_log_says_so(self):
        self._react()
        request = self._create_request()
        self._run_at("2026-03-02 16:00")
        self._run_job()
        self.assertNotEqual(request.name, "Reacted")
        self._run_at("2026-03-03 16:00")
        self.assertNotEqual(request.name, "Reacted", "the settlement only notes it")
        self._run_job()
        self.assertEqual(request.name, "Reacted")
        said = self._deadline(request).event_ids.sorted("id")[-1]._describe()
        self.assertIn("Say so in the name", said)
        self.assertIn("by the automation “Ring the bell”", said)
        self.assertFalse(self.env["service.reaction.due"].search([]))

    def test_the_job_runs_all_that_is_due(self):
        self._react("kept")
        requests = self._create_request() + self._create_request()
        self._go("2026-03-02 10:00")
        requests.stage_id = self.stage_done
        self.env.flush_all()
        cron = self.registry["ir.cron"]
        with patch.object(cron, "_commit_progress", return_value=60) as progress:
            self.env["service.reaction"]._cron_run()
        self.assertEqual(requests.mapped("name"), ["Reacted", "Reacted"])
        self.assertEqual(progress.call_count, 2)
        self.assertFalse(self.env["service.reaction.due"].search([]))

    def test_it_reacts_when_a_promise_is_warned_of(self):
        self._react("warned")
        request = self._create_request()
        self._run_at("2026-03-02 14:00")
        self._run_job()
        self.assertEqual(request.name, "Reacted")

    def test_it_reacts_when_a_promise_is_kept_in_time_only(self):
        self._react("kept")
        kept, late = self._create_request(), self._create_request()
        self._go("2026-03-02 10:00")
        kept.stage_id = self.stage_done
        self._run_at("2026-03-03 16:00")
        late.stage_id = self.stage_done
        self._run_job()
        self.assertEqual(kept.name, "Reacted")
        self.assertNotEqual(late.name, "Reacted")

    def test_only_what_matches_and_the_author_may_read(self):
        self._react("kept", domain=str([("name", "=", "Mine")]))
        mine, other = self._create_request(name="Mine"), self._create_request()
        self._go("2026-03-02 10:00")
        (mine + other).stage_id = self.stage_done
        self._run_job()
        self.assertEqual(mine.name, "Reacted")
        self.assertNotEqual(other.name, "Reacted")

    def test_another_company_is_left_alone(self):
        company, _team = self._create_other_company(self.policy)
        self._react("kept", user=self.env.user, company_id=company.id)
        request = self._create_request()
        self._go("2026-03-02 10:00")
        request.stage_id = self.stage_done
        self._run_job()
        self.assertNotEqual(request.name, "Reacted")

    def test_what_fails_is_said_and_harms_nothing(self):
        self.action.code = "raise UserError('The bell is broken')"
        self._react("kept")
        request = self._create_request()
        self._go("2026-03-02 10:00")
        request.stage_id = self.stage_done
        with self.assertLogs("odoo.addons.service_deadline", "ERROR"):
            self._run_job()
        deadline = self._deadline(request)
        self.assertEqual(deadline.state, "met")
        event = deadline.event_ids.sorted("id")[-1]
        self.assertEqual(event.kind, "error")
        self.assertIn("The bell is broken", event.reason)

    def test_who_is_no_administrator_any_more_reacts_to_nothing(self):
        self._react("kept")
        self.administrator.group_ids = [
            Command.unlink(
                self.env.ref("service_policy.service_policy_group_manager").id
            )
        ]
        request = self._create_request()
        self._go("2026-03-02 10:00")
        request.stage_id = self.stage_done
        with self.assertLogs("odoo.addons.service_deadline", "ERROR"):
            self._run_job()
        self.assertNotEqual(request.name, "Reacted")

    def test_only_administrators_write_them_and_nobody_the_list_of_what_is_due(self):
        with self.assertRaises(AccessError):
            self._react(user=self.agent)
        reaction = self._react()
        self.assertEqual(reaction.author_id, self.administrator)
        with self.assertRaises(AccessError):
            reaction.author_id = self.env.ref("base.user_admin")
        for user in (self.agent, self.administrator):
            dues = self.env["service.reaction.due"].with_user(user)
            for operation in ("read", "write", "create", "unlink"):
                self.assertFalse(dues.has_access(operation))

    def test_an_action_that_is_not_for_policies_is_refused(self):
        self.action.is_step_action = False
        with self.assertRaisesRegex(ValidationError, "system administrator"):
            self._react(server_action_id=self.action.id)

    def test_records_without_promises_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "no promises"):
            self._react(model_id=self.env["ir.model"]._get_id("res.country"))

    def test_a_condition_that_cannot_be_used_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "cannot be used"):
            self._react(domain=str([("nothing_like_it", "=", 1)]))
