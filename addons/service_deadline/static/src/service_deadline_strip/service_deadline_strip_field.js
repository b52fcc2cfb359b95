import {Component, onWillUnmount, useEffect, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {DeadlineDialog} from "../deadline_dialog/deadline_dialog";
import {DeadlineCard} from "./deadline_card";

/**
 * All promises of a record as cards; a click explains one and lets it be acted on.
 *
 * It follows what anybody does, by the bus: the form is loaded again, or only the
 * promises where something is being entered.
 */
export class ServiceDeadlineStripField extends Component {
    static template = "service_deadline.ServiceDeadlineStripField";
    static components = {DeadlineCard};
    static props = {...standardFieldProps};

    setup() {
        this.dialog = useService("dialog");
        this.orm = useService("orm");
        this.bus = useService("bus_service");
        this.state = useState({showEarlier: false, newer: null, than: null});
        useEffect(
            (channel) => {
                if (!channel) {
                    return undefined;
                }
                this.bus.addChannel(channel);
                return () => this.bus.deleteChannel(channel);
            },
            () => [this.channel]
        );
        const follow = (changed) => this.onChanged(changed);
        this.bus.subscribe("service_deadline/changed", follow);
        onWillUnmount(() => this.bus.unsubscribe("service_deadline/changed", follow));
    }

    /** What this page asks to be told about. */
    get channel() {
        const {resModel, resId} = this.props.record;
        return resId && `service.deadline/${resModel}/${resId}`;
    }

    async onChanged({model, id}) {
        const {record, name} = this.props;
        if (model !== record.resModel || id !== record.resId) {
            return;
        }
        if (await record.isDirty()) {
            const [read] = await this.orm.read(model, [id], [name]);
            Object.assign(this.state, {newer: read[name], than: record.data[name]});
        } else {
            await record.load();
        }
    }

    get items() {
        const {newer, than} = this.state;
        const items = this.props.record.data[this.props.name];
        return (newer && than === items ? newer : items) || [];
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
