from unittest import TestCase

from .corpus_reader import EXPECTED, files, told


class TestCorePunchCorpus(TestCase):
    """CS-1.4: files as clocks, apps and offices write them; all invented.

    Beside each file stands what is to be read of it: the source that fits, then the
    rows, or what is wrong.
    """

    def test_cs_1_4_every_file_of_the_corpus_is_read_as_expected(self):
        found = files()
        self.assertGreaterEqual(len(found), 90)
        for path in found:
            with self.subTest(file=path.name):
                expected = path.with_name(path.name + EXPECTED).read_text("utf-8")
                self.assertEqual(
                    told(path.read_bytes(), path.name), expected.splitlines()
                )

    def test_cs_1_4_nothing_is_expected_of_files_that_are_gone(self):
        known = {path.name + EXPECTED for path in files()}
        expected = {path.name for path in files()[0].parent.glob(f"*{EXPECTED}")}
        self.assertEqual(expected, known)
