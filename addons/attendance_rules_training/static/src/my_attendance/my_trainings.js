import {MyCard} from "@attendance_rules/my_attendance/my_card";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/** Trainings that the reader owes, the most urgent first. */
export class MyTrainings extends MyCard {
    static template = "attendance_rules_training.MyTrainings";

    get trainings() {
        return this.props.data;
    }

    dueOf({due, overdue}) {
        return overdue ? _t("Overdue since %s", due) : _t("Due %s", due);
    }
}

registry
    .category("attendance_rules.my_cards")
    .add("trainings", {component: MyTrainings, place: "card"}, {sequence: 50});
