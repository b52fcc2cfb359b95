from odoo.exceptions import AccessError
from odoo.fields import Command, Datetime
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common_engine import EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineCompanies(EngineCommon):
    """Two companies, each with a policy, hours, special days and people of its own.

    Company  Promise "solution"  Team         Leader         Agent    Manager
    here     8 working hours     Service desk team_leader_x  agent_x  manager_x
    there    4 working hours     Other desk   leader_y       agent_y  manager_y
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule(target=2, allow_manual_stop=True)
        cls.other, cls.other_team = cls._create_other_company()
        cls.other_policy = cls.env["service.policy"].create(
            {
                "name": "Policy there",
                "code": "TPY",
                "company_ids": [Command.set(cls.other.ids)],
            }
        )
        cls.other_rule = cls._create_rule(
            policy_id=cls.other_policy.id, limit=4, target=1, allow_manual_stop=True
        )
        cls.manager = cls._person("manager_x", cls.company, "manager")
        cls.other_leader = cls._person("leader_y", cls.other)
        cls.other_agent = cls._person("agent_y", cls.other)
        cls.other_manager = cls._person("manager_y", cls.other, "manager")
        cls.other_team.write(
            {
                "user_id": cls.other_leader.id,
                "user_ids": [Command.set((cls.other_leader + cls.other_agent).ids)],
            }
        )

    @classmethod
    def _person(cls, login, *companies, group="user"):
        """A user of some companies, the first one being the current one."""
        *companies, group = (
            companies if isinstance(companies[-1], str) else (*companies, group)
        )
        return new_test_user(
            cls.env,
            login,
            groups=f"helpdesk_mgmt.group_helpdesk_{group}",
            email=f"{login}@example.com",
            company_id=companies[0].id,
            company_ids=[Command.set([company.id for company in companies])],
        )

    @classmethod
    def _create_other_ticket(cls, **values):
        return cls._create_ticket(
            **{
                "name": "Secret matter",
                "company_id": cls.other.id,
                "team_id": cls.other_team.id,
                "user_id": cls.other_agent.id,
                **values,
            }
        )

    def _share_hours(self):
        """Both teams work by one schedule that belongs to no company."""
        shared = self._create_calendar(company_id=False)
        (self.team + self.other_team).resource_calendar_id = shared
        return shared

    def _special_day(self, company, date, kind="holiday", **values):
        return self.env["resource.special.day"].create(
            {
                "name": f"Day of {company.name}",
                "date": date,
                "kind": kind,
                "company_id": company.id,
                **values,
            }
        )

    def _day_off(self, company, calendar=None):
        """Tuesday 2026-03-03 off, for one schedule or all of a company."""
        leave = (
            self.env["resource.calendar.leaves"]
            .with_company(company)
            .create(
                {
                    "name": f"Day off of {company.name}",
                    "company_id": company.id,
                    "calendar_id": calendar and calendar.id,
                    "date_from": "2026-03-03 00:00:00",
                    "date_to": "2026-03-03 23:59:59",
                }
            )
        )
        # Odoo computes the company later, from that of whoever asks first.
        self.assertEqual(leave.company_id, company)

    def assertDue(self, here="2026-03-03 09:00", there="2026-03-02 14:00"):
        """New tickets of the two companies are due then."""
        self.assertDeadline(self._deadline(self._create_ticket()), due_at=here)
        self.assertDeadline(self._deadline(self._create_other_ticket()), due_at=there)

    # --- each has its own -------------------------------------------------------------

    def test_each_company_has_its_policy(self):
        for ticket, company, rule, policy in (
            (self._create_ticket(), self.company, self.rule, self.policy),
            (
                self._create_other_ticket(),
                self.other,
                self.other_rule,
                self.other_policy,
            ),
        ):
            with self.subTest(company=company.name):
                self.assertDeadline(
                    self._deadline(ticket),
                    company_id=company,
                    rule_id=rule,
                    policy_id=policy,
                )

    def test_tickets_of_both_in_one_batch(self):
        tickets = self.env["helpdesk.ticket"].create(
            [
                {
                    "name": "Mixed",
                    "description": "x",
                    "company_id": company.id,
                    "team_id": team.id,
                    "registered_at": "2026-03-02 09:00:00",
                }
                for company, team in (
                    (self.company, self.team),
                    (self.other, self.other_team),
                )
                * 2
            ]
        )
        rules = [self._deadline(ticket).rule_id for ticket in tickets]
        self.assertEqual(rules, [self.rule, self.other_rule] * 2)

    def test_a_ticket_that_moves_to_the_other_company_gets_its_promises(self):
        ticket = self._create_ticket()
        self._go("2026-03-02 10:00")
        ticket.write(
            {
                "company_id": self.other.id,
                "team_id": self.other_team.id,
                "user_id": self.other_agent.id,
            }
        )
        self.assertStates(ticket, "cancelled", "running")
        self.assertDeadline(
            self._deadline(ticket),
            company_id=self.other,
            calendar_id=self.other.resource_calendar_id,
            due_at="2026-03-02 14:00",
        )

    def test_special_days_count_in_their_company_only(self):
        self._share_hours()
        self._special_day(self.other, "2026-03-02")
        self.assertDue(there="2026-03-03 12:00")
        self._special_day(self.company, "2026-03-03")
        self.assertDue(here="2026-03-04 09:00", there="2026-03-03 12:00")

    def test_days_off_count_in_their_company_only(self):
        shared = self._share_hours()
        self.frozen.move_to("2026-03-02 15:00")
        for calendar in (None, shared):
            with self.subTest(calendar=calendar), self.env.cr.savepoint() as savepoint:
                self._day_off(self.other, calendar)
                self.assertDue(here="2026-03-03 15:00", there="2026-03-04 10:00")
                savepoint.rollback()

    def test_a_make_up_day_moves_the_running_promises_of_its_company_only(self):
        self._share_hours()
        self._go("2026-03-06 16:00")
        here, there = self._create_ticket(), self._create_other_ticket()
        self._special_day(self.other, "2026-03-07", "working")
        self._run_at("2026-03-06 16:05")
        self.assertDeadline(self._deadline(here), due_at="2026-03-09 16:00")
        self.assertDeadline(self._deadline(there), due_at="2026-03-07 11:00")
        self.assertEqual(self._kinds(self._deadline(here)), ["start"])

    def test_the_explanation_names_the_days_of_its_company_only(self):
        self._share_hours()
        for company in (self.company, self.other):
            self._special_day(company, "2026-03-03")
            self._day_off(company)
        self.frozen.move_to("2026-03-02 15:00")
        tickets = self._create_ticket() + self._create_other_ticket()
        for ticket, mine in zip(tickets, (self.company, self.other), strict=True):
            text = str(self._deadline(ticket).explanation)
            for company in (self.company, self.other):
                with self.subTest(ticket=ticket.name, company=company.name):
                    self.assertEqual(f"Day of {company.name}" in text, company == mine)

    # --- whoever asks -----------------------------------------------------------------

    def _whoever(self):
        """Everybody who can cause the promise of a ticket there to be computed."""
        both = self.company + self.other
        visitor = self._person("both_x", self.company, self.other)
        visitor.tz = "Pacific/Auckland"
        return {
            "the system": self.env(su=True, user=self.env.ref("base.user_root")),
            "the system, elsewhere": self.env(su=True, user=visitor),
            "an agent there": self.env(user=self.other_agent),
            "an agent of both, here": self.env(
                user=visitor, context={"allowed_company_ids": both.ids}
            ),
            "an agent of both, there": self.env(
                user=visitor, context={"allowed_company_ids": both[::-1].ids}
            ),
            "somebody in another zone and language": self.env(
                user=visitor,
                context={
                    "allowed_company_ids": both.ids,
                    "tz": "America/New_York",
                    "lang": "en_US",
                },
            ),
        }

    def test_a_due_time_does_not_depend_on_who_causes_it(self):
        self._share_hours()
        self._special_day(self.company, "2026-03-02")
        self._special_day(self.other, "2026-03-03")
        self._day_off(self.company)
        self.frozen.move_to("2026-03-02 15:00")
        for name, env in self._whoever().items():
            self.env.registry.clear_cache()  # the first who asks has the hours compiled
            ticket = env["helpdesk.ticket"].create(
                {
                    "name": "Secret matter",
                    "description": "x",
                    "company_id": self.other.id,
                    "team_id": self.other_team.id,
                    "registered_at": "2026-03-02 15:00:00",
                }
            )
            env.flush_all()
            with self.subTest(name):
                deadline = self._deadline(ticket.with_env(self.env))
                # 2 h on Monday, a holiday there on Tuesday
                self.assertDeadline(deadline, due_at="2026-03-04 10:00")

    def test_nor_on_who_causes_it_to_move(self):
        self._share_hours()
        for name, env in self._whoever().items():
            ticket = self._create_other_ticket()
            self.assertDeadline(self._deadline(ticket), due_at="2026-03-02 14:00")
            day = self._special_day(self.other, "2026-03-02")
            self.env.registry.clear_cache()
            ticket.with_env(env).subject_ref = "Shop 12"
            env.flush_all()
            with self.subTest(name):
                self.assertDeadline(self._deadline(ticket), due_at="2026-03-03 12:00")
            day.unlink()

    # --- the job ----------------------------------------------------------------------

    def test_the_job_settles_and_escalates_for_both(self):
        for rule in (self.rule, self.other_rule):
            self._create_step(rule, delay=0, name=f"Late: {rule.policy_id.code}")
        here, there = self._create_ticket(), self._create_other_ticket()
        self._run_at("2026-03-02 14:00:01")
        self.assertStates(here, "running")
        self.assertStates(there, "breached")
        self.assertFalse(here.activity_ids)
        self.assertEqual(there.activity_ids.user_id, self.other_leader)
        self._run_at("2026-03-03 09:00:01")
        self.assertStates(here, "breached")
        self.assertEqual(here.activity_ids.user_id, self.leader)
        self.assertEqual(there.next_deadline_state, "breached")

    def test_the_real_job_whatever_its_company(self):
        cron = self.env.ref("service_deadline.ir_cron_deadline_engine")
        here, there = self._create_ticket(), self._create_other_ticket()
        cron.user_id.company_ids += self.other
        cron.user_id.company_id = self.other
        self._go("2026-03-03 09:00:01")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertStates(here, "breached")
        self.assertStates(there, "breached")

    def test_mail_comes_from_the_company_of_the_promise(self):
        self.company.email, self.other.email = "desk@here.example", "desk@there.example"
        for rule in (self.rule, self.other_rule):
            self._create_step(rule, delay=0)
        self._create_ticket()
        self._create_other_ticket()
        self._run_at("2026-03-03 09:00:01")
        for leader, sender in (
            (self.leader, self.company),
            (self.other_leader, self.other),
        ):
            mail = self.env["mail.mail"].search(
                [("recipient_ids", "in", leader.partner_id.ids)]
            )
            self.assertEqual(mail.mapped("email_from"), [sender.email_formatted])

    # --- who sees what ----------------------------------------------------------------

    def _rows(self):
        """{model: (record here, record there)} of all that the engine keeps."""
        tickets = (self._create_ticket(), self._create_other_ticket())
        deadlines = [self._deadline(ticket) for ticket in tickets]
        rules = (self.rule, self.other_rule)
        steps = [self._create_step(rule) for rule in rules]
        notices = [
            self.env["service.notice"].create(
                {"user_id": self.env.uid, "deadline_id": d.id, "step_id": s.id}
            )
            for d, s in zip(deadlines, steps, strict=True)
        ]
        self.env.flush_all()
        return {
            "service.deadline": deadlines,
            "service.deadline.event": [d.event_ids[:1] for d in deadlines],
            "service.policy": [self.policy, self.other_policy],
            "service.deadline.rule": rules,
            "service.deadline.step": steps,
            "service.deadline.terms": [d.terms_id for d in deadlines],
            "service.notice": notices,
        }

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_what_belongs_to_the_other_company_is_not_seen(self):
        admin = new_test_user(self.env, "admin_x", groups="base.group_system")
        readers = {
            self.agent: {"here"},
            self.manager: {"here"},
            self.other_agent: {"there"},
            self.other_manager: {"there"},
        }
        rows = self._rows()
        for name in ("service.deadline", "service.deadline.event", "service.notice"):
            for row in rows[name]:
                with self.subTest(name, who="admin"):
                    self.assertFalse(self._sees(admin, row))
        rows.pop("service.notice")  # seen by nobody
        for name, both in rows.items():
            for place, row in zip(("here", "there"), both, strict=True):
                for user, places in readers.items():
                    with self.subTest(name, who=user.login, place=place):
                        self.assertEqual(self._sees(user, row), place in places)

    def _sees(self, user, row):
        """Whether a user gets at a row, by any door."""
        model = self.env[row._name].with_user(user)
        model.env.invalidate_all()
        return any(
            self._gets(door, model, [("id", "in", row.ids)])
            for door in ("search_count", "search_read", "_read_group", "browse")
        )

    def _gets(self, door, model, domain):
        try:
            if door == "browse":
                return bool(model.browse(domain[0][2]).read(["display_name"]))
            if door == "_read_group":
                return bool(model._read_group(domain, [], ["__count"])[0][0])
            return bool(getattr(model, door)(domain))
        except AccessError:
            return False

    def test_who_works_in_both_sees_the_company_that_he_has_chosen(self):
        user = self._person("both_y", self.company, self.other)
        here, there = self._create_ticket(), self._create_other_ticket()
        tickets = here + there
        for companies, expected in (
            (self.company, here),
            (self.other, there),
            (self.company + self.other, tickets),
        ):
            model = self.env["service.deadline"].with_user(user)
            model = model.with_context(allowed_company_ids=companies.ids)
            found = model.search([("res_id", "in", tickets.ids)])
            groups = model._read_group(
                [("res_id", "in", tickets.ids)], ["company_id"], ["__count"]
            )
            with self.subTest(companies=companies.mapped("name")):
                self.assertEqual(set(found.mapped("res_id")), set(expected.ids))
                self.assertEqual({company for company, _n in groups}, set(companies))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_ends_or_pauses_a_promise_of_the_other_company(self):
        deadline = self._deadline(self._create_other_ticket())
        reason = self.env["service.pause.reason"].create({"name": "Waits"})
        for user in (self.agent, self.manager):
            mine = deadline.with_user(user)
            for change in (
                lambda d=mine, u=user: d.action_pause(reason.with_user(u)),
                lambda d=mine: d.action_resume(),
                lambda d=mine: d.action_stop("Done"),
                lambda d=mine: d.explain(),
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    change()
        self.assertDeadline(
            deadline, state="running", due_at="2026-03-02 14:00", paused_s=0
        )

    def test_a_due_time_finds_no_ticket_of_the_other_company(self):
        """A promise is shown on its ticket to who may see both, never to others."""
        ticket = self._create_other_ticket()
        due = Datetime.to_datetime("2026-03-02 14:00:00")
        self.assertEqual(ticket.with_user(self.other_agent).next_deadline_at, due)
        found = self.env["helpdesk.ticket"].with_user(self.agent)
        self.assertFalse(found.search([("next_deadline_at", "=", due)]))
