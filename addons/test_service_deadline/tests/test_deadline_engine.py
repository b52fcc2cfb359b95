from unittest.mock import patch

from odoo.fields import Datetime
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.service_deadline.models import service_deadline_engine as engine_module

from .common import EngineCommon

ENGINE = "odoo.addons.service_deadline.models.service_deadline_engine"


@tagged("post_install", "-at_install")
class TestDeadlineEngine(EngineCommon):
    """The scheduled job takes what is due, in batches, and lets nobody wait."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule(target=4)

    def _create_requests(self, count):
        requests = self.env["test.deadline.request"]
        for _number in range(count):
            requests += self._create_request()
        return requests

    def _promises(self, requests):
        self.env.flush_all()
        return self.env["service.deadline"].search([("res_id", "in", requests.ids)])

    # --- what is due -----------------------------------------------------------------

    def test_nothing_due_is_nothing_to_do(self):
        self._create_requests(2)
        self.assertFalse(self._run())

    def test_takes_only_what_is_due(self):
        early = self._create_request(registered_at="2026-03-02 08:00:00")
        self._create_request()
        self._go("2026-03-02 13:00")
        self.assertEqual(self._run(), self._deadline(early).ids)

    def test_takes_the_longest_overdue_first(self):
        late = self._create_request()
        first = self._create_request(registered_at="2026-03-02 08:00:00")
        self._go("2026-03-02 15:00")
        order = self.env["service.deadline.engine"]._lock_due([])
        self.assertEqual(order, (self._deadline(first) + self._deadline(late)).ids)

    def test_warns_then_breaks_and_shows_it_on_the_request(self):
        request = self._create_request()
        for moment, state in (
            ("2026-03-02 14:00", "warned"),
            ("2026-03-03 09:00:01", "breached"),
        ):
            self._run_at(moment)
            self.assertEqual(request.next_deadline_state, state)
        self.assertEqual(
            self._kinds(self._deadline(request)), ["start", "warn", "breach"]
        )

    def test_a_promise_with_nothing_more_to_come_is_left_alone(self):
        request = self._create_request()
        self._run_at("2026-03-05 09:00")
        self.assertFalse(self._deadline(request).next_event_at)

    def test_the_job_is_woken_for_what_is_due_at_once(self):
        cron = self.env.ref("service_deadline.ir_cron_deadline_engine")
        triggers = self.env["ir.cron.trigger"]
        before = triggers.search_count([("cron_id", "=", cron.id)])
        self._create_request()
        self.assertEqual(triggers.search_count([("cron_id", "=", cron.id)]), before)
        self._create_step(self.rule, anchor="start", delay=0)
        self._create_request()
        self.assertGreater(triggers.search_count([("cron_id", "=", cron.id)]), before)

    # --- batches ---------------------------------------------------------------------

    def _cron(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "service_deadline.ir_cron_deadline_engine"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def test_more_than_one_batch_is_worked_off_in_one_run(self):
        requests = self._create_requests(7)
        self._go("2026-03-03 10:00")
        batches = []
        original = type(self.env["service.deadline.engine"])._run_batch

        def run_batch(runner, ids, **kwargs):
            batches.append(len(ids))
            return original(runner, ids, **kwargs)

        with (
            patch.object(engine_module, "BATCH_SIZE", 3),
            patch.object(
                type(self.env["service.deadline.engine"]), "_run_batch", run_batch
            ),
        ):
            self._cron()
        self.assertEqual(batches, [3, 3, 1])
        self.assertEqual(set(self._promises(requests).mapped("state")), {"breached"})

    def test_as_a_scheduled_job_with_its_mails(self):
        self._create_step(self.rule, direction="before")
        requests = self._create_requests(3)
        self._go("2026-03-03 08:00")
        self._cron()
        self.assertEqual(len(requests.activity_ids), 3)
        mails = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.leader.partner_id.ids)]
        )
        self.assertEqual(len(mails), 1)

    # --- one bad record --------------------------------------------------------------

    def _break(self, request):
        """Settling this request fails, whatever the cause."""
        settle = type(self.env["service.deadline.engine"])._settle

        def failing(runner, records):
            if request.id in records._ids:
                raise ValueError("Corrupt")
            return settle(runner, records)

        self.startPatcher(
            patch.object(type(self.env["service.deadline.engine"]), "_settle", failing)
        )

    def test_a_careful_run_leaves_what_another_has_run(self):
        """After a killed worker two may have looked at the same promise."""
        deadline = self._deadline(self._create_request())
        self._run_at("2026-03-02 14:00")
        following = deadline.next_event_at
        self.env["service.deadline.engine"]._run_warily(deadline.ids)
        deadline.invalidate_recordset()
        self.assertFalse(deadline.failures)
        self.assertEqual(deadline.next_event_at, following)

    @mute_logger(ENGINE)
    def test_one_bad_record_does_not_stop_the_others(self):
        bad, *good = self._create_requests(4)
        deadline = self._deadline(bad)
        self._go("2026-03-03 10:00")
        self._break(bad)
        self._cron()
        for request in good:
            self.assertEqual(self._promises(request).state, "breached")
        self.assertEqual(deadline.state, "running")
        self.assertEqual(deadline.failures, 1)
        self.assertEqual(
            deadline.next_event_at, Datetime.to_datetime("2026-03-03 10:01:00")
        )
        self.assertEqual(deadline.event_ids[-1].reason, "Corrupt")

    # --- gone ------------------------------------------------------------------------

    def test_a_deleted_request_takes_its_promises_along(self):
        request = self._create_request()
        deadline = self._deadline(request)
        request.unlink()
        self.env.flush_all()
        self.assertFalse(deadline.exists())
        self._run_at("2026-03-05 10:00")

    def test_a_request_that_went_by_itself_drops_its_promise(self):
        """A module that is uninstalled deletes rows without asking anybody."""
        request = self._create_request()
        deadline = self._deadline(request)
        self.env.cr.execute(
            "UPDATE service_deadline SET res_id = 0 WHERE id = %s", [deadline.id]
        )
        self.env.invalidate_all()
        self._run_at("2026-03-02 14:00")
        self.assertDeadline(
            deadline, state="cancelled", is_open=False, next_event_at=False
        )
        self.assertEqual(deadline.event_ids.sorted("id")[-1].kind, "cancel")

    def test_a_model_that_is_uninstalled_drops_its_promises(self):
        request = self._create_request()
        deadline = self._deadline(request)
        self.env.cr.execute(
            "UPDATE service_deadline SET res_model = 'no.such.model' WHERE id = %s",
            [deadline.id],
        )
        self.env.invalidate_all()
        self._run_at("2026-03-03 10:00")
        self.assertDeadline(deadline, is_open=False)

    def test_a_rule_that_was_deleted_below_us_drops_its_promise(self):
        """A field that a rule uses is deleted: the database deletes the rule."""
        request = self._create_request()
        deadline = self._deadline(request)
        self.env.cr.execute(
            "UPDATE service_deadline SET rule_id = NULL, terms_id = NULL WHERE id = %s",
            [deadline.id],
        )
        self.env.invalidate_all()
        self.rule.active = False
        request.name = "Touched"
        self.assertDeadline(deadline, state="cancelled")

    # --- broken conditions -----------------------------------------------------------

    def _break_condition(self, rule, name="domain"):
        """A field that a condition names is gone since the rule was saved."""
        self.env.cr.execute(
            f"UPDATE service_deadline_rule SET {name} = %s WHERE id = %s",
            ["[('x_gone', '=', 1)]", rule.id],
        )
        rule.invalidate_recordset()
        self.env.registry.clear_cache()

    def test_a_broken_condition_keeps_nobody_from_making_requests(self):
        self._break_condition(self.rule)
        other = self._create_rule(promise_id=self._create_promise("other_x").id)
        request = self._create_request()
        self.assertEqual(self._deadlines(request).rule_id, other)
        self.assertIn("cannot be used", self.rule.error)

    def test_a_broken_condition_leaves_running_promises_as_they_are(self):
        for name in ("domain", "stop_domain", "pause_domain"):
            rule = self._create_rule(promise_id=self._create_promise(name).id)
            request = self._create_request()
            self._break_condition(rule, name)
            request.name = "Touched"
            deadline = self._deadline(request, rule.promise_id)
            self.assertDeadline(deadline, state="running")

    def test_a_broken_rule_lets_no_other_one_take_its_place(self):
        general = self._create_rule(name="general", sequence=99)
        self._break_condition(self.rule)
        request = self._create_request()
        self.assertNotIn(general, self._deadlines(request).rule_id)
