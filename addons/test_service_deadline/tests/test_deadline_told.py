import json

from odoo.fields import Datetime

from .common import EngineCommon

CHANNEL = "service_deadline/changed"


class TestDeadlineTold(EngineCommon):
    """What people do about promises is noted where the record is discussed, and told to
    the pages that show it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reason = cls.env["service.pause.reason"].create({"name": "No parts"})
        waits = [("stage_id", "=", cls.stage_wait.id)]
        cls._create_rule(pause_domain=str(waits), allow_manual_stop=True, target=4)

    def _told(self):
        """(model, id) of the records whose pages have been told, and forget them."""
        values = self.env.cr.precommit.data.get("bus.bus.values", [])
        found = [value for value in values if CHANNEL in value["message"]]
        for value in found:
            values.remove(value)
        payloads = [json.loads(value["message"])["payload"] for value in found]
        return [(payload["model"], payload["id"]) for payload in payloads]

    def _begin(self):
        self._go("2026-03-02 09:00")
        request = self._create_request()
        self._told()
        return request

    def _note(self, request):
        return request.message_ids.sorted("id")[-1]

    # --- pages ------------------------------------------------------------------------

    def test_a_change_by_anybody_is_told_to_the_pages_of_the_record(self):
        request = self._begin()
        steps = {
            "stage": lambda: request.write({"stage_id": self.stage_wait.id}),
            "back": lambda: request.write({"stage_id": self.stage_new.id}),
            "hand": lambda: self._deadline(request).action_pause(self.reason),
            "resume": lambda: self._deadline(request).action_resume(),
            "done": lambda: request.write({"stage_id": self.stage_done.id}),
        }
        for hour, (name, step) in enumerate(steps.items(), start=10):
            with self.subTest(name):
                self._go(f"2026-03-02 {hour}:00")
                step()
                self.env.flush_all()
                self.assertEqual(self._told(), [(request._name, request.id)])

    def test_time_tells_nothing_since_countdowns_move_by_themselves(self):
        self._begin()
        for moment in ("2026-03-02 14:30", "2026-03-03 10:30"):
            self._run_at(moment)
            self.assertEqual(self._told(), [])

    def test_nobody_is_told_of_a_record_that_is_just_made(self):
        self._go("2026-03-02 09:00")
        self._create_request()
        self.assertEqual(self._told(), [])

    def test_who_may_read_a_record_may_listen_for_its_promises(self):
        request = self._begin()
        portal = self._create_user("portal_x", groups="base.group_portal")
        names = [
            f"service.deadline/{request._name}/{request.id}",
            "service.deadline/res.users/2",
            "service.deadline/nonsense",
        ]
        for user, heard in ((self.agent, [request]), (portal, [])):
            with self.subTest(user.login):
                channels = self.env["ir.websocket"].with_user(user)
                found = channels._promise_channels(names)
                self.assertEqual([record for record, _name in found], heard)

    # --- notes ------------------------------------------------------------------------

    def test_a_pause_leaves_a_note_with_its_reason_and_its_end(self):
        request = self._begin()
        self._deadline(request).with_user(self.agent).action_pause(
            self.reason,
            until=Datetime.to_datetime("2026-03-03 10:00:00"),
            note="Ordered <today>",
        )
        note = self._note(request)
        self.assertEqual(note.author_id, self.agent.partner_id)
        self.assertTrue(note.is_internal or note.subtype_id.internal)
        for text in ("No parts", "Ordered &lt;today&gt;", self.promise.name, "10:00"):
            self.assertIn(text, note.body)

    def test_resuming_and_ending_by_hand_leave_notes_too(self):
        request = self._begin()
        deadline = self._deadline(request)
        deadline.action_pause(self.reason)
        deadline.action_resume()
        self.assertIn("Resumed", self._note(request).body)
        deadline.action_stop("Called him")
        self.assertIn("Called him", self._note(request).body)

    def test_what_did_not_pause_is_not_named(self):
        request = self._begin()
        self._deadline(request).action_stop("Called him")
        before = len(request.message_ids)
        self._deadline(request).action_pause(self.reason)
        self.assertEqual(len(request.message_ids), before)

    # --- times ------------------------------------------------------------------------

    def test_an_explanation_has_one_zone_and_names_it_to_who_lives_in_another(self):
        request = self._begin()
        deadline = self._deadline(request)
        for tz, is_named in (("UTC", False), ("Asia/Tokyo", True)):
            with self.subTest(tz):
                lines = deadline.with_context(tz=tz).explain()
                zones = [line["text"] for line in lines if line["kind"] == "zone"]
                self.assertEqual(bool(zones), is_named)
                [begun] = [line for line in lines if line["kind"] == "event_start"]
                self.assertIn("09:00", begun["when"])

    def test_a_paused_promise_says_why_and_until_when(self):
        request = self._begin()
        deadline = self._deadline(request)
        deadline.action_pause(
            self.reason, until=Datetime.to_datetime("2026-03-03 10:00:00")
        )
        [line] = [line for line in deadline.explain() if line["kind"] == "waits"]
        self.assertIn("No parts", line["text"])
        self.assertIn("10:00", line["text"])
        [item] = request.deadline_strip
        self.assertEqual(item["pause_reason"], "No parts")
        self.assertEqual(item["pause_until"], "2026-03-03 10:00:00")
