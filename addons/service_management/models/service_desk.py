from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.words.dates import WEEKDAY, date_in_words

MANAGER = "helpdesk_mgmt.group_helpdesk_manager"
# Rows that a list on the page shows before it leads on to the whole.
MOST_ROWS = 8
# Columns that are looked at on the page, fetched at once.
TICKET_FIELDS = (
    "answered_at",
    "department_id",
    "is_complaint",
    "name",
    "next_step",
    "number",
    "partner_name",
    "severity",
    "stage_id",
    "user_id",
)


class ServiceDesk(models.AbstractModel):
    """The first page of the help desk: what waits for me, my team, my department.

    Everybody sees what the record rules let him see, and nothing is stored here.
    """

    _name = "service.desk"
    _description = "First Page of the Help Desk"

    @api.model
    @api.readonly
    def get_desk(self, scope=None):
        """Return the page, with a constant number of queries.

        :param scope: "mine", "team", "department" or "all"; one that the user does not
            have gives the widest that he leads
        """
        scopes = self._scopes()
        scope = scope if scope in scopes else self._first_scope(scopes)
        now = fields.Datetime.now()
        tickets, promises = scopes[scope]
        parts = self._parts(scope, tickets, promises, now)
        return {
            "scope": scope,
            "scopes": list(scopes),
            "date": date_in_words(
                self.env, fields.Date.context_today(self, now), WEEKDAY
            ),
            "parts": [
                {
                    "key": key,
                    "count": self.env["helpdesk.ticket"].search_count(domain),
                    "domain": list(domain),
                }
                for key, domain in parts.items()
            ],
            "open": list(tickets & Domain("closed", "=", False)),
            "rows": self._rows(scope, promises, parts),
            "kept": self._kept(promises, now),
            "people": [] if scope == "mine" else self._people(scopes[scope], now),
        }

    # === WHOSE === #

    def _scopes(self):
        """What the user answers for: {scope: (domain of tickets, of promises)}."""
        uid = self.env.uid
        scopes = {"mine": (Domain("user_id", "=", uid), Domain("user_id", "=", uid))}
        teams = self.env["helpdesk.ticket.team"].search([("user_id", "=", uid)])
        if teams:
            led = Domain("team_id", "child_of", teams.ids)
            scopes["team"] = (led, led)
        departments = self.env["hr.department"].search(
            [("manager_id", "in", self.env.user.employee_ids.ids)]
        )
        if departments:
            led = Domain("department_id", "child_of", departments.ids)
            scopes["department"] = (led, led)
        if self.env.user.has_group(MANAGER):
            scopes["all"] = (Domain.TRUE, Domain.TRUE)
        return scopes

    def _first_scope(self, scopes):
        """Who leads sees first what he leads, where something is open."""
        tickets = self.env["helpdesk.ticket"]
        for scope in ("all", "department", "team"):
            if scope in scopes:
                opened = scopes[scope][0] & Domain("closed", "=", False)
                if tickets.search_count(opened, limit=1):
                    return scope
        return "mine"

    # === FIGURES === #

    def _parts(self, scope, tickets, promises, now):
        """Tickets by what they wait for: {key: domain}, the most urgent first."""
        running = promises & Domain("is_open", "=", True)
        midnight = self._midnight(now)
        opened = tickets & Domain("closed", "=", False)
        parts = {
            "overdue": self._with_promise(running & Domain("due_at", "<", now)),
            "today": self._with_promise(
                running & Domain("due_at", ">=", now) & Domain("due_at", "<", midnight)
            ),
            "answered": opened & Domain("answered_at", "!=", False),
        }
        if scope != "mine":
            parts["unassigned"] = opened & Domain("user_id", "=", False)
        parts["waiting"] = opened & Domain("stage_id.waits_for_customer", "=", True)
        return parts

    def _with_promise(self, domain):
        return Domain("deadline_ids", "any", domain)

    def _midnight(self, now):
        """The end of today where the reader is, in naive UTC."""
        local = fields.Datetime.context_timestamp(self, now)
        tomorrow = local.replace(hour=0, minute=0, second=0, microsecond=0)
        offset = local.utcoffset()
        return tomorrow.replace(tzinfo=None) + timedelta(days=1) - offset

    def _kept(self, promises, now):
        """Share of the promises kept in the last 30 days, and those behind it.

        What has broken and is still open counts, however long ago it broke.
        """
        domain = promises & self._judged(now)
        [(share, count)] = self.env["service.deadline"]._read_group(
            domain, [], ["kept:avg", "kept:count"]
        )
        return {"share": share or 0.0, "count": count, "domain": list(domain)}

    def _judged(self, now):
        return (
            Domain("res_model", "=", "helpdesk.ticket")
            & Domain("has_verdict", "=", True)
            & (
                Domain("is_open", "=", True)
                | Domain("stopped_at", ">=", now - timedelta(days=30))
            )
        )

    # === LISTS === #

    def _rows(self, scope, promises, parts):
        """The first tickets of what asks for somebody now: {key: rows}."""
        model = self.env["helpdesk.ticket"]
        orders = {
            "overdue": "next_deadline_at, id",
            "today": "next_deadline_at, id",
            "answered": "answered_at, id",
            "unassigned": "next_deadline_at, id",
        }
        shown = {
            key: model.search_fetch(
                domain, TICKET_FIELDS, limit=MOST_ROWS, order=orders[key]
            )
            for key, domain in parts.items()
            if key in orders
        }
        tickets = model.union(*shown.values())
        next_promises = self._next_promises(tickets, promises)
        return {
            key: [self._row(ticket, next_promises.get(ticket.id)) for ticket in rows]
            for key, rows in shown.items()
        }

    def _next_promises(self, tickets, promises):
        """The promise of each ticket that is due first, of those that concern one."""
        due = self.env["service.deadline"].search(
            promises
            & Domain("res_model", "=", "helpdesk.ticket")
            & Domain("res_id", "in", tickets.ids)
            & Domain("is_open", "=", True)
            & Domain("due_at", "!=", False),
            order="due_at desc, id desc",
        )
        return {promise.res_id: promise for promise in due}

    def _row(self, ticket, promise):
        text = fields.Datetime.to_string
        return {
            "id": ticket.id,
            "number": ticket.number,
            "name": ticket.name,
            "customer": ticket.partner_name or "",
            "user": ticket.user_id.name or "",
            "stage": ticket.stage_id.name or "",
            "severity": self._severity(ticket),
            "step": self._word(ticket, "next_step"),
            "answered": text(ticket.answered_at),
            "promise": promise.promise_id.name if promise else "",
            "state": promise.state if promise else "none",
            "due": text(promise.due_at) if promise else False,
            "target": text(promise.target_at) if promise else False,
        }

    def _severity(self, ticket):
        is_grave = ticket.is_complaint and ticket.severity in ("important", "major")
        return self._word(ticket, "severity") if is_grave else ""

    def _word(self, ticket, name):
        labels = ticket._fields[name]._description_selection(self.env)
        return dict(labels).get(ticket[name], "")

    # === PEOPLE === #

    def _people(self, domains, now):
        """What each person answers for: who has most overdue comes first."""
        tickets, promises = domains
        about = promises & Domain("res_model", "=", "helpdesk.ticket")
        running = about & Domain("is_open", "=", True)
        midnight = self._midnight(now)
        overdue = self._by_user(running & Domain("due_at", "<", now))
        today = self._by_user(
            running & Domain("due_at", ">=", now) & Domain("due_at", "<", midnight)
        )
        kept = {
            user: (share, count)
            for user, share, count in self.env["service.deadline"]._read_group(
                promises & self._judged(now), ["user_id"], ["kept:avg", "kept:count"]
            )
        }
        opened = dict(
            self.env["helpdesk.ticket"]._read_group(
                tickets & Domain("closed", "=", False), ["user_id"], ["__count"]
            )
        )
        people = [
            self._person(user, opened, overdue, today, kept, tickets, running, now)
            for user in {*opened, *overdue, *today, *kept}
        ]
        return sorted(people, key=lambda p: (-p["overdue"], -p["today"], p["name"]))

    def _by_user(self, domain):
        """Number of tickets with such a promise, by who answers for it."""
        return dict(
            self.env["service.deadline"]._read_group(
                domain, ["user_id"], ["res_id:count_distinct"]
            )
        )

    def _person(self, user, opened, overdue, today, kept, tickets, running, now):
        share, count = kept.get(user, (0.0, 0))
        mine = running & Domain("user_id", "=", user.id)
        midnight = self._midnight(now)
        links = {
            "open": tickets
            & Domain("closed", "=", False)
            & Domain("user_id", "=", user.id),
            "overdue": self._with_promise(mine & Domain("due_at", "<", now)),
            "today": self._with_promise(
                mine & Domain("due_at", ">=", now) & Domain("due_at", "<", midnight)
            ),
        }
        return {
            "id": user.id,
            "name": user.name or "",
            "open": opened.get(user, 0),
            "overdue": overdue.get(user, 0),
            "today": today.get(user, 0),
            "share": share or 0.0,
            "judged": count,
            "domains": {key: list(domain) for key, domain in links.items()},
        }

    @api.model
    @api.readonly
    def action_report(self, scope):
        """Open the share kept of what the user answers for."""
        scopes = self._scopes()
        if scope not in scopes:
            raise AccessError(self.env._("This part of the help desk is not yours."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_deadline.service_deadline_action_analysis"
        )
        domain = scopes[scope][1] & Domain("res_model", "=", "helpdesk.ticket")
        return action | {"domain": list(domain)}
