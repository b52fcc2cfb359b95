import {Component, onWillStart, useExternalListener, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {Checklist} from "@hr_employee_team/checklist/checklist";

/** States of `core/today.py` as they are shown, those that ask for action first. */
export const STATES = [
    {key: "missing", label: _t("Missing"), icon: "fa-times", tone: "bad"},
    {key: "late", label: _t("Late"), icon: "fa-hourglass-end", tone: "warn"},
    {key: "present", label: _t("Present"), icon: "fa-check", tone: "good"},
    {key: "leave", label: _t("On leave"), icon: "fa-plane", tone: "info"},
    {key: "not_due", label: _t("Not yet due"), icon: "fa-clock-o", tone: "open"},
    {key: "free", label: _t("Free today"), icon: "fa-coffee", tone: "free"},
];

/** Who is there today, by department. Every number opens what it counts. */
export class TodayBoard extends Component {
    static template = "attendance_rules.TodayBoard";
    static components = {Checklist, Layout};
    static props = {...standardActionServiceProps};
    static displayName = _t("Today");

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.states = STATES;
        this.state = useState({board: null});
        this.display = {controlPanel: {}};
        onWillStart(() => this.load());
        useExternalListener(window, "focus", () => this.load());
    }

    get board() {
        return this.state.board;
    }

    async load() {
        this.state.board = await this.orm.call("attendance.board", "get_today", []);
    }

    /**
     * What parts of the product add: [{key, component, props}, ...].
     *
     * Added with `registry.category("attendance_rules.board_parts").add(key, entry)`:
     * `component`, whose props are `data`, and `place`: `tile` (a figure on top) or
     * `section` (below). The data are what `attendance.board._board_parts` of the same
     * part returns for the key.
     */
    partsOf(place) {
        return registry
            .category("attendance_rules.board_parts")
            .getEntries()
            .filter(([key, entry]) => entry.place === place && this.board.parts[key])
            .map(([key, {component}]) => ({
                key,
                component,
                props: {data: this.board.parts[key]},
            }));
    }

    total(key) {
        return this.board.departments.flatMap(({days}) => days[key]);
    }

    nameOf(department) {
        return department.name || _t("Without department");
    }

    /** What a screen reader says of a number in the table. */
    titleOf(department, {key, label}) {
        return _t("%(department)s, %(state)s: %(count)s", {
            department: this.nameOf(department),
            state: label,
            count: department.days[key].length,
        });
    }

    get asOf() {
        return _t("as of %s", this.board.time);
    }

    open(ids, name) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: "attendance.day",
            domain: [["id", "in", ids]],
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
        });
    }
}

registry.category("actions").add("attendance_rules.today_board", TodayBoard);
