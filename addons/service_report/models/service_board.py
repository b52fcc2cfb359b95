from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_datetime

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.words.dates import WEEKDAY, date_in_words
from odoo.addons.service_indicator.core.indicator import together

from ..core.board import compared_days, inflow
from ..core.target import is_missed
from ..engine.board_counts import Due, Opened, count_due, count_open, find_oldest

MANAGER = "helpdesk_mgmt.group_helpdesk_manager"
#: Persons of whom the board shows the load; who has most overdue comes first.
MOST_PEOPLE = 40
#: Requests that are open longest.
MOST_OLD = 5
OLD_FIELDS = ("name", "number", "registered_at", "stage_id", "user_id")
#: Figures of the month on the board, by code; the promises are counted apart.
OF_THE_MONTH = ("first_response", "results_accepted")


@dataclass(frozen=True, slots=True)
class Look:
    """What one board is made of: times are naive UTC, conditions are on requests."""

    team: models.Model  # or none: all that the reader may see
    now: datetime
    hour: datetime  # until then what breaks soon is due
    midnight: datetime
    counted: Domain
    opened: Domain
    open: list[Opened]
    due: list[Due]


class ServiceBoard(models.AbstractModel):
    """How the service is doing now: everybody sees what the record rules let him see.

    Nothing is stored here. The clock is that of the company, so that a board on the
    wall and one on a phone abroad show the same day.
    """

    _name = "service.board"
    _description = "Service Board"

    @api.model
    @api.readonly
    @needs_access("read")
    def get_board(self, team_id=False):
        """Return the board, with a constant number of queries.

        :param int team_id: one of the ``teams`` of the board, whose requests alone
            count; another one is refused
        """
        teams = self._teams()
        team = teams.filtered(lambda each: each.id == team_id)
        if team_id and not team:
            raise AccessError(self.env._("The board of this team is not yours."))
        look = self._look(team)
        return {
            "team": team.id,
            "teams": [{"id": each.id, "name": each.name} for each in teams],
            **self._figures(look),
            **self._details(look),
        }

    @api.model
    @api.readonly
    @needs_access("read")
    def action_figure(self, code, team_id=False):
        """Open the requests behind a figure of the month."""
        if code not in OF_THE_MONTH:
            raise AccessError(self.env._("The board does not show this figure."))
        today = self._today(fields.Datetime.now())
        part = {"team_id": team_id} if team_id else {}
        return self.env["service.indicator"]._action_records(
            code, today.replace(day=1), today, part
        )

    # === WHOSE === #

    def _teams(self):
        """The teams that one may choose: who leads the help desk, all; else one's own
        and those that one leads."""
        model = self.env["helpdesk.ticket.team"]
        if self.env.user.has_group(MANAGER):
            return model.search(Domain.TRUE)
        uid = self.env.uid
        return model.search(
            Domain("user_ids", "in", uid)
            | Domain("id", "child_of", self._led_teams().ids)
        )

    def _led_teams(self):
        return self.env["helpdesk.ticket.team"].search([("user_id", "=", self.env.uid)])

    def _people_domain(self):
        """Of whose load the user may know: a leader of the teams that he leads, an
        agent of himself."""
        if self.env.user.has_group(MANAGER):
            return Domain.TRUE
        return Domain("user_id", "=", self.env.uid) | Domain(
            "team_id", "child_of", self._led_teams().ids
        )

    # === FIGURES, WITHOUT A NAME === #

    def _look(self, team):
        """What is open and what is due now, each looked at once for the whole board."""
        now = fields.Datetime.now()
        mine = Domain("team_id", "child_of", team.ids) if team else Domain.TRUE
        counted = Domain("company_id", "in", self.env.companies.ids) & mine
        opened = counted & self._opened()
        hour = now + timedelta(hours=1)
        midnight = self._utc(self._today(now) + timedelta(days=1))
        tickets = self.env["helpdesk.ticket"]
        return Look(
            team,
            now,
            hour,
            midnight,
            counted,
            opened,
            count_open(tickets, opened),
            count_due(tickets, counted, now, hour, midnight),
        )

    def _figures(self, look):
        """What may hang on a wall: no customers, no subjects, no persons."""
        now = look.now
        oldest = [each.since for each in look.open if each.since]
        kept = self._kept(look)
        return {
            "at": fields.Datetime.to_string(now),
            "time": format_datetime(self.env, now, tz=self._tz(), dt_format="HH:mm"),
            "date": date_in_words(self.env, self._today(now), WEEKDAY),
            "states": self._states(look),
            "parts": self._parts(look),
            "inflow": self._inflow(look.counted, now),
            "kept": kept,
            "month": self._month(look.team, now, kept["month"]),
            "oldest": bool(oldest) and fields.Datetime.to_string(min(oldest)),
        }

    def _tz(self):
        return self.env.company.resource_calendar_id.tz or "UTC"

    def _today(self, now):
        return pytz.utc.localize(now).astimezone(pytz.timezone(self._tz())).date()

    def _utc(self, day):
        """When a day of the company begins, in naive UTC."""
        zone = pytz.timezone(self._tz())
        local = zone.localize(datetime.combine(day, time.min))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    def _opened(self):
        """What is open, by the ids of the stages: few of many requests are, and the
        index on stages finds them."""
        stages = self.env["helpdesk.ticket.stage"].with_context(active_test=False)
        return Domain("stage_id", "in", stages.search([("closed", "=", False)]).ids)

    def _states(self, look):
        """Open requests by stage."""
        counts = Counter()
        for each in look.open:
            counts[each.stage_id] += each.count
        stages = self.env["helpdesk.ticket.stage"].browse(counts)
        return [
            {
                "id": stage.id,
                "name": stage.name,
                "count": counts[stage.id],
                "domain": list(look.opened & Domain("stage_id", "=", stage.id)),
            }
            for stage in stages.sorted(lambda stage: (stage.sequence, stage.id))
        ]

    def _parts(self, look):
        """What asks for somebody, the most urgent first: each opens its requests."""
        coming = Domain("due_at", ">=", look.now)
        opened = look.opened
        asked = opened & Domain("id", "in", self._asked_about())
        due = {
            "overdue": Domain("due_at", "<", look.now),
            "breaking": coming & Domain("due_at", "<", look.hour),
            "today": coming & Domain("due_at", "<", look.midnight),
        }
        parts = {key: look.counted & self._promised(due[key]) for key in due}
        parts |= {
            "unassigned": opened & Domain("user_id", "=", False),
            "answered": opened & Domain("answered_at", "!=", False),
            "customer": opened & Domain("stage_id.waits_for_customer", "=", True),
            "others": asked,
        }
        stages = self.env["helpdesk.ticket.stage"].browse(
            {each.stage_id for each in look.open}
        )
        waiting = stages.filtered("waits_for_customer").ids
        counts = {key: sum(getattr(each, key) for each in look.due) for key in due}
        counts |= {
            "unassigned": sum(each.count for each in look.open if not each.user_id),
            "answered": sum(each.answered for each in look.open),
            "customer": sum(e.count for e in look.open if e.stage_id in waiting),
            "others": self.env["helpdesk.ticket"].search_count(asked),
        }
        return [
            {"key": key, "count": counts[key], "domain": list(domain)}
            for key, domain in parts.items()
        ]

    def _promised(self, due):
        """Requests with a running promise that is due at some time, as lists find
        them."""
        return Domain("deadline_ids", "any", Domain("is_open", "=", True) & due)

    def _asked_about(self):
        """Ids of the requests about which a department has not answered yet."""
        groups = self.env["service.consultation"]._read_group(
            [("res_model", "=", "helpdesk.ticket"), ("state", "=", "asked")],
            ["res_id"],
        )
        return [res_id for (res_id,) in groups]

    def _inflow(self, counted, now):
        """Requests that came today, by the hour, against the same day of the week."""
        today = self._today(now)
        days = [today, *compared_days(today)]
        groups = (
            self.env["service.handling"]
            .with_context(tz=self._tz(), few_parts=True)
            ._read_group(
                counted
                & Domain("started_on", "in", days)
                & Domain("cycle", "=", 1)
                & Domain("is_counted", "=", True),
                ["started_on:day", "started_at:hour_number"],
                ["__count"],
            )
        )
        flow = inflow(((day, int(hour), count) for day, hour, count in groups), today)
        hour = self._local_hour(now)
        came, usual = flow.until(hour)
        return {
            "hour": hour,
            "today": flow.today,
            "usual": flow.usual,
            "days": flow.days,
            "came": came,
            "came_usually": round(usual),
            "domain": list(counted & Domain("registered_at", ">=", self._utc(today))),
        }

    def _local_hour(self, now):
        zone = pytz.timezone(self._tz())
        return pytz.utc.localize(now).astimezone(zone).hour

    def _kept(self, look):
        """Share of the promises kept of those that were due, today and this month.

        The figure ``promises_kept``: by the day on which they were due.
        """
        today = self._today(look.now)
        first = today.replace(day=1)
        code = "promises_kept"
        found = self._of_team([code], look.team, first, today, ["date:day"])[code]
        of_today = [figure for figure in found if figure.keys["date:day"] == today]
        return {
            "today": self._share(look, of_today, today, today),
            "month": self._share(look, found, first, today),
        }

    def _share(self, look, found, first, last):
        """The share of a stretch of days, and the promises behind it."""
        begin, end = self._utc(first), self._utc(last + timedelta(days=1))

        def between(name):
            return Domain(name, ">=", begin) & Domain(name, "<", end)

        whole = together("share", found)
        domain = (
            look.counted
            & Domain("has_verdict", "=", True)
            & (
                between("due_at")
                | (Domain("due_at", "=", False) & between("stopped_at"))
            )
        )
        return {"share": whole.value, "n": whole.n, "domain": list(domain)}

    def _of_team(self, codes, team, first, last, groupby=()):
        """{code: figures} of a stretch of days: of a team alone, if there is one."""
        names = [*groupby, "team_id"] if team else groupby
        read = self.env["service.indicator"]._read(codes, first, last, names)
        return {
            code: [row for row in rows if not team or row.keys["team_id"] == team.id]
            for code, rows in read.items()
        }

    def _month(self, team, now, kept):
        """Other figures of this month, with what they rest on and their targets.

        :param dict kept: the promises kept this month; gets its target, too
        """
        model = self.env["service.indicator"]
        visible = model._visible_indicators()
        today = self._today(now)
        codes = [code for code in OF_THE_MONTH if code in visible]
        targets = self.env["service.indicator.target"]._shown(
            [*codes, "promises_kept"], today.replace(day=1), team
        )
        if "promises_kept" in targets:
            self._compare(kept, targets["promises_kept"], "more")
        figures = []
        read = self._of_team(codes, team, today.replace(day=1), today)
        for code in codes:
            figure = read[code][0] if read[code] else None
            shown = {
                "code": code,
                "name": visible[code].name,
                "unit": visible[code].unit,
                "value": figure.value if figure else None,
                "n": figure.n if figure else 0,
            }
            if code in targets:
                self._compare(shown, targets[code], visible[code].direction)
            figures.append(shown)
        return figures

    def _compare(self, shown, target, direction):
        """Add the target to a figure, and whether it is missed so far."""
        value = shown.get("value", shown.get("share"))
        shown["target"] = target._in_words(target.unit, target.limit)
        shown["is_missed"] = (
            is_missed(direction, target.limit, value, shown["n"], target.least_count)
            is True
        )

    # === DETAILS, NOT FOR A WALL === #

    def _details(self, look):
        """Persons, and the requests that are open longest."""
        return {
            "open": list(look.opened),
            "old": self._old(look.opened),
            "people": self._people(look),
        }

    def _old(self, opened):
        tickets = self.env["helpdesk.ticket"]
        found = tickets.search_fetch(
            [("id", "in", find_oldest(tickets, opened, MOST_OLD).ids)],
            OLD_FIELDS,
            order="registered_at, id",
        )
        return [
            {
                "id": ticket.id,
                "number": ticket.number,
                "name": ticket.name,
                "since": fields.Datetime.to_string(ticket.registered_at),
                "stage": ticket.stage_id.name or "",
                "user": ticket.user_id.name or "",
            }
            for ticket in found
        ]

    def _people(self, look):
        """What each person has: what is open, and what has a promise that is broken or
        breaks within the hour."""
        opened = {each.stage_id for each in look.open}
        counts = {"open": Counter(), "breaking": Counter(), "overdue": Counter()}
        knows = self._knows_load()
        for each in filter(knows, look.open):
            counts["open"][each.user_id] += each.count
        for each in filter(knows, look.due):
            if each.stage_id in opened:
                counts["breaking"][each.user_id] += each.breaking
                counts["overdue"][each.user_id] += each.overdue
        coming = Domain("due_at", ">=", look.now)
        mine = look.opened & self._people_domain()
        shown = {
            "open": Domain.TRUE,
            "breaking": self._promised(coming & Domain("due_at", "<", look.hour)),
            "overdue": self._promised(Domain("due_at", "<", look.now)),
        }
        users = self.env["res.users"].browse(filter(None, counts["open"]))
        nobody = [users.browse()] if None in counts["open"] else []
        people = [
            {
                "id": user.id,
                "name": user.name or "",
                **{key: counts[key][user.id or None] for key in counts},
                "domains": {
                    key: list(mine & shown[key] & Domain("user_id", "=", user.id))
                    for key in counts
                },
            }
            for user in [*users, *nobody]
        ]
        people.sort(
            key=lambda p: (-p["overdue"], -p["breaking"], -p["open"], p["name"])
        )
        return {"rows": people[:MOST_PEOPLE], "more": len(people[MOST_PEOPLE:])}

    def _knows_load(self):
        """A test of whose load the user may know: see ``_people_domain``."""
        if self.env.user.has_group(MANAGER):
            return lambda each: True
        model = self.env["helpdesk.ticket.team"].sudo().with_context(active_test=False)
        led = set(model.search([("id", "child_of", self._led_teams().ids)]).ids)
        uid = self.env.uid
        return lambda each: each.user_id == uid or each.team_id in led
