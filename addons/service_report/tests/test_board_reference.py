import os
import random
from datetime import datetime, timedelta

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import ReportCommon

NOW = datetime(2026, 3, 2, 22, 30)  # "within the hour" ends before midnight
LATE = datetime(2026, 3, 2, 23, 40)  # and here after it
TICKETS = 60
COUNT = int(os.environ.get("BOARD_CASES", "6"))
#: Or some that are named: BOARD_SEEDS=3,17
SEEDS = [int(seed) for seed in os.environ.get("BOARD_SEEDS", "").split(",") if seed]
HOUR = timedelta(hours=1)
GROUPS = {
    "chief": "helpdesk_mgmt.group_helpdesk_manager",
    "desk": "helpdesk_mgmt.group_helpdesk_user",
    "member": "helpdesk_mgmt.group_helpdesk_user_team",
    "own": "helpdesk_mgmt.group_helpdesk_user_own",
}


@tagged("post_install", "-at_install")
class TestBoardReference(ReportCommon):
    """The figures of the board are those that somebody counts who looks at one request
    after the other: whoever reads, and whatever he may read.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.far = cls.env["res.company"].create({"name": "Far"})
        cls.far.resource_calendar_id.tz = "UTC"  # one day for all boards
        cls.readers = {
            key: cls._create_user(f"{key}_of_board", groups)
            for key, groups in GROUPS.items()
        }
        cls.readers["leader"] = cls.leader
        cls.readers["both"] = cls._create_user("both_of_board", GROUPS["chief"])
        cls.readers["both"].company_ids = [Command.link(cls.far.id)]
        cls.lifts.parent_id = cls.team
        cls.lifts.user_ids = [Command.link(cls.readers["member"].id)]
        cls.abroad = cls.env["helpdesk.ticket.team"].create(
            {"name": "Abroad", "company_id": cls.far.id}
        )
        cls.stage_wait.waits_for_customer = True
        for hours in (4, 30):
            cls._create_rule(
                name=f"{hours} hours",
                promise_id=cls._create_promise(f"board_{hours}").id,
                clock="elapsed",
                limit=hours,
            )
        with freeze_time(NOW):
            cls.tickets = cls.env["helpdesk.ticket"].create(
                [
                    {
                        "name": f"Request {number}",
                        "description": "It leaks",
                        "team_id": cls.team.id,
                        "company_id": cls.company.id,
                        "stage_id": cls.stage_new.id,
                    }
                    for number in range(TICKETS)
                ]
            )
            cls.env.flush_all()

    def test_the_board_is_what_somebody_counts_one_by_one(self):
        for seed in SEEDS or range(COUNT):
            now = LATE if seed % 2 else NOW
            self._shuffle(random.Random(seed), now)
            for name, reader in self.readers.items():
                for team in (None, self.team, self.lifts):
                    with self.subTest(seed=seed, reader=name, team=team and team.name):
                        self._compare(reader, team, now)

    def _compare(self, reader, team, now):
        board = self.env["service.board"].with_user(reader)
        board = board.with_context(allowed_company_ids=reader.company_ids.ids)
        if team and team not in board._teams():
            return  # another test says that it is refused
        with freeze_time(now):
            shown = board.get_board(team and team.id)
        counted = self._counted(reader, team)
        self.assertEqual(self._shown(shown), self._by_hand(counted, reader, now))

    # --- what is there ----------------------------------------------------------------

    def _shuffle(self, dice, now):
        """Let the requests and promises be anything, as if it had become so."""
        people = [None, self.agent.id, self.other.id, self.readers["own"].id]
        stages = (self.stage_new + self.stage_wait + self.stage_done).ids
        mine, far = (self.team + self.lifts).ids, self.abroad.ids
        for ticket in self.tickets:
            is_far = dice.random() < 0.2
            self._set(
                ticket,
                company_id=(self.far if is_far else self.company).id,
                team_id=dice.choice(far if is_far else [*mine, None]),
                user_id=dice.choice(people),
                stage_id=dice.choice(stages),
                active=dice.random() < 0.9,
                answered_at=dice.choice([None, now]),
                registered_at=now - timedelta(minutes=dice.randrange(10**5)),
            )
        for promise in self.env["service.deadline"].search([]):
            due = now + timedelta(minutes=dice.randrange(-200, 200))
            self._set(
                promise,
                is_open=dice.random() < 0.7,
                due_at=dice.choice([due, due, due, now, None]),
            )
        self.env.invalidate_all()

    def _set(self, record, **values):
        columns = ", ".join(f"{name} = %s" for name in values)
        self.env.cr.execute(
            f"UPDATE {record._table} SET {columns} WHERE id = %s",
            [*values.values(), record.id],
        )

    # --- by hand ----------------------------------------------------------------------

    def _counted(self, reader, team):
        """The requests that a reader finds, one by one."""
        teams = team and team + (self.lifts if team == self.team else team)
        every = self.env["helpdesk.ticket"].with_context(active_test=False).search([])
        readable = every.with_user(reader).with_context(
            allowed_company_ids=reader.company_ids.ids
        )
        return [
            ticket
            for ticket in readable.filtered(lambda each: each.has_access("read")).sudo()
            if ticket.active
            and ticket.company_id in reader.company_ids
            and (not team or ticket.team_id in teams)
        ]

    def _by_hand(self, counted, reader, now):
        opened = [ticket for ticket in counted if not ticket.stage_id.closed]
        due = {ticket: self._due(ticket, now) for ticket in counted}
        waiting = [t for t in opened if t.stage_id.waits_for_customer]
        known = [ticket for ticket in opened if self._knows(reader, ticket)]
        return {
            "overdue": sum("overdue" in keys for keys in due.values()),
            "breaking": sum("breaking" in keys for keys in due.values()),
            "today": sum("today" in keys for keys in due.values()),
            "unassigned": sum(not ticket.user_id for ticket in opened),
            "answered": sum(bool(ticket.answered_at) for ticket in opened),
            "customer": len(waiting),
            "states": _numbers(ticket.stage_id.id for ticket in opened),
            "open": _numbers(t.user_id.id for t in known),
            "breaking_of": _numbers(
                ticket.user_id.id for ticket in known if "breaking" in due[ticket]
            ),
            "overdue_of": _numbers(
                ticket.user_id.id for ticket in known if "overdue" in due[ticket]
            ),
            "old": [
                ticket.id
                for ticket in sorted(opened, key=lambda t: (t.registered_at, t.id))[:5]
            ],
        }

    def _due(self, ticket, now):
        """What of a request is due: the keys of the board."""
        keys = set()
        for promise in ticket.sudo().deadline_ids:
            if promise.is_open and promise.due_at:
                if promise.due_at < now:
                    keys.add("overdue")
                elif promise.due_at < now + HOUR:
                    keys.add("breaking")
                if now <= promise.due_at < datetime(2026, 3, 3):
                    keys.add("today")
        return keys

    def _knows(self, reader, ticket):
        """Whether the reader may know of whose load the request is."""
        if reader.has_group(GROUPS["chief"]) or ticket.user_id == reader:
            return True
        leads = ticket.team_id.user_id | ticket.team_id.parent_id.user_id
        return reader in leads

    # --- what the board says ----------------------------------------------------------

    def _shown(self, board):
        parts = {part["key"]: part["count"] for part in board["parts"]}
        people = board["people"]["rows"]
        parts.pop("others")
        return parts | {
            "states": {stage["id"]: stage["count"] for stage in board["states"]},
            "open": {row["id"]: row["open"] for row in people},
            **{
                f"{key}_of": {row["id"]: row[key] for row in people if row[key]}
                for key in ("breaking", "overdue")
            },
            "old": [row["id"] for row in board["old"]],
        }


def _numbers(keys):
    """How often each key is there."""
    found = {}
    for key in keys:
        found[key] = found.get(key, 0) + 1
    return found
