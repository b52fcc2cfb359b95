import {expect, test} from "@odoo/hoot";
import {boundsOf} from "@attendance_rules/attendance_trend/attendance_trend";

const today = luxon.DateTime.fromISO("2026-03-12");

test("weeks before the first and after the last incident are weeks, too", () => {
    for (const [domain, expected] of [
        [[], {fill_to: "2026-03-12"}],
        [
            [["work_date", ">=", "today =1d -3m"]],
            {fill_from: "2025-12-01", fill_to: "2026-03-12"},
        ],
        [
            [
                ["work_date", ">=", "today =1d -1m"],
                ["work_date", "<=", "today"],
            ],
            {fill_from: "2026-02-01", fill_to: "2026-03-12"},
        ],
        // A month that somebody has chosen ends with the month.
        [
            ["&", ["work_date", ">=", "2026-01-01"], ["work_date", "<=", "2026-01-31"]],
            {},
        ],
    ]) {
        expect(boundsOf(domain, "work_date", today)).toEqual(expected);
    }
});
