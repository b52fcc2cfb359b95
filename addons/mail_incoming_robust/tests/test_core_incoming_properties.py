"""Properties of reading e-mails: nothing raises, and no text is lost."""

import base64
from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ..core import body, charsets, headers, html_text, machine, raw, received, repair

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WORDS = st.lists(
    st.sampled_from(["lift", "broken", "投诉", "电梯", "café", "Größe", "ok"]),
    min_size=1,
    max_size=6,
).map(" ".join)
LABELS = st.sampled_from(
    ["utf-8", "gb2312", "us-ascii", "iso-8859-1", "x-unknown", "", "utf-16", '"', "hex"]
)
STRUCTURES = st.sampled_from(
    ["mixed", "alternative", "related", "signed", "report", "digest", "oddity"]
)


@st.composite
def leaves(draw):
    """A text part, its label right or wrong."""
    kind = draw(st.sampled_from(["plain", "html"]))
    text = draw(WORDS)
    shown = f"<div><p>{text}</div>" if kind == "html" else text
    content = shown.encode(draw(st.sampled_from(["utf-8", "gb18030"])))
    label = draw(LABELS)
    head = f"Content-Type: text/{kind}; charset={label}\r\n".encode()
    if draw(st.booleans()):
        head += b"Content-Transfer-Encoding: base64\r\n"
        content = base64.encodebytes(content)
    return head + b"\r\n" + content, {text}


@st.composite
def nests(draw, inner):
    """Parts in a part; sometimes its end is missing, or its boundary is not named."""
    parts = draw(st.lists(inner, min_size=1, max_size=3))
    kind = draw(STRUCTURES)
    boundary = f"b{draw(st.integers(0, 10**9))}"
    head = f"Content-Type: multipart/{kind}; boundary={boundary}\r\n\r\n".encode()
    content = b"".join(
        b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part, _text in parts
    )
    if draw(st.booleans()):
        content += b"--" + boundary.encode() + b"--\r\n"
    return head + content, set().union(*(texts for _part, texts in parts))


MAILS = st.recursive(leaves(), nests, max_leaves=8)
HEAD = b"From: Bob <bob@ross.example>\r\nTo: a@b.example\r\nSubject: x\r\n"


@settings(max_examples=100, deadline=None)
@given(MAILS)
def test_no_nesting_loses_text_without_saying_so(mail):
    """Every text is shown; one that is an alternative may stand for another."""
    content, texts = mail
    message = raw.parse(raw.well_formed(HEAD + content))
    _cut, hints = repair.repair(message)
    said = body.read_body(message, hints)
    shown = body.word_set(said.plain())
    ways = [
        part
        for part in message.walk()
        if part.get_content_type() == "multipart/alternative"
    ]
    if not ways and said.is_whole:
        for text in texts:
            assert body.word_set(text) <= shown | _cjk_guess(text)
    assert said.plain().strip() or not said.is_whole or ways


def _cjk_guess(text):
    """Bytes with two readings: which one was meant, nobody can know."""
    return set() if text.isascii() else body.word_set(text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise(content):
    for mail in (content, HEAD + content, HEAD + b"\r\n" + content):
        message = raw.parse(raw.well_formed(mail))
        if message is None:
            continue
        _cut, hints = repair.repair(message)
        body.read_body(message, hints)
        pairs = repair.readable_headers(message, hints)
        machine.automatic_kind(pairs, ["auto"])
        machine.is_spam(pairs)
        received.received_at([value for _name, value in pairs], NOW)


NAMES = st.sampled_from(
    [
        "From",
        "To",
        "Cc",
        "Subject",
        "Message-Id",
        "References",
        "In-Reply-To",
        "Date",
        "Reply-To",
        "Return-Path",
        "Content-Type",
        "Content-Disposition",
        "Content-Transfer-Encoding",
        "Delivered-To",
        "X-Any",
    ]
)
VALUES = st.one_of(
    st.text(max_size=60),
    st.from_regex(
        r"(=\?[a-z0-9-]{1,8}\?[bBqQ]\?[ -~]{0,20}\?= ?){1,3}", fullmatch=True
    ),
    st.from_regex(r'"?[ -~]{0,12}"?( <[ -~]{0,12}(@[ -~]{0,12})?>)?', fullmatch=True),
    st.from_regex(
        r"[a-z]{1,9}/[a-z*]{1,9}(; ?[a-z*0-9]{1,9}=[ -~]{0,12}){0,3}", fullmatch=True
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(NAMES, VALUES), max_size=6))
@example([("Message-Id", "<:")])
def test_every_header_can_be_asked_for(pairs):
    lines = "".join(f"{name}: {value}\r\n" for name, value in pairs)
    mail = lines.encode("utf-8", "replace") + b"\r\nhello"
    message = raw.parse(raw.well_formed(mail))
    repair.repair(message)
    for name, _value in message.raw_items():
        text = "".join(str(value) for value in message.get_all(name))
        assert "\0" not in text
        text.encode()
    message.get_content_type(), message.get_filename(), message.is_multipart()


@given(st.text(), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_what_fits_its_label_is_read_as_it_was_written(text, label):
    if label == "utf-16" or "\ufeff" not in text[:1]:
        text = text.encode("utf-8", "ignore").decode()
        content = text.encode(label)
        if label != "gb18030":  # which is sometimes better read as UTF-8
            assert charsets.decode(content, label) == text
        assert charsets.fitting_charset(content, label)


@given(st.text())
def test_an_encoded_header_is_read_as_it_was_written(text):
    text = " ".join(charsets.clean(text).split())
    word = f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?="
    assert headers.readable(word) == text


@given(st.text())
def test_ids_are_short_and_the_same_for_the_same(text):
    long = f"<{text.replace('<', '').replace('>', '')}{'x' * 300}@y>"
    assert headers.shorten_ids(long) == headers.shorten_ids(long)
    assert len(headers.shorten_ids(long)) <= headers.MAX_MESSAGE_ID


@given(st.text(), st.integers(0, 400))
def test_html_is_read_however_deep(text, depth):
    text = "".join(c for c in charsets.clean(text) if c not in "<>&")
    html = "<div>" * depth + text + "</div>" * depth
    assert html_text.html_to_text(html).split() == text.split()
    assert html_text.is_too_deep(html) == (depth > html_text.MAX_DEPTH)
