"""Who may do what with each model: ``r`` read, ``w`` write, ``c`` create, ``d`` delete.

One line per model: what every employee may do, what HR officers may do, what HR
administrators may do. Record rules narrow it to rows; those are tested beside each
model. A model without a line fails ``test_access``.
"""

MATRIX = {
    "attendance.acknowledgement": ("r", "r", "r"),
    "attendance.adjustment": ("r", "r", "r"),
    "attendance.award.exclusion": ("r", "r", "rw"),
    "attendance.correction": ("rwcd", "rwcd", "rwcd"),
    "attendance.day": ("r", "r", "r"),
    "attendance.dirty": ("", "", "r"),
    "attendance.excuse": ("rwcd", "rwcd", "rwcd"),
    "attendance.feedback.round": ("r", "r", "rwcd"),
    "attendance.import": ("", "rwcd", "rwcd"),
    "attendance.import.badge": ("", "rwcd", "rwcd"),
    "attendance.import.source": ("", "rwcd", "rwcd"),
    "attendance.incident": ("r", "r", "r"),
    "attendance.month": ("r", "r", "r"),
    "attendance.nudge": ("", "r", "r"),
    "attendance.objection": ("rc", "rwc", "rwc"),
    "attendance.overtime": ("rwcd", "rwcd", "rwcd"),
    "attendance.pay.item": ("r", "r", "r"),
    "attendance.period": ("", "rwc", "rwcd"),
    "attendance.period.ask": ("", "rwcd", "rwcd"),
    "attendance.period.check": ("", "r", "r"),
    "attendance.period.close": ("", "", "rwcd"),
    "attendance.period.question": ("rw", "rwcd", "rwcd"),
    "attendance.period.reopen": ("", "", "rwcd"),
    "attendance.period.seal": ("", "r", "r"),
    "attendance.policy": ("r", "r", "rwcd"),
    "attendance.policy.band": ("r", "r", "rwcd"),
    "attendance.policy.leave": ("r", "r", "rwcd"),
    "attendance.policy.trial": ("", "rwcd", "rwcd"),
    "attendance.policy.trial.line": ("", "rwcd", "rwcd"),
    "attendance.recompute": ("", "rwcd", "rwcd"),
    "attendance.request.refuse": ("rwcd", "rwcd", "rwcd"),
    "attendance.streak": ("r", "r", "r"),
    "attendance.talk": ("rw", "rw", "rw"),
}

#: Models without a company of their own: shared by all, or rows of a wizard.
SHARED = set()
