import {browser} from "@web/core/browser/browser";
import {deserializeDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {session} from "@web/session";
import {HOUR, MINUTE} from "@base_engine_tools/duration/duration";

/**
 * The one clock of a page: every countdown listens to it, and it has one timer.
 *
 * It ticks each second while some countdown is within an hour of its instant, else each
 * minute, and not at all while nobody listens, nothing moves or the tab is hidden.
 * It shows the server's time, because the browser's may be wrong.
 */
export class DeadlineClock {
    /** @param {number} offset milliseconds by which the server is ahead of the browser */
    constructor(offset = 0) {
        this.offset = offset;
        this.listeners = new Set();
        this.timer = null;
        this.period = Infinity;
        document.addEventListener("visibilitychange", () => this.onVisibilityChange());
    }

    /** The server's time in milliseconds since 1970. */
    now() {
        return Date.now() + this.offset;
    }

    /**
     * @param {(now: number) => number} listener called at every tick with the server's
     *  time; returns the seconds left or gone by, Infinity where nothing moves
     * @returns {{adjust: () => void, end: () => void}} `adjust` is to be called when the
     *  listener's instant has changed
     */
    subscribe(listener) {
        const adjust = () => this.arm(this.periodOf(listener));
        this.listeners.add(listener);
        adjust();
        return {adjust, end: () => this.unsubscribe(listener)};
    }

    unsubscribe(listener) {
        this.listeners.delete(listener);
        if (!this.listeners.size) {
            this.stop();
        }
    }

    periodOf(listener) {
        const distance = Math.abs(listener(this.now()));
        return distance < HOUR ? 1 : distance === Infinity ? Infinity : MINUTE;
    }

    arm(period) {
        if (document.visibilityState === "hidden" || period >= this.period) {
            return;
        }
        this.stop();
        this.period = period;
        this.timer = browser.setTimeout(() => this.tick(), this.untilNext(period));
    }

    /** Milliseconds to the next whole second or minute, where all figures change at once. */
    untilNext(period) {
        const length = period * 1000;
        // A timer may fire a fraction early: never before the figures change.
        return length - (this.now() % length) + 1;
    }

    tick() {
        this.stop();
        this.arm(Math.min(...[...this.listeners].map((l) => this.periodOf(l))));
    }

    stop() {
        browser.clearTimeout(this.timer);
        this.timer = null;
        this.period = Infinity;
    }

    onVisibilityChange() {
        if (document.visibilityState === "hidden") {
            this.stop();
        } else {
            this.tick();
        }
    }
}

/** When the browser began to receive the page, by its own clock (milliseconds). */
function pageReceivedAt() {
    const [navigation] = performance.getEntriesByType("navigation");
    return navigation ? performance.timeOrigin + navigation.responseStart : Date.now();
}

/** How far the server, which stamped the page when it made it, is ahead of the browser. */
export function serverOffset(stamp, receivedAt) {
    return stamp ? deserializeDateTime(stamp).toMillis() - receivedAt : 0;
}

export const deadlineClockService = {
    start: () =>
        new DeadlineClock(serverOffset(session.service_server_time, pageReceivedAt())),
};

registry.category("services").add("service_deadline_clock", deadlineClockService);
