import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {DeadlineDialog} from "../deadline_dialog/deadline_dialog";
import {DeadlineCard} from "./deadline_card";

/** All promises of a record as cards; a click explains one and lets it be acted on. */
export class ServiceDeadlineStripField extends Component {
    static template = "service_deadline.ServiceDeadlineStripField";
    static components = {DeadlineCard};
    static props = {...standardFieldProps};

    setup() {
        this.dialog = useService("dialog");
        this.state = useState({showEarlier: false});
    }

    get items() {
        return this.props.record.data[this.props.name] || [];
    }

    get lastCycle() {
        return Math.max(0, ...this.items.map((item) => item.cycle));
    }

    /** Promises of cycles before the last: finished business. */
    get earlierItems() {
        return this.items.filter(
            (item) => item.cycle < this.lastCycle && !item.is_open
        );
    }

    get shownItems() {
        if (this.state.showEarlier) {
            return this.items;
        }
        const earlier = new Set(this.earlierItems);
        return this.items.filter((item) => !earlier.has(item));
    }

    get earlierLabel() {
        return this.state.showEarlier
            ? _t("Hide earlier")
            : _t("%s earlier", this.earlierItems.length);
    }

    explain(item) {
        this.dialog.add(DeadlineDialog, {item, record: this.props.record});
    }
}

export const serviceDeadlineStripField = {
    component: ServiceDeadlineStripField,
    displayName: _t("Promises of a record"),
    supportedTypes: ["json"],
    isEmpty: () => false,
};

registry.category("fields").add("service_deadline_strip", serviceDeadlineStripField);
