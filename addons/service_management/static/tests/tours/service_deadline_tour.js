import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Steps that switch to a view, in the way of the screen. */
function switchView(type, name) {
    return [
        {
            isActive: ["desktop"],
            trigger: `.o_switch_view.o_${type}`,
            run: "click",
        },
        {
            isActive: ["mobile"],
            trigger: ".o_cp_switch_buttons .dropdown-toggle",
            run: "click",
        },
        {
            isActive: ["mobile"],
            trigger: `.o_cp_switch_buttons .dropdown-item:contains(${name})`,
            run: "click",
        },
    ];
}

tours.add("service_management_agent", {
    steps: () => [
        {
            content: "The strip shows the promise; a click explains it",
            trigger: ".o_deadline_card.o_service_state_running:contains(TP-1)",
            run: "click",
        },
        {
            content: "The reckoning of the due time is told",
            trigger: ".modal .o_deadline_line_due",
        },
        {
            content: "What happened is told",
            trigger: ".modal .o_deadline_events li:contains(Started)",
        },
        {
            trigger: ".modal-footer button:contains(Pause)",
            run: "click",
        },
        {
            content: "A pause needs a reason",
            trigger: ".modal [name=reason_id] label:contains(Waiting for the plumber)",
            run: "click",
        },
        {
            trigger: ".modal [name=note] input",
            run: "edit He comes tomorrow",
        },
        {
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            content: "The promise waits",
            trigger: ".o_deadline_card.o_service_state_paused",
            run: "click",
        },
        {
            trigger: ".modal .o_deadline_events li:contains(He comes tomorrow)",
        },
        {
            trigger: ".modal-footer button:contains(Resume)",
            run: "click",
        },
        {
            content: "The promise runs on",
            trigger: ".o_deadline_card.o_service_state_running",
        },
    ],
});

tours.add("service_management_leader", {
    steps: () => [
        ...switchView("list", "List"),
        {
            content: "Each promise counts down in the list",
            trigger: ".o_list_view .o_data_row:contains(It leaks) .o_service_countdown",
        },
        ...switchView("kanban", "Kanban"),
        {
            trigger: ".o_kanban_view .o_kanban_record:contains(It leaks)",
        },
        ...switchView("calendar", "Calendar"),
        {
            trigger: ".o_calendar_view .fc",
        },
        ...switchView("kanban", "Kanban"),
        {
            content: "A promise opens",
            trigger: ".o_kanban_view .o_kanban_record:contains(It leaks)",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=explanation]:contains(Counted from)",
        },
        {
            content: "From the promise to the record that it concerns",
            trigger: "button[name=action_open_record]",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_deadline_card",
        },
    ],
});

tours.add("service_management_share_kept", {
    steps: () => [
        {
            content: "The share kept opens as a chart",
            trigger: ".o_graph_view",
        },
        ...switchView("pivot", "Pivot"),
        {
            trigger: ".o_pivot_view",
        },
        ...switchView("list", "List"),
        {
            trigger: ".o_list_view",
        },
    ],
});

tours.add("service_management_manager", {
    steps: () => [
        {
            content: "The rule is edited: the limit grows",
            trigger: ".o_form_view [name=limit] input",
            run: "edit 9 && press Tab",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Running promises keep their terms until it is asked otherwise",
            trigger: "[name=outdated] button[name=action_apply_to_running]",
            run: "click",
        },
        {
            content: "The preview names what would move",
            trigger: ".modal [name=preview_html] td:contains(It leaks)",
        },
        {
            trigger: ".modal [name=reason] input",
            run: "edit Agreed with the shops",
        },
        {
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
        {
            content: "No running promise follows earlier terms any more",
            trigger: "body:not(:has(.modal, [name=outdated])) .o_form_view",
        },
    ],
});
