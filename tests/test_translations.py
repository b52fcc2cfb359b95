"""Every text that users read has its Chinese, and the templates are fresh."""

import io
import re
import tomllib
from collections import defaultdict
from pathlib import Path

import polib
from lxml import etree

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path
from odoo.tools.translate import trans_export

from workbench import paths

LANGUAGES = ("zh_CN", "zh_TW")
HOSTS = ("helpdesk_mgmt", "helpdesk_type")
EXTRA = paths.ADDONS / "service_management" / "i18n_extra"
SHARED = Path(__file__).with_name("shared_words.toml")
WORDS = Path(__file__).with_name("chinese_words.toml")
GLOSSARY = paths.ROOT / "docs" / "glossary.md"
HAN = re.compile(r"[\u4e00-\u9fff]")
#: Letters that only one of the two scripts has.
SIMPLIFIED = set("们这发时个来对说为会请选择员门间题图应开关业务务单还进过")
TRADITIONAL = set("們這發時個來對說為會請選擇員門間題圖應開關業務單還進過")
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


def translations(language):
    """Return (add-on, term, translation) of all add-ons, the hosts' included."""
    for path in sorted(paths.ADDONS.glob(f"*/i18n*/{language}.po")):
        for entry in polib.pofile(str(path)):
            if entry.msgstr and not entry.obsolete:
                yield path.parent.parent.name, entry.msgid, entry.msgstr


def glossary():
    """Return the Chinese terms of the glossary: {English term: (Chinese, …)}."""
    found = {}
    for line in GLOSSARY.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and HAN.match(cells[1]):
            for term in cells[0].split(", "):
                found.setdefault(term.lower(), []).append(cells[1])
    return found


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

    def test_no_word_is_one_that_nobody_says_there(self):
        """Mainland words for mainland readers, Taiwan's for Taiwan's, and none of those
        that readers took offence at."""
        words = tomllib.loads(WORDS.read_text())["forbidden"]
        for language in LANGUAGES:
            wrong = [
                (addon, word, words[language][word], text)
                for addon, _term, text in translations(language)
                for word in words[language]
                if word in text
            ]
            with self.subTest(language):
                self.assertFalse(wrong, "say it otherwise")

    def test_each_language_has_its_own_letters(self):
        foreign = {"zh_CN": TRADITIONAL - SIMPLIFIED, "zh_TW": SIMPLIFIED - TRADITIONAL}
        for language in LANGUAGES:
            wrong = [
                (addon, text)
                for addon, _term, text in translations(language)
                if foreign[language] & set(text)
            ]
            with self.subTest(language):
                self.assertFalse(wrong)

    def test_terms_are_those_of_the_glossary(self):
        terms = glossary()
        others = tomllib.loads(WORDS.read_text())["other_meaning"]
        self.assertGreater(len(terms), 20)
        wrong = [
            (addon, term, text, terms[term.lower()])
            for addon, term, text in translations("zh_CN")
            if term.lower() in terms
            and term not in others.get(addon, ())
            and not any(one in text for one in terms[term.lower()])
        ]
        self.assertFalse(wrong, "a term, or a word of another meaning")

    def test_two_labels_of_a_form_are_two_words(self):
        """Whoever sees "Class" and "Kind" as one word does not know which is which."""
        names = set(addons())
        views = self.env["ir.ui.view"].search(
            [("type", "=", "form"), ("mode", "=", "primary")]
        )
        for view in views.filtered(lambda one: one.xml_id.split(".")[0] in names):
            english = self._labels(view, "en_US")
            for language in LANGUAGES:
                shown = defaultdict(set)
                for name, label in self._labels(view, language).items():
                    # One and many are one word in Chinese.
                    shown[label].add(english.get(name, name).removesuffix("s"))
                same = {label: one for label, one in shown.items() if len(one) > 1}
                with self.subTest(view.xml_id, language=language):
                    self.assertFalse(same, "two labels, one word")

    def _labels(self, view, language):
        """Labels of the fields of a form, without those of lists in it."""
        self.env["res.lang"]._activate_lang(language)
        model = self.env[view.model].with_context(lang=language)
        found = model.get_view(view.id, "form")
        labels = model.fields_get(attributes=["string"])
        return {
            node.get("name"): node.get("string") or labels[node.get("name")]["string"]
            for node in etree.fromstring(found["arch"]).iter("field")
            if node.get("name") in labels
            and not node.get("nolabel")
            and next(node.iterancestors("field"), None) is None
            and node.get("invisible") not in ("1", "True")
        }
