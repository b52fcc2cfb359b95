import {_t} from "@web/core/l10n/translation";

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

// Below this many seconds the seconds are told too: the end is near.
const CLOSE = 10 * MINUTE;

/** Whole units from the greatest to the smallest: [[unit, figure], ...] without zeros. */
function unitsOf(seconds) {
    return [
        ["day", Math.floor(seconds / DAY)],
        ["hour", Math.floor((seconds % DAY) / HOUR)],
        ["minute", Math.floor((seconds % HOUR) / MINUTE)],
        ["second", seconds < CLOSE ? seconds % MINUTE : 0],
    ].filter(([, figure]) => figure);
}

/** A figure with its unit in the reader's language. Made on call: terms load late. */
function withUnit([unit, figure]) {
    switch (unit) {
        case "day":
            return _t("%s d", figure);
        case "hour":
            return _t("%s h", figure);
        case "minute":
            return _t("%s min", figure);
        default:
            return _t("%s s", figure);
    }
}

/**
 * A length of time as a person says it: the two greatest units, rounded down.
 * A day has 24 hours.
 *
 * @param {number} seconds may be negative
 * @returns {string} "1 d 2 h", "35 min", "9 min 5 s", "0 min"
 */
export function formatDuration(seconds) {
    const units = unitsOf(Math.floor(Math.abs(seconds))).slice(0, 2);
    const text = units.map(withUnit).join(" ") || withUnit(["minute", 0]);
    return seconds <= -1 ? `-${text}` : text;
}
