import json
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tests.common import ChromeBrowser

AUTHOR = "Service Policy"
#: Each opens what was empty for those before.
LOGINS = ("leader", "agent", "hr", "staff", "pm", "advisor", "depthead", "admin")
#: Menus whose pages may be empty for everybody: why.
EMPTY = {
    "service_deadline.service_deadline_backtest_menu": "who tries a rule sees his own",
    "attendance_rules.attendance_hours_change_menu": "no schedule was changed",
    "service_report.service_board_wall_menu": "a link is a secret that is shown once",
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
    const own =
        ".o_my_attendance, .o_attendance_board, .o_hr_inbox, .o_service_desk, " +
        ".o_service_board, .o_contact_coverage, .o_advisor_day, .o_advisor_team";
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
    const problems = [];
    for (const {id, name} of pages) {
        const before = document.querySelector(".o_action_manager > *");
        await menu.selectMenu(id);
        let found;
        for (let turn = 0; turn < 1200 && !found; turn++) {
            await wait(50);
            found = answer(before);
        }
        if (found === "empty") console.log(`empty: ${name}`);
        else if (found !== "content") problems.push(`${name}: ${found || "no page"}`);
        const width = document.documentElement.scrollWidth;
        if (width > innerWidth + 1) {
            problems.push(`${name}: ${width} px wide on ${innerWidth}`);
        }
        dialog.closeAll();
    }
    if (problems.length) console.error(problems.join("\\n"));
    else console.log("test successful");
})();
"""
READY = "odoo.isReady === true"
#: Seconds, for a machine that has much else to do; a page has 60 of them.
TIMEOUT = 600
LOOK = """
if (!document.querySelector(%s)) console.error(`nothing on ${location.pathname}`);
else console.log("test successful");
"""
#: Asks for a push by hand until nothing is left below the edge.
REACH = """
(async () => {
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const root = () => document.querySelector(".o_action_manager > .o_action");
    const below = () =>
        [...root().querySelectorAll("*")].filter(
            (each) =>
                !each.childElementCount &&
                each.textContent.trim() &&
                each.checkVisibility({visibilityProperty: true}) &&
                each.getBoundingClientRect().top >= innerHeight
        );
    for (let turn = 0; turn < 1200 && !root()?.innerText.trim(); turn++) await wait(50);
    await wait(500);
    if (!root()) return console.error(`no page at ${location.pathname}`);
    const first = below().length;
    for (let turn = 0; turn < 60 && below().length; turn++) {
        console.log("push");
        await wait(100);
    }
    const left = below().map((each) => each.textContent.trim().slice(0, 40));
    const said = `out of reach: ${left.length} of ${first}: ${left[0]}`;
    if (left.length) console.error(said);
    else console.log("test successful");
})();
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
            said.extend(arg.get("value") for arg in args or [])
            return handle(browser, type, args=args, **more)

        with patch.object(ChromeBrowser, "_handle_console", listen):
            self.browser_js("/odoo", code, READY, login=login, timeout=TIMEOUT)
        return {name for name in pages if f"empty: {name}" in said}

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
                    self.browser_js(path, code, login=login, timeout=TIMEOUT)


class Reach:
    """Whatever a page of ours shows is within reach of a finger or a wheel."""

    allow_inherited_tests_method = True

    def test_every_page_of_ours_is_scrolled_by_hand(self):
        """No script scrolls: a person has a finger or a wheel."""
        ours = self._client_actions()
        reached = ours.browse()
        for login in ("hr", "staff", "leader", "advisor", "admin"):
            for action in ours & self._actions_in_menus(login):
                with self.subTest(action=action.tag, login=login):
                    self._reach(f"/odoo/action-{action.id}", login)
                reached |= action
        self.assertEqual(set(reached.mapped("tag")), set(ours.mapped("tag")))

    def _client_actions(self):
        """The pages that our add-ons have made."""
        ours = self.env["ir.module.module"].search([("author", "=", AUTHOR)])
        named = self.env["ir.model.data"].search(
            [
                ("model", "=", "ir.actions.client"),
                ("module", "in", ours.mapped("name")),
            ]
        )
        return self.env["ir.actions.client"].browse(named.mapped("res_id"))

    def _actions_in_menus(self, login):
        user = self.env["res.users"].search([("login", "=", login)])
        menus = self.env["ir.ui.menu"].with_user(user).load_web_menus(False)
        found = {menu["actionID"] for menu in menus.values()}
        return self.env["ir.actions.client"].browse(found - {False}).exists()

    def _reach(self, path, login):
        handle = ChromeBrowser._handle_console

        def listen(browser, type, args=None, **more):
            if args and args[0].get("value") == "push":
                for method, params in self._push():
                    browser._websocket_send(method, params=params)
            return handle(browser, type, args=args, **more)

        with patch.object(ChromeBrowser, "_handle_console", listen):
            self.browser_js(path, REACH, READY, login=login, timeout=TIMEOUT)


@tagged("post_install", "-at_install")
class TestWalk(Walk, HttpCase):
    browser_size = "1440x900"


@tagged("post_install", "-at_install")
class TestWalkOnAPhone(Walk, HttpCase):
    browser_size = "390x844"
    touch_enabled = True


@tagged("post_install", "-at_install")
class TestReachOnAPhone(Reach, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def _push(self):
        """A finger goes up over the page."""
        yield "Input.dispatchTouchEvent", self._touch("touchStart", 600)
        for y in range(580, 180, -20):
            yield "Input.dispatchTouchEvent", self._touch("touchMove", y)
        yield "Input.dispatchTouchEvent", self._touch("touchEnd")

    def _touch(self, kind, y=None):
        return {"type": kind, "touchPoints": [{"x": 150, "y": y}] if y else []}


@tagged("post_install", "-at_install")
class TestReachOnALowScreen(Reach, HttpCase):
    browser_size = "1366x600"

    def _push(self):
        """The wheel is turned over the page."""
        where = {"x": 680, "y": 400, "deltaX": 0, "deltaY": 300}
        yield "Input.dispatchMouseEvent", {"type": "mouseWheel", **where}
