"""setup/readme: the README.rst of each add-on, from the fragments in its readme/.

In the form of OCA's ``oca-gen-addon-readme``, which is on no package index, but without
badges and addresses. Odoo shows the text in Apps. Of Markdown, fragments use headings,
lists, emphasis, code and links.
"""

import re

from . import addons, console, files, paths

#: Fragments and their headings, in OCA's order; the description has none.
PARTS = {
    "DESCRIPTION": "",
    "CONTEXT": "Use Cases / Context",
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "ROADMAP": "Known issues / Roadmap",
}
CREDITS = {"CONTRIBUTORS": "Contributors", "CREDITS": "Other credits"}
#: What means the same in another way; code comes first, nothing in it is changed.
INLINE = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|\[(?P<label>[^]]+)\]\((?P<url>[^)]+)\)"
    r"|(?<![\w\\])_(?P<emphasis>[^_]+)_(?!\w)"
)


def main(arguments: list[str]) -> int:
    """Write what has changed."""
    for addon in addons.names():
        path = paths.ADDONS / addon / "README.rst"
        if not path.is_file() or path.read_text(encoding="utf-8") != text(addon):
            files.write_whole(path, text(addon))
            print(path.relative_to(paths.ROOT))
    return 0


def text(addon: str) -> str:
    """Return what README.rst of an add-on says."""
    manifest = addons.manifest(addon)
    name, author = manifest["name"], manifest["author"]
    bar = "=" * len(name)
    comment = "..\n   Made by setup/readme from the fragments in readme/: change these."
    facts = f":Maturity: {manifest['development_status']}\n:License: AGPL-3"
    blocks = [f"{bar}\n{name}\n{bar}", comment, facts]
    blocks += [_part(addon, part, heading, "=") for part, heading in PARTS.items()]
    blocks += [_heading("Credits", "="), _heading("Authors", "-"), f"- {author}"]
    blocks += [_part(addon, part, heading, "-") for part, heading in CREDITS.items()]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _part(addon: str, part: str, heading: str, line: str) -> str:
    path = paths.ADDONS / addon / "readme" / f"{part}.md"
    if not path.is_file():
        return ""
    body = _restructured(path.read_text(encoding="utf-8").strip())
    return f"{_heading(heading, line)}\n\n{body}" if heading else body


def _heading(title: str, line: str) -> str:
    return f"{title}\n{line * len(title)}"


def _restructured(markdown: str) -> str:
    text = INLINE.sub(_inline, markdown)
    return re.sub(r"^## (.+)$", lambda found: _heading(found[1], "-"), text, flags=re.M)


def _inline(found: re.Match) -> str:
    if found["code"]:
        return f"``{found['code']}``"
    if found["url"]:
        return f"`{found['label']} <{found['url']}>`__"
    return f"*{found['emphasis']}*"


if __name__ == "__main__":
    console.main(main)
