"""What a customer's e-mail says about the request that it belongs to."""

import re

# The line that names who wrote, in what programs put above a forwarded e-mail.
_FROM = (
    "From|Von|De|Da|Od|Van|Från|Fra|Lähettäjä|От|发件人|發件人|寄件者|寄件人"
    "|發件者|差出人|送信者|보낸 사람|보낸사람|Gönderen|Remitente|Expéditeur"
    "|Mittente|Remetente|Absender|Nadawca"
)
# Lines of which at least one stands near it.
_OTHERS = (
    "Sent|Date|To|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado"
    "|Enviado el|Para|Asunto|Assunto|Inviato|Data|A|Oggetto|Verzonden|Aan"
    "|Onderwerp|Skickat|Till|Ämne|Wysłano|Do|Temat|Отправлено|Дата|Кому|Тема"
    "|发送时间|发送日期|时间|日期|收件人|主题|寄件日期|傳送時間|收件者|主旨"
    "|主題|送信日時|宛先|件名|날짜|보낸 날짜|받는 사람|제목"
)
_HEAD = re.compile(
    rf"^[\s>*]*(?:{_FROM})\s*\**\s*[:：]\s*\**\s*(.+?)\s*$", re.IGNORECASE
)
_LINE = re.compile(rf"^[\s>*]*(?:{_OTHERS})\s*\**\s*[:：]", re.IGNORECASE)
# Begun where a word begins: else time would grow by the square of its length.
_LOCAL = r"[\w.!#$%&'+/=?^`{|}~-]"
_ADDRESS = re.compile(rf"(?<!{_LOCAL}){_LOCAL}+@[\w.-]+\.\w{{2,63}}")
#: So many lines below the first one.
_NEAR = 6
#: Characters of a line that names who wrote; of longer ones the beginning tells.
_LONGEST_LINE = 500

_NUMBER = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9])[A-Za-z0-9/_-]*\d(?![A-Za-z0-9])")
_QUOTED = re.compile(
    r"^\s*(?:>|(?:-{2,}|_{5,})\s*.*$|On .+wrote:|Am .+schrieb.*:|Le .+écrit\s*:"
    r"|在.+写道[:：]|於.+寫道[:：]|.+(?:发来|写道|寫道)[:：]\s*$"
    r"|Sent from my |发自我的|從我的)"
)
#: Longer than this, a person has more to say than thanks.
_LONGEST_THANKS = 120


def forwarded_senders(text):
    """Who wrote what is forwarded in a text, the topmost first.

    :return: ``[(name, address), …]``
    """
    lines = [line.strip()[:_LONGEST_LINE] for line in text.splitlines()]
    found = []
    for number, line in enumerate(lines):
        head = _HEAD.match(line)
        near = lines[number + 1 : number + 1 + _NEAR]
        if not head or not any(map(_LINE.match, near)):
            continue
        address = _ADDRESS.search(head[1])
        if address:
            name = head[1][: address.start()]
            name = re.sub(r"\[?mailto:.*|[<\[(（\"'*]", " ", name)
            found.append((" ".join(name.split()).strip(" -,;"), address[0].lower()))
    return found


def possible_numbers(subject):
    """Words of a subject that may be the number of a request."""
    return list(dict.fromkeys(_NUMBER.findall((subject or "")[:_LONGEST_LINE])))


def own_words(text):
    """What somebody has written himself: without quotation and signature."""
    kept = []
    for line in text.splitlines():
        start = line.strip()[:_LONGEST_LINE]
        if _QUOTED.match(start) or _HEAD.match(start):
            break
        kept.append(line)
    return "\n".join(kept).strip()


def is_only_thanks(text, thanks, names=()):
    """Whether a person says thanks and nothing else.

    :param str text: without quotation, see :func:`own_words`
    :param thanks: words and phrases of thanks and of greeting, in any language
    :param names: of the people concerned, which may stand beside them
    """
    rest = f" {text.casefold()} "
    if not text.strip() or len(text) > _LONGEST_THANKS or "?" in text or "？" in text:
        return False
    said_thanks = False
    for phrase in sorted({word.strip().casefold() for word in thanks}, key=len)[::-1]:
        if phrase and _find(phrase, rest):
            rest = re.sub(_pattern(phrase), " ", rest)
            said_thanks = True
    for name in names:
        for part in (name or "").casefold().split():
            rest = re.sub(_pattern(part), " ", rest)
    return said_thanks and not re.search(r"\w", rest)


def _find(phrase, text):
    return re.search(_pattern(phrase), text)


def _pattern(phrase):
    """Whole words; Chinese and Japanese have no spaces between them."""
    edge = "" if re.search(r"[\u2e80-\uffff]", phrase) else r"(?<!\w)"
    end = "" if not edge else r"(?!\w)"
    return edge + re.escape(phrase) + end
