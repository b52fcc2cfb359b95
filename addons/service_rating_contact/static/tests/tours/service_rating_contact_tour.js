import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

/** A visit is noted on a telephone, which then is handed over to the customer. */
registry.category("web_tour.tours").add("service_rating_contact", {
    steps: () => [
        {
            content: "the page for the customer opens beside the web client",
            trigger: ".o_kanban_record:contains(Lotus Tea)",
            run: () => {
                browser.open = (url) => {
                    document.body.dataset.opened = url;
                    return window;
                };
            },
        },
        {
            trigger: ".o_kanban_record:contains(Lotus Tea) button[name=action_reached]",
            run: "click",
        },
        {
            content: "who is called does not rate here",
            trigger: ".modal footer:not(:has(button[name=action_rate_here]))",
        },
        {
            trigger: ".modal .o_field_widget[name=means_id] label:contains(Visit)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=result] input",
            run: "edit All is well",
        },
        {
            trigger: ".modal footer button[name=action_rate_here]",
            run: "click",
        },
        {
            trigger: "body[data-opened^='/rating/']:not(:has(.modal))",
        },
    ],
});
