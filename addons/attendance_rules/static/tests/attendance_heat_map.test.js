import {expect, test} from "@odoo/hoot";
import {queryAllAttributes, queryAllTexts} from "@odoo/hoot-dom";
import {AttendanceHeatMap} from "@attendance_rules/attendance_heat_map/attendance_heat_map";
import {legendOf, weeksOf} from "@attendance_rules/attendance_heat_map/month_picture";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, mountWithCleanup} from "@web/../tests/web_test_helpers";

defineMailModels();

const LOOKS = {
    present: {tone: "good", icon: "fa-check", rank: 0},
    late: {tone: "warn", icon: "fa-hourglass-end", rank: 4},
    not_employed: {tone: "none", icon: "", rank: 15},
};

/** Days of March 2026, which begins on a Sunday, all present but for the given ones. */
function march(verdicts = {}) {
    return [...Array(31).keys()].map((index) => {
        const [verdict, label] = verdicts[index + 1] || ["present", "Present"];
        const day = String(index + 1).padStart(2, "0");
        return {
            id: index + 1,
            date: `2026-03-${day}`,
            verdict,
            label,
            ...LOOKS[verdict],
            lines: [`Line of ${index + 1}`],
        };
    });
}

async function mountMarch(verdicts, props = {}) {
    await mountWithCleanup(AttendanceHeatMap, {
        props: {cells: march(verdicts), today: "2026-03-20", ...props},
    });
}

test("days stand under their weekday, whatever the week begins with", () => {
    const monday = weeksOf(march(), 1);
    expect(monday).toHaveLength(6);
    expect(monday[0].map((cell) => cell?.id)).toEqual([...Array(6).fill(undefined), 1]);
    const sunday = weeksOf(march(), 7);
    expect(sunday).toHaveLength(5);
    expect(sunday[0][0].id).toBe(1);
    expect(weeksOf([], 1)).toEqual([]);
});

test("the legend counts verdicts in their order, each with its icon", () => {
    const legend = legendOf(march({1: ["late", "Late"], 4: ["not_employed", "-"]}));
    expect(legend.map(({label, icon, count}) => [label, icon, count])).toEqual([
        ["Present", "fa-check", 29],
        ["Late", "fa-hourglass-end", 1],
    ]);
});

test("every day has a cell that can be read out", async () => {
    await mountMarch({3: ["late", "Late"]});
    expect(".o_attendance_cell").toHaveCount(31);
    const names = queryAllAttributes(".o_attendance_cell", "aria-label");
    expect(names[2]).toMatch(/3.*: Late/);
    expect("thead th").toHaveCount(7);
});

test("a tap tells why, another hides it", async () => {
    await mountMarch({3: ["late", "Late"]});
    expect(".o_attendance_why").toHaveCount(0);
    await contains(".o_attendance_cell[data-date='2026-03-03']").click();
    expect(queryAllTexts(".o_attendance_why li")).toEqual(["Line of 3"]);
    expect(".o_attendance_chosen").toHaveAttribute("aria-expanded", "true");
    await contains(".o_attendance_chosen").click();
    expect(".o_attendance_why").toHaveCount(0);
});

test("today is marked, and days to come look open", async () => {
    await mountMarch();
    expect("[aria-current=date]").toHaveAttribute("data-date", "2026-03-20");
    expect(".o_attendance_future").toHaveCount(11);
});

test("the picture can open on a day", async () => {
    await mountMarch({}, {selected: 20});
    expect(queryAllTexts(".o_attendance_why li")).toEqual(["Line of 20"]);
});
