from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FollowUpCase

ADDON = "odoo.addons.service_follow_up."
#: Who may press what; for everybody else the press is refused. The record is in the
#: state that the step asks for, and follows from nothing that all may read.
PRESSES = {
    ("action", "action_start"): "owner manager chief asker policy_admin",
    ("action", "action_step"): "owner manager chief asker policy_admin",
    ("action", "action_open_origin"): "owner manager chief asker policy_admin",
    ("draft_review", "action_ask"): "asker policy_admin",
    ("review", "action_withdraw"): "asker policy_admin",
    ("review", "action_new_version"): "asker policy_admin",
    ("review", "action_open_origin"): "manager chief asker policy_admin",
    ("opinion", "action_answer"): "manager chief asker policy_admin",
    ("consultation", "action_ask"): "asker policy_admin",
    ("asked", "action_answer"): "manager",
    ("answered", "action_return"): "asker policy_admin",
    ("asked", "action_withdraw"): "asker policy_admin",
    ("consultation", "action_print"): "manager asker policy_admin",
    ("consultation", "action_open_origin"): "manager asker policy_admin",
    ("series", "action_plan_next"): "asker policy_admin",
    ("meeting", "action_fill_agenda"): "asker policy_admin",
    ("meeting", "action_hold"): "asker policy_admin",
    ("held", "action_publish"): "asker policy_admin",
    ("meeting", "action_cancel"): "asker policy_admin",
    ("published", "action_confirm"): "manager",
    ("meeting", "action_print"): "manager asker policy_admin",
    ("meeting", "action_open_event"): "manager asker policy_admin",
    ("meeting", "action_open_service_actions"): "manager asker policy_admin",
    ("meeting", "action_open_service_reviews"): "manager asker policy_admin",
    ("meeting", "action_open_service_consultations"): "manager asker policy_admin",
}
#: Dialogs about a record: who gets an answer, by the values that are sent.
DIALOGS = {
    ("service.action.step", "action", "done"): "owner manager chief asker policy_admin",
    ("service.action.step", "action", "drop"): "manager chief asker policy_admin",
    ("service.action.step", "action", "reassign"): "manager chief asker policy_admin",
    ("service.action.step", "done", "effective"): "asker policy_admin",
    ("service.action.step", "done", "not_effective"): "asker policy_admin",
    ("service.action.step", "done", "again"): "manager chief asker policy_admin",
    ("service.review.answer", "opinion", "agrees"): "manager",
}


@tagged("post_install", "-at_install")
class TestFollowUpAttack(FollowUpCase):
    """Every button × every role, from outside; forged states; what is gone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            "owner": cls.employee.user_id,
            "manager": cls.manager.user_id,
            "chief": cls.chief.user_id,
            "asker": cls.asker,
            "stranger": cls.stranger,
            "hr": cls.hr_admin,
            "policy_admin": cls.policy_admin,
        }
        case = cls("test_every_press_and_every_role")
        case._make_records()
        cls.records = case.records

    def _make_records(self):
        nothing = {"res_model": False, "res_id": False}
        review = self._create_review(**nothing)
        asked, answered = (self._create_consultation(**nothing) for _ in range(2))
        (asked | answered).action_ask()
        for consultation in (asked, answered):
            consultation.with_user(self.manager.user_id).answer = "<p>At ten.</p>"
        answered.with_user(self.manager.user_id).action_answer()
        done = self._create_action()
        self._step(done, self.employee.user_id, "done")
        series = self.env["service.meeting.series"].with_user(self.asker)
        series = series.create(
            {
                "name": "Quality",
                "company_id": self.company.id,
                "participant_ids": [Command.set(self.manager.user_id.ids)],
            }
        )
        meeting, held, published = (self._create_meeting() for _ in range(3))
        (held | published).action_hold()
        published.action_publish()
        self.records = {
            "action": self._create_action(),
            "done": done,
            "draft_review": self._create_review(ask=False, **nothing),
            "review": review,
            "opinion": review.opinion_ids[0],
            "consultation": self._create_consultation(**nothing),
            "asked": asked,
            "answered": answered,
            "series": series,
            "meeting": meeting,
            "held": held,
            "published": published,
        }

    def _create_meeting(self):
        """A meeting that the asker leads and the manager takes part in."""
        meetings = self.env["service.meeting"].with_user(self.asker)
        line = {"user_id": self.manager.user_id.id, "presence": "present"}
        return meetings.create(
            {
                "name": "Quality",
                "date": "2026-03-09",
                "company_id": self.company.id,
                "attendance_ids": [Command.create(line)],
            }
        )

    def _works(self, press):
        """Whether somebody gets through with it; whatever comes of it is undone."""
        self.env.flush_all()
        with self.env.cr.savepoint(flush=False) as savepoint:
            try:
                press()
                self.env.flush_all()
                works = True
            except UserError:
                works = False
            self.env.invalidate_all(flush=False)
            savepoint.rollback()
        return works

    def test_every_press_is_in_the_table(self):
        """A button that is new is attacked, too."""
        named = {(self.records[name]._name, method) for name, method in PRESSES}
        there = {
            (record._name, method)
            for record in self.records.values()
            for part in type(record).__mro__
            if part.__module__.startswith(ADDON)
            for method in vars(part)
            if method.startswith("action_") and callable(vars(part)[method])
        }
        self.assertEqual(there - named, set())

    def test_every_press_and_every_role(self):
        for (name, method), roles in PRESSES.items():
            for role, user in self.users.items():
                record = self.records[name].with_user(user)
                with self.subTest(record=name, method=method, role=role):
                    works = self._works(getattr(record, method))
                    self.assertEqual(works, role in roles.split())

    def test_every_dialog_and_every_role(self):
        for (model_name, name, choice), roles in DIALOGS.items():
            for role, user in self.users.items():
                with self.subTest(dialog=model_name, choice=choice, role=role):
                    press = self._dialog(model_name, self.records[name], choice, user)
                    self.assertEqual(self._works(press), role in roles.split())

    def _dialog(self, model_name, record, choice, user):
        values = {"opinion_id": record.id, "verdict": choice, "opinion": "Well"}
        if model_name == "service.action.step":
            values = {
                "action_ids": [Command.set(record.ids)],
                "step": choice,
                "text": "Because",
                "date_due": "2026-04-01",
            }
        dialogs = self.env[model_name].with_user(user)
        return lambda: dialogs.create(values).action_apply()

    def test_nobody_writes_a_state(self):
        """Whoever may write a record may not say how far it has come."""
        for name, record in self.records.items():
            if "state" not in record._fields:
                continue
            others = [
                value
                for value, _label in record._fields["state"].selection
                if value != record.state
            ]
            for role, user in self.users.items():
                for state in others:
                    with self.subTest(record=name, role=role, state=state):
                        mine = record.with_user(user)
                        self.assertFalse(
                            self._works(lambda: mine.write({"state": state}))  # noqa: B023
                        )

    def test_nobody_begins_with_a_state(self):
        """Neither by the values that are sent, nor by a default of the context."""
        records = self.records
        for name in ("action", "draft_review", "consultation", "meeting"):
            record = records[name].with_user(self.policy_admin)
            last = record._fields["state"].selection[-1][0]
            values = record.copy_data()[0]
            for press in (
                lambda: record.create({**values, "state": last}),  # noqa: B023
                lambda: self._made_with_default(record, values, last),  # noqa: B023
            ):
                with self.subTest(record=name):
                    self.assertFalse(self._works(press))

    def _made_with_default(self, record, values, state):
        """Fail, as the other ways do, unless the default of the context counts."""
        made = record.with_context(default_state=state).create(values)
        if made.state != state:
            raise AccessError(record._name)

    def test_a_reviewer_who_has_left_is_replaced_by_a_new_version(self):
        review = self._create_review()
        first = review.opinion_ids[0]
        first.user_id.sudo().active = False
        with self.assertRaises(UserError):
            review.opinion_ids.unlink()
        opened = review.action_new_version()
        new = review.browse(opened["res_id"])
        self.assertEqual(len(new.opinion_ids), 2)
        new.opinion_ids[0].user_id = self.employee.user_id
        new.action_ask()
        self._answer(new.opinion_ids[0], "agrees")
        self._answer(new.opinion_ids[1], "agrees")
        self.assertEqual((new.state, review.state), ("agreed", "superseded"))

    def test_what_followed_from_a_deleted_record_goes_on(self):
        """It stays with those who take part, and can be brought to its end."""
        on = self._on(self.origin)
        action = self._create_action(**on)
        review = self._create_review()
        consultation = self._create_consultation()
        consultation.action_ask()
        self.origin.unlink()
        self.env.flush_all()
        for record in (action, review, consultation):
            record.invalidate_recordset()
            self.assertFalse(record.origin_name)
            self.assertTrue(record.has_access("read"))
            self.assertFalse(record.with_user(self.stranger).has_access("read"))
        self._step(action, self.employee.user_id, "done")
        for opinion in review.opinion_ids:
            self._answer(opinion, "agrees")
        self.assertEqual(review.state, "agreed")
        consultation.with_user(self.manager.user_id).answer = "<p>At ten.</p>"
        consultation.with_user(self.manager.user_id).action_answer()
        consultation.action_return()
        self.assertEqual(consultation.state, "returned")
        self.assertTrue(review.action_new_version())
