import {Component, onMounted, onPatched, onWillUpdateProps, status} from "@odoo/owl";
import {useRef, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/**
 * A figure in a button above a form that comes when the form is there already.
 *
 *     <widget name="later_field" field="visit_count" type="integer" string="Visits"/>
 *
 * With `needed` the button is there only when these fields have a value.
 */
export class LaterField extends Component {
    static template = "base_engine_tools.LaterField";
    static props = {
        ...standardWidgetProps,
        field: {type: String},
        type: {type: String},
        label: {type: String},
        suffix: {type: String},
        needed: {type: Array, element: String},
    };

    setup() {
        this.later = useService("later_fields");
        this.root = useRef("root");
        this.state = useState({values: null});
        onMounted(() => {
            this.show();
            this.load(this.props.record);
        });
        onPatched(() => this.show());
        onWillUpdateProps(({record}) =>
            record === this.props.record ? null : this.load(record)
        );
    }

    get text() {
        const value = this.state.values?.[this.props.field];
        if (this.state.values === null) {
            return "";
        }
        if (this.props.type === "many2one") {
            return value ? value.display_name : "";
        }
        const format = registry.category("formatters").get(this.props.type);
        return format(value) + this.props.suffix;
    }

    get isNeeded() {
        const {values} = this.state;
        return this.props.needed.every((name) => values?.[name]);
    }

    /** The button is the form's own: it is shown or not. */
    show() {
        const button = this.root.el?.closest(".oe_stat_button");
        button?.classList.toggle("d-none", !this.isNeeded);
    }

    async load(record) {
        if (!record.resId) {
            return;
        }
        const names = [this.props.field, ...this.props.needed];
        const specification = Object.fromEntries(names.map((name) => [name, {}]));
        if (this.props.type === "many2one") {
            specification[this.props.field] = {fields: {display_name: {}}};
        }
        const {resModel, resId} = record;
        const values = await this.later.read(resModel, resId, specification);
        if (status(this) === "mounted") {
            this.state.values = values;
        }
    }
}

registry.category("view_widgets").add("later_field", {
    component: LaterField,
    extractProps: ({attrs}) => ({
        field: attrs.field,
        type: attrs.type || "char",
        label: attrs.string || "",
        suffix: attrs.suffix || "",
        needed: attrs.needed ? attrs.needed.split(",") : [],
    }),
});
