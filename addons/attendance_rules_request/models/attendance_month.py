from odoo import api, models

OPEN_REQUESTS = {
    "attendance.correction": ("draft", "submitted"),
    "attendance.overtime": ("draft", "submitted"),
    "attendance.excuse": ("draft", "submitted"),
    "hr.leave": ("confirm", "validate1"),
}


class AttendanceMonth(models.Model):
    """The reader's own month tells of requests that nobody has decided yet."""

    _inherit = "attendance.month"

    @api.model
    def _my_cards(self, employee, months):
        """Override: open requests; the card is there to make new ones, too."""
        requests = {"open": self._my_requests(employee)}
        return super()._my_cards(employee, months) | {"requests": requests}

    def _my_requests(self, employee):
        """Requests of the employee that nobody has decided yet."""
        return [
            {
                "model": request._name,
                "id": request.id,
                "name": request.display_name,
                "state": label,
            }
            for model, states in OPEN_REQUESTS.items()
            for request, label in self._open_requests(model, employee, states)
        ]

    def _open_requests(self, model, employee, states):
        """Pairs of an open request and the name of its state."""
        labels = dict(self.env[model]._fields["state"]._description_selection(self.env))
        requests = self.env[model].search(
            [("employee_id", "=", employee.id), ("state", "in", states)]
        )
        return [(request, labels[request.state]) for request in requests]
