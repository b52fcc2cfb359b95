import random
from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.addons.service_indicator.core.indicator import together

from .common import MARCH, ReportCommon

HOUR = 3600
VERDICTS = "satisfied", "accepted", "not_accepted"
FIGURES = {
    "requests_received": "count",
    "first_response": "seconds",
    "resolution_time": "seconds",
    "resolution_rate": "share",
    "first_contact": "share",
    "reopened": "share",
    "handovers": "mean",
    "handover_wait": "seconds",
    "sent_back": "share",
    "backlog": "count",
    "backlog_age": "seconds",
    "results_accepted": "share",
}


class TestServiceIndicator(ReportCommon):
    """One definition of each figure."""

    def _value(self, code, **dates):
        [figure] = self._figure(code, **dates)
        return figure.value, figure.n

    def _close(self, moment, ticket, user=None):
        self._write(moment, ticket, user, stage_id=self.stage_done.id)

    def test_cs_4_5_times_to_answer_and_to_solve(self):
        one, two = (
            self._register("2026-03-02 09:00:00"),
            self._register("2026-03-02 10:00:00"),
        )
        self._answer("2026-03-02 09:30:00", one)
        self._answer("2026-03-02 11:30:00", two)
        self._close("2026-03-02 13:00:00", one)
        self.assertEqual(self._value("first_response"), (HOUR, 2))
        self.assertEqual(self._value("resolution_time"), (4 * HOUR, 1))
        self.assertEqual(self._value("resolution_rate"), (0.5, 2))
        self.assertEqual(self._value("requests_received"), (2, 2))

    def test_cs_7_5_solved_at_the_first_contact(self):
        at_once, asked, handed, again = [
            self._register("2026-03-02 09:00:00") for _number in range(4)
        ]
        self._answer("2026-03-02 09:30:00", at_once)
        self._answer("2026-03-02 09:30:00", asked)
        self._answer("2026-03-02 10:30:00", asked)
        self._write("2026-03-02 09:30:00", handed, user_id=self.other.id)
        for ticket in (at_once, asked, handed, again):
            self._close("2026-03-02 12:00:00", ticket)
        self._write("2026-03-04 09:00:00", again, stage_id=self.stage_new.id)
        self.assertEqual(self._value("first_contact"), (0.25, 4))
        self.assertEqual(self._value("reopened"), (0.25, 4))
        self.assertEqual(self._value("handovers"), (0.25, 4))

    def test_cs_5_4_opened_again(self):
        """The share of handlings that were not the last word."""
        ticket = self._register("2026-03-02 09:00:00")
        self._close("2026-03-02 12:00:00", ticket)
        self._write("2026-03-03 09:00:00", ticket, stage_id=self.stage_new.id)
        self._close("2026-03-03 12:00:00", ticket)
        self.assertEqual(self._value("reopened"), (0.5, 2))

    def test_sa_4_2_time_lost_and_sent_back_within_the_hour_of_the_settings(self):
        ticket = self._register("2026-03-02 09:00:00")
        self._write("2026-03-02 10:00:00", ticket, user_id=self.other.id)
        self._write("2026-03-02 10:30:00", ticket, self.other, user_id=self.agent.id)
        self.assertEqual(self._value("handover_wait"), (HOUR / 2, 1))
        self.assertEqual(self._value("sent_back"), (0.5, 2))
        self.company.service_return_minutes = 20
        self.assertEqual(self._value("sent_back"), (0, 2))

    def test_cs_4_5_backlog_at_the_end_of_each_month(self):
        stays = self._register("2026-01-10 09:00:00")
        closed = self._register("2026-02-27 00:00:00")
        self._close("2026-03-05 09:00:00", closed)
        dates = {"first": date(2026, 2, 1), "last": date(2026, 3, 31)}
        figures = self._figure("backlog", ["date:month"], **dates)
        self.assertEqual([figure.value for figure in figures], [2, 1])
        [february, march] = self._figure("backlog_age", ["date:month"], **dates)
        self.assertEqual(february.total, (50 * 24 - 9 + 48) * HOUR)
        self.assertTrue(march.value > february.value and stays)

    def test_cs_6_4_results_accepted(self):
        """Whoever is satisfied accepts it; who was not reached says nothing."""
        for verdict in ("satisfied", "accepted", "not_accepted", False):
            ticket = self._register("2026-03-02 09:00:00")
            self._close("2026-03-02 12:00:00", ticket)
            self._call_back("2026-03-03 09:00:00", ticket, verdict)
        share, number = self._value("results_accepted")
        self.assertEqual((round(share * number), number), (2, 3))
        # 17:00 in UTC is the next day in Shanghai already.
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        self._call_back("2026-03-31 17:00:00", ticket, "accepted")
        self.assertEqual(self._value("results_accepted")[1], 3)
        april = {"first": date(2026, 4, 1), "last": date(2026, 4, 30)}
        self.assertEqual(self._value("results_accepted", **april), (1, 1))

    def _call_back(self, moment, ticket, verdict):
        values = {"ticket_id": ticket.id, "reached": bool(verdict), "verdict": verdict}
        model = self.env["service.callback"].sudo()
        self._at(moment, lambda: model.create(values | {"done_at": moment}))

    def test_cs_7_1_each_figure_opens_its_requests(self):
        ticket = self._register("2026-03-02 09:00:00")
        self._close("2026-03-02 12:00:00", ticket)
        model = self.env["service.indicator"].with_company(self.company)
        action = model._action_records("resolution_time", *MARCH)
        found = self.env["helpdesk.ticket"].search(action["domain"])
        self.assertEqual(found, ticket)

    def test_parts_add_up_to_the_whole_and_to_a_slow_count(self):
        """Random lives of requests: what SQL says is what a loop over the rows says,
        and parts by whatever dimension sum to the whole."""
        self._live(random.Random(20260301), 25)
        dimensions = self.env["service.handling"]._dimensions()
        handlings = self.env["service.handling"].search([("is_counted", "=", True)])
        self.assertEqual(
            {code: self._totals(code) for code in FIGURES},
            {code: _slow(code, handlings, self.company) for code in FIGURES},
        )
        for code, unit in FIGURES.items():
            [whole] = self._figure(code, **YEAR)
            self.assertTrue(whole.n, code)
            for names in [*([name] for name in dimensions), ["user_id", "channel_id"]]:
                parts = self._figure(code, names, **YEAR)
                part = together(unit, parts)
                self.assertEqual(
                    (round(part.total), part.n), (round(whole.total), whole.n)
                )

    def _totals(self, code):
        [figure] = self._figure(code, **YEAR)
        return round(figure.total), figure.n

    def test_sm_5_1_figures_by_the_class_that_the_customer_had(self):
        """All figures of requests, promises and ratings know it, and keep it."""
        self._create_rule(date_from="2020-01-01")
        self.company.service_rating_active = True
        self.stage_done.asks_rating = True
        anchor, small, nobody = self._customers_of_classes()
        for customer in (anchor, anchor, small, nobody):
            ticket = self._register("2026-03-02 09:00:00", partner_id=customer.id)
            self._close("2026-03-02 12:00:00", ticket)
        classes = anchor.parent_id.category_id, self._first_tag(small)
        each = {classes[0].id: 2, classes[1].id: 1, None: 1}
        for code in ("requests_received", "resolution_time", "promises_kept"):
            self.assertEqual(self._by_class(code), each, code)
        with freeze_time("2026-03-02 13:00:00"):
            ratings = self.env["service.rating"].search(
                [("res_id", "in", self._tickets().ids)]
            )
            ratings.sudo().write({"state": "asked", "asked_at": "2026-03-02 12:00:00"})
            self.env.flush_all()
        self.assertEqual(self._by_class("rating_response"), each)
        anchor.parent_id.category_id = classes[1]
        self.env.invalidate_all()
        self.assertEqual(self._by_class("requests_received"), each)

    def test_sm_5_1_another_customer_has_another_class(self):
        anchor, small, _nobody = self._customers_of_classes()
        ticket = self._register("2026-03-02 09:00:00", partner_id=anchor.id)
        self._write("2026-03-02 10:00:00", ticket, partner_id=small.id)
        self.assertEqual(
            self._by_class("requests_received"), {self._first_tag(small).id: 1}
        )

    def _first_tag(self, customer):
        return customer.category_id.sorted("id")[:1]

    def _tickets(self):
        return self.env["service.handling"].search([]).ticket_id

    def _by_class(self, code):
        rows = self._figure(code, ["customer_class_id"])
        return {row.keys["customer_class_id"]: row.n for row in rows}

    def _customers_of_classes(self):
        """Somebody who works at a company with a tag, one with two, one without."""
        tags = self.env["res.partner.category"].create(
            [{"name": name} for name in ("Anchor X", "Small X", "Later X")]
        )
        house = self.env["res.partner"].create(
            {"name": "House X", "is_company": True, "category_id": tags[0].ids}
        )
        return self.env["res.partner"].create(
            [
                {"name": "Person X", "parent_id": house.id, "email": "p.x@example.com"},
                {
                    "name": "Small X",
                    "category_id": tags[1:].ids,
                    "email": "s.x@example.com",
                },
                {"name": "Nobody X", "email": "n.x@example.com"},
            ]
        )

    def _live(self, chance, count):
        people = self.agent, self.other, self.leader
        channels = self.env["helpdesk.ticket.channel"].search([], limit=2)
        customers = self._customers_of_classes()
        for _number in range(count):
            moment = datetime(2026, 3, 1) + timedelta(minutes=chance.randrange(20_000))
            ticket = self._register(
                moment,
                user_id=chance.choice((*(user.id for user in people), False)),
                channel_id=chance.choice((*channels.ids, False)),
                partner_id=chance.choice(customers.ids),
            )
            for _step in range(chance.randrange(7)):
                moment += timedelta(minutes=chance.choice((5, 50, 500, 9_000)))
                user = chance.choice(people)
                match chance.randrange(6):
                    case 0:
                        self._answer(moment, ticket, user)
                    case 1:
                        self._write(moment, ticket, user, user_id=user.id)
                    case 2:
                        team = chance.choice((self.team, self.lifts))
                        self._write(moment, ticket, user, team_id=team.id)
                    case 3 if ticket.closed:
                        verdict = chance.choice((*VERDICTS, False))
                        self._call_back(moment, ticket, verdict)
                    case _:
                        stage = chance.choice((self.stage_done, self.stage_new))
                        self._write(moment, ticket, user, stage_id=stage.id)


YEAR = {"first": date(2026, 1, 1), "last": date(2027, 12, 31)}


def _slow(code, handlings, company):
    """(sum, n) of a figure, counted by hand."""
    closed = handlings.filtered("closed_at")
    if code == "requests_received":
        rows = [1 for handling in handlings if handling.cycle == 1]
    elif code == "first_response":
        rows = [
            (handling.first_answer_at - handling.started_at).total_seconds()
            for handling in handlings.filtered("first_answer_at")
        ]
    elif code == "resolution_time":
        rows = [(h.closed_at - h.started_at).total_seconds() for h in closed]
    elif code == "resolution_rate":
        rows = [int(bool(handling.closed_at)) for handling in handlings]
    elif code == "first_contact":
        rows = [
            int(
                handling.answer_count < 2
                and not handling.handover_count
                and not handling.ticket_id.reopen_count
            )
            for handling in closed
            if handling.cycle == 1
        ]
    elif code == "reopened":
        rows = [int(h.cycle <= h.ticket_id.reopen_count) for h in closed]
    elif code == "handovers":
        rows = closed.mapped("handover_count")
    elif code in ("handover_wait", "sent_back"):
        rows = list(_slow_handovers(code, handlings, company))
    elif code == "results_accepted":
        calls = handlings.env["service.callback"].search([("verdict", "!=", False)])
        rows = [int(call.verdict != "not_accepted") for call in calls]
    else:
        rows = list(_slow_backlog(code, handlings))
    return round(sum(rows)), len(rows)


def _slow_handovers(code, handlings, company):
    handovers = handlings.env["service.handover"].search(
        [("handling_id", "in", handlings.ids)]
    )
    within = timedelta(minutes=company.service_return_minutes)
    for one in handovers:
        if code == "sent_back":
            yield int(
                bool(one.returned_at) and one.returned_at - one.handed_at <= within
            )
        elif one.taken_up_at:
            yield (one.taken_up_at - one.handed_at).total_seconds()


def _slow_backlog(code, handlings):
    now = datetime.now()
    for handling in handlings:
        month = handling.started_at.replace(day=1, hour=0, minute=0, second=0)
        while True:
            until = (month + timedelta(days=32)).replace(day=1)
            ended = handling.closed_at and handling.closed_at < until
            if ended or month > now:
                break
            end = min(until, now.replace(microsecond=0))
            age = (end - handling.started_at).total_seconds()
            yield 1 if code == "backlog" else age
            month = until
