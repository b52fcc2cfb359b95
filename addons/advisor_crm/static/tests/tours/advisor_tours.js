import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("advisor_day", {
    steps: () => [
        {
            content: "The answer goes to the customer with one press",
            trigger:
                ".o_advisor_day [data-part=suggestions] .btn-primary:contains(Tell the Customer)",
            run: "click",
        },
        {
            content: "It is off the page",
            trigger: ".o_advisor_day:not(:has([data-part=suggestions]))",
        },
        {
            content: "What to ask next",
            trigger: ".o_advisor_day [data-part=files] .btn-primary:contains(Fill In)",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=best_time] input",
            run: "edit Tuesdays",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_dirty))",
        },
    ],
});

tours.add("advisor_handover", {
    steps: () => [
        {
            content: "Load against capacity",
            trigger: ".o_advisor_team_row:contains(3 of 10 points)",
        },
        {
            trigger: ".o_menu_sections button:contains(Customers)",
            run: "click",
        },
        {
            trigger: ".o-dropdown-item:contains(Hand-Overs)",
            run: "click",
        },
        {
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=user_id] input",
            run: "edit Employee",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Employee)",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=reason] textarea",
            run: "edit Moves away",
        },
        {
            trigger: "button[name=action_propose].btn-primary",
            run: "click",
        },
        {
            content: "Who gets whom, and why",
            trigger: "[name=line_ids] .o_data_row:contains(Own):contains(Most room)",
        },
        {
            trigger: "button[name=action_apply].btn-primary",
            run: "click",
        },
        {
            trigger: ".modal .btn-primary",
            run: "click",
        },
        {
            content: "It is done",
            trigger:
                ".o_form_view:not(:has(button[name=action_apply]:visible)) [name=done_at]",
        },
    ],
});
