import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";

defineMailModels();

const CALL = {icon: "fa-phone", name: "Call", count: 2};
const MAP = {
    scope: "mine",
    can_plan: false,
    months: [
        {key: "2026-02-01", label: "Feb", title: "February 2026"},
        {key: "2026-03-01", label: "Mar", title: "March 2026"},
    ],
    rows: [
        {id: 7, name: "Plum Silk", last: false, months: {}},
        {id: 8, name: "Lotus Tea", last: "03/02/2026", months: {"2026-03-01": [CALL]}},
    ],
    total: 42,
    offset: 0,
    page: 40,
};

/** What was asked for; the own customers first. */
function asAsked([scope]) {
    return {...MAP, scope: scope === "first" ? "mine" : scope};
}

async function openMap(answer = asAsked) {
    onRpc("service.contact.coverage", "get_coverage", ({args}) => {
        expect.step(args.join());
        return answer(args);
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "service_contact.coverage",
    });
}

test("who was contacted in which month, and by what", async () => {
    await openMap();
    expect.verifySteps(["first,0,0"]);
    expect(queryAllTexts(".o_contact_coverage_name small")).toEqual([
        "never contacted",
        "last on 03/02/2026",
    ]);
    expect(".o_contact_coverage_map .fa-phone").toHaveCount(1);
    expect(".o_contact_coverage_empty").toHaveCount(3);
    expect("td:has(.fa-phone)").toHaveAttribute("title", "March 2026: Call: 2");
});

test("a team's, those who wait for long, and the next page", async () => {
    await openMap();
    await contains(".o_contact_coverage button[name=team]").click();
    await contains(".o_contact_coverage select").select("90");
    await contains(".o_contact_coverage .fa-chevron-right").click();
    expect.verifySteps(["first,0,0", "team,0,0", "team,90,0", "team,90,40"]);
});

test("whoever has no customers sees those of the team", async () => {
    await openMap(() => ({...MAP, scope: "team"}));
    expect(".o_contact_coverage button[name=team]").toHaveClass("active");
    expect(".o_contact_coverage button[name=mine]").not.toHaveClass("active");
    await contains(".o_contact_coverage select").select("90");
    expect.verifySteps(["first,0,0", "team,90,0"]);
});

test("where nobody is, the next step is offered", async () => {
    const nobody = {...MAP, rows: [], total: 0};
    await openMap(([scope]) => ({
        ...nobody,
        scope: scope === "first" ? "mine" : scope,
    }));
    await contains(".o_contact_coverage select").select("30");
    expect(".o_contact_coverage_none p").toHaveText(/within this time/);
    await contains(".o_contact_coverage_none button:contains(everybody)").click();
    expect(".o_contact_coverage select").toHaveValue("0");
    await contains(".o_contact_coverage_none button:contains(all customers)").click();
    expect(".o_contact_coverage button[name=all]").toHaveClass("active");
    expect(".o_contact_coverage_none p").toHaveText(/whoever administers/);
    expect(".o_contact_coverage_none button").toHaveCount(0);
    expect.verifySteps(["first,0,0", "mine,30,0", "mine,0,0", "all,0,0"]);
});

test("who plans contacts is led to the cadences", async () => {
    mockService("action", {
        doAction(action) {
            if (action === "service_contact.service_contact_cadence_action") {
                expect.step("cadences");
                return true;
            }
            return super.doAction(...arguments);
        },
    });
    await openMap(() => ({...MAP, rows: [], total: 0, scope: "all", can_plan: true}));
    await contains(".o_contact_coverage_none button:contains(cadences)").click();
    expect.verifySteps(["first,0,0", "cadences"]);
});

test("a customer is opened", async () => {
    mockService("action", {
        doAction(action) {
            if (action.res_model) {
                expect.step(`${action.res_model} ${action.res_id}`);
                return true;
            }
            return super.doAction(...arguments);
        },
    });
    await openMap();
    await contains(".o_contact_coverage_name:contains(Lotus Tea)").click();
    expect.verifySteps(["first,0,0", "res.partner 8"]);
});

test("what cannot be read is said", async () => {
    await openMap(() => {
        throw new Error("offline");
    });
    await animationFrame();
    expect(".o_contact_coverage [role=alert]").toHaveCount(1);
    expect.verifySteps(["first,0,0"]);
});
