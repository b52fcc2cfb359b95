from odoo import api, fields, models

SEVERITIES = ["general", "important", "major"]


class TestDeadlineRequest(models.Model):
    """A request with people, hours, stages and dates: all that rules can look at.

    It lists ``mail.thread`` itself, as models do that have a chatter anyway.
    """

    _name = "test.deadline.request"
    _inherit = ["service.deadline.mixin", "mail.thread", "mail.activity.mixin"]
    _description = "Request with Promises"
    _mail_post_access = "read"

    _deadline_start_field = "registered_at"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    description = fields.Html()
    subject_ref = fields.Char()
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    registered_at = fields.Datetime(default=fields.Datetime.now, copy=False)
    promised_at = fields.Datetime(copy=False)
    priority = fields.Selection(
        [("0", "Low"), ("1", "Medium"), ("2", "High"), ("3", "Highest")], default="1"
    )
    severity = fields.Selection(
        [(name, name.title()) for name in SEVERITIES], default="general"
    )
    tag_ids = fields.Many2many("res.partner.category")
    team_id = fields.Many2one("test.deadline.team")
    stage_id = fields.Many2one(
        "test.deadline.stage",
        compute="_compute_stage_id",
        store=True,
        readonly=False,
        copy=False,
    )
    user_id = fields.Many2one("res.users")
    partner_id = fields.Many2one("res.partner")
    owner_id = fields.Many2one("hr.employee")
    department_id = fields.Many2one("hr.department")

    @api.depends("team_id")
    def _compute_stage_id(self):
        for request in self:
            stages = request.team_id._get_applicable_stages()
            if request.stage_id not in stages:
                request.stage_id = stages[:1]

    def _deadline_company(self):
        return self.company_id

    def _deadline_user(self):
        return self.user_id

    def _deadline_calendar(self):
        team = self.team_id
        while team and not team.resource_calendar_id:
            team = team.parent_id
        return team.resource_calendar_id

    def _deadline_is_closed(self):
        return self.stage_id.closed

    def _deadline_team_leader(self):
        return self.team_id.user_id

    def _deadline_department(self):
        return self.department_id

    def _deadline_dimensions(self):
        return super()._deadline_dimensions() | {"partner_id": self.partner_id.id}

    def _deadline_raise_severity(self, reason):
        for request in self:
            rank = SEVERITIES.index(request.severity)
            request.severity = SEVERITIES[min(rank + 1, len(SEVERITIES) - 1)]
            request.message_post(body=reason)
