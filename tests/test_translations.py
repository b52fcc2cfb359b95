"""Every text that users read has its Chinese, and the templates are fresh."""

import io
import re
import tomllib
from pathlib import Path

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path
from odoo.tools.translate import trans_export

from workbench import paths

LANGUAGES = ("zh_CN", "zh_TW")
HOSTS = ("helpdesk_mgmt", "helpdesk_mgmt_rating", "helpdesk_type")
EXTRA = paths.ADDONS / "service_management" / "i18n_extra"
SHARED = Path(__file__).with_name("shared_words.toml")
LABEL = re.compile(
    r"model:ir\.model\.fields(\.selection)?,(field_description|name):"
    r"\w+\.(field_|selection__)(?P<name>\w+)"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\{.*?\}\}|t-out=\"[^\"]*\"")


def addons():
    """Return the names of the project's add-ons, but for those that are tests only."""
    names = [path.parent.name for path in paths.ADDONS.glob("*/__manifest__.py")]
    return sorted(name for name in names if not name.startswith("test_"))


def catalogue(addon, name):
    """Return the file of an add-on's i18n folder."""
    return polib.pofile(str(paths.ADDONS / addon / "i18n" / name))


def meanings(entry):
    """Return the labels of fields and options that show a term, by their names."""
    names = set()
    for place, _line in entry.occurrences:
        match = LABEL.match(place)
        if match:
            model, name = match["name"].rsplit("__", 1)
            field = "" if place.startswith("model:ir.model.fields,") else model
            names.add(f"{field.rsplit('__', 1)[-1]}:{name}".lstrip(":"))
    return names


def database_terms(entries):
    """Return the terms with each record's field that shows them, without the code's."""
    return {
        (entry.msgid, place)
        for entry in entries
        for place, _line in entry.occurrences
        if place.startswith("model")
    }


def placeholders(text):
    """Return what a translation must keep, in any order."""
    return sorted(p for p in PLACEHOLDER.findall(text) if " or " not in p)


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    """The catalogues of all add-ons."""

    def _exported(self, addon):
        """Return the terms that the installed add-on has."""
        buffer = io.BytesIO()
        trans_export(None, [addon], buffer, "po", self.env)
        return {entry.msgid for entry in polib.pofile(buffer.getvalue().decode())}

    def test_templates_are_fresh(self):
        for addon in addons():
            with self.subTest(addon):
                known = {entry.msgid for entry in catalogue(addon, f"{addon}.pot")}
                self.assertFalse(self._exported(addon) - known, "export the .pot anew")

    def test_chinese_is_complete(self):
        for addon in addons():
            terms = {entry.msgid for entry in catalogue(addon, f"{addon}.pot")}
            for language in LANGUAGES:
                with self.subTest(addon, language=language):
                    done = {
                        entry.msgid
                        for entry in catalogue(addon, f"{language}.po")
                        if entry.msgstr and not entry.fuzzy and not entry.obsolete
                    }
                    self.assertFalse(terms - done, "translate these terms")

    def test_chinese_of_the_hosts_is_complete(self):
        for language in LANGUAGES:
            done = polib.pofile(str(EXTRA / f"{language}.po")).translated_entries()
            for host in HOSTS:
                with self.subTest(host, language=language):
                    template = polib.pofile(file_path(f"{host}/i18n/{host}.pot"))
                    self.assertFalse(
                        database_terms(template) - database_terms(done),
                        "translate these terms",
                    )

    def test_a_word_of_two_meanings_has_two_terms(self):
        """A term has one translation. Where several fields or options share one,
        somebody has looked whether it means the same everywhere."""
        shared = tomllib.loads(SHARED.read_text())
        for addon in addons():
            found = {
                entry.msgid
                for entry in catalogue(addon, f"{addon}.pot")
                if len(meanings(entry)) > 1
            }
            with self.subTest(addon):
                self.assertFalse(found - set(shared.get(addon, ())), "look at these")

    def test_placeholders_survive(self):
        for path in paths.ADDONS.glob("*/i18n*/*.po"):
            for entry in polib.pofile(str(path)):
                with self.subTest(path.parent, name=path.name, term=entry.msgid):
                    self.assertEqual(
                        placeholders(entry.msgstr), placeholders(entry.msgid)
                    )
