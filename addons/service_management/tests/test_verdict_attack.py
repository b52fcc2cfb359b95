from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Datetime
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_policy import PolicyCommon

START = Datetime.to_datetime("2026-03-02 09:00:00")
NOW = Datetime.to_datetime("2026-03-24 10:00:00")
#: Writing these is a decision, by which what is not over yet may go.
ENDS_WHAT_RUNS = ("stage_id", "scope", "duplicate_id", "type_id", "duplicate_ids")


@tagged("post_install", "-at_install")
class TestVerdictAttack(PolicyCommon):
    """Somebody of the desk writes every field of a request over the API.

    What was kept stays kept, what is broken stays broken, whatever he writes: verdicts
    follow from what the product itself has noted, with the time of the server.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._put_in_force("SM", "SA", "CM")
        with freeze_time(START):
            cls.forgotten = cls._create_request("complaint", name="Nobody answers")
            cls.answered = cls._create_request("complaint", name="Answered at once")
        with freeze_time(START + timedelta(minutes=1)):
            cls._reply(cls, cls.answered)
            cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self._pass_time(NOW)
        with freeze_time(START):
            # The job has not seen that its time is over.
            self.unseen = self._create_request("complaint", name="Not noticed yet")
        self.tickets = self.forgotten | self.answered | self.unseen

    def _verdicts(self):
        """What has been said of each promise of the requests so far."""
        self.env.flush_all()
        promises = self.env["service.deadline"].search(
            [
                ("res_model", "=", "helpdesk.ticket"),
                ("res_id", "in", self.tickets.ids),
            ]
        )
        return {
            promise.id: (promise.state, promise.is_open, promise.due_at)
            for promise in promises
        }

    def _values(self, field):
        """What somebody could write to gain time, or to have done something."""
        if field.type == "boolean":
            return [not self.forgotten[field.name]]
        if field.type == "selection":
            return field.get_values(self.env)[-2:]
        if field.type in ("date", "datetime"):
            moments = (START + timedelta(minutes=5), NOW + timedelta(days=30))
            return [m if field.type == "datetime" else m.date() for m in moments]
        if field.type == "many2one":
            others = self.env[field.comodel_name].sudo()
            mine = self.forgotten[field.name].sudo().ids
            return others.search([("id", "not in", mine)], limit=1).ids or [False]
        if field.type in ("one2many", "many2many"):
            return [[Command.clear()]]
        return [99] if field.type in ("integer", "float") else ["x"]

    def _attack(self, function, *arguments):
        """Call as the agent, let the job run; give what the promises say then.

        None, if it was refused.
        """
        savepoint = self.env.cr.savepoint()
        try:
            function(*arguments)
            self.env.flush_all()
            self._run()
            return self._verdicts()
        except (AccessError, UserError, ValueError, IntegrityError):
            return None
        finally:
            savepoint.rollback()

    def _assert_stand(self, before, after, name):
        for promise_id, (state, is_open, due) in before.items():
            promise = self.env["service.deadline"].browse(promise_id)
            told = f"{name}: {promise.promise_id.code} was {state}"
            self.assertIn(promise_id, after, told)
            new_state, _open, new_due = after[promise_id]
            if not is_open:
                self.assertEqual((new_state, new_due), (state, due), told)
            elif state == "breached" or (due and due < NOW):
                self.assertIn(new_state, ("breached", "met_late"), told)
            elif name not in ENDS_WHAT_RUNS:
                self.assertNotIn(new_state, ("cancelled", "met"), told)

    def test_there_is_something_to_gain(self):
        found = {state for state, _open, _due in self._verdicts().values()}
        self.assertLessEqual({"breached", "met", "running"}, found)

    @mute_logger(
        "odoo.orm.models",
        "odoo.models",
        "odoo.sql_db",
        "odoo.addons.base.models.ir_rule",
    )
    def test_no_field_changes_a_verdict(self):
        """One by one; a request that was kept, one that was not, one nobody saw."""
        mine, written = self.tickets.with_user(self.agent), set()
        with freeze_time(NOW):
            before = self._verdicts()
            for name, field in mine._fields.items():
                if name == "id" or not mine._has_field_access(field, "write"):
                    continue
                for value in self._values(field):
                    after = self._attack(mine.write, {name: value})
                    if after is not None:
                        written.add(name)
                        with self.subTest(field=name, value=value):
                            self._assert_stand(before, after, name)
        self.assertGreater(len(written), 30)

    @mute_logger("odoo.orm.models", "odoo.models", "odoo.addons.base.models.ir_rule")
    def test_no_date_of_a_message_a_call_or_a_note_makes_an_answer_earlier(self):
        """What the customer was told counts from the moment at which it was told."""
        mine = self.tickets.with_user(self.agent)
        early = START + timedelta(minutes=10)
        with freeze_time(NOW):
            before = self._verdicts()
            for name, function, arguments in (
                ("message", self._post, [mine[0], early]),
                (
                    "progress",
                    mine.env["service.progress"].create,
                    [{"ticket_id": mine[0].id, "body": "Soon", "date": early}],
                ),
                (
                    "call-back",
                    mine.env["service.callback"].create,
                    [
                        {
                            "ticket_id": mine[0].id,
                            "verdict": "satisfied",
                            "done_at": early,
                        }
                    ],
                ),
                ("archived", mine.action_archive, []),
                ("deleted", mine.unlink, []),
            ):
                after = self._attack(function, *arguments)
                if after is not None:
                    with self.subTest(attack=name):
                        self._assert_stand(before, after, name)

    def _post(self, ticket, date):
        return ticket.message_post(
            body="We are on it.",
            date=date,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
