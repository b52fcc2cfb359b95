// Pages of attendance, duty, trainings and of everybody's first page: as in service.mjs.
export const PEOPLE = [
    {
        name: "my-attendance",
        login: "staff",
        url: "/odoo/my-attendance",
        ready: ".o_my_attendance",
    },
    {
        name: "attendance-today",
        login: "hr",
        url: "/odoo/attendance-today",
        ready: ".o_attendance_board",
    },
    {
        name: "waits-for-me",
        login: "leader",
        url: "/odoo/waits-for-me",
        ready: ".o_hr_inbox",
    },
];
