import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {Checklist} from "@hr_employee_team/checklist/checklist";

defineMailModels();

const TEAM = {key: "team", title: "Teams", why: "Reminders go there.", is_done: true};
const HOURS = {
    key: "hours",
    title: "Hours",
    why: "Promises count them.",
    missing: "There are none.",
    action: "base.hours",
    is_done: false,
};

async function openChecklist(applications, props = {}) {
    onRpc("hr.checklist", "get_checklist", ({args}) => {
        expect.step(`read ${args[0]}`);
        return applications;
    });
    mockService("action", {doAction: (name) => expect.step(name)});
    await mountWithCleanup(Checklist, {props});
    await animationFrame();
}

test("what is missing says why it matters and is one click away", async () => {
    await openChecklist(
        [{key: "desk", title: "Help Desk", done: 1, total: 2, checks: [TEAM, HOURS]}],
        {application: "desk"}
    );
    // The page's own first action stays in sight.
    expect(".o_hr_checklist").not.toHaveAttribute("open");
    await contains(".o_hr_checklist summary").click();
    expect(".o_hr_checklist").toHaveAttribute("open");
    expect(".o_hr_checklist h2").toHaveText("First steps: Help Desk");
    expect(".o_hr_checklist summary span").toHaveText("1 of 2 are set");
    expect(queryAllTexts("li[data-check=hours] .o_hr_check_words > *")).toEqual([
        "Hours",
        "There are none.",
        "Promises count them.",
    ]);
    expect("li[data-check=team] button").toHaveCount(0);
    await contains("li[data-check=hours] button").click();
    expect.verifySteps(["read desk", "base.hours"]);
});

test("the list of all applications is open", async () => {
    await openChecklist([
        {key: "desk", title: "Help Desk", done: 1, total: 2, checks: [TEAM, HOURS]},
    ]);
    expect(".o_hr_checklist").toHaveAttribute("open");
    expect("li[data-check=hours] button").toHaveAttribute("aria-label", "Set: Hours");
    expect.verifySteps(["read false"]);
});

test("nothing is shown when all is set", async () => {
    await openChecklist([]);
    expect(".o_hr_checklist").toHaveCount(0);
    expect.verifySteps(["read false"]);
});
