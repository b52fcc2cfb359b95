// Takes the pictures of the README from a running demo system:
//     setup/tool node tests/pictures/take.mjs http://127.0.0.1:8069 [name ...]
import {createRequire} from "node:module";
import path from "node:path";
import {fileURLToPath} from "node:url";

// Found through NODE_PATH, which only require() follows.
const {chromium} = createRequire(import.meta.url)("playwright-core");

const [ADDRESS = "http://127.0.0.1:8069", ...NAMES] = process.argv.slice(2);
const FOLDER = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));
const DESK = {width: 1280, height: 800};
const PHONE = {width: 390, height: 844};

const PICTURES = [
    {
        name: "ratings",
        login: "leader",
        url: "/odoo/ratings-by-person",
        ready: ".o_data_row",
    },
    {
        name: "desk",
        login: "agent",
        url: "/odoo/service-desk",
        ready: ".o_service_desk_row",
    },
    {
        name: "desk_zh_CN",
        login: "agent",
        language: "zh_CN",
        url: "/odoo/service-desk",
        ready: ".o_service_desk_row",
    },
    {
        name: "ticket_zh_CN",
        login: "leader",
        language: "zh_CN",
        open: "停车场收费错误",
    },
    {
        name: "calendar",
        login: "leader",
        url: "/odoo/service-promises?view_type=calendar",
        ready: ".fc-event",
    },
    {
        name: "tickets",
        login: "leader",
        url: "/odoo/helpdesk-tickets",
        ready: ".o_kanban_record, .o_data_row",
    },
    {name: "ticket", login: "leader", open: "Child hurt on the escalator"},
    {name: "ticket_phone", login: "leader", size: PHONE, open: "停车场收费错误"},
    {
        name: "promises",
        login: "leader",
        url: "/odoo/service-promises",
        ready: ".o_data_row",
    },
    {
        name: "complaint_report",
        login: "depthead",
        size: {width: 1280, height: 1340},
        model: "service.report.month",
        url: "/odoo/complaint-reports",
        open: [["state", "=", "draft"]],
        ready: ".o_service_report_month",
    },
    {
        name: "service_board",
        login: "leader",
        url: "/odoo/service-board",
        ready: ".o_service_board_row",
    },
    {
        name: "rule",
        login: "admin",
        model: "service.deadline.rule",
        url: "/odoo/service-rules",
        open: "Important complaint: procedure started",
        ready: ".o_form_view .o_field_widget",
    },
    {
        name: "policy",
        login: "leader",
        model: "service.policy",
        url: "/odoo/our-policies",
        open: "Shopping centre policy",
        ready: ".o_service_policy_page",
    },
    {
        name: "standards",
        login: "customer",
        url: "/my/service-standards",
        ready: ".o_service_standards",
    },
    {
        name: "my_attendance",
        login: "staff",
        size: PHONE,
        url: "/odoo/my-attendance",
        ready: ".o_attendance_cell",
    },
    {
        name: "attendance_today",
        login: "hr",
        url: "/odoo/attendance-today",
        ready: ".o_attendance_tile",
    },
    {
        name: "attendance_audit",
        login: "hr",
        url: "/odoo/attendance-audit",
        ready: ".o_kanban_record, .o_data_row",
    },
    {
        name: "attendance_trend",
        login: "hr",
        url: "/odoo/attendance-trend",
        ready: ".o_graph_view canvas",
    },
];

async function logIn(browser, {login, size = DESK}) {
    const context = await browser.newContext({
        viewport: size,
        timezoneId: "Asia/Shanghai",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(120000);
    await page.goto(`${ADDRESS}/web/login`);
    await page.fill("#login", login);
    await page.fill("#password", login);
    await page.press("#password", "Enter");
    await page.waitForURL(/\/(odoo|my)/);
    return page;
}

/** Finds a record by its name, or by a condition. */
async function recordId(page, model, open) {
    const domain = Array.isArray(open) ? open : [["name", "=", open]];
    const find = async ([of, condition]) => {
        const response = await fetch("/web/dataset/call_kw", {
            method: "POST",
            headers: {"Content-Type": "application/json"},
            body: JSON.stringify({
                params: {
                    model: of,
                    method: "search",
                    args: [condition],
                    kwargs: {},
                },
            }),
        });
        return (await response.json()).result[0];
    };
    return page.evaluate(find, [model, domain]);
}

/** Chooses the language of a user's pages. */
async function speak(page, lang) {
    const write = async (language) => {
        const ask = async (address, params) => {
            const response = await fetch(address, {
                method: "POST",
                headers: {"Content-Type": "application/json"},
                body: JSON.stringify({params}),
            });
            return (await response.json()).result;
        };
        const {uid} = await ask("/web/session/get_session_info", {});
        const args = [[uid], {lang: language}];
        const model = "res.users";
        const params = {model, method: "write", args, kwargs: {}};
        await ask("/web/dataset/call_kw", params);
    };
    await page.evaluate(write, lang);
}

async function take(browser, picture) {
    const page = await logIn(browser, picture);
    if (picture.language) {
        await speak(page, picture.language);
    }
    const {model = "helpdesk.ticket", url = "/odoo/helpdesk-tickets"} = picture;
    const id = picture.open ? `/${await recordId(page, model, picture.open)}` : "";
    await page.goto(ADDRESS + url + id);
    await page.waitForSelector(picture.ready ?? ".o_deadline_card, .o_form_view");
    await page.waitForSelector(".o_loading_indicator", {state: "hidden"});
    await page.waitForFunction(() =>
        [...document.images].every((image) => image.complete)
    );
    await page.screenshot({path: path.join(FOLDER, `${picture.name}.png`)});
    if (picture.language) {
        await speak(page, "en_US");
    }
    await page.context().close();
}

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
});
for (const picture of PICTURES) {
    if (!NAMES.length || NAMES.includes(picture.name)) {
        await take(browser, picture);
    }
}
await browser.close();
