"""What an e-mail says: thanks, numbers of requests, who wrote what is forwarded."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..core.incoming_mail import (
    forwarded_senders,
    is_only_thanks,
    own_words,
    possible_numbers,
)

THANKS = [
    "thanks",
    "thank you",
    "many thanks",
    "best regards",
    "谢谢",
    "感谢",
    "danke",
    "ok",
    "dear",
    "您好",
]


@pytest.mark.parametrize(
    "text",
    [
        "谢谢！",
        "非常感谢，谢谢".replace("非常", ""),
        "Thanks!",
        "Thank you, Mei Lin 😊",
        "Many thanks\n\nBest regards\nRosa Ross",
        "OK thanks.",
        "Danke!",
        "谢谢您好",
    ],
)
def test_thanks_are_thanks(text):
    assert is_only_thanks(text, THANKS, ["Mei Lin", "Rosa Ross"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rosa Ross",
        "Thanks, but it is still broken",
        "谢谢，但是还没有修好",
        "Thanks for nothing",
        "Thanks? When do you come",
        "No thanks",
        "Thanks. " + "x " * 80,
    ],
)
def test_whoever_says_more_is_heard(text):
    assert not is_only_thanks(text, THANKS, ["Rosa Ross"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "From: Rosa Ross <rosa@ross.example>\nSent: Monday\nTo: Agent",
            ("Rosa Ross", "rosa@ross.example"),
        ),
        (
            "发件人： 王小明 <wang@x.example>\n发送时间： 2026年\n收件人：客服",
            ("王小明", "wang@x.example"),
        ),
        (
            '发件人: "王小明"<wang@x.example>;\n发送时间: 2026年',
            ("王小明", "wang@x.example"),
        ),
        (
            "寄件者: 王小明 [mailto:wang@x.example]\n主旨: 電梯",
            ("王小明", "wang@x.example"),
        ),
        ("> From: rosa@ross.example\n> Date: Monday", ("", "rosa@ross.example")),
        (
            "*From:* Rosa <rosa@ross.example>\n*Sent:* Monday",
            ("Rosa", "rosa@ross.example"),
        ),
        (
            "Von: Rosa <Rosa@Ross.example>\nGesendet: Montag",
            ("Rosa", "rosa@ross.example"),
        ),
        (
            "De : Rosa <rosa@ross.example>\nEnvoyé : lundi",
            ("Rosa", "rosa@ross.example"),
        ),
        (
            "差出人: Rosa <rosa@ross.example>\n送信日時: 月曜",
            ("Rosa", "rosa@ross.example"),
        ),
    ],
)
def test_who_wrote_what_is_forwarded(text, expected):
    assert forwarded_senders(f"Please see\n\n{text}\n\nThe lift") == [expected]


def test_a_sentence_is_no_forwarded_email():
    assert not forwarded_senders("From: here you see it\nrosa@ross.example")
    assert not forwarded_senders("From: rosa@ross.example\nthat is all")


def test_quotations_are_not_ones_own_words():
    for quote in (
        "On Monday, Rosa wrote:\n> no",
        "> no",
        "-----Original Message-----\nFrom: a@b.example",
        "在 2026年3月2日，客服写道：\nno",
        "Am 2.3. schrieb Rosa:\nno",
    ):
        assert own_words(f"thanks\n{quote}") == "thanks"


def test_numbers_in_a_subject():
    assert possible_numbers("Re: The lift (HT00042), floor 3") == ["HT00042", "3"]
    assert possible_numbers("[#REQ-2026-7] 电梯") == ["REQ-2026-7"]
    assert possible_numbers("关于工单HT00042号") == ["HT00042"]
    assert possible_numbers(None) == []


@given(st.text())
def test_no_text_raises(text):
    forwarded_senders(text)
    own_words(text)
    possible_numbers(text)
    is_only_thanks(text, THANKS, [text])


@pytest.mark.parametrize("start", ["", "From: ", "Am ", "On "])
@pytest.mark.parametrize(
    "piece",
    [" ", "a", "a.", "a@", "a@a.", "a/", "1-", "schrieb", "写道", "写道: ", "-", "> "],
)
def test_no_text_takes_long(start, piece):
    """Seconds at the most for what a machine with other work reads in one: a square of
    the length would be minutes. Customers write what they like."""
    text = f"{start}{(piece * 200_000)[:200_000]}x\nDate: today"
    begun = process_time()
    forwarded_senders(text)
    own_words(text)
    possible_numbers(text)
    is_only_thanks(text, THANKS, [text])
    assert process_time() - begun < 2
