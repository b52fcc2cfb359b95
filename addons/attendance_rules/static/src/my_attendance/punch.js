import {useState} from "@odoo/owl";
import {isIosApp} from "@web/core/browser/feature_detection";
import {_t} from "@web/core/l10n/translation";
import {rpc} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {MyCard} from "./my_card";

/** Where the device is, if the company tracks it and the person allows it. */
function findPlace({is_tracked}) {
    if (!is_tracked || isIosApp() || !navigator.geolocation) {
        return Promise.resolve({});
    }
    return new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
            ({coords: {latitude, longitude}}) => resolve({latitude, longitude}),
            () => resolve({}),
            {enableHighAccuracy: true}
        );
    });
}

/** Check in and out, as with the icon above: where the company allows it. */
export class Punch extends MyCard {
    static template = "attendance_rules.Punch";

    setup() {
        super.setup();
        this.state = useState({busy: false});
    }

    get label() {
        return this.props.data.is_in ? _t("Check Out") : _t("Check In");
    }

    async punch() {
        this.state.busy = true;
        try {
            const place = await findPlace(this.props.data);
            await rpc("/hr_attendance/systray_check_in_out", place);
            await this.props.reload();
        } finally {
            this.state.busy = false;
        }
    }
}

registry
    .category("attendance_rules.my_cards")
    .add("punch", {component: Punch, place: "notice"}, {sequence: 5});
