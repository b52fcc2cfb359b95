import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {openMyMonth} from "@attendance_rules/../tests/attendance_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, onRpc} from "@web/../tests/web_test_helpers";

defineMailModels();

const STATEMENTS = [
    {id: 7, title: "March 2026", deadline: "5 April", can_object: true},
];

test("a statement is confirmed with one tap", async () => {
    onRpc("attendance.month", "action_confirm", ({args}) => {
        expect.step(`confirm ${args[0]}`);
        return false;
    });
    await openMyMonth({cards: {statements: STATEMENTS}});
    expect(".o_my_attendance_statement").toHaveText(/answer until 5 April/);
    await contains(".o_my_attendance_statement .btn-primary").click();
    expect.verifySteps(["confirm 7", "month false"]);
});

test("a day of a month under audit can be objected to", async () => {
    await openMyMonth({month_extra: {can_object: true}});
    await contains(".o_attendance_cell").click();
    expect(queryAllTexts(".o_attendance_why button")).toInclude("Object");
});

test("a day of another month cannot", async () => {
    await openMyMonth();
    await contains(".o_attendance_cell").click();
    expect(queryAllTexts(".o_attendance_why button")).not.toInclude("Object");
});
