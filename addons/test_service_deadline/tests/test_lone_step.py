from unittest.mock import patch

from odoo.exceptions import ConcurrencyError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import EngineCommon

ENGINE = "odoo.addons.service_deadline.models.service_deadline_engine"


@tagged("post_install", "-at_install")
class TestLoneStep(EngineCommon):
    """A step that changes something acts by itself: whatever it does, it harms no
    other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule()
        cls._create_step(cls.rule, delay=0)

    def _acting_step(self, code, **values):
        action = self.env["ir.actions.server"].create(
            {
                "name": "Act",
                "model_id": self.env["ir.model"]._get_id("test.deadline.request"),
                "state": "code",
                "is_step_action": True,
                "code": code,
            }
        )
        return self._create_step(
            self.rule,
            name="Act",
            action="server_action",
            server_action_id=action.id,
            delay=0,
            **values,
        )

    def _cron(self, moment):
        self._go(moment)
        with self.enter_registry_test_mode(), mute_logger(ENGINE):
            self.env.ref(
                "service_deadline.ir_cron_deadline_engine"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def _many(self, code, **values):
        """A bad request among good ones, of which the due time has passed."""
        self._acting_step(code, **values)
        bad = self._create_request(name="Bad")
        good = [self._create_request() for _n in range(3)]
        self._cron("2026-03-03 09:00:01")
        return bad, good

    def assertTold(self, *requests):
        for request in requests:
            self.assertEqual(len(request.activity_ids), 1, request.name)
            deadline = self._deadline(request)
            self.assertEqual(deadline.state, "breached")

    def test_an_action_that_commits_and_fails_harms_no_other_promise(self):
        bad, good = self._many(
            "if record.name == 'Bad':\n"
            "    record.write({'subject_ref': 'Half'})\n"
            "    env.flush_all()\n"
            "    env.cr.commit()\n"
            "    raise UserError('Then it broke')\n"
            "record.write({'subject_ref': 'Done'})"
        )
        self.assertTold(bad, *good)
        for request in good:
            self.assertEqual(request.subject_ref, "Done")
            self.assertEqual(self._kinds(self._deadline(request)).count("step"), 2)
            self.assertDeadline(self._deadline(request), next_event_at=False)
        deadline = self._deadline(bad)
        self.assertEqual(self._kinds(deadline)[-1], "error")
        self.assertEqual(deadline.event_ids.sorted("id")[-1].reason, "Then it broke")
        self.assertDeadline(deadline, failures=1)
        self.assertTrue(deadline.next_event_at, "it is tried again")
        bad.name = "Good"
        self._cron("2026-03-03 09:01:01")
        self.assertEqual(bad.subject_ref, "Done")
        self.assertDeadline(deadline, failures=0, next_event_at=False)

    def test_an_action_that_rolls_back_harms_no_other_promise(self):
        bad, good = self._many(
            "if record.name == 'Bad': env.cr.rollback()\n"
            "record.write({'subject_ref': 'Done'})"
        )
        self.assertTold(bad, *good)
        for request in (bad, *good):
            self.assertEqual(request.subject_ref, "Done")

    def test_an_action_that_breaks_the_transaction_harms_no_other_promise(self):
        bad, good = self._many(
            "if record.name == 'Bad': env.cr.execute('SELECT no_such_column')\n"
            "record.write({'subject_ref': 'Done'})"
        )
        self.assertTold(bad, *good)
        self.assertEqual({request.subject_ref for request in good}, {"Done"})
        self.assertFalse(bad.subject_ref)
        self.assertEqual(self._kinds(self._deadline(bad))[-1], "error")

    def test_an_action_that_deletes_the_record_harms_no_other_promise(self):
        bad, good = self._many(
            "if record.name == 'Bad': record.unlink()\n"
            "else: record.write({'subject_ref': 'Done'})"
        )
        self.assertFalse(bad.exists())
        self.assertTold(*good)
        self.assertEqual({request.subject_ref for request in good}, {"Done"})

    def test_nothing_waits_to_be_written_while_it_acts(self):
        """So that nobody waits for its lock, however long it takes."""
        seen = []
        step = type(self.env["service.deadline.step"])
        act = step._act_server_action

        def watch(this, record, deadline, number):
            self.env.cr.execute(
                "SELECT step_marks, next_event_at FROM service_deadline WHERE id = %s",
                [deadline.id],
            )
            seen.append(self.env.cr.fetchone())
            return act(this, record, deadline, number)

        with patch.object(step, "_act_server_action", watch):
            acting = self._acting_step("record.write({'subject_ref': 'Done'})")
            request = self._create_request()
            self._cron("2026-03-03 09:00:01")
        [(marks, put_off)] = seen
        self.assertNotIn(str(acting.id), marks)
        self.assertGreater(put_off.isoformat(), "2026-03-03T09:00:01")
        self.assertEqual(self._deadline(request).step_marks[str(acting.id)], 0)

    def test_a_step_that_has_acted_is_done_although_nobody_could_mark_it(self):
        """The worker was killed in between: the log says that it has acted."""
        acting = self._acting_step("record.write({'priority': '3'})")
        request = self._create_request()
        engine = type(self.env["service.deadline.engine"])
        with patch.object(engine, "_insist", lambda this, write: None):
            self._cron("2026-03-03 09:00:01")
        self.assertEqual(request.priority, "3")
        request.priority = "1"
        self._cron("2026-03-03 09:02")
        self.assertEqual(request.priority, "1", "not a second time")
        self.assertEqual(self._deadline(request).step_marks[str(acting.id)], 0)

    def test_one_that_collides_each_time_is_put_off_with_an_entry(self):
        acting = self._acting_step("record.write({'subject_ref': 'Done'})")
        request = self._create_request()
        deadline = self._deadline(request)
        step = type(self.env["service.deadline.step"])

        def collide(this, record, deadline, number):
            raise ConcurrencyError("could not obtain lock")

        self.assertTrue(acting)
        moments = ("09:00:01", "09:01:01", "09:03:01", "09:07:01")
        with patch.object(step, "_act_server_action", collide):
            for number, moment in enumerate(moments, start=1):
                self._cron(f"2026-03-03 {moment}")
                self.assertEqual(deadline.failures, number)
                errors = self._kinds(deadline).count("error")
                self.assertEqual(errors, max(0, number - 2))
        self.assertEqual(len(request.activity_ids), 1, "the to-do came at its time")
        self._cron("2026-03-03 09:15:02")
        self.assertEqual(request.subject_ref, "Done")
        self.assertDeadline(deadline, failures=0)

    def test_repeated_ones_are_marked_one_after_the_other(self):
        acting = self._acting_step(
            "record.write({'subject_ref': (record.subject_ref or '') + '.'})",
            repeat="hours",
        )
        request = self._create_request()
        for number, hour in enumerate(("09:00:00", "10:00:00", "11:00:00")):
            self._cron(f"2026-03-03 {hour}")
            self.assertEqual(request.subject_ref, "." * (number + 1))
            marks = self._deadline(request).step_marks
            self.assertEqual(marks[str(acting.id)], number)

    def test_rules_that_hand_a_record_to_each_other_come_to_an_end(self):
        """An action that changes the record must find its own step done."""
        self.rule.domain = "[('priority', '!=', '3')]"
        other = self._create_rule(
            name="urgent", domain="[('priority', '=', '3')]", limit=8, sequence=1
        )
        self._acting_step("record.write({'priority': '3'})")
        action = self.env["ir.actions.server"].create(
            {
                "name": "Back",
                "model_id": self.env["ir.model"]._get_id("test.deadline.request"),
                "state": "code",
                "is_step_action": True,
                "code": "record.write({'priority': '1'})",
            }
        )
        self._create_step(
            other,
            delay=0,
            name="Back",
            action="server_action",
            server_action_id=action.id,
        )
        request = self._create_request()
        for minute in range(1, 6):
            self._cron(f"2026-03-03 09:0{minute}:00")
        self.assertLessEqual(len(self._deadlines(request)), 4)

    # --- e-mails ----------------------------------------------------------------------

    def test_one_person_whose_digest_cannot_be_made_keeps_nobody_from_theirs(self):
        template = self.env["mail.template"].create(
            {
                "name": "Late",
                "model_id": self.env["ir.model"]._get_id("test.deadline.request"),
                "subject": "Late",
                "body_html": "<p>Late</p>",
            }
        )
        for role in ("assignee", "team_leader"):
            self._create_step(
                self.rule,
                role=role,
                name=role,
                action="mail",
                mail_template_id=template.id,
                delay=1,
            )
        requests = [self._create_request() for _n in range(2)]
        notices = type(self.env["service.notice"])
        make = notices._make_mail

        def broken(these, user):
            if user == self.agent:
                raise ValueError("No such language")
            return make(these, user)

        self._go("2026-03-03 10:00")
        with (
            patch.object(notices, "_make_mail", broken),
            mute_logger("odoo.addons.service_deadline.models.service_notice"),
        ):
            self._run()
        mails = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.leader.partner_id.ids)]
        )
        self.assertTrue(mails)
        for request in requests:
            error = self._deadline(request).event_ids.filtered(
                lambda event: event.kind == "error"
            )
            self.assertIn("agent_x could not be told: No such language", error.reason)
