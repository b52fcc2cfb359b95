import {
    Component,
    onWillStart,
    onWillUnmount,
    useExternalListener,
    useState,
} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {_t} from "@web/core/l10n/translation";
import {deserializeDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {useBus, useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {
    figureInWords,
    heights,
    lengthInWords,
    PARTS,
    shareInWords,
} from "./board_figures";

const REFRESH = 60_000; // ms between two looks, whatever the bus says
const CALM = 5_000; // ms in which many changes are one look
const OLD = 180_000; // ms after which the figures are called old
const CHANNEL = "service.board";

/** How the service is doing now: every figure opens what it counts. */
export class ServiceBoard extends Component {
    static template = "service_report.ServiceBoard";
    static components = {Layout};
    static props = {...standardActionServiceProps};
    static displayName = _t("Service Board");

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.bus = useService("bus_service");
        this.parts = PARTS;
        this.display = {controlPanel: {}};
        this.state = useState({board: null, failed: false, loading: true, now: 0});
        // The page does not wait for its figures: it says that they are being counted.
        onWillStart(() => {
            this.load();
        });
        this.listen();
        useExternalListener(window, "focus", () => this.load());
        const timer = browser.setInterval(() => this.refresh(), REFRESH);
        onWillUnmount(() => {
            browser.clearInterval(timer);
            browser.clearTimeout(this.waiting);
        });
    }

    listen() {
        const told = () => {
            this.waiting ??= browser.setTimeout(() => {
                this.waiting = undefined;
                this.refresh();
            }, CALM);
        };
        this.bus.addChannel(CHANNEL);
        this.bus.subscribe(CHANNEL, told);
        // What was said while there was no connection is not told again.
        useBus(this.bus, "BUS:RECONNECT", () => this.refresh());
        onWillUnmount(() => {
            this.bus.unsubscribe(CHANNEL, told);
            this.bus.deleteChannel(CHANNEL);
        });
    }

    get board() {
        return this.state.board;
    }

    /** Look again; of two looks at once the later one counts. */
    async load(team = this.board?.team || false) {
        const look = (this.look = Symbol("look"));
        this.state.loading = true;
        try {
            const board = await this.orm.silent.call("service.board", "get_board", [
                team,
            ]);
            if (look === this.look) {
                Object.assign(this.state, {board, failed: false, loaded: Date.now()});
            }
        } catch {
            if (look === this.look) {
                this.state.failed = true; // the page says so; what is on it stays
            }
        } finally {
            if (look === this.look) {
                this.state.loading = false;
                this.state.now = Date.now();
            }
        }
    }

    chooseTeam(value) {
        return this.load(Number(value) || false);
    }

    refresh() {
        this.state.now = Date.now();
        if (document.visibilityState === "visible") {
            this.load();
        }
    }

    /** What is counted, before there are figures. */
    get waitingParts() {
        return Object.entries(PARTS).map(([key, part]) => ({key, ...part}));
    }

    get isOld() {
        return this.state.failed || this.state.now - this.state.loaded > OLD;
    }

    get asOf() {
        return _t("as of %s", this.board.time);
    }

    get openCount() {
        return this.board.states.reduce((sum, {count}) => sum + count, 0);
    }

    get openLabel() {
        return _t("Open requests");
    }

    get states() {
        const most = Math.max(...this.board.states.map(({count}) => count), 0);
        return this.board.states.map((state) => ({
            ...state,
            width: heights([state.count], most)[0],
        }));
    }

    // --- what comes in ---

    get hours() {
        const {today, usual, hour, days} = this.board.inflow;
        const most = Math.max(...today, ...usual, 1);
        const now = heights(today, most);
        const before = heights(usual, most);
        return today.map((count, at) => ({
            at,
            height: now[at],
            usual: days ? before[at] : 0,
            isNow: at === hour,
            isAhead: at > hour,
            title: days
                ? _t("%(hour)s:00: %(count)s requests, usually %(usual)s", {
                      hour: at,
                      count,
                      usual: usual[at],
                  })
                : _t("%(hour)s:00: %(count)s requests", {hour: at, count}),
        }));
    }

    get inflowLabel() {
        return _t("Coming in today");
    }

    get inflowInWords() {
        const {came, came_usually: usually, days} = this.board.inflow;
        return days
            ? _t("%(came)s so far, usually %(usually)s", {came, usually})
            : _t("%s so far; nothing to compare with yet", came);
    }

    // --- figures ---

    get figures() {
        const {kept, month} = this.board;
        const promises = [
            {key: "kept_today", label: _t("Promises kept today"), ...kept.today},
            {key: "kept_month", label: _t("Promises kept this month"), ...kept.month},
        ].map((each) => ({
            ...each,
            text: shareInWords(each.share),
            open: () => this.openPromises(each),
        }));
        const others = month.map((each) => ({
            key: each.code,
            label: _t("%s this month", each.name),
            n: each.n,
            target: each.target,
            is_missed: each.is_missed,
            text: figureInWords(each),
            open: () => this.openFigure(each.code),
        }));
        return [...promises, ...others];
    }

    restsOn({n}) {
        return n ? _t("of %s", n) : _t("nothing yet");
    }

    targetOf({target}) {
        return _t("Target: %s", target);
    }

    // --- persons ---

    get columns() {
        return [
            {key: "overdue", label: PARTS.overdue.label},
            {key: "breaking", label: PARTS.breaking.label},
            {key: "open", label: _t("Open")},
        ];
    }

    get people() {
        const {rows} = this.board.people;
        const most = Math.max(...rows.map(({open}) => open), 0);
        return rows.map((row) => ({...row, width: heights([row.open], most)[0]}));
    }

    get morePeople() {
        return _t("and %s more", this.board.people.more);
    }

    nameOf(person) {
        return person.name || _t("Nobody");
    }

    titleOf(person, label, figure) {
        return _t("%(person)s, %(label)s: %(figure)s", {
            person: this.nameOf(person),
            label,
            figure,
        });
    }

    ageOf(since) {
        const {ts} = deserializeDateTime(this.board.at);
        return lengthInWords((ts - deserializeDateTime(since).ts) / 1000);
    }

    aboutOf({number, user, stage}) {
        return [number, user || _t("nobody yet"), stage].filter(Boolean).join(" · ");
    }

    // --- where they lead ---

    openList(model, name, domain) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: model,
            domain,
            context: {create: false},
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }

    openTickets(name, domain) {
        return this.openList("helpdesk.ticket", name, domain);
    }

    openPromises({label, domain}) {
        return this.openList("service.deadline", label, domain);
    }

    async openFigure(code) {
        const args = [code, this.board.team];
        const action = await this.orm.call("service.board", "action_figure", args);
        return this.action.doAction(action);
    }

    openTicket({id}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "helpdesk.ticket",
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("service_report.board", ServiceBoard);
