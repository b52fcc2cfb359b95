"""What the people of the demo company have learnt, and what they owe.

The training plans themselves are data.
"""

from datetime import timedelta

from .chapter import Chapter


class Training(Chapter):
    """Some are behind, and one training has changed."""

    def tell(self):
        plans = self.env["hr.training.plan"].search(
            [("company_id", "=", self.company.id)]
        )
        plans._require()
        for plan in plans:
            self._train(plan)
        self._change()

    def _train(self, plan):
        """Everybody but the last one has done it; the most long ago."""
        owed = plan.training_ids.filtered(lambda training: training.state == "open")
        days = 20 if plan.audience == "post" else 200
        owed.sorted("id")[:-1].write(
            {
                "done_date": self.today - timedelta(days=days),
                "note": "Practised on the spot with the head of department.",
            }
        )
        owed.sorted("id")[-1:].due_date = self.today - timedelta(days=3)

    def _change(self):
        """The service desk learns the new prices."""
        plan = self.ref("training_plan", "product")
        self.env["hr.training.change"].create(
            {
                "plan_id": plan.id,
                "reason": "New price list for umbrellas and trolleys",
            }
        )
        plan._require()
