/** What a legend says of the cells, in the order of the verdicts. */
export function legendOf(cells) {
    const entries = new Map();
    for (const {verdict, label, tone, icon, rank} of cells) {
        const entry = entries.get(verdict) || {
            verdict,
            label,
            tone,
            icon,
            rank,
            count: 0,
        };
        entry.count++;
        entries.set(verdict, entry);
    }
    return [...entries.values()]
        .filter(({tone}) => tone !== "none")
        .sort((one, other) => one.rank - other.rank);
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
