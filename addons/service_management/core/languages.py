"""In which of the installed languages a text is written, as far as one can tell."""

import re

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
#: One word in another script does not make a text of it.
_SHARE = 0.2


def likely_language(text, named, installed):
    """Code of an installed language, or "".

    The script tells more than what a program names: English programs are used to write
    Chinese.

    :param str named: of a header Content-Language, "zh-CN, en"
    :param installed: codes like "zh_CN", the preferred ones first
    """
    letters = [letter for letter in text if letter.isalpha()]
    for language, script in _SCRIPTS:
        if letters and len(script.findall(text)) / len(letters) >= _SHARE:
            return _among(language, installed)
    if letters and len(_IDEOGRAPH.findall(text)) / len(letters) >= _SHARE:
        chinese = "zh_TW" if _is_traditional(text) else "zh_CN"
        return chinese if chinese in installed else _among("zh", installed)
    for tag in (part.partition(";")[0].strip() for part in named.split(",")):
        code = tag.replace("-", "_")
        if code in installed:
            return code
        if found := _among(code.partition("_")[0].lower(), installed):
            return found
    return ""


def _among(language, installed):
    """The installed variant of a language."""
    return next((code for code in installed if code.split("_")[0] == language), "")


def _is_traditional(text):
    """Whether more characters are written only in Taiwan and Hong Kong than only on the
    mainland."""
    traditional = simplified = 0
    for letter in _IDEOGRAPH.findall(text):
        in_big5, in_gb2312 = _has(letter, "big5"), _has(letter, "gb2312")
        traditional += in_big5 and not in_gb2312
        simplified += in_gb2312 and not in_big5
    return traditional > simplified


def _has(letter, codec):
    try:
        letter.encode(codec)
    except UnicodeError:
        return False
    return True
