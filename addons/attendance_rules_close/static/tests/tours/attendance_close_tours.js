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
