import {expect} from "@odoo/hoot";
import {getService, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";

export const NOBODY = {
    present: [],
    late: [],
    missing: [],
    leave: [],
    not_due: [],
    free: [],
};

export function myMonth({month_extra = {}, ...values} = {}) {
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
            ...month_extra,
        },
        cells: [
            {
                id: 3,
                date: "2026-03-03",
                verdict: "missing_out",
                label: "Check-out Missing",
                tone: "warn",
                icon: "fa-question",
                rank: 8,
                lines: ["Check-in at 7:50"],
                can_correct: true,
            },
        ],
        full_months: 2,
        cards: {rules_to_read: 0},
        ...values,
    };
}

export async function openPage(tag) {
    onRpc("hr.checklist", "get_checklist", () => []);
    await mountWithCleanup(WebClient);
    await getService("action").doAction({type: "ir.actions.client", tag});
}

export async function openMyMonth(values) {
    onRpc("attendance.month", "get_my_month", ({args}) => {
        expect.step(`month ${args[0]}`);
        return myMonth(values);
    });
    await openPage("attendance_rules.my_attendance");
    expect.verifySteps(["month false"]);
}
