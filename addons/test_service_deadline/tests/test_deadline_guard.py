from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Datetime
from odoo.tests import tagged

from .common import EngineCommon

WHEN = "2026-03-02 09:05:00"


@tagged("post_install", "-at_install")
class TestDeadlineGuard(EngineCommon):
    """Nobody writes the facts from which verdicts follow, by whatever door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule(
            stop_mode="reply", stop_domain="[]", limit=1, on_close="run"
        )
        cls.manager = cls._create_user(
            "manager_x", groups="service_policy.service_policy_group_manager"
        )

    def _values(self, request):
        """{fact: something else than it is}."""
        other = {"datetime": WHEN, "boolean": True, "integer": 7, "char": "x"}
        values = {}
        for name in request._deadline_facts():
            field = request._fields[name]
            if field.type == "selection":
                values[name] = field.get_values(self.env)[-1]
            else:
                values[name] = other.get(field.type, False)
        return values

    def test_no_fact_is_written_by_anybody(self):
        request = self._create_request()
        self._run_at("2026-03-02 12:00")
        before = self._deadlines(request).read(["state", "kept", "stopped_at"])
        for user in (
            self.agent,
            self.leader,
            self.manager,
            self.env.ref("base.user_admin"),
        ):
            mine = request.with_user(user)
            for name, value in self._values(request).items():
                with self.subTest(user=user.login, field=name):
                    with self.assertRaisesRegex(AccessError, "noted by the system"):
                        mine.write({name: value})
                    with self.assertRaises(AccessError):
                        mine.create({"name": "New", name: value})
                    with self.assertRaises(AccessError):
                        mine.with_context(**{f"default_{name}": value}).create(
                            {"name": "New"}
                        )
        self.env.flush_all()
        self.assertEqual(
            self._deadlines(request).read(["state", "kept", "stopped_at"]), before
        )

    def test_no_writable_field_mends_what_is_broken(self):
        """Whatever an agent writes on a record, the broken promise stays broken."""
        request = self._create_request()
        self._run_at("2026-03-02 12:00")
        mine = request.with_user(self.agent)
        times = {"datetime": WHEN, "date": "2026-03-01"}
        for name, field in request._fields.items():
            if field.store and not field.readonly and field.type in times:
                with self.env.cr.savepoint() as savepoint:
                    try:
                        mine.write({name: times[field.type]})
                    except (AccessError, ValidationError):
                        continue
                    finally:
                        self.env.flush_all()
                        state = self._deadlines(request).state
                        self.assertEqual(state, "breached", name)
                        savepoint.rollback()

    def test_an_answer_counts_when_it_is_given_not_when_it_says(self):
        request = self._create_request()
        self._run_at("2026-03-02 12:00")
        request.with_user(self.agent).message_post(
            body="Hello",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=request.partner_id.ids,
            date=Datetime.to_datetime("2026-03-02 09:10:00"),
        )
        deadline = self._deadlines(request)
        self.assertDeadline(deadline, state="met_late", stopped_at="2026-03-02 12:00")

    def test_only_service_managers_archive_what_is_promised(self):
        request = self._create_request()
        with self.assertRaisesRegex(AccessError, "only service managers"):
            request.with_user(self.agent).action_archive()
        with self.assertRaises(AccessError):
            request.with_user(self.agent).write({"active": False})
        self.assertTrue(request.active)
        request.with_user(self.manager).write({"active": False})
        self.assertEqual(self._deadlines(request).state, "cancelled")
        event = self._deadlines(request).event_ids.sorted("id")[-1]
        self.assertEqual(event.user_id, self.manager)
        self.assertEqual(request.message_ids[:1].author_id, self.manager.partner_id)

    def test_what_has_no_open_promise_may_be_archived(self):
        request = self._create_request(registered_at="2019-03-02 09:00:00")
        request.with_user(self.agent).write({"active": False})
        self.assertFalse(request.active)

    # --- dates that nobody can mean ---------------------------------------------------

    def test_a_start_that_nobody_can_mean_is_refused_where_it_is_entered(self):
        for moment in (
            "0001-01-01 00:00:00",
            "1066-10-14 09:00:00",
            "9999-12-31 23:59:59",
        ):
            with self.assertRaisesRegex(ValidationError, "cannot be meant"):
                self._create_request(registered_at=moment)
        self.assertTrue(self._create_request(registered_at="1999-12-31 23:59:59"))

    def test_so_is_a_date_by_which_a_rule_counts(self):
        request = self._create_request(promised_at="9998-12-31 23:59:59")
        self.assertTrue(request, "no rule counts by it")
        self._create_rule(
            promise_id=self._create_promise("agreed_x").id,
            due_field_id=self._field("promised_at").id,
        )
        with self.assertRaisesRegex(ValidationError, "cannot be meant"):
            self._create_request(promised_at="9998-12-31 23:59:59")
        # what is there already stops nobody
        request.name = "Touched"
        self._run_at("2026-03-02 12:00")
        self.assertTrue(self._deadlines(request))

    def test_one_bad_record_does_not_stop_the_others(self):
        good, bad = self._create_request(), self._create_request()
        for moment in ("0001-01-01 00:00:00", "9999-12-31 23:59:59"):
            self.env.cr.execute(
                "UPDATE test_deadline_request SET registered_at = %s,"
                " deadline_cycle_start = %s WHERE id = %s",
                [moment, moment, bad.id],
            )
            self.env.invalidate_all()
            (good + bad).write({"priority": "2"})
            self._run_at("2026-03-02 09:30")
            self.assertEqual(self._deadline(good).state, "running")
