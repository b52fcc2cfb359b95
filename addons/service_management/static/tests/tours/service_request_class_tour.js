import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("service_management_add_class", {
    steps: () => [
        {
            content: "A manager names a class of requests",
            trigger: ".o_form_view [name=name] input",
            run: "edit Lost property",
        },
        {
            trigger: ".o_form_view [name=code] input",
            run: "edit lost_tour",
        },
        {
            content: "The class has a type of ticket",
            trigger: ".o_form_view [name=type_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=type_ids] .o_selected_row [name=name] input",
            run: "edit Lost and found",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "The class is there",
            trigger: ".o_form_view .o_form_saved",
        },
    ],
});
