import {Component, xml} from "@odoo/owl";
import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {MyCard} from "@attendance_rules/my_attendance/my_card";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, onRpc, patchWithCleanup} from "@web/../tests/web_test_helpers";
import {registry} from "@web/core/registry";
import {NOBODY, openMyMonth, openPage} from "./attendance_test_helpers";

defineMailModels();

test("my month shows grace, run and overtime", async () => {
    await openMyMonth();
    expect("[data-figure=days] strong").toHaveText("14 / 22");
    expect("[data-figure=grace] strong").toHaveText("0 / 1");
    expect("[data-figure=run]").toHaveText(/2\s+A talk is due at 3/);
    expect("[data-figure=overtime]").toHaveText(/1:00\s+2:00 outside the plan/);
    expect("[data-figure=full]").toHaveText(/No\s+2 closed months in a row/);
});

test("the month before is asked for", async () => {
    await openMyMonth();
    await contains(".o_my_attendance_head button:first").click();
    expect.verifySteps(["month 2026-02-01"]);
    expect(".o_my_attendance_head button:last").not.toBeEnabled();
});

test("rules to read are asked for", async () => {
    await openMyMonth({cards: {rules_to_read: 2}});
    expect(".o_my_attendance_notice").toHaveText(/rules for you to read/);
});

test("cards and actions of other parts are shown where there is something", async () => {
    class Seats extends MyCard {
        static template = xml`<p class="seats" t-esc="props.data.join(', ')"/>`;
    }
    patchWithCleanup(registry.category("attendance_rules.my_cards"), {
        getEntries: () => [
            ["seats", {component: Seats, place: "card"}],
            ["empty", {component: Seats, place: "notice"}],
        ],
    });
    patchWithCleanup(registry.category("attendance_rules.my_day_actions"), {
        getEntries: () => [
            [
                "ask",
                {
                    label: "Ask",
                    isShown: ({can_correct}) => can_correct,
                    run: ({id}, {data}) => expect.step(`${data.today}: ${id}`),
                },
            ],
            ["never", {label: "Never", isShown: () => false}],
        ],
    });
    await openMyMonth({cards: {seats: ["A", "B"], empty: false}});
    expect(queryAllTexts(".seats")).toEqual(["A, B"]);
    await contains(".o_attendance_cell").click();
    expect(queryAllTexts(".o_attendance_why button")).toEqual(["Ask", "Details"]);
    await contains(".o_attendance_why button:first").click();
    expect.verifySteps(["2026-03-20: 3"]);
});

test("a user without employee is told so", async () => {
    await openMyMonth({employee: false});
    expect(".o_my_attendance .alert").toHaveCount(1);
    expect(".o_attendance_heat_map").toHaveCount(0);
});

test("the board counts people by department", async () => {
    onRpc("attendance.board", "get_today", () => {
        expect.step("asked");
        return {
            date: "Tuesday, 3 March",
            time: "09:00",
            departments: [
                {id: 1, name: "Desk", days: {...NOBODY, missing: [4], present: [5, 6]}},
                {id: false, name: false, days: {...NOBODY, missing: [8]}},
            ],
            parts: {seats: ["A"], empty: false},
        };
    });
    class Seats extends Component {
        static template = xml`<p class="seats" t-esc="props.data"/>`;
        static props = {data: Array};
    }
    patchWithCleanup(registry.category("attendance_rules.board_parts"), {
        getEntries: () => [
            ["seats", {component: Seats, place: "tile"}],
            ["empty", {component: Seats, place: "section"}],
        ],
    });
    await openPage("attendance_rules.today_board");
    expect(queryAllTexts(".seats")).toEqual(["A"]);
    expect(".o_attendance_tile[data-state=missing] strong").toHaveText("2");
    expect(".o_attendance_tile[data-state=late]").not.toBeEnabled();
    expect(queryAllTexts("tbody th")).toEqual(["Desk", "Without department"]);
    await contains(".o_attendance_board_head button").click();
    expect.verifySteps(["asked", "asked"]);
    window.dispatchEvent(new Event("focus"));
    await animationFrame();
    expect.verifySteps(["asked"]);
});
