from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .common_complaint import ComplaintCommon

C, R, W, U = "create", "read", "write", "unlink"
GROUPS = {
    "portal": "base.group_portal",
    "employee": "base.group_user",
    "own": "helpdesk_mgmt.group_helpdesk_user_own",
    "team": "helpdesk_mgmt.group_helpdesk_user_team",
    "user": "helpdesk_mgmt.group_helpdesk_user",
    "manager": "helpdesk_mgmt.group_helpdesk_manager",
}
# What each role may do with the parts of a ticket that it sees, and of one that it
# does not see.
PARTS = ("service.progress", "service.callback")
SEEN = {
    "portal": set(),
    "employee": {R},
    "own": {C, R},
    "team": {C, R},
    "user": {C, R},
    "manager": {C, R, W, U},
}
UNSEEN = {
    "portal": set(),
    "employee": set(),
    "own": set(),
    "team": set(),
    "user": {C, R},
    "manager": {C, R, W, U},
}
KINDS = {role: {R} for role in GROUPS} | {"manager": {C, R, W, U}}


class TestComplaintAccess(ComplaintCommon):
    """Every model of complaints × every role × every operation, rows by every door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            role: new_test_user(cls.env, f"{role}_matrix", groups=group)
            for role, group in GROUPS.items()
        }
        cls.seen_team, cls.unseen_team = cls.env["helpdesk.ticket.team"].create(
            [
                {
                    "name": "Seen",
                    "user_ids": [
                        Command.set((cls.users["own"] + cls.users["team"]).ids)
                    ],
                },
                {"name": "Unseen"},
            ]
        )
        cls.seen = cls._create_complaint(
            team_id=cls.seen_team.id, user_id=cls.users["own"].id
        )
        cls.unseen = cls._create_complaint(
            team_id=cls.unseen_team.id, user_id=cls.agent.id
        )
        shared = (cls.users["portal"] + cls.users["employee"]).partner_id
        cls.seen.message_subscribe(shared.ids)
        for ticket in cls.seen + cls.unseen:
            for model_name in PARTS:
                cls.env[model_name].create(cls._get_values(model_name, ticket))
        cls._commit()

    @classmethod
    def _get_values(cls, model_name, ticket):
        own = {
            "service.progress": {"body": "<p>Ok</p>"},
            "service.callback": {"verdict": "satisfied"},
        }
        return {"ticket_id": ticket.id, **own[model_name]}

    def _try(self, operation, records, values):
        """Tell whether the user of `records` may do it; leave nothing behind."""
        model = records.browse()
        attempts = {
            C: lambda: model.create(values),
            R: lambda: records.read(list(values)),
            W: lambda: records.write(values),
            U: records.unlink,
        }
        records.invalidate_recordset()
        try:
            with self.env.cr.savepoint() as savepoint:
                attempts[operation]()
                self.env.flush_all()
                savepoint.rollback()
        except AccessError:
            return False
        return True

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_who_may_do_what_with_parts_of_tickets(self):
        for ticket, expected in ((self.seen, SEEN), (self.unseen, UNSEEN)):
            for model_name in PARTS:
                part = self.env[model_name].search([("ticket_id", "=", ticket.id)])
                values = self._get_values(model_name, ticket)
                for role, user in self.users.items():
                    with self.subTest(ticket=ticket.name, model=model_name, role=role):
                        records = part.with_user(user).with_context(
                            allowed_company_ids=self.company.ids
                        )
                        allowed = {
                            operation
                            for operation in (C, R, W, U)
                            if self._try(operation, records, values)
                        }
                        self.assertEqual(allowed, expected[role])

    def test_rows_are_found_only_where_they_may_be_read(self):
        """By search, search_read, counting, grouping and through the ticket."""
        for model_name in PARTS:
            for role, user in self.users.items():
                if role == "portal":
                    continue
                with self.subTest(model=model_name, role=role):
                    tickets = self.seen + (
                        self.unseen if R in UNSEEN[role] else self.Ticket
                    )
                    model = self.env[model_name].with_user(user)
                    domain = [("ticket_id", "in", (self.seen + self.unseen).ids)]
                    self.assertEqual(model.search(domain).ticket_id, tickets)
                    self.assertEqual(
                        {row["ticket_id"][0] for row in model.search_read(domain)},
                        set(tickets.ids),
                    )
                    self.assertEqual(model.search_count(domain), len(tickets))
                    groups = model.formatted_read_group(
                        domain, ["ticket_id"], ["__count"]
                    )
                    self.assertEqual(len(groups), len(tickets))

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_portal_reads_no_parts_but_by_the_page(self):
        for model_name in PARTS:
            with self.assertRaises(AccessError):
                self.env[model_name].with_user(self.users["portal"]).search([])

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_kinds_of_complaint(self):
        kind = self.kind
        for role, user in self.users.items():
            with self.subTest(role=role):
                allowed = {
                    operation
                    for operation in (C, R, W, U)
                    if self._try(operation, kind.with_user(user), {"name": "K"})
                }
                self.assertEqual(allowed, KINDS[role])

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_speaks_in_the_name_of_a_colleague(self):
        for model_name in PARTS:
            values = self._get_values(model_name, self.seen)
            values["user_id"] = self.agent.id
            for role in ("own", "team", "user"):
                with self.subTest(model=model_name, role=role):
                    model = self.env[model_name].with_user(self.users[role])
                    with self.assertRaises(AccessError):
                        model.create(values)
            manager = self.env[model_name].with_user(self.users["manager"])
            self.assertEqual(manager.create(values).user_id, self.agent)

    def test_portal_sees_only_kinds_that_are_shown(self):
        self.kind.show_in_portal = False
        kinds = self.kind.with_user(self.users["portal"]).search([])
        self.assertTrue(kinds)
        self.assertNotIn(self.kind, kinds)

    def test_companies_are_apart(self):
        company_b = self._create_company(name="Company B")
        foreign = self._create_complaint(
            company_id=company_b.id, team_id=False, user_id=False, stage_id=False
        )
        for model_name in PARTS:
            self.env[model_name].create(self._get_values(model_name, foreign))
            found = (
                self.env[model_name]
                .with_user(self.users["manager"])
                .search([("ticket_id", "=", foreign.id)])
            )
            self.assertFalse(found)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_reason_wizard_gives_no_more_than_the_ticket(self):
        for role in ("portal", "employee"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._decline(self.seen, self.users[role])
        with self.assertRaises(AccessError):
            self._decline(self.unseen, self.users["own"])
        self._decline(self.seen, self.users["own"])
        self.assertEqual(self.seen.scope, "declined")

    def _decline(self, ticket, user):
        self.env["helpdesk.ticket.reason"].with_user(user).create(
            {"ticket_ids": ticket.ids, "step": "decline", "reason": "No"}
        ).action_apply()

    def test_visitors_cannot_change_stages(self):
        """helpdesk_mgmt grants it to everybody who is not even logged in."""
        public = self.env.ref("base.public_user")
        self.assertFalse(self.stage_new.with_user(public).has_access("write"))

    def test_agents_with_own_tickets_can_read_the_type(self):
        own = self.users["own"]
        ticket = self.seen.with_user(own)
        self.assertEqual(ticket.type_id.name, "Complaint")
        self.assertTrue(
            self.Ticket.with_user(own).get_views([(False, "form"), (False, "list")])
        )
