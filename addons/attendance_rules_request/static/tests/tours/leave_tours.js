import {registry} from "@web/core/registry";

/** Whoever is ill asks for leave on the phone: in My Attendance, with one hand. */
registry.category("web_tour.tours").add("attendance_rules_request_leave", {
    steps: () => [
        {
            trigger: ".o_my_attendance button:contains(Request Leave)",
            run: "click",
        },
        {
            content: "Only kinds that apply are offered",
            trigger: ".modal [name=holiday_status_id] .o_select_menu_toggler",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.o_select_menu_item:contains(Nobody has this))):not(:has(.o_select_menu_item:contains(Replaced))) .o_select_menu_item:contains(Yearly)",
            run: "click",
        },
        {
            content: "What is left is said",
            trigger: ".modal [name=balance_note]:contains(5 of 5 days left)",
        },
        {
            trigger: ".modal [name=holiday_status_id] .o_select_menu_toggler",
            run: "click",
        },
        {
            trigger: "body .o_select_menu_item:contains(Ill)",
            run: "click",
        },
        {
            content: "Nothing is left of what is not counted",
            trigger: ".modal:not(:has([name=balance_note] span:contains(left)))",
        },
        {
            content: "The button says what it does, without scrolling",
            trigger: ".modal footer button:contains(Submit):visible",
            run() {
                const box = this.anchor.getBoundingClientRect();
                const covered = document.elementFromPoint(
                    box.left + box.width / 2,
                    box.top + box.height / 2
                );
                if (!this.anchor.contains(covered) || box.bottom > window.innerHeight) {
                    throw new Error("Submit cannot be reached");
                }
                if (box.height < 40) {
                    throw new Error(`Submit is ${box.height} px high`);
                }
                this.anchor.click();
            },
        },
        {
            content: "It waits among the own requests",
            trigger:
                "body:not(:has(.modal)) .o_my_attendance_requests li:contains(Ill)",
        },
    ],
});
