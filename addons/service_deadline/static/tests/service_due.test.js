import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {advanceTime, mockDate} from "@odoo/hoot-mock";
import {
    setupInteractionWhiteList,
    startInteractions,
} from "@web/../tests/public/helpers";
import {getService} from "@web/../tests/web_test_helpers";
import {NOW} from "./service_deadline_test_helpers";

setupInteractionWhiteList("service_deadline.due");
describe.current.tags("interaction_dev");

beforeEach(() => mockDate(NOW, 0));

function startDue(attributes) {
    return startInteractions(`<span ${attributes}>Monday 16:05</span>`);
}

test("a public due time counts down and keeps the exact time as title", async () => {
    await startDue(`data-service-due="2026-03-02 08:01:30"`);
    expect("span").toHaveText(/^1 min \d+ sec$/);
    expect("span").toHaveAttribute("title", "Monday 16:05");
    expect("span").toHaveClass("o_service_state_running");
    await advanceTime(60000);
    expect("span").toHaveText(/^\d+ sec$/);
});

test("a public due time that passes turns red", async () => {
    await startDue(
        `data-service-due="2026-03-02 08:00:30" data-service-state="warned"`
    );
    expect("span").toHaveClass("o_service_state_warned");
    await advanceTime(60000);
    expect("span").toHaveText(/^\d+ sec over$/);
    expect("span").toHaveClass("o_service_state_breached");
    expect("span").not.toHaveClass("o_service_state_warned");
});

test("a promise that is done keeps what the server wrote", async () => {
    await startDue(`data-service-due="2026-03-02 08:05:00" data-service-state="met"`);
    expect("span").toHaveText("Monday 16:05");
    expect("span").toHaveClass("o_service_state_met");
});

test("several due times on a page share the clock and leave it together", async () => {
    const {core} = await startInteractions(`
        <p>
            <span data-service-due="2026-03-02 08:05:00">a</span>
            <span data-service-due="2026-03-02 09:05:00">b</span>
        </p>`);
    const {listeners} = getService("service_deadline_clock");
    expect(listeners.size).toBe(2);
    core.stopInteractions();
    expect(listeners.size).toBe(0);
});
