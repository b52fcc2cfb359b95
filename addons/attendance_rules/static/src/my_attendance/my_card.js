import {Component} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";

/**
 * A card of "My Attendance": shown where the server sends data for its key.
 *
 * Added with `registry.category("attendance_rules.my_cards").add(key, entry)`:
 * `component` (a MyCard), `place` (`notice`: above the month, what is asked of the
 * reader; `card`: beside it) and, as of any registry, a sequence. The data of the key
 * are what `attendance.month._my_cards` of the same part returns; without, no card.
 */
export class MyCard extends Component {
    static props = {
        data: true,
        month: {type: [Object, Boolean], optional: true},
        reload: Function,
    };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
    }

    openRecord({model, id}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }
}
