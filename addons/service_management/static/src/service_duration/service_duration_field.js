import {Component} from "@odoo/owl";
import {formatDuration} from "../duration/duration";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * Seconds as a length of time, for fields, aggregates, pivots and graphs.
 *
 * @param {number | false | null | undefined} seconds
 * @returns {string} empty where there is no value
 */
export function formatServiceDuration(seconds) {
    return Number.isFinite(seconds) ? formatDuration(seconds) : "";
}

/** Read-only length of time of an integer field in seconds. */
export class ServiceDurationField extends Component {
    static template = "service_management.ServiceDurationField";
    static props = {...standardFieldProps};

    get text() {
        return formatServiceDuration(this.props.record.data[this.props.name]);
    }
}

export const serviceDurationField = {
    component: ServiceDurationField,
    displayName: _t("Duration in seconds"),
    supportedTypes: ["integer", "float"],
    listViewWidth: 110,
};

registry.category("fields").add("service_duration", serviceDurationField);
registry.category("formatters").add("service_duration", formatServiceDuration);
