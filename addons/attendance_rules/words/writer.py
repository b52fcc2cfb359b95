"""What all writers of verdicts say in the same words."""

from odoo.addons.base_engine_tools.words.writer import Writer


class VerdictWriter(Writer):
    """Writes lines of a verdict in the words of the reader."""

    def _kind(self, kind):
        return self._label("attendance.incident", "kind", kind)
