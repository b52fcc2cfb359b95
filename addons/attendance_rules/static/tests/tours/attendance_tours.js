import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("attendance_rules_close", {
    steps: () => [
        {
            content: "The checklist says what is still open",
            trigger: ".o_form_view [name=check_ids] .o_data_row",
        },
        {
            trigger: "button[name=action_close]",
            run: "click",
        },
        {
            content: "Who closes with open points says why",
            trigger: ".modal [name=reason] :is(input, textarea)",
            run: "edit Everybody had five days to answer",
        },
        {
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            content: "The month is closed and goes to payroll",
            trigger: "body:not(:has(.modal)) button[name=action_export]",
        },
    ],
});

tours.add("attendance_rules_object", {
    steps: () => [
        {
            content: "The statement of the last month waits for an answer",
            trigger: ".o_my_attendance_statement",
        },
        {
            trigger: ".o_my_attendance_head button:first",
            run: "click",
        },
        {
            content: "The late morning stands out; a tap tells why",
            trigger: ".o_attendance_cell.o_attendance_tone_warn",
            run: "click",
        },
        {
            trigger: ".o_attendance_why li:contains(25 min)",
        },
        {
            trigger: ".o_attendance_why button:contains(Object)",
            run: "click",
        },
        {
            trigger: ".modal [name=reason] textarea",
            run: "edit The clock at the gate was broken",
        },
        {
            trigger: ".modal .o_form_button_save, .modal footer .btn-primary",
            run: "click",
        },
        {
            content: "Nothing waits for an answer any more",
            trigger:
                "body:not(:has(.modal, .o_my_attendance_statement)) .o_my_attendance",
        },
    ],
});

tours.add("attendance_rules_swap_ask", {
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

tours.add("attendance_rules_swap_agree", {
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

tours.add("attendance_rules_swap_approve", {
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

tours.add("attendance_rules_gap", {
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

tours.add("attendance_rules_study", {
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

tours.add("attendance_rules_session", {
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
