import {Component} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Icons of Font Awesome that say what a company may promise, with their names. */
export const ICONS = {
    "fa-phone": _t("Phone"),
    "fa-volume-control-phone": _t("Call-back"),
    "fa-envelope-o": _t("Letter"),
    "fa-comments-o": _t("Conversation"),
    "fa-bolt": _t("Urgent"),
    "fa-exclamation-triangle": _t("Warning"),
    "fa-flag": _t("Flag"),
    "fa-wrench": _t("Repair"),
    "fa-lightbulb-o": _t("Idea"),
    "fa-file-text-o": _t("Document"),
    "fa-check-circle-o": _t("Done"),
    "fa-handshake-o": _t("Agreement"),
    "fa-binoculars": _t("Tracking"),
    "fa-clock-o": _t("Time"),
    "fa-calendar-check-o": _t("Appointment"),
    "fa-truck": _t("Delivery"),
    "fa-car": _t("Visit"),
    "fa-users": _t("Meeting"),
    "fa-graduation-cap": _t("Training"),
    "fa-search": _t("Check"),
    "fa-money": _t("Payment"),
    "fa-undo": _t("Return"),
    "fa-star-o": _t("Rating"),
    "fa-heart-o": _t("Care"),
};

/** An icon that is chosen by looking at it. One that was typed before stays. */
export class IconField extends Component {
    static template = "service_deadline.IconField";
    static components = {Dropdown, DropdownItem};
    static props = {...standardFieldProps};

    setup() {
        this.icons = Object.entries(ICONS).map(([name, label]) => ({name, label}));
    }

    get value() {
        return this.props.record.data[this.props.name] || "";
    }

    get label() {
        return ICONS[this.value] || this.value || _t("No icon");
    }

    choose(name) {
        return this.props.record.update({[this.props.name]: name});
    }
}

registry.category("fields").add("service_icon", {
    component: IconField,
    displayName: _t("Icon to choose"),
    supportedTypes: ["char"],
});
