import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("hr_training_study", {
    steps: () => [
        {
            content: "What is owed says why",
            trigger: ".o_kanban_record:contains(Customers' data):contains(New law)",
            run: "click",
        },
        {
            content: "The text is read on the phone, and nothing else can be written",
            trigger:
                ".o_form_view:not(:has([name=note] textarea)) [name=content]:contains(Lock the screen)",
        },
        {
            trigger: "button[name=action_confirm]",
            run: "click",
        },
        {
            content: "It is done",
            trigger:
                ".o_form_view:not(:has(button[name=action_confirm])) [name=confirmed_at]",
        },
    ],
});

tours.add("hr_training_session", {
    steps: () => [
        {
            trigger: "button:contains(Due Again Because of)",
            run: "click",
        },
        {
            content: "People read why it is due again",
            trigger: ".modal [name=reason] input",
            run: "edit New price list",
        },
        {
            trigger: ".modal button:contains(Due Again)",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) button[name=action_record]",
            run: "click",
        },
        {
            content: "Whoever owes it is proposed",
            trigger: ".modal [name=training_ids] .o_data_row:contains(Employee)",
        },
        {
            trigger: ".modal [name=note] textarea",
            run: "edit Room 3, everybody signed",
        },
        {
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            content: "Nobody owes it any more",
            trigger: "body:not(:has(.modal, button[name=action_record])) .o_form_view",
        },
    ],
});
