import {deserializeDateTime} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {formatDuration} from "@base_engine_tools/duration/duration";

const TICKING = ["running", "warned", "breached"];
export const STATES = [...TICKING, "paused", "met", "met_late", "cancelled", "none"];

/** Milliseconds since 1970 of a server's date and time, or false. */
export function toMillis(serverDateTime) {
    return serverDateTime ? deserializeDateTime(serverDateTime).toMillis() : false;
}

/**
 * A moment as our pages say it, in the reader's zone and with one clock everywhere.
 *
 * @param {string|DateTime|false} moment a server's date and time, or a luxon one
 * @returns {string} "Mon, Mar 2, 09:05"; empty without a moment
 */
export function momentInWords(moment) {
    if (!moment) {
        return "";
    }
    const local = typeof moment === "string" ? deserializeDateTime(moment) : moment;
    return local.toLocaleString({
        weekday: "short",
        month: "short",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
    });
}

/**
 * The state at `now`: the stored one, moved on where a figure has passed meanwhile.
 *
 * @param {{state: string, due: number|false, target?: number|false}} promise times in ms
 * @param {number} now in ms
 */
export function stateAt({state, due, target}, now) {
    if (!TICKING.includes(state)) {
        return state;
    }
    if (due && now >= due) {
        return "breached";
    }
    return target && now >= target ? "warned" : state;
}

/**
 * What a countdown shows at `now`.
 *
 * @param {{state: string, due: number|false, target?: number|false}} promise times in ms
 * @param {number} now in ms
 * @returns {{state: string, text: string, seconds: number}} seconds left, negative when
 *  over, Infinity where nothing moves
 */
export function countdownAt(promise, now) {
    const state = stateAt(promise, now);
    if (!TICKING.includes(state) || !promise.due) {
        return {
            state,
            text: state === "paused" ? _t("paused") : "–",
            seconds: Infinity,
        };
    }
    const left = (promise.due - now) / 1000;
    if (state === "breached") {
        const over = Math.floor(-left);
        return {state, text: _t("%s over", formatDuration(over)), seconds: -over};
    }
    const seconds = Math.ceil(left);
    return {state, text: formatDuration(seconds), seconds};
}
