from datetime import date

from freezegun import freeze_time

from odoo.fields import Command

from .common import ReportCommon

MARCH = date(2026, 3, 1)


class MonthCommon(ReportCommon):
    """Complaints of March 2026 and of the months before, analysed in April."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user(
            "manager_x", "helpdesk_mgmt.group_helpdesk_manager"
        )
        cls.boss = cls._create_user("boss_x", "base.group_user")
        cls.sealer = cls._create_user("sealer_x", "base.group_user")
        cls.company.write(
            {
                "service_month_user_id": cls.sealer.id,
                "service_month_recipient_ids": [Command.set(cls.boss.ids)],
                "resource_calendar_id": cls.calendar.id,
            }
        )
        complaint = cls.env["service.request.class"].search(
            [("is_complaint", "=", True)], limit=1
        )
        cls.type = cls.env["helpdesk.ticket.type"].create(
            {"name": "Complaint X", "class_id": complaint.id}
        )
        kinds = cls.env["service.complaint.kind"]
        cls.goods = kinds.create({"name": "Goods X", "code": "goods_x"})
        cls.staff = kinds.create({"name": "Staff X", "code": "staff_x"})
        cls.env["service.handling"].sudo().search([]).unlink()

    def _complain(self, moment, kind=None, **values):
        return self._register(
            moment,
            type_id=self.type.id,
            complaint_kind_id=(kind or self.goods).id,
            **{"partner_id": False, "partner_name": "Somebody", **values},
        )

    def _year(self):
        """Two complaints a month since September; seven about goods in March, one about
        the staff."""
        for month in ("2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"):
            self._complain(f"{month}-03 09:00:00")
            self._complain(f"{month}-04 09:00:00", self.staff)
        for day in range(2, 9):
            self._complain(f"2026-03-0{day} 09:00:00", subject_ref=f"Shop {day}")
        self._complain("2026-03-09 09:00:00", self.staff)

    def _draw(self, month=MARCH, moment="2026-04-01 08:00:00"):
        with freeze_time(moment):
            report = self.env["service.report.month"]._draw_up(self.company, month)
            self.env.flush_all()
        return report

    def _rows(self, report, part):
        [rows] = [p["rows"] for p in report.figures["parts"] if p["code"] == part]
        return {row["key"]: row["value"] for row in rows}
