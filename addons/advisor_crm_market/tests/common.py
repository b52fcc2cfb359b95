from odoo.addons.advisor_crm.tests.common import AdvisorCase


class MarketCase(AdvisorCase):
    """Employee and Anna are advisors of one team, Bo is one of another; Chief leads
    Logistics. Rival is a competitor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.classPatch(
            cls.registry["mail.mail"], "send_after_commit", lambda mails: None
        )
        cls.kind = cls.env.ref("advisor_crm_market.market_note_kind_price")
        cls.trend = cls.env.ref("advisor_crm_market.market_note_kind_trend")
        cls.rival = cls.env["market.competitor"].create({"name": "Rival"})
        cls.department = cls.env["hr.department"].create(
            {
                "name": "Logistics",
                "manager_id": cls.chief.id,
                "company_id": cls.company.id,
            }
        )
        cls.marketing = cls._create_user("marketing", "advisor_crm_market.group_reader")

    @classmethod
    def _note(cls, user=None, **values):
        return (
            cls.env["market.note"]
            .with_user(user or cls.advisor)
            .create({"name": "Half the price", "kind_id": cls.kind.id} | values)
        )
