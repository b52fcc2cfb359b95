from freezegun import freeze_time

from odoo.fields import Command, Datetime
from odoo.tests import tagged

from .common import RequestCommon


@tagged("post_install", "-at_install")
class TestSpecialDayImport(RequestCommon):
    """Holidays and make-up days: shown before they are applied, then followed."""

    def _import(self, date, kind="holiday"):
        """An import of one day that is ready to be applied."""
        return self.env["resource.special.day.import"].create(
            {
                "country_id": self.env.ref("base.cn").id,
                "year": 2026,
                "calendar_ids": [Command.set(self.calendar.ids)],
                "line_ids": [
                    Command.create(
                        {
                            "date": date,
                            "name": "Spring outing",
                            "names": {"en_US": "Spring outing"},
                            "kind": kind,
                            "like_weekday": kind == "working" and "0",
                            "calendar_id": self.calendar.id,
                            "action": "add",
                            "selected": True,
                        }
                    )
                ],
            }
        )

    @freeze_time("2026-03-06 15:00:00")
    def test_preview_names_the_promises_that_move_and_writes_nothing(self):
        self._create_rule()
        request = self._create_request(name="Lift stands still")
        before = self._deadlines(request).due_at
        effects = self._import("2026-03-09")._preview_effects()
        self.assertIn("promises that move: 1.", " ".join(effects))
        self.assertIn("Lift stands still", effects[-1])
        self.assertEqual(self._deadlines(request).due_at, before)

    @freeze_time("2026-03-06 15:00:00")
    def test_preview_says_when_nothing_moves(self):
        self._create_rule()
        self._create_request()
        effects = self._import("2026-12-25")._preview_effects()
        self.assertEqual(effects[-1], "No running promise moves.")

    def test_running_promises_follow_a_make_up_saturday(self):
        self._create_rule()
        with freeze_time("2026-03-06 15:00:00"):
            request = self._create_request()
            self.assertEqual(
                self._deadlines(request).due_at,
                Datetime.to_datetime("2026-03-09 15:00:00"),
            )
            self._import("2026-03-07", kind="working").action_apply()
        with freeze_time("2026-03-06 15:01:00"):
            self._run()
            deadline = self._deadlines(request)
        self.assertEqual(deadline.due_at, Datetime.to_datetime("2026-03-07 15:00:00"))
        self.assertIn("calendar", deadline.event_ids.mapped("kind"))
        self.assertReplays(deadline)

    def test_a_kept_promise_does_not_follow(self):
        self._create_rule()
        with freeze_time("2026-03-06 09:00:00"):
            request = self._create_request()
        with freeze_time("2026-03-06 10:00:00"):
            request.stage_id = self.stage_done
            due = self._deadlines(request).due_at
            self._import("2026-03-09").action_apply()
            self._run()
        self.assertEqual(self._deadlines(request).due_at, due)

    @freeze_time("2026-03-06 15:00:00")
    def test_service_managers_keep_the_holidays_without_being_administrators(self):
        manager = self._create_user(
            "manager_x", groups="service_policy.service_policy_group_manager"
        )
        wizard = self._import("2026-03-09")
        wizard.with_user(manager).action_apply()
        self.assertTrue(
            self.env["resource.special.day"].search([("date", "=", "2026-03-09")])
        )
