import {Component, onWillUpdateProps, useState} from "@odoo/owl";
import {localization} from "@web/core/l10n/localization";
import {_t} from "@web/core/l10n/translation";
import {legendOf, weeksOf} from "./month_picture";

const {DateTime} = luxon;
const FULL_DATE = {weekday: "long", day: "numeric", month: "long"};

/**
 * A month as a picture: one cell per day. A tap on a cell tells why.
 *
 * The slot `actions` gets the chosen `cell` and shows what can be done about it.
 */
export class AttendanceHeatMap extends Component {
    static template = "attendance_rules.AttendanceHeatMap";
    static props = {
        cells: Array,
        today: {type: String, optional: true},
        selected: {type: Number, optional: true},
        slots: {type: Object, optional: true},
    };

    setup() {
        this.state = useState({selected: this.props.selected || false});
        onWillUpdateProps((next) => {
            if (!next.cells.some(({id}) => id === this.state.selected)) {
                this.state.selected = next.selected || false;
            }
        });
    }

    get weekStart() {
        return localization.weekStart || 1;
    }

    get weeks() {
        return weeksOf(this.props.cells, this.weekStart);
    }

    /** Names of the weekdays, short to see and long to hear. */
    get weekdays() {
        return [...Array(7).keys()].map((offset) => {
            const weekday = ((this.weekStart - 1 + offset) % 7) + 1;
            const date = DateTime.fromObject({weekYear: 2026, weekNumber: 2, weekday});
            return {
                key: weekday,
                short: date.toLocaleString({weekday: "short"}),
                long: date.toLocaleString({weekday: "long"}),
            };
        });
    }

    get legend() {
        return legendOf(this.props.cells);
    }

    get chosen() {
        return this.props.cells.find(({id}) => id === this.state.selected);
    }

    number(cell) {
        return Number(cell.date.slice(-2));
    }

    dateOf(cell) {
        return DateTime.fromISO(cell.date).toLocaleString(FULL_DATE);
    }

    /** What a screen reader says of a cell. */
    titleOf(cell) {
        return _t("%(date)s: %(verdict)s", {
            date: this.dateOf(cell),
            verdict: cell.label,
        });
    }

    isFuture(cell) {
        const today = this.props.today || DateTime.local().toISODate();
        return cell.date > today;
    }

    isToday(cell) {
        return cell.date === (this.props.today || DateTime.local().toISODate());
    }

    choose(cell) {
        this.state.selected = this.state.selected === cell.id ? false : cell.id;
    }
}
