"""A service desk to break things at: people, rules, tickets, and what became of them.

Promises run on elapsed time, so that the clock may be moved by any amount.
"""

import datetime
import importlib.util
import sys
from collections.abc import Iterable

from scene import GATE, Scene

from server import MOVE_CLOCK, Session
from workbench import paths

LEADER = "leader@example.com"
HELPDESK_USER = "helpdesk_mgmt.group_helpdesk_user"
HELPDESK_MANAGER = "helpdesk_mgmt.group_helpdesk_manager"
#: A step's action that leaves a trace each time that it runs, and waits at the gate.
TRACE = f"""
record.message_post(body="Escalated", subtype_xmlid="mail.mt_note")
if record.name == "Held up":
    env.cr.execute("SELECT {GATE}")
"""
#: A person's change that takes its time: it waits at the gate before it is committed.
SLOW_CHANGE = f"""
record.write(env.context["values"])
env.flush_all()
env.cr.execute("SELECT {GATE}")
"""
#: What the log says in seconds since the epoch moves with the clock.
MOVE_LOG = """
UPDATE service_deadline_event
   SET data = data || COALESCE((
           SELECT jsonb_object_agg(key, to_jsonb(value::text::bigint - %(seconds)s))
             FROM jsonb_each(data)
            WHERE key IN ('at', 'start', 'target', 'due', 'agreed', 'until', 'planned')
              AND jsonb_typeof(value) = 'number'), '{}')
"""
#: So do the pauses that a promise remembers.
MOVE_PAUSES = """
UPDATE service_deadline
   SET pauses = (
           SELECT jsonb_agg(jsonb_build_array(
                      (span->>0)::int - %(seconds)s, (span->>1)::int - %(seconds)s))
             FROM jsonb_array_elements(pauses) AS span)
 WHERE jsonb_typeof(pauses) = 'array'
"""
EVENTS = """
SELECT d.res_id, e.kind, e.step_id, e.occurrence
  FROM service_deadline_event e JOIN service_deadline d ON d.id = e.deadline_id
 ORDER BY e.id
"""
TRACES = """
SELECT res_id FROM mail_message
 WHERE model = 'helpdesk.ticket' AND body LIKE '%Escalated%'
"""
TODOS = """
SELECT res_id FROM mail_activity
 WHERE res_model = 'helpdesk.ticket' AND service_step_id IS NOT NULL
"""
MAIL_BODIES = """
SELECT body_html FROM mail_mail mail
  JOIN mail_mail_res_partner_rel link ON link.mail_mail_id = mail.id
  JOIN res_partner partner ON partner.id = link.res_partner_id
 WHERE partner.email = %s
"""
#: Columns of a deadline that are named otherwise in the core's clock.
COLUMNS = {
    "started": "started_at",
    "target": "target_at",
    "due": "due_at",
    "agreed": "agreed_at",
    "stopped": "stopped_at",
    "marks": "step_marks",
}


def _load_core():
    """Return the core that decides about promises; there is no Odoo in it."""
    path = paths.ADDONS / "service_deadline/core/deadline_clock.py"
    spec = importlib.util.spec_from_file_location("deadline_clock", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


core = _load_core()


class Desk(Scene):
    """A database with a desk: a leader, an agent, a team, a policy alone in force."""

    # --- setting up -------------------------------------------------------------------

    def open(self, admin: Session) -> None:
        """Make the desk: no other tickets, policies or scheduled jobs are left."""
        tickets = admin.call("helpdesk.ticket", "search", [])
        admin.call("helpdesk.ticket", "unlink", tickets)
        self.keep_only_job("service_deadline.ir_cron_deadline_engine")
        policies = admin.call("service.policy", "search", [])
        admin.call("service.policy", "write", policies, {"company_ids": [(5,)]})
        self.leader = self.add_user(admin, LEADER, HELPDESK_MANAGER)
        self.agent = self.add_user(admin, "agent@example.com", HELPDESK_USER)
        self.team = admin.call(
            "helpdesk.ticket.team",
            "create",
            {"name": "Desk", "user_id": self.leader, "user_ids": [self.agent]},
        )
        company = admin.call("res.users", "read", [admin.user["uid"]], ["company_id"])
        policy = {"name": "Faults", "code": "FT"}
        policy["company_ids"] = [company[0]["company_id"][0]]
        self.policy = admin.call("service.policy", "create", policy)
        values = {"name": "Solution", "code": "solution_of_faults"}
        self.promise = admin.call("service.promise", "create", values)
        self.type = admin.call("helpdesk.ticket.type", "create", {"name": "Fault"})
        self.trace = self._add_action(admin, "Trace", TRACE)
        self.slow_change = self._add_action(admin, "Slow change", SLOW_CHANGE)

    def _add_action(self, admin: Session, name: str, code: str) -> int:
        values = {"name": name, "state": "code", "code": code, "is_step_action": True}
        values["model_id"] = self.id_of("helpdesk_mgmt.model_helpdesk_ticket")
        return admin.call("ir.actions.server", "create", values)

    def add_rule(self, admin: Session, *steps: dict, **values) -> int:
        """Add a rule: solved within an hour, unless the values say otherwise."""
        rule = {
            "name": "Solved within an hour",
            "policy_id": self.policy,
            "promise_id": self.promise,
            "date_from": "2020-01-01",
            "domain": "[('team_id.name', '=', 'Desk')]",
            "stop_domain": "[('stage_id.closed', '=', True)]",
            "clock": "elapsed",
            "limit": 1,
            "unit": "hour",
            "step_ids": [(0, 0, step) for step in steps],
            **values,
        }
        return admin.call("service.deadline.rule", "create", rule)

    def todo(self, **values) -> dict:
        """Return a step: when it is due, the leader gets a to-do."""
        leader = self.id_of("service_deadline.service_role_team_leader")
        step = {"name": "To-do", "action": "activity", "role_id": leader}
        return {**step, **values}

    def mail(self, **values) -> dict:
        """Return a step: when it is due, the leader gets an e-mail."""
        template = self.id_of("service_management.mail_template_closed")
        leader = self.id_of("service_deadline.service_role_team_leader")
        step = {"name": "E-mail", "action": "mail", "role_id": leader}
        return {**step, "mail_template_id": template, **values}

    def leave_trace(self, **values) -> dict:
        """Return a step: when it is due, an action runs that leaves a trace."""
        step = {"name": "Trace", "action": "server_action"}
        return {**step, "server_action_id": self.trace, **values}

    def add_tickets(self, admin: Session, count: int, **values) -> list[int]:
        """Register tickets, one second after another; return their ids in order."""
        now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None, microsecond=0)
        ticket = {"description": "", "team_id": self.team, "user_id": False}
        ticket |= {"type_id": self.type, **values}
        return admin.call(
            "helpdesk.ticket",
            "create",
            [
                {
                    **ticket,
                    "name": f"Ticket {number}",
                    "registered_at": str(
                        now - datetime.timedelta(seconds=count - number)
                    ),
                }
                for number in range(count)
            ],
            context={"tracking_disable": True},
        )

    # --- letting things happen --------------------------------------------------------

    def move_clock(self, delta: datetime.timedelta) -> None:
        """Let ``delta`` go by, for the figures in the log too."""
        seconds = int(delta.total_seconds())
        with self.connection() as connection, connection.cursor() as cursor:
            cursor.execute(MOVE_CLOCK, {"delta": f"{seconds} seconds"})
            cursor.execute(MOVE_LOG, {"seconds": seconds})
            cursor.execute(MOVE_PAUSES, {"seconds": seconds})

    def pass_hours(self, hours: float) -> None:
        """Let hours go by, and wake the servers for what is due then."""
        self.move_clock(datetime.timedelta(hours=hours))
        self.run_runner()

    def change_slowly(self, admin: Session, ticket: int, **values) -> None:
        """Change a ticket; before the change is committed, it waits at the gate."""
        context = {"active_model": "helpdesk.ticket", "active_id": ticket}
        context |= {"active_ids": [ticket], "values": values}
        admin.call("ir.actions.server", "run", [self.slow_change], context=context)

    # --- what became of it ------------------------------------------------------------

    def count(self, kind: str) -> int:
        """Return how many events of a kind the log has."""
        return len(self.tickets_with(kind))

    def tickets_with(self, kind: str) -> list[int]:
        """Return the tickets of the events of a kind, in the order of the log."""
        return [event[0] for event in self.rows(EVENTS) if event[1] == kind]

    def mails(self, email: str = LEADER) -> int:
        """Return how many e-mails somebody was sent, or will be."""
        return len(self.rows(MAIL_BODIES, email))

    def assert_acted_once(self, tickets: Iterable[int], *traces: str) -> None:
        """Assert that each ticket's promise was broken, and each step acted once.

        :param traces: queries for the tickets on which the steps left a trace
        """
        tickets = sorted(tickets)
        events = self.rows(EVENTS)
        for kind in ("start", "breach"):
            assert sorted(event[0] for event in events if event[1] == kind) == tickets
        acted = [event for event in events if event[1] == "step"]
        steps = {step for _ticket, _kind, step, _number in acted}
        assert len(steps) == len(traces)
        for step in steps:
            assert sorted(event[0] for event in acted if event[2] == step) == tickets
        for trace in traces:
            assert sorted(ticket for (ticket,) in self.rows(trace)) == tickets
        self.assert_log_tells_all()

    def assert_log_tells_all(self) -> None:
        """Assert that every deadline is in the state to which its log leads."""
        names = core.Clock._fields
        columns = ", ".join(self._column(name) for name in names)
        logs = {}
        for deadline, kind, data in self.rows(
            "SELECT deadline_id, kind, data FROM service_deadline_event ORDER BY id"
        ):
            logs.setdefault(deadline, []).append(core.Event(kind, data["at"], data))
        states = self.rows(f"SELECT id, {columns} FROM service_deadline")
        for deadline, *values in states:
            stored = core.Clock(**dict(zip(names, values, strict=True)))
            pauses = tuple(tuple(pause) for pause in stored.pauses or ())
            stored = stored._replace(pauses=pauses)
            if stored.is_open:  # how late it is, is a figure of the moment
                stored = stored._replace(overrun_s=0)
            assert stored == core.replay(logs[deadline])

    def _column(self, name: str) -> str:
        column = COLUMNS.get(name, name)
        if column.endswith("_at") or column == "pause_until":
            return f"extract(epoch FROM {column})::bigint"
        if column == "step_marks":
            return "coalesce(step_marks, '{}')"
        return f"coalesce({column}, '')" if column == "pause_by" else column

    def assert_no_negative_times(self) -> None:
        """Assert that no amount of time is below zero."""
        amounts = "SELECT worked_s, paused_s, overrun_s FROM service_deadline"
        assert all(seconds >= 0 for row in self.rows(amounts) for seconds in row)
