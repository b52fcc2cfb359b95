import {Component, onWillStart, useExternalListener, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

/** Advisors of a leader: load against capacity, what is late. Numbers open lists. */
export class AdvisorTeam extends Component {
    static template = "advisor_crm.AdvisorTeam";
    static components = {Layout};
    static props = {...standardActionServiceProps};
    static displayName = _t("My Team of Advisors");

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({team: null});
        this.display = {controlPanel: {}};
        onWillStart(() => this.load());
        useExternalListener(window, "focus", () => this.load());
    }

    get team() {
        return this.state.team;
    }

    async load() {
        this.state.team = await this.orm.call("advisor.team", "get_team", []);
    }

    /** How full somebody is: a bar of at most the whole width. */
    barOf({percent}) {
        return `width: ${Math.min(percent, 100)}%`;
    }

    toneOf({percent}) {
        if (percent > 100) {
            return "bg-danger";
        }
        return percent > 85 ? "bg-warning" : "bg-success";
    }

    loadOf({points, capacity}) {
        return _t("%(points)s of %(capacity)s points", {points, capacity});
    }

    customersOf({customers, name}) {
        return _t("%(name)s: %(count)s customers", {name, count: customers});
    }

    lateOf({late, name}) {
        return _t("%(name)s: %(count)s overdue promises", {name, count: late});
    }

    async call(method, ...args) {
        this.action.doAction(await this.orm.call("advisor.team", method, args));
    }

    openUnserved() {
        this.action.doAction("advisor_crm.advisor_assign_action_unserved", {
            onClose: () => this.load(),
        });
    }

    openFigure({action}) {
        if (action) {
            this.action.doAction(action);
        }
    }
}

registry.category("actions").add("advisor_crm.team", AdvisorTeam);
