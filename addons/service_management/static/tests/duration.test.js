import {beforeEach, expect, test} from "@odoo/hoot";
import {allowTranslations, mountView} from "@web/../tests/web_test_helpers";
import {registry} from "@web/core/registry";
import {defineServiceModels, Ticket} from "./service_management_test_helpers";

defineServiceModels();
beforeEach(allowTranslations);

const format = (seconds) =>
    registry.category("formatters").get("service_duration")(seconds);

test("a duration tells its two greatest units", () => {
    expect(format(93784)).toBe("1 d 2 h");
    expect(format(7859)).toBe("2 h 10 min");
});

test("a duration leaves out units that are zero", () => {
    expect(format(86400)).toBe("1 d");
    expect(format(3600)).toBe("1 h");
    expect(format(86400 + 120)).toBe("1 d 2 min");
});

test("a duration tells seconds only below ten minutes", () => {
    expect(format(2159)).toBe("35 min");
    expect(format(545)).toBe("9 min 5 s");
    expect(format(45)).toBe("45 s");
});

test("a duration of nothing is not an empty text, no duration is", () => {
    expect(format(0)).toBe("0 min");
    expect(format(false)).toBe("");
    expect(format(undefined)).toBe("");
});

test("a negative duration carries its sign", () => {
    expect(format(-7859)).toBe("-2 h 10 min");
});

test("an average of durations is rounded down to whole units", () => {
    expect(format(2159.7)).toBe("35 min");
});

test("a list shows seconds and their sum as durations", async () => {
    Ticket._records = [
        {id: 1, worked_s: 3600},
        {id: 2, worked_s: 7200},
    ];
    await mountView({
        type: "list",
        resModel: "service.ticket",
        arch: `<list><field name="worked_s" widget="service_duration" sum="Total"/></list>`,
    });
    expect(".o_data_row:first .o_field_service_duration").toHaveText("1 h");
    expect("tfoot .o_list_number, tfoot .o_list_aggregate").toHaveText(/3 h/);
});

test("a pivot shows seconds as durations", async () => {
    Ticket._records = [{id: 1, worked_s: 93784}];
    await mountView({
        type: "pivot",
        resModel: "service.ticket",
        arch: `
            <pivot>
                <field name="worked_s" type="measure" widget="service_duration"/>
            </pivot>`,
    });
    expect(".o_pivot_cell_value").toHaveText("1 d 2 h");
});
