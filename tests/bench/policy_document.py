"""A policy of 200 pages: its text read, cut into clauses, its figures found."""

import io

from .report import Asked, Row
from .stopwatch import timed

PAGES = 200
LINES = (
    "{n}.1 Complaints of tenants. Whoever complains is contacted within {n} hours.",
    "A general complaint is solved within 24 hours, a complex one in 3-5 working days.",
    "The department asked gives its opinion within 2 working days, and tells why.",
    "{n}.2 Repairs. The property department accepts the order within 30 minutes.",
    "Quality is evaluated every month, and at least 95 % of the calls are answered.",
)


def measure(pages: int) -> list[Row]:
    """Return the row on a document of so many pages.

    :raise AssertionError: when clauses or figures are missing
    """
    from odoo.addons.service_policy.core.clause_cutting import cut
    from odoo.addons.service_policy.core.document import read_document
    from odoo.addons.service_policy.core.figures import find_figures

    content = _pdf(pages)
    with timed() as sample:
        clauses = cut(read_document("policy.pdf", content).blocks)
        figures = [find_figures(clause.text) for clause in clauses]
    assert len(clauses) == 2 * pages, len(clauses)
    assert sum(map(len, figures)) >= 14 * pages, sum(map(len, figures))
    said = f"{len(clauses):,} clauses, {sum(map(len, figures)):,} figures"
    return [
        Row(
            f"A policy of {pages} pages (PDF) is read",
            "",
            sample.seconds,
            said,
            Asked("≤", 10, "{:g} s"),
            "{:.1f} s",
        )
    ]


def _pdf(pages: int) -> bytes:
    """Return a document of pages full of text."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 8)
        y = 800
        for line in LINES:
            for words in (line.format(n=number), *[LINES[1]] * 8):
                canvas.drawString(40, y, words)
                y -= 14
        canvas.showPage()
    canvas.save()
    return file.getvalue()
