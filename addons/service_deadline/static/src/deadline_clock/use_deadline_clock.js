import {onMounted, onPatched, onWillUnmount, useComponent} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";

/**
 * Lets a component show something that depends on the time. The component renders again
 * only when what it shows has changed, not at every tick.
 *
 * @template {{seconds: number}} T
 * @param {(now: number) => T} describe what is shown at a server's time in milliseconds;
 *  `seconds` is the distance to its instant, Infinity where nothing moves
 * @returns {() => T} what is to be shown now
 */
export function useDeadlineClock(describe) {
    const component = useComponent();
    const clock = useService("service_deadline_clock");
    let shown = "";
    let subscription = null;

    function current() {
        const view = describe(clock.now());
        shown = signature(view);
        return view;
    }

    function onTick(now) {
        const view = describe(now);
        if (signature(view) !== shown) {
            component.render();
        }
        return view.seconds;
    }

    onMounted(() => (subscription = clock.subscribe(onTick)));
    // Another instant may be shown now: one that was paused may run.
    onPatched(() => subscription?.adjust());
    onWillUnmount(() => subscription?.end());
    return current;
}

/** Everything that is seen: all but the seconds, which change at every tick. */
function signature(view) {
    return JSON.stringify({...view, seconds: undefined});
}
