from odoo.tests import new_test_user

#: Who stands where every employee does.
EVERYBODY = ("employee", "manager", "chief")
OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}


class AccessMatrix:
    """Every model of an add-on × every role × every operation.

    For test cases with employee, manager, chief, hr_officer and hr_admin. One line per
    model: what every employee may do, what HR officers may do, what HR administrators
    may do, as letters: ``r`` read, ``w`` write, ``c`` create, ``d`` delete. Record
    rules narrow it to rows; those are tested beside each model.
    """

    #: The add-on; a model of it without a line fails.
    addon = ""
    matrix = {}
    #: Models without a company of their own: shared by all, or rows of a wizard.
    shared = frozenset()

    def matrix_users(self):
        """{role: user}"""
        return {
            "employee": self.employee.user_id,
            "manager": self.manager.user_id,
            "chief": self.chief.user_id,
            "hr_officer": self.hr_officer,
            "hr_admin": self.hr_admin,
        }

    @staticmethod
    def columns(everybody, officer, admin):
        """The users of the three columns, where an add-on has other roles.

        :param everybody: one to three users
        """
        users = [*everybody, *everybody, *everybody]
        others = dict(zip(EVERYBODY, users, strict=False))
        return others | {"hr_officer": officer, "hr_admin": admin}

    def models(self):
        """All models of the add-on that have a table."""
        return {
            name: model
            for name, model in self.env.registry.items()
            if model._original_module == self.addon and not model._abstract
        }

    def test_every_model_is_in_the_matrix(self):
        self.assertEqual(sorted(self.models()), sorted(self.matrix))

    def test_matrix(self):
        users = self.matrix_users()
        for name, rights in self.matrix.items():
            columns = (EVERYBODY, ("hr_officer",), ("hr_admin",))
            for roles, allowed in zip(columns, rights, strict=True):
                for role in roles:
                    model = self.env[name].with_user(users[role])
                    for letter, operation in OPERATIONS.items():
                        with self.subTest(model=name, role=role, operation=operation):
                            self.assertEqual(
                                model.has_access(operation), letter in allowed
                            )

    def test_outsiders_have_nothing(self):
        portal = new_test_user(self.env, "outsider", groups="base.group_portal")
        public = self.env.ref("base.public_user")
        for name in self.matrix:
            for user in (portal, public):
                for operation in OPERATIONS.values():
                    with self.subTest(model=name, user=user.login):
                        self.assertFalse(
                            self.env[name].with_user(user).has_access(operation)
                        )

    def test_every_model_keeps_companies_apart(self):
        """Models with a company, or with an employee, have a rule for everybody; so
        have wizards whose client chooses the company."""
        rules = self.env["ir.rule"].search([("groups", "=", False)])
        ruled = set(rules.model_id.mapped("model"))
        for name, model in self.models().items():
            names = {"company_id"}
            if not model._transient:
                names |= {"employee_id", "policy_id"}
            if names & set(model._fields) and name not in self.shared:
                with self.subTest(model=name):
                    self.assertIn(name, ruled)


class FormsAnswer:
    """Forms of an add-on answer whatever is filled in; beside an ``AccessMatrix``."""

    def test_forms_answer_before_they_have_what_they_need(self):
        """A client asks what follows from values, whatever is filled in so far."""
        user = self.matrix_users()["hr_admin"]
        for name in self.models():
            model = self.env[name].with_user(user)
            if not model.has_access("create"):
                continue
            spec = {
                name: {"fields": {}} if field.type.endswith("2many") else {}
                for name, field in model._fields.items()
                if model._has_field_access(field, "read")
            }
            blank = {
                name: False
                for name, field in model._fields.items()
                if field.store and name in spec and not field.type.endswith("2many")
            }
            for values, changed in (({}, []), (blank, list(blank))):
                with self.subTest(model=name, changed=changed):
                    answer = model.onchange(values, changed, spec)
                    self.assertIn("value", answer)
