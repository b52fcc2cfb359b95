"""The days of the story are judged as any days are."""

from .chapter import Chapter


class Judge(Chapter):
    """Judge everybody's days, from six months ago until today."""

    def tell(self):
        first = self.months()[0][0].replace(day=1)
        engine = self.env["attendance.engine"]
        engine._compute(self.employees, first, self.today)
