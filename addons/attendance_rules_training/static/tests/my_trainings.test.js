import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {openMyMonth} from "@attendance_rules/../tests/attendance_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, mockService} from "@web/../tests/web_test_helpers";

defineMailModels();

const OWED = [
    {
        model: "hr.training",
        id: 4,
        name: "Lifts",
        due: "1 March",
        overdue: true,
        why: "",
    },
    {
        model: "hr.training",
        id: 9,
        name: "Rules",
        due: "5 April",
        overdue: false,
        why: "New law",
    },
];

test("trainings that are owed say until when and why", async () => {
    await openMyMonth({cards: {trainings: OWED}});
    expect(queryAllTexts(".o_my_attendance_trainings li")).toEqual([
        "Lifts\nOverdue since 1 March",
        "Rules\nNew law\nDue 5 April",
    ]);
    expect(".o_my_attendance_trainings .text-bg-danger").toHaveCount(1);
});

test("a training is opened with a tap", async () => {
    await openMyMonth({cards: {trainings: OWED}});
    mockService("action", {
        doAction: ({res_model, res_id}) => {
            expect.step(`${res_model} ${res_id}`);
        },
    });
    await contains(".o_my_attendance_trainings .btn-link:last").click();
    expect.verifySteps(["hr.training 9"]);
});

test("who owes nothing sees no card", async () => {
    await openMyMonth({cards: {trainings: []}});
    expect(".o_my_attendance_trainings").toHaveCount(0);
});
