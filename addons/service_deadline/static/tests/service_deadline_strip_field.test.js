import {beforeEach, expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {advanceTime, animationFrame, mockDate} from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeMockEnv,
    MockServer,
    mockService,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {
    defineServiceModels,
    NOW,
    Request,
    stripItem,
} from "./service_deadline_test_helpers";

defineServiceModels();

const CARD = ".o_deadline_card";

let others = [];

beforeEach(() => {
    others = [];
    mockDate(NOW, 0);
    onRpc("service.deadline", "explain", () => [
        {kind: "rule", at: false, text: "First contact within 1 hour", seconds: 0},
        {
            kind: "start",
            at: "2026-03-02 07:30:00",
            text: "Counted from 7:30",
            seconds: 0,
        },
        {kind: "due", at: "2026-03-02 08:30:00", text: "Due 8:30", seconds: 0},
        {kind: "event_start", when: "Mon, Mar 2, 07:30", text: "Started", seconds: 0},
        {kind: "event_warn", when: "Mon, Mar 2, 08:00", text: "Warned", seconds: 0},
        ...others,
    ]);
});

async function mountStrip(...items) {
    Request._records = [{id: 1, deadline_strip: items}];
    await mountView({
        type: "form",
        resModel: "service.request",
        resId: 1,
        arch: `<form><field name="deadline_strip" widget="service_deadline_strip"/></form>`,
    });
}

/** Replace the action service by one that steps through what it is asked to do. */
function mockActions() {
    mockService("action", {
        async doAction(action) {
            expect.step([action.res_model, action.res_id]);
        },
        async doActionButton({name, resModel, resId, buttonContext, onClose}) {
            expect.step([name, resModel, resId, buttonContext]);
            onClose();
        },
    });
}

test("every promise has a card with its name, time left and clause", async () => {
    await mountStrip(stripItem(), stripItem({id: 2, name: "Solution"}));
    expect(queryAllTexts(".o_deadline_card_name")).toEqual([
        "First contact",
        "Solution",
    ]);
    expect(`${CARD}:first .o_service_countdown_time`).toHaveText("29 min");
    expect(`${CARD}:first .o_deadline_card_ref`).toHaveText("SM-5.3");
    expect(`${CARD}:first .fa-phone`).toHaveCount(1);
});

test("a card shows the share of the time that is used", async () => {
    await mountStrip(stripItem());
    expect(".o_deadline_card_bar > span").toHaveAttribute("style", "width: 50%");
});

test("a card ticks", async () => {
    await mountStrip(stripItem({due: "2026-03-02 08:01:30"}));
    expect(".o_service_countdown_time").toHaveText(/^1 min \d+ sec$/);
    await advanceTime(60000);
    expect(".o_service_countdown_time").toHaveText(/^\d+ sec$/);
});

test("a card ticks again when its promise is resumed", async () => {
    await mountStrip(stripItem({state: "paused", due: false}));
    const [record] = MockServer.env["service.request"];
    record.deadline_strip = [stripItem({due: "2026-03-02 08:01:30"})];
    mockService("action", {doActionButton: ({onClose}) => onClose()});
    await contains(CARD).click();
    await contains(".modal-footer button:contains(Resume)").click();
    expect(".o_service_countdown_time").toHaveText(/^1 min \d+ sec$/);
    await advanceTime(60000);
    expect(".o_service_countdown_time").toHaveText(/^\d+ sec$/);
});

test("a card is warned when the first figure has passed", async () => {
    await mountStrip(stripItem({target: "2026-03-02 08:00:30"}));
    expect(CARD).toHaveClass("o_service_state_running");
    await advanceTime(60000);
    expect(CARD).toHaveClass("o_service_state_warned");
});

test("a running promise that was warned is coloured as warned", async () => {
    await mountStrip(stripItem({warned: true}));
    expect(CARD).toHaveClass("o_service_state_warned");
});

test("a paused promise waits on its card", async () => {
    await mountStrip(stripItem({state: "paused", due: false}));
    expect(".o_service_countdown_time").toHaveText("paused");
    expect(".o_deadline_card_bar > span").toHaveAttribute("style", "width: 0%");
});

test("a kept promise says so and no longer ticks", async () => {
    await mountStrip(
        stripItem({state: "met", is_open: false, stopped: "2026-03-02 07:45:00"})
    );
    expect(".o_service_countdown_time").toHaveText("kept");
    expect(CARD).toHaveClass("o_deadline_card_done");
});

test("a promise kept too late says by how much", async () => {
    await mountStrip(stripItem({state: "met_late", is_open: false, overrun: 7859}));
    expect(".o_service_countdown_time").toHaveText("2 hr 10 min late");
});

test("promises of earlier cycles are folded away until asked for", async () => {
    await mountStrip(
        stripItem({id: 1, state: "met", is_open: false}),
        stripItem({id: 2, cycle: 2})
    );
    expect(CARD).toHaveCount(1);
    await contains(".o_deadline_strip_earlier").click();
    expect(CARD).toHaveCount(2);
});

test("a record without promises shows no strip", async () => {
    await mountStrip();
    expect(".o_deadline_strip").toHaveCount(0);
});

test("a click explains how the due time came about", async () => {
    await mountStrip(stripItem());
    await contains(CARD).click();
    expect(".o_dialog").toHaveText(/First contact within 1 hour/);
    expect(".o_dialog .modal-title").toHaveText("First contact");
    expect(queryAllTexts(".o_deadline_lines li")).toEqual([
        "Counted from 7:30",
        "Due 8:30",
    ]);
});

test("the explanation tells what happened", async () => {
    await mountStrip(stripItem());
    await contains(CARD).click();
    expect(".o_deadline_events li").toHaveCount(2);
    expect(".o_deadline_events li:last").toHaveText(/8:00.*\s+Warned/);
});

test("the explanation tells why and how long a promise is paused", async () => {
    await mountStrip(
        stripItem({
            state: "paused",
            due: false,
            pause_reason: "Waiting for parts",
            pause_until: "2026-03-03 09:00:00",
        })
    );
    others = [{kind: "waits", text: "Paused until Tue, 09:00: Waiting for parts"}];
    await contains(CARD).click();
    expect(".o_dialog .fa-pause-circle").toHaveCount(1);
    expect(".o_dialog").toHaveText(/until Tue, 09:00: Waiting for parts/);
});

test("the explanation names the zone of its times where it is another one", async () => {
    await mountStrip(stripItem());
    others = [{kind: "zone", text: "Times of Asia/Shanghai"}];
    await contains(CARD).click();
    expect(".o_deadline_zone").toHaveText("Times of Asia/Shanghai");
});

test("a card tells when it is due, by one clock", async () => {
    mockDate(NOW, +8);
    await mountStrip(stripItem({due: "2026-03-02 08:29:59"}));
    expect(".o_deadline_card_moment").toHaveText("Due: Mon, Mar 2, 16:29");
});

test("a paused card tells why and until when", async () => {
    await mountStrip(
        stripItem({
            state: "paused",
            due: false,
            pause_reason: "Waiting for parts",
            pause_until: "2026-03-03 09:00:00",
        })
    );
    expect(".o_deadline_card_moment").toHaveText(
        "Waiting for parts · until Tue, Mar 3, 09:00"
    );
});

/** What the bus would tell the pages that ask for the promises of a record. */
async function listen(...items) {
    Request._records = [{id: 1, name: "Leak", deadline_strip: items}];
    await makeMockEnv();
    const listeners = [];
    patchWithCleanup(getService("bus_service"), {
        addChannel: (channel) => channel.startsWith("service") && expect.step(channel),
        subscribe: (type, listener) => {
            if (type === "service_deadline/changed") {
                listeners.push(listener);
            }
        },
    });
    return listeners;
}

/** Somebody else has changed the promises of the record meanwhile. */
async function changeElsewhere(listeners, ...items) {
    MockServer.env["service.request"].write([1], {deadline_strip: items});
    for (const listener of listeners) {
        await listener({model: "service.request", id: 2});
        await listener({model: "service.request", id: 1});
    }
    await animationFrame();
}

test("the strip follows what others do, without being loaded again by hand", async () => {
    const listeners = await listen(stripItem());
    await mountStrip(stripItem());
    expect.verifySteps(["service.deadline/service.request/1"]);
    expect(CARD).toHaveClass("o_service_state_running");
    await changeElsewhere(listeners, stripItem({state: "met", is_open: false}));
    expect(CARD).toHaveClass("o_service_state_met");
});

test("what is being entered stays when others change the promises", async () => {
    const listeners = await listen(stripItem());
    await mountView({
        type: "form",
        resModel: "service.request",
        resId: 1,
        arch: `
            <form>
                <field name="name"/>
                <field name="deadline_strip" widget="service_deadline_strip"/>
            </form>`,
    });
    await contains("[name=name] input").edit("Leak in the cellar", {confirm: false});
    await changeElsewhere(listeners, stripItem({state: "met", is_open: false}));
    expect(CARD).toHaveClass("o_service_state_met");
    expect.verifySteps(["service.deadline/service.request/1"]);
    expect("[name=name] input").toHaveValue("Leak in the cellar");
});

test("pausing calls the record about this promise and shows what became of it", async () => {
    mockActions();
    onRpc("service.request", "web_read", () => expect.step("read"));
    await mountStrip(stripItem());
    await contains(CARD).click();
    expect.verifySteps(["read"]);
    await contains(".modal-footer button:contains(Pause)").click();
    expect.verifySteps([
        ["action_deadline_pause", "service.request", 1, {default_deadline_id: 1}],
        "read",
    ]);
    expect(".o_dialog").toHaveCount(0);
});

test("a promise is done by hand", async () => {
    mockActions();
    await mountStrip(stripItem());
    await contains(CARD).click();
    await contains(".modal-footer button:contains(Done)").click();
    expect.verifySteps([
        ["action_deadline_stop", "service.request", 1, {default_deadline_id: 1}],
    ]);
});

test("only a paused promise can be resumed", async () => {
    mockActions();
    await mountStrip(stripItem({state: "paused", due: false, can_pause: false}));
    await contains(CARD).click();
    expect(".modal-footer button:contains(Pause)").toHaveCount(0);
    await contains(".modal-footer button:contains(Resume)").click();
    expect.verifySteps([
        ["action_deadline_resume", "service.request", 1, {default_deadline_id: 1}],
    ]);
});

test("a finished promise can only be opened", async () => {
    mockActions();
    const done = {
        state: "met",
        is_open: false,
        can_stop: false,
        can_pause: false,
    };
    await mountStrip(stripItem(done));
    await contains(CARD).click();
    expect(queryAllTexts(".modal-footer button")).toEqual(["Details"]);
    await contains(".modal-footer button").click();
    expect.verifySteps([["service.deadline", 1]]);
});
