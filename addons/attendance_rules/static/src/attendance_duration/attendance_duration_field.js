import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * Seconds as hours and minutes, for fields, sums of lists, pivots and graphs.
 *
 * @param {number | false | null | undefined} seconds
 * @returns {string} "7:55", "-0:20"; empty where there is no value
 */
export function formatAttendanceDuration(seconds) {
    if (!Number.isFinite(seconds)) {
        return "";
    }
    const minutes = Math.round(Math.abs(seconds) / 60);
    const text = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
    return seconds < 0 && minutes ? `-${text}` : text;
}

/** Read-only length of time of an integer field in seconds; nothing for none. */
export class AttendanceDurationField extends Component {
    static template = "attendance_rules.AttendanceDurationField";
    static props = {...standardFieldProps};

    get text() {
        return formatAttendanceDuration(
            this.props.record.data[this.props.name] || false
        );
    }
}

export const attendanceDurationField = {
    component: AttendanceDurationField,
    displayName: _t("Hours and minutes"),
    supportedTypes: ["integer"],
    listViewWidth: 80,
};

registry.category("fields").add("attendance_duration", attendanceDurationField);
registry.category("formatters").add("attendance_duration", formatAttendanceDuration);
