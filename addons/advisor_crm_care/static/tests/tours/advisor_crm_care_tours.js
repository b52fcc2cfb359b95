import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const CLOSED = "body:not(:has(.modal))";

tours.add("advisor_crm_care_hand_over", {
    steps: () => [
        {
            content: "The gift is on the way to the customer",
            trigger: ".o_kanban_record:contains(Lily):contains(Tea)",
        },
        {
            trigger:
                ".o_kanban_record:contains(Lily) button[name=action_hand_over]:contains(Handed Over)",
            run: "click",
        },
        {
            content: "What is done is not among what is coming",
            trigger: ".o_kanban_view:not(:has(.o_kanban_record:contains(Lily)))",
        },
    ],
});

tours.add("advisor_crm_care_day", {
    steps: () => [
        {
            trigger: ".o_advisor_day [data-part=care] li:contains(Lily)",
        },
        {
            trigger:
                ".o_advisor_day [data-part=care] li:contains(Lily) button:contains(Give a Gift)",
            run: "click",
        },
        {
            trigger: ".modal [name=gift_id] input",
            run: "click",
        },
        {
            content: "On a phone one chooses from cards",
            trigger: ".modal .o_kanban_record:contains(Tea)",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_give]",
            run: "click",
        },
        {
            content: "Now it is to be handed over",
            trigger: `${CLOSED} .o_advisor_day [data-part=care] li:contains(Lily) button:contains(Handed Over)`,
        },
    ],
});
