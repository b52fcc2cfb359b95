import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {Dialog} from "@web/core/dialog/dialog";
import {CopyButton} from "@web/core/copy_button/copy_button";

/** The link of a board on a wall, shown this once. */
export class WallLink extends Component {
    static template = "service_report.WallLink";
    static components = {CopyButton, Dialog};
    static props = {name: String, url: String, close: Function};

    get title() {
        return _t("Link for %s", this.props.name);
    }

    get copied() {
        return _t("Copied");
    }

    get copyLabel() {
        return _t("Copy");
    }
}

registry.category("actions").add("service_report.wall_link", (env, {params}) => {
    env.services.dialog.add(WallLink, params, {
        onClose: () =>
            env.services.action.doAction({
                type: "ir.actions.client",
                tag: "soft_reload",
            }),
    });
});
