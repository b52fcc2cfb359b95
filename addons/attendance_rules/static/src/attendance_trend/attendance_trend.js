import {TimeGraphModel} from "@base_engine_tools/time_graph/time_graph";
import {Domain} from "@web/core/domain";
import {registry} from "@web/core/registry";
import {graphView} from "@web/views/graph/graph_view";

const {DateTime} = luxon;
/** "today =1d -3m": the first day of the month, so many months ago. */
const MONTHS_AGO = /^today =1d -(\d+)m$/;

/** The dates that a search asks for: weeks in which nothing happened are weeks, too. */
export function boundsOf(domain, field, today = DateTime.now()) {
    const leaves = new Domain(domain).toList().filter((leaf) => leaf[0] === field);
    const first = leaves.find(([, operator]) => operator === ">=")?.[2];
    const last = leaves.find(([, operator]) => operator === "<=")?.[2];
    const months = MONTHS_AGO.exec(first)?.[1];
    const bounds = {};
    if (months) {
        bounds.fill_from = today.startOf("month").minus({months}).toISODate();
    }
    if (!last || last === "today") {
        bounds.fill_to = today.toISODate();
    }
    return bounds;
}

export class AttendanceTrendModel extends TimeGraphModel {
    /** Override: every week of the time asked for, also before and after the others. */
    async load(searchParams) {
        const fill_temporal = boundsOf(searchParams.domain, "work_date");
        const context = {...searchParams.context, fill_temporal};
        return super.load({...searchParams, context});
    }
}

registry
    .category("views")
    .add("attendance_trend", {...graphView, Model: AttendanceTrendModel});
