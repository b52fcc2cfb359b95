from odoo import models
from odoo.exceptions import AccessError


class IrAttachment(models.Model):
    """Files that somebody has just uploaded become part of what they are for."""

    _inherit = "ir.attachment"

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
