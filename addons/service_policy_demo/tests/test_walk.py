import json
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tests.common import ChromeBrowser

AUTHOR = "Service Policy"
#: Each opens what was empty for those before.
LOGINS = ("leader", "agent", "hr", "staff", "pm", "admin")
#: Menus whose pages may be empty for everybody: why.
EMPTY = {
    "attendance_rules_close.attendance_adjustment_menu": "nothing closed was changed",
    "attendance_rules_close.attendance_award_exclusion_menu": "nobody is left out",
    "attendance_rules_close.attendance_objection_menu": "nobody objects",
    "attendance_rules_close.attendance_period_question_menu": "audits asked nothing",
    "attendance_rules_close.attendance_streak_menu": "two closed months are too few",
    "attendance_rules_request.attendance_correction_menu": "depends on the weekday",
    "service_policy.service_policy_acknowledgement_menu": "no reading is asked for",
    "service_policy.service_policy_acknowledgement_menu_my": "as above",
    "survey_round.survey_round_menu": "employees are asked by a round of their own",
}
#: What portal customers open, and what must be found there.
PORTAL = {
    "/my": "a[href^='/my/tickets']",
    "/my/tickets": "a[href*='/my/ticket/']",
    "/my/service-standards": ".o_service_standards",
}
#: Selects a menu, waits for its page and counts what is on it.
WALK = """
(async () => {
    const pages = %s;
    const {menu, dialog} = odoo.__WOWL_DEBUG__.root.env.services;
    const shown = [
        ".o_data_row", ".o_group_header", ".o_kanban_record:not(.o_kanban_ghost)",
        ".o_kanban_group", ".o_graph_renderer canvas", ".o_pivot_cell_value",
        ".fc-event", ".o_form_view .o_field_widget", ".o_calendar_renderer .fc",
    ].map((selector) => `.o_action_manager ${selector}`).join();
    const own = ".o_my_attendance, .o_attendance_board, .o_hr_inbox, .o_service_desk";
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const broken = () => document.querySelector(".o_error_dialog");
    const answer = (before) => {
        if (document.querySelector(".modal .o_form_view")) return "content";
        if (before?.isConnected) return;
        const help = document.querySelector(".o_action_manager .o_view_nocontent");
        const page = document.querySelector(own);
        if (broken()) return `error: ${broken().innerText.slice(0, 200)}`;
        if (help) return "empty";
        if (document.querySelector(shown)) return "content";
        if (page) return page.innerText.trim() ? "content" : "empty";
    };
    const words = (el) => (el.innerText || el.ariaLabel || "").trim().slice(0, 40);
    const scrolls = (el) => {
        const style = getComputedStyle(el);
        const room = el.scrollHeight > el.clientHeight + 1;
        return room && ["auto", "scroll"].includes(style.overflowY);
    };
    const scrollers = (el) => {
        const found = [];
        for (let a = el; a; a = a.parentElement) if (scrolls(a)) found.push(a);
        return found;
    };
    // A person scrolls the page, then each thing in it that scrolls of itself: what is
    // still below the edge then is out of reach.
    const outOfReach = async (name) => {
        const page = document.querySelector(".o_action_manager");
        const below = () => [...page.querySelectorAll("*")].filter((el) => {
            const box = el.getBoundingClientRect();
            return !el.children.length && words(el) && box.height
                && box.top >= innerHeight && box.left < innerWidth;
        });
        if (!below().length) return [];
        const [main] = scrollers(document.elementFromPoint(innerWidth / 2, innerHeight * 0.6));
        const before = main?.scrollTop;
        console.log("person: scroll");
        for (let turn = 0; turn < 40 && main?.scrollTop === before; turn++) await wait(50);
        await wait(300);
        const lost = below().filter((el) => !scrollers(el).some((a) => a !== main || a.scrollTop > before));
        return lost.length ? [`${name}: out of reach: ${lost.slice(0, 3).map(words)}`] : [];
    };
    const problems = [];
    for (const {id, name} of pages) {
        const before = document.querySelector(".o_action_manager > *");
        await menu.selectMenu(id);
        let found;
        for (let turn = 0; turn < 200 && !found; turn++) {
            await wait(50);
            found = answer(before);
        }
        if (found === "empty") console.log(`empty: ${name}`);
        else if (found !== "content") problems.push(`${name}: ${found || "no page"}`);
        const width = document.documentElement.scrollWidth;
        if (width > innerWidth + 1) {
            problems.push(`${name}: ${width} px wide on ${innerWidth}`);
        }
        if (found === "content") problems.push(...(await outOfReach(name)));
        dialog.closeAll();
    }
    if (problems.length) console.error(problems.join("\\n"));
    else console.log("test successful");
})();
"""
READY = "odoo.isReady === true"
LOOK = """
if (!document.querySelector(%s)) console.error(`nothing on ${location.pathname}`);
else console.log("test successful");
"""


class Walk:
    """Everybody opens every page of our add-ons that is in their menus."""

    # Odoo's own runner takes only what a class itself holds.
    allow_inherited_tests_method = True

    def _pages(self, login):
        """Return {XML id: database id} of our menus with an action that one sees."""
        user = self.env["res.users"].search([("login", "=", login)])
        menus = self.env["ir.ui.menu"].with_user(user).load_web_menus(False)
        ours = self.env["ir.module.module"].search(
            [("author", "=", AUTHOR), ("state", "=", "installed")]
        )
        named = self.env["ir.model.data"].search(
            [("model", "=", "ir.ui.menu"), ("module", "in", ours.mapped("name"))]
        )
        names = {data.res_id: data.complete_name for data in named}
        return {
            names[menu["id"]]: menu["id"]
            for menu in menus.values()
            # An application has the action of its first page.
            if menu["id"] in names and menu["actionID"] and menu["appID"] != menu["id"]
        }

    def _open(self, login, pages):
        """Open pages, and return the names of those without content."""
        listed = [{"id": number, "name": name} for name, number in pages.items()]
        code = WALK % json.dumps(listed)
        said = []
        handle = ChromeBrowser._handle_console

        def listen(browser, type, args=None, **more):
            values = [arg.get("value") for arg in args or []]
            said.extend(values)
            if "person: scroll" in values:
                self._scroll(browser)
            return handle(browser, type, args=args, **more)

        with patch.object(ChromeBrowser, "_handle_console", listen):
            self.browser_js("/odoo", code, READY, login=login, timeout=300)
        return {name for name in pages if f"empty: {name}" in said}

    def _scroll(self, browser):
        """Scroll down as a person does: by swiping, or by the wheel."""
        width, height = map(int, self.browser_size.split("x"))
        gesture = {
            "x": width // 2,
            "y": int(height * 0.6),
            "yDistance": -30_000,
            "speed": 60_000,
            "gestureSourceType": "touch" if self.touch_enabled else "mouse",
        }
        browser._websocket_send("Input.synthesizeScrollGesture", params=gesture)

    def test_every_page_in_the_menus_shows_something(self):
        opened, shown = set(), set()
        for login in LOGINS:
            pages = self._pages(login)
            pages = {name: pages[name] for name in pages.keys() - shown}
            empty = self._open(login, pages)
            opened |= pages.keys()
            shown |= pages.keys() - empty
        self.assertLessEqual(opened - shown, set(EMPTY))

    def test_every_page_of_the_portal_shows_something(self):
        for login in ("customer", "wang"):
            for path, selector in PORTAL.items():
                with self.subTest(login=login, path=path):
                    code = LOOK % json.dumps(selector)
                    self.browser_js(path, code, login=login)


@tagged("post_install", "-at_install")
class TestWalk(Walk, HttpCase):
    browser_size = "1440x900"


@tagged("post_install", "-at_install")
class TestWalkOnAPhone(Walk, HttpCase):
    browser_size = "390x844"
    touch_enabled = True
