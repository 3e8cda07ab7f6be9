"""The served OpenAPI document against a validator from npm, against the routes that answer and the contracts; /docs without a network."""

import html.parser
import json
import os
import pathlib
import re
import subprocess
import tempfile

import suite
from json_schema import Schemas
from suite import MODELS, ROOT, ContractTest

METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}
# What API.md describes, and what this server adds: neither may be missing from the document.
PROMISED = {
    "POST /model/v1/generation", "POST /model/v1/generation/sync", "POST /model/v1/generation/precharge",
    "GET /model/v1/generation/task/{}", "GET /model/v1/generation/task/{}/stream", "PUT /model/v1/generation/task/{}/cancel",
    "DELETE /model/v1/generation/task/{}", "GET /model/v1/generation/tasks",
    "POST /model/v1/queue/{}", "GET /model/v1/queue/{}/requests/{}/status", "GET /model/v1/queue/{}/requests/{}/response",
    "PUT /model/v1/queue/{}/requests/{}/cancel", "GET /model/v1/queue/{}/requests/{}/status/stream",
    "GET /api/v1/skill/models", "GET /api/v1/skill/models/{}/spec", "GET /api/v1/skill/model-contracts/{}", "GET /model/v1/models/skill/search",
    "GET /model/v1/models/skill/{}", "GET /v1/voices", "GET /v1/voices/{}", "GET /v1/voices/{}/sample", "POST /api/v1/storage/files", "GET /api/v1/user/balance", "GET /monitor/api/v1/cost/billing",
    "GET /api/v1/callbacks/deliveries", "GET /api/v1/callbacks/deliveries/{}", "POST /api/v1/callbacks/deliveries/{}/redeliver",
    "POST /api/v1/callbacks/test", "GET /api/v1/callbacks/secrets", "POST /api/v1/callbacks/secrets/rotate",
    "GET /admin/v1/keys", "POST /admin/v1/keys", "GET /admin/v1/keys/{}", "PATCH /admin/v1/keys/{}", "DELETE /admin/v1/keys/{}",
    "GET /admin/v1/accounts", "GET /admin/v1/accounts/{}", "PATCH /admin/v1/accounts/{}", "POST /admin/v1/accounts/{}/credits",
    "GET /admin/v1/accounts/{}/entries",
}


def validate(text):
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "openapi.json")
        file.write_text(text)
        return subprocess.run(["node", ROOT / "tests/contract/node/openapi.mjs", file], capture_output=True, text=True, timeout=120,
                              env={**os.environ, "REDOCLY_TELEMETRY": "off"})


class OpenApiTest(ContractTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        answer = cls().get("/openapi.json", key=None)
        assert (answer.status, answer.type) == (200, "application/json"), answer
        cls.text, cls.document = answer.raw.decode(), answer.json

    def operations(self):
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                if method in METHODS:
                    yield method.upper(), path, operation

    def test_a_public_validator_finds_nothing_wrong(self):
        ended = validate(self.text)
        self.assertEqual((ended.returncode, ended.stdout), (0, ""), ended.stderr)

    def test_the_validator_would_find_what_is_wrong(self):
        for spoil in (lambda document: document["info"].pop("title"), lambda document: document["paths"].update({"/x": {"get": {"responses": 5}}}),
                      lambda document: document["components"]["schemas"].update({"Task": {"type": "objekt"}}),
                      lambda document: document["components"]["schemas"].pop("Task")):
            document = json.loads(self.text)
            spoil(document)
            self.assertEqual(validate(json.dumps(document)).returncode, 1)

    def test_every_endpoint_is_there(self):
        served = {f"{method} {re.sub('{[^}]*}', '{}', path)}" for method, path, _ in self.operations()}
        self.assertEqual(PROMISED - served, set())

    def test_what_it_says_is_served_and_nothing_else(self):
        for path, methods in self.document["paths"].items():
            target = re.sub(r"\{[^}]*\}", "x", path)
            described = {method.upper() for method in methods if method in METHODS}
            for method in ("GET", "PUT", "POST", "DELETE", "PATCH"):
                with self.subTest(path, method=method):
                    answer = self.ask(method, target, key=None)
                    if method in described:
                        self.assertNotEqual(answer.status, 405, answer)
                        self.assertNotIn(b"40403", answer.raw)
                    else:
                        # Another template may fit the same address, such as /search beside /{model}.
                        fits = [other for other in self.document["paths"] if method.lower() in self.document["paths"][other]
                                and re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", other), target)]
                        self.assertTrue(answer.status == 405 or fits, answer)

    def test_parameters_of_paths_are_declared_and_required(self):
        for method, path, operation in self.operations():
            parameters = [Schemas(self.document).resolved(each) for each in operation.get("parameters", []) + self.document["paths"][path].get("parameters", [])]
            declared = {each["name"] for each in parameters if each["in"] == "path"}
            self.assertEqual(declared, set(re.findall(r"\{([^}]*)\}", path)), path)
            for each in parameters:
                self.assertTrue(each["in"] != "path" or each["required"] is True, (method, path, each))
                self.assertTrue(each["description"] and each["schema"], (method, path, each))

    def test_keys_are_asked_for_where_it_says_so(self):
        for method, path, operation in self.operations():
            with self.subTest(path, method=method):
                is_open = operation.get("security", self.document.get("security")) in ([], None) or {} in operation.get("security", [])
                answer = self.ask(method, re.sub(r"\{[^}]*\}", "x", path), key=None)
                self.assertEqual(answer.status != 401, is_open, answer)

    def test_every_model_and_every_parameter_is_there(self):
        schemas = json.dumps(self.document["components"]["schemas"])
        for model in MODELS:
            self.assertIn(f'"{model}"', schemas)
            contract = json.loads((ROOT / "catalog" / f"{model}.json").read_text())
            found = [schema for schema in self.objects(self.document["components"]["schemas"])
                     if set(schema.get("properties", {})) == {parameter["name"] for parameter in contract["parameters"]}]
            self.assertTrue(found, model)
            for known in contract["parameters"]:
                told = self.flat(found[0]["properties"][known["name"]])
                if "enum" in known:
                    self.assertLessEqual(set(known["enum"]), set(told["enum"]))
                if "max_length" in known:
                    self.assertIn(told["maxLength"], (known["max_length"], [known["max_length"]]))
                if known["type"] == "array":
                    self.assertEqual(told["maxItems"], known["max_items"])

    def objects(self, value):
        if isinstance(value, dict):
            yield value
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from self.objects(item)

    def flat(self, schema):
        """The keywords of a schema and of the alternatives in it."""
        schema = Schemas(self.document).resolved(schema)
        merged = dict(schema)
        for keyword in ("anyOf", "oneOf", "allOf"):
            for inner in schema.get(keyword, []):
                merged = {**self.flat(inner), **merged}
        return merged

    def test_the_address_follows_the_server(self):
        for server in self.document.get("servers", []):
            self.assertFalse(server["url"].endswith("/") and server["url"] != "/", server)
        public = self.start_server(**{"workers.count": "0", "server.public_url": "https://kirin.example.org"})
        document = suite.ask(public, "GET", "/openapi.json", key=None).json
        self.assertEqual(document["servers"][0]["url"], "https://kirin.example.org")


class Links(html.parser.HTMLParser):
    """What a browser would load of itself."""

    def __init__(self):
        super().__init__()
        self.loaded, self.text = [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        for name in ("src", "href", "data", "srcset", "poster", "action", "data-url", "spec-url"):
            if name in attributes and not (tag == "a" and name == "href"):
                self.loaded.append(attributes[name])

    def handle_data(self, data):
        self.text.append(data)


class DocsTest(ContractTest):
    def page(self, path):
        answer = self.get(path, key=None)
        self.assertEqual(answer.status, 200, answer)
        return answer

    def test_docs_load_nothing_from_elsewhere(self):
        page = self.page("/docs")
        self.assertEqual(page.type, "text/html")
        links = Links()
        links.feed(page.raw.decode())
        self.assertTrue(links.loaded or len(page.raw) > 100_000)
        for link in links.loaded:
            with self.subTest(link):
                if link.startswith("data:"):
                    continue
                self.assertNotRegex(link, r"^([a-z]+:)?//")
                found = self.page(link if link.startswith("/") else "/" + link)
                if found.type == "text/css":
                    self.assertNotRegex(found.raw.decode(), r"(@import|url\()\s*['\"]?\s*(https?:)?//")
        self.assertIn("/openapi.json", page.raw.decode() + "".join(link for link in links.loaded))

    def test_the_browser_is_told_to_load_nothing_from_elsewhere(self):
        # Whatever a script on the page tries, this stops it.
        policy = dict(re.match(r"\s*(\S+)\s*(.*)", part).groups() for part in self.page("/docs").headers["content-security-policy"].split(";") if part.strip())
        self.assertIn(policy["default-src"], ("'self'", "'none'"))
        for directive, sources in policy.items():
            for source in sources.split():
                self.assertRegex(source, r"^('[A-Za-z0-9+/=-]+'|data:|blob:)$", directive)

    def test_head_and_caching(self):
        answer = self.ask("HEAD", "/docs", key=None)
        self.assertEqual((answer.status, answer.raw), (200, b""))


if __name__ == "__main__":
    suite.main()
