from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common_engine import EngineCommon

C, R, W, U = "create", "read", "write", "unlink"
GROUPS = {
    "portal": "base.group_portal",
    "employee": "base.group_user",
    "own": "helpdesk_mgmt.group_helpdesk_user_own",
    "team": "helpdesk_mgmt.group_helpdesk_user_team",
    "user": "helpdesk_mgmt.group_helpdesk_user",
    "manager": "helpdesk_mgmt.group_helpdesk_manager",
    "admin": "base.group_system",
    "elsewhere": "helpdesk_mgmt.group_helpdesk_user",
}
STAFF = [role for role in GROUPS if role != "portal"]
READ_ONLY = {role: {R} for role in STAFF}
CONFIGURED = READ_ONLY | {"manager": {C, R, W, U}}
# Everybody may open the question; whoever may write the record may answer it.
BY_HAND = {role: {C, R, W, U} for role in STAFF}
# What the access lists say; nobody writes what the engine writes.
ACCESS = {
    "service.policy": CONFIGURED,
    "service.policy.acknowledgement": READ_ONLY,
    "service.policy.adoption": CONFIGURED,
    "service.promise": CONFIGURED,
    "service.role": CONFIGURED,
    "service.pause.reason": CONFIGURED,
    "service.deadline.rule": CONFIGURED,
    "service.deadline.step": CONFIGURED,
    "service.deadline.terms": READ_ONLY,
    "service.deadline": READ_ONLY,
    "service.deadline.event": READ_ONLY,
    "service.deadline.call": {},  # what an automation has asked for
    "service.reaction": {"manager": {C, R, W, U}},
    "service.reaction.due": {},  # what is still to follow
    "service.digest": {},  # they name tickets of all companies
    "service.notice": {},
    "service.deadline.pause": BY_HAND,
    "service.deadline.stop": BY_HAND,
    "service.deadline.escalate": BY_HAND,
    "service.deadline.rule.apply": {"manager": {C, R, W, U}},
    "service.deadline.backtest": {"manager": {R, W, U}},
    "service.deadline.backtest.line": {"manager": {R}},
    "service.policy.carrier": CONFIGURED,
    "service.policy.clause": CONFIGURED,
    "service.policy.drift": {"manager": {R, W}},
    "service.policy.version": READ_ONLY | {"manager": {R, W, U}},
}
# Whose tickets each role sees: the one that concerns it, or the other one as well.
SEES = {
    "employee": {"seen"},
    "own": {"seen"},
    "team": {"seen"},
    "user": {"seen", "unseen"},
    "manager": {"seen", "unseen"},
    "admin": set(),
    "elsewhere": set(),
}


@tagged("post_install", "-at_install")
class TestDeadlineAccess(EngineCommon):
    """Every model of the engine × every role × every operation, by every door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_company = cls._create_company(name="Elsewhere X")
        cls.users = {
            role: new_test_user(cls.env, f"{role}_x", groups=group)
            for role, group in GROUPS.items()
            if role != "elsewhere"
        }
        cls.users["elsewhere"] = new_test_user(
            cls.env,
            "elsewhere_x",
            groups=GROUPS["elsewhere"],
            company_id=cls.other_company.id,
            company_ids=[Command.set(cls.other_company.ids)],
        )
        members = cls.users["own"] + cls.users["team"]
        cls.team.user_ids = [Command.set(members.ids)]
        cls.rule = cls._create_rule(public=True, allow_manual_stop=True)
        cls.secret_rule = cls._create_rule(
            name="internal",
            promise_id=cls._create_promise("internal_x").id,
            allow_manual_stop=True,
        )
        cls.tickets = {
            "seen": cls._create_ticket(
                name="Seen matter",
                user_id=cls.users["own"].id,
                partner_id=cls.users["portal"].partner_id.id,
            ),
            "unseen": cls._create_ticket(
                name="Secret matter",
                team_id=cls.team.copy({"name": "Others", "user_ids": False}).id,
                user_id=cls.leader.id,
            ),
        }
        cls.tickets["seen"].message_subscribe(
            (cls.users["employee"] + cls.users["portal"]).partner_id.ids
        )
        cls.env.flush_all()
        cls.deadlines = {
            name: cls.env["service.deadline"].search([("res_id", "=", ticket.id)])
            for name, ticket in cls.tickets.items()
        }

    def _as(self, role, records):
        records = records.with_user(self.users[role])
        records.invalidate_recordset()
        return records

    def _model(self, role, name):
        return self.env[name].with_user(self.users[role])

    # --- the access lists -------------------------------------------------------------

    def test_every_model_and_role(self):
        for name, expected in ACCESS.items():
            for role in GROUPS:
                found = {
                    operation
                    for operation in (C, R, W, U)
                    if self._model(role, name).has_access(operation)
                }
                with self.subTest(model=name, role=role):
                    self.assertEqual(found, expected.get(role, set()))

    def test_every_model_of_the_engine_is_in_the_matrix(self):
        data = self.env["ir.model.data"].search(
            [
                ("model", "=", "ir.model"),
                ("module", "in", ("service_deadline", "service_policy")),
            ]
        )
        models = self.env["ir.model"].browse(data.mapped("res_id"))
        names = {
            model.model
            for model in models.filtered(lambda model: not model.transient)
            if model.model.startswith("service.")
            and not self.env[model.model]._abstract
        }
        self.assertLessEqual(names, set(ACCESS))

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_nobody_writes_what_the_engine_writes(self):
        deadline = self.deadlines["seen"][0]
        for records in (deadline, deadline.event_ids, self.rule.terms_id):
            for role in GROUPS:
                mine = self._as(role, records)
                with self.subTest(model=records._name, role=role):
                    with self.assertRaises(AccessError):
                        mine.check_access("write")
                    with self.assertRaises(AccessError):
                        mine.check_access("unlink")
                    with self.assertRaises(AccessError):
                        mine.browse().check_access("create")

    def test_the_log_is_not_changed_even_by_the_system(self):
        event = self.deadlines["seen"][0].event_ids
        for change in (
            lambda: event.sudo().write({"reason": "x"}),
            lambda: event.sudo().unlink(),
        ):
            with self.assertRaisesRegex(UserError, "it is what happened"):
                change()

    # --- rows, by every door ----------------------------------------------------------

    def _doors(self, model, ids, name):
        """{door: whether it shows any of the rows}."""
        domain = [("id", "in", ids)]
        groups = model.formatted_read_group(domain, [name], ["__count"])
        raw = model._read_group(domain, [name], ["__count"])
        return {
            "search": bool(model.search(domain)),
            "search_count": bool(model.search_count(domain)),
            "search_read": bool(model.search_read(domain, ["id"])),
            "search_fetch": bool(model.search_fetch(domain, ["id"])),
            "web_search_read": bool(
                model.web_search_read(domain, {"id": {}})["records"]
            ),
            "read_group": any(count for _key, count in raw),
            "formatted_read_group": any(g["__count"] for g in groups),
            "read": self._can_read(model.browse(ids)),
            "export": self._can_export(model.browse(ids), name),
        }

    def _can_read(self, records):
        try:
            return bool(records.read(["id", "display_name"]))
        except AccessError:
            return False

    def _can_export(self, records, name):
        try:
            return bool(records.export_data([name])["datas"])
        except (AccessError, UserError):
            return False

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_promises_are_as_visible_as_their_tickets(self):
        for role, sees in SEES.items():
            for name, deadlines in self.deadlines.items():
                model = self._model(role, "service.deadline")
                model.env.invalidate_all()
                for door, shown in self._doors(model, deadlines.ids, "state").items():
                    if door == "export" and not shown:
                        continue  # needs a right of its own
                    with self.subTest(role=role, ticket=name, door=door):
                        self.assertEqual(shown, name in sees)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_logs_are_as_visible_as_their_promises(self):
        for role, sees in SEES.items():
            for name, deadlines in self.deadlines.items():
                model = self._model(role, "service.deadline.event")
                model.env.invalidate_all()
                ids = deadlines.event_ids.ids
                for door, shown in self._doors(model, ids, "kind").items():
                    if door == "export" and not shown:
                        continue
                    with self.subTest(role=role, ticket=name, door=door):
                        self.assertEqual(shown, name in sees)

    def test_names_of_unseen_tickets_do_not_leak(self):
        for role in ("employee", "own", "team", "admin", "elsewhere"):
            model = self._model(role, "service.deadline")
            with self.subTest(role=role):
                self.assertFalse(model.name_search("Secret"))
                self.assertFalse(model.search([("res_name", "ilike", "Secret")]))
                groups = model.formatted_read_group([], ["res_name"], ["__count"])
                self.assertNotIn("Secret", str(groups))

    def test_due_times_do_not_leak_through_other_models(self):
        due = self.deadlines["unseen"][0].due_at
        rules = self._model("own", "service.deadline.rule")
        tickets = self._model("own", "helpdesk.ticket")
        domain = [("next_deadline_id.due_at", "=", due)]
        self.assertEqual(tickets.search(domain), self.tickets["seen"])
        promised = rules.search([("id", "=", self.rule.id)])
        self.assertNotIn("Secret", str(promised.read()))

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_an_unseen_promise_explains_itself_to_nobody(self):
        deadline = self._as("own", self.deadlines["unseen"][0])
        with self.assertRaises(AccessError):
            deadline.explain()
        with self.assertRaises(AccessError):
            deadline.read(["explanation"])

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_an_unseen_promise_is_changed_by_nobody(self):
        reason = self.env["service.pause.reason"].create({"name": "Waits"})
        for role in ("employee", "own", "team", "elsewhere"):
            deadline = self._as(role, self.deadlines["unseen"][0])
            mine = reason.with_user(self.users[role])
            for change in (
                lambda d=deadline, r=mine: d.action_pause(r),
                lambda d=deadline: d.action_resume(),
                lambda d=deadline: d.action_stop("Done"),
            ):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    change()

    # --- customers --------------------------------------------------------------------

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_customers_have_no_access_to_promises(self):
        deadlines = self._as("portal", self.deadlines["seen"])
        for ask in (
            lambda: deadlines.search([]),
            lambda: deadlines.search_read([], ["due_at"]),
            lambda: deadlines.read(["due_at"]),
            lambda: deadlines._read_group([], ["state"], ["__count"]),
            lambda: deadlines.formatted_read_group([], ["state"], ["__count"]),
            lambda: deadlines.name_search(""),
            lambda: deadlines[0].explain(),
            lambda: deadlines.action_stop("Done"),
            lambda: deadlines.env["service.deadline.event"].search([]),
        ):
            with self.assertRaises(AccessError):
                ask()

    def test_were_they_given_access_customers_would_see_public_promises_of_their_own(
        self,
    ):
        for model in ("service_deadline", "service_deadline_event"):
            self.env["ir.model.access"].create(
                {
                    "name": "Portal",
                    "model_id": self.env.ref(f"service_deadline.model_{model}").id,
                    "group_id": self.env.ref("base.group_portal").id,
                    "perm_read": True,
                }
            )
        found = self._model("portal", "service.deadline").search([])
        self.assertEqual(found.sudo().rule_id, self.rule)
        self.assertEqual(found.sudo().res_id, self.tickets["seen"].id)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_customers_read_no_internal_due_time_on_their_ticket(self):
        ticket = self._as("portal", self.tickets["seen"])
        self.assertEqual(ticket.read(["name"])[0]["name"], "Seen matter")
        inner = {
            "next_deadline_id",
            "next_deadline_at",
            "next_deadline_state",
            "next_deadline_name",
            "deadline_ids",
            "deadline_strip",
            "deadline_count",
        }
        self.assertFalse(inner & ticket.fields_get().keys())
        for name in sorted(inner):
            with self.subTest(name), self.assertRaises(AccessError):
                ticket.read([name])
        with self.assertRaises(AccessError):
            ticket.search([("next_deadline_at", "!=", False)])

    def test_a_customer_changes_a_ticket_and_its_promises_follow(self):
        ticket = self.tickets["seen"]
        self._as("portal", ticket).sudo().message_post(
            body="Thank you", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        ticket.with_user(self.users["portal"]).sudo().stage_id = self.stage_done
        self.assertStates(ticket, "met", "met")

    # --- companies --------------------------------------------------------------------

    def test_rules_of_a_policy_of_another_company_are_hidden_with_it(self):
        policy = self.env["service.policy"].create(
            {
                "name": "Elsewhere only",
                "code": "TPE",
                "company_ids": [Command.set(self.other_company.ids)],
            }
        )
        rule = self._create_rule(policy_id=policy.id, target=2)
        step = self._create_step(rule)
        for record in (policy, rule, step, rule.terms_id):
            with self.subTest(record._name):
                for role, sees in (("manager", False), ("elsewhere", True)):
                    found = self._model(role, record._name).search_count(
                        [("id", "=", record.id)]
                    )
                    self.assertEqual(bool(found), sees, role)
