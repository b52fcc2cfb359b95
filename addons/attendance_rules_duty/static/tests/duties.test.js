import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {openPage} from "@attendance_rules/../tests/attendance_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, mockService, onRpc} from "@web/../tests/web_test_helpers";

defineMailModels();

async function openBoard(duties) {
    onRpc("attendance.board", "get_today", () => ({
        date: "Tuesday, 3 March",
        time: "09:00",
        departments: [],
        parts: {on_duty: {ids: duties.map(({id}) => id)}, duties},
    }));
    await openPage("attendance_rules.today_board");
}

const DUTIES = [
    {id: 2, name: "Sun Wei", post: "Desk", leader: true, until: "18:00"},
    {id: 5, name: "Hu Bin", post: "Desk", leader: false, until: "18:00"},
];

test("the board says who is on duty", async () => {
    await openBoard(DUTIES);
    expect(".o_attendance_tile[data-state=duty] strong").toHaveText("2");
    expect(queryAllTexts(".o_attendance_duties li")).toEqual([
        "Sun Wei\nLeader\nDesk, until 18:00",
        "Hu Bin\nDesk, until 18:00",
    ]);
});

test("the number of those on duty opens their places", async () => {
    await openBoard(DUTIES);
    mockService("action", {
        doAction: ({res_model, domain}) => {
            expect.step([res_model, domain[0][2]]);
        },
    });
    await contains(".o_attendance_tile[data-state=duty]").click();
    expect.verifySteps([["hr.duty.slot", [2, 5]]]);
});

test("with nobody on duty there is no list", async () => {
    await openBoard([]);
    expect(".o_attendance_tile[data-state=duty]").not.toBeEnabled();
    expect(".o_attendance_duties").toHaveCount(0);
});
