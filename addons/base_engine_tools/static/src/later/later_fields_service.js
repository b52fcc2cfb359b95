import {registry} from "@web/core/registry";

/**
 * Reads fields of a record that its page does not wait for.
 *
 * Whatever is asked of one record at one time is one call: a page of many figures costs
 * what it costs with a single one.
 */
export const laterFieldsService = {
    dependencies: ["orm"],
    start(env, {orm}) {
        const waiting = new Map();

        /** @returns {Promise<Object>} the values by name, as `web_read` gives them */
        function read(resModel, resId, specification) {
            const key = `${resModel},${resId}`;
            if (!waiting.has(key)) {
                const asked = {};
                const answer = Promise.resolve().then(async () => {
                    waiting.delete(key);
                    const kwargs = {specification: asked};
                    const [values] = await orm.webRead(resModel, [resId], kwargs);
                    return values || {};
                });
                waiting.set(key, {asked, answer});
            }
            const {asked, answer} = waiting.get(key);
            Object.assign(asked, specification);
            return answer;
        }

        return {read};
    },
};

registry.category("services").add("later_fields", laterFieldsService);
