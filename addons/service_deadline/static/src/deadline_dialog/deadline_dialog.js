import {Component, onWillStart} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {useService} from "@web/core/utils/hooks";
import {useDeadlineClock} from "../deadline_clock/use_deadline_clock";
import {cardAt} from "../service_deadline_strip/deadline_card";

/** How the due time of a promise came about, what happened to it, and what can be done. */
export class DeadlineDialog extends Component {
    static template = "service_deadline.DeadlineDialog";
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
        this.lines = [];
        this.view = useDeadlineClock((now) => cardAt(this.props.item, now));
        onWillStart(async () => {
            const ids = [this.props.item.id];
            this.lines = await this.orm.call("service.deadline", "explain", [ids]);
        });
    }

    /** The promise as a sentence. */
    get sentences() {
        return this.lines.filter((line) => line.kind === "rule");
    }

    /** Why the promise is paused, and until when. */
    get waits() {
        return this.lines.filter((line) => line.kind === "waits");
    }

    /** The zone of all times here, where it is not the reader's. */
    get zones() {
        return this.lines.filter((line) => line.kind === "zone");
    }

    /** The reckoning of the due time. */
    get reckoning() {
        return this.lines.filter(
            ({kind}) =>
                !["rule", "waits", "zone"].includes(kind) && !kind.startsWith("event_")
        );
    }

    /** The log, in the order in which it happened. */
    get events() {
        return this.lines.filter((line) => line.kind.startsWith("event_"));
    }

    /** Run an action of the record about this promise, then show what became of it. */
    async run(name) {
        const {item, record, close} = this.props;
        close();
        if (!(await record.save())) {
            return;
        }
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
