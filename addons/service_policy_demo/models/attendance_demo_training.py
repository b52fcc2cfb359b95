from datetime import timedelta

from odoo import api, models


class AttendanceDemo(models.AbstractModel):
    """What the people of the demo company have learnt, and what they owe.

    The training plans themselves are demo data.
    """

    _inherit = "attendance.demo"

    @api.model
    def _create_more(self):
        """Override to train: some are behind, and one training has changed."""
        result = super()._create_more()
        courses = self.env["hr.training.plan"].search(
            [("company_id", "=", self.env.company.id)]
        )
        courses._require()
        for course in courses:
            self._train(course)
        self._change()
        return result

    def _train(self, course):
        """Everybody but the last one has done it; the most long ago."""
        owed = course.training_ids.filtered(lambda training: training.state == "open")
        days = 20 if course.audience == "post" else 200
        owed.sorted("id")[:-1].write(
            {
                "done_date": self._today() - timedelta(days=days),
                "note": "Practised on the spot with the head of department.",
            }
        )
        owed.sorted("id")[-1:].due_date = self._today() - timedelta(days=3)

    def _change(self):
        """The service desk learns the new prices."""
        course = self.env.ref("service_policy_demo.demo_course_product")
        self.env["hr.training.change"].create(
            {
                "plan_id": course.id,
                "reason": "New price list for umbrellas and trolleys",
            }
        )
        course._require()
