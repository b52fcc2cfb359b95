import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const CLOSED = "body:not(:has(.modal))";
/** A step of an action: the button, the dialog, what is noted, and gone it is. */
const step = (name, text) => [
    {
        trigger: `${CLOSED} button[name=action_step]:contains(${name})`,
        run: "click",
    },
    {
        trigger: ".modal [name=text] textarea",
        run: `edit ${text}`,
    },
    {
        trigger: ".modal button[name=action_apply]",
        run: "click",
    },
];

tours.add("service_action_done", {
    steps: () => [
        {
            content: "What is to be done is in the own list",
            trigger:
                ".o_data_row .o_data_cell:contains(Mend the lock), .o_kanban_record:contains(Mend the lock)",
            run: "click",
        },
        {
            content: "The owner cannot put off what was agreed",
            trigger:
                ".o_form_view:not(:has(button[name=action_step]:contains(Drop))) [name=date_due]",
        },
        ...step("Done", "A new cylinder"),
        {
            content: "It is done",
            trigger: `${CLOSED} .o_form_view [name=result]:contains(A new cylinder)`,
        },
    ],
});

tours.add("service_action_checked", {
    steps: () => [
        ...step("It Has Not Helped", "The door still opens"),
        ...step("Do It Again", "The whole lock this time").toSpliced(2, 0, {
            content: "Until another day",
            trigger: ".modal [name=date_due] button, .modal [name=date_due] input",
            run: "edit 12/31/2026",
        }),
        {
            content: "There is a new promise",
            trigger: `${CLOSED} .o_form_view button[name=action_start]`,
        },
    ],
});

tours.add("service_review_ask", {
    steps: () => [
        {
            content: "What they are shown can be read before it is asked",
            trigger: ".o_form_view .nav-link[name=shown]",
            run: "click",
        },
        {
            trigger: "[name=shown]:contains(Doors are closed at ten)",
        },
        {
            trigger: "button[name=action_ask]",
            run: "click",
        },
        {
            content: "It stays as it was shown",
            trigger:
                ".o_form_view:not(:has(button[name=action_ask])) button[name=action_withdraw]",
        },
    ],
});

tours.add("service_review_answer", {
    steps: () => [
        {
            trigger:
                ".o_data_row .o_data_cell:contains(House rules), .o_kanban_record:contains(House rules)",
            run: "click",
        },
        {
            trigger: "button[name=action_answer]",
            run: "click",
        },
        {
            content: "The text is before one's eyes",
            trigger: ".modal [name=shown]:contains(Doors are closed at ten)",
        },
        {
            trigger: ".modal [name=verdict] label:contains(Agrees on a Condition)",
            run: "click",
        },
        {
            trigger: ".modal [name=opinion] textarea",
            run: "edit Not on Sundays",
        },
        {
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
        {
            trigger: `${CLOSED} .o_form_view [name=opinion]:contains(Not on Sundays)`,
        },
    ],
});

tours.add("service_review_page", {
    steps: () => [
        {
            trigger: ".o_review_page:contains(Doors are closed at ten)",
        },
        {
            trigger: "#opinion",
            run: "edit Not on Sundays",
        },
        {
            trigger: "button[name=verdict][value=on_condition]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_review_page:not(:has(form)):contains(Not on Sundays)",
        },
    ],
});

tours.add("service_consultation_ask", {
    steps: () => [
        {
            trigger: "button[name=action_ask]",
            run: "click",
        },
        {
            content: "The question stays as it was asked",
            trigger:
                ".o_form_view:not(:has([name=question] .odoo-editor-editable)) button[name=action_withdraw]",
        },
    ],
});

tours.add("service_consultation_answer", {
    steps: () => [
        {
            trigger: "[name=question]:contains(When does the rink open)",
        },
        {
            trigger: "[name=answer] .odoo-editor-editable",
            run: "editor At ten.",
        },
        {
            trigger: "button[name=action_answer]",
            run: "click",
        },
        {
            trigger: ".o_form_view:not(:has(button[name=action_answer])) [name=state]",
        },
    ],
});

tours.add("service_consultation_return", {
    steps: () => [
        {
            content: "What was answered is proposed, and can be put into other words",
            trigger: "[name=reply] .odoo-editor-editable:contains(At ten)",
        },
        {
            trigger: "button[name=action_return]",
            run: "click",
        },
        {
            trigger: ".o_form_view:not(:has(button[name=action_return])) [name=state]",
        },
    ],
});

tours.add("service_meeting_minutes", {
    steps: () => [
        {
            trigger: "button[name=action_hold]",
            run: "click",
        },
        {
            content: "From now on there is room for what was decided",
            trigger: "[name=item_ids] .o_data_row td[name=decision]",
            run: "click",
        },
        {
            trigger: "[name=item_ids] td[name=decision] input",
            run: "edit A sign at the gate",
        },
        {
            trigger: "[name=item_ids] td[name=user_id] input",
            run: "edit Employee",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(employee)",
            run: "click",
        },
        {
            trigger:
                "[name=item_ids] td[name=date_due] button, [name=item_ids] td[name=date_due] input",
            run: "click",
        },
        {
            trigger: "[name=item_ids] td[name=date_due] input",
            run: "edit 12/31/2026",
        },
        {
            trigger: ".nav-link[name=attendance]",
            run: "click",
        },
        {
            trigger: "[name=attendance_ids] .o_data_row td[name=presence]",
            run: "click",
        },
        {
            trigger:
                "[name=attendance_ids] td[name=presence] input, [name=attendance_ids] td[name=presence] select",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Present)",
            run: "click",
        },
        {
            trigger: "button[name=action_publish]",
            run: "click",
        },
        {
            content: "The decision is an action",
            trigger:
                ".o_form_view:not(:has(button[name=action_publish])) button[name=action_open_service_actions]:contains(1)",
        },
    ],
});

tours.add("service_meeting_confirm", {
    steps: () => [
        {
            trigger: "[name=item_ids]:contains(Figures)",
        },
        {
            trigger: "button[name=action_confirm]",
            run: "click",
        },
        {
            trigger: ".o_form_view:not(:has(button[name=action_confirm])) [name=state]",
        },
    ],
});
