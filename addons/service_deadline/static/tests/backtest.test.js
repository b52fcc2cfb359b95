import {expect, test} from "@odoo/hoot";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Trial extends models.Model {
    _name = "trial";

    limit = fields.Integer();

    _records = [{id: 1, limit: 8}];
}

defineModels([Trial]);
defineMailModels();

const WITH_BUTTON = `<form>
    <field name="limit"/>
    <widget name="service_backtest_button"/>
</form>`;

async function openForm(arch, resId = 1) {
    await mountView({type: "form", resModel: "trial", resId, arch});
}

function stepActions() {
    mockService("action", {
        doAction(action, options) {
            expect.step(`${action.res_model} ${options.newWindow}`);
        },
    });
    onRpc("service.deadline.backtest", "start", ({args}) => {
        expect.step(JSON.stringify(args));
        return {res_model: "shown"};
    });
    onRpc("web_save", () => expect.step("saved"));
}

test("a rule is tried as it is edited, and is not saved", async () => {
    stepActions();
    await openForm(WITH_BUTTON);
    await contains(".o_field_widget[name=limit] input").edit("4", {confirm: "tab"});
    await contains(".o_service_backtest_button").click();
    expect.verifySteps(['[1,{"limit":4}]', "shown true"]);
});

test("a rule that nobody has changed is tried as it is", async () => {
    stepActions();
    await openForm(WITH_BUTTON);
    await contains(".o_service_backtest_button").click();
    expect.verifySteps(["[1,false]", "shown false"]);
});
