import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/** How many of the people on the board are on duty; opens their places. */
export class OnDutyTile extends Component {
    static template = "attendance_rules_duty.OnDutyTile";
    static props = {data: Object};

    setup() {
        this.action = useService("action");
    }

    open() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("On duty now"),
            res_model: "hr.duty.slot",
            domain: [["id", "in", this.props.data.ids]],
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
        });
    }
}

/** Who is on duty at this moment, at which post and until when. */
export class OnDuty extends Component {
    static template = "attendance_rules_duty.OnDuty";
    static props = {data: Array};

    get duties() {
        return this.props.data;
    }

    placeOf({post, until}) {
        return _t("%(post)s, until %(time)s", {post, time: until});
    }
}

registry
    .category("attendance_rules.board_parts")
    .add("on_duty", {component: OnDutyTile, place: "tile"}, {sequence: 10})
    .add("duties", {component: OnDuty, place: "section"}, {sequence: 10});
