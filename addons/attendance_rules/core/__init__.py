"""The judgement of attendance: plain Python, integer seconds, no ORM.

Instants are whole seconds since the epoch (UTC), dates are local dates of the plan's
time zone, amounts of time are seconds, money is whole minor units (cents) of the
company's currency. The way of one employee's facts::

    plan_shifts   pieces of a working schedule      -> shifts
    PersonDays    shifts, punches, leaves, requests -> DayFacts per date
    judge_day     DayFacts, Terms                   -> DayVerdict
    judge_days    all dates of a person             -> DayVerdict per date
    DayColumns    all dates of many people          -> the same, as columns
    summarize     verdicts of a month               -> MonthSummary
    judge_summary that, and wages                   -> MonthVerdict
    streaks       months                            -> completed streaks
"""
