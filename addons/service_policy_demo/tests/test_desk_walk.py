import json
from pathlib import Path

from odoo.tests import HttpCase, tagged

from .test_walk import READY

CONTACT = "service_management.service_promise_first_contact"
LANGUAGES = ("en_US", "zh_CN", "zh_TW")
#: What is ours on a page, and where the page is.
PAGES = {
    "desk": ("/odoo/service-desk", ".o_service_desk"),
    "ticket": ("/odoo/helpdesk-tickets/%s", ".o_service_ticket .o_service_promises"),
    "head": ("/odoo/helpdesk-tickets/%s", ".o_service_ticket .o_service_head"),
    "kinds": ("/odoo/service-promise-kinds/%s", ".o_field_service_icon"),
}
LOOK = """
(async () => {
    const selector = %s, axeSource = %s;
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const there = () => document.querySelector(selector);
    for (let turn = 0; turn < 200 && !there(); turn++) await wait(50);
    await wait(500);
    const root = document.querySelector(selector);
    if (!root) return console.error(`nothing at ${location.pathname}`);
    const problems = [];
    const targets = "button, a.btn, [role=button], input[type=checkbox]";
    const small = [...root.querySelectorAll(targets)].filter((el) => {
        const box = el.getBoundingClientRect();
        return box.width && (box.width < 40 || box.height < 40);
    });
    if (%s && small.length) {
        problems.push(`small: ${small.map((el) => el.outerHTML.slice(0, 90))}`);
    }
    const width = document.documentElement.scrollWidth;
    if (width > innerWidth + 1) problems.push(`${width} px wide`);
    const cut = [...root.querySelectorAll("*")].filter((el) =>
        !el.children.length && el.scrollWidth > el.clientWidth + 1
        && ["hidden", "clip"].includes(getComputedStyle(el).overflowX)
        && !el.closest(".visually-hidden"));
    if (cut.length) problems.push(`cut: ${cut.map((el) => el.innerText)}`);
    (0, eval)(axeSource);
    // Odoo's own fields, and the checklist, which has tests of its own
    const exclude = [".o_select_menu", ".o_checklist", ".o_hr_checklist"];
    const context = {include: [[selector]], exclude: exclude.map((part) => [part])};
    const options = {rules: {region: {enabled: false}}};
    const {violations} = await axe.run(context, options);
    for (const {id, nodes} of violations) {
        const where = nodes.map((node) => node.html.slice(0, 120));
        problems.push(`axe ${id}: ${where}`);
    }
    if (problems.length) console.error(problems.join("\\n"));
    else console.log("test successful");
})();
"""


def axe():
    """The source of axe-core, of the locked Node.js packages."""
    from workbench import node, source
    from workbench.environment import Environment

    folder = node.need(Environment(source.find()))
    return Path(folder, "node_modules/axe-core/axe.min.js").read_text()


class DeskWalk:
    """What is ours on the pages of the help desk can be hit, read and heard."""

    allow_inherited_tests_method = True

    def _look(self, login, page, number=""):
        path, selector = PAGES[page]
        is_phone = "true" if self.touch_enabled else "false"
        code = LOOK % (json.dumps(selector), json.dumps(self.axe), is_phone)
        path = path % number if "%s" in path else path
        self.browser_js(path, code, READY, login=login, timeout=120)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.axe = axe()

    def test_pages_in_three_languages(self):
        ticket = self.env["helpdesk.ticket"].search(
            [("next_deadline_state", "!=", "none"), ("user_id.login", "=", "agent")],
            limit=1,
        )
        visits = [
            ("agent", "desk", ""),
            ("leader", "desk", ""),
            ("agent", "ticket", ticket.id),
            ("agent", "head", ticket.id),
            ("pm", "kinds", self.env.ref(CONTACT).id),
        ]
        for login, page, number in visits:
            user = self.env["res.users"].search([("login", "=", login)])
            for language in LANGUAGES:
                with self.subTest(login=login, page=page, language=language):
                    user.lang = language
                    self._look(login, page, number)


@tagged("post_install", "-at_install")
class TestDeskWalk(DeskWalk, HttpCase):
    browser_size = "1366x600"


@tagged("post_install", "-at_install")
class TestDeskWalkOnAPhone(DeskWalk, HttpCase):
    browser_size = "390x844"
    touch_enabled = True
