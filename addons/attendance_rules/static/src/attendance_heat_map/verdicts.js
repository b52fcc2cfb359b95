/**
 * How a verdict looks: a tone (colour) and an icon, so that nobody depends on colours.
 */
const LOOKS = {
    present: ["good", "fa-check"],
    flexible: ["good", "fa-check"],
    trip: ["info", "fa-suitcase"],
    leave: ["info", "fa-plane"],
    late: ["warn", "fa-hourglass-end"],
    early: ["warn", "fa-sign-out"],
    late_early: ["warn", "fa-exchange"],
    missing_in: ["warn", "fa-question"],
    missing_out: ["warn", "fa-question"],
    half_absence: ["bad", "fa-adjust"],
    absent: ["bad", "fa-times"],
    off_plan: ["extra", "fa-plus"],
    awaiting: ["open", "fa-ellipsis-h"],
    holiday: ["free", "fa-star-o"],
    rest: ["free", ""],
    not_employed: ["none", ""],
};

/** @param {string} verdict @returns {{tone: string, icon: string}} */
export function lookOf(verdict) {
    const [tone, icon] = LOOKS[verdict] || LOOKS.awaiting;
    return {tone, icon};
}

/** Verdicts that deserve a place in the legend, in the order of their gravity. */
export function legendOf(cells) {
    const counts = new Map();
    for (const {verdict, label} of cells) {
        const entry = counts.get(verdict) || {verdict, label, count: 0};
        entry.count++;
        counts.set(verdict, entry);
    }
    return Object.keys(LOOKS)
        .filter((verdict) => verdict !== "not_employed" && counts.has(verdict))
        .map((verdict) => ({...counts.get(verdict), ...lookOf(verdict)}));
}

/**
 * Cells in rows of weeks; places before the first and after the last day are null.
 *
 * @param {Object[]} cells with an ISO `date`, in order
 * @param {number} weekStart 1 (Monday) to 7 (Sunday)
 */
export function weeksOf(cells, weekStart) {
    if (!cells.length) {
        return [];
    }
    const first = luxon.DateTime.fromISO(cells[0].date).weekday;
    const places = [...Array((first - weekStart + 7) % 7).fill(null), ...cells];
    while (places.length % 7) {
        places.push(null);
    }
    const weeks = [];
    for (let start = 0; start < places.length; start += 7) {
        weeks.push(places.slice(start, start + 7));
    }
    return weeks;
}
