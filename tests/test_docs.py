"""What is written leads somewhere: links, pictures, names of add-ons, readmes."""

import io
import re
from urllib.parse import unquote

import pytest
from docutils.core import publish_string

from workbench import addons, paths, readme

PAGES = sorted([*paths.ROOT.glob("*.md"), *paths.ROOT.glob("docs/*.md")])
LINK = re.compile(r"\[[^]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^ *```.*?^ *```$", flags=re.M | re.S)
#: Paths in code spans: `addons/…/file.py`, `tests/…`, as pages name them
NAMED_PATH = re.compile(r"`((?:addons|docs|setup|tests)/[\w./-]+)`")


def told(page, what):
    return f"{page.relative_to(paths.ROOT)} names {what}"


def prose(page):
    """Return a page without its blocks of code."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page):
    """Return the names by which a page's headings are linked, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), flags=re.M)
    return {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}


def missing(page):
    """Yield the links of a page that lead nowhere, and the paths that are not there."""
    for link in LINK.findall(prose(page)):
        if re.match(r"\w+:", link):
            continue
        name, _sharp, anchor = unquote(link).partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link
    for name in NAMED_PATH.findall(prose(page)):
        if not (paths.ROOT / name).exists():
            yield name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_are_there(page):
    assert not [told(page, link) for link in missing(page)]


def test_a_link_that_leads_nowhere_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# A heading\n[x](no.md) [y](#a-heading) [z](#none) `docs/no.md`\n")
    assert list(missing(page)) == ["no.md", "#none", "docs/no.md"]


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md"])
def test_every_add_on_is_named(page):
    text = (paths.ROOT / page).read_text(encoding="utf-8")
    assert [name for name in addons.names() if f"`{name}`" not in text] == []


def test_picture_of_dependencies_is_what_manifests_say():
    """Each arrow is a dependency; each dependency is an arrow, or follows from some."""
    page = (paths.ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    (picture,) = re.findall(r"^```mermaid$(.*?)^```$", page, flags=re.M | re.S)
    names = dict(re.findall(r"(\w+)\[(\w+)\]", picture))
    plain = re.sub(r"\[\w+\]", "", picture)
    arrows = {
        (names[one], names[other])
        for one, other in re.findall(r"(\w+) --> (\w+)", plain)
    }
    shown = set(names.values())
    needed = {(one, other) for one in shown for other in addons.depends(one)}
    assert arrows <= needed
    left_out = {"base_engine_tools", "resource_special_day"}
    wanted = {(one, other) for one, other in needed if other in shown - left_out}
    reach = set(arrows)
    while more := {(a, d) for a, b in reach for c, d in arrows if b == c} - reach:
        reach |= more
    assert wanted <= reach
    assert shown >= {n for n in addons.names() if not n.startswith("test_")} - {
        "service_policy_demo"
    }


def test_every_page_is_in_the_index():
    index = paths.ROOT / "docs" / "index.md"
    linked = {link.partition("#")[0] for link in LINK.findall(index.read_text())}
    pages = {page.name for page in paths.ROOT.glob("docs/*.md")} - {"index.md"}
    assert pages <= linked


@pytest.mark.parametrize("addon", addons.names())
def test_readme_is_made_from_its_fragments(addon):
    path = paths.ADDONS / addon / "README.rst"
    assert path.read_text(encoding="utf-8") == readme.text(addon), "run setup/readme"


@pytest.mark.parametrize("addon", addons.names())
def test_readme_is_correct_for_odoo_to_show(addon):
    complaints = io.StringIO()
    settings = {"warning_stream": complaints, "report_level": 1}
    publish_string(readme.text(addon), writer_name="html", settings_overrides=settings)
    assert not complaints.getvalue()


@pytest.mark.parametrize("addon", addons.names())
def test_add_on_has_what_oca_asks_for(addon):
    folder = paths.ADDONS / addon
    assert (folder / "static/description/icon.png").is_file()
    assert (folder / "readme/CONTRIBUTORS.md").is_file()
    manifest = addons.manifest(addon)
    assert manifest["author"] == "Service Policy"
    assert manifest["development_status"] in ("Alpha", "Beta", "Production/Stable")
    assert "example.org" not in str(manifest) + readme.text(addon)
