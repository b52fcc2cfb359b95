"""Finds what a sentence of a policy is like: which promise it most likely makes.

Words near a figure are compared with the words of what exists already. Words that say
the same (solve, settle, 解决, 办结) count as one; rare words tell more.
"""

import math
import re
from dataclasses import dataclass, field

from .figure_numbers import straightened

# Words of one sense in the three languages. The first part is the name of the sense; a
# word that is no whole word is the beginning of one.
SENSES = {
    "contact": (
        r"contact;hears? from us;hear from;ring up;get in touch;reach out;联系;聯繫"
        r";聯絡;联络;首次接触"
    ),
    "answer": (
        "answer;repl;respon;get back to;回复;回覆;答复;答覆;应答;應答;响应;回應"
        ";反馈意见给;回音"
    ),
    "first": "first;initial;首次;第一次;初次;首先",
    "solve": (
        "solv;resol;settl;remed;dealt with;fixed;cleared up;cure;put right;解决;解決"
        ";办结;辦結;处理完;處理完;结案;結案;了结;处置完"
    ),
    "accept": (
        r"accept;take(?:s|n)?(?: \w+){0,3} on\b;acknowledg;接单;接單;受理;承接;接受"
        r";派工"
    ),
    "plan": "plan;proposal;draft;concept;offer;方案;计划;計畫;計劃;建议书",
    "opinion": (
        "opinion;review;comment of the department;statement;审核;審核;意见;意見;会签"
        ";會簽;评审;評審"
    ),
    "classify": "classif;categor;sort;分类;分類;归类;歸類;定性",
    "chat": "chat;live;在线客服;線上客服;在线;線上;即时;即時",
    "simple": "simple;plain;easy;straightforward;uncomplicated;简单;簡單;简易;簡易",
    "complex": "complex;difficult;complicated;hard;intricate;复杂;複雜;疑难;疑難",
    "general": "general;ordinary;minor;everyday;一般;普通;常规;常規",
    "important": "important;serious;grave;重要;严重;嚴重",
    "major": "major;critical;severe;gravest;重大;特大",
    "urgent": "urgent;pressing;emergenc;紧急;緊急;急需;迫切",
    "detailed": "detail;full;complete solution;详细;詳細;完整",
    "complaint": "complain;grievance;投诉;投訴;客诉;客訴;申诉",
    "request": "request;demand;need;wish;需求;请求;請求;诉求",
    "enquiry": "enquir;inquir;question;consult;咨询;諮詢;询问;詢問;疑问",
    "repair": (
        "repair;defect;broken;fault;damage;leak;mend;维修;維修;报修;報修;修理;故障"
        ";工单;工單"
    ),
    "application": "application;form;permit;appl(?:y|ies);申请;申請;审批表;申请表",
    "return": (
        "return;hand(?:ed)? back;gives? back;返还;返還;交还;交還;退回;归还;歸還;发还"
        ";還給;送还"
    ),
    "letter": (
        "letter;written notice;memo;联系函;聯繫函;工作函;函件;联络函;聯絡單;書面通知"
    ),
    "department": "department;unit;部门;部門;单位;單位",
    "money": (
        "money;cash;fee;charge;payment;takings;款项;款項;现金;現金;费用;費用;收费"
        ";收費;收款"
    ),
    "finance": "financ;cashier;accounts;财务;財務;出纳;出納",
    "loan": "loan;lent;lend;borrow;ladder;trolley;tool;借用;借出;出借;借物;梯子;手推车",
    "start": (
        "start;begin;launch;open;initiat;set in motion;启动;啟動;开始;開始;发起;發起"
    ),
    "procedure": "procedure;process;proceeding;程序;流程;处理程序",
    "callback": (
        r"call-?back;call(?:s|ed)?(?: \w+){0,3} back;call(?:s|ed)? again;phone(?:s"
        r"|d)? again;follow-up call;ring back;回访;回訪;回电;回電"
    ),
    "track": (
        "track;follow(?:s|ed)? (?:it|up|the|every|daily);(?:is|are) followed;pursue"
        ";chase;跟踪;跟蹤;跟進;追蹤;跟进;追踪;催办"
    ),
    "progress": "progress;how it stands;state of;进展;進展;进度;進度",
    "feedback": (
        "comment;suggest;feedback;survey;remark;rating;意见;意見;建议;建議;评价;評價"
        ";反馈;回饋"
    ),
    "improve": "improv;better;改进;改進;改善;整改",
    "result": "result;outcome;结果;結果",
    "completion": "complet;finish;done;ends?;closing;完成;结束;結束;完工;竣工;办结",
    "customer": (
        "customer;client;tenant;merchant;guest;客户;客戶;顾客;顧客;商户;商戶;业户;住戶"
    ),
    "head": "head;leader;manager;负责人;負責人;主管;经理;經理;领导",
    "promised": "promis;agreed;committed;承诺;承諾;约定;約定;答应",
    "register": "regist;record;enter;note;登记;登記;记录;記錄;录入;登錄",
}
COMPILED = {
    name: re.compile(
        "|".join(
            rf"\b(?:{word})" if word[0].isascii() else word for word in words.split(";")
        )
    )
    for name, words in SENSES.items()
}
EMPTY = {
    ("the"),
    ("a"),
    ("an"),
    ("of"),
    ("and"),
    ("or"),
    ("to"),
    ("in"),
    ("on"),
    ("at"),
    ("by"),
    ("for"),
    ("is"),
    ("are"),
    ("be"),
    ("it"),
    ("its"),
    ("as"),
    ("with"),
    ("from"),
    ("that"),
    ("this"),
    ("not"),
    ("who"),
    ("we"),
    ("you"),
    ("our"),
    ("your"),
    ("their"),
    ("they"),
    ("he"),
    ("she"),
    ("his"),
    ("her"),
    ("within"),
    ("day"),
    ("days"),
    ("hour"),
    ("hours"),
    ("working"),
    ("minute"),
    ("minutes"),
    ("week"),
    ("month"),
    ("year"),
    ("time"),
    ("must"),
    ("shall"),
    ("will"),
    ("may"),
    ("can"),
    ("least"),
    ("most"),
    ("than"),
    ("more"),
    ("less"),
    ("every"),
    ("each"),
    ("any"),
    ("all"),
    ("until"),
    ("after"),
    ("before"),
    ("case"),
    ("one"),
    ("two"),
    ("three"),
    ("has"),
    ("have"),
    ("been"),
    ("was"),
    ("were"),
    ("if"),
    ("when"),
    "no",
    "policy",
    "clause",
    "rule",
    "count",
    "counts",
    "well",
    "do",
    "does",
}
WORD = re.compile(r"[a-z]{3,}")
HAN = re.compile("[一-鿿]+")
SENSE_COUNTS = 3.0  # a sense tells more than a word that two texts happen to share


# What a thing can be only one of: a sentence on repairs is not about a complaint.
# Beside them, what a pattern is worth where the text names none of them.
RIVALS = (
    (
        frozenset(
            {"#simple", "#complex", "#general", "#important", "#major", "#urgent"}
        ),
        0.7,
    ),
    (
        frozenset(
            {"#complaint", "#repair", "#application", "#feedback", "#chat", "#loan"}
            | {"#enquiry"}
        ),
        0.9,
    ),
)


@dataclass(slots=True)
class Pattern:
    """Something that exists: a rule, with the words by which it is known.

    ``names`` are few and to the point (what is promised, for which kind of record), one
    for each language; ``texts`` say more about it.
    """

    key: object
    names: list[str]
    kinds: list[str] = field(default_factory=list)  # of records: any of them will do
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a pattern is to the words, from 0 to about 1."""

    key: object
    score: float


class Patterns:
    """What exists, prepared so that many sentences can be compared with it."""

    def __init__(self, patterns):
        self._patterns = []
        frequency = {}
        for pattern in patterns:
            names = [found for found in map(features, pattern.names) if found]
            kinds = features(" ; ".join(pattern.kinds))
            every = set().union(*names) | kinds
            texts = features(" ; ".join(pattern.texts)) - every
            self._patterns.append((pattern.key, names, kinds, every, texts))
            for word in every:
                frequency[word] = frequency.get(word, 0) + 1
        self._rarity = {
            word: math.log(1 + len(self._patterns) / count)
            for word, count in frequency.items()
        }
        self._rare = math.log(1 + max(len(self._patterns), 1))

    def like(self, near, around="", far=""):
        """All patterns, the likest first.

        :param str near: the part of the sentence that the figure stands in
        :param str around: the rest of the sentence, the clause's title
        :param str far: the rest of the clause, and what it stands under
        :rtype: list[Likeness]
        """
        near_words = features(near)
        around_words = features(around) - near_words
        far_words = features(far) - near_words - around_words
        found = []
        for key, names, kinds, every, texts in self._patterns:
            score = max(
                (
                    self._score(name, texts, near_words, around_words, far_words)
                    for name in names
                ),
                default=0.0,
            )
            if kinds & (near_words | around_words):
                score *= 1.2
            score *= _rivalry(every, near_words, around_words, far_words)
            found.append(Likeness(key, score))
        return sorted(found, key=lambda likeness: -likeness.score)

    def _score(self, names, texts, near, around, far):
        whole = sum(map(self._weight, names))
        if not whole:
            return 0.0
        shared = sum(map(self._weight, names & near))
        shared += 0.6 * sum(map(self._weight, names & around))
        shared += 0.35 * sum(map(self._weight, names & far))
        more = sum(map(self._weight, texts & (near | around)))
        return (shared + 0.1 * min(more, whole)) / whole

    def _weight(self, word):
        size = SENSE_COUNTS if word.startswith("#") else 0.5
        return size * self._rarity.get(word, self._rare / 3)


def _rivalry(every, near, around, far):
    """How much what can be only one of speaks for a pattern, or against it."""
    factor = 1.0
    for rivals, unsaid in RIVALS:
        said = (near & rivals) or (around & rivals) or (far & rivals)
        known = every & rivals
        if said and known:
            factor *= 1.1 if said & known else 0.5
        elif known:
            factor *= unsaid
        elif near & rivals:
            factor *= 0.8
    return factor


def features(text):
    """Senses, words and pairs of Chinese signs by which texts are compared."""
    plain = straightened(text).lower()
    found = {f"#{name}" for name, pattern in COMPILED.items() if pattern.search(plain)}
    found.update(word[:6] for word in WORD.findall(plain) if word not in EMPTY)
    for run in HAN.findall(plain):
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found


SENTENCE = re.compile(r"(?<=[.;。；!?！？])\s*|\n")
PART = re.compile(r"[,，、:：]\s*")
FIGURE = re.compile(
    r"\d|\[|[一二三四五六七八九十两兩半]+[个個]?[分小工日天周週月年秒]"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|one|an?|half an?)"
    r" (?:working |business )?(?:minute|hour|day|week)"
)
JOINT = re.compile(r"\b(?:and|or|but)\b|[,，、:：和及并並]")
# What it counts from is not what is promised: after the repair is done, 完工后.
SINCE = re.compile(
    r"\b(?:after|since|from)\b[^,.;]*|[一-鿿]{2,12}(?:之?[后後]|之日起"
    r"|起)(?=.{0,2}[\d一二三四五六七八九十两兩半\[])"
)


def surroundings(text, start, end):
    """(near, sentence): what is said about a figure, and the sentence it stands in.

    A part that only says when is told together with the part that says what: "Two days
    after it is done, the customer is called".
    """
    first = _last_end(SENTENCE, text, start)
    last = _next_start(SENTENCE, text, end)
    sentence = text[first:last]
    start, end = start - first, end - first
    near_first = _last_end(PART, sentence, start)
    near_last = _next_start(PART, sentence, end)
    near_first, near_last = _apart(sentence, near_first, near_last, start, end)
    near = sentence[near_first:near_last]
    only_when = not near_first or not features(SINCE.sub(" ", near))
    if only_when and near_last < len(sentence):
        following = sentence[_next_end(PART, sentence, near_last) :]
        following = PART.split(following)[0]
        if not FIGURE.search(following):
            near = f"{near} {following}"
    return SINCE.sub(" ", near), sentence


def _apart(sentence, first, last, start, end):
    """Where two figures share a part, what belongs to this one: a first reply within 5
    minutes and a solution within 2 hours."""
    before = [m.end() for m in FIGURE.finditer(sentence, first, start)]
    after = [m.start() for m in FIGURE.finditer(sentence, end, last)]
    if before:
        joints = [m.end() for m in JOINT.finditer(sentence, before[-1], start)]
        first = joints[-1] if joints else first
    if after:
        joints = [m.start() for m in JOINT.finditer(sentence, end, after[0])]
        last = joints[0] if joints else last
    return first, last


def _last_end(pattern, text, place):
    return max((m.end() for m in pattern.finditer(text) if m.end() <= place), default=0)


def _next_start(pattern, text, place):
    starts = (m.start() for m in pattern.finditer(text) if m.start() >= place)
    return min(starts, default=len(text))


def _next_end(pattern, text, place):
    ends = (m.end() for m in pattern.finditer(text) if m.start() >= place)
    return min(ends, default=len(text))


# A time ahead of something is kept by who asks, and no clock runs: a week in advance.
AHEAD = re.compile(r"提前|\b(?:ahead|in advance|beforehand)\b|(?<=\d\d)days before\b")
AHEAD_BEHIND = re.compile(
    r"^\s*(?:before(?! the end| noon)|ahead|in advance|prior)\b|^前"
)


def may_be_promised(figure, near, after):
    """Whether a figure of a text is a time until which something is promised.

    Shares, rhythms and counts are kept by other means than a clock, and so is what
    takes a time at least.
    """
    return (
        figure.is_time
        and figure.relation not in ("at_least", "under")
        and not AHEAD.search(near.lower())
        and not AHEAD_BEHIND.search(after.lower())
    )
