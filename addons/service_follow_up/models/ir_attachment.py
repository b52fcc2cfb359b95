from odoo import api, models
from odoo.exceptions import AccessError, UserError


class IrAttachment(models.Model):
    """Files that somebody has just uploaded become part of what they are for, and stay
    as they were when somebody has decided about them."""

    _inherit = "ir.attachment"

    def write(self, vals):
        """Override: what reviewers decide about stays."""
        self._check_not_reviewed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_reviewed(self):
        self._check_not_reviewed()

    def _check_not_reviewed(self):
        """Refuse to change files of a review that was asked for, or of an opinion."""
        if self.env.su:
            return
        files = self.sudo()
        reviews = files.filtered(lambda file: file.res_model == "service.review")
        opinions = files.filtered(
            lambda file: file.res_model == "service.review.opinion"
        )
        if (reviews and reviews._is_part_of_asked()) or (
            opinions and opinions._is_part_of_opinion()
        ):
            raise UserError(
                self.env._("Somebody has been asked about these files: they stay.")
            )

    def _is_part_of_asked(self):
        domain = [("attachment_ids", "in", self.ids), ("state", "!=", "draft")]
        return bool(self.env["service.review"].search_count(domain, limit=1))

    def _is_part_of_opinion(self):
        domain = [("attachment_ids", "in", self.ids), ("state", "=", "answered")]
        return bool(self.env["service.review.opinion"].search_count(domain, limit=1))

    def _adopt(self, record):
        """Make files part of a record, so that its readers read them.

        Only what the user has uploaded for it: a file of another record stays there.
        """
        mine = self.sudo().filtered(
            lambda file: file.create_uid == self.env.user and not file.res_id
        )
        there = self.sudo().filtered(
            lambda file: file.res_model == record._name and file.res_id == record.id
        )
        if self - mine - there:
            raise AccessError(
                self.env._("Upload the files here: those of other records stay there.")
            )
        mine.write({"res_model": record._name, "res_id": record.id})
