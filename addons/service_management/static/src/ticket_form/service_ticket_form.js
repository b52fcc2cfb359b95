import {registry} from "@web/core/registry";
import {getTabableElements} from "@web/core/utils/ui";
import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";
import {useExternalListener} from "@odoo/owl";

/** The form of a ticket, made for typing while somebody talks. */
export class ServiceTicketController extends FormController {
    setup() {
        super.setup();
        useExternalListener(window, "keydown", (ev) => this.onTab(ev), {capture: true});
    }

    /** Tab leaves the customer's words, where the editor would indent them. */
    onTab(ev) {
        const words = ev.target.closest?.(".o_service_words");
        if (ev.key !== "Tab" || !words || !this.rootRef.el?.contains(words)) {
            return;
        }
        const others = getTabableElements(this.rootRef.el).filter(
            (el) => !words.contains(el)
        );
        const place = ev.shiftKey
            ? Node.DOCUMENT_POSITION_PRECEDING
            : Node.DOCUMENT_POSITION_FOLLOWING;
        const beyond = others.filter((el) => words.compareDocumentPosition(el) & place);
        const next = beyond.at(ev.shiftKey ? -1 : 0);
        if (next) {
            ev.preventDefault();
            ev.stopPropagation();
            next.focus();
        }
    }

    /** A new ticket has got its promises: they are shown, not what is below them. */
    async onRecordSaved(record, changes) {
        await super.onRecordSaved(record, changes);
        const isFirst = "name" in changes && "description" in changes;
        if (isFirst && record === this.model.root) {
            for (const el of this.rootRef.el.querySelectorAll("*")) {
                if (el.scrollTop) {
                    el.scrollTop = 0;
                }
            }
            this.rootRef.el.scrollTop = 0;
        }
    }
}

registry.category("views").add("service_ticket_form", {
    ...formView,
    Controller: ServiceTicketController,
});
