import {registry} from "@web/core/registry";

const ROOT = ".o-livechat-root:shadow";
const press = (part, score) => ({
    content: `Press ${score} of ${part}`,
    trigger: `${ROOT} fieldset[data-part=${part}] button:contains(${score})`,
    run: "click",
});

registry.category("web_tour.tours").add("service_rating_chat_tour", {
    steps: () => [
        {trigger: `${ROOT} .o-livechat-LivechatButton`, run: "click"},
        {trigger: `${ROOT} .o-mail-Composer-input`, run: "edit The lift stands still"},
        {trigger: `${ROOT} .o-mail-Composer-input`, run: "press Enter"},
        {
            trigger: `${ROOT} .o-mail-Thread:not([data-transient]) .o-mail-Message:contains(The lift stands still)`,
        },
        {
            trigger: `${ROOT} .o-mail-ChatWindow-header [title*=Close]`,
            run: "click",
        },
        {trigger: `${ROOT} .o-livechat-CloseConfirmation-leave`, run: "click"},
        {
            content: "It cannot be sent before all three are chosen",
            trigger: `${ROOT} .o-service-rating button[type=submit]:disabled`,
        },
        press("attitude", 4),
        press("effect", 2),
        press("timeliness", 5),
        {
            trigger: `${ROOT} .o-service-rating textarea`,
            run: "edit It still does not run",
        },
        {
            trigger: `${ROOT} .o-service-rating button[type=submit]:enabled`,
            run: "click",
        },
        {trigger: `${ROOT} .o-service-rating-thanks`},
    ],
});
