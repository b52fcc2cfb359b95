"""The parameters of a request, from lines that an administrator writes."""

import json
from collections.abc import Mapping
from string import Template

#: What a line may name: the message, and what changes with each request.
PLACEHOLDERS = (
    "number",
    "digits",
    "text",
    "text_json",
    "uuid",
    "key",
    "time",
    "timestamp",
    "nonce",
)


def parsed(lines: str) -> dict[str, Template]:
    """Read lines of ``Name=value``; empty lines and those with ``#`` are left out.

    :raise ValueError: with the line that is wrong
    """
    found = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        if line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        template = Template(value.strip())
        named = set(template.get_identifiers())
        if not (equals and name.strip() and template.is_valid()):
            raise ValueError(line)
        if not named <= set(PLACEHOLDERS) or name.strip() in found:
            raise ValueError(line)
        found[name.strip()] = template
    return found


def filled(lines: str, values: Mapping[str, str]) -> dict[str, str]:
    """Parameters with what they name put in; ``text_json`` is the text in quotes."""
    known = {**values, "text_json": json.dumps(values["text"], ensure_ascii=False)}
    return {name: each.substitute(known) for name, each in parsed(lines).items()}


def found_at(answer: object, path: str) -> object:
    """What an answer says at a path such as ``Response.Set.0.Code``; else None."""
    for step in filter(None, path.split(".")):
        if isinstance(answer, Mapping):
            answer = answer.get(step)
        elif isinstance(answer, list) and step.isdigit() and int(step) < len(answer):
            answer = answer[int(step)]
        else:
            return None
    return answer
