import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** Tries the rule of a form on the past, as it is edited: nothing has to be saved. */
export class BacktestButton extends Component {
    static template = "service_deadline.BacktestButton";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    /** Leaving a form saves it: what is not saved stays in its own window. */
    async onClick() {
        const {record} = this.props;
        const isEdited = record.isNew || (await record.isDirty());
        const action = await this.orm.call("service.deadline.backtest", "start", [
            record.resId || false,
            isEdited ? await record.getChanges() : false,
        ]);
        await this.action.doAction(action, {newWindow: isEdited});
    }
}

registry.category("view_widgets").add("service_backtest_button", {
    component: BacktestButton,
});
