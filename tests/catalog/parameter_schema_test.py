"""The models' parameter schemas against what the server's check says of the same requests.

Usage: parameter_schema_test.py PROGRAM, which is kirin_parameter_schema_cases
"""

import json
import re
import subprocess
import sys
import unittest

import jsonschema

OUTPUT = json.loads(subprocess.run([sys.argv.pop(1)], check=True, capture_output=True).stdout)


def ecma_pattern(validator, pattern, instance, schema):
    """JSON Schema's `$` is the end of the text; Python's also stands before a last line break."""
    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


# What the server takes without telling: what clients are known to do, and no new client should.
LENIENCIES = (
    "_null_is_absent",
    "_null_member",
    "_empty",
    "_blank",
    "_empty_text",
    "_number",
    "_text",
    "_json_array",
    "_callback_ipv6",
    "_callback_upper_scheme",
    "_base64_wrapped",
    "_numbers_as_text",
)
Validator = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"pattern": ecma_pattern})


class ParameterSchemaTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.validators = {
            model: Validator(parts["schema"]) for model, parts in OUTPUT["models"].items()
        }

    def test_they_are_schemas(self):
        self.assertGreaterEqual(len(OUTPUT["models"]), 5)
        for model, parts in OUTPUT["models"].items():
            with self.subTest(model):
                jsonschema.Draft202012Validator.check_schema(parts["schema"])
                jsonschema.Draft202012Validator.check_schema(parts["input_schema"])

    def test_examples_fit(self):
        for model, parts in OUTPUT["models"].items():
            with self.subTest(model):
                self.validators[model].validate(parts["example"])
                Validator(parts["input_schema"]).validate(parts["example"])

    def test_what_fits_is_accepted(self):
        fitting = 0
        for case in OUTPUT["cases"]:
            if self.validators[case["model"]].is_valid(case["params"]):
                fitting += 1
                with self.subTest(case["name"]):
                    self.assertEqual([v for v in case["violations"] if v != "bad_image"], [])
        self.assertGreater(fitting, 100)

    def test_what_is_refused_does_not_fit(self):
        refused = [case for case in OUTPUT["cases"] if "rule" in case["violations"]]
        self.assertGreater(len(refused), 100)
        for case in refused:
            with self.subTest(case["name"]):
                self.assertFalse(self.validators[case["model"]].is_valid(case["params"]))

    def test_the_schemas_leave_out_only_what_is_listed(self):
        for case in OUTPUT["cases"]:
            if not case["violations"] and not case["name"].endswith(LENIENCIES):
                with self.subTest(case["name"]):
                    self.validators[case["model"]].validate(case["params"])


if __name__ == "__main__":
    unittest.main()
