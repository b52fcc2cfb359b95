// Pages of the help desk, of promises and of policies, and of their customers.
//
// name, login, url (% is the record of `open`: [model, domain]); first: what one does
// first there; tasks: {what one comes for: [presses …, what then is there]}.
export const NEW = ".o_list_button_add, .o-kanban-button-new, .o_calendar_button_today";
// By the handle a row is moved, not opened.
export const ROW =
    ".o_data_row .o_data_cell:not(.o_handle_cell), .o_kanban_record:not(.o_kanban_ghost)";
export const ROWS = ".o_data_row, .o_kanban_record:not(.o_kanban_ghost)";
// Short records are edited in their list.
export const FORM = ".o_form_view .o_form_sheet, .o_selected_row";
export const GRAPH = ".o_graph_view canvas, .o_pivot_view table, .o_data_row";
const STEP = ".o_statusbar_buttons .btn-primary, .o_form_statusbar .btn-primary";
/** A list or its cards: look at one, make one, find one. */
export const LIST = {
    first: NEW,
    tasks: {
        open: [ROW, FORM],
        new: [NEW, FORM],
        // On a phone the search is behind its sign.
        find: [
            ".o_searchview_dropdown_toggler, .o_control_panel_navigation .btn:has(.fa-search)",
            ".o_search_bar_menu, .o_searchview_input",
        ],
    },
};
const TICKET = [
    "helpdesk.ticket",
    [
        ["user_id.login", "=", "agent"],
        ["closed", "=", false],
        ["next_deadline_state", "!=", "none"],
    ],
];

const LISTS = {
    tickets: ["leader", "/odoo/helpdesk-tickets"],
    complaints: ["leader", "/odoo/complaints"],
    "request-classes": ["pm", "/odoo/request-classes"],
    "complaint-kinds": ["pm", "/odoo/complaint-kinds"],
    policies: ["pm", "/odoo/service-policies"],
    rules: ["pm", "/odoo/service-rules"],
    roles: ["pm", "/odoo/service-roles"],
    "promise-kinds": ["pm", "/odoo/service-promise-kinds"],
    "pause-reasons": ["pm", "/odoo/service-pause-reasons"],
    reactions: ["pm", "/odoo/service-reactions"],
    "special-days": ["pm", "/odoo/special-days"],
    "contact-cadences": ["pm", "/odoo/contact-cadences"],
    "actions-agreed": ["leader", "/odoo/actions-agreed"],
    "service-reviews": ["leader", "/odoo/service-reviews"],
    consultations: ["leader", "/odoo/consultations"],
    enquiries: ["admin", "/odoo/enquiries"],
    solutions: ["admin", "/odoo/solutions"],
    "enquiry-kinds": ["admin", "/odoo/enquiry-kinds"],
    "need-questions": ["admin", "/odoo/need-questions"],
    "solution-templates": ["admin", "/odoo/solution-templates"],
    "market-notes": ["admin", "/odoo/market-notes"],
    competitors: ["admin", "/odoo/competitors"],
    "market-note-kinds": ["admin", "/odoo/market-note-kinds"],
    "market-readers": ["admin", "/odoo/market-readers"],
    "customer-campaigns": ["admin", "/odoo/customer-campaigns"],
    "customer-days": ["advisor", "/odoo/special-days-of-customers"],
    "care-consents": ["advisor", "/odoo/care-consents"],
    "care-occasions": ["admin", "/odoo/care-occasions"],
    "small-gifts": ["admin", "/odoo/small-gifts"],
    "service-meetings": ["leader", "/odoo/service-meetings"],
    "meeting-series": ["leader", "/odoo/meeting-series"],
};
/** Lists of what nobody makes by hand. */
const READ = {
    "call-backs": ["leader", "/odoo/call-backs"],
    promises: ["leader", "/odoo/service-promises"],
    "my-promises": ["agent", "/odoo/my-service-promises"],
    "policies-read": ["pm", "/odoo/policies-read"],
    "my-policies": ["agent", "/odoo/my-policies"],
    "complaint-reports": ["depthead", "/odoo/complaint-reports"],
    "service-targets": ["pm", "/odoo/service-targets"],
    "service-months": ["pm", "/odoo/service-months"],
    "my-actions": ["leader", "/odoo/my-actions"],
    "policy-clauses": ["pm", "/odoo/policy-clauses"],
    "policy-carriers": ["pm", "/odoo/policy-carriers"],
    "policy-versions": ["pm", "/odoo/policy-versions"],
    ratings: ["leader", "/odoo/ratings"],
    "campaign-customers": ["admin", "/odoo/campaign-customers"],
};

export const SERVICE = [
    {
        name: "service-board",
        login: "leader",
        url: "/odoo/service-board",
        ready: ".o_service_board_cards",
        first: ".o_service_tile",
        tasks: {
            "what is overdue": [".o_service_tile", ROWS],
        },
    },
    {
        name: "contact-map",
        login: "leader",
        url: "/odoo/contact-map",
        ready: ".o_contact_coverage_head",
        first: ".o_contact_coverage_head button",
    },
    {
        name: "desk",
        login: "agent",
        url: "/odoo/service-desk",
        ready: ".o_service_desk",
        first: ".o_service_page_head .btn-primary",
        tasks: {
            "new request": [".o_service_page_head .btn-primary", FORM],
            "most urgent": [".o_service_desk_row", FORM],
            "next step": [
                ".o_service_desk_row",
                STEP,
                ".modal .modal-footer .btn-primary, .o-mail-Composer, .o_form_saved",
            ],
            "what is late": [".o_service_tile:enabled", ROW],
        },
    },
    {
        name: "desk-leader",
        login: "leader",
        url: "/odoo/service-desk",
        ready: ".o_service_desk",
        first: ".o_service_page_head .btn-primary",
        tasks: {
            "by person": [".o_service_count", ROW],
            department: [
                ".o_service_desk_scopes button:last-child",
                ".o_service_desk_scopes button:last-child.active",
            ],
            "share kept": [
                ".o_service_tile[data-part=kept]",
                ".o_graph_view, .o_pivot_view, .o_list_view",
            ],
        },
    },
    {
        name: "greetings",
        login: "advisor",
        url: "/odoo/customer-greetings",
        // Odoo's search keeps the keyboard, where a calendar has a filter.
        tasks: {open: [`.fc-event, ${ROWS}`, `${FORM}, .o_cw_popover`]},
    },
    ...Object.entries(LISTS).map(([name, [login, url]]) => ({
        name,
        login,
        url,
        ...LIST,
    })),
    ...Object.entries(READ).map(([name, [login, url]]) => ({
        name,
        login,
        url,
        first: ROWS,
        tasks: {open: [ROW, `${FORM}, .modal`]},
    })),
    {
        name: "ticket",
        login: "agent",
        url: "/odoo/helpdesk-tickets/%",
        open: TICKET,
        ready: ".o_service_ticket .o_service_promises .o_deadline_card",
        first: STEP,
        tasks: {
            "next step": [
                STEP,
                ".modal .modal-footer .btn-primary, .o-mail-Composer, .o_form_saved",
            ],
            "why this time": [".o_deadline_card", ".modal"],
        },
    },
    {
        name: "ticket-new",
        login: "agent",
        url: "/odoo/helpdesk-tickets/new",
        ready: ".o_service_ticket",
        first: ".o_service_ticket .o_field_widget[name=name] input, .o_service_ticket .o_field_widget[name=name] textarea",
    },
    {
        name: "promise",
        login: "agent",
        url: "/odoo/helpdesk-tickets/%",
        open: TICKET,
        ready: ".o_service_ticket .o_service_promises .o_deadline_card",
        steps: [".o_deadline_card"],
        then: ".modal .modal-body",
        own: ".modal-body > *",
        first: ".modal .modal-footer button",
    },
    {
        name: "policy",
        login: "pm",
        url: "/odoo/service-policies/%",
        open: ["service.policy", [["code", "=", "CM"]]],
        first: ".o_form_statusbar button, .o_field_widget[name=name] input",
    },
    {
        name: "rule",
        login: "pm",
        url: "/odoo/service-rules/%",
        open: ["service.deadline.rule", [["policy_ref", "=", "CM-2.1"]]],
        first: ".o_form_statusbar button, .o_field_widget[name=name] input",
    },
    {
        name: "campaign-mailed",
        login: "depthead",
        url: "/odoo/customer-campaigns/%",
        open: ["customer.campaign", [["contact_by", "=", "mail"]]],
        first: ".o_form_statusbar button, .o_field_widget[name=name] input",
    },
    {
        name: "campaign-mailing",
        login: "depthead",
        url: "/odoo/mailing.mailing/%",
        open: ["mailing.mailing", [["customer_campaign_id", "!=", false]]],
        // The rest of the form is Odoo's.
        own: ".alert[role=status]",
        theirs: ["主旨"],
        first: ".o_form_statusbar button, .o_field_widget[name=subject] input",
    },
    {
        name: "service-target",
        login: "pm",
        url: "/odoo/service-targets/%",
        open: ["service.indicator.target", []],
        first: ".o_field_widget[name=code] select, .o_field_widget[name=code] input",
    },
    {
        name: "service-month",
        login: "pm",
        url: "/odoo/service-months/%",
        open: ["service.indicator.month", [["count", ">", 0]]],
        first: ".oe_stat_button",
        tasks: {"what it counts": [".oe_stat_button", ROWS]},
    },
    {
        name: "role",
        login: "pm",
        url: "/odoo/service-roles/%",
        open: ["service.role", []],
        first: ".o_field_widget[name=name] input",
    },
    {
        name: "promise-kind",
        login: "pm",
        url: "/odoo/service-promise-kinds/%",
        open: ["service.promise", []],
        first: ".o_field_widget[name=name] input",
    },
    {
        name: "our-policies",
        login: "agent",
        url: "/odoo/our-policies",
        first: ROWS,
        tasks: {open: [ROW, `${FORM}, .o_service_policy_page`]},
    },
    {
        name: "policy-differences",
        login: "pm",
        url: "/odoo/policy-differences",
    },
    {
        name: "my-opinions",
        login: "leader",
        url: "/odoo/my-opinions",
    },
    {
        name: "read-policy",
        login: "pm",
        url: "/odoo/read-policy",
        first: ".o_field_widget textarea, .o_field_widget input",
    },
    {
        name: "example-policies",
        login: "pm",
        url: "/odoo/example-policies",
        first: ".o_kanban_record button",
    },
    {
        name: "backtests",
        login: "pm",
        url: "/odoo/action-service_deadline.service_deadline_backtest_action",
    },
    {
        name: "handlings",
        login: "leader",
        url: "/odoo/service-handlings",
    },
    {
        name: "hand-overs",
        login: "leader",
        url: "/odoo/service-handovers",
    },
    {
        name: "team-dashboard",
        login: "leader",
        url: "/odoo/action-helpdesk_mgmt.helpdesk_ticket_dashboard_action",
    },
    {
        name: "promises-kept",
        login: "leader",
        url: "/odoo/service-promises-kept",
        ready: ".o_graph_view canvas, .o_pivot_view table, .o_data_row",
        wide: true,
    },
    {
        name: "complaint-analysis",
        login: "leader",
        url: "/odoo/complaint-analysis",
        ready: ".o_graph_view canvas, .o_pivot_view table, .o_data_row",
        wide: true,
    },
    {
        name: "complaint-report",
        login: "depthead",
        url: "/odoo/complaint-reports/%",
        open: ["service.report.month", [["state", "=", "draft"]]],
        ready: ".o_service_report_month",
        first: STEP,
    },
    {
        name: "promises-calendar",
        login: "leader",
        url: "/odoo/service-promises?view_type=calendar",
        // A phone shows cards.
        ready: ".o_calendar_renderer .fc, .o_kanban_view",
    },
    {
        name: "tickets-list",
        login: "leader",
        url: "/odoo/helpdesk-tickets?view_type=list",
        ready: ".o_data_row, .o_kanban_record",
        empty: false, // as of "tickets"
    },
    {
        name: "held",
        login: "pm",
        url: "/odoo/action-mail_incoming_robust.mail_held_action",
        first: ROWS,
    },
    {
        name: "advisor-day",
        login: "advisor",
        url: "/odoo/my-day",
        ready: ".o_advisor_day",
    },
    {
        name: "contact-care",
        login: "advisor",
        url: "/odoo/res.partner/%",
        open: [
            "res.partner",
            [
                ["in_my_care", "=", true],
                ["is_company", "=", true],
            ],
        ],
        steps: [".o_notebook .nav-link[name=advisor]"],
        then: ".o_later_form .o_form_renderer",
        theirs: ["地址"],
    },
    {
        name: "advisor-team",
        login: "depthead",
        url: "/odoo/advisor-team",
        ready: ".o_advisor_team",
    },
    {
        name: "settings",
        login: "admin",
        url: "/odoo/settings#helpdesk_mgmt",
        ready: ".o_setting_container, .settings",
    },
    ...["customer", "wang"].flatMap((login) => [
        {
            name: `portal-${login}`,
            login,
            url: "/my/tickets",
            ready: "main",
            own: "main",
            portal: true,
            first: "main a[href*='/new/ticket'], main a[href*='ticket']",
        },
        {
            name: `portal-home-${login}`,
            login,
            url: "/my",
            ready: "main",
            own: ".o_service_none",
            // Odoo's word in Taiwan for what a customer has.
            theirs: ["地址"],
            portal: true,
        },
        {
            name: `portal-ticket-${login}`,
            login,
            url: "/my/ticket/%",
            open: ["helpdesk.ticket", [["closed", "=", false]]],
            ready: "main .o_service_promises",
            own: ".o_service_promises, .o_service_progress",
            portal: true,
        },
        {
            name: `portal-new-${login}`,
            login,
            url: "/new/ticket",
            ready: "main form",
            own: "main",
            portal: true,
            first: "main form input:not([type=hidden]), main form select",
        },
        {
            name: `standards-${login}`,
            login,
            url: "/my/service-standards",
            ready: ".o_service_standards",
            own: "main",
            portal: true,
        },
    ]),
];
