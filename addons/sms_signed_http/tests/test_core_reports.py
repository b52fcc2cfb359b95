import json
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ..core.reports import Layout, Report, read_reports
from ..core.signing import is_signed

ALIYUN = Layout("out_id", "success", "true", "err_code")
TENCENT = Layout("sid", "report_status", "SUCCESS", "errmsg")
#: The HMAC (SHA-1) of nothing by an empty secret.
NOTHING_BY_NOTHING = "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("out_id", "success", "err_code", "x")), inner, max_size=4
        )
    ),
    max_leaves=8,
)


class TestReports(TestCase):
    """What providers report, as their descriptions show it."""

    def test_a_report_of_aliyun(self):
        said = [
            {"out_id": "a", "success": True, "err_code": "DELIVERED", "sms_size": "1"},
            {"out_id": "b", "success": False, "err_code": "MOBILE_NOT_ON_SERVICE"},
        ]
        self.assertEqual(
            read_reports(json.dumps(said), ALIYUN),
            [
                Report("a", True, "DELIVERED"),
                Report("b", False, "MOBILE_NOT_ON_SERVICE"),
            ],
        )

    def test_a_report_of_tencent(self):
        said = [{"sid": "2019:1", "report_status": "SUCCESS", "errmsg": "DELIVRD"}]
        self.assertEqual(
            read_reports(json.dumps(said).encode(), TENCENT),
            [Report("2019:1", True, "DELIVRD")],
        )

    def test_the_first_of_a_message_counts_and_what_names_none_is_left_out(self):
        layout = Layout("id", "state", "1", rows="all.reports")
        rows = [
            {"id": 7, "state": 1},
            {"id": 7, "state": 2},
            {"state": 1},
            {"id": 8},
            {"id": ["x"], "state": 1},
            "no report",
        ]
        said = json.dumps({"all": {"reports": rows}})
        self.assertEqual(read_reports(said, layout), [Report("7", True)])

    def test_one_report_need_be_no_list(self):
        said = json.dumps({"out_id": "a", "success": True})
        self.assertEqual(read_reports(said, ALIYUN), [Report("a", True, "")])

    def test_what_cannot_be_read_is_a_wrong_value(self):
        for text in ("", "no", "7", '"a"', "[" * 100_000, b"\xff\xfe\xff"):
            with self.subTest(text=text[:9]), self.assertRaises(ValueError):
                read_reports(text, ALIYUN)

    @given(JSON)
    def test_whatever_is_said_can_be_kept(self, said):
        try:
            found = read_reports(json.dumps(said), ALIYUN)
        except ValueError:
            return
        for report in found:
            self.assertNotIn("\0", report.reference + report.reason)
            (report.reference + report.reason).encode()

    def test_a_signature_in_base64_or_hexadecimals(self):
        body, secret = b"The quick brown fox jumps over the lazy dog", "key"
        right = "de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9"  # of the description of HMAC
        self.assertTrue(is_signed("sha1", secret, body, right))
        self.assertTrue(is_signed("sha1", secret, body, "3nybhbi3iqa8ino29wqQcBydtNk="))
        self.assertFalse(is_signed("sha1", secret, body + b".", right))
        self.assertFalse(is_signed("sha256", secret, body, right))
        self.assertFalse(is_signed("sha1", secret, body, "é"))
        self.assertFalse(is_signed("sha1", "", b"", NOTHING_BY_NOTHING))
