from odoo import api, fields, models, tools


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    service_type_id = fields.Many2one(
        comodel_name="helpdesk.ticket.type",
        string="Type of Incoming E-mails",
        groups="base.group_user",
        help="Tickets made from e-mails to this team's address get this type. "
        "For example Complaint for complaints@your-company.com.",
    )
    resource_calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Hours",
        groups="base.group_user",
        check_company=True,
        help="Promises of this team count these hours. Empty: those of the team above, "
        "else of the company.",
    )

    promise_overdue_count = fields.Integer(
        string="Overdue",
        compute="_compute_promise_counts",
        groups="base.group_user",
    )
    promise_today_count = fields.Integer(
        string="Due Today",
        compute="_compute_promise_counts",
        groups="base.group_user",
    )

    @api.depends("ticket_ids.next_deadline_at")
    @api.depends_context("uid", "tz")
    def _compute_promise_counts(self):
        """Requests whose next promise has broken, and whose ends today."""
        now = fields.Datetime.now()
        midnight = self.env["service.desk"]._midnight(now)
        spans = {
            "promise_overdue_count": [("next_deadline_at", "<", now)],
            "promise_today_count": [
                ("next_deadline_at", ">=", now),
                ("next_deadline_at", "<", midnight),
            ],
        }
        for name, span in spans.items():
            counts = dict(
                self.env["helpdesk.ticket"]._read_group(
                    [("team_id", "in", self.ids), *span], ["team_id"], ["__count"]
                )
            )
            for team in self:
                team[name] = counts.get(team, 0)

    def _retrieve_dashboard(self):
        """Override to name the figures of the host in the reader's language."""
        names = {
            "helpdesk_mgmt.helpdesk_ticket_action_unassigned": self.env._(
                "Open, without a team"
            ),
            "helpdesk_mgmt.helpdesk_ticket_action_opened": self.env._(
                "All open requests"
            ),
        }
        figures = super()._retrieve_dashboard()
        return [
            {**each, "name": names.get(each.get("action"), each["name"])}
            for each in figures
        ]

    def _hours(self):
        """Working hours of the team, else of its parents; none where none has any."""
        return self.env["resource.calendar"].browse(self._hours_id() if self else [])

    @tools.ormcache("self.id")
    def _hours_id(self):
        """Their id, kept in memory: asked at each change of a request."""
        team = self.sudo()
        while team and not team.resource_calendar_id:
            team = team.parent_id
        return team.resource_calendar_id.id or None

    def write(self, vals):
        """Override to let running promises follow the hours of another calendar."""
        res = super().write(vals)
        if {"resource_calendar_id", "parent_id"} & vals.keys():
            self.env.registry.clear_cache()
            self.env["service.deadline"].sudo()._recheck(
                [("team_id", "child_of", self.ids)]
            )
        return res

    def unlink(self):
        """Override to let promises go over to the hours of the company."""
        self.env["service.deadline"].sudo()._recheck(
            [("team_id", "child_of", self.ids)]
        )
        return super().unlink()
