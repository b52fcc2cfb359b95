"""What the employees of the demo company are asked about the rules."""

from .chapter import Chapter


class Feedback(Chapter):
    """The first round runs since this morning."""

    def tell(self):
        self.env["attendance.feedback.round"]._start(self.company, self.today)
