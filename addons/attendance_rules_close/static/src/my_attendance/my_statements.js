import {MyCard} from "@attendance_rules/my_attendance/my_card";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/** Object to a statement, or to one day of it. */
async function object({action, orm, reload}, monthId, dayId = false) {
    const wizard = await orm.call("attendance.month", "action_object", [[monthId]]);
    const context = {...wizard.context, default_day_id: dayId};
    return action.doAction({...wizard, context}, {onClose: reload});
}

/** Statements that wait for the reader's answer (CS-1.5). */
export class MyStatements extends MyCard {
    static template = "attendance_rules_close.MyStatements";

    questionOf({deadline}) {
        return deadline
            ? _t("Is your statement right? Please answer until %s.", deadline)
            : _t("Is your statement right?");
    }

    read({id}) {
        return this.action.doAction(
            "attendance_rules_close.attendance_statement_action_my",
            {viewType: "form", props: {resId: id}}
        );
    }

    confirm({id}) {
        return this.action.doActionButton({
            type: "object",
            name: "action_confirm",
            resModel: "attendance.month",
            resId: id,
            onClose: () => this.props.reload(),
        });
    }

    object({id}) {
        return object({...this, reload: this.props.reload}, id);
    }
}

registry
    .category("attendance_rules.my_cards")
    .add("statements", {component: MyStatements, place: "notice"}, {sequence: 20});

/** Objections of the reader, with what HR answers and the way back. */
export class MyObjections extends MyCard {
    static template = "attendance_rules_close.MyObjections";

    open({id}) {
        return this.openRecord({model: "attendance.objection", id});
    }

    async withdraw({id}) {
        await this.orm.call("attendance.objection", "action_withdraw", [[id]]);
        return this.props.reload();
    }
}

registry
    .category("attendance_rules.my_cards")
    .add("objections", {component: MyObjections, place: "notice"}, {sequence: 21});

registry.category("attendance_rules.my_day_actions").add(
    "object",
    {
        label: _t("Object"),
        isShown: (_cell, {month}) => month.can_object,
        run: (cell, page) => object(page, page.data.month.id, cell.id),
    },
    {sequence: 20}
);
