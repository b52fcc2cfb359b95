"""Words that stand beside times in the exports of clocks: plain Python, no ORM.

All in lower case, as :func:`.punch_cells.plain` leaves them. Patterns are bounded.
"""

import re

#: What says that there is nothing.
NOTHING = frozenset(
    [
        "-",
        "--",
        "/",
        "0",
        "无",
        "無",
        "空",
        "休",
        "休息",
        "休假",
        "休息日",
        "公休",
        "周末",
        "节假日",
        "節假日",
        "假日",
        "放假",
        "调休",
        "調休",
        "未打卡",
        "未签到",
        "未签退",
        "缺卡",
        "漏打卡",
        "忘打卡",
        "缺勤",
        "旷工",
        "曠工",
        "请假",
        "請假",
        "事假",
        "病假",
        "年假",
        "年休",
        "婚假",
        "产假",
        "丧假",
        "假",
        "出差",
        "未排班",
        "无排班",
        "不打卡",
        "无需打卡",
        "無需打卡",
        "無打卡",
        "正常",
        "异常",
        "未到",
        "未出勤",
        "n/a",
        "na",
        "#n/a",
        "#value!",
        "#ref!",
        "none",
        "null",
        "nan",
        "nil",
        "absent",
        "absence",
        "missing",
        "leave",
        "off",
        "rest",
        "holiday",
        "weekend",
        "no",
        "'no",
        "punch'",
        "'not",
        "punched'",
        "x",
        "√",
        "✓",
        "○",
        "△",
        "×",
        "ausente",
        "falta",
        "descanso",
        "libre",
        "frei",
        "urlaub",
        "krank",
        "repos",
        "congé",
    ]
) | {"", "no punch", "not punched", "not clocked", "day off", "on leave", "rest day"}

#: Which half of the day; before or behind the time.
HALVES = re.compile(
    r"(?:上午|下午|早上|早晨|凌晨|清晨|中午|傍晚|晚上|夜间|夜晚|深夜|오전|오후|午前|午後"
    r"|(?<![^\W\d_])[ap] ?\.? ?m\b\.?|(?<![^\W\d_])(?:sa|ch)(?![^\W\d_]))"
)
NEXT_DAY = (
    r"次日|翌日|隔日|隔天|第二天|第2天|(?:the )?next[- ]day|d[ií]a siguiente"
    r"|\+ ?1(?: ?(?:天|日|d|day)(?![^\W\d_]))?(?![\d:])"
)
#: How long, not when; counts only behind a time (迟到 09:25 alone is one).
DURATION = (
    r"(?:迟到|遲到|早退|工时|工時|时长|時長|加班|缺勤|\blate\b|\bearly\b|duration|worked)"
    r"\D{0,8}(?=\d)"
)
#: In brackets; with the brackets.
COMMENT = r"[(\[【][^()\[\]【】]{0,60}[)\]】]"
#: Figures that count presses, not hours.
NUMBERED = (
    r"(?:上班|下班|打卡|签到|签退|第) ?\d{1,2}次?(?![\d:])"
    r"|\d{1,4} ?(?:分钟|分鐘|小时|小時|次|minutes?|mins?)(?![^\W\d_])"
)

#: The direction of a press.
OUT = re.compile(
    r"下班|签退|簽退|离开|離開|退勤|출구|퇴근|(?<![^\W\d_])"
    r"(?:out|off|dutyoff|leave|exit|salida|sortie|geht|gehen|end|clockout|checkout)"
    r"(?![^\W\d_])|(?:dutyoff|checkout|clockout|goout)"
)
IN = re.compile(
    r"上班|签到|簽到|到达|到達|出勤|출근|(?<![^\W\d_])"
    r"(?:in|on|dutyon|arrive|entry|entrada|entr[ée]e|kommt|kommen|start|clockin|checkin)"
    r"(?![^\W\d_])|(?:dutyon|checkin|clockin)"
)
#: Somewhere else on duty: neither comes nor goes.
OUTING = re.compile(r"外出|外勤打卡|outing|field")
OUT_SIGNS = frozenset({"o", "1", "5", "出", "下"})
IN_SIGNS = frozenset({"i", "0", "4", "进", "進", "入", "上"})
#: A break: who begins it goes, who ends it comes.
BREAK_SIGNS = {"2": "out", "3": "in"}
#: Headings under which a file numbers its rows.
SERIAL_HEADINGS = frozenset(
    {"no", "no.", "nr", "nr.", "#", "s/n", "sn", "序号", "序號", "编号", "row", "line"}
    | {"index", "lfd. nr.", "id", "item", "serial", "serial no", "serial no.", "n°"}
)
