import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("service_deadline_add_role", {
    steps: () => [
        {
            content: "An administrator names a role",
            trigger: ".o_form_view [name=name] input",
            run: "edit Keeper of the goods",
        },
        {
            trigger: ".o_form_view [name=code] input",
            run: "edit keeper_tour",
        },
        {
            content: "How the person is found is chosen from a list",
            trigger: ".o_form_view [name=kind] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Leader of the team)",
            run: "click",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The role is there",
            trigger: ".o_form_view .o_form_saved",
        },
    ],
});
