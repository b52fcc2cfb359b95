from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form
from odoo.tests.common import new_test_user
from odoo.tools import convert_file

from ..core import holiday_source as source
from .common import SpecialDayCommon


class TestResourceSpecialDayImport(SpecialDayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id = cls.calendar
        cls.company.country_id = cls.env.ref("base.cn")
        cls.env.user.company_ids |= cls.company
        cls.env.user.company_id = cls.company
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )

    def _import(self, country="base.cn", year=2026, **values):
        wizard = self.env["resource.special.day.import"].create(
            {"country_id": self.env.ref(country).id, "year": year, **values}
        )
        wizard.action_preview()
        return wizard

    def _company_days(self):
        return self.env["resource.special.day"].search(
            [("company_id", "=", self.company.id)]
        )

    def _day(self, *day):
        return self._company_days().filtered(lambda found: found.date == date(*day))

    def _line_of(self, wizard, *day):
        return wizard.line_ids.filtered(lambda line: line.date == date(*day))

    def test_defaults(self):
        wizard = Form(self.env["resource.special.day.import"])
        self.assertEqual(wizard.country_id, self.env.ref("base.cn"))
        self.assertEqual(wizard.company_id, self.company)
        self.assertFalse(wizard.calendar_ids)

    def test_china(self):
        wizard = self._import()
        self.assertEqual(set(wizard.line_ids.mapped("action")), {"add"})
        self.assertFalse(self._company_days(), "a preview changes nothing")
        wizard.action_apply()
        days = self._company_days()
        self.assertEqual(len(days), len(wizard.line_ids))
        worked = days.filtered(lambda day: day.kind == "working").sorted("date")
        self.assertEqual(
            [(f"{day.date:%m-%d}", day.like_weekday) for day in worked],
            [
                ("01-04", "4"),
                ("02-14", "4"),
                ("02-28", "0"),
                ("05-09", "1"),
                ("09-20", "1"),
                ("10-10", "2"),
            ],
        )
        self.assertEqual(set(days.mapped("source")), {"import"})
        self.assertEqual(days.country_id, self.env.ref("base.cn"))

    def test_hours_of_china_2026(self):
        """The weeks around National Day 2026 as the State Council arranged them."""
        self._import().action_apply()
        worked = self._hours((2026, 9, 19), (2026, 10, 11))
        september = (20, 21, 22, 23, 24, 28, 29, 30)
        self.assertEqual([day.day for day in worked if day.month == 9], list(september))
        self.assertEqual([day.day for day in worked if day.month == 10], [8, 9, 10])

    def test_again_changes_nothing(self):
        self._import().action_apply()
        before = self._company_days()
        wizard = self._import()
        self.assertEqual(set(wizard.line_ids.mapped("action")), {"unchanged"})
        self.assertFalse(wizard.line_ids.filtered("selected"))
        wizard.action_apply()
        self.assertEqual(self._company_days(), before)

    def test_changed_day_is_brought_up_to_date(self):
        self._import().action_apply()
        day = self._day(2026, 10, 10)
        day.write({"kind": "holiday", "name": "Closed"})
        wizard = self._import()
        line = self._line_of(wizard, 2026, 10, 10)
        self.assertEqual((line.action, line.special_day_id), ("update", day))
        wizard.action_apply()
        self.assertRecordValues(
            day,
            [
                {
                    "kind": "working",
                    "like_weekday": "2",
                    "name": "Make-up working day for 10/07/2026",
                }
            ],
        )

    def test_new_name_moves_no_hours(self):
        self._import().action_apply()
        self._day(2026, 10, 10).name = "Other"
        wizard = self._import()
        calendar_class = self.env.registry["resource.calendar"]
        with patch.object(calendar_class, "_on_working_time_changed") as hook:
            wizard.action_apply()
        hook.assert_not_called()

    def test_hook_is_called_once_for_all_new_days(self):
        wizard = self._import()
        calendar_class = self.env.registry["resource.calendar"]
        with patch.object(calendar_class, "_on_working_time_changed") as hook:
            wizard.action_apply()
        hook.assert_called_once()

    def test_day_entered_by_hand_is_kept_unless_ticked(self):
        day = self._create_day("2026-10-10", name="Stock-taking")
        wizard = self._import()
        line = self._line_of(wizard, 2026, 10, 10)
        self.assertEqual((line.action, line.selected), ("manual", False))
        wizard.action_apply()
        self.assertEqual((day.name, day.kind), ("Stock-taking", "holiday"))
        wizard = self._import()
        self._line_of(wizard, 2026, 10, 10).selected = True
        wizard.action_apply()
        self.assertEqual((day.kind, day.source), ("working", "import"))

    def test_unticked_line_is_not_imported(self):
        wizard = self._import()
        self._line_of(wizard, 2026, 10, 10).selected = False
        wizard.action_apply()
        self.assertNotIn(date(2026, 10, 10), self._company_days().mapped("date"))

    def test_day_that_is_no_longer_listed_is_removed(self):
        china = self.env.ref("base.cn").id
        imported = {"source": "import", "country_id": china}
        gone = self._create_day("2026-03-08", **imported)
        self._create_day("2025-03-08", **imported)
        self._create_day("2026-03-09", source="manual")
        germany = self.env.ref("base.de").id
        self._create_day("2026-03-10", source="import", country_id=germany)
        wizard = self._import()
        removal = wizard.line_ids.filtered(lambda line: line.action == "remove")
        self.assertEqual(removal.special_day_id, gone)
        wizard.action_apply()
        self.assertFalse(gone.exists())
        kept = self._company_days().mapped("date")
        self.assertLessEqual(
            {date(2025, 3, 8), date(2026, 3, 9), date(2026, 3, 10)}, set(kept)
        )

    def test_schedules(self):
        other = self._create_calendar()
        wizard = self._import(calendar_ids=[Command.set((self.calendar | other).ids)])
        wizard.action_apply()
        days = self._company_days()
        self.assertEqual(days.calendar_id, self.calendar | other)
        self.assertEqual(len(days), 2 * len(set(days.mapped("date"))))
        third = self._create_calendar()
        national_day = (2026, 10, 1)
        self.assertFalse(self._hours(national_day, national_day, other))
        self.assertTrue(self._hours(national_day, national_day, third))

    def test_germany_with_region(self):
        with Form(self.env["resource.special.day.import"]) as form:
            form.country_id = self.env.ref("base.de")
            bavaria = self.env["resource.special.day.region"].search(
                [("code", "=", "BY")]
            )
            form.region_id = bavaria
            form.year = 2030
        wizard = form.save()
        wizard.action_preview()
        wizard.action_apply()
        self.assertIn(date(2030, 1, 6), self._company_days().mapped("date"))

    def test_regions_are_loaded_once(self):
        regions = self.env["resource.special.day.region"]
        germany = self.env.ref("base.de")
        self.assertEqual(regions._load(germany), regions._load(germany))

    def test_changed_parameters_ask_for_a_new_preview(self):
        with Form(self._import()) as form:
            form.year = 2025
            self.assertFalse(len(form.line_ids))

    def test_names_in_every_language(self):
        for code in ("zh_CN", "de_DE"):
            self.env["res.lang"]._activate_lang(code)
        self._import().action_apply()
        day = self._day(2026, 10, 1)
        names = {
            code: day.with_context(lang=code).name
            for code in ("en_US", "zh_CN", "de_DE")
        }
        self.assertEqual(
            names,
            {"en_US": "National Day", "zh_CN": "国庆节", "de_DE": "National Day"},
        )
        chinese = self._import_as("zh_CN")
        self.assertEqual(set(chinese.line_ids.mapped("action")), {"unchanged"})

    def _import_as(self, language):
        wizard = self.env["resource.special.day.import"].with_context(lang=language)
        wizard = wizard.create({"year": 2026})
        wizard.action_preview()
        return wizard

    def test_name_of_make_up_day_without_day_off(self):
        make_up = source.SourceDay(date(2026, 10, 10), True, {})
        with patch.object(source, "days", return_value=[make_up]):
            wizard = self._import()
        self.assertEqual(wizard.line_ids.name, "Make-up working day")

    # What is not known

    def test_year_that_is_not_published(self):
        after = source.decreed_until("CN") + 1
        with self.assertRaisesRegex(UserError, f"{after} is not known yet"):
            self._import(year=after)
        with Form(self.env["resource.special.day.import"]) as form:
            form.year = after
            self.assertIn(f"the last is {after - 1}", form.problem)
            form.year = after - 1
            self.assertFalse(form.problem)

    def test_each_country_with_decrees_has_some(self):
        """Neither a typing error nor a country that gave the practice up."""
        countries = self.env["res.country"].search([("holidays_by_decree", "=", True)])
        self.assertEqual(len(countries), 12)
        for code in countries.mapped("code"):
            self.assertGreaterEqual(source.decreed_until(code), 2025, code)

    def test_which_countries_decree_their_holidays_can_be_edited(self):
        china = self.env.ref("base.cn")
        china.holidays_by_decree = False
        self.assertTrue(self._import(year=source.decreed_until("CN") + 1).line_ids)
        usa = self.env.ref("base.us")
        usa.holidays_by_decree = True
        with self.assertRaisesRegex(UserError, "2040 is not known yet"):
            self._import("base.us", 2040)

    def test_an_upgrade_keeps_what_an_administrator_has_chosen(self):
        china = self.env.ref("base.cn")
        china.holidays_by_decree = False
        path = "data/res_country_data.xml"
        convert_file(self.env, "resource_special_day", path, {}, "update", True)
        self.assertFalse(china.holidays_by_decree)
        convert_file(self.env, "resource_special_day", path, {}, "init", True)
        self.assertTrue(china.holidays_by_decree, "as the migration does once")

    def test_any_year_of_a_country_with_rules(self):
        for country, year in (("base.us", 2040), ("base.de", 1995), ("base.hk", 2030)):
            self.assertTrue(self._import(country, year).line_ids)

    def test_year_out_of_range(self):
        for year in (0, -3, 1200, 2101, 99999):
            with self.assertRaisesRegex(UserError, "known from 1950 to 2100"):
                self._import(year=year)

    def test_country_without_list(self):
        with (
            patch.object(source, "countries", return_value={"US"}),
            self.assertRaisesRegex(UserError, "enter its special days by hand"),
        ):
            self._import()

    def test_estimated_day_is_not_ticked(self):
        wizard = self._import("base.ae", 2030)
        estimated = wizard.line_ids.filtered("is_estimated")
        self.assertTrue(estimated)
        self.assertFalse(estimated.filtered("selected"))
        self.assertTrue(wizard.line_ids.filtered("selected"))

    # Effects

    def test_effects(self):
        """261 weekdays of 2026 lose 16 working days off and gain six make-up days."""
        wizard = self._import()
        self.assertEqual(
            wizard._preview_effects()[:1],  # other add-ons tell more
            [
                "Five days: 2026 has 248 working days (1984 hours) instead of "
                "261 (2088 hours)."
            ],
        )
        self.assertIn("248 working days", wizard.effects)
        wizard.action_apply()
        self.assertEqual(
            self._import()._preview_effects()[:1],
            ["Five days: 2026 keeps its 248 working days (1984 hours)."],
        )

    def test_effects_follow_the_ticks(self):
        wizard = self._import()
        with Form(wizard) as form:
            for index, line in enumerate(wizard.line_ids):
                if line.kind == "working":
                    with form.line_ids.edit(index) as edited:
                        edited.selected = False
            self.assertIn("242 working days", form.effects)

    def test_effects_of_a_removal(self):
        self._create_day(
            "2026-03-09", source="import", country_id=self.env.ref("base.cn").id
        )
        wizard = self._import()
        self.assertIn(
            "248 working days (1984 hours) instead", wizard._preview_effects()[0]
        )

    def test_effects_escape_names(self):
        self.calendar.name = "<b>Bold</b>"
        self.assertIn("&lt;b&gt;Bold", self._import().effects)

    def test_notification_counts(self):
        wizard = self._import()
        message = wizard.action_apply()["params"]["message"]
        count = len(wizard.line_ids)
        self.assertEqual(message, f"{count} added, 0 changed, 0 removed.")

    # Access

    def test_only_administrators_import(self):
        user = new_test_user(
            self.env,
            "clerk",
            groups="base.group_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        for model in (
            "resource.special.day.import",
            "resource.special.day.import.line",
            "resource.special.day.region",
        ):
            with self.assertRaises(AccessError):
                self.env[model].with_user(user).check_access("create")

    def test_administrator_imports_without_superuser(self):
        user = new_test_user(
            self.env,
            "admin of the mall",
            groups="base.group_user,base.group_system",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        wizard = (
            self.env["resource.special.day.import"]
            .with_user(user)
            .create({"year": 2026})
        )
        wizard.action_preview()
        wizard.action_apply()
        self.assertTrue(self._company_days())
