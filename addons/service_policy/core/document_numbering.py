"""The numbers that Word prints before paragraphs: they stand nowhere in their text."""

from docx.oxml.ns import qn

ZH_DIGITS = "〇一二三四五六七八九"


class Numbering:
    """Counts the paragraphs of a Word document as Word does."""

    def __init__(self, word):
        self._levels = {}  # {list: {level: (format, text, first)}}
        self._counts = {}  # {list: {level: number}}
        self._abstract = {}  # {list: its pattern; lists of one pattern go on counting}
        self._styles = {}
        try:
            root = word.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        patterns = {
            pattern.get(qn("w:abstractNumId")): self._levels_of(pattern)
            for pattern in root.findall(qn("w:abstractNum"))
        }
        for number in root.findall(qn("w:num")):
            key = number.get(qn("w:numId"))
            pattern = number.find(qn("w:abstractNumId")).get(qn("w:val"))
            self._levels[key] = patterns.get(pattern, {})
            restarted = number.find(qn("w:lvlOverride")) is not None
            self._abstract[key] = key if restarted else f"pattern {pattern}"

    @staticmethod
    def _levels_of(pattern):
        levels = {}
        for level in pattern.findall(qn("w:lvl")):
            values = {}
            for name in ("numFmt", "lvlText", "start"):
                node = level.find(qn(f"w:{name}"))
                values[name] = node.get(qn("w:val")) if node is not None else ""
            first = values["start"] or "1"
            levels[int(level.get(qn("w:ilvl")))] = (
                values["numFmt"],
                values["lvlText"] or "",
                int(first) if first.isdigit() else 1,
            )
        return levels

    def label(self, paragraph):
        """What Word prints before a paragraph: 第三条, 2.1; nothing for a bullet."""
        key, depth = self._list_of(paragraph)
        level = self._levels.get(key, {}).get(depth)
        if not level:
            return ""
        kind, pattern, _first = level
        counts = self._counts.setdefault(self._abstract[key], {})
        counts[depth] = counts.get(depth, level[2] - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if kind in ("bullet", "none", ""):
            return ""
        for at in range(depth + 1):
            upper = self._levels[key].get(at, ("decimal", "", 1))
            number = counts.get(at, upper[2])
            shown = upper[0] if at == depth else upper[0]
            pattern = pattern.replace(f"%{at + 1}", _written(number, shown))
        return pattern.strip()

    def _list_of(self, paragraph):
        """(list, level) of a paragraph, of its own or of its style."""
        properties = paragraph._p.pPr
        found = properties.numPr if properties is not None else None
        if found is None or found.numId is None:
            style = paragraph.style
            return self._list_of_style(style) if style is not None else ("", 0)
        depth = found.ilvl.val if found.ilvl is not None else 0
        return str(found.numId.val), depth

    def _list_of_style(self, style):
        if style.style_id not in self._styles:
            self._styles[style.style_id] = ("", 0)  # styles that name each other
            properties = style.element.pPr
            found = properties.numPr if properties is not None else None
            if found is not None and found.numId is not None:
                depth = found.ilvl.val if found.ilvl is not None else 0
                self._styles[style.style_id] = (str(found.numId.val), depth)
            elif style.base_style is not None:
                self._styles[style.style_id] = self._list_of_style(style.base_style)
        return self._styles[style.style_id]


def _written(number, kind):
    if kind in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "chineseLegalSimplified",
    ):
        return chinese(number)
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    return str(number)


def chinese(number):
    """A whole number below 1000 in Chinese: 12 is 十二."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = ZH_DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else ZH_DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (ZH_DIGITS[ones] if ones else "") or "〇"
