"""What was asked and complained about at Riverside Plaza in six months.

Plain data and arithmetic, the same for the same date: who complained of what, and after
how many minutes which step was taken.
"""

from typing import NamedTuple

HOUR = 60
DAY = 24 * HOUR
#: Up to this score a rating is investigated, as the company has it.
LOW = 2


class Case(NamedTuple):
    """A request that has ended.

    :param kind: of complaint, or None for another class of request
    :param contact: minutes until the customer was contacted; ``solved``: until the end
    :param call: days until the call-back; None: nobody called
    :param verdict: of the customer at the call-back
    :param stars: 1 to 5; None: the customer did not rate; ``comment``: if not content
    """

    name: str
    text: str
    result: str
    customer: str
    request: str = "complaint"
    kind: str | None = None
    severity: str = "general"
    channel: str = "phone"
    contact: int = 20
    solved: int = 6 * HOUR
    call: int | None = 1
    verdict: str = "satisfied"
    stars: int | None = 5
    comment: str = ""


class Customer(NamedTuple):
    """Somebody who writes or calls; ``partner`` is the name of one with a log-in."""

    name: str
    email: str
    partner: str | None = None


CUSTOMERS = {
    "weber": Customer("Anna Weber", "anna.weber@customer.example", "customer"),
    "wang": Customer("王小明", "wang.xiaoming@customer.example", "wang"),
    "diaz": Customer("Carlos Diaz", "carlos.diaz@customer.example"),
    "moreau": Customer("Ines Moreau", "ines.moreau@customer.example"),
    "liu": Customer("刘芳", "liu.fang@customer.example"),
    "tea": Customer("Tea house, shop 207", "tea.house@merchant.example"),
    "books": Customer("书香阁，218 号铺", "books@merchant.example"),
}

#: The customer of each case writes in the own language.
CASES = (
    Case(
        "Lift to the car park stands still",
        "The lift from floor B1 does not move, my wheelchair does not fit elsewhere.",
        "The door sensor was replaced; the lift runs.",
        "weber",
        kind="property",
        severity="important",
        solved=5 * HOUR,
    ),
    Case(
        "地下车库收费重复",
        "同一次停车被扣了两次费用。",
        "重复的费用已原路退回，并赠送两小时停车券。",
        "wang",
        kind="property",
        channel="web",
        stars=4,
    ),
    Case(
        "Wrong price at the till",
        "The shelf said 39, I paid 59.",
        "The shop has refunded 20.00 and corrected the label.",
        "diaz",
        kind="goods",
        channel="email",
        contact=35,
        solved=20 * HOUR,
    ),
    Case(
        "导购态度不好",
        "询问尺码时，店员一直在看手机。",
        "店长已致歉，并对当班店员进行了培训。",
        "liu",
        kind="service",
        solved=30 * HOUR,
        call=2,
        stars=4,
    ),
    Case(
        "Water drips from the ceiling of the shop",
        "Above the till, since this morning.",
        "A joint of the cooling pipe was tightened; the ceiling is dry.",
        "tea",
        request="repair",
        contact=15,
        solved=7 * HOUR,
        stars=5,
    ),
    Case(
        "Is the roof garden open in the evening?",
        "We would like to celebrate a birthday there.",
        "Until 22:00; tables are booked at the service desk.",
        "moreau",
        request="consultation",
        channel="email",
        contact=25,
        solved=2 * HOUR,
        call=None,
        stars=None,
    ),
    Case(
        "夜间施工申请",
        "申请 22:00 以后更换店内灯具。",
        "已批准：周三 22:00 至次日 2:00，由保安陪同。",
        "books",
        request="application",
        channel="visit",
        solved=8 * HOUR,
        call=None,
        stars=None,
    ),
    Case(
        "Shoes with two left feet",
        "I noticed it at home only.",
        "Exchanged, with a voucher for the way.",
        "weber",
        kind="goods",
        contact=95,
        solved=26 * HOUR,
        stars=3,
    ),
    Case(
        "母婴室空调太冷",
        "孩子换衣服时一直发抖。",
        "温度已调至 25 度，并加贴了报修电话。",
        "wang",
        kind="property",
        channel="web",
        contact=40,
        solved=10 * HOUR,
        call=3,
    ),
    Case(
        "Wet floor without a sign",
        "I slipped beside the fountain and hurt my knee.",
        "The cleaning round carries signs now; the visit to the doctor is paid.",
        "moreau",
        kind="property",
        severity="major",
        contact=10,
        solved=60 * HOUR,
        call=2,
        stars=2,
        comment="Nobody told me how long it would take.",
    ),
    Case(
        "卷帘门无法关闭",
        "晚上打烊时卷帘门卡住了。",
        "电机已更换，试运行正常。",
        "books",
        request="repair",
        contact=50,
        solved=16 * HOUR,
        stars=4,
    ),
    Case(
        "Refund takes weeks",
        "You promised the money within a week.",
        "The bank had sent it back; it has arrived now.",
        "diaz",
        kind="service",
        channel="email",
        contact=30,
        solved=70 * HOUR,
        call=6,
        verdict="accepted",
        stars=2,
        comment="I had to ask three times.",
    ),
)

#: Cases a month, on these working days of it.
EACH = (1, 3, 4, 6, 8, 10, 12, 14, 16, 18)
#: In the week of the autumn sale many labels were wrong: so many more such cases, on
#: these working days of the last month that is over.
SALE_CASE, SALE = "Wrong price at the till", (5, 6, 7, 7, 9)


def history(months):
    """Return what happened: [(day, minutes after midnight, case), …], in order.

    :param months: working days of an ordinary schedule by month; the last one, which is
        not over, has cases of its own
    """
    found = []
    for number, days in enumerate(months[:-1]):
        for place, which in enumerate(EACH):
            if which < len(days):
                case = CASES[(number * len(EACH) + place) % len(CASES)]
                minutes = 8 * HOUR + 20 + (37 * (number + 2 * place)) % (7 * HOUR)
                found.append((days[which], minutes, case))
    found += _sale(months[-2])
    return sorted(found, key=lambda event: event[:2])


def _sale(days):
    """Yield what the sale of the last month has brought."""
    [case] = [case for case in CASES if case.name == SALE_CASE]
    for place, which in enumerate(SALE):
        yield (days[which], 9 * HOUR + 50 * place, case)


def steps(minutes, case):
    """Return the steps of a case: {minutes after midnight of its day: step}.

    Nothing happens at night: what would, happens on the next morning.
    """
    done = _by_day(minutes + case.solved)
    found = {
        minutes: "register",
        minutes + case.contact: "contact",
        done: "solve",
    }
    if case.severity != "general":
        found[minutes + case.contact + 10] = "start"
    if case.solved > DAY:
        found[_by_day(minutes + case.solved // 2) + 1] = "progress"
    if case.call is not None:
        found[_by_day(done + case.call * DAY) + 2] = "call"
    if case.stars:
        found[done + 3 * HOUR + 3] = "rate"
        if min(scores(case).values()) <= LOW:
            found[_by_day(done + 3 * DAY) + 7] = "investigate"
            found[_by_day(done + 4 * DAY) + 11] = "check"
    return found


def scores(case):
    """What the customer of a case says; slow help is not only unfriendly."""
    late = case.solved > DAY
    return {
        "attitude": min(5, case.stars + (case.stars <= LOW)),
        "effect": case.stars,
        "timeliness": max(1, case.stars - late),
    }


def _by_day(minutes):
    """The same minute, or nine o'clock on the morning after the night that it is in."""
    days, clock = divmod(minutes, DAY)
    if 8 * HOUR <= clock < 17 * HOUR:
        return minutes
    return (days + (clock >= 17 * HOUR)) * DAY + 9 * HOUR
