import hashlib
import hmac
import secrets

from odoo import api, fields, models
from odoo.fields import NO_ACCESS, Datetime

from odoo.addons.base_engine_tools.core.instants import DAY, HOUR, MINUTE
from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.secret import database_key
from odoo.addons.base_engine_tools.words.lengths import length_in_words

PATH = "/service/wall"
#: What the fingerprints of keys are for.
SCOPE = "service.board.wall"


class ServiceBoardWall(models.Model):
    """A screen on a wall that shows the board without a log-in.

    Whoever has the link sees figures only: no customers, no subjects, no persons. The
    link carries a key of which only a keyed fingerprint is kept; it is shown once, and
    ends with a press. The figures are those that the person who made it may see now.
    """

    _name = "service.board.wall"
    _inherit = ["guarded.mixin"]
    _description = "Board on a Wall"
    _order = "revoked_at desc, name, id"

    name = fields.Char(string="Where It Hangs", required=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    team_id = fields.Many2one(
        comodel_name="helpdesk.ticket.team",
        ondelete="cascade",
        index="btree_not_null",
        check_company=True,
        help="Shows the requests of this team only. Empty: all of the company.",
    )
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        required=True,
        default=lambda self: self.env.lang or "en_US",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Link Made By",
        readonly=True,
        copy=False,
        help="The wall shows what this person may see, as long as that is so.",
    )
    linked_at = fields.Datetime(string="Link Made", readonly=True, copy=False)
    last_seen_at = fields.Datetime(
        string="Last Used",
        readonly=True,
        copy=False,
        help="To within an hour.",
    )
    revoked_at = fields.Datetime(string="Switched Off", readonly=True, copy=False)
    state = fields.Selection(
        selection=[
            ("new", "No Link Yet"),
            ("on", "In Use"),
            ("off", "Switched Off"),
        ],
        compute="_compute_state",
    )
    key_hash = fields.Char(readonly=True, copy=False, groups=NO_ACCESS)

    _key_unique = models.UniqueIndex("(key_hash) WHERE key_hash IS NOT NULL")

    @api.depends("linked_at", "revoked_at")
    def _compute_state(self):
        for wall in self:
            used = "on" if wall.linked_at else "new"
            wall.state = "off" if wall.revoked_at else used

    # --- the link ---------------------------------------------------------------------

    @needs_access("write")
    def action_new_link(self):
        """Make a link and show it, this once; one that was there before ends."""
        self.ensure_one()
        key = secrets.token_urlsafe(24)
        self.sudo().write(
            {
                "key_hash": self._fingerprint(key),
                "user_id": self.env.uid,
                "linked_at": Datetime.now(),
                "last_seen_at": False,
                "revoked_at": False,
            }
        )
        return {
            "type": "ir.actions.client",
            "tag": "service_report.wall_link",
            # Behind the "#" it is in no log of a server and in no "Referer".
            "params": {"name": self.name, "url": f"{self.get_base_url()}{PATH}#{key}"},
        }

    @needs_access("write")
    def action_revoke(self):
        """End the link at once: the screen goes dark with its next look."""
        self.sudo().write({"key_hash": False, "revoked_at": Datetime.now()})

    def write(self, vals):
        """Override: only the steps write who made the link, and when."""
        if not self.env.su:
            self._refuse_guarded(vals)
        return super().write(vals)

    @api.model
    def _fingerprint(self, key):
        secret = database_key(self.env, SCOPE)
        return hmac.new(secret, key.encode(), hashlib.sha256).hexdigest()

    @api.model
    def _of_key(self, key):
        """The wall that a key opens, or none; in superuser mode, for the controller."""
        if not key:
            return self.browse()
        wall = self.sudo().search([("key_hash", "=", self._fingerprint(key))])
        shows = wall and wall._board() is not None
        return wall if shows else self.browse()

    def _note_seen(self):
        self.sudo().write({"last_seen_at": Datetime.now()})

    # --- what it shows ----------------------------------------------------------------

    def _board(self):
        """The board as who made the link may see it now; None: not any more."""
        owner = self.sudo().user_id
        if not owner.active or self.company_id not in owner.company_ids:
            return None
        board = (
            self.env["service.board"]
            .with_user(owner)
            .with_company(self.company_id)
            .with_context(
                lang=self.lang,
                tz=owner.tz,
                allowed_company_ids=self.company_id.ids,
            )
        )
        if not board.has_access("read") or self.sudo().team_id - board._teams():
            return None
        return board

    def _shown(self):
        """What may be seen by everybody who passes by, with its words."""
        wall = self.with_context(lang=self.lang)
        board = self._board()
        figures = board._figures(board._look(self.team_id.with_env(board.env)))
        names, inflow = wall._part_names(), figures["inflow"]
        return {
            "name": self.name,
            "team": self.sudo().team_id.name or "",
            "date": figures["date"],
            "time": figures["time"],
            "words": wall._words(),
            "parts": [
                {
                    "key": part["key"],
                    "label": names[part["key"]],
                    "count": part["count"],
                }
                for part in figures["parts"]
            ],
            "states": [
                {"name": stage["name"], "count": stage["count"]}
                for stage in figures["states"]
            ],
            "inflow": {key: inflow[key] for key in ("hour", "today", "usual", "days")},
            "came": wall._inflow_in_words(inflow),
            "kept": wall._kept_in_words(figures["kept"]),
            "oldest": wall._age_in_words(figures),
        }

    def _part_names(self):
        return {
            "overdue": self.env._("Overdue"),
            "breaking": self.env._("Due within the hour"),
            "today": self.env._("Due today"),
            "unassigned": self.env._("Nobody's yet"),
            "answered": self.env._("Just answered"),
            "customer": self.env._("Waiting for the customer"),
            "others": self.env._("Waiting for others"),
        }

    def _words(self):
        return {
            "as_of": self.env._("As of"),
            "inflow": self.env._("Coming in today"),
            "old": self.env._("No connection. These figures are old."),
            "oldest": self.env._("Open longest"),
            "open": self.env._("Open"),
            "today": self.env._("today"),
            "usual": self.env._("usual on this day of the week"),
        }

    def _inflow_in_words(self, inflow):
        if not inflow["days"]:
            return self.env._("%(came)s so far", came=inflow["came"])
        return self.env._(
            "%(came)s so far, usually %(usually)s",
            came=inflow["came"],
            usually=inflow["came_usually"],
        )

    def _kept_in_words(self, kept):
        names = {
            "today": self.env._("Promises kept today"),
            "month": self.env._("Promises kept this month"),
        }
        return [
            {
                "label": name,
                "share": self._share_in_words(kept[key]["share"]),
                "of": self.env._("of %(count)s", count=kept[key]["n"]),
            }
            for key, name in names.items()
        ]

    def _share_in_words(self, share):
        if share is None:
            return "–"
        return self.env._("%(figure)s %%", figure=f"{round(100 * share, 1):g}")

    def _age_in_words(self, figures):
        """How long the oldest request is open, in whole hours (days, after two)."""
        if not figures["oldest"]:
            return "–"
        at, since = map(Datetime.from_string, (figures["at"], figures["oldest"]))
        seconds = max(int((at - since).total_seconds()), 0)
        unit = DAY if seconds >= 2 * DAY else HOUR if seconds >= HOUR else MINUTE
        return length_in_words(self.env, seconds // unit * unit, largest="day")
