import {Component, onWillStart, useState} from "@odoo/owl";
import {formatClockDuration} from "@base_engine_tools/duration/duration";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {Checklist} from "@hr_employee_team/checklist/checklist";
import {AttendanceHeatMap} from "../attendance_heat_map/attendance_heat_map";

/** The reader's own month: a picture, its figures, what is open, what can be done. */
export class MyAttendance extends Component {
    static template = "attendance_rules.MyAttendance";
    static components = {AttendanceHeatMap, Checklist, Layout};
    static props = {...standardActionServiceProps};
    static displayName = _t("My Attendance");

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({data: null});
        this.display = {controlPanel: {}};
        this.entries = registry.category("attendance_rules.my_cards").getEntries();
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

    /** Of a month that was asked for and has no days. */
    get nothingJudged() {
        return _t("Nothing has been judged.");
    }

    /** The day on which the picture opens: today, if it is in the month. */
    get selected() {
        return this.data.cells.find(({date}) => date === this.data.today)?.id;
    }

    /** What parts of the product show in a place: [{key, component, props}, ...]. */
    cardsOf(place) {
        return this.entries
            .filter(([key, entry]) => entry.place === place && this.data.cards[key])
            .map(([key, {component}]) => ({
                key,
                component,
                props: {
                    data: this.data.cards[key],
                    month: this.data.month,
                    reload: () => this.reload(),
                },
            }));
    }

    /** What can be done about a day: [{key, label, primary}, ...]. */
    actionsOf(cell) {
        return registry
            .category("attendance_rules.my_day_actions")
            .getEntries()
            .map(([key, entry]) => ({key, ...entry}))
            .filter(({isShown}) => isShown(cell, this.data));
    }

    act(entry, cell) {
        return entry.run(cell, {
            action: this.action,
            data: this.data,
            orm: this.orm,
            reload: () => this.reload(),
        });
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

    runHint({run, talk_threshold}) {
        if (!run || !talk_threshold) {
            return "";
        }
        return _t("A talk is due at %s", talk_threshold);
    }

    openDay(cell) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "attendance.day",
            res_id: cell.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("attendance_rules.my_attendance", MyAttendance);
