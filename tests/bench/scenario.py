"""What every system is furnished with: a team, people, and three rules per ticket."""

from datetime import timedelta

from odoo import Command, fields

from .system import System

USER, AGENT, MEMBER = "bench_user", "bench_agent", "bench_member"
LIMITS = (4, 8, 24)  # working hours, of the three rules
HOLIDAYS = 30


def furnish(system: System, round_the_clock: bool = False) -> None:
    """Make the team, its people and (where there is such a thing) the rules.

    The tickets of the demo data go, and with them their promises.

    :param round_the_clock: working hours without end, so that a promise can break at
        whatever hour the benchmark runs.
    """
    with system.opened() as env:
        tickets = env["helpdesk.ticket"].with_context(active_test=False)
        tickets.search([]).unlink()
        groups = {USER: "user", AGENT: "user_own", MEMBER: "user_team"}
        people = [_user(env, login, group) for login, group in groups.items()]
        team = env["helpdesk.ticket.team"].create(
            {
                "name": "Bench",
                "user_id": people[0].id,
                "user_ids": [Command.set([user.id for user in people])],
            }
        )
        if "resource_calendar_id" in team._fields:
            team.resource_calendar_id = _calendar(env, round_the_clock)
        if "service_rating_active" in env["res.company"]._fields:
            # A letter to each customer is a row of its own: the peer sends none.
            env.company.service_rating_active = False
        if "helpdesk.sla" in env:
            team.use_sla = True
            _rules_of_peer(env)
        if "service.deadline.rule" in env:
            _rules(env)


def ticket_values(env, number: int) -> dict:
    """Return the values of a ticket, the same in every system."""
    return {
        "name": f"The lift does not stop at floor {number}",
        "description": "<p>It has been like that since <b>yesterday</b>.</p>",
        "team_id": env["helpdesk.ticket.team"].search([("name", "=", "Bench")]).id,
        "partner_id": env.ref("base.main_partner").id,
        "channel_id": env.ref("helpdesk_mgmt.helpdesk_ticket_channel_phone").id,
    }


def stage(env, name: str):
    """Return one of the stages that the host comes with."""
    return env.ref(f"helpdesk_mgmt.helpdesk_ticket_stage_{name}")


def _user(env, login: str, group: str):
    group_ids = env.ref(f"helpdesk_mgmt.group_helpdesk_{group}").ids
    return (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "name": login,
                "login": login,
                "email": f"{login}@example.com",
                "group_ids": [Command.set(group_ids)],
            }
        )
    )


def _calendar(env, round_the_clock: bool):
    hours = [(8, 12), (13, 17)]
    days = 5
    if round_the_clock:
        hours, days = [(0, 12), (12, 24)], 7
    calendar = env["resource.calendar"].create(
        {
            "name": "Bench",
            "tz": "UTC",
            "attendance_ids": [Command.clear()]
            + [
                Command.create(
                    {
                        "name": f"{day} {start}",
                        "dayofweek": str(day),
                        "hour_from": start,
                        "hour_to": end,
                        "day_period": "morning" if start < 12 else "afternoon",
                    }
                )
                for day in range(days)
                for start, end in hours
            ],
        }
    )
    if not round_the_clock:
        _holidays(env, calendar)
    return calendar


def _holidays(env, calendar) -> None:
    """Take every twelfth day of a year off."""
    first = fields.Datetime.today().replace(month=1, day=1)
    days = [first + timedelta(days=12 * number) for number in range(HOLIDAYS)]
    env["resource.calendar.leaves"].create(
        [
            {
                "name": f"Holiday {day:%d.%m.}",
                "calendar_id": calendar.id,
                "date_from": day,
                "date_to": day + timedelta(days=1),
            }
            for day in days
        ]
    )


def _rules_of_peer(env) -> None:
    env["helpdesk.sla"].search([]).active = False
    env["helpdesk.sla"].create(
        [
            {
                "name": f"Within {hours} h",
                "hours": hours,
                "stage_id": stage(env, "done").id,
                "ignore_stage_ids": [Command.set(stage(env, "awaiting").ids)],
            }
            for hours in LIMITS
        ]
    )


def _rules(env) -> None:
    env["service.policy"].search([]).company_ids = False
    policy = env["service.policy"].create(
        {
            "name": "Bench",
            "code": "BENCH",
            "company_ids": [Command.set(env.company.ids)],
        }
    )
    awaiting = stage(env, "awaiting")
    for hours in LIMITS:
        promise = env["service.promise"].create(
            {"name": f"Within {hours} h", "code": f"bench_{hours}"}
        )
        env["service.deadline.rule"].create(
            {
                "name": promise.name,
                "policy_id": policy.id,
                "promise_id": promise.id,
                "limit": hours,
                "unit": "hour",
                "clock": "working",
                "stop_domain": "[('stage_id.closed', '=', True)]",
                "pause_domain": f"[('stage_id', '=', {awaiting.id})]",
                "date_from": "2020-01-01",
                "step_ids": [Command.create(values) for values in _steps(env)],
            }
        )


def _role(env, name: str) -> int:
    return env.ref(f"service_deadline.service_role_{name}").id


def _steps(env) -> list[dict]:
    """Return a to-do before the due time, and a to-do and an e-mail when it is over."""
    return [
        {
            "name": "Nearly due",
            "direction": "before",
            "delay": 30,
            "delay_unit": "minute",
            "action": "activity",
            "role_id": _role(env, "assignee"),
        },
        {
            "name": "Due",
            "action": "activity",
            "role_id": _role(env, "team_leader"),
        },
        {
            "name": "Tell the team leader",
            "action": "mail",
            "role_id": _role(env, "team_leader"),
            "mail_template_id": env.ref("helpdesk_mgmt.changed_stage_template").id,
        },
    ]
