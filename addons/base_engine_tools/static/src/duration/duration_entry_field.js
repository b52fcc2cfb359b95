import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {formatFloat} from "@web/views/fields/formatters";
import {useInputField} from "@web/views/fields/input_field_hook";
import {parseFloat} from "@web/views/fields/parsers";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {DAY, formatDuration, HOUR, MINUTE, unitInWords} from "./duration";

const UNITS = {minute: MINUTE, hour: HOUR, day: DAY};

/** The greatest unit of which a length is a whole number; hours for nothing. */
export function unitOf(seconds) {
    const fits = ([, length]) => seconds % length === 0;
    const [unit] = Object.entries(UNITS).reverse().find(fits) ?? ["minute"];
    return seconds ? unit : "hour";
}

/**
 * Length of time of a field in seconds, entered as a number and its unit: whoever sets
 * it need not count seconds. A day has 24 hours.
 */
export class DurationEntryField extends Component {
    static template = "base_engine_tools.DurationEntryField";
    static props = {...standardFieldProps};

    setup() {
        this.state = useState({unit: undefined, record: undefined});
        useInputField({
            refName: "number",
            getValue: () => this.number,
            parse: (text) => this.enter(parseFloat(text), this.unit),
        });
    }

    get seconds() {
        return this.props.record.data[this.props.name];
    }

    get text() {
        return formatDuration(this.seconds);
    }

    /** What somebody has chosen for this record, else what its length is told in. */
    get unit() {
        const isChosen = this.state.record === this.props.record.id;
        return isChosen ? this.state.unit : unitOf(this.seconds);
    }

    get units() {
        return Object.keys(UNITS).map((key) => ({key, label: unitInWords(key)}));
    }

    get unitLabel() {
        return _t("Unit of time");
    }

    get number() {
        const options = {digits: [false, 2], trailingZeros: false};
        return formatFloat(this.seconds / UNITS[this.unit], options);
    }

    /** Seconds of so many units; the unit stays, whatever else could be said. */
    enter(number, unit) {
        Object.assign(this.state, {unit, record: this.props.record.id});
        return Math.round(number * UNITS[unit]);
    }

    /** The number stays: who turns 2 hours into days means 2 days. */
    chooseUnit(unit) {
        const {name, record} = this.props;
        const seconds = this.enter(this.seconds / UNITS[this.unit], unit);
        return record.update({[name]: seconds});
    }
}

registry.category("fields").add("duration_entry", {
    component: DurationEntryField,
    displayName: _t("Length of time with its unit"),
    supportedTypes: ["integer", "float"],
});
