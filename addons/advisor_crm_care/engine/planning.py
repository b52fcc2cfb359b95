"""Plans the greetings of the coming weeks, for many customers at once (SM-5.2).

A constant number of queries for each batch of customers. What is planned and not wanted
any more goes; what was sent, handed over or left out stays, and is not planned again.
"""

from datetime import timedelta
from decimal import Decimal

from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL

from ..core.budget import Purse, asked_for
from ..core.occasion import LUNAR, between
from ..core.quiet import instant, local_day, next_allowed

#: Customers of a batch.
BATCH = 1_000
#: What the plan may still change.
OPEN = ("planned", "approval")
SPENT = """
    SELECT %(who)s, date_part('year', greeting.date)::int, sum(greeting.cost)
      FROM customer_care_greeting greeting
      JOIN res_partner contact ON contact.id = greeting.partner_id
     WHERE greeting.company_id = %(company)s
       AND greeting.gift_id IS NOT NULL
       AND greeting.state <> 'left_out'
       AND greeting.date >= %(first)s
       AND %(who)s = ANY(%(ids)s)
  GROUP BY 1, 2
"""


def zone_of(company):
    """The time zone of a company."""
    return company.resource_calendar_id.tz or "UTC"


def today_of(company):
    """Today by the clock of the company."""
    return local_day(fields.Datetime.now(), zone_of(company))


def quiet_of(company):
    """The quiet hours of a company, in minutes of the day."""
    return round(company.care_quiet_from * 60), round(company.care_quiet_until * 60)


def send_at(partner, company, day):
    """When a greeting of a day is sent: at the time of the settings, where the customer
    is, and not in the quiet hours there."""
    tz = partner.tz or zone_of(company)
    moment = instant(day, round(company.care_hour * 60), tz)
    return next_allowed(moment, tz, quiet_of(company))


def served_batches(company):
    """The customers of a company who have an advisor, in batches; in superuser mode."""
    rows = company.env["advisor.assignment"].search(
        [("company_id", "=", company.id), ("date_to", "=", False)], order="partner_id"
    )
    partners = rows.partner_id
    for start in range(0, len(partners), BATCH):
        yield partners[start : start + BATCH]


def drop_unserved(company):
    """Nobody greets customers who have no advisor any more; in superuser mode."""
    env = company.env
    served = env["advisor.assignment"]._search(
        [("company_id", "=", company.id), ("date_to", "=", False)]
    )
    env["customer.care.greeting"].search(
        Domain("company_id", "=", company.id)
        & Domain("state", "in", OPEN)
        & Domain(
            "partner_id.commercial_partner_id",
            "not in",
            served.subselect("partner_id"),
        )
    ).unlink()


def plan_customers(company, partners):
    """Plan the greetings of some customers and of their contacts; in superuser mode.

    :param partners: any contacts; all of their commercial entity is planned
    """
    if not company.care_active or not partners:
        return
    plan = _Plan(company, partners.commercial_partner_id)
    plan.store()


class _Plan:
    """What is wanted for a batch of customers, and what is there."""

    def __init__(self, company, entities):
        self.env = company.env
        self.company = company
        self.first = today_of(company)
        self.last = self.first + timedelta(weeks=company.care_weeks)
        rows = self.env["advisor.assignment"]._advisors_of(entities, company)
        self.users = {key: row.user_id for key, row in rows.items() if row}
        self.entities = entities.filtered(lambda one: one.id in self.users)
        self.contacts = entities
        self.strategies = self.env["customer.strategy"]._of(self.entities, company)

    def store(self):
        """Make what is missing, change what has moved, and drop the rest."""
        greetings = self.env["customer.care.greeting"]
        there = greetings.search(
            [
                ("company_id", "=", self.company.id),
                ("partner_id.commercial_partner_id", "in", self.contacts.ids),
                ("year", ">=", self.first.year - 1),
            ]
        )
        by_key = {
            (one.partner_id.id, one.occasion_id.id, one.year): one for one in there
        }
        wanted = self._wanted()
        stale, moved = greetings.browse(), {}
        for key, one in by_key.items():
            if one.state not in OPEN:
                continue
            row = wanted.get(key)
            if row is None:
                if one.date >= self.first:
                    stale |= one
                continue
            values = (row["date"], row["send_at"], row["user"])
            if values != (one.date, one.send_at, one.user_id):
                moved[values] = moved.get(values, greetings.browse()) | one
        stale.unlink()
        for (day, moment, user), mine in moved.items():
            mine.write({"date": day, "send_at": moment, "user_id": user.id})
        new = [row for key, row in wanted.items() if key not in by_key]
        if new:
            self._add_gifts(new)
            for row in new:
                row["user_id"] = row.pop("user").id
                del row["occasion"], row["entity"]
            greetings.create(new)

    # --- who, on what, when -----------------------------------------------------------

    def _wanted(self):
        """Rows by (contact, occasion, year)."""
        occasions = self.env["customer.care.occasion"].search(
            [("company_id", "in", (False, self.company.id))]
        )
        wanted = {}
        for occasion in occasions.filtered(lambda one: one.basis == "holiday"):
            days = list(between(occasion._yearly(self.company), self.first, self.last))
            for entity in self.entities if days else ():
                self._want(wanted, entity, occasion, days, None)
        own = occasions.filtered(lambda one: one.basis == "person")
        for known in self._known_dates(own):
            days = between(known._yearly(self.company), self.first, self.last)
            partner = known.partner_id
            self._want(wanted, partner, known.occasion_id, list(days), known)
        return wanted

    def _known_dates(self, occasions):
        """The days of these customers that may come up; not those of other months."""
        weeks = range(-5, self.company.care_weeks + 2)  # 29 February is kept in March
        months = {(self.first + timedelta(weeks=number)).month for number in weeks}
        return self.env["customer.care.date"].search(
            Domain("company_id", "=", self.company.id)
            & Domain("occasion_id", "in", occasions.ids)
            & Domain("partner_id.commercial_partner_id", "in", self.entities.ids)
            & Domain("partner_id.active", "=", True)
            & (Domain("calendar", "=", LUNAR) | Domain("month", "in", list(months)))
        )

    def _want(self, wanted, partner, occasion, days, known):
        entity = partner.commercial_partner_id
        strategy = self.strategies[entity.id]
        named = occasion in strategy.care_occasion_ids
        if not days or (occasion.audience == "strategy" and not named):
            return
        if not partner.active:
            return
        for year, day in days:
            wanted[partner.id, occasion.id, year] = {
                "partner_id": partner.id,
                "company_id": self.company.id,
                "occasion_id": occasion.id,
                "care_date_id": known and known.id,
                "year": year,
                "date": day,
                "send_at": send_at(partner, self.company, day),
                "user": self.users[entity.id],
                "occasion": occasion,
                "entity": entity,
            }

    # --- gifts ------------------------------------------------------------------------

    def _add_gifts(self, rows):
        """Say who gets a gift, and which of them have to be approved: those of the next
        days first, as they use up what may be spent."""
        given = []
        for row in sorted(rows, key=lambda row: (row["date"], row["partner_id"])):
            gift = self.strategies[row["entity"].id].care_gift_id
            if row["occasion"].with_gift and gift.active:
                given.append((row, gift))
        if not given:
            return
        users = self.env["res.users"].union(*(row["user"] for row, _gift in given))
        purses = Purses(self.company, self.first.year, self.strategies, users)
        for row, gift in given:
            why = purses.take(row["entity"], row["user"], row["date"].year, gift.cost)
            row |= {"gift_id": gift.id, "cost": gift.cost, "approval_why": why}
            row["state"] = "approval" if why else "planned"


class Purses:
    """What a company may spend on gifts for each customer and by each advisor.

    Read once for all customers of a batch; in superuser mode.
    """

    def __init__(self, company, year, strategies, users):
        """
        :param year: the first one that counts
        :param strategies: {id of a commercial entity: strategy}
        :param users: advisors
        """
        self.env = company.env
        self.company = company
        self.strategies = strategies
        self.env.flush_all()
        entities = SQL("contact.commercial_partner_id")
        advisors = SQL("greeting.user_id")
        self.spent = {
            "customer": self._spent(entities, list(strategies), year),
            "advisor": self._spent(advisors, users.ids, year),
        }
        profiles = self.env["advisor.profile"].search(
            [("company_id", "=", company.id), ("user_id", "in", users.ids)]
        )
        self.budgets = {row.user_id.id: row.care_budget for row in profiles}
        self.purses = {}

    def _spent(self, who, ids, year):
        """What was spent, or is planned: {(id, year): amount}."""
        rows = self.env.execute_query(
            SQL(
                SPENT,
                who=who,
                ids=ids,
                company=self.company.id,
                first=f"{year}-01-01",
            )
        )
        return {(key, of_year): Decimal(str(total)) for key, of_year, total in rows}

    def take(self, entity, user, year, cost):
        """Count a gift; return why it has to be approved, or nothing."""
        cap = self.strategies[entity.id].care_gift_cap
        customer = self._purse("customer", entity.id, year, cap)
        budget = self.budgets.get(user.id, 0)
        advisor = self._purse("advisor", user.id, year, budget)
        cost = Decimal(str(cost))
        why = asked_for(cost, customer, advisor)
        customer.spent += cost
        advisor.spent += cost
        return why or False

    def _purse(self, who, key, year, limit):
        name = (who, key, year)
        if name not in self.purses:
            spent = self.spent[who].get((key, year), Decimal(0))
            self.purses[name] = Purse(Decimal(str(limit)), spent)
        return self.purses[name]
