import {Component, onWillStart, useExternalListener, useRef, useState} from "@odoo/owl";
import {deserializeDate, deserializeDateTime, formatDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {Checklist} from "../checklist/checklist";

/** Days that people count; what is further away is a date. */
const NEAR = 14;

/** A date or a date and time in words: "2 days ago", "tomorrow", or the date. */
export function inWords(text) {
    const moment = text.includes(" ")
        ? deserializeDateTime(text)
        : deserializeDate(text);
    const days = moment
        .startOf("day")
        .diff(luxon.DateTime.local().startOf("day"), "days");
    return Math.abs(days.days) > NEAR
        ? formatDate(moment)
        : moment.toRelativeCalendar({unit: "days"});
}

/** Everything that waits for the user, one list per reason. */
export class Inbox extends Component {
    static template = "hr_employee_team.Inbox";
    static components = {Checklist, Layout};
    static props = {...standardActionServiceProps};
    static displayName = _t("Waits for Me");

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.service = useService("hr_inbox");
        this.root = useRef("root");
        this.state = useState({data: null, chosen: {}, busy: false});
        this.display = {controlPanel: {}};
        onWillStart(() => this.load());
        useExternalListener(window, "focus", () => this.load());
        useHotkey("arrowdown", () => this.move(1), {allowRepeat: true});
        useHotkey("arrowup", () => this.move(-1), {allowRepeat: true});
    }

    async load() {
        this.state.data = await this.service.load();
    }

    // Approving several at once

    /** Ids of the rows of a source that are chosen and still there. */
    chosenOf({key, rows}) {
        const chosen = this.state.chosen[key] || {};
        return rows.map(({id}) => id).filter((id) => chosen[id]);
    }

    choose({key}, row) {
        const chosen = (this.state.chosen[key] ||= {});
        chosen[row.id] = !chosen[row.id];
    }

    /** Choose all rows of a source, or none if all of them are. */
    chooseAll(source) {
        const all = this.chosenOf(source).length < source.rows.length;
        this.state.chosen[source.key] = Object.fromEntries(
            source.rows.map(({id}) => [id, all])
        );
    }

    approveText(source) {
        return _t("Approve %s", this.chosenOf(source).length);
    }

    async approve(source) {
        const ids = this.chosenOf(source);
        this.state.busy = true;
        try {
            const {refused} = await this.orm.call("hr.inbox", "approve", [
                source.key,
                ids,
            ]);
            for (const {name, reason} of refused) {
                this.notification.add(reason, {
                    title: name,
                    type: "warning",
                    sticky: true,
                });
            }
            this.state.chosen[source.key] = {};
            await this.load();
        } finally {
            this.state.busy = false;
        }
    }

    /** Move to the next row, or to the one before. */
    move(step) {
        const rows = [...this.root.el.querySelectorAll(".o_hr_inbox_row")];
        const place = rows.indexOf(document.activeElement) + step;
        rows[Math.min(Math.max(place, 0), rows.length - 1)]?.focus();
    }

    /** When a row is due, or since when it waits. */
    whenOf({due, since, is_late}) {
        if (due) {
            return is_late
                ? _t("was due %s", inWords(due))
                : _t("due %s", inWords(due));
        }
        return since ? _t("since %s", inWords(since)) : "";
    }

    allOf({count}) {
        return _t("Show all %s", count);
    }

    open(source, row) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: source.model,
            res_id: row.id,
            views: [[false, "form"]],
        });
    }

    async openAll(source) {
        const action = await this.orm.call("hr.inbox", "action_open", [source.key]);
        if (action) {
            this.action.doAction(action);
        }
    }
}

registry.category("actions").add("hr_employee_team.inbox", Inbox);
