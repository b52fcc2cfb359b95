import {defineServiceModels, Request} from "./service_deadline_test_helpers";
import {contains, mountView} from "@web/../tests/web_test_helpers";
import {expect, test} from "@odoo/hoot";

defineServiceModels();

const FIELD = ".o_field_widget[name=name]";

async function mountCondition(domain) {
    Request._records = [{id: 1, name: domain}];
    await mountView({
        type: "form",
        resModel: "service.request",
        resId: 1,
        arch: `
            <form>
                <field name="name" widget="service_optional_condition"
                    options="{'model': 'service.request'}"/>
            </form>`,
    });
}

test("an empty condition never holds", async () => {
    await mountCondition("[]");
    expect(FIELD).toHaveText(/never/);
    expect(`${FIELD} .o_domain_show_selection_button`).toHaveCount(0);
});

test("a condition is told in short, with the number of records", async () => {
    await mountCondition("[('worked_s', '>', 10)]");
    expect(`${FIELD} .o_facet_value`).toHaveText(/^Worked s .*10$/);
    expect(`${FIELD} .o_domain_show_selection_button`).toHaveText("0 record(s)");
});

test("a condition can be added", async () => {
    await mountCondition("[]");
    await contains(`${FIELD} .o_domain_add_first_node_button`).click();
    expect(`${FIELD} .o_tree_editor_condition`).toHaveCount(1);
});
