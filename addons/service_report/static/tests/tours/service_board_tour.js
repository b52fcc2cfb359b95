import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Back to the board, on a desk and on a phone. */
const BACK = [
    {trigger: ".o_list_view, .o_kanban_view", content: "The list is there"},
    {
        isActive: ["desktop"],
        trigger: ".o_breadcrumb .breadcrumb-item a, .o_back_button",
        run: "click",
    },
    {
        isActive: ["mobile"],
        trigger: ".o_mobile_menu_back, .o_back_button",
        run: "click",
    },
];

tours.add("service_report_board", {
    steps: () => [
        {
            content: "One request is overdue; the figure opens it",
            trigger: ".o_service_tile[data-part=overdue] strong:contains(/^1$/)",
        },
        {
            trigger: ".o_service_tile[data-part=overdue]",
            run: "click",
        },
        ...BACK,
        {
            content: "So does the stage",
            trigger: "[data-card=states] .o_service_board_row:contains(New X)",
            run: "click",
        },
        ...BACK,
        {
            content: "And what a person has",
            trigger: "[data-card=people] .o_service_count[data-column=overdue]",
            run: "click",
        },
        ...BACK,
        {
            content: "Of another team nothing is open",
            trigger: ".o_service_board_team",
            run: "selectByLabel Lifts",
        },
        {
            trigger: "[data-card=states] p:contains(Nothing is open)",
        },
    ],
});
