from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tools import format_date

MANAGER = "service_policy.service_policy_group_manager"
#: What a contact was stays as it was noted.
FIXED = {
    "partner_id",
    "company_id",
    "means_id",
    "date",
    "duty_ids",
    "next_date",
    "next_content",
}
#: A clock may go ahead of ours by so much.
LEEWAY = timedelta(minutes=10)


class ServiceContactNote(models.Model):
    """What was said with a customer, by which means, and what comes next (SA-2.1).

    A note ends the contacts to keep that its author chooses, agrees on the next one
    (date and content in one go), and becomes a line of the customer's chatter, without
    the private part (``service.contact.private``, CM-4.3). Agreed items are actions
    (``service.action``), so that each is followed up until it is done.

    Whoever may read the customer may read the notes; the author and who leads him
    complete the text.
    """

    _name = "service.contact.note"
    _inherit = [
        "guarded.mixin",
        "service.narrow.mixin",
        "service.follow.up.mixin",
        "mail.thread",
    ]
    _description = "Contact with a Customer"
    _order = "date desc, id desc"
    _mail_post_access = "read"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        ondelete="restrict",
        index=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="By",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        default=lambda self: self.env.user,
    )
    means_id = fields.Many2one(
        comodel_name="service.contact.means",
        string="By Means Of",
        required=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self.env["service.contact.means"].search([], limit=1),
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now, index=True)
    people_ids = fields.Many2many(
        comodel_name="res.partner",
        relation="service_contact_note_people_rel",
        string="Talked With",
    )
    topic_ids = fields.Many2many(comodel_name="service.contact.topic", string="Topics")
    mood = fields.Selection(
        selection=[("good", "Content"), ("neutral", "Neither"), ("bad", "Annoyed")],
    )
    result = fields.Char(help="What came of it, in one line.")
    said = fields.Text(string="What Was Said")
    photo = fields.Image(max_width=1920, max_height=1920)
    private_text = fields.Text(
        string="Private",
        compute="_compute_private_text",
        inverse="_inverse_private_text",
        help="Only you and those who lead you read this.",
    )
    can_write_private = fields.Boolean(compute="_compute_private_text")

    # What it ends, and what comes next
    duty_ids = fields.Many2many(
        comodel_name="service.contact.duty",
        relation="service_contact_note_duty_rel",
        string="Ends",
        compute="_compute_duty_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
        copy=False,
        help="The contacts to keep that this was.",
    )
    next_date = fields.Date(string="Next Contact", copy=False)
    next_content = fields.Char(string="About What", copy=False)
    action_ids = fields.One2many(
        comodel_name="service.action",
        inverse_name="res_id",
        string="Agreed Items",
        domain=[("res_model", "=", "service.contact.note")],
        copy=False,
    )

    @api.depends("partner_id", "means_id", "company_id")
    def _compute_duty_ids(self):
        """Offer what the author may end by such a contact; what was noted stays."""
        new = self.filtered(lambda note: not note._origin)
        offered = new._offered_duties()
        for note in new:
            note.duty_ids = offered[note]

    def _offered_duties(self):
        """Return {note: duties}: what is to be contacted now, is ended by these means,
        and is the user's to end. With one query for all notes."""
        duties = self.env["service.contact.duty"].search(
            [
                ("partner_id", "in", self.partner_id.commercial_partner_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("state", "=", "open"),
                ("begins_at", "<=", fields.Datetime.now()),
            ]
        )
        duties = duties._filtered_access("write")
        return {
            note: duties.filtered(lambda duty, note=note: note._is_kept_by(duty))
            for note in self
        }

    def _is_kept_by(self, duty):
        """Whether such a contact is what was to be kept."""
        customer = self.partner_id.commercial_partner_id._origin
        mine = (duty.partner_id, duty.company_id) == (customer, self.company_id._origin)
        means = duty.means_ids
        return mine and (not means or self.means_id._origin in means)

    @api.depends_context("uid")
    def _compute_private_text(self):
        rows = self.env["service.contact.private"].search(
            [("note_id", "in", self._origin.ids)]
        )
        texts = {row.note_id.id: row.text for row in rows}
        for note in self:
            note.private_text = texts.get(note._origin.id, False)
            author = note.user_id or self.env.user
            note.can_write_private = author == self.env.user

    def _inverse_private_text(self):
        """Kept apart, with the rights of who writes it."""
        private = self.env["service.contact.private"]
        rows = private.search([("note_id", "in", self.ids)]).grouped("note_id")
        for note in self:
            if row := rows.get(note):
                row.text = note.private_text
            elif note.private_text:
                private.create({"note_id": note.id, "text": note.private_text})

    @api.depends("partner_id", "means_id", "date")
    def _compute_display_name(self):
        for note in self:
            day = note.date and fields.Date.to_string(
                fields.Datetime.context_timestamp(note, note.date).date()
            )
            parts = [note.partner_id.display_name, note.means_id.name, day]
            note.display_name = " · ".join(part for part in parts if part)

    @api.constrains("date")
    def _check_date(self):
        for note in self:
            if note.date > fields.Datetime.now() + LEEWAY:
                raise ValidationError(
                    self.env._(
                        "A contact is noted when it has taken place: choose a date "
                        "that is not in the future, and enter what comes next as the "
                        "next contact."
                    )
                )

    @api.constrains("next_date", "next_content")
    def _check_next(self):
        for note in self:
            if note.next_content and not note.next_date:
                raise ValidationError(
                    self.env._("Say when the next contact is, or leave out about what.")
                )

    @api.constrains("duty_ids", "means_id", "partner_id", "company_id")
    def _check_duties(self):
        for note in self:
            for duty in note.duty_ids:
                if (duty.partner_id, duty.company_id) != (
                    note.partner_id,
                    note.company_id,
                ):
                    raise ValidationError(
                        self.env._(
                            "A contact with %(customer)s does not end what is to be "
                            "kept with others: leave that out.",
                            customer=note.partner_id.display_name,
                        )
                    )
                if duty.means_ids and note.means_id not in duty.means_ids:
                    raise ValidationError(
                        self.env._(
                            "“%(cadence)s” is not kept by this means: choose another "
                            "one, or leave it open.",
                            cadence=duty.cadence_id.name,
                        )
                    )

    # --- who may what -----------------------------------------------------------------

    @api.model
    def _readable_domain(self):
        """Override: notes of customers that the user may read."""
        if self.env.user.has_group(MANAGER):
            return Domain.TRUE
        partners = self.env["res.partner"].with_context(active_test=False)
        return Domain("partner_id", "in", partners._search([]))

    # --- saving -----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Override: a note ends duties, agrees on the next one, and is told."""
        vals_list = [self._prepare(dict(vals)) for vals in vals_list]
        notes = super().create(vals_list)
        unsaid = notes.browse(
            note.id
            for note, vals in zip(notes, vals_list, strict=True)
            if "duty_ids" not in vals
        )
        for note, duties in unsaid._offered_duties().items():
            note.sudo().duty_ids = duties  # chosen with the rights of the author
        for note in notes.filtered("duty_ids"):
            note.duty_ids._finish(note)
        if agreed := notes.filtered("next_date"):
            self.env["service.contact.duty"].sudo()._agree(agreed)
        notes._tell()
        return notes

    @api.model
    def _prepare(self, vals):
        """A contact with a person is one with the customer for whom the person
        stands."""
        partner = self.env["res.partner"].browse(vals.get("partner_id"))
        partner.check_access("read")
        customer = partner.sudo().commercial_partner_id
        if partner and partner != customer:
            vals["partner_id"] = customer.id
            met = Command.link(partner.id)
            vals["people_ids"] = [*(vals.get("people_ids") or []), met]
        for command in vals.get("action_ids") or []:
            if command[0] == Command.CREATE:
                command[2].update(self._prepare_item(command[2]))
        return vals

    @api.model
    def _prepare_item(self, values):
        """An agreed item follows from the note, and is of the kind of such items."""
        kind = self.env.ref(
            "service_follow_up.service_action_kind_agreed", raise_if_not_found=False
        )
        usual = {"kind_id": kind.id} if kind and not values.get("kind_id") else {}
        return usual | {"res_model": self._name}

    def write(self, vals):
        """Override: what a contact was stays."""
        if not self.env.su and FIXED & vals.keys():
            raise AccessError(
                self.env._(
                    "With whom, when and by what a contact was stays as it was noted: "
                    "make another note."
                )
            )
        if any(command[0] == Command.CREATE for command in vals.get("action_ids", [])):
            vals = self._prepare(dict(vals, partner_id=False))
            vals.pop("partner_id")
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_counted(self):
        if any(self.sudo().mapped("duty_ids")):
            raise UserError(
                self.env._(
                    "By this note a contact was kept: it stays. Correct the text "
                    "instead."
                )
            )

    # --- telling ----------------------------------------------------------------------

    def _tell(self):
        """Log the contacts in the chatter of the customers, without what is private."""
        bodies = {}
        for note in self:
            earlier = bodies.get(note.partner_id.id, Markup())
            bodies[note.partner_id.id] = earlier + note._summary()
        partners = self.env["res.partner"].sudo().browse(bodies)
        partners._message_log_batch(
            bodies=bodies, author_id=self.env.user.partner_id.id
        )

    def _summary(self):
        """The note in lines, as HTML."""
        self.ensure_one()
        day = fields.Datetime.context_timestamp(self, self.date).date()
        mood = dict(self._fields["mood"]._description_selection(self.env))
        lines = [
            (self.means_id.name, format_date(self.env, day)),
            (self.env._("Talked with"), ", ".join(self.people_ids.mapped("name"))),
            (self.env._("Topics"), ", ".join(self.topic_ids.mapped("name"))),
            (self.env._("Mood"), mood.get(self.mood)),
            (self.env._("Result"), self.result),
            (self.env._("What was said"), self.said),
            (
                self.env._("Next contact"),
                " · ".join(
                    part
                    for part in (
                        self.next_date and format_date(self.env, self.next_date),
                        self.next_content,
                    )
                    if part
                ),
            ),
        ]
        shown = [
            Markup("<li>%s: %s</li>") % (label, text) for label, text in lines if text
        ]
        return Markup("<ul>%s</ul>") % Markup().join(shown)

    def _follow_up_company(self):
        """Override: the company of the contact."""
        return self.company_id
