import {Component, onWillStart, useState} from "@odoo/owl";
import {formatClockDuration} from "@base_engine_tools/duration/duration";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {AttendanceHeatMap} from "../attendance_heat_map/attendance_heat_map";

/** The reader's own month: a picture, its figures, what is open, what can be done. */
export class MyAttendance extends Component {
    static template = "attendance_rules.MyAttendance";
    static components = {AttendanceHeatMap, Layout};
    static props = {...standardActionServiceProps};
    static displayName = _t("My Attendance");

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({data: null});
        this.display = {controlPanel: {}};
        onWillStart(() => this.load());
    }

    get data() {
        return this.state.data;
    }

    async load(month = false) {
        this.shown = month;
        this.state.data = await this.orm.call("attendance.month", "get_my_month", [
            month,
        ]);
    }

    reload() {
        return this.load(this.shown);
    }

    /** The day on which the picture opens: today, if it is in the month. */
    get selected() {
        return this.data.cells.find(({date}) => date === this.data.today)?.id;
    }

    get figures() {
        const {month, full_months} = this.data;
        return [
            {
                name: "days",
                label: _t("Days present"),
                value: `${month.present_days} / ${month.planned_days}`,
            },
            {
                name: "grace",
                label: _t("Grace left"),
                value: `${Math.max(0, month.grace - month.graced)} / ${month.grace}`,
                tone: month.graced >= month.grace ? "warn" : "good",
            },
            {
                name: "run",
                label: _t("Late or early in a row"),
                value: month.run,
                hint: this.runHint(month),
                tone: month.run ? "warn" : "good",
            },
            {
                name: "overtime",
                label: _t("Approved overtime"),
                value: formatClockDuration(month.overtime_approved_seconds),
                hint: _t(
                    "%s outside the plan",
                    formatClockDuration(month.overtime_seconds)
                ),
            },
            {
                name: "full",
                label: _t("Full attendance"),
                value: this.fullText(month),
                hint: full_months ? _t("%s closed months in a row", full_months) : "",
                tone: month.full ? "good" : "warn",
            },
            {
                name: "deduction",
                label: _t("Deducted"),
                value: month.deduction || _t("Nothing"),
                tone: month.deduction ? "bad" : "good",
            },
        ];
    }

    fullText({full, state}) {
        if (!full) {
            return _t("No");
        }
        return state === "closed" ? _t("Yes") : _t("Yes, so far");
    }

    questionOf({deadline}) {
        return deadline
            ? _t("Is your statement right? Please answer until %s.", deadline)
            : _t("Is your statement right?");
    }

    runHint({run, talk_threshold}) {
        if (!run || !talk_threshold) {
            return "";
        }
        return _t("A talk is due at %s", talk_threshold);
    }

    // What can be done

    run(name, resModel, resId) {
        return this.action.doActionButton({
            type: "object",
            name,
            resModel,
            resId,
            onClose: () => this.reload(),
        });
    }

    correct(cell) {
        return this.run("action_request_correction", "attendance.day", cell.id);
    }

    confirm(statement) {
        return this.run("action_confirm", "attendance.month", statement.id);
    }

    /** Object to a statement, or to one day of the month that is shown. */
    async object(monthId, dayId = false) {
        const action = await this.orm.call("attendance.month", "action_object", [
            [monthId],
        ]);
        const context = {...action.context, default_day_id: dayId};
        return this.action.doAction(
            {...action, context},
            {onClose: () => this.reload()}
        );
    }

    openStatement(id) {
        return this.action.doAction("attendance_rules.attendance_statement_action_my", {
            viewType: "form",
            props: {resId: id},
        });
    }

    openRequest({model, id}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openDay(cell) {
        return this.openRequest({model: "attendance.day", id: cell.id});
    }

    openRules() {
        return this.action.doAction(
            "attendance_rules.attendance_acknowledgement_action_my"
        );
    }

    dueOf({due, overdue}) {
        return overdue ? _t("Overdue since %s", due) : _t("Due %s", due);
    }

    askFor(model) {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: model,
                views: [[false, "form"]],
                target: "current",
            },
            {onClose: () => this.reload()}
        );
    }
}

registry.category("actions").add("attendance_rules.my_attendance", MyAttendance);
