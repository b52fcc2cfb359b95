from odoo import models

PREFIX = "service.deadline/"


class IrWebsocket(models.AbstractModel):
    """Pages that show the promises of a record are told when they change."""

    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Override of `bus`: a page asks for ``service.deadline/<model>/<id>``."""
        wanted = [name for name in channels if name.startswith(PREFIX)]
        others = [name for name in channels if not name.startswith(PREFIX)]
        channels = super()._build_bus_channel_list(others)
        channels.extend(self._promise_channels(wanted))
        return channels

    def _promise_channels(self, names):
        """Who of the staff may read a record may listen for its promises."""
        if not names or not self.env.user._is_internal():
            return []
        model_names = self.env["service.deadline"]._deadline_models()
        ids = {}
        for name in names:
            model_name, _slash, res_id = name.removeprefix(PREFIX).partition("/")
            if model_name in model_names and res_id.isdecimal():
                ids.setdefault(model_name, set()).add(int(res_id))
        return [
            (record, "promises")
            for model_name, res_ids in ids.items()
            for record in self.env[model_name]
            .browse(res_ids)
            .exists()
            ._filtered_access("read")
        ]
