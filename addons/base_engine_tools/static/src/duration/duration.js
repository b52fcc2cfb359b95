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

/** The reader's language; the browser's while nobody has set one. */
function locale() {
    return luxon.Settings.defaultLocale || undefined;
}

/** A figure with its unit as people of the reader's language write it. */
function withUnit([unit, figure]) {
    const options = {style: "unit", unit, unitDisplay: "short"};
    return new Intl.NumberFormat(locale(), options).format(figure);
}

/** The name of a unit alone, as it stands behind a number: "hours", "小时". */
export function unitInWords(unit) {
    const options = {style: "unit", unit, unitDisplay: "long"};
    const parts = new Intl.NumberFormat(locale(), options).formatToParts(2);
    return parts.find(({type}) => type === "unit").value.trim();
}

/**
 * A length of time as a person says it: the two greatest units, rounded down.
 * A day has 24 hours.
 *
 * @param {number} seconds may be negative
 * @returns {string} "1 day 2 hr", "35 min", "9 min 5 sec", "0 min"
 */
export function formatDuration(seconds) {
    const units = unitsOf(Math.floor(Math.abs(seconds))).slice(0, 2);
    const texts = units.length ? units.map(withUnit) : [withUnit(["minute", 0])];
    const list = new Intl.ListFormat(locale(), {type: "unit", style: "narrow"});
    return (seconds <= -1 ? "-" : "") + list.format(texts);
}

/**
 * A length of time in whole minutes, the same in every language.
 *
 * @param {number} seconds may be negative
 * @returns {string} "7:55", "-0:20"
 */
export function formatClockDuration(seconds) {
    const minutes = Math.round(Math.abs(seconds) / MINUTE);
    const text = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
    return seconds < 0 && minutes ? `-${text}` : text;
}
