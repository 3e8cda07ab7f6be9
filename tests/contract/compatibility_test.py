"""docs/compatibility.md is true: every endpoint it names is served, every endpoint served is named, every test it names exists."""

import re

import suite
from suite import ROOT, ContractTest

HERE = ROOT / "tests" / "contract"
PAGE = (ROOT / "docs" / "compatibility.md").read_text()
METHODS = ("get", "put", "post", "delete", "patch")


def template(path):
    return re.sub(r"\{[^}]*\}", "{}", path)


class CompatibilityTest(ContractTest):
    def test_every_endpoint_is_on_the_page_and_served(self):
        named = {f"{method} {template(path)}" for method, path in re.findall(r"`([A-Z]+) (/[^`? ]+)(?:\?[^`]*)?`", PAGE)}
        document = self.get("/openapi.json", key=None).json
        served = {f"{method.upper()} {template(path)}" for path, methods in document["paths"].items() for method in methods if method in METHODS}
        self.assertEqual(served - named, set())
        for endpoint in named - served:
            method, path = endpoint.split(" ")
            answer = self.ask(method, path.replace("{}", "x"), key=None)
            self.assertNotIn(b"40403", answer.raw, endpoint)
            self.assertNotEqual(answer.status, 405, endpoint)

    def test_every_test_exists(self):
        count = 0
        for line in PAGE.splitlines():
            file = None
            for quoted in re.findall(r"`([^`]*)`", line):
                found = re.fullmatch(r"((?:[\w/]*/)?\w+(?:_test\.py|\.test\.mjs))?(?::(\w+))?", quoted)
                if not found or not quoted:
                    continue
                file = found.group(1) or file
                path = ROOT / file if file.startswith("tests/") else HERE / file
                with self.subTest(quoted):
                    self.assertTrue(path.exists(), path)
                    if found.group(2):
                        self.assertRegex(path.read_text(), rf"(?m)^ *(def|class) {found.group(2)}\b")
                    count += 1
        self.assertGreater(count, 60)


if __name__ == "__main__":
    suite.main()
