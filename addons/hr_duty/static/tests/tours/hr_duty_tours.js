import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("hr_duty_swap_ask", {
    steps: () => [
        {
            content: "One of my duties does not suit me",
            trigger: ".o_kanban_record button[name=action_swap]:contains(Swap)",
            run: "click",
        },
        {
            trigger: "[name=other_employee_id] input",
            run: "edit Second",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Second)",
            run: "click",
        },
        {
            content: "A leader cannot be replaced by anybody: only leaders are offered",
            trigger: "[name=reason] textarea",
            run: "edit Parents' evening at school",
        },
        {
            trigger: "button[name=action_ask]",
            run: "click",
        },
        {
            content: "Until the colleague answers it can be taken back",
            trigger: "button[name=action_cancel]",
        },
        {
            trigger: ".o_breadcrumb a:contains(My Duties)",
            run: "click",
        },
        {
            content: "The duty says that a swap is under way",
            trigger: ".o_kanban_record button:contains(Colleague Asked)",
        },
    ],
});

tours.add("hr_duty_swap_agree", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains(Lead):contains(Second)",
            run: "click",
        },
        {
            trigger: "button[name=action_agree]",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(Agreed)",
        },
    ],
});

tours.add("hr_duty_swap_approve", {
    steps: () => [
        {
            trigger: ".o_kanban_record:contains(Lead):contains(Second)",
            run: "click",
        },
        {
            trigger: "button[name=action_approve]",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(Approved)",
        },
    ],
});

tours.add("hr_duty_gap", {
    steps: () => [
        {
            content: "Somebody is on leave: who can come?",
            trigger: ".o_kanban_record button[name=action_volunteer]",
            run: "click",
        },
        {
            trigger: ".modal button:contains(I Can Come)",
            run: "click",
        },
        {
            content: "The place is not free any more",
            trigger:
                "body:not(:has(.modal, button[name=action_volunteer])) .o_nocontent_help",
        },
    ],
});
