import {
    Component,
    onWillStart,
    onWillUnmount,
    useExternalListener,
    useState,
} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {Checklist} from "@hr_employee_team/checklist/checklist";
import {DeskRow} from "./desk_row";

const REFRESH = 60_000; // ms between two looks at a page that stays open

/** What tickets wait for, as `service.desk` counts it, the most urgent first. */
export const PARTS = {
    overdue: {label: _t("Overdue"), icon: "fa-exclamation-circle", tone: "danger"},
    today: {label: _t("Due today"), icon: "fa-clock-o", tone: "warning"},
    answered: {label: _t("Just answered"), icon: "fa-comments-o", tone: "info"},
    unassigned: {label: _t("Nobody's yet"), icon: "fa-user-o", tone: "info"},
    waiting: {label: _t("Waiting for the customer"), icon: "fa-pause", tone: "muted"},
};

/** Whose tickets are shown. */
export const SCOPES = {
    mine: _t("Mine"),
    team: _t("My team"),
    department: _t("My department"),
    all: _t("Everybody"),
};

/** The first page of the help desk: every figure opens what it counts. */
export class ServiceDesk extends Component {
    static template = "service_management.ServiceDesk";
    static components = {Checklist, DeskRow, Layout};
    static props = {...standardActionServiceProps};
    static displayName = _t("Desk");

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.display = {controlPanel: {}};
        this.parts = PARTS;
        this.state = useState({desk: null, failed: false});
        onWillStart(() => this.load());
        useExternalListener(window, "focus", () => this.load());
        const timer = browser.setInterval(() => this.refresh(), REFRESH);
        onWillUnmount(() => browser.clearInterval(timer));
    }

    get desk() {
        return this.state.desk;
    }

    get scopes() {
        return this.desk.scopes.map((key) => ({key, label: SCOPES[key]}));
    }

    async load(scope = this.desk?.scope) {
        try {
            this.state.desk = await this.orm.call("service.desk", "get_desk", [scope]);
            this.state.failed = false;
        } catch (error) {
            this.state.failed = true;
            if (!this.desk) {
                return; // the page itself says so
            }
            throw error;
        }
    }

    refresh() {
        if (document.visibilityState === "visible") {
            this.load().catch(() => {}); // what is on the page stays
        }
    }

    get greeting() {
        return _t("Good day, %s", user.name);
    }

    /** Lists with something in them, and how many tickets they do not show. */
    get lists() {
        return this.desk.parts
            .filter(({key}) => this.desk.rows[key]?.length)
            .map((part) => ({
                ...part,
                ...PARTS[part.key],
                rows: this.desk.rows[part.key],
                more: part.count - this.desk.rows[part.key].length,
            }));
    }

    get openLabel() {
        return _t("Open tickets");
    }

    get share() {
        const {share, count} = this.desk.kept;
        return count ? `${Math.round(share)} %` : "–";
    }

    shareOf(person) {
        return person.judged ? `${Math.round(person.share)} %` : "–";
    }

    nameOf(person) {
        return person.name || _t("Nobody");
    }

    /** What a screen reader says of a figure in the table. */
    titleOf(person, label, figure) {
        return _t("%(person)s, %(label)s: %(figure)s", {
            person: this.nameOf(person),
            label,
            figure,
        });
    }

    get columns() {
        return [
            {key: "overdue", label: PARTS.overdue.label},
            {key: "today", label: PARTS.today.label},
            {key: "open", label: _t("Open")},
        ];
    }

    openTickets(domain, name) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: "helpdesk.ticket",
            domain,
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
        });
    }

    openTicket({id}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "helpdesk.ticket",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    newTicket() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("New Request"),
            res_model: "helpdesk.ticket",
            views: [[false, "form"]],
        });
    }

    async openReport() {
        const scope = this.desk.scope;
        const action = await this.orm.call("service.desk", "action_report", [scope]);
        return this.action.doAction(action);
    }
}

registry.category("actions").add("service_management.desk", ServiceDesk);
