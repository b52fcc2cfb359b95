from odoo import api, fields, models


class ServiceAskedMixin(models.AbstractModel):
    """Somebody of the staff is asked and answers: the head of a department.

    What a question and an opinion have in common: who is asked, who has answered, and
    that the deputy may.
    """

    _name = "service.asked.mixin"
    _description = "Record about Which Somebody Is Asked"

    department_id = fields.Many2one(comodel_name="hr.department", index=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who Is Asked",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        domain=[("share", "=", False)],
        help="Of a department: its head, or the next one above with a log-in.",
    )
    answered_at = fields.Datetime(readonly=True, copy=False)
    answered_by_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        copy=False,
        help="Who was asked, or the deputy.",
    )

    @api.depends("department_id")
    def _compute_user_id(self):
        for asked in self:
            head = asked.department_id.sudo().manager_id
            if asked.department_id and not asked.user_id:
                asked.user_id = head._user_or_above()

    def _may_answer(self):
        """Whether the user is who was asked, or the deputy."""
        asked = self.sudo().user_id
        return self.env.user in (asked | asked.deputy_id)
