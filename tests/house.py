"""Reads our add-ons' files without Odoo, for the tests of the house.

Each function yields a sentence for each breach of a rule, so that a failed test says
what to put right; ``test_house.py`` says what the rules are.
"""

import ast
import collections
import functools
import os
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from workbench import addons, paths

#: Where the add-ons of others are; setup/test tells.
FOLDERS = [Path(f) for f in os.environ["WORKBENCH_ADDONS"].split(os.pathsep)]
LONGEST = 500
SUFFIXES = {".csv", ".js", ".py", ".xml"}
#: The order of a manifest's files, by folder; what is last may refer to all before.
ORDER = ("security", "data", "report", "wizard", "views", "menus")
#: Second files of a model, each for one clear face of it.
FACES = {
    "service_management/models/helpdesk_ticket_answer.py": "what an answer does",
    "service_management/models/helpdesk_ticket_incoming.py": "what comes in by e-mail",
    "service_management/models/helpdesk_ticket_mail.py": "what goes to the customer",
}
KEYS = {"name", "summary", "version", "category", "license", "author", "depends"}
NAMED = re.compile(r"(?<![\w./@])(\w+)\.\w")
#: A template with its outermost element, a class of JavaScript, a client action.
TEMPLATE = re.compile(r'<t t-name="([^"]+)"[^>]*>\s*(<\w+[^>]*>)')
CLASS = re.compile(r"class (\w+) extends [^{]+\{(.*?)^\}", re.S | re.M)
ACTION = re.compile(r'category\("actions"\)\s*\.add\(\s*"([^"]+)",\s*(\w+)')
#: An action that opens records, and by which views.
LIST = re.compile(
    r'<record\s+id="(\w+)"\s+model="ir.actions.act_window"\s*>.*?</record>', re.S
)
MODE = re.compile(r'name="view_mode"\s*>([^<]*)<')
#: In JavaScript, an add-on's files are also named by path.
PATHS = re.compile(r"[\"'`]@?/?(\w+)[./]\w")


def is_for_tests(addon: str) -> bool:
    """Tell whether the add-on is never installed by people at work."""
    return addon.startswith("test_") or addons.is_demo(addon)


@functools.cache
def reach(addon: str) -> frozenset[str]:
    """Return the add-on and all that it needs, also through others."""
    return frozenset(addons.with_needed([addon], FOLDERS))


def files(addon: str, *suffixes: str) -> Iterator[Path]:
    """Yield an add-on's files with the suffixes."""
    for path in sorted((paths.ADDONS / addon).rglob("*")):
        if path.suffix in suffixes and "lib" not in path.parts:
            yield path


@functools.cache
def tree(path: Path) -> ast.Module:
    """Return the syntax of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def where(path: Path) -> str:
    """Return a file's name below the folder of add-ons."""
    return str(path.relative_to(paths.ADDONS))


# --- dependencies ---------------------------------------------------------------------


def imported(path: Path) -> Iterator[str]:
    """Yield the modules that a Python file imports by their full name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def foreign_imports(addon: str) -> Iterator[str]:
    """Yield the imports of add-ons that the manifest does not lead to."""
    for path in files(addon, ".py"):
        for name in imported(path):
            other = re.match(r"odoo\.addons\.(\w+)", name)
            if other and other[1] not in reach(addon):
                yield f"{where(path)} imports {name}"


def foreign_names(addon: str) -> Iterator[str]:
    """Yield the XML ids and files of ours that the manifest does not lead to."""
    others = set(addons.names()) - reach(addon)
    for path in files(addon, *SUFFIXES):
        if "corpus" in path.parts:  # files as the world sends them
            continue
        for text in _texts(path):
            pattern = PATHS if path.suffix == ".js" else NAMED
            for found in pattern.finditer(text):
                if found[1] in others:
                    yield f"{where(path)} names {text[found.start() :][:60].strip()}"


def _texts(path: Path) -> Iterator[str]:
    """Yield what may name a record: of Python the strings without the docstrings."""
    if path.suffix != ".py":
        yield path.read_text(encoding="utf-8")
        return
    prose = {
        node.body[0].value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and node not in prose:
            yield node.value if isinstance(node.value, str) else ""


# --- Python ---------------------------------------------------------------------------


def impure(addon: str) -> Iterator[str]:
    """Yield what ``core/`` imports of Odoo, but for the core of another add-on."""
    for path in files(addon, ".py"):
        if "core" in path.relative_to(paths.ADDONS / addon).parts:
            for name in imported(path):
                if re.match(r"odoo\b(?!\.addons\.\w+\.core\b)", name):
                    yield f"{where(path)} imports {name}"


def models(addon: str) -> Iterator[tuple[Path, str, ast.ClassDef]]:
    """Yield (file, model, class) of each model that an add-on makes or extends."""
    for path in files(addon, ".py"):
        inside = path.relative_to(paths.ADDONS / addon).parts
        if inside[0] not in ("models", "report", "wizard"):
            continue
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef) and (model := _model(node)):
                yield path, model, node


def _model(node: ast.ClassDef) -> str | None:
    """Return the model that a class makes or, with ``_inherit`` alone, extends."""
    named = {}
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            name = line.targets[0].id
            if name in ("_name", "_inherit") and isinstance(
                line.value, ast.Constant | ast.List | ast.Tuple
            ):
                named[name] = ast.literal_eval(line.value)
    model = named.get("_name") or named.get("_inherit")
    return model if isinstance(model, str) or model is None else model[0]


def misplaced_models(addon: str) -> Iterator[str]:
    """Yield files with several models or of another name, models in several files.

    A wizard's lines may stay with it.
    """
    found = collections.defaultdict(set)
    for path, model, _class in models(addon):
        if where(path) not in FACES:
            found[path].add(model)
    places = collections.defaultdict(set)
    for path, inside in found.items():
        named = {model for model in inside if path.stem == model.replace(".", "_")}
        if not named:
            yield f"{where(path)} is named after none of {', '.join(sorted(inside))}"
        if len(inside) > 1 and "wizard" not in path.parts:
            yield f"{where(path)} has {len(inside)} models: {', '.join(sorted(inside))}"
        for model in inside:
            places[model].add(where(path))
    for model, files_ in sorted(places.items()):
        if len(files_) > 1:
            yield f"{model} is in {len(files_)} files: {', '.join(sorted(files_))}"


def scattered_methods(addon: str) -> Iterator[str]:
    """Yield methods of a model that are defined in several files: which one is last?"""
    places = collections.defaultdict(set)
    for path, model, node in models(addon):
        for line in node.body:
            if isinstance(line, ast.FunctionDef):
                places[model, line.name].add(where(path))
    for (model, method), files_ in sorted(places.items()):
        if len(files_) > 1:
            yield f"{model}.{method} is in {', '.join(sorted(files_))}"


@functools.cache
def _methods() -> dict[tuple[str, str], dict[str, bool]]:
    """Return {(model, method): {add-on: whether it goes on to those before}}."""
    found = collections.defaultdict(dict)
    for addon in addons.names():
        for _path, model, node in models(addon):
            for line in node.body:
                if isinstance(line, ast.FunctionDef):
                    goes_on = any(
                        isinstance(part, ast.Name) and part.id == "super"
                        for part in ast.walk(line)
                    )
                    found[model, line.name][addon] = goes_on
    return found


def namesakes(addon: str) -> Iterator[str]:
    """Yield methods that hide another one of which they do not know."""
    for (model, method), places in _methods().items():
        for other in places if addon in places else ():
            strange = addon not in reach(other) and other not in reach(addon)
            if strange and not (places[addon] and places[other]):
                yield f"{model}.{method} is in {other}, too"


def long_files(addon: str) -> Iterator[str]:
    """Yield the files that nobody reads to the end."""
    for path in files(addon, ".js", ".py", ".scss", ".xml"):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LONGEST:
            yield f"{where(path)} has {lines} lines"


def demo_code(addon: str) -> Iterator[str]:
    """Yield Python of the demo in add-ons that people work with."""
    for path in files(addon, ".py"):
        inside = path.relative_to(paths.ADDONS / addon).parts
        if any("demo" in part for part in inside):
            yield where(path)


def strange_languages(addon: str) -> Iterator[str]:
    """Yield the methods that give somebody a to-do in the language of who acts.

    A text that a person has written is nobody's to translate.
    """
    for path in files(addon, ".py"):
        if "tests" in path.relative_to(paths.ADDONS / addon).parts:
            continue
        for method in ast.walk(tree(path)):
            if not isinstance(method, ast.FunctionDef):
                continue
            source = ast.unparse(method)
            told = [call for call in ast.walk(method) if _gives_to_do(call)]
            if told and "lang=" not in source and "self.reason" not in source:
                yield f"{where(path)}: {method.name}"


def _gives_to_do(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "activity_schedule"
        and any(keyword.arg in ("summary", "note") for keyword in node.keywords)
    )


# --- pages ----------------------------------------------------------------------------


def unscrollable_pages(addon: str) -> Iterator[str]:
    """Yield client actions whose page a finger or a wheel does not scroll.

    The web client gives a page the class ``o_action``, which scrolls: its outermost
    element takes it over from ``props.className``.
    """
    templates = {}
    for path in files(addon, ".xml"):
        if "static" in path.parts:
            text = path.read_text(encoding="utf-8")
            templates |= dict(
                TEMPLATE.findall(re.sub(r"<!--.*?-->", "", text, flags=re.S))
            )
    for path in files(addon, ".js"):
        text = path.read_text(encoding="utf-8")
        if "tests" in path.parts:
            continue
        named = {
            name: re.search(r'static template = "([^"]+)"', body)
            for name, body in CLASS.findall(text)
        }
        for action, name in ACTION.findall(text):
            template = named.get(name)
            outermost = template and templates.get(template[1], "")
            if not outermost or "props.className" not in outermost:
                yield f"{where(path)}: the page of {action} does not scroll"


# --- manifests ------------------------------------------------------------------------


def manifest_breaches(addon: str) -> Iterator[str]:
    """Yield what a manifest says otherwise than the others."""
    manifest = addons.manifest(addon)
    if missing := KEYS - manifest.keys():
        yield f"{addon} does not say {', '.join(sorted(missing))}"
    if not re.fullmatch(r"19\.0(\.\d+){3}", manifest.get("version", "")):
        yield f"{addon} has the version {manifest.get('version')}"
    if manifest.get("license") != "AGPL-3":
        yield f"{addon} has the license {manifest.get('license')}"
    if manifest.get("author") != "Service Policy":
        yield f"{addon} has the author {manifest.get('author')}"
    if manifest.get("demo") and not is_for_tests(addon):
        yield f"{addon} has demo data: these go to the demo's add-on"
    kinds = [_kind(addon, file) for file in manifest.get("data", [])]
    if unknown := set(kinds) - set(ORDER):
        yield f"{addon} has data in {', '.join(sorted(unknown))}"
    elif kinds != sorted(kinds, key=ORDER.index):
        yield f"{addon} does not name its files in the order {', '.join(ORDER)}"


def _kind(addon: str, file: str) -> str:
    """Return the folder of a manifest's file; menus are last among the views."""
    return "menus" if file == f"views/{addon}_menus.xml" else file.split("/")[0]


def silent_lists(addon: str) -> Iterator[str]:
    """Yield the lists and reports that say nothing while there is nothing in them."""
    for path in files(addon, ".xml"):
        for action in LIST.finditer(path.read_text(encoding="utf-8")):
            text = action[0]
            mode = MODE.search(text)
            if 'name="help"' not in text and not (mode and mode[1].strip() == "form"):
                yield f"{path.name}: {action[1]} says nothing while it is empty"


def stray_menus(addon: str) -> Iterator[str]:
    """Yield the files with menus that are not the one for them."""
    for path in files(addon, ".xml"):
        if path.name != f"{addon}_menus.xml" and "<menuitem" in path.read_text():
            yield where(path)


def invented_addresses(addon: str) -> Iterator[str]:
    """Yield the files for people that name an address which only looks like one."""
    for path in files(addon, *SUFFIXES, ".md", ".rst", ".po", ".pot"):
        inside = path.relative_to(paths.ADDONS / addon).parts
        if "tests" not in inside and "example.org" in path.read_text(encoding="utf-8"):
            yield where(path)


def unmarked_mails(addon: str) -> Iterator[str]:
    """Yield the e-mails that are made by code and do not say so in their headers.

    A machine that gets one answers it, and so would ours.
    """
    for path in files(addon, ".py"):
        if "tests" in path.relative_to(paths.ADDONS / addon).parts:
            continue
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Dict):
                continue
            keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
            if {"body_html", "email_from"} <= keys and "headers" not in keys:
                yield f"{where(path)}:{node.lineno}"


#: A field that has the name of somebody, which may be empty.
PERSON = re.compile(
    r"(?:partner|user|customer|advisor|employee|author)\w*[._]name$",
)


def greeted_samples(addon: str) -> Iterator[str]:
    """Yield the letters that show their sample to whoever has no name.

    A letter shows what stands in its ``t-out`` wherever that gives nothing.
    """
    for path in files(addon, ".xml"):
        if 'model="mail.template"' in path.read_text(encoding="utf-8"):
            yield from _samples(path, ElementTree.parse(path).getroot(), "")


def _samples(path: Path, node: ElementTree.Element, known: str) -> Iterator[str]:
    known += " " + node.get("t-if", "")
    shown = node.get("t-out", "")
    if PERSON.search(shown) and (node.text or "").strip() and shown not in known:
        yield f"{where(path)}: {shown}"
    for child in node:
        yield from _samples(path, child, known)
