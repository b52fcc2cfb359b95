import {expect, test} from "@odoo/hoot";
import {press, queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame, mockDate} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";
import {InboxSystray} from "@hr_employee_team/inbox/inbox_systray";

defineMailModels();

const DATA = {
    count: 13,
    is_used: true,
    sources: [
        {
            key: "correction",
            title: "Corrections to decide",
            icon: "fa-pencil",
            model: "res.partner",
            count: 12,
            rows: [
                {id: 4, name: "Ann", due: "2026-03-09", since: false, is_late: true},
                {id: 5, name: "Bob", due: "2026-03-11", since: false, is_late: false},
            ],
        },
        {
            key: "question",
            title: "Questions",
            icon: "fa-question",
            model: "res.partner",
            count: 1,
            rows: [
                {
                    id: 6,
                    name: "Cem",
                    due: false,
                    since: "2026-03-08 02:00:00",
                    is_late: false,
                },
            ],
        },
    ],
};

async function openInbox(data = DATA) {
    mockDate("2026-03-10 12:00:00");
    onRpc("hr.inbox", "get_inbox", () => data);
    onRpc("hr.inbox", "get_count", () => ({count: data.count, is_used: true}));
    onRpc("hr.checklist", "get_checklist", () => []);
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "hr_employee_team.inbox",
    });
}

test("what waits is listed by reason, with when it is due", async () => {
    await openInbox();
    expect(queryAllTexts(".o_hr_inbox h2 span:first-of-type")).toEqual([
        "Corrections to decide",
        "Questions",
    ]);
    expect(queryAllTexts(".o_hr_inbox_row small")).toEqual([
        "was due yesterday",
        "due tomorrow",
        "since 2 days ago",
    ]);
    expect(".o_hr_inbox_systray .badge").toHaveText("13");
    expect(".o_hr_inbox_row .text-danger").toHaveCount(1);
    expect(".o_hr_inbox_all").toHaveCount(1);
    expect(".o_hr_inbox_all").toHaveText("Show all 12");
});

test("an empty list says so", async () => {
    await openInbox({count: 0, is_used: true, sources: []});
    expect(".o_hr_inbox_empty").toHaveText(/Nothing waits for you/);
    expect(".o_hr_inbox section").toHaveCount(0);
});

test("arrows move through all rows", async () => {
    await openInbox();
    for (const id of [4, 5, 6, 6]) {
        await press("ArrowDown");
        await animationFrame();
        expect(`.o_hr_inbox_row[data-id="${id}"]`).toBeFocused();
    }
    await press("ArrowUp");
    await animationFrame();
    expect(`.o_hr_inbox_row[data-id="5"]`).toBeFocused();
});

test("several are chosen and approved at once", async () => {
    const [first, ...others] = DATA.sources;
    onRpc("hr.inbox", "approve", ({args}) => {
        expect.step(args);
        return {approved: 1, refused: [{name: "Bob", reason: "Closed already"}]};
    });
    await openInbox({
        ...DATA,
        sources: [{...first, can_approve: true}, ...others],
    });
    // What is decided one by one has no box.
    expect(".o_hr_inbox_line input").toHaveCount(2);
    expect(".o_hr_inbox_approve").toHaveCount(0);
    await contains(".o_hr_inbox_line input:first").click();
    expect(".o_hr_inbox_approve").toHaveText("Approve 1");
    await contains(".o_hr_inbox_batch input").click();
    expect(".o_hr_inbox_approve").toHaveText("Approve 2");
    await contains(".o_hr_inbox_approve").click();
    expect.verifySteps([["correction", [4, 5]]]);
    await animationFrame();
    expect(".o_notification").toHaveText(/Closed already/);
    expect(".o_hr_inbox_approve").toHaveCount(0);
});

test("a row opens its record, the last line all of them", async () => {
    onRpc("hr.inbox", "action_open", ({args}) => {
        expect.step(`all ${args[0]}`);
        return false;
    });
    await openInbox();
    patchWithCleanup(getService("action"), {
        doAction: ({res_model, res_id}) => expect.step(`${res_model} ${res_id}`),
    });
    await contains(".o_hr_inbox_row:first").click();
    await contains(".o_hr_inbox_all").click();
    expect.verifySteps(["res.partner 4", "all correction"]);
});

test("the icon counts, and is not there where nothing can wait", async () => {
    let answer = {count: 120, is_used: true};
    onRpc("hr.inbox", "get_count", () => answer);
    mockService("action", {doAction: (name) => expect.step(name)});
    await mountWithCleanup(InboxSystray);
    expect(".o_hr_inbox_systray").toHaveCount(0);
    await getService("hr_inbox").refresh();
    await animationFrame();
    expect(".o_hr_inbox_systray .badge").toHaveText("99+");
    await contains(".o_hr_inbox_systray").click();
    expect.verifySteps(["hr_employee_team.hr_inbox_action"]);
    answer = {count: 0, is_used: true};
    await getService("hr_inbox").refresh();
    await animationFrame();
    expect(".o_hr_inbox_systray").toHaveCount(1);
    expect(".o_hr_inbox_systray .badge").toHaveCount(0);
});
