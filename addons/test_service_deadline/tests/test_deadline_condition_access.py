from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.base_engine_tools.engine.reading import hidden_in_domain, hidden_path

from .common import EngineCommon

CONDITIONS = ("domain", "start_domain", "stop_domain", "cancel_domain", "pause_domain")
WAGE = "user_id.employee_ids.version_id.wage"
#: What an administrator of policies may not read, and how conditions could look at it.
HIDDEN = (
    f"[('{WAGE}', '>=', 8000)]",
    f"['!', ('{WAGE}', '<', 8000)]",
    "[('user_id', 'any', [('employee_ids.version_id.wage', '>=', 8000)])]",
    "[('user_id.employee_ids', 'not any', [('version_id.wage', '<', 8000)])]",
    "[('owner_id.private_email', 'ilike', 'a')]",
    "[('owner_id', 'ilike', 'a')]",
    "[('owner_id', 'in', ['Anna'])]",
    "[('owner_id.name', '=like', 'a%')]",
    "[('owner_id.parent_id.name', '=like', 'a%')]",
    "[('user_id.private_phone', '=like', '1%')]",
    "[('user_id.pin', '=', '1234')]",
    "[('partner_id.message_ids.body', 'ilike', 'secret')]",
    "[('message_ids.body', 'ilike', 'secret')]",
    "[('user_id.partner_id.activity_ids.note', 'ilike', 'secret')]",
    "[('create_uid.api_key_ids.name', 'ilike', 'a')]",
    "[('department_id.member_ids.name', 'ilike', 'a')]",
)
#: What rules are made of.
OPEN = (
    "[('stage_id.closed', '=', True)]",
    "[('stage_id', 'any', [('closed', '=', True)])]",
    "[('partner_id.country_id.code', '=', 'CN')]",
    "[('partner_id', 'ilike', 'lotus')]",
    "[('team_id.user_id', '!=', False)]",
    "[('team_id', 'child_of', 1)]",
    "[('user_id.name', '=', 'Anna')]",
    "[('owner_id', '!=', False)]",
    "[('owner_id', 'in', [1, 2])]",
    "[('department_id.name', '=', 'Service')]",
    "[('tag_ids', 'in', ['VIP'])]",
    "[('company_id.name', '=', 'A')]",
    "[('registered_at', '>', '2026-01-01')]",
)


@tagged("post_install", "-at_install")
class TestDeadlineConditionAccess(EngineCommon):
    """A condition looks only at what its author may read: the engine asks it in
    superuser mode, and what it is true of can be counted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.author = new_test_user(
            cls.env, "author", groups="service_policy.service_policy_group_manager"
        )
        cls.author.company_ids = cls.env.companies
        cls.hr_author = new_test_user(
            cls.env,
            "hr_author",
            groups="service_policy.service_policy_group_manager,hr.group_hr_manager",
        )

    def _as_author(self, records):
        return records.with_user(self.author)

    def assertRefused(self, function, *arguments):
        with (
            mute_logger("odoo.orm.models", "odoo.models"),
            self.env.cr.savepoint() as savepoint,
        ):
            with self.assertRaises(AccessError) as caught:
                function(*arguments)
            savepoint.rollback()
        return str(caught.exception)

    def test_a_rule_cannot_look_at_what_its_author_may_not_read(self):
        rule = self._as_author(self._create_rule(name="Probe"))
        for name in CONDITIONS:
            for text in HIDDEN:
                with self.subTest(field=name, condition=text):
                    self.assertRefused(rule.write, {name: text})

    def test_nor_can_a_new_or_a_copied_one(self):
        rule = self._create_rule(name="By HR", cancel_domain=HIDDEN[0])
        values = rule.copy_data()[0]
        self.assertRefused(self._as_author(rule).create, values)
        self.assertRefused(self._as_author(rule).copy)

    def test_the_message_says_which_path(self):
        rule = self._as_author(self._create_rule(name="Probe"))
        message = self.assertRefused(rule.write, {"cancel_domain": HIDDEN[0]})
        self.assertIn(WAGE, message)

    def test_what_rules_are_made_of_can_be_written(self):
        records = self._as_author(self.env["test.deadline.request"])
        rule = self._create_rule(name="Usual", stop_mode="manual", stop_domain="[]")
        rule = self._as_author(rule)
        for text in OPEN:
            with self.subTest(condition=text):
                rule.cancel_domain = text
                self.assertFalse(
                    hidden_in_domain(records, rule._domain("cancel_domain"))
                )

    def test_who_may_read_it_may_write_it(self):
        rule = self._create_rule(name="By HR").with_user(self.hr_author)
        rule.cancel_domain = HIDDEN[0]
        self.assertEqual(rule.cancel_domain, HIDDEN[0])

    def test_other_edits_of_such_a_rule_are_possible_but_not_its_figures(self):
        """Who may not read what a condition looks at gets no preview of it."""
        rule = self._create_rule(name="By HR", cancel_domain=HIDDEN[0])
        mine = self._as_author(rule)
        mine.limit = 7
        wizard = self.env["service.deadline.rule.apply"].with_user(self.author)
        values = {"rule_id": rule.id, "reason": "Curious"}
        self.assertRefused(lambda: wizard.create(values).dropped_count)
        self.assertRefused(lambda: wizard.new(values).preview_html)
        self.assertRefused(
            lambda: wizard.sudo().create(values).sudo(False).action_apply()
        )

    def test_the_preview_asks_only_records_that_the_reader_sees(self):
        """The condition is one on the record itself; its title is hidden."""
        self._create_request(name="Fire in shop 12")
        rule = self._create_rule(name="Probe")
        self._create_request(name="Fire in shop 13")
        self.env.flush_all()
        self.env["ir.rule"].create(
            {
                "name": "Own requests",
                "model_id": self.env["ir.model"]._get_id("test.deadline.request"),
                "domain_force": "[('user_id', '=', user.id)]",
            }
        )
        mine = self._as_author(rule)
        mine.cancel_domain = "[('name', 'ilike', 'fire')]"
        wizard = self.env["service.deadline.rule.apply"].with_user(self.author)
        wizard = wizard.create({"rule_id": rule.id, "reason": "Curious"})
        self.assertEqual(wizard.dropped_count, 0)
        self.assertEqual(mine.deadline_count, 0)

    def test_a_hidden_date_neither_starts_nor_ends_a_promise(self):
        """The field of a date is chosen like a condition."""
        fields = self.env["ir.model.fields"]
        field = fields._get("test.deadline.request", "registered_at")
        rule = self._as_author(self._create_rule(name="Probe"))
        rule.write({"start_mode": "date", "start_field_id": field.id})
        self.patch(
            type(self.env["test.deadline.request"])._fields["registered_at"],
            "groups",
            "hr.group_hr_manager",
        )
        for name in ("start_field_id", "due_field_id"):
            with self.subTest(field=name):
                self.assertRefused(rule.write, {name: field.id})

    def test_a_role_leads_only_where_its_author_may_read(self):
        model = self.env["ir.model"]._get("test.deadline.request")
        role = self._as_author(self.env["service.role"])
        values = {
            "name": "Probe",
            "code": "probe",
            "kind": "path",
            "model_id": model.id,
        }
        for path in ("owner_id.parent_id.user_id", "owner_id.coach_id"):
            with self.subTest(path=path):
                self.assertRefused(role.create, {**values, "path": path})
        for path in ("team_id.user_id", "owner_id"):
            with self.subTest(path=path):
                role.create({**values, "code": path, "path": path})

    @mute_logger("odoo.orm.models", "odoo.models", "odoo.addons.base.models.ir_rule")
    def test_no_path_of_two_steps_leads_to_what_the_orm_refuses(self):
        """The reference is the ORM: a search by the author himself."""
        records = self._as_author(self.env["test.deadline.request"])
        tried = 0
        for name, field in records._fields.items():
            paths = [name]
            if field.relational:
                paths += [
                    f"{name}.{other}"
                    for other in records.env[field.comodel_name]._fields
                ]
            for path in paths:
                try:
                    with self.env.cr.savepoint():
                        records.search([(path, "!=", False)], limit=1)
                except AccessError:
                    tried += 1
                    with self.subTest(path=path):
                        self.assertTrue(hidden_path(records, path))
                except (UserError, ValidationError, ValueError, NotImplementedError):
                    continue  # not a field that can be searched
        self.assertGreater(tried, 20)
