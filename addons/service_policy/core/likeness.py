"""Finds what a sentence of a policy is like: which promise it most likely makes.

Words near a figure are compared with the words of what exists already. Words that say the
same (solve, settle, 解决, 處理完畢) count as one; rare words tell more than common ones.
"""

import math
import re
from dataclasses import dataclass, field

from .figure_numbers import straightened

# Words of one sense in the three languages. The first part is the name of the sense; a
# word that is no whole word is the beginning of one.
SENSES = {
    "contact": "contact|ring up|get in touch|reach out|联系|聯繫|聯絡|联络|首次接触",
    "answer": "answer|repl|respon|get back to|回复|回覆|答复|答覆|应答|應答|响应|回應|反馈意见给|回音",
    "first": "first|initial|首次|第一次|初次|首先",
    "solve": "solv|resol|settl|remed|dealt with|fixed|cleared up|cure|put right|解决|解決|办结|辦結|处理完|處理完|结案|結案|了结|处置完",
    "accept": "accept|take on|takes on|taken on|acknowledg|接单|接單|受理|承接|接受|派工",
    "plan": "plan|proposal|draft|concept|offer|方案|计划|計畫|計劃|建议书",
    "opinion": "opinion|review|comment of the department|statement|审核|審核|意见|意見|会签|會簽|评审|評審",
    "classify": "classif|categor|sort|分类|分類|归类|歸類|定性",
    "chat": "chat|live|在线客服|線上客服|在线|線上|即时|即時",
    "simple": "simple|plain|easy|straightforward|uncomplicated|简单|簡單|简易|簡易",
    "complex": "complex|difficult|complicated|hard|intricate|复杂|複雜|疑难|疑難",
    "general": "general|ordinary|normal|minor|everyday|一般|普通|常规|常規",
    "important": "important|serious|grave|重要|严重|嚴重",
    "major": "major|critical|severe|gravest|重大|特大",
    "urgent": "urgent|pressing|emergenc|紧急|緊急|急需|迫切",
    "detailed": "detail|full|complete solution|详细|詳細|完整",
    "complaint": "complain|grievance|投诉|投訴|客诉|客訴|申诉",
    "request": "request|demand|need|wish|需求|请求|請求|诉求",
    "enquiry": "enquir|inquir|question|consult|咨询|諮詢|询问|詢問|疑问",
    "repair": "repair|defect|broken|fault|damage|leak|mend|维修|維修|报修|報修|修理|故障|工单|工單",
    "application": "application|form|permit|appl(?:y|ies)|申请|申請|审批表|申请表",
    "return": "return|hand(?:ed)? back|gives? back|返还|返還|交还|交還|退回|归还|歸還|发还|還給|送还",
    "letter": "letter|written notice|memo|联系函|聯繫函|工作函|函件|联络函|聯絡單|書面通知",
    "department": "department|unit|部门|部門|单位|單位",
    "money": "money|cash|fee|charge|payment|takings|款项|款項|现金|現金|费用|費用|收费|收費|收款",
    "finance": "financ|cashier|accounts|财务|財務|出纳|出納",
    "loan": "loan|lent|lend|borrow|ladder|trolley|tool|借用|借出|出借|借物|梯子|手推车",
    "start": "start|begin|launch|open|initiat|set in motion|启动|啟動|开始|開始|发起|發起",
    "procedure": "procedure|process|proceeding|程序|流程|处理程序",
    "callback": "call-?back|calls? back|call(?:s|ed)? again|phone(?:s|d)? again|follow-up call|ring back|回访|回訪|回电|回電",
    "track": "track|follow(?:s|ed)? (?:it|up|the)|pursue|chase|跟踪|跟進|追蹤|跟进|追踪|催办",
    "progress": "progress|how it stands|state of|进展|進展|进度|進度",
    "feedback": "comment|suggest|feedback|survey|remark|rating|意见|意見|建议|建議|评价|評價|反馈|回饋",
    "improve": "improv|better|改进|改進|改善|整改",
    "result": "result|outcome|结果|結果",
    "completion": "complet|finish|done|ends?|closing|完成|结束|結束|完工|竣工|办结",
    "customer": "customer|client|tenant|merchant|guest|客户|客戶|顾客|顧客|商户|商戶|业户|住戶",
    "head": "head|leader|manager|负责人|負責人|主管|经理|經理|领导",
    "promised": "promis|agreed|committed|承诺|承諾|约定|約定|答应",
    "register": "regist|record|enter|note|登记|登記|记录|記錄|录入|登錄",
}
COMPILED = {
    name: re.compile(
        "|".join(
            rf"\b(?:{word})" if word[0].isascii() else word for word in words.split("|")
        )
    )
    for name, words in SENSES.items()
}
EMPTY = set(
    "the a an of and or to in on at by for is are be it its as with from that this not who "
    "we you our your their they he she his her within day days hour hours working minute "
    "minutes week month year time must shall will may can least most than more less every "
    "each any all until after before case one two three has have been was were if when no "
    "policy clause rule count counts well do does".split()
)
WORD = re.compile(r"[a-z]{3,}")
HAN = re.compile("[一-鿿]+")
SENSE_COUNTS = 3.0  # a sense tells more than a word that two texts happen to share


@dataclass(slots=True)
class Pattern:
    """Something that exists: a rule, with the words by which it is known.

    ``names`` are few and to the point (what is promised, for which kind of record);
    ``texts`` say more about it.
    """

    key: object
    names: list[str]
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a pattern is to the words, from 0 to 1."""

    key: object
    score: float


class Patterns:
    """What exists, prepared so that many sentences can be compared with it."""

    def __init__(self, patterns):
        self._patterns = []
        frequency = {}
        for pattern in patterns:
            names = features(" ; ".join(pattern.names))
            texts = features(" ; ".join(pattern.texts)) - names
            self._patterns.append((pattern.key, names, texts))
            for word in names:
                frequency[word] = frequency.get(word, 0) + 1
        self._rarity = {
            word: math.log(1 + len(self._patterns) / count)
            for word, count in frequency.items()
        }
        self._rare = math.log(1 + max(len(self._patterns), 1))

    def like(self, near, around=""):
        """All patterns, the likest first.

        :param str near: the part of the sentence that the figure stands in
        :param str around: the rest of the sentence, the clause's title, what it is under
        :rtype: list[Likeness]
        """
        near_words = features(near)
        around_words = features(around) - near_words
        found = [
            Likeness(key, self._score(names, texts, near_words, around_words))
            for key, names, texts in self._patterns
        ]
        return sorted(found, key=lambda likeness: -likeness.score)

    def _score(self, names, texts, near, around):
        whole = sum(map(self._weight, names))
        if not whole:
            return 0.0
        shared = sum(map(self._weight, names & near))
        shared += 0.6 * sum(map(self._weight, names & around))
        more = sum(map(self._weight, texts & (near | around)))
        said = sum(map(self._weight, near)) or 1
        return (shared + 0.15 * min(more, whole)) / (0.75 * whole + 0.25 * said)

    def _weight(self, word):
        size = SENSE_COUNTS if word.startswith("#") else 1.0
        return size * self._rarity.get(word, self._rare / 3)


def features(text):
    """Senses, words and pairs of Chinese signs by which texts are compared."""
    plain = straightened(text).lower()
    found = {f"#{name}" for name, pattern in COMPILED.items() if pattern.search(plain)}
    found.update(
        word[:6] for word in WORD.findall(plain) if word not in EMPTY
    )
    for run in HAN.findall(plain):
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found


# Words that tell what a sentence is not about, though it shares much with what is.
SPLIT = re.compile(r"(?<=[.;。；!?！？])\s*|\n")
PART = re.compile(r"[,，、:：]\s*")


def surroundings(text, start, end):
    """(near, sentence): the part of the sentence around a figure, and the sentence."""
    first = max((m.end() for m in SPLIT.finditer(text) if m.end() <= start), default=0)
    last = min((m.start() for m in SPLIT.finditer(text) if m.start() >= end), default=len(text))
    sentence = text[first:last]
    cuts = [m for m in PART.finditer(sentence)]
    near_first = max((m.end() for m in cuts if first + m.end() <= start), default=0)
    near_last = min(
        (m.start() for m in cuts if first + m.start() >= end), default=len(sentence)
    )
    return sentence[near_first:near_last], sentence
