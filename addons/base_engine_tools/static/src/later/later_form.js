import {Component, useSubEnv} from "@odoo/owl";
import {getDefaultConfig, View} from "@web/views/view";
import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/** A form that is a part of a page, and no page: without a head, and no main part. */
class LaterFormController extends FormController {
    static template = "base_engine_tools.LaterFormController";
}

registry.category("views").add("later_form", {
    ...formView,
    Controller: LaterFormController,
});

/**
 * Another form of the same record, to be read: it is loaded when it is shown, so that
 * the page around it does not wait for it. It belongs on a page of a notebook, and its
 * own view says `js_class="later_form"`.
 *
 *     <widget name="later_form" view="my_addon.res_partner_view_form_visits"/>
 */
export class LaterForm extends Component {
    static template = "base_engine_tools.LaterForm";
    static components = {View};
    static props = {...standardWidgetProps, view: {type: String}};

    setup() {
        // Name, pager and dialog above belong to the form around.
        useSubEnv({config: getDefaultConfig(), inDialog: false});
    }

    get viewProps() {
        const {record, view} = this.props;
        return {
            type: "form",
            resModel: record.resModel,
            resId: record.resId,
            context: {...record.context, form_view_ref: view},
            display: {controlPanel: false},
            preventEdit: true,
            readonly: true,
        };
    }
}

registry.category("view_widgets").add("later_form", {
    component: LaterForm,
    extractProps: ({attrs}) => ({view: attrs.view}),
});
