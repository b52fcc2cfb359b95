// What a page says while it waits, when it fails, and when there is nothing to show.
import {settle} from "./visitor.mjs";

const CALLS = "**/web/dataset/call_kw/**";
/** What brings the content of a page, unless the page names it. */
const CONTENT =
    /\/(web_search_read|web_read_group|web_read|formatted_read_group|get_\w+|my_\w+|search_read)$/;
/** Nothing, in the form of what was asked for. */
const NOTHING = {
    web_search_read: {length: 0, records: []},
    web_read_group: {length: 0, groups: []},
    formatted_read_group: [],
    search_read: [],
};

const asked = (route) => new URL(route.request().url()).pathname;
const answer = (route, body) =>
    route.fulfill({
        contentType: "application/json",
        body: JSON.stringify({jsonrpc: "2.0", id: null, ...body}),
    });

async function loading(tab, address, page) {
    let waits = false;
    await tab.route(CALLS, async (route) => {
        if ((page.content ?? CONTENT).test(asked(route))) {
            waits = true;
            await new Promise((resolve) => setTimeout(resolve, 2500));
        }
        await route.continue().catch(() => undefined);
    });
    await tab.goto(address);
    for (let turn = 0; turn < 200 && !waits; turn++) {
        await tab.waitForTimeout(50);
    }
    await tab.waitForTimeout(900);
    const told = await tab
        .locator(".o_loading_indicator, [aria-busy=true], .o_skeleton, .o_blockUI")
        .filter({visible: true})
        .count();
    return waits && !told ? ["loading: nothing says that the page waits"] : [];
}

async function error(tab, address, page) {
    let failed = false;
    await tab.route(CALLS, async (route) => {
        if (!(page.content ?? CONTENT).test(asked(route))) {
            return route.continue();
        }
        failed = true;
        const data = {
            name: "odoo.exceptions.UserError",
            message: "—",
            arguments: ["—"],
            context: {},
            debug: "",
        };
        return answer(route, {error: {code: 0, message: "Odoo Server Error", data}});
    });
    await tab.goto(address);
    const said = tab
        .locator(".modal, .o_notification, [role=alert], .o_error_dialog")
        .filter({visible: true})
        .first();
    const found = await said.waitFor({timeout: 12000}).then(
        () => true,
        () => false
    );
    return failed && !found ? ["error: nothing says that it failed"] : [];
}

/** Stages stand there without records, too: their columns are empty. */
function emptied(result) {
    const groups = (result?.groups ?? []).filter((group) => group.stage_id);
    for (const group of groups) {
        Object.assign(group, {__count: 0, __records: []});
    }
    return groups.length ? {...result, groups} : undefined;
}

async function empty(tab, address, page) {
    if (page.open || page.empty === false) {
        return [];
    }
    let asks = false;
    await tab.route(CALLS, async (route) => {
        const method = asked(route).split("/").pop();
        const nothing = page.empty?.[method] ?? NOTHING[method];
        if (nothing === undefined) {
            return route.continue();
        }
        asks = true;
        const {result} = await (await route.fetch()).json();
        return answer(route, {result: emptied(result) ?? nothing});
    });
    await tab.goto(address);
    await settle(tab, page.ready);
    const words = await tab
        .locator(page.emptyWords ?? ".o_view_nocontent, .o_nocontent_help")
        .filter({visible: true})
        .allInnerTexts();
    return asks && words.join("").trim().length < 8
        ? ["empty: no word of what goes here"]
        : [];
}

export const STATES = {loading, error, empty};
