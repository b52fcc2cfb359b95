"""The Chinese grammar of figures, both scripts: 三个工作日内, 每年至少两次, 半小時."""

from fractions import Fraction

from .figure import AT_LEAST, AT_MOST, OVER, UNDER
from .figure_numbers import NUMBER_ZH, approximate_range, value_of
from .figure_quantity import Period, Quantity, blanked, compiled, ranged

HAN = "一-鿿"

# --- what looks like a figure and is none -----------------------------------------------

N = NUMBER_ZH
MASKS = [
    compiled(pattern)
    for pattern in (
        r"[12]\d{3} ?年(?:度)?(?: ?\d{1,2} ?月)?(?: ?\d{1,2} ?[日号號])?",
        r"[二一][〇零○一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,2}月)?(?:[一二三四五六七八九十]{1,3}[日号號])?",
        r"(?:民國|民国)[\d一二三四五六七八九十百〇零]+年",
        r"(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?月 ?(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?[日号號]",
        r"(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?月份",
        r"(?:每个?月|每個月|当月|當月|次月|本月|下月|上月)(?:的)?(?P<mask>(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?[日号號])",
        r"\d{1,2}:\d{2}(?::\d{2})?",
        r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?(?:点|點|时(?!间|段)|時(?!間|段))(?!钟|鐘)(?:半|整|\d{1,2}分|[一二三四五六七八九十]{1,3}分)?",
        # what is numbered; a working day until which something is due is not masked
        rf"第 ?{N}(?: ?[条條章节節款项項页頁版次届屆号號名位类類级級季步部编編])?(?! ?个?個?工作)(?:第 ?{N}[款项項])?(?! ?[个個]?(?:工作日|工作天|[日天]))",
        rf"(?:表|附件|附录|附錄|分机|分機|房间|房間|版本|编号|編號|楼层|樓層|类别|類別|等级|等級|电话|電話|[热熱]线|專線|专线) ?:?(?P<mask>(?:{N})(?:\.\d+)*)(?! ?[小個个秒分时時天日%元])",
        r"(?:^|(?<=[\n\x00。;]))\s*(?:\d+(?:\.\d+)*[.、)]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）])",
        r"(?:星期|礼拜|禮拜|周|週)(?P<mask>[一二三四五六日])(?![个個天次小周週星]|[百十千]|名|人|份|至少)",
        r"一次(?:性|解[决決]|就|[办辦]|通[过過]|[处處]理)",
        r"万一|萬一|[统統]一|唯一|逐一|不一|[专專]一|单一|單一|合一|同一(?![天日])|进一步|進一步|一般|一定|一律|一旦|一致|一并|一併|一经|一經|一些|一样|一樣|一直|一同|一切|一面|一方|一起(?=[^案投])|[两兩](?:者|方|侧|側)|[三四]方|第三者",
        r"\b[a-z]{1,4}[-–]\d+(?:\.\d+)*",
        r"\d+(?:\.\d+){2,}",
        r"\+?\d{2,4}(?:[ -]\d{3,4}){2,}",
    )
]

# --- units ------------------------------------------------------------------------------

GE = "[个個]?"
UNITS = [
    (rf"{GE}(?:工作日|工作天|营业日|營業日|上班日|工作日天)", "working_day", 1),
    (rf"{GE}(?:工作小[时時]|工[时時]|工作[时時])", "working_hour", 1),
    (r"工作分[钟鐘]", "working_minute", 1),
    (r"秒[钟鐘]?", "second", 1),
    (r"分[钟鐘]", "minute", 1),
    (rf"{GE}(?:小[时時]|[钟鐘][头頭])", "hour", 1),
    (rf"{GE}刻[钟鐘]", "minute", 15),
    (
        rf"{GE}(?:自然日|日历日|日曆[日天]|日曆天|自然天|[昼晝]夜)|天|日(?!元|常|前|後|后的?日|期|本|程|志|誌|报|報)|日(?=前|[后後])",
        "day",
        1,
    ),
    (rf"{GE}(?:星期|[礼禮]拜)|[周週](?![年岁歲期到])", "week", 1),
    (r"[个個]月|个?個?月份?(?=内|內|以内)", "month", 1),
    (rf"{GE}季度|{GE}季(?![节節])", "quarter", 1),
    (r"[周週]?年(?![级級轻輕龄齡度])|[个個]年度", "year", 1),
    (r"%|个?百分点|個?百分點", "percent", 1),
    (r"‰", "percent", Fraction(1, 10)),
    (
        r"(?:美|[欧歐]|港|日|澳|英|新台|新臺|台|臺)?(?:元|圓|圆|[币幣])(?!旦|素|件)|[块塊](?:[钱錢])?(?!地)|欧元|人民[币幣]",
        "money",
        1,
    ),
    (
        r"分(?![钟鐘之析工类類别別配布支店公部机機期担擔发發享级級段批组組明清重散])",
        "points",
        1,
    ),
    (r"[次回](?!数|數|要|级|級|日|序|覆|复|應|应|电|電|访|訪|收|答|到)", "times", 1),
]
UNIT = "|".join(pattern for pattern, _unit, _factor in UNITS)
COMPILED = [(compiled(rf"(?:{p})$"), unit, factor) for p, unit, factor in UNITS]
MEASURE_WORDS = "[个個名位人件份条條项項起张張台臺家辆輛通封例笔筆组組本页頁字批轮輪套户戶支只隻枚处處种種类類门門场場期宗间間层層道把堂户]"
NOT_COUNTED = (
    "(?!月|工作|小|季|星期|[礼禮]|[钟鐘]|自然|日|年|百分|性|体|體|别|別|人[^数數]?信息|期[间間限末]|力|事[部处]|员|員(?!工)"
    "|目|理|次|部分)"
)
SEP = r" ?(?:至|到|[-–—―~〜]|或(?:者)?|、) ?"
HALF_UNIT = rf"{GE}(?:小[时時]|[钟鐘][头頭]|工作日|工作天|天|日|月|年)"
QUANTITY = compiled(
    rf"(?:(?P<low>{N}) ?(?P<low_unit>{UNIT})?(?P<sep>{SEP}))?(?P<high>{N})(?: ?\({N}\))? ?(?P<unit>{UNIT})"
    r"(?P<half>半(?![小个個年月天日数數]))?"
)
AND_A_HALF = compiled(
    rf"(?P<number>{N}) ?[个個]半(?P<unit>小[时時]|[钟鐘][头頭]|月|工作日|工作天|星期)"
)
HALF = compiled(
    rf"(?<![一二两兩三四五六七八九十\d个個天年])半(?P<unit>{HALF_UNIT})(?!数|數)"
)
SHARE = compiled(
    rf"(?P<base>百|千|{N})分之(?P<number>{N}|{N}\.{N})(?:{SEP}(?:百分之|千分之)?(?P<high>{N}))?"
)
TENTHS = compiled(
    rf"(?:(?P<low>[一二三四五六七八九\d]){SEP})?(?P<number>[一二三四五六七八九\d])成(?P<half>半)?"
    r"(?![员員为為功立果本绩績交品熟长長效分年就])"
)
HALVES = compiled(r"(?P<over>[过過超]半(?:数|數)?)|(?P<half>(?:一)?半[数數]|一半)")
MONEY = compiled(
    rf"(?:人民[币幣]|新[台臺][币幣]|港[币幣]|[台臺][币幣]|rmb|cny|twd|ntd|hkd|usd|(?:nt|hk|us)?\$|[¥￥€£]) ?"
    rf"(?:(?P<low>{N}){SEP})?(?P<high>{N})(?: ?(?:元|圓|圆|[块塊])(?:整)?)?"
)
ALWAYS = compiled(
    rf"(?:7|七) ?[×x*✕乘] ?(?:24|二十四)(?: ?{GE}小[时時])?|(?:24|二十四) ?[×x*✕乘/] ?(?:7|七)(?!\d)"
    r"|(?:(?:24|二十四) ?小[时時])?(?:、|,)?全天候|(?:24|二十四) ?小[时時]全天|全年[无無]休|[昼晝]夜不[间間]断|日夜不[间間][断斷]"
)
SAME_DAY = compiled(
    r"(?<!生)(?<!活动)(?<!活動)(?<!节)(?<!節)(?<!会议)(?<!會議)(?<!开业)(?<!開業)(?<!到期)"
    r"(?:[当當](?P<working>[个個]?工作)?[日天](?!值)|[当當]天|即日|同一?(?P<same_working>[个個]?工作)?[天日](?!期))(?:之?[内內]|以?前|下班前)?"
)
NEXT_DAY = compiled(
    r"(?:于|於|在)?(?:(?:下|次)[一个個]{0,2}(?P<working>工作日|工作天|营业日|營業日)|(?:次|翌|隔)(?P<other>工作)?[日天]|第二(?:天|日)|下一[天日])(?:之?前|以前|[内內])?"
)
DUE_DAY = compiled(
    rf"第 ?(?P<number>{N}) ?(?P<unit>{GE}(?:工作日|工作天|[天日]))(?P<due>之?前|以前|[内內])?"
)
COUNT = compiled(
    rf"(?:(?P<low>{N})(?P<sep>{SEP}))?(?P<high>{N}) ?(?P<unit>{MEASURE_WORDS}){NOT_COUNTED}"
)

# --- rhythms ----------------------------------------------------------------------------

EVERY_UNIT = r"(?:半[个個]?月|半年|半天|半小[时時]|[个個]?(?:工作日|工作天|小[时時]|星期|[礼禮]拜|季度|自然日|月|年度)|分[钟鐘]|天|日|[周週]|季|年|月)"
EVERY = compiled(
    rf"每(?P<every_other>隔)?(?: ?(?P<number>{N}) ?)?(?P<unit>{EVERY_UNIT})(?![个個]?人)"
)
ADVERBS = [
    (r"逐日|按日|隔?日[复複]一日|天天", "day", 1),
    (r"逐[周週]|按[周週]", "week", 1),
    (r"逐月|按月", "month", 1),
    (r"按季度?|逐季", "quarter", 1),
    (r"按年|逐年", "year", 1),
    (r"隔[周週]", "week", 2),
    (r"隔月", "month", 2),
    (r"双[周週](?=一次)", "week", 2),
    (
        r"(?<![本上下该該当當次个個一二两兩三四五六七八九十\d每按逐])(?:月度|月报|月報)",
        "month",
        1,
    ),
    (
        r"(?<![本上下该該当當次个個一二两兩三四五六七八九十\d每按逐半])(?:季度|季[报報])",
        "quarter",
        1,
    ),
    (
        r"(?<![本上下该該当當次个個一二两兩三四五六七八九十\d每按逐半跨])(?:年度|年[报報])",
        "year",
        1,
    ),
    (r"(?<![本上下每\d])半年度", "month", 6),
]
COMPILED_ADVERBS = [(compiled(p), unit, count) for p, unit, count in ADVERBS]
ONE_PERIOD = compiled(
    rf"(?<![每前第内內后後于於达達过過满滿续續超逾])(?:(?P<number>{N}) ?)?(?P<unit>{EVERY_UNIT})"
    rf"(?=[^,，。；;:：、内內后後前以共仅僅连連]{{0,5}}(?:{N})[次回](?!性))"
)
SLASH = compiled(
    rf" ?/ ?(?P<unit>分[钟鐘]|小[时時]|工作日|天|日|[周週]|月|季度?|年)(?![{HAN}])"
)

# --- relations --------------------------------------------------------------------------

MAY = r"(?:得|可|应|應|宜|能|允许|允許|准|会|會)?"
FAR = r"[^,，。；;:：、(（)）\x00]{0,9}$"
NEAR = r"[了到于於至在为為过過为第不]?(?:人民[币幣]|新[台臺][币幣])? ?$"
LEFT = [
    (
        AT_MOST,
        compiled(
            rf"(?:不{MAY}(?:超[过過出]|多[于於]|高[于於]|大[于於]|[晚迟遲][于於]|长[于於]|長[于於]|逾)|至多|最多|最[长長]|最高|最大|最[晚迟遲](?:[于於])?"
            rf"|上限(?:[为為是])?|[≤⩽]|<=|不逾|仅限|僅限){NEAR}"
        ),
    ),
    (
        AT_LEAST,
        compiled(
            rf"(?:不{MAY}(?:少[于於]|低[于於]|小[于於]|短[于於]|早[于於])|至少|最少|最低|起码|起碼|最短|[≥⩾]|>=|下限[为為]?"
            rf"|(?:应|應|须|須|需|要|必须|必須)[达達]到?|[达達]到|[达達]){NEAR}"
        ),
    ),
    (
        UNDER,
        compiled(
            rf"(?:低[于於]|少[于於]|小[于於]|短[于於]|不足|不到|未[满滿]|不[满滿]|未[达達]|<){NEAR}"
        ),
    ),
    (
        OVER,
        compiled(
            rf"(?:超[过過出]|多[于於]|高[于於]|大[于於]|[晚迟遲][于於]|[长長][于於]|逾期?(?=$)|逾|>){NEAR}"
        ),
    ),
    # further away
    (
        AT_MOST,
        compiled(
            rf"(?:至多|最多|最[晚迟遲][于於]?|仅限|僅限|(?<![期年权權上下时時界有无無局])限(?![制额額时時期于於])|不{MAY}超[过過]){FAR}"
        ),
    ),
    (AT_LEAST, compiled(rf"(?:至少|不{MAY}少[于於]|起码|起碼){FAR}")),
]
RIGHT_TIME = [
    (
        AT_MOST,
        compiled(r"^(?:的?[时時][间間]|期[间間])?(?:之[内內间間]|以[内內]|[内內])"),
    ),
    (AT_LEAST, compiled(r"^(?:及|或)?[以之]上")),
    (AT_MOST, compiled(r"^(?:(?:及|或)?[以之]下|[为為]限|[为為]上限)")),
]
RIGHT = [
    (AT_LEAST, compiled(r"^(?:及|或)?[以之]上")),
    (
        AT_MOST,
        compiled(r"^(?:(?:及|或)?[以之]下|以[内內]|之[内內]|[为為]限|[为為]上限)"),
    ),
]
CONTEXT_OF_POINTS = compiled(r"[评評積积扣加满滿得低高达達過过分][^,，。；;]{0,10}$")


def straight(text):
    """The text without numbers that are no figures."""
    return blanked(text, *MASKS)


def _unit(words):
    words = words.strip()
    for pattern, unit, factor in COMPILED:
        if pattern.match(words):
            return unit, factor
    raise ValueError(words)


def _every_unit(words):
    if words.startswith("半"):
        unit, factor = _half_unit(words[1:])
        return unit, Fraction(factor) / 2
    if words == "月":
        return "month", Fraction(1)
    if words.endswith("年度"):
        return "year", Fraction(1)
    unit, factor = _unit(words)
    return unit, Fraction(factor)


def _half_unit(words):
    return ("month", 1) if words.endswith("月") else _unit(words)


def quantities(text):
    """Yield the amounts of a text, the most telling words first."""
    for match in ALWAYS.finditer(text):
        yield Quantity(*match.span(), Fraction(1), Fraction(1), "always", "exactly")
    for match in SAME_DAY.finditer(text):
        working = match["working"] or match["same_working"]
        unit = "working_day" if working else "day"
        yield Quantity(*match.span(), Fraction(0), Fraction(0), unit, AT_MOST)
    for match in NEXT_DAY.finditer(text):
        unit = "working_day" if match["working"] or match["other"] else "day"
        yield Quantity(*match.span(), Fraction(1), Fraction(1), unit, AT_MOST)
    for match in DUE_DAY.finditer(text):
        unit, _factor = _unit(match["unit"])
        number = value_of(match["number"])
        before = text[max(0, match.start() - 6) : match.start()]
        due = match["due"] or any(
            pattern.search(before) for name, pattern in LEFT if name == AT_MOST
        )
        if due and number is not None:
            yield Quantity(*match.span(), number, number, unit, AT_MOST)
    for match in SHARE.finditer(text):
        yield from _share(match)
    for match in HALVES.finditer(text):
        relation = OVER if match["over"] else ""
        yield Quantity(*match.span(), Fraction(50), Fraction(50), "percent", relation)
    for match in TENTHS.finditer(text):
        high = value_of(match["number"]) * 10 + (5 if match["half"] else 0)
        low = value_of(match["low"]) * 10 if match["low"] else high
        yield Quantity(*match.span(), low, high, "percent")
    for match in MONEY.finditer(text):
        yield from _amount(match, ("money", 1))
    for match in AND_A_HALF.finditer(text):
        unit, factor = _half_unit(match["unit"])
        amount = (value_of(match["number"]) + Fraction(1, 2)) * factor
        yield Quantity(*match.span(), amount, amount, unit)
    for match in HALF.finditer(text):
        unit, factor = _half_unit(match["unit"])
        amount = Fraction(factor) / 2
        if unit in ("month", "year"):
            unit, amount = "month", amount * (12 if unit == "year" else 1)
        yield Quantity(*match.span(), amount, amount, unit)
    for match in QUANTITY.finditer(text):
        yield from _measured(text, match)
    for match in COUNT.finditer(text):
        single = match["high"] == "一" and not match["low"]
        yield from _amount(match, ("count", 1), single=single)


def _measured(text, match):
    unit, factor = _unit(match["unit"])
    if unit == "points" and not CONTEXT_OF_POINTS.search(text[: match.start()]):
        if not match["high"].strip()[0].isdigit():
            return
    single = unit == "times" and match["high"] == "一" and not match["low"]
    yield from _amount(match, (unit, factor), single=single)


def _amount(match, unit, single=False):
    """One quantity of a number or of two, from and to."""
    groups = match.groupdict()
    low, high, start = groups["low"], value_of(groups["high"]), match.start()
    both = approximate_range(groups["high"].strip())
    if both:
        low, high = both
    elif low is not None:
        low = value_of(low)
    if groups.get("half") and high is not None:
        high += Fraction(1, 2)
    low_unit = groups.get("low_unit")
    amounts = None
    if groups["low"] is not None:
        amounts = ranged(low, low_unit and _unit(low_unit), high, unit)
        if "、" in groups["sep"] and not (
            amounts and amounts[1] == amounts[0] + unit[1]
        ):
            amounts = None
    if amounts is None or (high is not None and amounts[0] > amounts[1]):
        start = match.start("high") if groups["low"] is not None else start
        amounts = ranged(low if both else high, None, high, unit)
    yield Quantity(start, match.end(), *amounts, single=single)


def _share(match):
    base = {"百": Fraction(100), "千": Fraction(1000)}.get(match["base"])
    number = value_of(match["number"])
    if base is None:
        base = value_of(match["base"])
        if number is not None and (not base or number > base):
            return
    if number is None:
        yield Quantity(*match.span(), None, None, "percent")
        return
    high = value_of(match["high"]) if match["high"] else number
    yield Quantity(*match.span(), number / base * 100, high / base * 100, "percent")


def periods(text):
    """Yield the rhythms of a text."""
    for match in EVERY.finditer(text):
        unit, count = _every_unit(match["unit"])
        if match["number"]:
            number = value_of(match["number"])
            if number is None:
                continue
            count *= number
        if match["every_other"] and not match["number"]:
            count *= 2
        if match["unit"].endswith("年") and match["unit"].startswith("半"):
            unit, count = "month", Fraction(6)
        yield Period(*match.span(), count, unit)
    for pattern, unit, count in COMPILED_ADVERBS:
        for match in pattern.finditer(text):
            yield Period(*match.span(), Fraction(count), unit)
    for match in ONE_PERIOD.finditer(text):
        unit, count = _every_unit(match["unit"])
        if match["number"]:
            count *= value_of(match["number"]) or 1
        elif not match["unit"].startswith("半"):
            continue
        yield Period(*match.span(), count, unit)
    for match in SLASH.finditer(text):
        unit, count = _every_unit(match["unit"])
        yield Period(*match.span(), count, unit, alone=False)


def relation(before, quantity, after):
    """What the words around a quantity make of it; nothing if they say nothing."""
    timed = quantity.unit not in ("count", "times", "percent", "money", "points")
    for name, pattern in LEFT:
        if pattern.search(before):
            return name
    for name, pattern in RIGHT_TIME if timed else RIGHT:
        if pattern.search(after):
            return name
    return ""


SENTENCE = compiled(r"[,，。；;:：、!?！？()（）\x00]")
CHARGED = compiled(r"(?:收取?|加|[罚罰]|扣|[计計]|费|費)[^,，。；;:：、]{0,4}$")
BY_SOMEBODY = compiled(r"[由经經与與向][^,，。；;:：、]{0,2}$")


def counted_in(text, quantity, period):
    """Whether a quantity is counted in a period of the same clause of the sentence."""
    if period.start >= quantity.end:
        return period.start == quantity.end and quantity.unit != "always"
    between = text[period.end : quantity.start]
    if SENTENCE.search(between) or quantity.unit == "always":
        return False
    if quantity.unit in ("percent", "points"):
        return bool(CHARGED.search(between)) and len(between) <= 6
    if quantity.unit == "money":
        return bool(CHARGED.search(between)) or not between
    if quantity.unit == "count":
        return not BY_SOMEBODY.search(between)
    if quantity.unit == "times":
        return True
    if quantity.relation:  # every month by the 5th working day
        return False
    return len(between) <= 8
