import {Component, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/** The icon of what waits for the user, with how much it is. */
export class InboxSystray extends Component {
    static template = "hr_employee_team.InboxSystray";
    static props = {};

    setup() {
        this.action = useService("action");
        this.inbox = useState(useService("hr_inbox").inbox);
    }

    get badge() {
        return this.inbox.count > 99 ? "99+" : this.inbox.count;
    }

    open() {
        this.action.doAction("hr_employee_team.hr_inbox_action", {
            clearBreadcrumbs: true,
        });
    }
}

registry
    .category("systray")
    .add("hr_employee_team.inbox", {Component: InboxSystray}, {sequence: 21});
