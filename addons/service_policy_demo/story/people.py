"""The thirty people of Riverside Plaza."""

from typing import NamedTuple

DEPARTMENTS = {
    "office": "Office",
    "service": "Service Centre",
    "property": "Property",
    "operations": "Operations",
}


class Someone(NamedTuple):
    """A person of the demo company.

    :param name: with Chinese letters, if the person reads Chinese
    :param manager: number of the direct manager
    :param hours: which schedule: ``day``, ``part_time``, ``flexible`` or ``night``
    """

    name: str
    department: str
    job: str
    wage: int
    manager: int | None = None
    user: str | None = None
    hours: str = "day"

    @property
    def reads_chinese(self) -> bool:
        """Whether to write to the person in Chinese."""
        return not self.name.isascii()


PROJECT_MANAGER, HR, SERVICE, PROPERTY, OPERATIONS = 1, 2, 3, 4, 5
#: Who heads a department; complaints about it go there.
HEADS = {
    "office": PROJECT_MANAGER,
    "service": SERVICE,
    "property": PROPERTY,
    "operations": OPERATIONS,
}
AGENT, TECHNICIAN, GUIDE = "Service agent", "Technician", "Mall guide"
ADVISOR = "Customer advisor"

PEOPLE = {
    1: Someone("Zhao Lei", "office", "Project manager", 18000, user="pm"),
    2: Someone("Zhou Lan", "office", "HR", 11000, 1, "hr"),
    3: Someone("Tomas Berg", "service", "Head of service", 12800, 1, "leader"),
    4: Someone("Samuel Okoye", "property", "Head of property", 12500, 1, "prophead"),
    5: Someone(
        "Olga Petrova", "operations", "Head of operations", 12500, 1, "depthead"
    ),
    6: Someone("Chen Jing", "service", AGENT, 6600, 3, "staff"),
    7: Someone("Mei Lin", "service", AGENT, 6400, 3, "agent"),
    8: Someone("Huang Mei 黄梅", "service", AGENT, 6200, 3),
    9: Someone("Wu Qiang 吴强", "service", AGENT, 6500, 3),
    10: Someone("Xu Li 徐丽", "service", AGENT, 6300, 3),
    11: Someone("Ma Chao 马超", "service", AGENT, 6100, 3),
    12: Someone("Zhu Ting 朱婷", "service", AGENT, 6000, 3),
    13: Someone("Hu Bin 胡斌", "service", AGENT, 6700, 3),
    14: Someone("Guo Yan 郭燕", "service", AGENT, 6200, 3),
    15: Someone("He Jun 何军", "property", TECHNICIAN, 7200, 4),
    16: Someone("Lin Na 林娜", "property", TECHNICIAN, 7000, 4),
    17: Someone("Liang Bo 梁波", "property", TECHNICIAN, 7100, 4),
    18: Someone("Song Yu 宋雨", "property", TECHNICIAN, 6900, 4),
    19: Someone("Tang Rui 唐瑞", "property", TECHNICIAN, 6800, 4),
    20: Someone("Deng Ke 邓科", "property", TECHNICIAN, 7300, 4),
    21: Someone("Feng Shu 冯淑", "operations", ADVISOR, 5600, 5, "advisor"),
    22: Someone("Yu Hong 于红", "operations", ADVISOR, 5500, 5, "advisor2"),
    23: Someone("Dong Jia 董佳", "operations", GUIDE, 5400, 5),
    24: Someone("Pan Hui 潘慧", "operations", ADVISOR, 5600, 5, "advisor3"),
    25: Someone("Cai Lei 蔡磊", "operations", ADVISOR, 5300, 5, "cai"),
    26: Someone("Ye Qing 叶青", "service", AGENT, 5800, 3),
    27: Someone("Jiang Nan", "office", "Accountant", 5200, 2, hours="part_time"),
    28: Someone("Fan Tao", "office", "Designer", 9000, 1, hours="flexible"),
    29: Someone("Qian Gang 钱刚", "property", "Guard", 5900, 4, "guard", "night"),
    30: Someone("Shi Yun", "service", AGENT, 6100, 3),
}
# Cai Lei leaves in the middle of last month; Ye Qing comes in that of the month before.
LEAVER, NEWCOMER = 25, 26

#: Members of the posts; the first ones are qualified to lead.
DESK_LEADERS = (3, 6, 9, 13)
DESK_MEMBERS = (7, 8, 10, 11, 12, 14)
NIGHT_LEADERS = (15, 17, 20)
NIGHT_MEMBERS = (16, 18, 19)
