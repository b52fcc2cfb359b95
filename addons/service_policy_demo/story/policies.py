"""The four policies as documents, clause by clause, and what is to change in one."""

from dateutil.relativedelta import relativedelta

from odoo.fields import Datetime
from odoo.tools import convert_file

from .chapter import ADDON, Chapter

POLICIES = ("sm", "sa", "cs", "cm")
#: (language, what is said now, what shall be said)
CHANGED = (
    ("en_US", "within 2 days", "within 1 day"),
    ("zh_CN", "2天内", "1天内"),
    ("zh_TW", "2天內", "1天內"),
)


class Policies(Chapter):
    """Each is in force since the story begins."""

    def tell(self):
        since = self.months()[0][0].replace(day=1)
        for code in POLICIES:
            version = self._write(code)
            version.clause_ids.review_date = self.today + relativedelta(months=4)
            version.date_from = since
            version._come_into_force()
            version.write(
                {
                    "published_at": Datetime.to_datetime(since),
                    "published_by_id": self.ref("user", "pm").id,
                }
            )
        convert_file(
            self.env,
            ADDON,
            "data/service_policy_carrier_data.xml",
            {},
            mode="init",
            noupdate=True,
        )

    def _write(self, code):
        policy = self.env.ref(f"service_policy.service_policy_{code}")
        values = {"policy_id": policy.id, "number": 1}
        version = self.named("service.policy.version", code, values)
        convert_file(
            self.env,
            ADDON,
            f"data/service.policy.clause-{code}.csv",
            {},
            mode="init",
            noupdate=True,
        )
        return version


class Change(Chapter):
    """What the management thinks about: general complaints within one day.

    After the translations, which the draft takes along.
    """

    def tell(self):
        policy = self.env.ref("service_policy.service_policy_cm")
        draft = policy._draft()
        clause = draft.clause_ids.filtered(lambda c: c.number == "CM-2.1")
        for lang, old, new in CHANGED:
            if lang in dict(self.env["res.lang"].get_installed()):
                said = clause.with_context(lang=lang)
                said.text = said.text.replace(old, new)
        draft.date_from = self.today + relativedelta(months=1, day=1)
        self.env["service.policy.drift"]._compare(self.env["service.policy"].search([]))


class Reactions(Chapter):
    """A call-back that was not made in time: somebody apologises.

    After everything that is past: nobody apologises for what is long settled.
    """

    def tell(self):
        model = self.env["ir.model"]._get("helpdesk.ticket")
        action = self.named(
            "ir.actions.server",
            "apology",
            {
                "name": "Ask for an apology",
                "model_id": model.id,
                "state": "next_activity",
                "activity_type_id": self.env.ref("mail.mail_activity_data_call").id,
                "activity_summary": "Apologise: the call-back was not made in time",
                "activity_user_type": "generic",
                "activity_user_field_name": "user_id",
                "is_step_action": True,
            },
        )
        reaction = self.named(
            "service.reaction",
            "apology",
            {
                "name": "Apologise for a missing call-back",
                "company_id": self.company.id,
                "promise_id": self.env.ref(
                    "service_management.service_promise_callback"
                ).id,
                "happening": "broken",
                "model_id": model.id,
                "server_action_id": action.id,
            },
        )
        reaction.author_id = self.ref("user", "pm")
