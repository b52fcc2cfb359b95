from odoo import http
from odoo.http import request


class AttendanceFeedback(http.Controller):
    """CS-1.7: hands out the anonymous answers, one to each employee.

    Opening a link changes nothing, because mail servers open links, too.
    """

    @http.route(
        "/attendance/feedback/<int:round_id>",
        type="http",
        auth="user",
        methods=["GET", "POST"],
    )
    def own(self, round_id, **post):
        """Whoever is signed in begins the own answer."""
        asked = self._asked(round_id)
        return self._begin(asked, asked._own_employee())

    @http.route(
        "/attendance/feedback/<int:round_id>/<int:employee_id>/<string:signature>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
    )
    def personal(self, round_id, employee_id, signature, **post):
        """An employee without a user begins the own answer."""
        asked = self._asked(round_id)
        return self._begin(asked, asked._employee_of(round_id, employee_id, signature))

    def _asked(self, round_id):
        asked = request.env["attendance.feedback.round"].sudo().browse(round_id)
        return asked.exists()

    def _begin(self, asked, employee):
        if not asked or not employee:
            return request.not_found()
        request.update_context(lang=employee._reader_lang())
        asked = asked.with_env(request.env).sudo()
        if request.httprequest.method == "POST":
            answer = asked._hand_out(employee)
            if answer:
                return request.redirect(answer.get_start_url())
        survey = asked.survey_id
        cookie = f"survey_{survey.access_token}"
        return request.render(
            "attendance_rules_feedback.attendance_feedback_begin",
            {
                "survey": survey,
                "is_open": asked._is_open(),
                "is_waiting": asked._is_waiting(employee),
                "go_on": cookie in request.httprequest.cookies
                and survey.get_start_url(),
            },
        )
