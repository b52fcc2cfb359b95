// Pages of customers and their advisors, of orders, and of what administrators set up: as
// in service.mjs.
import {FORM, GRAPH, LIST, ROW, ROWS} from "./service.mjs";

/** Lists in which people make and look at records. */
const LISTS = {
    "my-customers": ["advisor", "/odoo/my-customers"],
    "contact-notes": ["advisor", "/odoo/contact-notes"],
    advisors: ["admin", "/odoo/advisors"],
    "customer-file-questions": ["admin", "/odoo/customer-file-questions"],
    "customer-strategies": ["admin", "/odoo/customer-strategies"],
    "customer-tiers": ["admin", "/odoo/customer-tiers"],
    "customer-criteria": ["admin", "/odoo/customer-criteria"],
    "order-milestone-plans": ["admin", "/odoo/order-milestone-plans"],
    "order-problem-kinds": ["admin", "/odoo/order-problem-kinds"],
    "order-check-list": ["admin", "/odoo/order-check-list"],
    "order-milestone-kinds": ["admin", "/odoo/order-milestone-kinds"],
    "order-change-reasons": ["admin", "/odoo/order-change-reasons"],
    "market-sources": ["admin", "/odoo/market-sources"],
    "sms-gateways": ["admin", "/odoo/sms-gateways"],
};
/** Lists of what nobody makes by hand, or not there. */
const READ = {
    "customer-files": ["advisor", "/odoo/customer-files"],
    "customer-standings": ["advisor", "/odoo/customer-standings"],
    "customers-at-risk": ["depthead", "/odoo/customers-at-risk"],
    "contacts-to-keep": ["depthead", "/odoo/contacts-to-keep"],
    "order-milestones": ["advisor", "/odoo/order-milestones"],
};
/** The same, which may be empty, or are read where they stand. */
const LOOKED_AT = {
    "customer-suggestions": ["advisor", "/odoo/customer-suggestions"],
    "customer-tier-changes": ["admin", "/odoo/customer-tier-changes"],
    "customer-tier-runs": ["admin", "/odoo/customer-tier-runs"],
    "customer-requests": ["advisor", "/odoo/customer-requests"],
    "advisor-assignments": ["depthead", "/odoo/advisor-assignments"],
    "advisor-handovers": ["depthead", "/odoo/advisor-handovers"],
    "call-list": ["advisor", "/odoo/call-list"],
    "silent-customers": ["advisor", "/odoo/silent-customers"],
    "order-changes": ["admin", "/odoo/order-changes"],
    "order-news": ["admin", "/odoo/order-news"],
    "order-problems": ["admin", "/odoo/order-problems"],
    "small-gift-movements": ["admin", "/odoo/small-gift-movements"],
    "need-answers": ["admin", "/odoo/need-answers"],
    "ratings-by-person": ["leader", "/odoo/ratings-by-person"],
    "sms-records": ["admin", "/odoo/sms-records"],
    "sms-reports": ["admin", "/odoo/sms-reports"],
};

export const CUSTOMERS = [
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
    ...Object.entries(LOOKED_AT).map(([name, [login, url]]) => ({name, login, url})),
    {
        name: "service-board-walls",
        login: "admin",
        url: "/odoo/service-board-walls",
        ...LIST,
        tasks: {new: LIST.tasks.new}, // there is none yet
    },
    {
        name: "customer-tier-trials",
        login: "admin",
        url: "/odoo/customer-tier-trials",
        // The name of what was tried, as it was then.
        theirs: ["Amount, frequency and loyalty"],
    },
    {
        name: "market-prices",
        login: "admin",
        url: "/odoo/market-prices",
        ready: GRAPH,
        wide: true,
    },
    {
        name: "ratings-analysis",
        login: "leader",
        url: "/odoo/ratings-analysis",
        ready: GRAPH,
        wide: true,
    },
    {
        name: "new-complaint",
        login: "agent",
        url: "/odoo/new-complaint",
        ready: ".o_form_view",
        first: ".o_field_widget[name=name] input, .o_field_widget[name=name] textarea",
    },
];
