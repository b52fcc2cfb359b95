from odoo import models


class ResPartner(models.Model):
    """Contacts are written to in their own language."""

    _inherit = "res.partner"

    def _reader_lang(self):
        """The language to write to the contact in."""
        return self.lang or self.env.lang

    def _by_reader_lang(self):
        """Group these contacts by the language to write to them in.

        :return: {language code: contacts}
        """
        return self.grouped(lambda partner: partner._reader_lang())
