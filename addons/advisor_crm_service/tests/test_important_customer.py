from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command, Datetime
from odoo.tests import Form, tagged

from .common import TierRequestCase

STEPS = "advisor_crm_service.deadline_step_important"
MAIL = """From: Customer X <customer.x@example.com>
To: {to}
Subject: It leaks again
Message-Id: <leak-{number}@example.com>
Content-Type: text/plain; charset=utf-8

Since Monday.
"""


@tagged("post_install", "-at_install")
class TestImportantCustomer(TierRequestCase):
    """A complaint of an important customer: own team, stricter promise, advisor."""

    def test_sm_5_1_a_request_says_what_goes_on_with_the_customer(self):
        """As a campaign that runs; asked for once for each company."""
        asked = []

        def going_on(partners, company):
            asked.append((partners, company))
            return dict.fromkeys(partners.ids, ["Campaign: Spring", "Moves"])

        first, second = self._ask(), self._ask()
        nobody = self._ask(partner_id=False)
        partners = self.env.registry["res.partner"]
        self.patch(partners, "_going_on", going_on)
        tickets = first | second | nobody
        news = tickets.mapped("customer_news")
        self.assertEqual(news, ["Campaign: Spring, Moves"] * 2 + [""])
        self.assertEqual(asked, [(self.customer, self.company)])

    # --- promises ---------------------------------------------------------------------

    def assertDue(self, ticket, code, due):
        deadline = self._deadline(ticket, code)
        self.assertEqual(deadline.due_at, Datetime.to_datetime(due))
        return deadline

    def test_sm_5_1_the_promises_are_stricter_and_there_is_one_clock(self):
        with freeze_time("2026-03-02 09:00:00"):
            plain = self._ask()
            self._promote()
            ticket = self._ask()
            hard = self._ask(complexity="complex")
        self.assertDue(plain, "first_contact", "2026-03-02 10:00:00")
        deadline = self.assertDue(ticket, "first_contact", "2026-03-02 09:30:00")
        self.assertEqual(deadline.policy_id.code, "IMP")
        self.assertDue(plain, "solution", "2026-03-03 09:00:00")
        self.assertDue(ticket, "solution", "2026-03-02 21:00:00")
        self.assertDue(hard, "solution", "2026-03-05 17:00:00")
        promises = self._deadlines(ticket).promise_id.mapped("code")
        self.assertEqual(len(promises), len(set(promises)), "never two clocks")

    def test_sm_5_1_a_policy_that_nobody_adopted_binds_nobody(self):
        policy = self.env.ref("advisor_crm_service.service_policy_important")
        policy.company_ids = [Command.clear()]
        self._promote()
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._ask()
        self.assertDue(ticket, "first_contact", "2026-03-02 10:00:00")

    def test_sm_5_1_a_later_tier_changes_no_request(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._ask()
            self._promote()
            ticket.urgency = "urgent"
            self.env.flush_all()
        self.assertFalse(ticket.customer_tier_id)
        self.assertDue(ticket, "first_contact", "2026-03-02 10:00:00")

    def test_another_customer_is_of_another_tier(self):
        other = self.env["res.partner"].create({"name": "Other"})
        self._promote(other)
        ticket = self._ask()
        ticket.partner_id = other
        self.assertEqual(ticket.customer_tier_id, self.important)

    def test_sa_2_4_the_advisor_is_told_of_a_promise_that_is_broken(self):
        self._promote()
        self._serve()
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._ask()
        self._pass_time("2026-03-02 09:31:00")
        steps = ticket.activity_ids.filtered(lambda a: a.user_id == self.advisor)
        step = self.env.ref(f"{STEPS}_contact_advisor")
        self.assertEqual(steps.service_step_id, step)

    def test_standards_do_not_tell_of_tiers(self):
        standards = self.env["service.standards"]._of_company(self.company)
        rules = [each["rule"] for each in standards]
        self.assertIn(self._rule("sm_contact"), rules)
        hidden = self.env.ref("advisor_crm_service.deadline_rule_important_contact")
        self.assertNotIn(hidden, rules)

    # --- where it goes ----------------------------------------------------------------

    def test_sm_5_1_the_own_team_gets_it_with_the_priority_of_the_tier(self):
        self._promote()
        ticket = self._ask()
        self.assertEqual(ticket.team_id, self.own_team)
        self.assertEqual(ticket.priority, "3")
        self.assertEqual(ticket.customer_tier_id, self.important)
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": self.customer.id}
        )
        self.assertEqual(self._ask(partner_id=contact.id).team_id, self.own_team)

    def test_sm_5_1_whoever_chooses_is_right(self):
        self._promote()
        chosen = self._ask(team_id=self.team.id, priority="0")
        self.assertEqual(chosen.team_id, self.team)
        self.assertEqual(chosen.priority, "0")
        by_person = self._ask(user_id=self.agent.id)
        self.assertEqual(by_person.user_id, self.agent)
        self.assertNotEqual(by_person.team_id, self.own_team)

    def test_sm_5_1_the_kind_of_a_complaint_does_not_take_it_away(self):
        kind = self.env["service.complaint.kind"].create(
            {"name": "Goods", "code": "goods_x", "team_id": self.team.id}
        )
        plain = self._ask(complaint_kind_id=kind.id)
        self.assertEqual(plain.team_id, self.team)
        self._promote()
        ticket = self._ask(complaint_kind_id=kind.id)
        self.assertEqual(ticket.team_id, self.own_team)
        later = self._ask()
        (later | plain).write({"complaint_kind_id": kind.id})
        self.assertEqual(later.team_id, self.own_team)
        self.assertEqual(later.complaint_kind_id, kind)

    def test_sm_5_1_an_e_mail_to_the_address_of_another_team_reaches_the_own_one(self):
        self.team.write({"alias_name": "complaints.x"})
        address = self.team.alias_id.display_name
        found = []
        for number in range(2):
            self.env["mail.thread"].message_process(
                "helpdesk.ticket", MAIL.format(number=number, to=address)
            )
            found.append(
                self.env["helpdesk.ticket"].search([], order="id desc", limit=1)
            )
            self._promote() if not number else None
        self.assertEqual([ticket.name for ticket in found], ["It leaks again"] * 2)
        self.assertEqual(found[1].team_id, self.own_team)
        self.assertNotEqual(found[0].team_id, self.own_team)

    def test_sm_5_1_nothing_follows_before_it_is_in_force_or_when_it_is_archived(self):
        self._promote()
        self.strategy.action_withdraw()
        self.assertNotEqual(self._ask().team_id, self.own_team)
        self.strategy.action_publish()
        self.strategy.active = False
        ticket = self._ask()
        self.assertNotEqual(ticket.team_id, self.own_team)
        self.assertEqual(ticket.priority, "1")
        self.strategy.active = True
        self.own_team.active = False
        self.assertNotEqual(self._ask().team_id, self.own_team)

    def test_sm_5_1_each_company_has_its_own(self):
        other = self.env["res.company"].create({"name": "Other X"})
        self._promote(company=other, tier=self._tier_of(other))
        ticket = self._ask()
        self.assertFalse(ticket.customer_tier_id)
        self.assertNotEqual(ticket.team_id, self.own_team)
        theirs = self._ask(company_id=other.id)
        self.assertEqual(theirs.customer_tier_id.company_id, other)
        self.assertNotEqual(theirs.team_id, self.own_team)
        team = self.own_team.copy({"name": "Theirs", "company_id": other.id})
        with self.assertRaises(ValidationError):
            self.strategy.helpdesk_team_id = team

    def _tier_of(self, company):
        return self.env["customer.tier"].search(
            [("company_id", "=", company.id), ("code", "=", "important")]
        )

    def test_the_form_shows_it_at_once(self):
        self._promote()
        plain = self.env["res.partner"].create({"name": "Plain"})
        with Form(self.env["helpdesk.ticket"]) as form:
            form.name, form.description = "Late", "x"
            form.partner_id = self.customer
            self.assertEqual(form.team_id, self.own_team)
            self.assertEqual(form.priority, "3")
            form.partner_id = plain
            self.assertNotEqual(form.team_id, self.own_team)
            self.assertEqual(form.priority, "1")

    # --- the advisor ------------------------------------------------------------------

    def test_sa_2_4_the_advisor_is_told_once(self):
        self._serve()
        ticket = self._ask()
        self.assertEqual(len(self._told(self.advisor)), 1)
        self.assertIn("Late again", self._told(self.advisor).body)
        ticket.type_id = self.env.ref("service_management.ticket_type_repair")
        ticket.type_id = self.env.ref("service_management.ticket_type_complaint")
        self.assertEqual(len(self._told(self.advisor)), 1)
        self._ask("repair")
        self.assertEqual(len(self._told(self.advisor)), 1, "complaints only")
        self.assertFalse(self._told(self.stranger))

    def test_sa_2_4_the_backup_is_told_while_the_advisor_is_away(self):
        self._serve(backup=self.stranger)
        absent = frozenset(self.advisor.ids)
        users = type(self.env["res.users"])
        self.patch(users, "_absent_user_ids", lambda self: absent)
        self._ask()
        self.assertTrue(self._told(self.stranger))
        self.assertFalse(self._told(self.advisor))

    def test_whoever_turns_out_to_be_the_customer_has_an_advisor(self):
        self._serve()
        ticket = self._ask(partner_id=False)
        self.assertFalse(self._told(self.advisor))
        ticket.partner_id = self.customer
        self.assertTrue(self._told(self.advisor))

    def test_the_role_means_the_advisor(self):
        self._serve()
        role = self.env.ref("advisor_crm.service_role_advisor")
        self.assertEqual(role._holders(self._ask()), self.advisor)

    def test_the_advisor_is_the_one_of_today(self):
        self._serve()
        ticket = self._ask()
        self.assertEqual(ticket.customer_advisor_id, self.advisor)
        self._serve(self.stranger)
        ticket.invalidate_recordset()
        self.assertEqual(ticket.customer_advisor_id, self.stranger)
        tickets = self.env["helpdesk.ticket"]
        found = tickets.search([("customer_advisor_id", "=", self.stranger.id)])
        self.assertEqual(found, ticket)
        self.assertFalse(
            tickets.search([("customer_advisor_id", "=", self.advisor.id)])
        )
        free = self._ask(partner_id=False)
        nobody = tickets.search([("customer_advisor_id", "=", False)])
        self.assertIn(free, nobody)
        self.assertNotIn(ticket, nobody)

    def test_sa_2_4_open_requests_are_part_of_the_day(self):
        self._promote()
        self._serve()
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._ask()
            day = self.env["advisor.day"]
            [row] = self._rows_of(day.with_user(self.advisor))
            self.assertEqual(row["id"], ticket.id)
            self.assertEqual(row["due"], Datetime.to_datetime("2026-03-02 09:30:00"))
            self.assertFalse(self._rows_of(day.with_user(self.stranger)))
        ticket.stage_id = self.stage_done
        self.assertFalse(self._rows_of(day.with_user(self.advisor)))

    def _rows_of(self, day):
        parts = {part["key"]: part["rows"] for part in day.get_day()["parts"]}
        return parts.get("requests", [])

    def test_the_desk_says_the_tier(self):
        self._promote()
        row = self.env["service.desk"]._row(self._ask(), None)
        self.assertEqual(row["tier"], "Important")

    def test_nobody_says_which_tier_a_customer_had(self):
        ticket = self._ask().with_user(self.agent)
        ticket.sudo().user_id = self.agent
        for name, value in (
            ("customer_tier_id", self.important.id),
            ("customer_tier_code", "important"),
            ("told_advisor_id", self.agent.id),
        ):
            with self.subTest(field=name), self.assertRaises(AccessError):
                ticket.write({name: value})

    # --- hand-over and merge ----------------------------------------------------------

    def test_who_has_open_requests_knows_the_customer(self):
        ticket = self._ask()
        ticket.user_id = self.agent
        relations = self.env["advisor.assigner"]._relations(self.customer, self.company)
        self.assertEqual(relations[self.customer.id], [("request", self.agent.id)])

    def test_sa_2_1_open_requests_go_over(self):
        self._serve()
        ticket = self._ask()
        ticket.user_id = self.advisor
        handover = self.env["advisor.handover"].create(
            {
                "user_id": self.advisor.id,
                "reason": "Leaves",
                "to_ids": [Command.set(self.stranger.ids)],
                "rest_user_id": self.stranger.id,
                "company_id": self.company.id,
            }
        )
        handover.action_propose()
        handover.action_apply()
        self.assertEqual(ticket.user_id, self.stranger)
        self.assertEqual(ticket.customer_advisor_id, self.stranger)

    def test_merged_customers_keep_tier_and_advisor_of_their_requests(self):
        self._promote()
        self._serve()
        ticket = self._ask()
        target = self.env["res.partner"].create({"name": "Customer X again"})
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.customer | target).ids, target
        )
        self.assertEqual(ticket.partner_id, target)
        self.assertEqual(ticket.customer_tier_id, self.important)
        self.assertEqual(ticket.customer_advisor_id, self.advisor)
