import {Component, onWillStart, useExternalListener, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {inWords} from "@hr_employee_team/inbox/inbox";

/** What an advisor's customers need today; the next step of each row is its button. */
export class AdvisorDay extends Component {
    static template = "advisor_crm.AdvisorDay";
    static components = {Layout};
    static props = {...standardActionServiceProps};
    static displayName = _t("My Day");

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({day: null, busy: false});
        this.display = {controlPanel: {}};
        onWillStart(() => this.load());
        useExternalListener(window, "focus", () => this.load());
    }

    get today() {
        return luxon.DateTime.local().toLocaleString({
            weekday: "long",
            day: "numeric",
            month: "long",
        });
    }

    get served() {
        return _t("You serve %s customers.", this.state.day.customers);
    }

    async load() {
        this.state.day = await this.orm.call("advisor.day", "get_day", []);
    }

    /**
     * The component that shows a part, or nothing: the page shows its rows itself.
     *
     * Added with `registry.category("advisor_crm.day_parts").add(key, Component)`; its
     * props are `part` and `reload`.
     */
    componentOf({key}) {
        return registry.category("advisor_crm.day_parts").get(key, null);
    }

    whenOf({due, tone}) {
        if (!due) {
            return "";
        }
        const words = inWords(due);
        return tone === "danger" ? _t("was due %s", words) : _t("due %s", words);
    }

    open(row) {
        const open = row.actions.find(({method}) => method?.startsWith("action_open"));
        if (open) {
            return this.take(row, open);
        }
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: row.model,
            res_id: row.id,
            views: [[false, "form"]],
        });
    }

    /** Take the next step of a row, and look again at what is left. */
    async take(row, {method, action}) {
        this.state.busy = true;
        try {
            let next = action;
            if (method) {
                next = await this.orm.call(row.model, method, [[row.id]]);
            }
            if (next && typeof next === "object") {
                await this.action.doAction(next, {onClose: () => this.load()});
            } else if (typeof next === "string") {
                await this.action.doAction(next);
            }
            if (!next || next === true) {
                await this.load();
            }
        } finally {
            this.state.busy = false;
        }
    }
}

registry.category("actions").add("advisor_crm.day", AdvisorDay);
