import {beforeEach, expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {
    allowTranslations,
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
    webModels,
} from "@web/../tests/web_test_helpers";

class Guest extends models.Model {
    _name = "guest";
    name = fields.Char();
    visits = fields.Integer();
    is_known = fields.Boolean();
    friend_id = fields.Many2one({relation: "guest"});
    _records = [
        {id: 1, name: "Ann", visits: 3, is_known: true, friend_id: 2},
        {id: 2, name: "Bob", visits: 0, is_known: false, friend_id: false},
    ];
    _views = {
        "form,hall": `<form js_class="later_form"><field name="friend_id"/></form>`,
    };
}

const {ResCompany, ResPartner, ResUsers} = webModels;
defineModels([Guest, ResCompany, ResPartner, ResUsers]);
beforeEach(allowTranslations);

const BUTTONS = `
    <form>
        <div name="button_box">
            <button class="oe_stat_button visits" type="object" name="a">
                <widget name="later_field" field="visits" type="integer" string="Visits"/>
            </button>
            <button class="oe_stat_button friend" type="object" name="b">
                <widget name="later_field" field="friend_id" type="many2one"
                        needed="is_known,friend_id" string="Friend"/>
            </button>
        </div>
        <field name="name"/>
    </form>`;

const open = (arch, resId = 1) =>
    mountView({type: "form", resModel: "guest", resId, resIds: [1, 2], arch});

test("a form does not wait for its figures, which come in one call", async () => {
    const asked = [];
    onRpc("guest", "web_read", ({kwargs}) => {
        asked.push(Object.keys(kwargs.specification).sort().join(" "));
    });
    await open(BUTTONS);
    await animationFrame();
    expect(asked).toEqual(["display_name name", "friend_id is_known visits"]);
    expect(".visits .o_stat_value").toHaveText("3");
    expect(".visits .o_stat_text").toHaveText("Visits");
    expect(".friend .o_stat_value").toHaveText("Bob");
});

test("a button for which there is no need is not there", async () => {
    await open(BUTTONS, 2);
    await animationFrame();
    expect(".visits").toBeVisible();
    expect(".visits .o_stat_value").toHaveText("0");
    expect(".friend").not.toBeVisible();
});

test("the figures are those of the record that is shown", async () => {
    await open(BUTTONS);
    await contains(".o_pager_next").click();
    await animationFrame();
    expect(".visits .o_stat_value").toHaveText("0");
    expect(".friend").not.toBeVisible();
    await contains(".o_pager_previous").click();
    await animationFrame();
    expect(".visits .o_stat_value").toHaveText("3");
    expect(".friend").toBeVisible();
});

const PAGES = `
    <form>
        <field name="name"/>
        <notebook>
            <page string="Desk"><field name="visits"/></page>
            <page string="Hall"><widget name="later_form" view="hall"/></page>
        </notebook>
    </form>`;

test("a later form is loaded when it is shown, and changes no name above", async () => {
    const asked = [];
    onRpc("guest", "web_read", ({kwargs}) => {
        asked.push(Object.keys(kwargs.specification).sort().join(" "));
    });
    await open(PAGES);
    expect(asked).toEqual(["display_name name visits"]);
    await contains(".o_notebook .nav-link:contains(Hall)").click();
    await animationFrame();
    expect(asked).toEqual(["display_name name visits", "friend_id"]);
    expect(".o_later_form .o_field_widget[name=friend_id]").toHaveText("Bob");
    expect(".o_later_form input").toHaveCount(0);
    expect("main").toHaveCount(1);
    expect(".o_breadcrumb").toHaveText("Ann");
});

test("a later form follows the record that is shown", async () => {
    await open(PAGES);
    await contains(".o_notebook .nav-link:contains(Hall)").click();
    await contains(".o_pager_next").click();
    await contains(".o_notebook .nav-link:contains(Hall)").click();
    await animationFrame();
    expect(".o_later_form .o_field_widget[name=friend_id]").toHaveText("");
});
