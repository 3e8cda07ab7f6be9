"""Requests made by chance from the served OpenAPI document and the models' contracts: thousands, valid-ish and hostile.

Never a 5xx, never a hang, never an answer that the document does not promise, never an accepted task that breaks a rule of its model
(judged by rulebook.py), never a refusal of a request that breaks none. `fuzz_test.py SEED NUMBER` repeats one request of a run.
"""

import copy
import http.client
import json
import os
import random
import re
import socket
import sys
import threading
import time
import unittest
import urllib.parse

import rulebook
import suite
from json_schema import Schemas
from suite import API_KEY, BRUSH, GENERATION, I2V, MULTI, ROOT, T2V, TURBO, ContractTest, b64, card, card64, encoded_by_ffmpeg, strict_json

SEED = os.environ.get("KIRIN_FUZZ_SEED") or str(random.SystemRandom().randrange(10 ** 9))
REQUESTS = int(os.environ.get("KIRIN_FUZZ_REQUESTS", "8000"))
THREADS = 4
DEADLINE = 20  # seconds that any answer may take on a busy machine
SETTINGS = {"workers.count": "0", "sync.wait": "20ms", "limits.queue": "0", "uploads.quota": "0", "webhooks.enabled": "false"}

PICTURES = [card64(300, 300), card64(320, 320), card64(750, 300), "data:image/png;base64," + card64(300, 300), "https://example.org/cat.png"]
BAD_PICTURES = [card64(299, 300), card64(751, 300), b64(encoded_by_ffmpeg("gif", 300, 300)), b64(b"no picture" * 9), "file:///etc/passwd", "x",
                card64(300, 300)[:60], card64(300, 300)[:-9] + "*" + card64(300, 300)[-8:], "http:/x", "\U0001f981" * 50]
WORDS = ["", " ", "x", "a red kite", "ä" * 2500, "x" * 2501, "\U0001f981" * 2500, "<<<voice_1>>> hi", "<<<voice_2>>>", "<<<voice_0>>>",
         "<<<voice_99999999999999999999>>>", "<<<voice_1", "a\nb\tc", "\u202e\u0000", "\ud7ff\ue000", "null", "'; DROP TABLE tasks; --", "{{7*7}}", "%s%n", "../../x"]
SCALARS = [None, True, False, 0, 1, -1, 5, 10, 7, 5.0, 0.5, 1.5, -0.0, 1e308, -1e308, 2 ** 63, 2 ** 63 - 1, -2 ** 63, 10 ** 40, "5", "10", "5.0", "05", "1e1",
           "on", "off", "std", "pro", "16:9", "1:1", "true", "", " ", "\u0665", [], {}, [[]], [{}], {"a": {}}, [None], "x" * 70000]


class Maker:
    """One request by chance."""

    def __init__(self, document, chance, ids, admin):
        self.document, self.chance, self.ids, self.admin = document, chance, ids, admin
        self.schemas = Schemas(document)
        self.is_plain = False  # nobody may refuse it
        self.judged = None  # (model, parameters), where the body was made whole

    def some(self, likely, values):
        return self.chance.random() < likely and self.chance.choice(values)

    # Creating

    def value_of(self, spec):
        chance = self.chance
        if spec["type"] == "array":
            count = chance.choice([1, 1, 2, spec["max_items"], spec.get("min_items", 1)])
            if spec["name"] == "trajectories":
                count = chance.choice([2, 3, 77])
            item = lambda: {child["name"]: self.value_of(child) for child in spec["children"]}
            return [item() for _ in range(count)] if chance.random() < 0.95 else [item() for _ in range(chance.choice([0, 8, 78, 300]))]
        if spec["type"] == "object":
            return chance.choice([{"enabled": True}, {"enabled": False}, True, [], "", '{"enabled": false}', [{"enabled": True}]])
        if spec["type"] in ("number", "integer"):
            return chance.choice([spec["min"], spec["max"], 0.5 if spec["type"] == "number" else 42])
        if spec["format"] == "choice":
            return chance.choice(spec["enum"])
        if spec["format"] == "image":
            return chance.choice(PICTURES)
        if spec["format"] == "url":
            return chance.choice(["https://hooks.example.org/k", "http://example.org:8080/x?y=z"])
        if spec.get("known") in rulebook.KNOWN:
            return chance.choice(rulebook.KNOWN[spec["known"]])
        if spec["format"] == "identifier":
            return chance.choice(["v-", "größe/", "order "]) + str(chance.randrange(10 ** 12))
        return chance.choice(["a red kite", "ä" * 2500, "x"])

    def parameters(self, contract):
        params = {}
        for spec in contract["parameters"]:
            if spec["required"] or self.chance.random() < 0.3 or (spec["name"] == "mode" and self.chance.random() < 0.5):
                params[spec["name"]] = self.value_of(spec)
        if contract["id"] == I2V and not {"image", "image_tail"} & set(params):
            params["image"] = self.chance.choice(PICTURES)
        return params

    def spoil(self, params, contract):
        """Up to three things that are or might be wrong."""
        chance = self.chance
        for _ in range(chance.choice([1, 1, 2, 3])):
            spec = chance.choice(contract["parameters"])
            kind = chance.randrange(9)
            if kind == 0:
                params.pop(spec["name"], None)
            elif kind == 1:
                params[spec["name"]] = chance.choice(SCALARS)
            elif kind == 2:
                params[spec["name"]] = chance.choice(WORDS)
            elif kind == 3 and spec.get("format") == "image":
                params[spec["name"]] = chance.choice(BAD_PICTURES)
            elif kind == 4:
                params[chance.choice(["unknown", "Prompt", "", "a" * 300, "__proto__", "\u0000", "model", "data"])] = chance.choice(SCALARS)
            elif kind == 5 and spec["type"] == "array":
                params[spec["name"]] = [chance.choice([*SCALARS, *PICTURES]) for _ in range(chance.randrange(9))]
            elif kind == 6:
                params[spec["name"]] = self.value_of(spec)
            elif kind == 7 and isinstance(params.get(spec["name"]), list) and params[spec["name"]]:
                item = chance.choice(params[spec["name"]])
                if isinstance(item, dict) and item:
                    item[chance.choice(list(item))] = chance.choice(SCALARS)
            elif spec["name"] == "callback_url":
                params["callback_url"] = chance.choice(["http://127.0.0.1/", "http://[::1]/", "ftp://x/", "http://", "https://10.0.0.1/", "http://0/", "x"])
        return params

    def create_body(self):
        chance = self.chance
        model = chance.choice([T2V, I2V, TURBO, BRUSH, MULTI])
        contract = rulebook.CONTRACTS[model]
        name = chance.choice([model, contract["aliases"][0]])
        params = self.parameters(contract)
        plain = rulebook.objection(name, params) is None
        if chance.random() < 0.6:
            params, plain = self.spoil(copy.deepcopy(params), contract), False
        self.judged, self.is_plain = (name, params), plain
        return name, params

    def generation_body(self):
        chance = self.chance
        name, params = self.create_body()
        envelope = {"model": name}
        for key, values in (("moderation", [True, False, None, "yes", 5]), ("metadata", [{}, {"trace_id": "t"}, None, [], 5, "x", {"completed_at": "x"}]),
                            ("options", [{"priority": "normal"}, {"priority": "high"}, {}, None, {"priority": 9}, [], "x"])):
            if chance.random() < 0.2:
                envelope[key] = chance.choice(values)
                self.is_plain &= envelope[key] in ({}, None) or values.index(envelope[key]) < 2
        wrapped = [{"params": params}], {"params": params}
        form = chance.randrange(4)
        if form == 3 and not {"model", "input", "metadata", "options", "moderation", "dash_scope", "id"} & set(params):
            return {**envelope, **params}
        return {**envelope, "input": wrapped[form % 2]}

    # Everything else

    def word(self):
        return self.chance.choice([*self.ids, *WORDS[:8], "nothing", "..", ".", "%", "\u0000", "x" * 5000, "a/b", "\U0001f981", "-1", "0", "null"])

    def parameter(self, parameter):
        schema = self.schemas.resolved(parameter.get("schema", {}))
        if self.chance.random() < 0.7:
            value = self.schemas.sample(schema, self.chance)
        else:
            value = self.chance.choice([*SCALARS[:30], *WORDS])
        return json.dumps(value) if isinstance(value, (dict, list, bool)) or value is None else str(value)

    def spoiled_json(self, value):
        """The JSON of it, a byte or two changed, perhaps."""
        raw = bytearray(json.dumps(value, ensure_ascii=self.chance.random() < 0.5).encode("utf-8", "surrogatepass"))
        for _ in range(self.chance.choice([1, 1, 2, 8])):
            if not raw:
                break
            at = self.chance.randrange(len(raw))
            kind = self.chance.randrange(4)
            if kind == 0:
                raw[at] = self.chance.randrange(256)
            elif kind == 1:
                del raw[at:at + self.chance.randrange(1, 20)]
            elif kind == 2:
                raw[at:at] = raw[max(0, at - 30):at]
            else:
                raw[at:at] = self.chance.choice([b"\0", b"\xff", b"\xed\xa0\x80", b"{", b"]" * 50, b"[" * 5000, b'"a":1,', b"1e999", b"\\u0000", b"\\ud800", b"-"])
        return bytes(raw)

    def body(self, operation, path):
        content = operation.get("requestBody", {}).get("content", {})
        if not content:
            return (b"{}", "application/json") if self.chance.random() < 0.05 else (None, None)
        kind = self.chance.choice(list(content))
        if kind.startswith("multipart/"):
            return self.multipart(), "multipart/form-data; boundary=xyz"
        if path in (GENERATION, GENERATION + "/sync", GENERATION + "/precharge") and self.chance.random() < 0.9:
            value = self.generation_body()
        elif path.startswith("/model/v1/queue/") and self.chance.random() < 0.9:
            value = self.create_body()[1]
        else:
            value = self.schemas.sample(content[kind].get("schema", True), self.chance)
            if isinstance(value, dict) and value and self.chance.random() < 0.3:
                value[self.chance.choice(list(value))] = self.chance.choice(SCALARS)
        if self.chance.random() < 0.06:
            self.is_plain, self.judged = False, None
            return self.spoiled_json(value), kind
        return json.dumps(value).encode("utf-8", "surrogatepass"), kind

    def multipart(self):
        content = self.chance.choice([card(300, 300), b"", b"text", os.urandom(0) + b"\0" * 500])
        name = self.chance.choice(["cat.png", "..", "a\"b", "\u732b.png", "x" * 2000, ""])
        raw = f'--xyz\r\nContent-Disposition: form-data; name="{self.chance.choice(["file", "file", "other"])}"; filename="{name}"\r\n'.encode()
        raw += b"Content-Type: image/png\r\n\r\n" + content + b"\r\n--xyz--\r\n"
        if self.chance.random() < 0.4:
            at = self.chance.randrange(len(raw))
            raw = raw[:at] + self.chance.choice([b"", b"\r\n", b"--xyz", b"\0", b"\r\n--xyz\r\n"]) + raw[at + self.chance.randrange(9):]
        return raw

    def headers(self):
        chance = self.chance
        sent = {"Authorization": "Bearer " + API_KEY}
        rare = {
            "X-Model": [T2V, "kling_v2_6_t2v", "nothing", ""], "X-Source": ["cli", "CLI", "x"], "User-Agent": ["sa-go/0.1.0", "vtrix-cli/1", "", "x" * 500],
            "Accept": ["application/json", "text/event-stream", "application/problem+json", "*/*", "image/png", "", ",;,", "a/b;q=nan"],
            "Idempotency-Key": ["k" + str(chance.randrange(50)), "", "x" * 255, "x" * 300, "a b"], "X-Request-Id": ["mine", "x" * 129, "a b", ""],
            "traceparent": ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-0-0-0", "x"], "Origin": ["https://evil.example", "null"],
            "Range": ["bytes=0-0", "bytes=5-1", "bytes=-", "lines=1-2", "bytes=" + "0-0," * 100], "If-None-Match": ["*", '"x"', "W/x"],
            "Content-Encoding": ["gzip", "identity"], "X-Project": ["demo", "x" * 1000], "Expect": ["100-continue"], "X-Forwarded-For": ["127.0.0.1"],
            "Authorization": ["Key " + API_KEY, "Bearer sa-wrong", "", "Basic x", "Bearer"], "Accept-Encoding": ["gzip", "br;q=1"],
            "Content-Type": ["text/plain", "application/json; charset=utf-16", "", "application/json;", "multipart/form-data; boundary=", "x/y"],
        }
        for name, values in rare.items():
            if chance.random() < 0.04:
                sent[name] = chance.choice(values)
                if name != "User-Agent":
                    self.is_plain = False
                if name in ("Idempotency-Key", "X-Model"):
                    self.judged = None
        return sent

    def request(self):
        chance = self.chance
        paths = self.document["paths"]
        creating = [path for path in paths if path == GENERATION or path == GENERATION + "/precharge" or path.startswith("/model/v1/queue/") and "requests" not in path]
        path = chance.choice(creating) if chance.random() < 0.5 else chance.choice(sorted(paths))
        methods = {name: value for name, value in paths[path].items() if name in ("get", "post", "put", "patch", "delete")}
        method = chance.choice(sorted(methods))
        operation = methods[method]
        parameters = [self.schemas.resolved(each) for each in paths[path].get("parameters", []) + operation.get("parameters", [])]
        body, kind = self.body(operation, path)
        target, model = path, None
        for parameter in (each for each in parameters if each["in"] == "path"):
            value = self.word()
            if parameter["name"] in ("endpoint", "model") or path == f"/model/v1/queue/{{{parameter['name']}}}":
                value = self.judged[0] if self.judged and chance.random() < 0.95 else chance.choice([T2V, I2V, self.word()])
                model = value
            if value == "":
                self.judged, self.is_plain, operation = None, False, None  # another address
            target = target.replace("{%s}" % parameter["name"], urllib.parse.quote(str(value), safe=""))
        if self.judged and path.startswith("/model/v1/queue/") and model != self.judged[0]:
            self.judged, self.is_plain = (model, self.judged[1]), False
        query = [(each["name"], self.parameter(each)) for each in parameters if each["in"] == "query" and chance.random() < 0.5]
        if chance.random() < 0.05:
            query.append((chance.choice(["x", "", "webhook_url", "limit"]), chance.choice(WORDS)))
            self.is_plain = False
        if query:
            target += "?" + urllib.parse.urlencode(query, errors="surrogatepass")
        if chance.random() < 0.01:
            target = target[:chance.randrange(1, len(target) + 1)] + chance.choice(["%", "%zz", "//", "/../..", "%00", "?", "#", ";", "%2f", "\\"])
            self.judged, self.is_plain, operation = None, False, None
        sent = self.headers()
        if path.startswith("/admin/") and sent["Authorization"] == "Bearer " + API_KEY:
            sent["Authorization"] = "Bearer " + self.admin
        if kind and "Content-Type" not in sent:
            sent["Content-Type"] = kind
        return method.upper(), target, body, sent, operation, path


class Asker:
    """A connection that is kept, and made anew where it was closed."""

    def __init__(self, port):
        self.port, self.connection = port, None

    def ask(self, method, target, body, headers):
        """(status, headers, body or None for a stream)"""
        for attempt in (1, 2):
            fresh = self.connection is None
            if fresh:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)
            try:
                self.connection.putrequest(method, target.encode("latin-1", "replace").decode("latin-1"), skip_accept_encoding=True)
                for name, value in headers.items():
                    self.connection.putheader(name, value.encode("utf-8", "replace"))
                if body is not None:
                    self.connection.putheader("Content-Length", str(len(body)))
                self.connection.endheaders(body)
                answer = self.connection.getresponse()
            except (BrokenPipeError, ConnectionResetError, http.client.RemoteDisconnected, http.client.CannotSendRequest):
                self.close()
                if fresh or attempt == 2:
                    raise
                continue
            told = {name.lower(): value for name, value in answer.getheaders()}
            if told.get("content-type", "").startswith("text/event-stream"):
                answer.read1(100)
                self.close()
                return answer.status, told, None
            raw = answer.read()
            if answer.will_close:
                self.close()
            return answer.status, told, raw
        raise AssertionError

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


def promised(operation, status):
    """What the document says of that status: its content by type; nothing where it says nothing of it."""
    responses = operation["responses"]
    for name in (str(status), f"{status // 100}XX", "default"):
        if name in responses:
            return responses[name]
    return None


def is_refused_as_http(document):
    """Refused before it was known what for: a dot segment or U+0000 in the address, a head that is too large."""
    told = document if isinstance(document, dict) else {}
    error = told.get("error", told.get("detail"))  # a problem, for those who ask for one, has `detail`
    message = error.get("message") if isinstance(error, dict) else error
    return isinstance(message, str) and message.startswith(("request target: ", "the head is larger than "))


class FuzzTest(ContractTest):
    settings = SETTINGS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        this = cls()
        cls.document = this.get("/openapi.json", key=None).json
        rulebook.KNOWN["voices"] = [voice["voice_id"] for voice in this.get("/v1/voices", key=None).json["voices"]]
        cls.ids = [this.created(params={"prompt": "x", "external_task_id": name}) for name in ("fuzz 1", "fuzz/2", "größe")]
        cls.admin = this.new_key("operator", "--scope", "admin")
        cls.ids += ["fuzz 1", "fuzz/2", "owner-1"]
        cls.schemas = Schemas(cls.document)
        cls.counts = {}
        cls.accepted = cls.objected = 0

    def check(self, number, asker):
        maker = Maker(self.document, random.Random(f"{SEED}/{number}"), self.ids, self.admin)
        method, target, body, headers, operation, path = maker.request()
        try:
            self.check_answer(maker, asker, method, target, body, headers, operation, path)
        except Exception as error:  # each is told at the end, with how to repeat it
            asker.close()
            raise AssertionError(f"{type(error).__name__} {str(error)[:1500]}\n    {method} {target[:300]} {headers} {(body or b'')[:600]!r}") from error

    def check_answer(self, maker, asker, method, target, body, headers, operation, path):
        begun = time.monotonic()
        try:
            status, told, raw = asker.ask(method, target, body, headers)
        except (OSError, http.client.HTTPException) as error:
            raise AssertionError(f"no answer after {time.monotonic() - begun:.1f} s: {error!r}") from error
        key = (method, path, status)
        self.counts[key] = self.counts.get(key, 0) + 1
        is_timeout = status == 504 and path == GENERATION + "/sync" and strict_json(raw)["error"]["code"] == "SYNC_TIMEOUT"
        self.assertTrue(status < 500 or is_timeout, f"{status} {raw!r:.500}")
        document = strict_json(raw) if raw and told.get("content-type", "").split(";")[0].endswith("json") else None
        if is_refused_as_http(document):
            self.assertIn(status, (400, 431))
            return
        if operation:
            self.check_promise(operation, status, told, raw, document)
        if maker.judged:
            self.check_judgement(maker, path, status, document)

    def check_promise(self, operation, status, told, raw, document):
        promise = promised(operation, status)
        self.assertIsNotNone(promise, f"{operation['operationId']} promises no {status}: {raw!r:.300}")
        promise = self.schemas.resolved(promise)
        kind = told.get("content-type", "").split(";")[0].strip().lower()
        content = promise.get("content", {})
        if raw != b"" and content:
            self.assertIn(kind, {name.split(";")[0].lower() for name in content}, f"{operation['operationId']} promises no {kind} with {status}")
            if document is not None:
                self.assertEqual(self.schemas.problems(content[kind].get("schema", True), document), [])

    def check_judgement(self, maker, path, status, document):
        model, params = maker.judged
        reason = rulebook.objection(model, params)
        if status == 200 and (path in (GENERATION, GENERATION + "/precharge", GENERATION + "/sync") or "request_id" in (document or {})):
            type(self).accepted += 1
            self.assertIsNone(reason, f"accepted: {json.dumps(params)[:2000]}")
        elif reason:
            type(self).objected += 1
        if maker.is_plain and status not in (200, 504):
            self.fail(f"refused although no rule speaks against it: {status} {document} {json.dumps(params)[:2000]}")

    def run_some(self, numbers, failures):
        asker = Asker(self.server.port)
        for number in numbers:
            if len(failures) >= 20:
                break
            try:
                self.check(number, asker)
            except AssertionError as error:
                failures.append(f"{sys.argv[0]} {SEED} {number}: {error}")
        asker.close()

    def test_requests_by_chance(self):
        print(f"seed {SEED}, {REQUESTS} requests", flush=True)
        failures = []
        threads = [threading.Thread(target=self.run_some, args=(range(part, REQUESTS, THREADS), failures)) for part in range(THREADS)]
        begun = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [], "\n" + "\n".join(failures))
        print(f"{time.monotonic() - begun:.1f} s: {self.accepted} accepted, {self.objected} objected to and refused", flush=True)
        # It has looked everywhere, and both ways.
        operations = {(method.upper(), path) for path, methods in self.document["paths"].items() for method in methods
                      if method in ("get", "post", "put", "patch", "delete")}
        if REQUESTS >= 5000:
            self.assertEqual(operations - {key[:2] for key in self.counts}, set())
            self.assertGreater(self.accepted, REQUESTS / 20)
            self.assertGreater(self.objected, REQUESTS / 20)
        self.assertEqual(self.get("/readyz", key=None).status in (200, 503), True)
        self.assertEqual([line for line in self.server.log if "error" in line.lower() and "request failed" in line], [])

    def test_broken_http(self):
        """Bytes that are hardly HTTP end in an answer below 500 or a closed connection, soon."""
        chance = random.Random(SEED)
        good = (f"POST {GENERATION} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {API_KEY}\r\nContent-Type: application/json\r\n"
                "Content-Length: 50\r\nX-A: b\r\n\r\n").encode() + b'{"model":"kirin_v2_6_t2v","prompt":"x"}           '
        for _ in range(150):
            raw = bytearray(good)
            for _ in range(chance.choice([1, 2, 5])):
                at = chance.randrange(len(raw) - 50)
                raw[at:at + chance.choice([0, 1, 1, 5])] = chance.choice([b"", b"\r", b"\n", b"\0", b"\xff", b":", b" ", b"\r\n", b"9" * 30, b"Transfer-Encoding: chunked\r\n"])
            with socket.create_connection(("127.0.0.1", self.server.port), timeout=DEADLINE) as connection:
                connection.sendall(raw)
                connection.shutdown(socket.SHUT_WR)
                received = b""
                try:
                    while piece := connection.recv(65536):
                        received += piece
                except ConnectionResetError:
                    pass
            for status in re.findall(rb"(?:^|\r\n)HTTP/1\.1 (\d+)", received):
                # 501 and 505 are what RFC 9110 asks for where a transfer coding or a version is not known.
                self.assertTrue(int(status) < 500 or int(status) in (501, 505), (bytes(raw), received))
        self.assertEqual(self.get("/livez", key=None).status, 200)


class SecondOpinionTest(unittest.TestCase):
    """The rulebook itself, on the contracts' own table of cases."""

    def test_it_objects_to_nothing_that_the_contracts_accept(self):
        def filled(value):
            if isinstance(value, dict):
                return {name: filled(item) for name, item in value.items()}
            if isinstance(value, list):
                return [filled(item) for item in value]
            return value.replace("$image", card64()) if isinstance(value, str) else value
        rulebook.KNOWN.clear()  # the cases are of contracts alone
        cases = json.loads((ROOT / "tests" / "catalog" / "check_cases.json").read_text())
        objections = 0
        for case in cases:
            params = filled(case["params"])
            # Placeholders, and what is judged after the contract: private addresses and pictures.
            if re.search(r"\$|\[::1\]|wrapped", json.dumps(params) + case["name"]):
                continue
            reason = rulebook.objection(case["model"], params)
            objections += reason is not None
            with self.subTest(case["name"]):
                self.assertTrue(reason is None or "violations" in case, reason)
        self.assertGreater(objections, 150)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[2].isdecimal():
        SEED, NUMBER = sys.argv[1:3]
        FuzzTest.test_requests_by_chance = lambda self: self.check(int(NUMBER), Asker(self.server.port))
        del FuzzTest.test_broken_http
        del sys.argv[1:]
    suite.main()
