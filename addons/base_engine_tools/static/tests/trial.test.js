import {advanceTime, expect, test} from "@odoo/hoot";
import {
    defineModels,
    fields,
    MockServer,
    models,
    mountView,
    webModels,
} from "@web/../tests/web_test_helpers";

class Trial extends models.Model {
    _name = "trial";
    state = fields.Char();
    progress = fields.Integer();
    _records = [{id: 1, state: "running", progress: 40}];
}

const {ResCompany, ResPartner, ResUsers} = webModels;
defineModels([Trial, ResCompany, ResPartner, ResUsers]);

test("the bar moves by itself until the job is done", async () => {
    const arch = `<form>
        <field name="state" invisible="1"/>
        <field name="progress" widget="trial_progress"/>
    </form>`;
    await mountView({type: "form", resModel: "trial", resId: 1, arch});
    expect(".progress-bar").toHaveText("40 %");
    MockServer.env.trial.write([1], {progress: 80});
    await advanceTime(2100);
    expect(".progress-bar").toHaveText("80 %");
    MockServer.env.trial.write([1], {progress: 100, state: "done"});
    await advanceTime(2100);
    expect(".progress-bar").not.toHaveClass("progress-bar-animated");
});
