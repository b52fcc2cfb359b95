"""The page of a policy: each clause with what carries it out, and how well."""

from odoo import fields

from .report import Asked, Row
from .stopwatch import Sample, compare, timed
from .system import System

FEW = 10  # clauses of the policy beside it
UNITS = ("hours", "working days")


def measure(system: System, rounds: int, clauses: int) -> list[Row]:
    """Return the rows on the page of a policy of so many clauses.

    :param system: a system in which tickets have been made, so that figures are read
    """
    few, many = (_policy(system, count) for count in (min(FEW, clauses // 2), clauses))
    took = compare(
        rounds,
        {
            "few": lambda: _page(system, few),
            "many": lambda: _page(system, many),
        },
    )
    work = f"The page of a policy of {clauses} clauses"
    extra = took["many"].queries - took["few"].queries
    detail = f"{took['many'].queries:.0f} : {took['few'].queries:.0f}"
    asked = Asked("≤", 0, "{:g} more")
    milliseconds = took["many"].seconds * 1000
    queries = f"{took['many'].queries:.0f} queries"
    return [
        Row(f"{work}: queries", "fewer clauses", extra, detail, asked, "{:+.0f}"),
        Row(work, "", milliseconds, queries, form="{:.0f} ms"),
    ]


def _policy(system: System, count: int) -> int:
    """Make a policy with so many clauses, each carried out by a rule and by a page with
    a figure and a target, and return its version."""
    with system.opened() as env:
        policy = env["service.policy"].create(
            {"name": f"Of {count}", "code": f"B{count}"}
        )
        version = env["service.policy.version"].create(
            {"policy_id": policy.id, "number": 1}
        )
        numbers = [f"B{count}-{number}" for number in range(1, count + 1)]
        env["service.policy.clause"].create(
            [
                {
                    "version_id": version.id,
                    "number": number,
                    "name": f"Clause {number}",
                    "text": f"Answered within {index + 1} {UNITS[index % 2]}.",
                }
                for index, number in enumerate(numbers)
            ]
        )
        env["service.policy.carrier"].create(
            [
                {
                    "policy_id": policy.id,
                    "number": number,
                    "name": f"Page of {number}",
                    "url": "/odoo/service-desk",
                    "indicator": "promises_kept",
                    "has_target": True,
                    "target": 0.9,
                }
                for number in numbers
            ]
        )
        promise = env["service.promise"].search([("code", "=like", "bench_%")], limit=1)
        env["service.deadline.rule"].create(
            [
                {
                    "name": f"Rule of {number}",
                    "policy_id": policy.id,
                    "policy_ref": number,
                    "promise_id": promise.id,
                    "model_id": env["ir.model"]._get_id("helpdesk.ticket"),
                    "sequence": index,
                    "limit": index + 1,
                    "unit": "hour",
                    "stop_domain": "[('stage_id.closed', '=', True)]",
                    "date_from": fields.Date.today(),
                }
                for index, number in enumerate(numbers)
            ]
        )
        return version.id


def _page(system: System, version_id: int) -> Sample:
    """Show the page as to an administrator of the policies."""
    with system.opened("admin") as env:
        version = env["service.policy.version"].browse(version_id)
        with timed(env) as sample:
            page = env["service.policy.page"]._render(version)
        assert str(page).count("Rule of") >= len(version.clause_ids)
    return sample
