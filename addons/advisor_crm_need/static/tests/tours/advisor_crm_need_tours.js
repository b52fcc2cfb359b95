import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const CLOSED = "body:not(:has(.modal))";
/** A button of the form; on a phone all but the first are behind "More". */
const press = (name) => [
    {
        trigger: `${CLOSED} .o_form_view .o_statusbar_buttons`,
        async run({click}) {
            const own = `.o_statusbar_buttons button[name=${name}]`;
            if (!document.querySelector(own)) {
                await click(".o_statusbar_buttons button[title=More]");
            }
        },
    },
    {
        trigger: `button[name=${name}]`,
        run: "click",
    },
];

tours.add("advisor_crm_need_enquiry", {
    steps: () => [
        {
            content: "What is due first is in the list",
            trigger:
                ".o_data_row .o_data_cell:contains(Coffee for a tour), .o_kanban_record:contains(Coffee for a tour)",
            run: "click",
        },
        {
            content: "The clock runs",
            trigger: ".o_service_promises .o_deadline_card",
        },
        ...press("action_note_contact"),
        {
            trigger: ".modal [name=note] textarea",
            run: "edit They are 40",
        },
        {
            trigger: ".modal button[name=action_note]",
            run: "click",
        },
        ...press("action_analyse"),
        {
            trigger: ".modal [name=text] input",
            run: "edit A party",
        },
        {
            trigger: ".modal button[name=action_next]",
            run: "click",
        },
        {
            content: "The next question is left for the next visit",
            trigger: ".modal [name=place]:contains(2 of 2)",
        },
        {
            trigger: ".modal button[name=action_next]",
            run: "click",
        },
        ...press("action_recommend"),
        {
            trigger: ".o_advisor_solution_form [name=content] .odoo-editor-editable",
            run: "editor Two machines, and beans",
        },
        ...press("action_send"),
        {
            content: "It is with the customer",
            trigger: `${CLOSED} .o_statusbar_buttons button[name=action_agreed]`,
        },
    ],
});
