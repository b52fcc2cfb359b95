import {beforeEach, expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {mockDate} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";

defineMailModels();

const NOW = "2026-03-02 08:00:00";
const KEYS = ["overdue", "today", "answered", "unassigned", "waiting"];

function deskOf(values = {}) {
    const counts = {overdue: 9, ...values.counts};
    return {
        scope: "mine",
        scopes: ["mine"],
        date: "Mon, Mar 2",
        parts: KEYS.map((key) => ({
            key,
            count: counts[key] || 0,
            domain: [["id", "in", [key.length]]],
        })),
        rows: {
            overdue: [
                {
                    id: 4,
                    number: "HT4",
                    name: "It leaks",
                    customer: "Anna",
                    user: "Mei",
                    stage: "New",
                    severity: "Major",
                    step: "Reply",
                    answered: false,
                    promise: "Solution",
                    state: "breached",
                    due: "2026-03-02 07:30:00",
                    target: false,
                },
            ],
        },
        open: [],
        kept: {share: 66.7, count: 3, domain: []},
        people: [],
        ...values,
    };
}

/** Open the page; each look at the server is a step. */
async function openDesk(answer) {
    onRpc("service.desk", "get_desk", ({args}) => {
        expect.step(`desk ${args[0]}`);
        return answer(args[0]);
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "service_management.desk",
    });
}

beforeEach(() => {
    mockDate(NOW, 0);
    onRpc("hr.checklist", "get_checklist", () => []);
});

test("a row tells what is due, since when, and what is to be done", async () => {
    await openDesk(() => deskOf());
    expect.verifySteps(["desk null"]);
    const text = queryAllTexts("[data-ticket-id='4']")[0];
    for (const part of [
        "It leaks",
        "Major",
        "Solution",
        "30 min over",
        "07:30",
        "Reply",
    ]) {
        expect(text).toInclude(part);
    }
    expect("[data-part=kept] strong").toHaveText("67 %");
    expect("[data-part=today]").not.toBeEnabled();
});

test("a list that is longer than the page leads on to the whole", async () => {
    await openDesk(() => deskOf());
    mockService("action", {
        doAction: ({res_model, domain}) => expect.step([res_model, domain]),
    });
    expect.verifySteps(["desk null"]);
    expect("[data-list=overdue] .o_service_desk_more").toHaveText("All 9");
});

test("who leads changes between what is his and what is his team's", async () => {
    await openDesk((scope) =>
        deskOf({scopes: ["mine", "team"], scope: scope || "team"})
    );
    expect("[data-scope=team]").toHaveAttribute("aria-pressed", "true");
    await contains("[data-scope=mine]").click();
    expect("[data-scope=mine]").toHaveAttribute("aria-pressed", "true");
    expect.verifySteps(["desk null", "desk mine"]);
});

test("a leader sees who has what", async () => {
    const person = {
        id: 3,
        name: "Mei",
        open: 5,
        overdue: 2,
        today: 0,
        share: 50,
        judged: 4,
        domains: {open: [], overdue: [], today: []},
    };
    await openDesk(() =>
        deskOf({scopes: ["mine", "team"], scope: "team", people: [person]})
    );
    expect("[data-list=people] tbody tr").toHaveText(/Mei\s+2\s+–\s+5\s+50 %/);
    expect("[data-list=people] [data-column=overdue]").toHaveAttribute(
        "aria-label",
        "Mei, Overdue: 2"
    );
    expect.verifySteps(["desk null"]);
});

test("where nothing waits the page says so", async () => {
    await openDesk(() =>
        deskOf({counts: {overdue: 0}, rows: {}, kept: {share: 0, count: 0}})
    );
    expect(".o_service_desk_empty").toHaveText(/Nothing waits/);
    expect("[data-part=kept] strong").toHaveText("–");
    expect.verifySteps(["desk null"]);
});

test("what cannot be loaded can be tried again", async () => {
    let fails = true;
    await openDesk(() => {
        if (fails) {
            throw new Error("gone");
        }
        return deskOf();
    });
    expect("[role=alert]").toHaveText(/could not be loaded/);
    fails = false;
    await contains("[role=alert] button").click();
    expect("[data-part=overdue] strong").toHaveText("9");
    expect.verifySteps(["desk null", "desk null"]);
});
