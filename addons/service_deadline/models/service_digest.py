from odoo import api, fields, models

# Sent ones are of use for the pause between two; then nobody needs them.
_KEEP_DAYS = 2


class ServiceDigest(models.Model):
    """An e-mail that told one of the staff about promises.

    It says when somebody was told last, and what an e-mail that has not left yet was
    about: one whose promises have ended in the meantime does not leave any more. Nobody
    reads them.
    """

    _name = "service.digest"
    _description = "E-mail about Promises"
    _order = "told_at desc, id desc"

    user_id = fields.Many2one(
        comodel_name="res.users", required=True, index=True, ondelete="cascade"
    )
    told_at = fields.Datetime(required=True, index=True)
    tried_at = fields.Datetime(required=True)
    mail_id = fields.Many2one(
        comodel_name="mail.mail", index="btree_not_null", ondelete="set null"
    )
    deadline_ids = fields.Many2many(comodel_name="service.deadline")

    @api.model
    def _pause(self):
        """Minutes between two e-mails to one person."""
        parameters = self.env["ir.config_parameter"].sudo()
        return int(parameters.get_param("service_deadline.digest_minutes", "15"))

    @api.model
    def _since(self):
        return fields.Datetime.subtract(fields.Datetime.now(), minutes=self._pause())

    @api.model
    def _users_told_lately(self, users):
        """Those of some users who wait for their next e-mail."""
        told = self.search(
            [("user_id", "in", users.ids), ("told_at", ">", self._since())]
        )
        return told.user_id

    @api.model
    def _note(self, user, mail, deadlines):
        now = fields.Datetime.now()
        self.create(
            {
                "user_id": user.id,
                "told_at": now,
                "tried_at": now,
                "mail_id": mail.id,
                "deadline_ids": [(6, 0, deadlines.ids)],
            }
        )

    @api.model
    def _follow_up(self):
        """Try again what could not leave; drop what has become pointless."""
        stuck = self.search(
            [
                ("mail_id.state", "in", ("outgoing", "exception")),
                ("tried_at", "<=", self._since()),
            ]
        ).try_lock_for_update()
        pointless = stuck.filtered(
            lambda digest: not any(digest.deadline_ids.mapped("is_open"))
        )
        pointless.mail_id.cancel()
        again = stuck - pointless
        if again:
            again.tried_at = fields.Datetime.now()
            again.mail_id.mark_outgoing()
            again.mail_id.send_after_commit()

    @api.autovacuum
    def _gc_told(self):
        before = fields.Datetime.subtract(fields.Datetime.now(), days=_KEEP_DAYS)
        self.search(
            [("told_at", "<", before), ("mail_id.state", "!=", "outgoing")]
        ).unlink()
