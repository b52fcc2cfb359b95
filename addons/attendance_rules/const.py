"""What the parts of a policy have in common."""

#: Types of the fields that are figures of a policy.
FIGURES = {"boolean", "date", "float", "integer", "monetary", "selection"}

#: figure: (lowest, highest or None) that makes sense
RANGES = {
    "absence_deduction": (0, 3),
    "away_minutes": (0, None),
    "cap_floor": (0, None),
    "cap_share": (0, 1),
    "longest_hours": (0, 48),
    "merge_minutes": (0, 60),
    "monthly_grace": (0, 31),
    "overtime_rate_holiday": (0, 10),
    "overtime_rate_restday": (0, 10),
    "overtime_rate_workday": (0, 10),
    "punch_reach_hours": (0, 12),
    "split_gap_hours": (0.5, 12),
    "talk_threshold": (0, 31),
    "wage_days": (0, 31),
}
