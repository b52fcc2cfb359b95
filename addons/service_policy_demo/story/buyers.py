"""The sixty customers who order at Riverside Plaza, and what they ordered when.

Plain data and arithmetic, the same for the same date. Days are counted back from today.
"""

from datetime import timedelta
from typing import NamedTuple

#: (name, price) of what is sold.
PRODUCTS = {
    "boxes": ("Gift boxes for staff", 120),
    "cards": ("Gift cards", 500),
    "panel": ("Advertising panel, one month", 6800),
    "space": ("Event space, one day", 12000),
}
#: Who buys in which rhythm: (name in English or Chinese, city).
NAMES = (
    ("Harbour Trading", "Shanghai"),
    ("明远科技", "上海"),
    ("Lotus Insurance", "Shanghai"),
    ("海川物流", "上海"),
    ("Northern Bank", "Beijing"),
    ("华信会计师事务所", "上海"),
    ("Maple Education", "Suzhou"),
    ("金桥旅行社", "杭州"),
    ("Blue River Design", "Shanghai"),
    ("天成建筑", "苏州"),
    ("Sunrise Pharma", "Shanghai"),
    ("东方印刷", "上海"),
    ("Golden Bridge Hotels", "Hangzhou"),
    ("瑞丰贸易", "宁波"),
    ("Orchid Cosmetics", "Shanghai"),
    ("蓝海软件", "上海"),
    ("Pine Furniture", "Suzhou"),
    ("长风汽车", "上海"),
    ("City Dental", "Shanghai"),
    ("万家超市", "上海"),
    ("Peak Sports", "Nanjing"),
    ("新叶幼儿园", "上海"),
    ("Silver Line Rail", "Shanghai"),
    ("和平医院", "上海"),
    ("Jade Jewellers", "Shanghai"),
    ("青松律师事务所", "上海"),
    ("Falcon Security", "Shanghai"),
    ("梧桐书店", "上海"),
    ("Morning Coffee", "Shanghai"),
    ("远景传媒", "上海"),
    ("Atlas Consulting", "Shanghai"),
    ("银杏养老院", "上海"),
    ("Willow Textiles", "Wuxi"),
    ("星河影视", "上海"),
    ("Crane Logistics", "Ningbo"),
    ("百川出版社", "上海"),
    ("Red Lantern Catering", "Shanghai"),
    ("晨光文具", "上海"),
    ("Evergreen Gardens", "Suzhou"),
    ("云帆电商", "杭州"),
    ("Bamboo Toys", "Shanghai"),
    ("安达保洁", "上海"),
    ("Summit Language School", "Shanghai"),
    ("大地测绘", "南京"),
    ("Coral Aquarium", "Shanghai"),
    ("红枫摄影", "上海"),
    ("Magnolia Clinic", "Shanghai"),
    ("博雅艺术中心", "上海"),
    ("Delta Engineering", "Shanghai"),
    ("福临茶业", "杭州"),
    ("Riverside Runners", "Shanghai"),
    ("科创孵化器", "上海"),
    ("Panda Pet Care", "Shanghai"),
    ("江南丝绸", "苏州"),
    ("Horizon Travel", "Shanghai"),
    ("嘉禾农业", "无锡"),
    ("Quartz Watches", "Shanghai"),
    ("同心社区中心", "上海"),
    ("Zephyr Cycling", "Shanghai"),
    ("未来教育", "上海"),
)
#: So many customers of each kind, in the order of their numbers.
KINDS = (
    ("steady", 8),
    ("rising", 8),
    ("falling", 8),
    ("silent", 5),
    ("new", 8),
    ("general", 14),
    ("dozing", 9),
)
#: Their numbers cannot be reached by e-mail, or by phone.
WITHOUT_MAIL, WITHOUT_PHONE = {3, 44}, {29, 52}


class Buyer(NamedTuple):
    """A customer: number, name, city, and in which rhythm it buys."""

    number: int
    name: str
    city: str
    kind: str
    place: int

    @property
    def reads_chinese(self) -> bool:
        """Whether to write in Chinese."""
        return not self.name.isascii()

    @property
    def address(self) -> str | None:
        """Where e-mails go."""
        if self.number in WITHOUT_MAIL:
            return None
        return f"office{self.number:02}@buyer.example"

    @property
    def phone(self) -> str | None:
        """At which number somebody answers."""
        if self.number in WITHOUT_PHONE:
            return None
        return f"+86 21 5555 {2000 + self.number}"


class Purchase(NamedTuple):
    """So many pieces of something, so many days ago."""

    days: int
    product: str
    quantity: int


def buyers():
    """Return all customers, in the order of their numbers."""
    kinds = [(kind, place) for kind, count in KINDS for place in range(count)]
    return [Buyer(number, *NAMES[number], *kind) for number, kind in enumerate(kinds)]


def purchases(buyer):
    """Return what a customer has bought, the latest first."""
    n, place = buyer.number, buyer.place
    found = {
        "steady": lambda: _every(4 + 3 * place, 425, 28, 12000),
        "rising": lambda: (
            _every(3 + place, 186 + 12 * place, 25, 15000)
            + _every(215 + 12 * place, 430, 60, 3000)
        ),
        "falling": lambda: (
            _every(20 + place, 240, 70, 1800) + _every(250 + 12 * place, 745, 25, 14000)
        ),
        "silent": lambda: _every(78 + 9 * place, 425, 24, 9500),
        "new": lambda: _every(6 + 5 * place, 60 + 14 * place, 34, 4000),
        "general": lambda: _every(12 + 6 * place, 420, 88, 2400),
        "dozing": lambda: _every(50 + 17 * place, 430, 165, 1300),
    }[buyer.kind]()
    return [_purchase(n + number, *each) for number, each in enumerate(found)]


def _every(first, last, step, amount):
    return [(days, amount) for days in range(first, last, step)]


def _purchase(number, days, amount):
    """What comes near the amount; small ones are boxes and cards."""
    names = ("panel", "space") if amount > 6000 else ("boxes", "cards")
    product = names[number % 2]
    price = PRODUCTS[product][1]
    spread = 1 + (number * 7 % 5 - 2) / 20
    return Purchase(days, product, max(1, round(amount * spread / price)))


def on_a_workday(day):
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
