"""Time grows as the length of an e-mail does: nobody makes a server stand still."""

from datetime import UTC, datetime
from time import process_time

import pytest

from ..core import body, headers, html_text, machine, raw, received, repair

NAMES = (
    "To",
    "Subject",
    "References",
    "Content-Type",
    "X-Spam-Status",
)
PIECES = (
    "a",
    "a.",
    "a@",
    "a@b.example, ",
    ",",
    "<",
    "<a>",
    "<a@b.example> ",
    "(",
    "[",
    '"',
    "'",
    "*=a''%41",
    "a=b; ",
    "%41",
    "\\",
    "=?utf-8?q?_",
    "=?utf-8?q?a?=",
    "=?utf-8?q?a?= ",
    "电梯",
    "\n ",
    "\na: b",
    "\nTo: a@b.example",
)
#: Characters; seconds, of which a machine with other work needs one at the most.
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SIZE, MOST = 40_000, 4
HTML = ("<", "</", "<a", "<a ", "<a/", "<a>", "</a>", "<!--", "<?", '<a b="', "&", " ")


def _lasts(work):
    start = process_time()
    work()
    return process_time() - start


def _read(content):
    """What the gateway asks of an e-mail before Odoo does."""
    content, _was_cut = raw.bounded(raw.well_formed(content))
    message = raw.parse(content) or raw.parse(raw.head_of(content))
    _cut, hints = repair.repair(message)
    pairs = repair.readable_headers(message, hints)
    machine.automatic_kind(pairs, ["auto"])
    machine.is_spam(pairs)
    received.received_at([v for n, v in pairs if n == "Received"], NOW)
    body.read_body(message, hints).plain()
    for name in set(message):
        message.get_all(name)
    return message


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("name", NAMES)
def test_no_header_takes_long(name, piece):
    value = (piece * SIZE)[:SIZE] + "x"
    content = f"{name}: {value}\nFrom: bob@ross.example\n\nThe lift".encode()
    assert _lasts(lambda: _read(content)) < MOST


def test_no_headers_of_a_part_take_long():
    start = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    for line in (b"a: b\n", b"To: ,,,,,,,,,,,\n", b"%d: b\n"):
        many = b"".join(line.replace(b"%d", b"h%d" % n) for n in range(4_000))
        content = start + many + b"\nThe lift\n--b--\n"
        assert _lasts(lambda content=content: _read(content)) < MOST


@pytest.mark.parametrize("piece", HTML)
def test_no_html_takes_long(piece):
    html = (piece * SIZE)[:SIZE] + "x"

    def read():
        html_text.is_too_deep(html)
        assert "x" in html_text.html_to_text(html) or piece in ("<!--", "<?")

    assert _lasts(read) < MOST


def test_what_every_email_has_is_kept():
    """Whatever stands around it, and the whole e-mail is kept beside."""
    many = "".join(f"X-{number}: {'x' * 300}\n" for number in range(2_000))
    content = f"{many}From: bob@ross.example\nSubject: Lift\n{many}\nThe lift".encode()
    short, was_cut = raw.bounded(raw.well_formed(content))
    message = raw.parse(short)
    assert was_cut
    assert (message["From"], message["Subject"]) == ("bob@ross.example", "Lift")
    assert message.get_content().strip() == "The lift"
    assert raw.bounded(b"From: a@b.example\n\nThe lift")[1] is False


def test_recipients_stay_who_they_are():
    value = ", ".join(f"王伟 {n} <w{n}@x.example>" for n in range(100))
    message = _read(f"To: {value}\nFrom: a@b.example\n\nThe lift".encode())
    found = headers.addresses(str(message["To"]))
    assert [mail for _name, mail in found] == [f"w{n}@x.example" for n in range(100)]
    assert found[7][0] == "王伟 7"


def test_a_header_that_the_parser_does_not_survive_loses_no_email():
    content = b"Content-Type: " + b"(" * 3_000 + b"\nFrom: bob@ross.example\n\nThe lift"
    assert raw.parse(content) is None
    message = raw.parse(raw.head_of(content))
    assert message["From"] == "bob@ross.example"
