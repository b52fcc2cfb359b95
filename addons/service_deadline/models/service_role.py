from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.base_engine_tools.engine.reading import hidden_path

PEOPLE = ("res.users", "hr.employee")


class ServiceRole(models.Model):
    """Whom a rule means: a way of finding the person for a record.

    Rules and steps name roles, so that they stay true when people come and go. Who is
    on leave or has no user passes on to the deputy, else to the manager, else to the
    team leader; with nobody left to the project manager of the company.

    Another way of finding somebody is a kind that an add-on adds (``selection_add``),
    with its method ``_find_<kind>``.
    """

    _name = "service.role"
    _description = "Role"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short technical name, for imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        selection=[
            ("assignee", "Who is in charge of it"),
            ("path", "A person whom the record names"),
            ("team_leader", "Leader of the team"),
            ("department_head", "Head of the department"),
            ("manager_chain", "Chain of managers"),
            ("company", "A person whom the company names"),
            ("group", "Whoever is there of a group"),
            ("user", "Always the same person"),
        ],
        string="How the person is found",
        required=True,
        default="path",
    )
    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Records",
        ondelete="cascade",
        domain=lambda self: [
            ("model", "in", self.env["service.deadline"]._deadline_models())
        ],
        help="Which records name the person. Only their rules can have this role.",
    )
    path_model = fields.Char(compute="_compute_path_model")
    path = fields.Char(
        string="Field",
        help="From the record to a user or an employee.",
    )
    level = fields.Integer(
        string="Levels Up",
        help="0: the direct manager. Each time that a step acts again it goes one "
        "level higher.",
    )
    group_id = fields.Many2one(comodel_name="res.groups", ondelete="restrict")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Person",
        domain=[("share", "=", False)],
        ondelete="restrict",
    )

    _code_unique = models.Constraint(
        "UNIQUE(code)", "Another role has this code already: choose a different one."
    )
    _level_positive = models.Constraint(
        "CHECK(level >= 0)", "The managers are above: choose 0 or more levels."
    )

    @api.depends("kind", "model_id")
    def _compute_path_model(self):
        for role in self:
            named = role.kind == "path" and role.sudo().model_id.model
            role.path_model = "res.company" if role.kind == "company" else named

    # --- what is asked of a role ------------------------------------------------------

    @api.constrains("kind", "model_id", "path", "group_id", "user_id")
    def _check_complete(self):
        for role in self:
            if problem := role._problem():
                raise ValidationError(
                    self.env._(
                        "Role %(role)s: %(problem)s", role=role.name, problem=problem
                    )
                )
        self.sudo(False)._check_readable()  # constraints are asked as superuser

    def _check_readable(self):
        """Whom a path leads to is seen by who answers for a promise, so it may lead
        only where its author may read himself."""
        for role in self.sudo().filtered("path_model"):
            if hidden_path(self.env[role.path_model], role.path or ""):
                raise AccessError(
                    self.env._(
                        "Role %(role)s: '%(path)s' leads over something that you may "
                        "not read. Choose another field, or ask somebody who may.",
                        role=role.name,
                        path=role.path,
                    )
                )

    def _problem(self):
        """What is missing to find the person, as a sentence; or an empty text."""
        if self.kind == "path" and not self.model_id:
            return self.env._("choose which records name the person.")
        if self.kind in ("path", "company") and not self._leads_to_people():
            return self.env._("choose a field that leads to a user or an employee.")
        if self.kind == "group" and not self.group_id:
            return self.env._("choose the group.")
        if self.kind == "user" and not self.user_id:
            return self.env._("choose the person.")
        if self.kind == "user" and self.user_id.share:
            return self.env._("choose a member of the staff.")
        return ""

    def _leads_to_people(self):
        """Whether the path exists and ends at users or employees."""
        model = self.env.get(self.path_model)
        for name in (self.path or "").split("."):
            field = model._fields.get(name) if model is not None else None
            if field is None or not field.relational:
                return False
            model = self.env[field.comodel_name]
        return model._name in PEOPLE

    def write(self, vals):
        """Override to let running promises follow to other people."""
        res = super().write(vals)
        self.env["service.deadline"].sudo()._recheck(
            [("rule_id.role_id", "in", self.ids)]
        )
        return res

    # --- who it is --------------------------------------------------------------------

    def _person(self, record, level=0):
        """User who acts in this role for a record now (may be empty).

        :param record: record of a model with promises
        :param int level: how far up the chain of managers, counted from that of the
            role
        """
        self.ensure_one()
        return record._deadline_present(self._holders(record, level)).with_env(self.env)

    def _holders(self, record, level=0):
        """Users who have this role for a record, present or not.

        Asks ``_find_<kind>``.
        """
        return self._finder()(record, level)

    def _finder(self):
        """What finds them: a function of a record and a level."""
        self.ensure_one()
        return getattr(self.sudo(), f"_find_{self._kind()}")

    @tools.ormcache("self.id")
    def _kind(self):
        """How the person is found: asked for each promise, so kept in memory."""
        return self.sudo().kind

    def _find_assignee(self, record, level):
        return record._deadline_user()

    def _find_team_leader(self, record, level):
        return record._deadline_team_leader()

    def _find_department_head(self, record, level):
        return record._deadline_department().sudo().manager_id._user_or_above()

    def _find_manager_chain(self, record, level):
        user = record._deadline_user().with_env(self.env)
        user = user.with_company(record._deadline_company())
        return user._manager(self.level + level)

    def _find_path(self, record, level):
        if record._name != self.sudo().model_id.model:
            return self.env["res.users"]
        return self._users_of(record.sudo().mapped(self.path))

    def _find_company(self, record, level):
        return self._users_of(record._deadline_company().sudo().mapped(self.path))

    def _find_group(self, record, level):
        company = record._deadline_company()
        return self.group_id.all_user_ids.filtered(
            lambda user: user.active and company in user.company_ids
        )

    def _find_user(self, record, level):
        return self.user_id

    def _users_of(self, people):
        """Users, also where a path leads to employees."""
        if people._name == "res.users":
            return people
        return people[:1]._user_or_above()
