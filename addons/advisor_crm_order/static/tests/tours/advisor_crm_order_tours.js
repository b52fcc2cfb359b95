import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const CLOSED = "body:not(:has(.modal))";

tours.add("advisor_crm_order_check", {
    steps: () => [
        {
            content: "What is not checked is not confirmed",
            trigger: `${CLOSED} .o_form_view:not(:has(button[name=action_confirm]:visible))`,
        },
        {
            trigger: "button[name=action_check]:contains(Check and Confirm):visible",
            run: "click",
        },
        {
            content: "The machine has ticked what it can tell",
            trigger:
                ".modal .o_kanban_record:contains(Price) [name=is_right] input:checked",
        },
        {
            content: "One press for what a person looks at",
            trigger:
                ".modal .o_kanban_record:contains(Specification) [name=is_right] input:not(:checked)",
            run: "click",
        },
        {
            trigger:
                ".modal .o_kanban_record:contains(Specification) [name=is_right] input:checked",
        },
        {
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            content: "The order is confirmed",
            trigger: `${CLOSED} .o_arrow_button_current:contains(Sales Order), ${CLOSED} .o_statusbar_status:contains(Sales Order)`,
        },
    ],
});

tours.add("advisor_crm_order_follow", {
    steps: () => [
        {
            trigger: ".nav-link[name=order_milestones]",
            run: "click",
        },
        {
            content: "Another day for a step",
            trigger:
                "[name=order_milestone_ids] .o_data_row:contains(Shipped) button[name=action_step], [name=order_milestone_ids] .o_kanban_record:contains(Shipped) button[name=action_step]",
            run: "click",
        },
        {
            trigger: ".modal [name=day] button",
            run: "click",
        },
        {
            trigger: ".modal [name=day] input",
            run: "edit 12/31/2030",
        },
        {
            trigger: ".modal [name=reason] input",
            run: "edit The supplier is late",
        },
        {
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
        {
            content: "What comes before it is reached with one press",
            trigger: `${CLOSED} [name=order_milestone_ids] .o_data_row:contains(Produced) button[name=action_reach], ${CLOSED} [name=order_milestone_ids] .o_kanban_record:contains(Produced) button[name=action_reach]`,
            run: "click",
        },
        {
            trigger:
                "[name=order_milestone_ids] .o_data_row:contains(Produced):not(:has(button[name=action_reach])), [name=order_milestone_ids] .o_kanban_record:contains(Produced):not(:has(button[name=action_reach]))",
        },
    ],
});

tours.add("advisor_crm_order_problem", {
    steps: () => [
        {
            trigger: "button[name=action_report_problem]:visible",
            run: "click",
        },
        {
            trigger: ".modal .o_radio_item:contains(Stock is short) input",
            run: "click",
        },
        {
            trigger: ".modal [name=text] textarea",
            run: "edit None left",
        },
        {
            trigger: ".modal button[name=action_report]",
            run: "click",
        },
        {
            content: "It stands on the order",
            trigger: `${CLOSED} button[name=action_open_service_actions]`,
        },
    ],
});
