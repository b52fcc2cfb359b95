import {Component, onWillStart, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";
import {useService} from "@web/core/utils/hooks";
import {formatDuration} from "../duration/duration";
import {cardAt} from "../service_deadline_strip/deadline_card";
import {useDeadlineClock} from "../deadline_clock/use_deadline_clock";

const EVENT_FIELDS = ["at", "kind", "user_id", "reason"];

/** How the due time of a promise came about, what happened to it, and what can be done. */
export class DeadlineDialog extends Component {
    static template = "service_management.DeadlineDialog";
    static components = {Dialog};
    static props = {
        /** An item of `deadline_strip`. */
        item: Object,
        /** The record that the promise is on. */
        record: Object,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.fields = useService("field");
        this.state = useState({lines: [], events: [], kinds: {}});
        this.view = useDeadlineClock((now) => cardAt(this.props.item, now));
        onWillStart(() => this.load());
    }

    async load() {
        const {id} = this.props.item;
        const model = "service.deadline.event";
        const [lines, events, {kind}] = await Promise.all([
            this.orm.call("service.deadline", "explain", [[id]]),
            this.orm.searchRead(model, [["deadline_id", "=", id]], EVENT_FIELDS),
            this.fields.loadFields(model, {fieldNames: ["kind"]}),
        ]);
        Object.assign(this.state, {
            lines,
            events,
            kinds: Object.fromEntries(kind.selection),
        });
    }

    localTime(serverDateTime) {
        return serverDateTime
            ? formatDateTime(deserializeDateTime(serverDateTime))
            : "";
    }

    duration(seconds) {
        return seconds ? formatDuration(seconds) : "";
    }

    /** Run an action of the record about this promise, then show what became of it. */
    async run(name) {
        const {item, record, close} = this.props;
        await close();
        await record.save();
        await this.action.doActionButton({
            type: "object",
            name,
            resModel: record.resModel,
            resId: record.resId,
            context: record.context,
            buttonContext: {default_deadline_id: item.id},
            onClose: () => record.load(),
        });
    }

    open() {
        this.props.close();
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "service.deadline",
            res_id: this.props.item.id,
            views: [[false, "form"]],
        });
    }
}
