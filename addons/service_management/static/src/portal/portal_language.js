import {registry} from "@web/core/registry";
import {user} from "@web/core/user";

/**
 * The portal tells no language of the user, so Odoo takes the browser's: times were
 * counted in another language than the page is written in.
 */
export const portalLanguageService = {
    dependencies: ["localization"],
    start() {
        const {lang} = document.documentElement;
        if (!user.lang && lang) {
            luxon.Settings.defaultLocale = lang;
        }
    },
};

registry.category("services").add("service_portal_language", portalLanguageService);
