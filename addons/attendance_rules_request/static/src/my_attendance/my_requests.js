import {MyCard} from "@attendance_rules/my_attendance/my_card";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/** The reader's requests that nobody has decided yet, and new ones. */
export class MyRequests extends MyCard {
    static template = "attendance_rules_request.MyRequests";

    /** Leave is asked for in a dialog, which says what is left. */
    askForLeave() {
        return this.action.doAction(
            "attendance_rules_request.attendance_leave_action_ask",
            {onClose: () => this.props.reload()}
        );
    }

    askFor(model) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: model,
                views: [[false, "form"]],
                target: "current",
            },
            {onClose: () => this.props.reload()}
        );
    }
}

registry
    .category("attendance_rules.my_cards")
    .add("requests", {component: MyRequests, place: "card"}, {sequence: 60});

registry.category("attendance_rules.my_day_actions").add(
    "correct",
    {
        label: _t("Correct a Punch"),
        primary: true,
        isShown: (cell) => cell.can_correct,
        run: (cell, {action, reload}) =>
            action.doActionButton({
                type: "object",
                name: "action_request_correction",
                resModel: "attendance.day",
                resId: cell.id,
                onClose: reload,
            }),
    },
    {sequence: 10}
);

registry.category("attendance_rules.my_day_actions").add(
    "give_back",
    {
        label: _t("Give the Leave Back"),
        isShown: (cell) => cell.can_give_back,
        run: (cell, {action, reload}) =>
            action.doActionButton({
                type: "object",
                name: "action_give_leave_back",
                resModel: "attendance.day",
                resId: cell.id,
                onClose: reload,
            }),
    },
    {sequence: 15}
);
