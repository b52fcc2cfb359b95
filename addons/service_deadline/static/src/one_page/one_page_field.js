import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {X2ManyField, x2ManyField} from "@web/views/fields/x2many/x2many_field";

/**
 * A table whose records open on a page of their own, not in a dialog: what has tables
 * itself would need one dialog on top of another, and lose what is entered with each.
 * What is entered on the present page is saved first.
 */
export class OnePageField extends X2ManyField {
    setup() {
        super.setup();
        this.actions = useService("action");
    }

    async openPage(resId) {
        if (!(await this.props.record.save())) {
            return;
        }
        const {context} = this.getFormActionContextOfSaved();
        await this.actions.doAction({
            type: "ir.actions.act_window",
            name: this.props.string,
            res_model: this.list.resModel,
            res_id: resId,
            views: [[false, "form"]],
            context,
        });
    }

    /** The context as it is now that the record has an id. */
    getFormActionContextOfSaved() {
        const {fields} = this.props.record;
        const inverse = fields[this.props.name].relation_field;
        return {
            context: {
                ...this.props.context,
                [`default_${inverse}`]: this.props.record.resId,
            },
        };
    }

    async onAdd() {
        return this.openPage(false);
    }

    async openRecord(record) {
        return this.openPage(record.resId);
    }
}

registry.category("fields").add("service_one_page", {
    ...x2ManyField,
    component: OnePageField,
    displayName: _t("Table whose records open on a page"),
    supportedTypes: ["one2many"],
});
