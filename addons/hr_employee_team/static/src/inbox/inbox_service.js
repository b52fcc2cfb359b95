import {reactive} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";

/** Milliseconds between two looks at the count: a click more is no reason to look. */
const PAUSE = 60 * 1000;

/** How much waits for the user: shared by the icon and the page. */
export const inboxService = {
    dependencies: ["orm"],
    start(env, {orm}) {
        const inbox = reactive({count: 0, isUsed: false});
        let last = 0;

        async function refresh() {
            last = Date.now();
            const {count, is_used} = await orm.silent.call("hr.inbox", "get_count", []);
            Object.assign(inbox, {count, isUsed: is_used});
        }

        async function load() {
            last = Date.now();
            const data = await orm.call("hr.inbox", "get_inbox", []);
            Object.assign(inbox, {count: data.count, isUsed: data.is_used});
            return data;
        }

        if (user.isInternalUser) {
            // Whoever has decided something goes on to another page.
            env.bus.addEventListener("ACTION_MANAGER:UI-UPDATED", () => {
                if (Date.now() - last > PAUSE) {
                    // A count that is not there is no reason to disturb anybody.
                    refresh().catch(() => {});
                }
            });
        }
        return {inbox, load, refresh};
    },
};

registry.category("services").add("hr_inbox", inboxService);
