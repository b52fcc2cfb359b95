import {registry} from "@web/core/registry";
import {MyCard} from "./my_card";

/** There are rules to read and confirm (CS-1.7). */
export class RulesToRead extends MyCard {
    static template = "attendance_rules.RulesToRead";

    openRules() {
        return this.action.doAction(
            "attendance_rules.attendance_acknowledgement_action_my"
        );
    }
}

registry
    .category("attendance_rules.my_cards")
    .add("rules_to_read", {component: RulesToRead, place: "notice"}, {sequence: 10});
