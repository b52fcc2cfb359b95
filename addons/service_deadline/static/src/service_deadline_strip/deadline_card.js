import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {countdownAt, momentInWords, toMillis} from "../countdown/countdown";
import {useDeadlineClock} from "../deadline_clock/use_deadline_clock";
import {formatDuration} from "@base_engine_tools/duration/duration";

/** Share of the time of a promise that is used at `now`, 0 to 100 in whole per cent. */
export function percentUsed({started, due, stopped, is_open}, now) {
    if (!is_open) {
        return 100;
    }
    const start = toMillis(started);
    const end = toMillis(due);
    if (!start || !end || end <= start) {
        return 0;
    }
    const used = (toMillis(stopped) || now) - start;
    return Math.min(100, Math.max(0, Math.round((100 * used) / (end - start))));
}

/** Words for a promise that no longer ticks. */
function verdict({state, overrun}) {
    const words = {
        met: _t("kept"),
        met_late: _t("%s late", formatDuration(overrun)),
        cancelled: _t("not needed"),
    };
    return words[state] || _t("broken");
}

/** What a card shows of a promise at `now` (an item of `deadline_strip`). */
export function cardAt(item, now) {
    const percent = percentUsed(item, now);
    if (!item.is_open) {
        return {state: item.state, text: verdict(item), percent, seconds: Infinity};
    }
    const promise = {
        state: item.warned && item.state === "running" ? "warned" : item.state,
        due: toMillis(item.due),
        target: toMillis(item.target),
    };
    return {...countdownAt(promise, now), percent};
}

/** One promise of a record: name, countdown, share of the time used, clause. */
export class DeadlineCard extends Component {
    static template = "service_deadline.DeadlineCard";
    static props = {item: Object, onSelected: Function};

    setup() {
        this.view = useDeadlineClock((now) => cardAt(this.props.item, now));
    }

    /** When it is due, or why it waits and until when, or when it was done. */
    get moment() {
        const {state, due, stopped, pause_reason, pause_until} = this.props.item;
        if (stopped) {
            return _t("Done: %s", momentInWords(stopped));
        }
        if (state === "paused") {
            const until = pause_until && _t("until %s", momentInWords(pause_until));
            return [pause_reason, until].filter(Boolean).join(" · ");
        }
        return due ? _t("Due: %s", momentInWords(due)) : "";
    }

    get tooltip() {
        return [this.props.item.name, this.moment].filter(Boolean).join("\n");
    }
}
