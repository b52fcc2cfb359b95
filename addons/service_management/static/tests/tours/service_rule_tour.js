import {registry} from "@web/core/registry";

/** Choose a record in a field by some letters of its name: one input and one click. */
function choose(within, name, text) {
    return [
        {
            trigger: `${within} [name=${name}] input`,
            run: `edit ${text}`,
        },
        {
            trigger: `.o-autocomplete--dropdown-item:not(.o_m2o_dropdown_option) > a:contains(${text})`,
            run: "click",
        },
    ];
}

const STEPS = [
    {
        content: "An administrator writes the first rule",
        trigger: ".o_list_button_add",
        run: "click",
    },
    ...choose(".o_form_view", "promise_id", "Solution_X"),
    ...choose(".o_form_view", "policy_id", "Test policy"),
    ...choose(".o_form_view", "model_id", "Helpdesk Ticket"),
    {
        content: "A condition",
        trigger: ".o_form_view [name=domain] .o_domain_add_first_node_button",
        run: "click",
    },
    {
        trigger: ".o_form_view [name=domain] .o_model_field_selector",
        run: "click",
    },
    {
        trigger: ".o_model_field_selector_popover_search input",
        run: "edit Severity",
    },
    {
        trigger:
            ".o_model_field_selector_popover_item[data-name=severity] .o_model_field_selector_popover_item_name",
        run: "click",
    },
    {
        trigger:
            ".o_form_view [name=domain] .o_tree_editor_condition > .o_tree_editor_editor:nth-child(3) select",
        run: "selectByLabel Important",
    },
    {
        content: "The figure, in working hours of the team",
        trigger: ".o_form_view [name=limit] input",
        run: "edit 4",
    },
    {
        content: "The sentence follows while it is written",
        trigger: ".o_form_view .o_service_sentence:contains(Severity is Important)",
    },
    {
        content: "The first step: a reminder at half of the time",
        trigger: ".o_form_view [name=step_ids] .o_field_x2many_list_row_add a",
        run: "click",
    },
    {
        trigger: ".modal [name=delay] input",
        run: "edit 50",
    },
    {
        trigger: ".modal [name=delay_unit] input",
        run: "click",
    },
    {
        trigger: ".o_select_menu_item:contains(% of the time)",
        run: "click",
    },
    ...choose(".modal", "role_id", "Assignee"),
    {
        trigger: ".modal [name=name] input:value(Assignee gets a to-do)",
    },
    {
        trigger: ".modal .o_form_button_save_new",
        run: "click",
    },
    {
        content: "The second: when it is due",
        trigger: ".modal [name=name] input:value()",
    },
    ...choose(".modal", "role_id", "Head of the department"),
    {
        trigger: ".modal [name=name] input:value(Head of the department gets a to-do)",
    },
    {
        trigger: ".modal .o_form_button_save",
        run: "click",
    },
    {
        trigger:
            "body:not(:has(.modal)) .o_service_sentence:contains(within 4 working hours):contains(When it is due, Head of the department gets a to-do)",
    },
    {
        trigger: ".o_form_button_save",
        run: "click",
    },
    {
        trigger: ".o_form_view .o_form_saved",
    },
];

registry.category("web_tour.tours").add("service_management_first_rule", {
    steps: () => [
        ...STEPS,
        {
            content: "At most 15 clicks and 12 inputs",
            trigger: ".o_form_view .o_form_saved",
            run() {
                const clicks = STEPS.filter((step) => step.run === "click").length;
                const inputs = STEPS.filter((step) =>
                    /^(edit|select)/.test(step.run)
                ).length;
                if (clicks > 15 || inputs > 12) {
                    throw new Error(`${clicks} clicks and ${inputs} inputs`);
                }
            },
        },
    ],
});

/** A rule that waits in the draft of its policy is tried, then its version published. */
registry.category("web_tour.tours").add("service_management_try_and_switch_on", {
    steps: () => [
        {
            content: "It says that it does not count yet",
            trigger: ".o_form_view [name=draft]:contains(A draft)",
        },
        {
            trigger: ".o_form_view .o_service_backtest_button",
            run: "click",
        },
        {
            content: "What would have become of the records of the last days",
            trigger: ".o_form_view .o_service_backtest:contains(0 % kept)",
        },
        {
            content: "Back to the rule",
            trigger: ".o_back_button",
            run: "click",
        },
        {
            trigger: ".o_form_view button[name=action_open_version]",
            run: "click",
        },
        {
            trigger: ".o_form_view button[name=action_publish]",
            run: "click",
        },
        {
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "It is in force from now on",
            trigger:
                "body:not(:has(.modal)) .o_form_view:not(:has(button[name=action_publish]:visible)) .o_arrow_button_current[data-value=published]",
        },
    ],
});
