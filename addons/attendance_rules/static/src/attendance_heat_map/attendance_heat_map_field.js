import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {AttendanceHeatMap} from "./attendance_heat_map";

/** A month of days as a picture, on a form. */
export class AttendanceHeatMapField extends Component {
    static template = "attendance_rules.AttendanceHeatMapField";
    static components = {AttendanceHeatMap};
    static props = {...standardFieldProps};

    setup() {
        this.action = useService("action");
    }

    get cells() {
        return this.props.record.data[this.props.name] || [];
    }

    open(cell) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "attendance.day",
            res_id: cell.id,
            views: [[false, "form"]],
        });
    }
}

export const attendanceHeatMapField = {
    component: AttendanceHeatMapField,
    displayName: _t("Month of attendance"),
    supportedTypes: ["json"],
    isEmpty: () => false,
};

registry.category("fields").add("attendance_heat_map", attendanceHeatMapField);
