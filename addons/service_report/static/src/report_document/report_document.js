import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useService} from "@web/core/utils/hooks";

/** A monthly report, whose parts open the complaints behind them. */
export class ReportDocument extends Component {
    static template = "service_report.ReportDocument";
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get html() {
        return this.props.record.data[this.props.name] || "";
    }

    async onClick(ev) {
        const {part, key} = ev.target.closest("[data-part]")?.dataset || {};
        if (!part) {
            return;
        }
        ev.preventDefault();
        const action = await this.orm.call(
            this.props.record.resModel,
            "action_open_part",
            [[this.props.record.resId], part, JSON.parse(key)]
        );
        await this.action.doAction(action);
    }
}

registry.category("fields").add("service_report_document", {
    component: ReportDocument,
    supportedTypes: ["html"],
});
