from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.base_engine_tools.engine.access import needs_access

#: So many days back the page says whose tier has moved.
MOVED_DAYS = 30
#: In which views what was counted is opened.
VIEWS = {
    "advisor.assignment": ("list", "kanban"),
    "customer.standing": ("list", "kanban", "form"),
    "customer.standing.period": ("list",),
}


class AdvisorTeam(models.AbstractModel):
    """How the advisors of a leader are doing: load against capacity, what is late.

    Nothing is stored here. Leaders see their team, managers everybody.
    """

    _name = "advisor.team"
    _description = "Advisors of a Leader"

    @api.model
    @api.readonly
    @needs_access("read")
    def get_team(self):
        """Return the page, with a constant number of queries.

        :return: ``advisors``: rows of ``user_id``, ``name``, ``customers``, ``points``,
            ``capacity``, ``percent``, ``late``, ``open``, ``is_absent``; ``unserved``:
            how many customers have no advisor though their tier asks for one;
            ``figures``: what other add-ons count (:meth:`_figures`)
        """
        self._check_leader()
        company = self.env.company
        profiles = self.env["advisor.profile"].search([("company_id", "=", company.id)])
        users = profiles.user_id.sudo()
        loads = self.env["advisor.profile"]._loads(company, users.ids)
        late = self._promises(users, fields.Datetime.now())
        absent = users._absent_user_ids()
        advisors = [
            {
                "user_id": profile.user_id.id,
                "name": profile.user_id.sudo().name,
                "customers": loads.get(profile.user_id.id, (0, 0))[0],
                "points": loads.get(profile.user_id.id, (0, 0))[1],
                "capacity": profile.capacity,
                "percent": self._percent(
                    loads.get(profile.user_id.id, (0, 0))[1], profile.capacity
                ),
                "open": late.get(profile.user_id.id, (0, 0))[0],
                "late": late.get(profile.user_id.id, (0, 0))[1],
                "is_absent": profile.user_id.id in absent,
            }
            for profile in profiles
        ]
        return {
            "company": company.name,
            "advisors": sorted(advisors, key=lambda row: (-row["late"], row["name"])),
            "tiers": self._tiers(users),
            "unserved": self.env["customer.standing"]
            .sudo()
            .search_count(self.env["advisor.assigner"]._unserved_domain(company)),
            "figures": self._figures(users),
        }

    @api.model
    def _figures(self, users):
        """What is counted for these advisors, as tiles: ``key``, ``title``, ``count``,
        ``tone`` and ``action``, which opens what was counted. Other add-ons add theirs.
        """
        return [*self._moved_figures(), *self._contact_figures(users)]

    @api.model
    def _moved_figures(self):
        """Customers whose tier has moved, or will: what the reader may see of them
        (SM-5.1)."""
        since = fields.Date.context_today(self) - timedelta(days=MOVED_DAYS)
        cared = Domain("company_id", "=", self.env.company.id)
        cared &= Domain("in_my_care", "=", True)
        moved = cared & Domain("valid_from", ">", since) & Domain("origin_id", "=", 0)
        up = self.env._("Tier up in %s days", MOVED_DAYS)
        down = self.env._("Tier down in %s days", MOVED_DAYS)
        periods, standings = "customer.standing.period", "customer.standing"
        return [
            self._figure("up", up, periods, moved & Domain("cause", "=", "up")),
            self._figure("down", down, periods, moved & Domain("cause", "=", "down")),
            self._figure(
                "at_risk",
                self.env._("Tier at risk"),
                standings,
                cared & Domain("at_risk_until", "!=", False),
                "warning",
            ),
        ]

    @api.model
    def _contact_figures(self, users):
        """Customers of these advisors with whom nobody is in contact (SA-2.1)."""
        served = Domain("company_id", "=", self.env.company.id)
        served &= Domain("date_to", "=", False) & Domain("user_id", "in", users.ids)
        titles = {
            "late": self.env._("No contact within the cadence"),
            "never": self.env._("Never contacted"),
        }
        return [
            self._figure(
                f"contact_{gap}",
                title,
                "advisor.assignment",
                served & Domain("contact_gap", "=", gap),
                "warning",
            )
            for gap, title in titles.items()
        ]

    @api.model
    def _figure(self, key, title, model, domain, tone=""):
        """A tile that counts records, and opens them."""
        return {
            "key": key,
            "title": title,
            "count": self.env[model].search_count(domain),
            "tone": tone,
            "action": {
                "type": "ir.actions.act_window",
                "name": title,
                "res_model": model,
                "views": [[False, view] for view in VIEWS[model]],
                "domain": list(domain),
            },
        }

    @api.model
    @api.readonly
    @needs_access("read")
    def action_customers(self, user_id):
        """Open the customers of one of the advisors."""
        self._check_leader()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "advisor_crm.advisor_assignment_action"
        )
        domain = [("user_id", "=", user_id), ("date_to", "=", False)]
        return action | {"domain": domain, "context": {}}

    @api.model
    @api.readonly
    @needs_access("read")
    def action_promises(self, user_id):
        """Open what one of the advisors answers for and has not kept."""
        self._check_leader()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_deadline.service_deadline_action"
        )
        domain = [("user_id", "=", user_id), ("is_open", "=", True)]
        return action | {"domain": domain, "context": {}}

    def _check_leader(self):
        if not self.env.user.has_group("advisor_crm.group_leader"):
            raise AccessError(self.env._("This page is for leaders of advisors."))

    @api.model
    def _percent(self, points, capacity):
        return points * 100 // capacity if capacity else 0

    @api.model
    def _promises(self, users, now):
        """Open and late promises: {id of the user: (open, late)}."""
        promises = self.env["service.deadline"].sudo()
        mine = Domain("user_id", "in", users.ids) & Domain("is_open", "=", True)
        mine &= Domain("company_id", "=", self.env.company.id)
        counts = dict(promises._read_group(mine, ["user_id"], ["__count"]))
        late = dict(
            promises._read_group(
                mine & Domain("due_at", "<", now), ["user_id"], ["__count"]
            )
        )
        return {user.id: (count, late.get(user, 0)) for user, count in counts.items()}

    @api.model
    def _tiers(self, users):
        """Customers of these advisors by tier, the best first."""
        for model in ("advisor.assignment", "customer.standing"):
            self.env[model].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT standing.tier_id, COUNT(*)
                  FROM advisor_assignment assignment
             LEFT JOIN customer_standing standing
                    ON standing.partner_id = assignment.partner_id
                   AND standing.company_id = assignment.company_id
                 WHERE assignment.date_to IS NULL
                   AND assignment.company_id = %s
                   AND assignment.user_id = ANY(%s)
                 GROUP BY standing.tier_id
                """,
                self.env.company.id,
                users.ids,
            )
        )
        counts = dict(rows)
        tiers = self.env["customer.tier"].sudo().browse(filter(None, counts))
        return [
            {"name": tier.name, "count": counts[tier.id]}
            for tier in tiers.sorted("sequence")
        ] + [
            {"name": self.env._("Without a tier"), "count": counts[key]}
            for key in counts
            if not key
        ]
