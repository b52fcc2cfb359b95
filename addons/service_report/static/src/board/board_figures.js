import {_t} from "@web/core/l10n/translation";

/** What asks for somebody, as `service.board` counts it, the most urgent first. */
export const PARTS = {
    overdue: {label: _t("Overdue"), icon: "fa-exclamation-circle", tone: "danger"},
    breaking: {label: _t("Due within the hour"), icon: "fa-bell-o", tone: "warning"},
    today: {label: _t("Due today"), icon: "fa-clock-o", tone: "info"},
    unassigned: {label: _t("Nobody's yet"), icon: "fa-user-o", tone: "info"},
    answered: {label: _t("Just answered"), icon: "fa-comments-o", tone: "info"},
    customer: {label: _t("Waiting for the customer"), icon: "fa-pause", tone: "muted"},
    others: {label: _t("Waiting for others"), icon: "fa-building-o", tone: "muted"},
};

/** A share (0 to 1) as it is shown; a share of nothing is none. */
export function shareInWords(share) {
    return share === null ? "–" : `${Math.round(share * 1000) / 10} %`;
}

/** A length in seconds, in the two largest units that matter. */
export function lengthInWords(seconds) {
    if (seconds === null) {
        return "–";
    }
    const minutes = Math.round(seconds / 60);
    const hours = Math.floor(minutes / 60);
    if (hours < 1) {
        return _t("%s min", minutes);
    }
    if (hours < 48) {
        return _t("%(hours)s h %(minutes)s min", {hours, minutes: minutes % 60});
    }
    return _t("%(days)s d %(hours)s h", {
        days: Math.floor(hours / 24),
        hours: hours % 24,
    });
}

/** A figure in the words of its unit. */
export function figureInWords({unit, value}) {
    if (unit === "share") {
        return shareInWords(value);
    }
    return unit === "seconds" ? lengthInWords(value) : String(value ?? "–");
}

/** Bars of a chart from 0 to the largest: heights in percent of the whole. */
export function heights(values, most) {
    return values.map((value) => (most ? Math.round((value / most) * 1000) / 10 : 0));
}
