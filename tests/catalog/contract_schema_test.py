"""The contracts against catalog/contract.schema.json, and the schema against contracts that are broken.

Usage: contract_schema_test.py SOURCE_DIRECTORY
"""

import copy
import json
import pathlib
import sys
import unittest

import jsonschema

SOURCE = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else ".")


def read(path):
    return json.loads((SOURCE / path).read_text(encoding="utf-8"))


def contract_paths():
    paths = sorted((SOURCE / "catalog").glob("*.json"))
    return [path for path in paths if not path.name.endswith(".schema.json")]


def changed(contract, row):
    """The contract with the row's change made: `set` at a JSON pointer, or removal of what is there."""
    document = copy.deepcopy(contract)
    *steps, last = row["at"].split("/")[1:]
    parent = document
    for step in steps:
        parent = parent[int(step) if isinstance(parent, list) else step]
    key = int(last) if isinstance(parent, list) else last
    if "set" in row:
        parent[key] = row["set"]
    else:
        del parent[key]
    return document


class ContractSchemaTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schema = read("catalog/contract.schema.json")
        cls.validator = jsonschema.Draft202012Validator(cls.schema)

    def test_the_schema_is_one(self):
        jsonschema.Draft202012Validator.check_schema(self.schema)

    def test_every_contract_follows_it(self):
        self.assertGreaterEqual(len(contract_paths()), 5)
        for path in contract_paths():
            with self.subTest(path.name):
                errors = [f"{e.json_path}: {e.message}" for e in self.validator.iter_errors(read(path))]
                self.assertEqual(errors, [])

    def test_files_are_named_for_their_models(self):
        for path in contract_paths():
            self.assertEqual(read(path)["id"], path.stem)

    def test_it_refuses_what_is_malformed(self):
        for row in read("tests/catalog/broken_contracts.json"):
            contract = read(f"catalog/{row['contract']}.json")
            with self.subTest(row["at"], message=row["message"]):
                valid = self.validator.is_valid(changed(contract, row))
                self.assertEqual(not valid, row["schema_refuses"])


if __name__ == "__main__":
    unittest.main()
