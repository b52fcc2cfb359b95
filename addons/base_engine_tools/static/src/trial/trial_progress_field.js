import {Component, onWillUnmount, useEffect} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Milliseconds after which the bar looks again. */
const PACE = 2000;
const OPEN = ["waiting", "running"];

/** A bar that moves by itself, until the job is done and the page shows the result. */
export class TrialProgressField extends Component {
    static template = "base_engine_tools.TrialProgressField";
    static props = {...standardFieldProps};

    setup() {
        useEffect(
            (isOpen) => {
                if (!isOpen) {
                    return null;
                }
                this.timer = browser.setInterval(() => this.look(), PACE);
                return () => browser.clearInterval(this.timer);
            },
            () => [this.isOpen]
        );
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    get isOpen() {
        return OPEN.includes(this.props.record.data.state);
    }

    get percent() {
        return this.props.record.data[this.props.name] || 0;
    }

    async look() {
        const {record} = this.props;
        if (!(await record.isDirty())) {
            await record.load();
        }
    }
}

export const trialProgressField = {
    component: TrialProgressField,
    displayName: _t("Bar of a job"),
    supportedTypes: ["integer"],
};

registry.category("fields").add("trial_progress", trialProgressField);
