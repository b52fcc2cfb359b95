import {deserializeDate, deserializeDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {GraphModel} from "@web/views/graph/graph_model";
import {GraphRenderer} from "@web/views/graph/graph_renderer";
import {graphView} from "@web/views/graph/graph_view";

const {Interval, Settings} = luxon;
const DAY = {month: "short", day: "numeric"};
const MONTH = {year: "numeric", month: "short"};

/**
 * A stretch of time in the reader's language: a week by its days, which everybody
 * knows, and not by its number.
 *
 * @param {string} first its first day, "2026-03-02", or the instant (UTC) at which that
 *     begins where the reader is, "2026-03-01 16:00:00"
 * @param {string} interval "week", "month" or another one
 * @returns {string} nothing for another one
 */
export function stretchInWords(first, interval) {
    const start = /:/.test(first) ? deserializeDateTime(first) : deserializeDate(first);
    const locale = Settings.defaultLocale || undefined;
    if (interval === "week") {
        const days = Interval.fromDateTimes(start, start.plus({days: 6}));
        return days.toLocaleString(DAY, {locale});
    }
    return interval === "month" ? start.toLocaleString(MONTH, {locale}) : "";
}

/** A graph over time whose weeks and months have the names that people use. */
export class TimeGraphModel extends GraphModel {
    /** Override: Odoo's names are "W10 2026", and months in an order of its own. */
    async _loadDataPoints(metaData) {
        const [points, ...more] = await super._loadDataPoints(metaData);
        // A week in which nothing happened has no figure: the others are whole still.
        metaData.allIntegers = points.every(({value}) => Number.isInteger(value || 0));
        for (const [at, {spec, interval}] of metaData.groupBy.entries()) {
            for (const point of points) {
                const stretch = JSON.parse(point.identifier)[at][spec];
                if (Array.isArray(stretch)) {
                    const words = stretchInWords(stretch[0], interval);
                    point.labels[at] = words || point.labels[at];
                }
            }
        }
        return [points, ...more];
    }
}

/** Its axis counts in whole numbers what comes in whole numbers. */
export class TimeGraphRenderer extends GraphRenderer {
    /** Override: Odoo's axis says 4.00 of what is counted. */
    getScaleOptions() {
        const scales = super.getScaleOptions();
        const {allIntegers, fieldAttrs, measure} = this.model.metaData;
        if (scales.y && allIntegers && !fieldAttrs[measure]?.widget) {
            scales.y.ticks.precision = 0;
            scales.y.ticks.callback = (value) => this.formatValue(value);
        }
        return scales;
    }
}

registry.category("views").add("time_graph", {
    ...graphView,
    Model: TimeGraphModel,
    Renderer: TimeGraphRenderer,
});
