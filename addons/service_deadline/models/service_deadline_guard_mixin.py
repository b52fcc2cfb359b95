from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, ValidationError
from odoo.tools.i18n import format_list

from ..core.lengths import usable_dates

# Fields that a record's deadlines never depend on. The token of a portal page is made
# when a letter shows the link: that is no change of the record.
TECHNICAL_FIELDS = frozenset(
    (
        "id",
        "create_uid",
        "create_date",
        "write_uid",
        "write_date",
        "display_name",
        "access_token",
    )
)


class ServiceDeadlineGuardMixin(models.AbstractModel):
    """What nobody may write on a record with promises, and what only some may do.

    A part of ``service.deadline.mixin``, in a model of its own so that one can read it
    alone.
    """

    _name = "service.deadline.guard.mixin"
    _inherit = ["guarded.mixin"]
    _description = "Record Whose Verdicts Nobody Forges"

    @api.model_create_multi
    def create(self, vals_list):
        """Override to refuse facts that nobody but the product itself knows."""
        names = set().union(*vals_list)
        names |= {
            key.removeprefix("default_")
            for key in self.env.context
            if key.startswith("default_")
        }
        self._check_facts(names)
        return super().create(vals_list)

    def write(self, vals):
        """Override: see :meth:`create`; archiving ends promises, and leaves a trace."""
        self._check_facts(vals.keys())
        archived = self.browse()
        if "active" in self._fields and not vals.get("active", True):
            archived = self.filtered("active")
            archived._check_may_archive()
        if self._settles(vals):
            res = super().write(vals)
            self._settle_what_is_kept_back()
        else:
            with self.env.protecting(self._settled_fields(), self):
                res = super().write(vals)
        if archived:
            archived._trace_archiving()
            archived.flush_recordset()  # whoever archives it ends what was promised
        return res

    @api.model
    @tools.ormcache()
    def _guarded_fields(self):
        """Override: the facts. The other fields are the model's own matter."""
        return frozenset(self.browse()._deadline_facts())

    def _check_facts(self, names):
        """Facts from which verdicts follow are noted by the product's own actions, with
        the time of the server, in superuser mode; nobody writes them."""
        forged = not self.env.su and self._deadline_facts().intersection(names)
        if forged:
            raise AccessError(
                self.env._(
                    "%(fields)s: such facts are noted by the system itself, when they "
                    "happen. Use the button or the message that brings them about.",
                    fields=format_list(
                        self.env,
                        [
                            self._fields[name]._description_string(self.env)
                            for name in sorted(forged)
                        ],
                    ),
                )
            )

    def _note_facts(self, values):
        """Note what the product's own actions have done, for whoever may change the
        record."""
        self.check_access("write")
        self.sudo().write(values)

    # --- what settles nothing ---------------------------------------------------------

    def _settles(self, vals):
        """Whether a change may move promises: not where neither a rule nor the engine
        looks at any of the fields."""
        indifferent = self._deadline_indifferent_fields()
        return not (vals and indifferent.issuperset(vals) and self._are_unheeded(*vals))

    @api.model
    @tools.ormcache("names")
    def _are_unheeded(self, *names):
        """Whether no rule names any of these fields, or what is computed of them."""
        settled, found = self._settled_fields(), set(names)
        for name in names:
            for field in self.pool.get_dependent_fields(self._fields[name]):
                if field.model_name == self._name and field not in settled:
                    found.add(field.name)
        rules = self.env["service.deadline.rule"]
        return not rules._name_any(self._name, frozenset(found))

    def _settle_what_is_kept_back(self):
        """A change that counts, within one that does not, is not lost."""
        field = self._settled_fields()[0]
        if self & self.env.protected(field):
            self._refresh_deadlines()

    @api.model
    def _settled_fields(self):
        """Fields that settling computes."""
        return self.pool.field_computed[self._fields["next_deadline_id"]]

    @api.model
    def _deadline_indifferent_fields(self):
        """Names of fields at which no hook of the model looks. While no rule names
        them, their change does not let the promises be settled again."""
        return frozenset()

    def _check_may_archive(self):
        """Promises end when their record is archived: who may decide that?"""
        if self.env.su or not self._open_promises():
            return
        if not self.env.user.has_group("service_policy.service_policy_group_manager"):
            raise AccessError(
                self.env._(
                    "Promises run on it: only service managers may archive what has "
                    "been promised. Close it, or ask one of them."
                )
            )

    def _open_promises(self):
        """Promises of the records that nobody has ended yet."""
        return (
            self.env["service.deadline"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("is_open", "=", True),
                ]
            )
        )

    def _trace_archiving(self):
        """Note on each record that it was archived, and which promises end by that."""
        promises = self._open_promises().grouped("res_id")
        bodies = {
            res_id: self.env._(
                "Archived. What was promised is not kept any more: %(promises)s. "
                "%(reason)s",
                promises=format_list(self.env, mine.promise_id.mapped("name")),
                reason=self.env.context.get("service_archive_reason", ""),
            )
            for res_id, mine in promises.items()
        }
        if bodies:
            self.browse(bodies)._message_log_batch(bodies=bodies)

    def _deadline_facts(self):
        """Names of fields that nobody may write: verdicts follow from them.

        Add those that the product's own actions note on the model. Of a record that is
        just being made ``self`` is empty.
        """
        return set()

    # --- dates that count -------------------------------------------------------------

    @api.constrains(lambda self: self._date_fields())
    def _check_dates(self):
        """Refuse dates that nobody can mean: no table of working hours reaches them."""
        names = self.env["service.deadline.rule"]._date_names(self._name)
        names |= {self._deadline_start_field}
        first, last = usable_dates(fields.Datetime.now())
        for name in names.intersection(self._date_fields()):
            for record in self:
                moment = record[name]
                if moment and not first <= fields.Date.to_date(moment) <= last:
                    raise ValidationError(
                        self.env._(
                            "%(record)s: promises count by the field %(field)s, and "
                            "%(date)s cannot be meant. Choose a date from %(first)s "
                            "to %(last)s.",
                            record=record.display_name,
                            field=self._fields[name]._description_string(self.env),
                            date=fields.Date.to_date(moment),
                            first=first,
                            last=last,
                        )
                    )

    @api.model
    def _date_fields(self):
        """Stored dates and times of the model's own."""
        mixin = self.env.registry["service.deadline.mixin"]
        return [
            name
            for name, field in self._fields.items()
            if field.store
            and field.type in ("date", "datetime")
            and name not in mixin._fields
            and name not in TECHNICAL_FIELDS
        ]
