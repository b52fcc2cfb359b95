import {expect, test} from "@odoo/hoot";
import {contains, mountView} from "@web/../tests/web_test_helpers";
import {defineServiceModels, Request} from "./service_deadline_test_helpers";

defineServiceModels();

test("an icon is chosen by looking at it", async () => {
    Request._records = [{id: 1, name: "fa-phone"}];
    await mountView({
        type: "form",
        resModel: "service.request",
        resId: 1,
        arch: `<form><field name="name" widget="service_icon"/></form>`,
    });
    expect(".o_service_icon_button").toHaveAttribute("aria-label", "Phone");
    await contains(".o_service_icon_button").click();
    await contains("[data-icon=fa-wrench]").click();
    expect(".o_service_icon_button .fa-wrench").toHaveCount(1);
    expect(".o_service_icon_button").toHaveAttribute("aria-label", "Repair");
});

test("an icon that was typed before stays", async () => {
    Request._records = [{id: 1, name: "fa-anchor"}];
    await mountView({
        type: "form",
        resModel: "service.request",
        resId: 1,
        arch: `<form><field name="name" widget="service_icon"/></form>`,
    });
    expect(".o_service_icon_button .fa-anchor").toHaveCount(1);
});
