from odoo import fields, models
from odoo.exceptions import UserError

from ..models.service_review_opinion import VERDICTS


class ServiceReviewAnswer(models.TransientModel):
    """Asks for an opinion, with what is reviewed before one's eyes."""

    _name = "service.review.answer"
    _inherit = ["checked.wizard.mixin"]
    _description = "Answer to a Review"

    opinion_id = fields.Many2one(comodel_name="service.review.opinion", required=True)
    shown = fields.Html(related="opinion_id.shown")
    shown_file_ids = fields.Many2many(related="opinion_id.shown_file_ids")
    verdict = fields.Selection(selection=VERDICTS, string="Your Verdict")
    opinion = fields.Text(string="Your Opinion")
    attachment_ids = fields.Many2many(comodel_name="ir.attachment", string="Files")

    def action_apply(self):
        """Give the opinion, once."""
        self.ensure_one()
        self._check_targets(self._fields)
        if not self.verdict:
            raise UserError(self.env._("Choose what you say to it."))
        self.opinion_id._answer(self.verdict, self.opinion, self.attachment_ids)
        return {"type": "ir.actions.act_window_close"}
