import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";
import {countdownAt, STATES, toMillis} from "../countdown/countdown";

/**
 * Countdown on a public page: `<span data-service-due="2026-01-31 08:00:00"
 * data-service-state="running">31 January, 16:00</span>`, the due time in UTC.
 * What the server wrote stays as the title, and as the text where nothing ticks.
 */
export class ServiceDue extends Interaction {
    static selector = "[data-service-due]";
    dynamicContent = {
        _root: {
            "t-att-title": () => this.written,
            "t-att-class": () => this.classes,
            "t-out": () => this.text,
        },
    };

    setup() {
        const {serviceDue, serviceTarget, serviceState = "running"} = this.el.dataset;
        this.written = this.el.textContent.trim();
        this.promise = {
            state: serviceState,
            due: toMillis(serviceDue),
            target: toMillis(serviceTarget),
        };
        const clock = this.services.service_deadline_clock;
        this.show(clock.now());
        this.registerCleanup(clock.subscribe((now) => this.tick(now)).end);
    }

    tick(now) {
        const seconds = this.show(now);
        if (this.isReady) {
            this.updateContent();
        }
        return seconds;
    }

    show(now) {
        const {state, text, seconds} = countdownAt(this.promise, now);
        this.text = seconds === Infinity ? this.written : text;
        this.classes = Object.fromEntries([
            ["o_service_countdown_time", true],
            ...STATES.map((other) => [`o_service_state_${other}`, other === state]),
        ]);
        return seconds;
    }
}

registry.category("public.interactions").add("service_deadline.due", ServiceDue);
