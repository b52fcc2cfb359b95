import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {
    countdownAt,
    momentInWords,
    toMillis,
} from "@service_deadline/countdown/countdown";
import {useDeadlineClock} from "@service_deadline/deadline_clock/use_deadline_clock";

/** One ticket of the desk: what it is about, whose it is, and what is due next. */
export class DeskRow extends Component {
    static template = "service_management.DeskRow";
    static props = {row: Object, showsUser: Boolean, onSelected: Function};

    setup() {
        this.view = useDeadlineClock((now) => countdownAt(this.promise, now));
    }

    get promise() {
        const {state, due, target} = this.props.row;
        return {state, due: toMillis(due), target: toMillis(target)};
    }

    /** What stands below the subject: customer, person, stage. */
    get about() {
        const {number, customer, user, stage} = this.props.row;
        const person = this.props.showsUser && (user || _t("nobody yet"));
        return [number, customer, person, stage].filter(Boolean).join(" · ");
    }

    get due() {
        return momentInWords(this.props.row.due);
    }

    get answered() {
        const {answered} = this.props.row;
        return answered && _t("Answered: %s", momentInWords(answered));
    }
}
