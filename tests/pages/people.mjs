// Pages of attendance, duty, trainings and of everybody's first page: as in service.mjs.
import {FORM, GRAPH, NEW, ROW, ROWS} from "./service.mjs";

/** Lists in which people make and look at records. */
const LISTS = {
    people: ["hr", "/odoo/people"],
    "department-heads": ["hr", "/odoo/department-heads"],
    "overtime-requests": ["staff", "/odoo/overtime-requests"],
    excuses: ["hr", "/odoo/attendance-excuses"],
    "attendance-policies": ["hr", "/odoo/attendance-policies"],
    "duty-posts": ["hr", "/odoo/duty-posts"],
    "training-plans": ["hr", "/odoo/training-plans"],
    "training-kinds": ["hr", "/odoo/training-kinds"],
    "duty-criteria": ["hr", "/odoo/duty-criteria"],
};
/** Lists of what nobody makes by hand. */
const READ = {
    "attendance-days": ["hr", "/odoo/attendance-days"],
    "attendance-months": ["hr", "/odoo/attendance-months"],
    "attendance-incidents": ["hr", "/odoo/attendance-incidents"],
    "attendance-read": ["hr", "/odoo/attendance-read"],
    "my-rules": ["staff", "/odoo/my-rules"],
    "my-statements": ["staff", "/odoo/my-statements"],
    audits: ["hr", "/odoo/attendance-audit"],
    objections: ["hr", "/odoo/attendance-objections"],
    adjustments: ["hr", "/odoo/attendance-adjustments"],
    "pay-items": ["hr", "/odoo/attendance-pay-items"],
    bonuses: ["hr", "/odoo/attendance-bonuses"],
    awards: ["hr", "/odoo/attendance-awards"],
    questions: ["depthead", "/odoo/attendance-questions"],
    talks: ["leader", "/odoo/performance-talks"],
    "my-duties": ["staff", "/odoo/my-duties"],
    "my-trainings": ["staff", "/odoo/my-trainings"],
    feedback: ["hr", "/odoo/attendance-feedback"],
    "duty-problems": ["hr", "/odoo/duty-problems"],
    trainings: ["hr", "/odoo/trainings"],
    "duty-evaluations": ["hr", "/odoo/duty-evaluations"],
    "duty-logs": ["hr", "/odoo/duty-logs"],
    "duty-free-places": ["staff", "/odoo/duty-free-places"],
    "duty-swaps": ["staff", "/odoo/duty-swaps"],
};
/** Lists in which people make records, where there may be none to look at. */
const FEW = {
    "punch-corrections": ["staff", "/odoo/punch-corrections"],
    "leave-requests": ["staff", "/odoo/leave-requests"],
    "survey-rounds": ["admin", "/odoo/survey-rounds"],
};
const MONTH = ["attendance.month", [["employee_id.user_id.login", "=", "staff"]]];

export const PEOPLE = [
    {
        name: "my-attendance",
        login: "staff",
        url: "/odoo/my-attendance",
        ready: ".o_my_attendance",
        first: ".o_my_attendance .btn-primary, .o_attendance_cell",
        tasks: {
            "why this day": [".o_attendance_cell", ".o_my_attendance_buttons"],
            details: [".o_attendance_cell", ".o_my_attendance_buttons .btn-link", FORM],
            "ask for leave": [
                ".o_my_attendance_side .o_my_attendance_buttons .btn:nth-child(2)",
                ".modal, .o_form_view",
            ],
        },
    },
    {
        name: "attendance-today",
        login: "hr",
        url: "/odoo/attendance-today",
        ready: ".o_attendance_board",
        first: ".o_attendance_tile:enabled",
        tasks: {
            "who is there": [".o_attendance_tile:enabled", ROW],
            "of a department": [".o_attendance_count", ROW],
        },
    },
    {
        name: "waits-for-me",
        login: "leader",
        url: "/odoo/waits-for-me",
        ready: ".o_hr_inbox",
        first: ".o_hr_inbox_row",
        tasks: {open: [".o_hr_inbox_row", `${FORM}, .modal, .o_form_view`]},
    },
    ...Object.entries(LISTS).map(([name, [login, url]]) => ({
        name,
        login,
        url,
        first: NEW,
        tasks: {open: [ROW, FORM]},
    })),
    ...Object.entries(READ).map(([name, [login, url]]) => ({
        name,
        login,
        url,
        first: ROWS,
        tasks: {open: [ROW, `${FORM}, .modal`]},
    })),
    ...Object.entries(FEW).map(([name, [login, url]]) => ({
        name,
        login,
        url,
        first: NEW,
        tasks: {new: [NEW, FORM]},
    })),
    {
        name: "attendance-month",
        login: "hr",
        url: "/odoo/attendance-months/%",
        open: MONTH,
    },
    {
        name: "attendance-day",
        login: "hr",
        url: "/odoo/attendance-days/%",
        open: ["attendance.day", [["verdict", "=", "late"]]],
    },
    {
        name: "attendance-policy",
        login: "hr",
        url: "/odoo/attendance-policies/%",
        open: ["attendance.policy", [["state", "=", "published"]]],
        first: ".o_form_statusbar button",
    },
    {
        name: "audit",
        login: "hr",
        url: "/odoo/attendance-audit/%",
        open: ["attendance.period", [["state", "=", "audit"]]],
        first: ".o_form_statusbar button",
    },
    {
        name: "leave-new",
        login: "staff",
        url: "/odoo/leave-requests/new",
        first: ".o_field_widget[name=holiday_status_id] input",
        empty: false, // what it asks for is chosen from
    },
    {
        name: "correction-new",
        login: "staff",
        url: "/odoo/punch-corrections/new",
    },
    {
        name: "import",
        login: "hr",
        url: "/odoo/action-attendance_rules_import.attendance_import_action",
        ready: ".o_form_view, .modal .o_form_view",
    },
    {
        name: "attendance-trials",
        login: "hr",
        url: "/odoo/attendance-trials",
    },
    {
        name: "attendance-trend",
        login: "hr",
        url: "/odoo/attendance-trend",
        ready: GRAPH,
        wide: true,
    },
    {
        name: "attendance-verdicts",
        login: "hr",
        url: "/odoo/attendance-verdicts",
        ready: GRAPH,
        wide: true,
    },
    {
        name: "duties-per-person",
        login: "hr",
        url: "/odoo/duties-per-person",
        ready: GRAPH,
        wide: true,
    },
    {
        name: "leave-balances",
        login: "hr",
        url: "/odoo/leave-balances",
    },
    {
        name: "duty-roster",
        login: "hr",
        url: "/odoo/duty-roster",
    },
    {
        name: "duty-today",
        login: "hr",
        url: "/odoo/duty-today",
    },
];
