import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("market_note", {
    steps: () => [
        {
            trigger: ".o-kanban-button-new, .o_list_button_add",
            run: "click",
        },
        {
            content: "The kind is chosen already",
            trigger: ".o_form_view [name=kind_id] .active:contains(Price)",
        },
        {
            trigger:
                ".o_form_view [name=name] input, .o_form_view [name=name] textarea",
            run: "edit Chairs at half price",
        },
        {
            trigger: ".o_form_view [name=competitor_id] input",
            run: "click",
        },
        {
            trigger:
                ".o_kanban_record:contains(Rival), .o-autocomplete--dropdown-item:contains(Rival)",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=product_word] input",
            run: "edit Chair",
        },
        {
            trigger: ".o_form_view [name=price] input",
            run: "edit 40",
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

tours.add("market_note_useful", {
    steps: () => [
        {
            trigger:
                ".o_kanban_record:contains(Half the price) button[name=action_useful]",
            run: "click",
        },
        {
            content: "It is said once",
            trigger:
                ".o_kanban_record:contains(Half the price):not(:has(button[name=action_useful]))",
        },
    ],
});
