import {beforeEach, destroy, expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {advanceTime, mockDate} from "@odoo/hoot-mock";
import {contains, makeMockEnv, mountView} from "@web/../tests/web_test_helpers";
import {
    countTicks,
    defineServiceModels,
    NOW,
    Request,
} from "./service_deadline_test_helpers";

defineServiceModels();

const COUNTDOWN = ".o_service_countdown";

beforeEach(() => mockDate(NOW, 0));

function defineRequests(records) {
    Request._records = records.map((values, index) => ({
        id: index + 1,
        next_deadline_name: "First contact",
        ...values,
    }));
}

function mountList(records) {
    defineRequests(records);
    return mountView({
        type: "list",
        resModel: "service.request",
        arch: `<list><field name="next_deadline_at" widget="service_countdown"/></list>`,
    });
}

const running = {
    next_deadline_at: "2026-03-02 08:23:30",
    next_deadline_state: "running",
};

test("a running promise tells its name and the time left", async () => {
    await mountList([running]);
    expect(".o_service_countdown_name").toHaveText("First contact");
    expect(".o_service_countdown_time").toHaveText("23 min");
    expect(COUNTDOWN).toHaveClass("o_service_state_running");
});

test("a warned promise is coloured as warned", async () => {
    await mountList([{...running, next_deadline_state: "warned"}]);
    expect(COUNTDOWN).toHaveClass("o_service_state_warned");
});

test("a broken promise tells by how much it is over", async () => {
    const values = {
        next_deadline_at: "2026-03-02 05:50:00",
        next_deadline_state: "breached",
    };
    await mountList([values]);
    expect(".o_service_countdown_time").toHaveText("2 hr 10 min over");
    expect(COUNTDOWN).toHaveClass("o_service_state_breached");
});

test("a paused promise shows that it waits", async () => {
    await mountList([{next_deadline_at: false, next_deadline_state: "paused"}]);
    expect(".o_service_countdown_name").toHaveText("First contact");
    expect(".o_service_countdown_time").toHaveText("paused");
    expect(".fa-pause-circle").toHaveCount(1);
    expect(COUNTDOWN).toHaveClass("o_service_state_paused");
});

test("a record without a promise shows a dash and no name", async () => {
    await mountList([{next_deadline_at: false, next_deadline_state: "none"}]);
    expect(COUNTDOWN).toHaveText("–");
    expect(COUNTDOWN).toHaveClass("o_service_state_none");
});

test("the countdown ticks", async () => {
    await mountList([{...running, next_deadline_at: "2026-03-02 08:01:30"}]);
    expect(".o_service_countdown_time").toHaveText(/^1 min \d+ sec$/);
    await advanceTime(60000);
    expect(".o_service_countdown_time").toHaveText(/^\d+ sec$/);
});

test("a promise turns red when its time comes, before the server says so", async () => {
    await mountList([{...running, next_deadline_at: "2026-03-02 08:00:30"}]);
    expect(COUNTDOWN).toHaveClass("o_service_state_running");
    await advanceTime(60000);
    expect(".o_service_countdown_time").toHaveText(/^\d+ sec over$/);
    expect(COUNTDOWN).toHaveClass("o_service_state_breached");
});

test("the time left is the server's when the browser's clock is wrong", async () => {
    defineRequests([running]);
    const {services} = await makeMockEnv();
    services.service_deadline_clock.offset = 10 * 60 * 1000;
    await mountList([running]);
    expect(".o_service_countdown_time").toHaveText("13 min");
});

test("a list of 80 rows has one timer", async () => {
    const counted = countTicks();
    await mountList(Array(80).fill(running));
    expect(COUNTDOWN).toHaveCount(80);
    await advanceTime(5000);
    expect(counted.ticks).toBeWithin(4, 6);
});

test("a list that is left does not tick on", async () => {
    const counted = countTicks();
    destroy(await mountList([running]));
    await advanceTime(5000);
    expect(counted.ticks).toBe(0);
});

test("the list sorts by the instant", async () => {
    await mountList([
        running,
        {...running, next_deadline_at: "2026-03-02 08:12:30"},
        {...running, next_deadline_at: "2026-03-02 10:00:30"},
    ]);
    await contains("th[data-name=next_deadline_at]").click();
    expect(queryAllTexts(".o_service_countdown_time")).toEqual([
        "12 min",
        "23 min",
        "2 hr",
    ]);
});

test("the exact local time is told by the tooltip", async () => {
    mockDate(NOW, +8);
    await mountList([{...running, next_deadline_at: "2026-03-02 02:23:00"}]);
    expect(COUNTDOWN).toHaveAttribute("data-tooltip", /10:23/);
});

test("a countdown follows its record when another one is shown", async () => {
    Request._records = [
        {id: 1, ...running},
        {
            id: 2,
            next_deadline_at: "2026-03-02 11:00:00",
            next_deadline_state: "warned",
        },
    ];
    await mountView({
        type: "form",
        resModel: "service.request",
        resId: 1,
        resIds: [1, 2],
        arch: `<form><field name="next_deadline_at" widget="service_countdown"/></form>`,
    });
    expect(".o_service_countdown_time").toHaveText("23 min");
    await contains(".o_pager_next").click();
    expect(".o_service_countdown_time").toHaveText("3 hr");
    expect(COUNTDOWN).toHaveClass("o_service_state_warned");
});

test("a kanban card shows the countdown", async () => {
    Request._records = [{id: 1, ...running}];
    await mountView({
        type: "kanban",
        resModel: "service.request",
        arch: `
            <kanban><templates><t t-name="card">
                <field name="next_deadline_at" widget="service_countdown"/>
            </t></templates></kanban>`,
    });
    expect(".o_kanban_record .o_service_countdown_time").toHaveText("23 min");
    expect(".o_kanban_record .o_service_countdown_due").toHaveText("Mon, Mar 2, 08:23");
});

test("a promise is nearly due from its first figure on", async () => {
    Request._records = [{id: 1, ...running, target_at: "2026-03-02 07:50:00"}];
    await mountView({
        type: "list",
        resModel: "service.request",
        arch: `
            <list>
                <field name="next_deadline_at" widget="service_countdown"
                    options="{'target_field': 'target_at'}"/>
            </list>`,
    });
    expect(COUNTDOWN).toHaveClass("o_service_state_warned");
});

test("options name the fields of another model, or leave the name out", async () => {
    Request._records = [{id: 1, ...running, next_deadline_name: "First contact"}];
    await mountView({
        type: "list",
        resModel: "service.request",
        arch: `
            <list>
                <field name="next_deadline_at" widget="service_countdown"
                    options="{'state_field': 'next_deadline_state', 'name_field': False}"/>
            </list>`,
    });
    expect(COUNTDOWN).toHaveText("23 min");
    expect(COUNTDOWN).toHaveClass("o_service_state_running");
});
