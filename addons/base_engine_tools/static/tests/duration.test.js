import {beforeEach, expect, test} from "@odoo/hoot";
import {
    allowTranslations,
    clickSave,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
    webModels,
} from "@web/../tests/web_test_helpers";
import {unitOf} from "@base_engine_tools/duration/duration_entry_field";
import {registry} from "@web/core/registry";

class Work extends models.Model {
    _name = "work";
    seconds = fields.Integer();
    _records = [
        {id: 1, seconds: 3600},
        {id: 2, seconds: 7200},
    ];
}

const {ResCompany, ResPartner, ResUsers} = webModels;
defineModels([Work, ResCompany, ResPartner, ResUsers]);
beforeEach(allowTranslations);

const format = (seconds, name = "duration") =>
    registry.category("formatters").get(name)(seconds);
const clock = (seconds) => format(seconds, "duration_clock");

test("a duration tells its two greatest units", () => {
    expect(format(93784)).toBe("1 day 2 hr");
    expect(format(7859)).toBe("2 hr 10 min");
});

test("a duration leaves out units that are zero", () => {
    expect(format(86400)).toBe("1 day");
    expect(format(3600)).toBe("1 hr");
    expect(format(86400 + 120)).toBe("1 day 2 min");
});

test("a duration tells seconds only below ten minutes", () => {
    expect(format(2159)).toBe("35 min");
    expect(format(545)).toBe("9 min 5 sec");
    expect(format(45)).toBe("45 sec");
});

test("a duration of nothing is not an empty text, no duration is", () => {
    expect(format(0)).toBe("0 min");
    expect(format(false)).toBe("");
    expect(format(undefined)).toBe("");
});

test("a negative duration carries its sign", () => {
    expect(format(-7859)).toBe("-2 hr 10 min");
});

test("an average of durations is rounded down to whole units", () => {
    expect(format(2159.7)).toBe("35 min");
});

test("a duration is said in the reader's language", () => {
    const {Settings} = window.luxon;
    const before = Settings.defaultLocale;
    Settings.defaultLocale = "zh-CN";
    expect(format(93784)).toBe("1天2小时");
    Settings.defaultLocale = before;
});

test("seconds read as hours and minutes", () => {
    expect(clock(8 * 3600 + 5 * 60)).toBe("8:05");
    expect(clock(59 * 60 + 40)).toBe("1:00");
    expect(clock(-20 * 60)).toBe("-0:20");
    expect(clock(0)).toBe("0:00");
    expect(clock(-10)).toBe("0:00");
    expect(clock(false)).toBe("");
});

for (const [name, first, sum] of [
    ["duration", "1 hr", /3 hr/],
    ["duration_clock", "1:00", /3:00/],
]) {
    test(`a list shows seconds and their sum by ${name}`, async () => {
        await mountView({
            type: "list",
            resModel: "work",
            arch: `<list><field name="seconds" widget="${name}" sum="Total"/></list>`,
        });
        expect(`.o_data_row:first .o_field_${name}`).toHaveText(first);
        expect("tfoot .o_list_number, tfoot .o_list_aggregate").toHaveText(sum);
    });

    test(`a pivot shows seconds by ${name}`, async () => {
        await mountView({
            type: "pivot",
            resModel: "work",
            arch: `<pivot><field name="seconds" type="measure" widget="${name}"/></pivot>`,
        });
        expect(".o_pivot_cell_value").toHaveText(sum);
    });
}

test("a length is told in the greatest unit of which it is a whole number", () => {
    expect([0, 60, 5400, 7200, 172800, 90000].map(unitOf)).toEqual([
        ...["hour", "minute", "minute", "hour", "day", "hour"],
    ]);
});

test("a length is entered as a number and its unit", async () => {
    onRpc("work", "web_save", ({args}) => expect.step(args[1].seconds));
    await mountView({
        type: "form",
        resModel: "work",
        resId: 2,
        arch: `<form><field name="seconds" widget="duration_entry"/></form>`,
    });
    expect(".o_field_duration_entry input").toHaveValue("2");
    expect(".o_field_duration_entry select").toHaveValue("hour");
    expect(".o_field_duration_entry option:selected").toHaveText("hours");
    await contains(".o_field_duration_entry input").edit("48");
    expect(".o_field_duration_entry select").toHaveValue("hour");
    await contains(".o_field_duration_entry select").select("day");
    expect(".o_field_duration_entry input").toHaveValue("48");
    await contains(".o_field_duration_entry input").edit("1.5");
    await clickSave();
    expect.verifySteps([129600]);
});

test("what is no number is not taken", async () => {
    await mountView({
        type: "form",
        resModel: "work",
        resId: 2,
        arch: `<form><field name="seconds" widget="duration_entry"/></form>`,
    });
    await contains(".o_field_duration_entry input").edit("soon");
    expect(".o_field_duration_entry").toHaveClass("o_field_invalid");
});

test("who may not change a length reads it", async () => {
    await mountView({
        type: "form",
        resModel: "work",
        resId: 2,
        arch: `<form><field name="seconds" widget="duration_entry" readonly="1"/></form>`,
    });
    expect(".o_field_duration_entry").toHaveText("2 hr");
});
