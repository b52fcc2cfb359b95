from odoo import fields, models


class TestDeadlineTeam(models.Model):
    """Who works on requests, in which hours; below another team."""

    _name = "test.deadline.team"
    _description = "Team for Requests with Promises"

    name = fields.Char(required=True)
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    parent_id = fields.Many2one("test.deadline.team")
    user_id = fields.Many2one("res.users")
    user_ids = fields.Many2many("res.users", string="Members")
    resource_calendar_id = fields.Many2one("resource.calendar")

    def write(self, vals):
        """Override to let running promises follow the hours of another calendar."""
        res = super().write(vals)
        if {"resource_calendar_id", "parent_id"} & vals.keys():
            requests = self.env["test.deadline.request"].sudo()
            requests.search([("team_id", "!=", False)])._refresh_deadlines()
        return res

    def _get_applicable_stages(self):
        """Stages of the team, and those of all teams."""
        return self.env["test.deadline.stage"].search(
            ["|", ("team_ids", "=", False), ("team_ids", "in", self.ids)]
        )
