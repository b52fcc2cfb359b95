from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ..core.parameters import filled, found_at, parsed
from ..core.signing import encoded, signature, text_to_sign

NAMES = st.dictionaries(
    st.text("ABCabc.", min_size=1, max_size=6), st.text(max_size=8), min_size=1
)


class TestSigning(TestCase):
    """What is signed, and how."""

    def test_the_signature_of_a_documented_request(self):
        """The example in Aliyun's description of its scheme."""
        parameters = {
            "AccessKeyId": "testId",
            "Action": "SendSms",
            "Format": "XML",
            "OutId": "123",
            "PhoneNumbers": "15300000001",
            "RegionId": "cn-hangzhou",
            "SignName": "阿里云短信测试专用",
            "SignatureMethod": "HMAC-SHA1",
            "SignatureNonce": "45e25e9b-0a6f-4070-8c85-2956eda1b466",
            "SignatureVersion": "1.0",
            "TemplateCode": "SMS_71390007",
            "TemplateParam": '{"customer":"test"}',
            "Timestamp": "2017-07-12T02:42:19Z",
            "Version": "2017-05-25",
        }
        text = text_to_sign("encoded", "GET", "dysmsapi.aliyuncs.com", "/", parameters)
        self.assertTrue(text.startswith("GET&%2F&AccessKeyId%3DtestId%26Action%3D"))
        self.assertEqual(
            signature("encoded", "sha1", "testSecret", text),
            "zJDF+Lrzhj/ThnlvIToysFRq6t4=",
        )

    def test_plain_text_has_host_and_path(self):
        text = text_to_sign("plain", "POST", "sms.test", "/v1", {"b": "2 2", "a": "1"})
        self.assertEqual(text, "POSTsms.test/v1?a=1&b=2 2")

    def test_what_is_left_as_it_is(self):
        self.assertEqual(encoded("a-_.~ *+/"), "a-_.~%20%2A%2B%2F")

    @given(NAMES, st.sampled_from(("encoded", "plain")))
    def test_the_order_of_parameters_does_not_matter(self, parameters, scheme):
        backwards = dict(reversed(parameters.items()))
        made = {
            text_to_sign(scheme, "POST", "h", "/", each)
            for each in (parameters, backwards)
        }
        self.assertEqual(len(made), 1)

    @given(NAMES)
    def test_another_value_has_another_signature(self, parameters):
        name = next(iter(parameters))
        other = parameters | {name: parameters[name] + "x"}
        first, second = (
            signature("encoded", "sha256", "s", text_to_sign("encoded", "P", "", "", p))
            for p in (parameters, other)
        )
        self.assertNotEqual(first, second)


class TestParameters(TestCase):
    """Lines of an administrator."""

    VALUES = {"text": 'Say "hi"', "number": "+4912", "uuid": "u"}

    def test_lines_are_filled(self):
        lines = '# To whom\nTo=${number}\n\nParam={"t": ${text_json}}\nEmpty=\n'
        self.assertEqual(
            filled(lines, self.VALUES),
            {"To": "+4912", "Param": '{"t": "Say \\"hi\\""}', "Empty": ""},
        )

    def test_wrong_lines_are_named(self):
        for line in ("no equals", "=x", "A=${other}", "A=$", "A=1\nA=2"):
            with self.subTest(line=line), self.assertRaises(ValueError):
                parsed(line)

    @given(st.text())
    def test_a_text_is_put_in_as_it_is(self, text):
        """Whatever customers are called, no text makes another parameter."""
        made = filled("A=${text}\nB=1", {"text": text})
        self.assertEqual(made, {"A": text, "B": "1"})

    def test_paths_of_answers(self):
        answer = {"Response": {"Set": [{"Code": "Ok"}]}}
        self.assertEqual(found_at(answer, "Response.Set.0.Code"), "Ok")
        for path in ("Response.Set.1.Code", "Response.Set.x", "Other.Code"):
            self.assertIsNone(found_at(answer, path))
