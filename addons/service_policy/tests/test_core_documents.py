import io
import zipfile
from time import process_time

import docx
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from odoo.tests import BaseCase, tagged

from ..core import document
from ..core.clause_cutting import Block, cut, language_of
from ..core.document import decoded, read_document, read_text, spans


def pdf(*pages, password=None):
    """A PDF of pages of lines; a page of None is a picture."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=password)
    for lines in pages:
        canvas.setFont("STSong-Light", 11)
        if lines is None:
            canvas.rect(50, 50, 300, 300, fill=1)
        for at, line in enumerate(lines or []):
            canvas.drawString(60, 780 - 16 * at, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def word(*paragraphs):
    """A .docx of (text, style) or rows of a table."""
    file = io.BytesIO()
    made = docx.Document()
    for paragraph in paragraphs:
        if isinstance(paragraph, list):
            table = made.add_table(1, len(paragraph))
            for cell, text in zip(table.rows[0].cells, paragraph, strict=True):
                cell.text = text
        else:
            made.add_paragraph(*paragraph)
    made.save(file)
    return file.getvalue()


@tagged("post_install", "-at_install")
class TestCutting(BaseCase):
    """A text is cut into its clauses by how it numbers them."""

    def _cut(self, text):
        return [(it.number, it.title, it.text) for it in cut(read_text(text).blocks)]

    def test_decimal_numbers(self):
        text = (
            "1 About us\n1.1 Repair (urgent). The centre writes an order.\n1.2 "
            "Help\nWe help\nyou.\n2. Complaints are solved within 24 hours."
        )
        self.assertEqual(
            self._cut(text),
            [
                ("1.1", "Repair (urgent)", "The centre writes an order."),
                ("1.2", "Help", "We help you."),
                ("2", "", "Complaints are solved within 24 hours."),
            ],
        )

    def test_chinese_articles_with_items(self):
        text = (
            "第一章 总则\n第一条 目的\n为规范服务。\n第二章 投诉\n第二条 "
            "时限\n(一)一般投诉三日内解决。\n（二）复杂投诉五日内解决。"
        )
        clauses = self._cut(text)
        self.assertEqual(
            [clause[:2] for clause in clauses], [("1", "目的"), ("2", "时限")]
        )
        self.assertIn("复杂投诉五日内解决", clauses[1][2])
        paths = [it.path for it in cut(read_text(text).blocks)]
        self.assertEqual(paths, [("总则",), ("投诉",)])

    def test_chinese_lists(self):
        text = (
            "一、受理\n（一）报修:三十分钟内接单。\n（二）咨询:当日答复。\n二、投诉\n"
            "一小时内联系客户。"
        )
        self.assertEqual([clause[0] for clause in self._cut(text)], ["1.1", "1.2", "2"])

    def test_codes_of_clauses(self):
        text = (
            "SM-2.1 Requests. Answered within 1 minute.\nMore of it.\nCM–1.4 Paid "
            "service\nThe same day."
        )
        self.assertEqual(
            [clause[:2] for clause in self._cut(text)],
            [("SM-2.1", "Requests"), ("CM-1.4", "Paid service")],
        )

    def test_english_articles(self):
        text = "Article 1 Scope\nFor all.\nArticle 2\nWithin 2 days."
        self.assertEqual([clause[0] for clause in self._cut(text)], ["1", "2"])

    def test_markdown_headings_are_the_path(self):
        text = "# Service\n\n## Complaints\n\nAnswered within 1 hour.\n"
        clause = cut(read_text(text).blocks)[0]
        self.assertEqual(clause.path, ("Service",))
        self.assertEqual(clause.title, "Complaints")

    def test_numbers_are_unique(self):
        text = "1. One within 1 day.\n2. Two.\n1. One again within 2 days."
        numbers = [clause[0] for clause in self._cut(text)]
        self.assertEqual(len(numbers), len(set(numbers)))

    def test_contents_and_margins_are_left_out(self):
        lines = []
        for page in range(1, 6):
            lines += [
                Block("Policy of the mall", page=page, is_line=True),
                Block(
                    f"{page}.1 Answered within {page} hours. Always.",
                    page=page,
                    is_line=True,
                ),
                Block("and so on, for everybody.", page=page, is_line=True),
                Block(f"{page} / 5", page=page, is_line=True),
            ]
        lines.insert(0, Block("1.1 Answers ........ 3", page=1, is_line=True))
        clauses = cut(lines)
        self.assertEqual(
            [it.number for it in clauses], ["1.1", "2.1", "3.1", "4.1", "5.1"]
        )
        self.assertFalse(
            [it for it in clauses if "Policy of" in it.text or "/ 5" in it.text]
        )

    def test_a_text_without_numbers_is_one_clause(self):
        self.assertEqual(len(self._cut("We answer within 2 hours.\nAlways.")), 1)

    @given(
        st.lists(
            st.text(alphabet="1.2)(（一）第条章 、aB:Within2天内\t#-·", max_size=25),
            max_size=12,
        )
    )
    def test_no_text_breaks_it_and_numbers_are_unique(self, lines):
        clauses = cut(read_text("\n".join(lines)).blocks)
        numbers = [clause.number for clause in clauses]
        self.assertEqual(len(numbers), len(set(numbers)))
        self.assertTrue(all(clause.text for clause in clauses))

    def test_languages(self):
        self.assertEqual(
            language_of("The complaint is solved within 2 days by us."), "en"
        )
        self.assertEqual(language_of("投诉应在三日内解决。"), "zh")
        self.assertEqual(
            language_of("Жалоба рассматривается в течение двух дней."), "other"
        )
        self.assertEqual(language_of("苦情は二日以内に解決します。"), "other")
        self.assertEqual(
            language_of(
                "Eine Beschwerde wird innerhalb von zwei Tagen durch uns gelöst, "
                "und dann."
            ),
            "other",
        )


@tagged("post_install", "-at_install")
class TestDocuments(BaseCase):
    """The text of a document is read, or it is said what could not be read."""

    def _problem(self, name, content):
        return [code for code, _values in read_document(name, content).problems]

    def test_word(self):
        content = word(
            ("Complaints", "Heading 1"),
            ("Solved within 24 hours.",),
            ["Repair", "30 minutes"],
        )
        blocks = read_document("a.docx", content).blocks
        self.assertEqual(
            [(it.text, it.level) for it in blocks],
            [
                ("Complaints", 1),
                ("Solved within 24 hours.", 0),
                ("Repair · 30 minutes", 0),
            ],
        )

    def test_word_prints_numbers_that_are_not_in_its_text(self):
        content = word(
            ("First", "List Number"), ("Second", "List Number"), ("Dot", "List Bullet")
        )
        texts = [it.text for it in read_document("a.docx", content).blocks]
        self.assertEqual(texts, ["1. First", "2. Second", "Dot"])

    def test_pdf_in_both_languages(self):
        content = pdf(
            ["1.1 Repair", "Accepted within 30 minutes."],
            ["第二条 一般投诉三日内解决。"],
        )
        read = read_document("a.pdf", content)
        self.assertEqual(read.pages, 2)
        self.assertIn("Accepted within 30 minutes.", read.text)
        self.assertIn("一般投诉三日内解决", read.text)
        self.assertFalse(read.problems)

    def test_scanned_pages_are_named(self):
        content = pdf(
            ["Answered within 3 working days."], None, None, ["The end of the text."]
        )
        self.assertEqual(
            read_document("a.pdf", content).problems, [(document.SCANNED, ("2–3",))]
        )

    def test_what_cannot_be_read_is_said(self):
        self.assertEqual(
            self._problem("a.pdf", pdf(["Secret text of a policy"], password="x")),
            [document.ENCRYPTED],
        )
        self.assertEqual(self._problem("a.pdf", b"%PDF-1.4 broken"), [document.DAMAGED])
        self.assertEqual(
            self._problem("a.docx", b"PK\x03\x04 broken"), [document.DAMAGED]
        )
        self.assertEqual(
            self._problem("a.docx", b"\xd0\xcf\x11\xe0"), [document.ENCRYPTED]
        )
        self.assertEqual(
            self._problem("a.doc", b"\xd0\xcf\x11\xe0"), [document.OLD_WORD]
        )
        self.assertEqual(self._problem("a.png", b"\x89PNG"), [document.UNKNOWN_KIND])
        self.assertEqual(self._problem("a.txt", b"  \n"), [document.EMPTY])
        many = pdf(*[["x"]] * (document.MOST_PAGES + 1))
        self.assertEqual(self._problem("a.pdf", many), [document.TOO_MANY_PAGES])

    def test_an_archive_that_is_no_word_file(self):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("a.txt", "x")
        self.assertEqual(self._problem("a.docx", file.getvalue()), [document.DAMAGED])

    def test_an_archive_that_grows_is_refused(self):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(5):
                archive.writestr(f"{number}.xml", b"0" * (45 * 2**20))
        self.assertEqual(self._problem("a.docx", file.getvalue()), [document.TOO_LARGE])

    def test_texts_of_chinese_encodings(self):
        simplified, traditional = (
            "投诉应在三日内解决,不得推诿。",
            "客訴應於三日內解決,不得推諉。",
        )
        self.assertEqual(decoded(simplified.encode("gb18030")), simplified)
        self.assertEqual(decoded(traditional.encode("big5")), traditional)
        self.assertEqual(decoded(simplified.encode("utf-16")), simplified)
        self.assertEqual(decoded(simplified.encode("utf-8-sig")), simplified)

    def test_pages_as_people_name_them(self):
        self.assertEqual(spans([1, 3, 4, 5, 9]), "1, 3–5, 9")

    def test_no_line_takes_long(self):
        """Seconds for what takes a second; by a square it would be minutes."""
        for piece in ("1", ".", "…", "1.", "一", "第", "(", "a ", " ", "- 1 "):
            start = process_time()
            cut(read_text((piece * 60_000)[:60_000] + "x").blocks)
            with self.subTest(piece=piece):
                self.assertLess(process_time() - start, 10)
