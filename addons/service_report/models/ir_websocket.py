from odoo import models

AGENTS = "helpdesk_mgmt.group_helpdesk_user_own"
#: What a page that shows the board asks for.
BOARD = "service.board"


class IrWebsocket(models.AbstractModel):
    """The board is told when something has happened to requests."""

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Override of `bus`: a page with the board asks for ``service.board``."""
        wanted = BOARD in channels
        others = [channel for channel in channels if channel != BOARD]
        channels = super()._build_bus_channel_list(others)
        if wanted:
            channels.extend(self._board_channels())
        return channels

    def _board_channels(self):
        """Who works at the help desk listens for the own companies."""
        if not self.env.user.has_group(AGENTS):
            return []
        return [(company, BOARD) for company in self.env.user.company_ids]
