import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {countdownAt, momentInWords} from "../countdown/countdown";
import {useDeadlineClock} from "../deadline_clock/use_deadline_clock";

/**
 * Time left until a datetime, coloured by the state of the promise.
 *
 * `options`: `shows_due` (the due time, too, in a list), `state_field` (default `next_deadline_state`), `name_field` (default
 * `next_deadline_name`; false shows no name) and `target_field`, the datetime from which
 * a running promise is nearly due.
 */
export class ServiceCountdownField extends Component {
    static template = "service_deadline.ServiceCountdownField";
    static props = {
        ...standardFieldProps,
        stateField: {type: String},
        nameField: {type: [String, Boolean]},
        targetField: {type: String, optional: true},
        showsDue: {type: Boolean, optional: true},
    };

    setup() {
        this.view = useDeadlineClock((now) => countdownAt(this.promise, now));
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get promise() {
        const {data} = this.props.record;
        return {
            state: data[this.props.stateField] || "none",
            due: this.value && this.value.toMillis(),
            target: data[this.props.targetField]?.toMillis?.(),
        };
    }

    get label() {
        return this.props.nameField && this.props.record.data[this.props.nameField];
    }

    get tooltip() {
        return momentInWords(this.value);
    }
}

function fieldsOf({options}) {
    return {
        stateField: options.state_field || "next_deadline_state",
        nameField: options.name_field ?? "next_deadline_name",
        targetField: options.target_field,
    };
}

export const serviceCountdownField = {
    component: ServiceCountdownField,
    displayName: _t("Countdown of a promise"),
    supportedTypes: ["datetime"],
    supportedOptions: [
        {
            label: _t("Show when it is due"),
            name: "shows_due",
            type: "boolean",
        },
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
        {
            label: _t("Field with the time from which it is nearly due"),
            name: "target_field",
            type: "field",
            availableTypes: ["datetime"],
        },
    ],
    listViewWidth: ({options}) => (options.name_field === false ? 130 : [200, 300]),
    // A card has room for the due time, too; in most lists it is the tooltip.
    extractProps: (fieldInfo) => ({
        ...fieldsOf(fieldInfo),
        showsDue:
            fieldInfo.viewType === "kanban" || Boolean(fieldInfo.options.shows_due),
    }),
    fieldDependencies: (fieldInfo) => {
        const {stateField, nameField, targetField} = fieldsOf(fieldInfo);
        return [
            {name: stateField, type: "selection"},
            {name: nameField, type: "char"},
            {name: targetField, type: "datetime"},
        ].filter(({name}) => name);
    },
};

registry.category("fields").add("service_countdown", serviceCountdownField);
