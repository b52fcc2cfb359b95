"""The leave of the demo company."""

from . import days
from .chapter import Chapter


class Leaves(Chapter):
    """Leave that was asked for in time, and granted where the story says so."""

    def tell(self):
        leaves = self.env["hr.leave"].with_context(
            leave_skip_date_check=True,
            leave_skip_state_check=True,
        )
        for absent in days.leaves(self.months()):
            half = absent.part == "am"
            leave = leaves.create(
                {
                    "employee_id": self.ref("employee", f"{absent.person:02}").id,
                    "holiday_status_id": self.ref("type", absent.kind).id,
                    "request_date_from": absent.first,
                    "request_date_to": absent.last,
                    **({"request_date_from_period": "am"} if half else {}),
                    **({"request_date_to_period": "am"} if half else {}),
                }
            )
            if absent.part != "asked":
                leave.action_approve()
