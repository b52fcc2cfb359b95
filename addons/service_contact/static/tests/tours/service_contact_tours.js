import {registry} from "@web/core/registry";

/** A day of calls, by taps: one is not reached, the other is, and a note is made. */
registry.category("web_tour.tours").add("service_contact_calls", {
    steps: () => [
        {
            content: "nobody answers at the first",
            trigger:
                ".o_kanban_record:contains(Lotus Tea) button[name=action_not_reached]",
            run: "click",
        },
        {
            content: "who was not reached comes back tomorrow",
            trigger: ".o_kanban_renderer:not(:contains(Lotus Tea))",
        },
        {
            content: "the second answers",
            trigger: ".o_kanban_record:contains(Plum Silk) button[name=action_reached]",
            run: "click",
        },
        {
            content: "content",
            trigger: ".modal .o_field_widget[name=mood] label:contains(Content)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=result] input",
            run: "edit All is well",
        },
        {
            trigger:
                ".modal .o_field_widget[name=next_date] input, .modal .o_field_widget[name=next_date] button",
            run: "click",
        },
        {
            content: "today",
            trigger: ".o_datetime_picker .o_date_item_cell.o_today",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=next_content] input",
            run: "edit Talk about the offer",
        },
        {
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
        {
            trigger: ".o_kanban_renderer, .o_view_nocontent",
        },
    ],
});

/** A manager makes a cadence and publishes it. */
registry.category("web_tour.tours").add("service_contact_cadence", {
    steps: () => [
        {trigger: ".o_list_button_add", run: "click"},
        {
            trigger: ".o_field_widget[name=name] textarea",
            run: "edit Shops upstairs",
        },
        {trigger: ".o_field_widget[name=every] input", run: "edit 2"},
        {trigger: ".o_form_button_save:visible", run: "click"},
        {trigger: ".o_form_saved"},
        {trigger: "button[name=action_publish]", run: "click"},
        {trigger: ".modal footer .btn-primary", run: "click"},
        {trigger: "button[name=action_withdraw]"},
    ],
});
