import {beforeEach, expect, freezeTime, test} from "@odoo/hoot";
import {advanceTime, mockDate} from "@odoo/hoot-mock";
import {
    DeadlineClock,
    serverOffset,
} from "@service_deadline/deadline_clock/deadline_clock_service";
import {countTicks, NOW, setTabVisibility} from "./service_deadline_test_helpers";

const HOUR = 3600;
let clock = null;

beforeEach(() => {
    mockDate(NOW, 0);
    clock = new DeadlineClock();
});

/** Subscribe, and step through the name at every tick from now on. */
function listen(name, seconds) {
    const subscription = clock.subscribe(() => {
        expect.step(name);
        return seconds;
    });
    expect.verifySteps([name]);
    return subscription;
}

test("a countdown under an hour ticks each second", async () => {
    listen("near", HOUR - 1);
    await advanceTime(3500);
    expect.verifySteps(["near", "near", "near"]);
});

test("a countdown of an hour or more ticks each minute", async () => {
    listen("far", HOUR);
    await advanceTime(59000);
    expect.verifySteps([]);
    await advanceTime(1500);
    expect.verifySteps(["far"]);
});

test("a promise that is long over ticks each minute", async () => {
    listen("over", -2 * HOUR);
    await advanceTime(61000);
    expect.verifySteps(["over"]);
});

test("the nearest countdown sets the pace for all", async () => {
    listen("far", 5 * HOUR);
    listen("near", 60);
    await advanceTime(1500);
    expect.verifySteps(["far", "near"]);
});

test("there is one timer for any number of countdowns", async () => {
    const counted = countTicks();
    for (let row = 0; row < 80; row++) {
        clock.subscribe(() => 100 * row);
    }
    await advanceTime(10500);
    expect(counted.ticks).toBe(10);
});

test("the pace slows down when the near countdown leaves", async () => {
    listen("far", 5 * HOUR);
    listen("near", 60).end();
    await advanceTime(61000);
    expect.verifySteps(["far", "far"]);
});

test("nothing ticks when nobody listens", async () => {
    const counted = countTicks();
    listen("near", 60).end();
    await advanceTime(120000);
    expect(counted.ticks).toBe(0);
});

test("the clock starts when what did not move begins to move", async () => {
    let seconds = Infinity;
    const subscription = clock.subscribe(() => seconds);
    seconds = 60;
    const counted = countTicks();
    subscription.adjust();
    await advanceTime(1500);
    expect(counted.ticks).toBe(1);
});

test("nothing ticks when nothing moves", async () => {
    const counted = countTicks();
    listen("done", Infinity);
    await advanceTime(120000);
    expect(counted.ticks).toBe(0);
});

test("nothing ticks while the tab is hidden", async () => {
    listen("near", 60);
    setTabVisibility("hidden");
    await advanceTime(120000);
    expect.verifySteps([]);
});

test("a tab that is shown again is up to date at once, and ticks on", async () => {
    listen("near", 60);
    setTabVisibility("hidden");
    setTabVisibility("visible");
    expect.verifySteps(["near"]);
    await advanceTime(1500);
    expect.verifySteps(["near"]);
});

test("a countdown that appears while the tab is hidden waits", async () => {
    setTabVisibility("hidden");
    listen("near", 60);
    await advanceTime(120000);
    expect.verifySteps([]);
});

test("the clock shows the server's time, not the browser's", () => {
    freezeTime();
    const ahead = new DeadlineClock(90 * 1000);
    expect(ahead.now() - Date.now()).toBe(90 * 1000);
});

test("the offset is the server's stamp less the arrival of the page", () => {
    const arrived = Date.UTC(2026, 2, 2, 8, 0, 0);
    expect(serverOffset("2026-03-02 08:05:00", arrived)).toBe(5 * 60 * 1000);
});

test("without a stamp the browser's time is used", () => {
    expect(serverOffset(undefined, 12345)).toBe(0);
});
