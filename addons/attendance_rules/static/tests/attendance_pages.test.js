import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";

defineMailModels();

const NOBODY = {present: [], late: [], missing: [], leave: [], not_due: [], free: []};

function myMonth(values = {}) {
    return {
        employee: "Chen Jing",
        today: "2026-03-20",
        title: "March 2026",
        before: "2026-02-01",
        after: null,
        month: {
            id: 7,
            present_days: 14,
            planned_days: 22,
            graced: 1,
            grace: 1,
            run: 2,
            talk_threshold: 3,
            overtime_seconds: 7200,
            overtime_approved_seconds: 3600,
            full: false,
            lines: ["Grace: 1 of 1 used."],
            deduction: false,
            can_object: true,
        },
        cells: [
            {
                id: 3,
                date: "2026-03-03",
                verdict: "missing_out",
                label: "Check-out Missing",
                lines: ["Check-in at 7:50"],
                can_correct: true,
            },
        ],
        requests: [
            {model: "hr.leave", id: 5, name: "Annual leave", state: "To Approve"},
        ],
        statements: [
            {id: 7, title: "March 2026", deadline: "5 April", can_object: true},
        ],
        full_months: 2,
        to_read: 0,
        trainings: [],
        ...values,
    };
}

async function open(tag) {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({type: "ir.actions.client", tag});
}

async function openMyMonth(values) {
    onRpc("attendance.month", "get_my_month", ({args}) => {
        expect.step(`month ${args[0]}`);
        return myMonth(values);
    });
    await open("attendance_rules.my_attendance");
    expect.verifySteps(["month false"]);
}

test("my month shows grace, run and overtime", async () => {
    await openMyMonth();
    expect("[data-figure=days] strong").toHaveText("14 / 22");
    expect("[data-figure=grace] strong").toHaveText("0 / 1");
    expect("[data-figure=run]").toHaveText(/2\s+A talk is due at 3/);
    expect("[data-figure=overtime]").toHaveText(/1:00\s+2:00 outside the plan/);
    expect("[data-figure=full]").toHaveText(/No\s+2 closed months in a row/);
    expect(queryAllTexts(".o_my_attendance_requests li")).toEqual([
        "Annual leave\nTo Approve",
    ]);
});

test("the month before is asked for", async () => {
    await openMyMonth();
    await contains(".o_my_attendance_head button:first").click();
    expect.verifySteps(["month 2026-02-01"]);
    expect(".o_my_attendance_head button:last").not.toBeEnabled();
});

test("a day with a missing punch offers its correction", async () => {
    await openMyMonth();
    await contains(".o_attendance_cell").click();
    expect(queryAllTexts(".o_attendance_why button")).toEqual([
        "Correct a Punch",
        "Object",
        "Details",
    ]);
});

test("a statement is confirmed with one tap", async () => {
    onRpc("attendance.month", "action_confirm", ({args}) => {
        expect.step(`confirm ${args[0]}`);
        return false;
    });
    await openMyMonth();
    await contains(".o_my_attendance_statement .btn-primary").click();
    expect.verifySteps(["confirm 7", "month false"]);
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
            duties: [
                {id: 2, name: "Sun Wei", post: "Desk", leader: true, until: "18:00"},
            ],
        };
    });
    await open("attendance_rules.today_board");
    expect(".o_attendance_tile[data-state=missing] strong").toHaveText("2");
    expect(".o_attendance_tile[data-state=duty] strong").toHaveText("1");
    expect(".o_attendance_tile[data-state=late]").not.toBeEnabled();
    expect(queryAllTexts("tbody th")).toEqual(["Desk", "Without department"]);
    await contains(".o_attendance_board_head button").click();
    expect.verifySteps(["asked", "asked"]);
    window.dispatchEvent(new Event("focus"));
    await animationFrame();
    expect.verifySteps(["asked"]);
});
