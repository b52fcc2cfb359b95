"""Brings notices to people: to-dos at once, e-mails as one digest per person."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Notice:
    """Something that one of the staff is to be told about one deadline.

    :param kind: "activity" or "mail"
    :param user: staff who is told
    """

    kind: str
    record: object
    deadline: object
    step: object
    user: object


class Delivery:
    """Hands out the notices of one run.

    Nobody gets a storm: to-dos are made silently, an unfinished to-do of the same step
    is renewed, and e-mails wait until the run ends, when one per person lists all there
    is.
    """

    def __init__(self, env):
        self.env = env

    def run(self, notices):
        """Deliver notices, in bulk."""
        self._make_activities([n for n in notices if n.kind == "activity"])
        self._keep(notices)

    # --- to-dos -----------------------------------------------------------------------

    def _make_activities(self, notices):
        activities = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True
        )
        unfinished = self._unfinished(notices)
        fresh = {}
        for notice in notices:
            key = self._key(notice)
            if key in unfinished:
                unfinished[key].date_deadline = self._today(notice.user)
            else:
                fresh[key] = self._activity_values(notice)
        activities.create(list(fresh.values()))

    def _unfinished(self, notices):
        """Open to-dos by (model, record, user, step)."""
        activities = self.env["mail.activity"].search(
            [
                ("service_step_id", "in", [n.step.id for n in notices]),
                ("res_id", "in", [n.record.id for n in notices]),
                ("user_id", "in", [n.user.id for n in notices]),
            ]
        )
        return {
            (a.res_model, a.res_id, a.user_id.id, a.service_step_id.id): a
            for a in activities
        }

    def _key(self, notice):
        record = notice.record
        return record._name, record.id, notice.user.id, notice.step.id

    def _activity_values(self, notice):
        step = notice.step.with_context(lang=notice.user.lang)
        return {
            "res_model_id": self.env["ir.model"]._get_id(notice.record._name),
            "res_id": notice.record.id,
            "user_id": notice.user.id,
            "activity_type_id": (step.activity_type_id or self._todo).id,
            "summary": step.summary or step.name,
            "date_deadline": self._today(notice.user),
            "service_step_id": step.id,
        }

    @cached_property
    def _todo(self):
        return self.env.ref("mail.mail_activity_data_todo")

    def _today(self, user):
        return self.env["mail.activity"]._service_today(user)

    # --- e-mails ----------------------------------------------------------------------

    def _keep(self, notices):
        """Keep what the staff is told until the end of the run."""
        self.env["service.notice"].create(
            [
                {
                    "user_id": notice.user.id,
                    "deadline_id": notice.deadline.id,
                    "step_id": notice.step.id,
                }
                for notice in notices
            ]
        )
