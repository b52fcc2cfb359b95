from odoo import api, fields, models
from odoo.exceptions import ValidationError

# No promise looks at these, unless a rule names them.
INDIFFERENT = frozenset(("description", "priority"))
# Writing one of these can move a ticket to another stage.
_STAGE_INPUTS = {"stage_id", "team_id", "type_id", "user_id", "complaint_kind_id"}


class HelpdeskTicket(models.Model):
    """A request of a customer: registered, routed, judged, handled, closed.

    Recorded at once: time, person, content, contact (SM-2.1, SM-5.3, SA-2.4, CM-2.2).
    The kind of a complaint leads it to the department in charge and to its team; its
    severity says which procedure it takes, and its result is told (CM-2).
    """

    _name = "helpdesk.ticket"
    _inherit = [
        "service.ticket.access.mixin",
        "service.deadline.mixin",
        "service.complaint.mixin",
        "service.customer.mixin",
        "service.followup.mixin",
        "service.asking.mixin",
        "service.closing.mixin",
        "service.next.step.mixin",
        "service.repeat.mixin",
        "service.consulting.mixin",
        "helpdesk.ticket",
    ]

    _deadline_start_field = "registered_at"

    # Registration
    class_id = fields.Many2one(
        related="type_id.class_id", string="Class of Request", store=True
    )
    class_code = fields.Char(
        related="class_id.code",
        string="Code of the Class",
        store=True,
        index=True,
        help="By which rules know the class.",
    )
    class_stage_ids = fields.Many2many(related="class_id.stage_ids")
    is_complaint = fields.Boolean(related="class_id.is_complaint", store=True)
    has_scope = fields.Boolean(related="class_id.has_scope")
    has_place = fields.Boolean(related="class_id.has_place")
    registered_at = fields.Datetime(
        string="Registered On",
        required=True,
        default=fields.Datetime.now,
        copy=False,
        index=True,
        help="When the request reached us. The promises count from here.",
    )
    urgency = fields.Selection(
        selection=[("normal", "Normal"), ("urgent", "Urgent")],
        required=True,
        default="normal",
        tracking=True,
    )

    # Routing
    complaint_kind_id = fields.Many2one(
        comodel_name="service.complaint.kind",
        string="Kind of Complaint",
        tracking=True,
        index="btree_not_null",
    )
    department_id = fields.Many2one(
        comodel_name="hr.department",
        string="Department in Charge",
        compute="_compute_department_id",
        store=True,
        readonly=False,
        tracking=True,
        check_company=True,
    )
    taken_by_id = fields.Many2one(
        comodel_name="res.users",
        domain=[("share", "=", False)],
        copy=False,
        tracking=True,
        help="Who took the request (受理人): who registered it, else who was the first "
        "in charge of it or accepted it. Stays when the request is passed on, because "
        "whoever took a complaint follows it and tells the customer (CM-2.4).",
    )
    needs_department = fields.Boolean(
        string="Another Department Is Needed",
        help="The answer needs another department: an internal contact letter is "
        "due (CM-1.3).",
    )

    # === COMPUTE METHODS === #

    @api.depends("number", "name")
    def _compute_display_name(self):
        """Override of `helpdesk_mgmt`: what is not there yet is not named."""
        for ticket in self:
            number = ticket.number if ticket.number != "/" else ""
            ticket.display_name = " - ".join(filter(None, [number, ticket.name]))

    @api.depends("complaint_kind_id")
    def _compute_department_id(self):
        """The kind decides; a kind without department leaves the choice to the staff.

        Only the kind is a dependency: a later change of the kind's department moves
        new complaints, not those already in somebody's hands.
        """
        complaints = self.filtered("complaint_kind_id")
        for company, tickets in complaints.grouped("company_id").items():
            for ticket in tickets.with_company(company):
                kind = ticket.complaint_kind_id
                ticket.department_id = kind.department_id or ticket.department_id

    @api.depends("user_id")
    def _compute_team_id(self):
        """Override of `helpdesk_mgmt`: a team of the ticket's company, not just any."""
        for ticket in self.filtered(lambda ticket: not ticket.team_id):
            ticket.team_id = ticket.user_id.helpdesk_team_ids.filtered(
                lambda team, own=ticket.company_id: not team.company_id - own
            )[:1]

    # === ONCHANGE METHODS === #

    @api.onchange("complaint_kind_id")
    def _onchange_complaint_kind_id(self):
        kind = self.complaint_kind_id.with_company(self.company_id)
        self.team_id = kind.team_id or self.team_id

    @api.onchange("type_id")
    def _onchange_type_id(self):
        """Override of `helpdesk_type`: a team without types takes every type."""
        if self.team_id.type_ids:
            return super()._onchange_type_id()
        return None

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        """Override of `helpdesk_mgmt` to take the phone number too."""
        result = super()._onchange_partner_id()
        if self.partner_id:
            self.partner_phone = self.partner_id.phone
        return result

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_lengths(vals)
            vals.update(self._get_kind_team_values(vals, vals.get("company_id")))
            if "taken_by_id" not in vals:
                vals["taken_by_id"] = self._get_taker(vals)
            self._follow_company_of_team(vals)
        self._set_first_stages(vals_list)
        tickets = super().create(vals_list)
        tickets._follow_stage()
        if self.env.context.get("service_tell_customers"):
            tickets._tell_result_at_once()
        tickets._take_as_told()
        if self.env.context.get("service_acknowledge"):
            tickets._acknowledge()
        return tickets

    def write(self, vals):
        """Override: what a change of stage, severity or result brings with it.

        A severity that is raised asks for its own procedure (CM-2.1); a result written
        after closing is told (SM-5.3).
        """
        if vals.get("user_id"):
            self._take(vals["user_id"])
        self._check_lengths(vals)
        raised = self.browse()
        if "severity" in vals:
            raised = self.filtered(lambda ticket: ticket._is_raised_by(vals))
        may_move = bool(_STAGE_INPUTS & vals.keys())
        was_open, waited = self.browse(), {}
        if may_move:
            was_open = self.filtered(lambda ticket: not ticket.closed_date)
            waited = self._waiting_for()
        for company, tickets in self.grouped("company_id").items():
            team_values = self._get_kind_team_values(vals, company.id)
            super(HelpdeskTicket, tickets).write({**vals, **team_values})
        if "type_id" in vals:
            self._follow_class()
        if may_move:
            self._follow_stage()
            self._follow_waiting(waited)
            was_open.filtered(lambda ticket: ticket.stage_id.closed)._on_closed()
        if raised and "procedure_started_at" not in vals:
            raised._note_facts({"procedure_started_at": False})
        if "result" in vals:
            self._tell_result()
        return True

    @api.model
    def _follow_company_of_team(self, vals):
        """A new ticket is one of the company of its team, unless it names another."""
        if vals.get("team_id") and not vals.get("company_id"):
            team = self.env["helpdesk.ticket.team"].sudo().browse(vals["team_id"])
            vals.update({"company_id": team.company_id.id} if team.company_id else {})

    @api.constrains("team_id", "company_id")
    def _check_company_of_team(self):
        """A team of another company could not keep what this one promises."""
        for ticket in self.sudo():
            company = ticket.team_id.company_id
            if company and company != ticket.company_id:
                raise ValidationError(
                    self.env._(
                        "Team %(team)s works for %(other)s, and %(ticket)s is a "
                        "request to %(company)s. Choose a team of this company.",
                        team=ticket.team_id.name,
                        other=company.name,
                        ticket=ticket.display_name,
                        company=ticket.company_id.name,
                    )
                )

    @api.model
    def _set_first_stages(self, vals_list):
        """Put tickets in the first stage of their team and class, asked once for each.

        `helpdesk_mgmt` does the same with a search for every ticket of an import.
        """
        starting = [v for v in vals_list if v.get("team_id") and "stage_id" not in v]
        stages = {}
        for vals in starting:
            team_id, type_id = key = vals["team_id"], vals.get("type_id") or False
            if key not in stages:
                team = self.env["helpdesk.ticket.team"].browse(team_id)
                ticket_type = self.env["helpdesk.ticket.type"].sudo().browse(type_id)
                stages[key] = ticket_type.class_id._stages_among(
                    team._get_applicable_stages()
                )[:1].id
            vals["stage_id"] = stages[key]

    @api.model
    def _get_kind_team_values(self, vals, company_id):
        """Return the team of the complaint kind in `vals`, unless a team is given.

        Not a computed field: the kind decides when it is chosen, not ever after.
        """
        if not vals.get("complaint_kind_id") or vals.get("team_id"):
            return {}
        kind = self.env["service.complaint.kind"].sudo()
        kind = kind.with_company(company_id or self.env.company)
        team = kind.browse(vals["complaint_kind_id"]).team_id
        return {"team_id": team.id} if team else {}

    @api.model
    def _get_taker(self, vals):
        """Return the id of the user who takes a request that is registered by `vals`.

        Whoever registers it at the desk; with an import, from the portal or by e-mail,
        whoever is put in charge.
        """
        user = self.env.user
        registers = user._is_internal() and user.active
        if registers and not self.env.context.get("import_file"):
            return user.id
        return vals.get("user_id")

    def _take(self, user_id):
        """Note who takes the requests that nobody has taken yet."""
        untaken = self.filtered(lambda ticket: not ticket.taken_by_id)
        if untaken:
            untaken.write({"taken_by_id": user_id})

    # === STAGES === #

    def _follow_class(self):
        """Leave stages that the class of the tickets does not go through."""
        for ticket in self.filtered("class_id.stage_ids"):
            stages = ticket._get_stages()
            if ticket.stage_id not in stages:
                ticket.stage_id = stages[:1]

    def _get_stages(self):
        """Return the stages that this ticket can be in."""
        self.ensure_one()
        team = self.with_company(self.company_id).team_id
        return self.class_id._stages_among(team._get_applicable_stages())

    # === PROMISES === #

    def _deadline_is_closed(self):
        """Override of the mixin: a closed stage ends the cycle."""
        return self.stage_id.closed

    @api.model
    def _deadline_subjects(self):
        """Override of the mixin: the classes of requests."""
        return [
            (
                request_class.name,
                {
                    "class_id": request_class.id,
                    "class_code": request_class.code,
                    "is_complaint": request_class.is_complaint,
                },
            )
            for request_class in self.env["service.request.class"].search([])
        ]

    def _deadline_facts(self):
        """Override of the mixin: what was done, when it was done."""
        return super()._deadline_facts() | {
            *(["closed_date"] if self else []),  # what comes in closed says since when
            "is_withdrawn",
            "reopened_at",
            "reopen_count",
            "procedure_started_at",
            "letter_sent_at",
            "result_told_at",
            "last_progress_at",
            "callback_done_at",
            "callback_verdict",
            "chase_count",
            "last_chase_at",
        }

    @api.model
    def _deadline_indifferent_fields(self):
        """Override of the mixin: what only says more, or what comes first."""
        return INDIFFERENT

    def _deadline_drop_reason(self):
        """Override of the mixin: what a customer takes back is neither kept nor
        broken."""
        return super()._deadline_drop_reason() or (
            "withdrawn" if self.is_withdrawn else ""
        )

    def _deadline_company(self):
        """Override of the mixin."""
        return self.company_id

    def _deadline_user(self):
        """Override of the mixin."""
        return self.user_id

    def _deadline_calendar(self):
        """Override of the mixin: working hours of the team, else of its parents."""
        return self.team_id._hours()

    def _deadline_team_leader(self):
        """Override of the mixin."""
        return self.team_id.user_id

    def _deadline_department(self):
        """Override of the mixin: the one in charge, and no other."""
        return self.department_id

    def _deadline_dimensions(self):
        """Override of the mixin."""
        return super()._deadline_dimensions() | {
            "team_id": self.team_id.id,
            "department_id": self.department_id.id,
            "channel_id": self.channel_id.id,
            "class_id": self.class_id.id,
            "complaint_kind_id": self.complaint_kind_id.id,
            "customer_class_id": self.customer_class_id.id,
            "partner_id": self.partner_id.id,
        }

    def action_deadline_resume(self):
        """Override of `service_deadline`: who goes on leaves the stage that waits,
        which would pause the promises again."""
        result = super().action_deadline_resume()
        if not self.env.context.get("default_deadline_id"):
            for ticket in self.filtered("stage_id.pause_reason_id"):
                ticket.stage_id = ticket._get_working_stage()
        return result

    def _note_reply(self):
        """Override of the mixin: no answer of the customer waits any more."""
        self.sudo().answered_at = False
        return super()._note_reply()

    @api.model
    def _deadline_done_domain(self):
        """Override of the mixin."""
        return '[("stage_id.closed", "=", True)]'

    def _deadline_pause_reason(self):
        """Override of the mixin: what the stage waits for."""
        return self.stage_id.pause_reason_id

    def _deadline_tell_customer(self, template):
        """Override of the mixin: in the conversation that the portal shows (CM-2.4);
        somebody calls a customer who has no e-mail address."""
        if self._has_address():
            self._post_template(
                template, message_type="auto_comment", notify_skip_followers=True
            )
        else:
            self._ask_to_call(template)

    def _is_answered_by(self, message, told):
        """Override of the mixin: a customer may have an address only."""
        mail = self.partner_email_normalized
        by_address = mail and mail in (
            told.mail_email_address,
            told.res_partner_id.email_normalized,
        )
        if by_address and self._is_reply_to_customer(message):
            return True
        return super()._is_answered_by(message, told)

    def _deadline_raise_severity(self, reason):
        """Override of the mixin."""
        self.action_raise_severity(reason)

    def _get_public_deadlines(self):
        """Return the promises of the present handling that the customer may see.

        A time that was agreed takes the place of what else would end in the same way:
        the customer is promised one time for one thing.
        """
        self.ensure_one()
        shown = self.deadline_ids.filtered(
            lambda deadline: (
                deadline.public
                and deadline.cycle == self.deadline_cycle
                and deadline.state != "cancelled"
            )
        )
        agreed = shown.filtered("agreed_at")
        ends = {deadline.rule_id.stop_domain for deadline in agreed}
        return agreed + (shown - agreed).filtered(
            lambda deadline: deadline.rule_id.stop_domain not in ends
        )
