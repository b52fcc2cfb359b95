import {Component, onWillStart, useExternalListener, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";

/**
 * What is still to be set before the product works, for whoever can set it.
 *
 * Stands on the first page of an application, folded so that the page's own first
 * action stays in sight, or (without one) of all applications; nothing is shown once
 * everything is set. It looks at facts: nobody ticks anything.
 */
export class Checklist extends Component {
    static template = "hr_employee_team.Checklist";
    static props = {application: {type: String, optional: true}};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({applications: []});
        // The page does not wait for it.
        onWillStart(() => {
            this.load();
        });
        useExternalListener(window, "focus", () => this.load());
    }

    async load() {
        this.state.applications = await this.orm.silent.call(
            "hr.checklist",
            "get_checklist",
            [this.props.application || false]
        );
    }

    progressOf({done, total}) {
        return _t("%(done)s of %(total)s are set", {done, total});
    }

    nameOf({title}) {
        return _t("Set: %s", title);
    }

    open(check) {
        return this.action.doAction(check.action);
    }
}
