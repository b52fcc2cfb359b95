import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {formatClockDuration, formatDuration} from "./duration";

const ifNumber = (format) => (seconds) =>
    Number.isFinite(seconds) ? format(seconds) : "";

/**
 * Read-only length of time of a field in seconds, in one of two forms. The form is part
 * of the widget's name, because sums, pivots and graphs know nothing but the name:
 *
 * duration        "1 day 2 hr": how long something took or takes
 * duration_clock  "26:05": what is added up and compared, as on a time sheet
 */
export class DurationField extends Component {
    static template = "base_engine_tools.DurationField";
    static props = {...standardFieldProps, format: {type: Function}};

    get text() {
        return this.props.format(this.props.record.data[this.props.name]);
    }
}

function addDuration(name, displayName, format, listViewWidth) {
    const formatter = ifNumber(format);
    registry.category("formatters").add(name, formatter);
    registry.category("fields").add(name, {
        component: DurationField,
        displayName,
        supportedTypes: ["integer", "float"],
        listViewWidth,
        extractProps: () => ({format: formatter}),
    });
}

addDuration("duration", _t("Length of time in words"), formatDuration, 110);
addDuration("duration_clock", _t("Hours and minutes"), formatClockDuration, 80);
