import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

/** Who was contacted in which month, and by what: those who wait the longest first. */
export class ContactCoverage extends Component {
    static template = "service_contact.ContactCoverage";
    static components = {Layout};
    static props = {...standardActionServiceProps};
    static displayName = _t("Map of Contacts");

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.display = {controlPanel: {}};
        this.state = useState({scope: "first", days: 0, map: null, failed: false});
        onWillStart(() => this.load());
    }

    get scopes() {
        return [
            {key: "mine", label: _t("Mine")},
            {key: "team", label: _t("My team")},
            {key: "all", label: _t("All")},
        ];
    }

    get stretches() {
        return [
            {days: 0, label: _t("Everybody")},
            {days: 30, label: _t("Not contacted for 30 days")},
            {days: 90, label: _t("Not contacted for 90 days")},
            {days: 365, label: _t("Not contacted for a year")},
        ];
    }

    async load(offset = 0) {
        try {
            this.state.map = await this.orm.call(
                "service.contact.coverage",
                "get_coverage",
                [this.state.scope, this.state.days, offset]
            );
            // Whoever has no customers sees first those of the team, or all.
            if (this.state.scope === "first") {
                this.state.scope = this.state.map.scope;
            }
            this.state.failed = false;
        } catch {
            this.state.failed = true; // the page says so; what is on it stays
        }
    }

    chooseScope(scope) {
        this.state.scope = scope;
        return this.load();
    }

    chooseDays(value) {
        this.state.days = Number(value) || 0;
        return this.load();
    }

    cell(row, month) {
        const contacts = row.months[month.key] || [];
        const names = contacts.map(({name, count}) => `${name}: ${count}`);
        return {
            contacts,
            title: `${month.title}: ${names.join(", ") || _t("no contact")}`,
        };
    }

    lastOf(row) {
        return row.last ? _t("last on %s", row.last) : _t("never contacted");
    }

    /** Why there is nobody, and what to do then. */
    get empty() {
        const {can_plan} = this.state.map;
        if (this.state.days) {
            return {
                text: _t("All of them were contacted within this time."),
                label: _t("Show everybody"),
                next: () => this.chooseDays(0),
            };
        }
        if (this.state.scope !== "all") {
            return {
                text: _t("Nobody here has a customer to contact."),
                label: _t("Show all customers"),
                next: () => this.chooseScope("all"),
            };
        }
        if (can_plan) {
            return {
                text: _t(
                    "Nobody is to be contacted yet. Say in a cadence who is contacted how often, and put it into force: the customers appear here."
                ),
                label: _t("Open the cadences"),
                next: () =>
                    this.action.doAction(
                        "service_contact.service_contact_cadence_action"
                    ),
            };
        }
        return {
            text: _t(
                "You have no customer to contact, and see none of others. Whom you contact and how often is said in the cadences, by whoever administers the policies."
            ),
        };
    }

    get range() {
        const {offset, rows, total} = this.state.map;
        return total ? `${offset + 1}–${offset + rows.length} / ${total}` : "";
    }

    get hasMore() {
        const {offset, rows, total} = this.state.map;
        return offset + rows.length < total;
    }

    turn(way) {
        const {offset, page} = this.state.map;
        return this.load(Math.max(offset + way * page, 0));
    }

    open(row) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: row.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("service_contact.coverage", ContactCoverage);
