from odoo.fields import Command
from odoo.tests import tagged

from .common import FollowUpCase

FEW, MANY = 5, 100


@tagged("post_install", "-at_install")
class TestFollowUpQueries(FollowUpCase):
    """What many of them cost: lists, jobs and steps do not ask once for each."""

    def _queries(self, work):
        """How many queries some work takes, with nothing in the cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def assertBulk(self, work, each):
        """Ninety-five more cost less than so many queries each.

        :param work: takes how many
        :param each: queries for each; Odoo itself asks for the messages of each
        """
        work(FEW)  # what is asked once
        few = self._queries(lambda: work(FEW))
        many = self._queries(lambda: work(MANY))
        self.assertLessEqual(many - few, each * (MANY - FEW), f"{few} → {many}")

    def _values(self, number):
        return [
            {
                "name": f"Mend lock {n}",
                "user_id": self.employee.user_id.id,
                "date_due": "2026-03-06",
                "company_id": self.company.id,
            }
            for n in range(number)
        ]

    def _actions(self, number):
        actions = self.env["service.action"].with_user(self.asker)
        return actions.create(self._values(number))

    def test_many_actions_are_made(self):
        self.assertBulk(self._actions, 0)

    def test_many_actions_are_done_in_one_step(self):
        made = {number: self._actions(number) for number in (FEW, MANY)}
        again = {FEW: self._actions(FEW), MANY: made[MANY]}

        def finish(number):
            actions = made.pop(number, None) or again[number]
            self._step(actions, self.employee.user_id, "done")

        self.assertBulk(finish, 0.5)

    def test_the_job_tells_of_many_that_are_late(self):
        counts = []
        for number in (FEW, FEW, MANY):
            self.frozen.move_to("2026-03-02 01:00:00")
            self._actions(number)
            self._go("2026-03-09 01:00:00")
            counts.append(self._queries(self._run))
        _first, few, many = counts
        self.assertLessEqual(many - few, 4 * (MANY - FEW), counts)

    def test_many_are_read_with_what_they_follow_from(self):
        actions = self._actions(MANY)
        names = ["origin_name", "is_late", "can_do", "can_decide", "display_name"]
        few = self._queries(lambda: actions[:FEW].read(names))
        many = self._queries(lambda: actions.read(names))
        self.assertLessEqual(many, few)

    def test_many_opinions_are_asked_for(self):
        users = self.env["res.users"].create(
            [
                {
                    "name": f"Reviewer {n}",
                    "login": f"reviewer_{n}",
                    "group_ids": [Command.set([self.env.ref("base.group_user").id])],
                    "company_id": self.company.id,
                    "company_ids": [Command.set(self.company.ids)],
                }
                for n in range(MANY)
            ]
        )

        def ask(number):
            self._create_review(*users[:number])

        self.assertBulk(ask, 2)

    def test_the_inbox_asks_once_for_each_source(self):
        user = self.employee.user_id
        self._actions(FEW)
        few = self._queries(lambda: self._inbox(user))
        self._actions(MANY)
        self.assertLessEqual(self._queries(lambda: self._inbox(user)), few + 1)

    def test_the_next_meeting_has_many_points_on_its_agenda(self):
        series = self.env["service.meeting.series"].with_user(self.asker)

        def plan(number):
            one = series.create(
                {
                    "name": "Quality",
                    "company_id": self.company.id,
                    "participant_ids": [Command.set(self.manager.user_id.ids)],
                    "standing": "\n".join(f"Point {n}" for n in range(number)),
                }
            )
            one._plan_next()

        self.assertBulk(plan, 0.5)
