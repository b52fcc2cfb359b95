import {Component} from "@odoo/owl";
import {formatDateTime} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {countdownAt} from "../countdown/countdown";
import {useDeadlineClock} from "../deadline_clock/use_deadline_clock";

/**
 * Time left until a datetime, coloured by the state of the promise.
 *
 * `options`: `state_field` (default `next_deadline_state`) and `name_field` (default
 * `next_deadline_name`; false shows no name).
 */
export class ServiceCountdownField extends Component {
    static template = "service_management.ServiceCountdownField";
    static props = {
        ...standardFieldProps,
        stateField: {type: String},
        nameField: {type: [String, Boolean]},
    };

    setup() {
        this.view = useDeadlineClock((now) => countdownAt(this.promise, now));
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get promise() {
        return {
            state: this.props.record.data[this.props.stateField] || "none",
            due: this.value && this.value.toMillis(),
        };
    }

    get label() {
        return this.props.nameField && this.props.record.data[this.props.nameField];
    }

    get tooltip() {
        return this.value ? formatDateTime(this.value) : "";
    }
}

function fieldsOf({options}) {
    return {
        stateField: options.state_field || "next_deadline_state",
        nameField: options.name_field ?? "next_deadline_name",
    };
}

export const serviceCountdownField = {
    component: ServiceCountdownField,
    displayName: _t("Countdown of a promise"),
    supportedTypes: ["datetime"],
    supportedOptions: [
        {
            label: _t("Field with the state"),
            name: "state_field",
            type: "field",
            availableTypes: ["selection"],
        },
        {
            label: _t("Field with the name of the promise"),
            name: "name_field",
            type: "field",
            availableTypes: ["char"],
        },
    ],
    listViewWidth: [150, 260],
    extractProps: fieldsOf,
    fieldDependencies: (fieldInfo) => {
        const {stateField, nameField} = fieldsOf(fieldInfo);
        return [
            {name: stateField, type: "selection"},
            ...(nameField ? [{name: nameField, type: "char"}] : []),
        ];
    },
};

registry.category("fields").add("service_countdown", serviceCountdownField);
