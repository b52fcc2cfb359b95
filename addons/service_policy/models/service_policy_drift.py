from functools import lru_cache

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import get_lang
from odoo.tools.misc import babel_locale_parse

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.drift import compare
from ..core.figures import Figure, find_figures
from ..words.figure_words import figure_words
from .service_policy_version import AHEAD

#: By what a figure is known again.
PARTS = ("low", "high", "unit", "relation", "per", "per_count")
#: What makes a difference the same that was found before.
KEY = (
    "version_id",
    "number",
    "res_model",
    "res_id",
    "company_id",
    "text_figure",
    "bound_figure",
)
#: Texts are compared far more often than they change.
_figures_of = lru_cache(maxsize=4096)(find_figures)


class ServicePolicyDrift(models.Model):
    """The wording of a clause has another figure than what carries it out.

    Found whenever one of them is edited, and shown on both sides until they agree or
    somebody decides, with a reason.
    """

    _name = "service.policy.drift"
    _inherit = ["guarded.mixin"]
    _description = "Difference between Wording and Practice"
    _order = "id desc"
    _rec_name = "number"

    version_id = fields.Many2one(
        comodel_name="service.policy.version",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    policy_id = fields.Many2one(
        related="version_id.policy_id", store=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        help="Whose figure it is. Empty: it is the same in every company.",
    )
    number = fields.Char(string="Clause", required=True, readonly=True)
    texts = fields.Json(
        readonly=True,
        help="What the wording says, by code of each language in which it differs.",
    )
    languages = fields.Char(
        compute="_compute_text_words", help="In which the wording differs."
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    res_name = fields.Char(string="Known as", readonly=True)
    carrier_name = fields.Char(string="Carried out by", compute="_compute_carrier_name")
    text_words = fields.Char(string="The wording says", compute="_compute_text_words")
    text_figure = fields.Json(readonly=True)
    bound_figure = fields.Json(readonly=True)
    bound_words = fields.Char(string="Done is", compute="_compute_bound_words")
    sentence = fields.Char(compute="_compute_bound_words")
    state = fields.Selection(
        selection=[
            ("open", "To decide"),
            ("decided", "Decided"),
            ("gone", "They agree now"),
        ],
        required=True,
        readonly=True,
        default="open",
    )
    decision = fields.Selection(
        selection=[
            ("meant", "Both are meant so"),
            ("wording", "The wording will be changed"),
            ("figure", "What is done will be changed"),
        ],
    )
    reason = fields.Char()
    decided_by_id = fields.Many2one(
        comodel_name="res.users", string="Decided by", readonly=True
    )
    decided_at = fields.Datetime(string="Decided on", readonly=True)

    _record_idx = models.Index("(res_id, res_model)")

    @api.depends("texts")
    @api.depends_context("lang")
    def _compute_text_words(self):
        """In the reader's language, or in another one if only that differs."""
        for drift in self:
            texts = drift.texts or {}
            lang = drift._lang_shown()
            words = texts.get(lang) or ""
            drift.languages = ", ".join(map(self._language, texts))
            if words and lang != get_lang(self.env).code:
                words = f"{words} ({self._language(lang)})"
            drift.text_words = words

    def _lang_shown(self):
        """Code of the language whose wording is shown."""
        texts, mine = self.texts or {}, get_lang(self.env).code
        return mine if mine in texts else next(iter(texts), mine)

    @api.model
    def _language(self, code):
        reader = babel_locale_parse(get_lang(self.env).code)
        return babel_locale_parse(code).get_display_name(reader)

    @api.depends("res_id", "res_model", "res_name")
    @api.depends_context("lang", "uid")
    def _compute_carrier_name(self):
        """The name of the record today, in the reader's language."""
        names = {}
        for model_name, drifts in self.grouped("res_model").items():
            # Only what shows its differences is called in the clause by its own name.
            if (
                model_name in self.env
                and "figure_drift" in self.env[model_name]._fields
            ):
                records = self.env[model_name].browse(drifts.mapped("res_id")).exists()
                for record in records._filtered_access("read"):
                    names[model_name, record.id] = record.display_name
        for drift in self:
            name = names.get((drift.res_model, drift.res_id))
            drift.carrier_name = name or drift.res_name

    @api.depends("bound_figure", "text_words", "carrier_name")
    @api.depends_context("lang", "uid")
    def _compute_bound_words(self):
        for drift in self:
            figure = drift.bound_figure
            words = figure and figure_words(self.env, _figure(figure)) or ""
            drift.bound_words = words
            drift.sentence = drift._sentence(words)
            if drift.company_id and len(drift.policy_id.sudo().company_ids) > 1:
                drift.sentence += f" ({drift.company_id.sudo().name})"

    def _sentence(self, words):
        lang = self._lang_shown()
        clause = self.number
        if lang != get_lang(self.env).code:
            clause = f"{clause} ({self._language(lang)})"
        if text := (self.texts or {}).get(lang):
            return self.env._(
                "%(clause)s says “%(text)s”, “%(carrier)s” says %(figure)s.",
                clause=clause,
                text=text,
                carrier=self.carrier_name,
                figure=words,
            )
        return self.env._(
            "“%(carrier)s” says %(figure)s; %(clause)s does not say so.",
            clause=clause,
            carrier=self.carrier_name,
            figure=words,
        )

    @api.model
    def _sentences_of(self, records):
        """{id of a record: its open differences in words}, for whoever may decide."""
        if not self.has_access("write"):
            return {}
        found = self.search(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("state", "=", "open"),
            ]
        )
        return {
            res_id: " ".join(mine.mapped("sentence"))
            for res_id, mine in found.grouped("res_id").items()
        }

    # --- deciding ---------------------------------------------------------------------

    def write(self, vals):
        """Override: what is decided stays."""
        if {"decision", "reason"} & vals.keys():
            for drift in self:
                if drift.state != "open":
                    raise UserError(
                        self.env._("This is settled: %s", drift.sentence or "")
                    )
        return super().write(vals)

    @needs_access("write")
    def action_decide(self):
        """Keep the decision, with who made it."""
        for drift in self:
            if not drift.decision or not (drift.reason or "").strip():
                raise UserError(self.env._("Say what is to be done about it, and why."))
        self.filtered(lambda drift: drift.state == "open").sudo().write(
            {
                "state": "decided",
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )

    # --- comparing --------------------------------------------------------------------

    @api.model
    def _compare(self, policies):
        """Compare the wording of policies with what carries them out.

        With a constant number of queries per language.
        """
        versions = (
            self.env["service.policy.version"]
            .sudo()
            .search(
                [
                    ("policy_id", "in", policies.ids),
                    ("state", "in", (*AHEAD, "published")),
                ]
            )
        )
        if not versions:
            return
        found = self._differences(versions)
        known = self.sudo().search(
            [("version_id", "in", versions.ids), ("state", "!=", "gone")]
        )
        # Of two that have become one, what somebody has decided stays.
        ordered = known.sorted(lambda drift: (drift.state == "decided", drift.id))
        keys = {drift._key(): drift for drift in ordered}
        still = {key: keys[key] for key in keys.keys() & found.keys()}
        (known - known.browse().concat(*still.values())).write({"state": "gone"})
        for key, drift in still.items():
            if drift.texts != found[key]["texts"]:
                drift.texts = found[key]["texts"]
        known.create([vals for key, vals in found.items() if key not in keys])

    def _differences(self, versions):
        """{key: values} of all differences of some versions."""
        by_number = {}
        carriers = self.env["service.policy.carrier"].sudo()
        for carrier in carriers._carriers_by_company(versions.policy_id):
            by_number.setdefault((carrier.policy, carrier.number), []).append(carrier)
        found = {}
        for langs, clause, text in self._texts(versions.clause_ids):
            bound = by_number.get((clause.policy_id.id, clause.number), [])
            for words, vals in self._differences_of(clause, text, bound):
                known = found.setdefault(_key_of(vals), {**vals, "texts": {}})
                known["texts"].update(dict.fromkeys(langs, words))
        return found

    def _texts(self, clauses):
        """Yield (codes of the languages that have this wording, clause, wording)."""
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        first = self.env.lang or "en_US"
        found = {}
        for code in sorted(codes, key=lambda code: code != first):
            for clause in clauses.with_context(lang=code):
                texts = found.setdefault(clause.id, (clause, {}))[1]
                texts.setdefault(clause.text, []).append(code)
        for clause, texts in found.values():
            for text, langs in texts.items():
                yield langs, clause, text

    def _differences_of(self, clause, text, carriers):
        """Yield what differs, company by company: another one's figure has no part."""
        companies = {carrier.company for carrier in carriers if carrier.company}
        for company in companies or {0}:
            mine = [it for it in carriers if it.company in (0, company)]
            yield from self._differences_within(clause, text, mine)

    def _differences_within(self, clause, text, carriers):
        ahead = clause.version_id.state in AHEAD
        owner, bound, details = {}, [], []
        for carrier in carriers:
            figures = carrier.figures
            if ahead and carrier.figures_ahead is not None:
                figures = carrier.figures_ahead
            for figure in figures:
                owner[id(figure)] = carrier
                bound.append(figure)
            shares = carrier.details
            if ahead and carrier.details_ahead is not None:
                shares = carrier.details_ahead
            for figure in shares:
                owner[id(figure)] = carrier
                details.append(figure)
        if not (bound or details):
            return
        for difference in compare(_figures_of(text), bound, details):
            carrier = owner[id(difference.bound)]
            said = difference.text
            words = said.words if said else ""
            yield (
                words,
                {
                    "version_id": clause.version_id.id,
                    "number": clause.number,
                    "res_model": carrier.model,
                    "res_id": carrier.res_id,
                    "res_name": carrier.name,
                    "company_id": carrier.company or False,
                    "text_figure": said and _parts(said),
                    "bound_figure": _parts(difference.bound),
                },
            )

    def _key(self):
        return _key_of(
            {
                name: self[name].id
                if name in ("version_id", "company_id")
                else self[name]
                for name in KEY
            }
        )


def _key_of(vals):
    """What makes a difference the same that was found before."""
    return tuple(str(vals[name] or None) for name in KEY)


def _parts(figure):
    return [getattr(figure, name) for name in PARTS]


def _figure(parts):
    return Figure(**dict(zip(PARTS, parts, strict=True)))
