import json

from odoo import api, fields, models

from odoo.addons.base_engine_tools.engine.fingerprint import digest


class AttendanceBasis(models.Model):
    """Hours, zone and policy with which months were sealed.

    All statements share one that were judged by the same. It never changes.
    """

    _name = "attendance.basis"
    _inherit = ["guarded.mixin"]
    _description = "What Closed Months Rest On"
    _rec_name = "stamp"
    _log_access = False

    stamp = fields.Char(required=True, readonly=True)
    content = fields.Json(required=True, readonly=True)

    _stamp_uniq = models.UniqueIndex("(stamp)", "It is there already.")

    @api.model
    def _get_or_create(self, contents):
        """Return the id for each text.

        :param contents: dictionaries that JSON can carry
        :return: [id, …] in the same order
        """
        # As they will be read again.
        contents = [json.loads(json.dumps(content)) for content in contents]
        stamps = [digest(json.dumps(one, sort_keys=True)) for one in contents]
        known = {
            basis.stamp: basis.id
            for basis in self.search([("stamp", "in", list(set(stamps)))])
        }
        new = {
            stamp: content
            for stamp, content in zip(stamps, contents, strict=True)
            if stamp not in known
        }
        for basis in self.create(
            [{"stamp": stamp, "content": content} for stamp, content in new.items()]
        ):
            known[basis.stamp] = basis.id
        return [known[stamp] for stamp in stamps]
