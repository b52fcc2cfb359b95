import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {openMyMonth} from "@attendance_rules/../tests/attendance_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains} from "@web/../tests/web_test_helpers";

defineMailModels();

const OPEN = [{model: "hr.leave", id: 5, name: "Annual leave", state: "To Approve"}];

test("open requests are listed", async () => {
    await openMyMonth({cards: {requests: {open: OPEN}}});
    expect(queryAllTexts(".o_my_attendance_requests li")).toEqual([
        "Annual leave\nTo Approve",
    ]);
});

test("without open requests new ones can be made", async () => {
    await openMyMonth({cards: {requests: {open: []}}});
    expect(queryAllTexts(".o_my_attendance_card .btn-secondary")).toEqual([
        "Correct a Punch",
        "Request Leave",
        "Request Overtime",
    ]);
});

test("a day with a missing punch offers its correction", async () => {
    await openMyMonth();
    await contains(".o_attendance_cell").click();
    expect(queryAllTexts(".o_attendance_why .btn-primary")).toEqual([
        "Correct a Punch",
    ]);
});
