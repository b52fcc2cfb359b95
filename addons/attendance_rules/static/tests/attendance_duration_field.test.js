import {expect, test} from "@odoo/hoot";
import {formatAttendanceDuration} from "@attendance_rules/attendance_duration/attendance_duration_field";

test("seconds read as hours and minutes", () => {
    expect(formatAttendanceDuration(8 * 3600 + 5 * 60)).toBe("8:05");
    expect(formatAttendanceDuration(59 * 60 + 40)).toBe("1:00");
    expect(formatAttendanceDuration(-20 * 60)).toBe("-0:20");
    expect(formatAttendanceDuration(0)).toBe("0:00");
    expect(formatAttendanceDuration(-10)).toBe("0:00");
    expect(formatAttendanceDuration(false)).toBe("");
});
