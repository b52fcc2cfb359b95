import {expect, test} from "@odoo/hoot";
import {mockTimeZone} from "@odoo/hoot-mock";
import {getChart, getGraphModel} from "@web/../tests/views/graph/graph_test_helpers";
import {stretchInWords} from "@base_engine_tools/time_graph/time_graph";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    webModels,
} from "@web/../tests/web_test_helpers";

class Work extends models.Model {
    _name = "work";
    day = fields.Date();
    _records = [
        {id: 1, day: "2026-03-02"},
        {id: 2, day: "2026-03-11"},
    ];
}

const {ResCompany, ResPartner, ResUsers} = webModels;
defineModels([Work, ResCompany, ResPartner, ResUsers]);

test("a week is called by its days, a month by its name, in the reader's language", () => {
    const {Settings} = luxon;
    const before = Settings.defaultLocale;
    for (const [locale, week, month] of [
        ["en-US", /^Mar 30\s–\sApr 5$/, "Mar 2026"],
        ["zh-CN", /^3\D30\D+4\D5\D?$/, "2026年3月"],
        ["zh-TW", /^3\D30\D+4\D5\D?$/, "2026年3月"],
    ]) {
        Settings.defaultLocale = locale;
        expect(stretchInWords("2026-03-30", "week")).toMatch(week);
        expect(stretchInWords("2026-03-01", "month")).toBe(month);
    }
    Settings.defaultLocale = before;
    expect(stretchInWords("2026-03-01", "quarter")).toBe("");
});

test("a month that begins in the evening, by the clock of the world, is the next", () => {
    mockTimeZone(+8);
    expect(stretchInWords("2026-02-28 16:00:00", "month")).toBe("Mar 2026");
});

test("a graph by weeks has their days below it", async () => {
    const view = await mountView({
        type: "graph",
        resModel: "work",
        arch: `
            <graph js_class="time_graph">
                <field name="day" interval="week"/>
            </graph>`,
    });
    const {labels} = getGraphModel(view).data;
    expect(labels.length).toBeGreaterThan(1);
    for (const label of labels) {
        expect(label).toMatch(/^\w+ \d+\s–\s/);
    }
    await contains(".o_graph_button[data-mode=line]").click();
    expect(getGraphModel(view).data.labels).toEqual(labels);
});

test("what is counted has an axis of whole numbers", async () => {
    const arch = `<graph js_class="time_graph"><field name="day" interval="week"/></graph>`;
    const view = await mountView({type: "graph", resModel: "work", arch});
    const labels = getChart(view).scales.y.ticks.map(({label}) => label);
    expect(labels).toEqual(["0", "1"]);
});
