import {after} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    models,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {DeadlineClock} from "@service_deadline/deadline_clock/deadline_clock_service";

/** The moment at which the tests begin, in UTC. */
export const NOW = "2026-03-02 08:00:00";

const STATES = ["none", "running", "warned", "paused", "breached"];

/** A record with promises, as `service.deadline.mixin` makes it. */
export class Request extends models.Model {
    _name = "service.request";

    name = fields.Char();
    next_deadline_at = fields.Datetime();
    next_deadline_state = fields.Selection({
        selection: STATES.map((s) => [s, s]),
    });
    next_deadline_name = fields.Char();
    target_at = fields.Datetime();
    worked_s = fields.Integer();
    deadline_strip = fields.Json();
}

export class ServiceDeadline extends models.Model {
    _name = "service.deadline";

    name = fields.Char();
}

export function defineServiceModels() {
    defineMailModels();
    defineModels([Request, ServiceDeadline]);
}

/** An item of `deadline_strip` with the defaults of a promise that runs. */
export function stripItem(values = {}) {
    return {
        id: 1,
        name: "First contact",
        promise: "contact",
        icon: "fa-phone",
        state: "running",
        warned: false,
        due: "2026-03-02 08:29:59",
        target: false,
        started: "2026-03-02 07:30:00",
        stopped: false,
        pause_until: false,
        pause_reason: false,
        overrun: 0,
        policy_ref: "SM-5.3",
        cycle: 1,
        can_stop: true,
        can_pause: true,
        is_open: true,
        ...values,
    };
}

/** Hide or show the tab, until the end of the test. */
export function setTabVisibility(state) {
    Object.defineProperty(document, "visibilityState", {
        value: state,
        configurable: true,
    });
    document.dispatchEvent(new Event("visibilitychange"));
    after(() => delete document.visibilityState);
}

/** Count the ticks of the page's clock: each is one firing of a timer. */
export function countTicks() {
    const counted = {ticks: 0};
    patchWithCleanup(DeadlineClock.prototype, {
        tick() {
            counted.ticks++;
            return super.tick();
        },
    });
    return counted;
}
