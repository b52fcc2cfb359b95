"""The rules of the house find what breaks them, in a small house."""

import house
import pytest

from workbench import addons, files, paths

MANIFEST = {
    "name": "A",
    "summary": "B",
    "category": "C",
    "license": "AGPL-3",
    "author": "Service Policy",
    "version": "19.0.1.0.0",
}
ONE = "class One:\n    _name = 'one.model'\n\n    def act(self):\n        pass\n"
ASK = "def act(self):\n    self.activity_schedule(1, summary=self.env._('Look'))\n"
LISTED = """<record id="one" model="ir.actions.act_window">
    <field name="view_mode">%s</field></record>"""
MAIL = "mail = {'email_from': 'a@example.com', 'body_html': '<p/>'%s}"
LETTER = """<odoo><record id="one" model="mail.template"><field name="body_html">
    %s</field></record></odoo>"""
TWO = ONE.replace("one.model", "two.model")


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Give what builds a house of two add-ons, ``one`` and ``two``."""
    monkeypatch.setattr(paths, "ADDONS", tmp_path)
    house.reach.cache_clear()

    def add(content, name="one/models/one_model.py", **manifest):
        manifest = {**MANIFEST, "depends": ["base"], **manifest}
        files.write_whole(tmp_path / "one/__manifest__.py", repr(manifest))
        files.write_whole(tmp_path / "two/__manifest__.py", repr(MANIFEST))
        files.write_whole(tmp_path / name, content)

    yield add
    house.reach.cache_clear()
    house.tree.cache_clear()


@pytest.mark.parametrize(
    ("rule", "name", "content"),
    [
        ("foreign_imports", "one/models/a.py", "from odoo.addons.two.core import x"),
        ("foreign_imports", "one/tests/a.py", "import odoo.addons.two.models.m"),
        ("foreign_names", "one/models/a.py", "x = env.ref('two.record')"),
        ("foreign_names", "one/models/a.py", "x = f\"ref('two.record')\""),
        ("foreign_names", "one/views/a.xml", '<f ref="two.record"/>'),
        ("foreign_names", "one/views/a.xml", '<f groups="base.g,!two.group"/>'),
        ("foreign_names", "one/security/a.csv", "id,name,two.model_x"),
        ("foreign_names", "one/static/a.js", 'import {x} from "@two/x";'),
        ("foreign_names", "one/static/a.js", "const a = 'two.template';"),
        ("impure", "one/core/a.py", "from odoo import fields"),
        ("impure", "one/core/a.py", "from odoo.addons.two.models import x"),
        ("misplaced_models", "one/models/other.py", ONE),
        ("misplaced_models", "one/models/one_model.py", ONE + TWO),
        ("long_files", "one/models/a.py", "\n" * 501),
        ("demo_code", "one/models/one_demo.py", ""),
        ("strange_languages", "one/models/a.py", ASK),
        ("stray_menus", "one/views/a.xml", "<menuitem id='a'/>"),
        ("silent_lists", "one/views/a.xml", LISTED % "list,form"),
        ("invented_addresses", "one/readme/A.md", "https://example.org/x"),
        ("unmarked_mails", "one/models/a.py", MAIL % ""),
        (
            "greeted_samples",
            "one/data/a.xml",
            LETTER % '<t t-out="object.partner_id.name">Ms Li</t>',
        ),
    ],
)
def test_a_breach_is_found(build, rule, name, content):
    build(content, name)
    assert list(getattr(house, rule)("one"))


@pytest.mark.parametrize(
    ("rule", "name", "content"),
    [
        ("foreign_imports", "one/models/a.py", "from odoo.addons.base.models import x"),
        ("foreign_names", "one/models/a.py", '"""Like two.record, but other."""'),
        ("foreign_names", "one/models/a.py", "x = two.attribute"),
        ("foreign_names", "one/views/a.xml", '<f ref="one.record" name="a.two.b"/>'),
        ("impure", "one/core/a.py", "from odoo.addons.two.core.days import x"),
        ("impure", "one/models/a.py", "from odoo import fields"),
        ("misplaced_models", "one/models/one_model.py", ONE),
        ("misplaced_models", "one/wizard/one_model.py", ONE + TWO),
        ("long_files", "one/models/a.py", "\n" * 500),
        (
            "strange_languages",
            "one/models/a.py",
            ASK.replace("self.a", "self.w(lang=1).a"),
        ),
        ("strange_languages", "one/tests/a.py", ASK),
        ("stray_menus", "one/views/one_menus.xml", "<menuitem id='a'/>"),
        ("silent_lists", "one/views/a.xml", LISTED % "form"),
        (
            "silent_lists",
            "one/views/a.xml",
            LISTED.replace("</record>", '<field name="help"/></record>') % "list",
        ),
        ("invented_addresses", "one/tests/a.py", "x = 'me@example.org'"),
        ("unmarked_mails", "one/models/a.py", MAIL % ", 'headers': '{}'"),
        ("unmarked_mails", "one/tests/a.py", MAIL % ""),
        (
            "greeted_samples",
            "one/data/a.xml",
            LETTER % "<t t-out=\"object.partner_id.name or 'you'\">Ms Li</t>",
        ),
        (
            "greeted_samples",
            "one/data/a.xml",
            LETTER
            % '<t t-if="object.user_id.name"><t t-out="object.user_id.name">Li</t></t>',
        ),
        (
            "greeted_samples",
            "one/data/a.xml",
            LETTER % '<t t-out="object.partner_id.name"/>',
        ),
    ],
)
def test_what_is_in_order_passes(build, rule, name, content):
    build(content, name)
    assert not list(getattr(house, rule)("one"))


def test_what_the_manifest_leads_to_may_be_used(build):
    build("x = env.ref('two.record')", depends=["two"])
    assert not list(house.foreign_names("one"))


def test_a_model_or_a_method_in_two_files_is_found(build):
    build(ONE)
    build(ONE.replace("_name", "_inherit"), "one/models/one_model_more.py")
    assert (
        "one.model.act is in one/models/one" in list(house.scattered_methods("one"))[0]
    )
    assert list(house.misplaced_models("one"))


PAGE = """
export class Page extends Component {
    static template = "one.Page";
}
registry.category("actions").add("one.page", Page);
"""


@pytest.mark.parametrize(
    ("outermost", "scrolls"),
    [
        ('<div t-att-class="props.className"><Layout/></div>', True),
        ('<!-- scrolls -->\n<div t-att-class="props.className"/>', True),
        ('<Layout display="display"><div class="props"/></Layout>', False),
        ('<Layout className="x"><p t-att-class="props.className"/></Layout>', False),
        ("", False),
    ],
)
def test_a_page_that_does_not_scroll_is_found(build, outermost, scrolls):
    template = f'<templates><t t-name="one.Page">{outermost}</t></templates>'
    build(template, "one/static/src/page.xml")
    build(PAGE, "one/static/src/page.js")
    assert bool(list(house.unscrollable_pages("one"))) != scrolls


@pytest.mark.parametrize(
    "manifest",
    [
        {"version": "19.0.1"},
        {"license": "LGPL-3"},
        {"author": "Somebody"},
        {"demo": ["demo/a.xml"]},
        {"data": ["views/a.xml", "security/a.xml"]},
        {"data": ["views/one_menus.xml", "views/a.xml"]},
        {"data": ["somewhere/a.xml"]},
        {"data": ["views/a.xml", "wizard/b.xml"]},
    ],
)
def test_a_manifest_out_of_order_is_found(build, manifest):
    build("", **manifest)
    assert list(house.manifest_breaches("one"))


def test_a_manifest_in_order_passes(build):
    build("", data=["security/a.xml", "views/b.xml", "views/one_menus.xml"])
    assert addons.names() == ["one", "two"]
    assert not list(house.manifest_breaches("one"))
