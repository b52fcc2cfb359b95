from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request
from odoo.tools import human_size

from odoo.addons.helpdesk_type.controllers.main import HelpdeskTicketControllerTypes

from ..models.service_customer_mixin import LENGTHS
from .helpdesk_ticket_page import get_ticket_to_act_on

_COMPLAINT_FIELDS = ("subject_ref", "partner_phone")


class HelpdeskTicketForm(HelpdeskTicketControllerTypes):
    """The form by which customers write to us, and the closing of their tickets."""

    # === CLOSING === #

    @http.route(methods=["POST"], csrf=True)
    def support_ticket_close(self, ticket_id=None, stage_id=None, **kw):
        """Override of `helpdesk_mgmt`, which lets anybody close any ticket.

        Only the customer (or staff who may change the ticket) closes it, only into a
        stage that the ticket's team offers, and never by a link.
        """
        try:
            ticket_sudo = get_ticket_to_act_on(_to_id(ticket_id))
        except (AccessError, MissingError):
            return request.redirect("/my")
        stages = ticket_sudo._get_stages().filtered("close_from_portal")
        if stage := stages.filtered(lambda stage: stage.id == _to_id(stage_id)):
            ticket_sudo._close_by_customer(stage)
        return request.redirect(ticket_sudo.access_url, code=302)

    # === NEW TICKET === #

    def _get_types(self):
        """Override to leave out the classes that customers do not choose."""
        types = super()._get_types()
        return types and types.filtered(
            lambda ticket_type: ticket_type.sudo()._is_for_customers()
        )

    def _get_create_new_ticket_values(self, **kw):
        """Override to offer the kinds of complaint, and to keep what was entered."""
        values = super()._get_create_new_ticket_values(**kw)
        values.update(
            kinds=request.env["service.complaint.kind"].search([], limit=100),
            form={"partner_phone": request.env.user.phone, **kw},
            error=False,
        )
        return values

    def _prepare_submit_ticket_vals(self, **kw):
        """Override to take what a complaint needs (CM-2.2)."""
        values = super()._prepare_submit_ticket_vals(**kw)
        values.update({name: kw.get(name) for name in _COMPLAINT_FIELDS})
        values["complaint_kind_id"] = _to_id(kw.get("kind"))
        values["customer_lang"] = request.env.lang
        return values | self._first_stage_values(values)

    def _first_stage_values(self, values):
        """The stage in which requests of the chosen class begin."""
        ticket = request.env["helpdesk.ticket"].sudo().new(values)
        return {"stage_id": ticket._get_stages()[:1].id}

    @http.route(max_content_length=lambda self: 2 * self._get_max_file_size())
    def submit_ticket(self, **kw):
        """Override to check the form first: on a mistake nothing entered is lost.

        Choices that the form does not offer are not taken.
        """
        options = self._get_ticket_form_options()
        kw = {
            name: value
            for name, value in kw.items()
            if name not in options or options[name][-1]
        }
        error = self._get_ticket_form_error(kw, options)
        if not error:
            request.update_context(service_acknowledge=True)
            return super().submit_ticket(**kw)
        response = self.create_new_ticket(**kw)
        response.qcontext["error"] = error
        response.status_code = 422
        return response

    def _get_ticket_form_error(self, kw, options):
        """Return what is wrong with the form as one message, or None."""
        missing = self._get_missing_labels(kw, options)
        if missing:
            return request.env._(
                "Please fill in: %(fields)s. What you have entered is still here.",
                fields=", ".join(missing),
            )
        for name, (label, _required, records) in options.items():
            if kw.get(name) and _to_id(kw[name]) not in records.ids:
                return request.env._(
                    "Please choose an entry of the list: %(field)s.", field=label
                )
        return (
            self._get_length_error(kw)
            or self._get_limit_error()
            or self._get_file_error()
        )

    def _get_length_error(self, kw):
        """Return a message about the first text that is too long, or None."""
        names = {"subject": "name", "subject_ref": "subject_ref"}
        labels = {
            "subject": request.env._("Subject"),
            "subject_ref": request.env._("What it is about"),
            "partner_phone": request.env._("Phone"),
        }
        for field_name, label in labels.items():
            most = LENGTHS[names.get(field_name, field_name)]
            if len(kw.get(field_name) or "") > most:
                return request.env._(
                    "%(field)s: please use at most %(most)s characters; there is room "
                    "for more in the description. What you have entered is still here.",
                    field=label,
                    most=most,
                )
        return None

    def _get_limit_error(self):
        """Return a message where somebody has made too many requests a short time ago,
        or None."""
        company = request.env.company.sudo()
        partner = request.env.user.partner_id
        tickets = request.env["helpdesk.ticket"].sudo()
        if request.env.user._is_internal():
            return None
        if not tickets._has_asked_too_often(company, partner=partner):
            return None
        return request.env._(
            "You have sent us %(count)s requests within %(minutes)s minutes. Please "
            "wait a little, or add to one of them. What you have entered is still "
            "here.",
            count=company.service_request_limit,
            minutes=company.service_request_minutes,
        )

    def _get_missing_labels(self, kw, options):
        """Return the labels of required fields that are empty."""
        required = {
            "subject": request.env._("Subject"),
            "description": request.env._("Description"),
        }
        required.update(
            (name, label)
            for name, (label, is_required, records) in options.items()
            if records and is_required
        )
        return [
            label
            for name, label in required.items()
            if not (kw.get(name) or "").strip()
        ]

    def _get_ticket_form_options(self):
        """Return {field name: (label, required, records to choose from)}."""
        company = request.env.company
        records = request.env["helpdesk.ticket.type"]
        kinds = request.env["service.complaint.kind"].search([], limit=100)
        return {
            "team": (
                request.env._("Team"),
                company.helpdesk_mgmt_portal_team_id_required,
                self._get_teams() or records,
            ),
            "category": (
                request.env._("Category"),
                company.helpdesk_mgmt_portal_category_id_required,
                self._get_categories() or records,
            ),
            "type": (
                request.env._("Type"),
                company.helpdesk_mgmt_portal_type_id_required,
                self._get_types() or records,
            ),
            "kind": (request.env._("Kind of complaint"), False, kinds),
        }

    def _get_file_error(self):
        """Return a message about the first file that is too large, or None."""
        limit = self._get_max_file_size()
        for file in request.httprequest.files.getlist("attachment"):
            file.stream.seek(0, 2)
            size = file.stream.tell()
            file.stream.seek(0)
            if size > limit:
                return request.env._(
                    "The file %(file)s is larger than %(limit)s. Choose a smaller "
                    "file; what you have entered is still here.",
                    file=file.filename,
                    limit=human_size(limit),
                )
        return None

    def _get_max_file_size(self):
        """Return the largest file that customers may attach, in bytes."""
        parameter = request.env["ir.config_parameter"].sudo()
        limit = parameter.get_param(
            "web.max_file_upload_size", http.DEFAULT_MAX_CONTENT_LENGTH
        )
        return int(limit)


def _to_id(value):
    """Return the id that a form sent, 0 for anything that is none."""
    return int(value) if value and str(value).isdecimal() else 0
