"""What every contract test stands on: one real server for a class of tests, and strict ways to read its answers."""

import contextlib
import functools
import http.client
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

from harness import API_KEY, KIRIN, Server, b64, mask, picture, png  # noqa: E402, F401 (for the tests)

ROOT = pathlib.Path(__file__).resolve().parents[2]
GENERATION = "/model/v1/generation"
T2V, I2V, TURBO, BRUSH, MULTI = ("kirin_v2_6_t2v", "kirin_v2_6_i2v", "kirin_v2_5_turbo_i2v", "kirin_v1_i2v", "kirin_v1_6_multi_i2v")
MODELS = (T2V, I2V, TURBO, BRUSH, MULTI)
QUICK = {"encode.preset": "superfast", "workers.count": "1", "workers.drain_grace": "1s"}  # a clip of 5 s in a second or two
CLIP = {"prompt": "a red kite", "aspect_ratio": "1:1"}

# The headers by which the server may tell the public clients apart (API.md §1.1).
CLIENTS = {
    "go": {"User-Agent": "sa-go/0.1.0"},
    "javascript": {"User-Agent": "seaart-sdk-js/0.1.0"},
    "python": {"User-Agent": "python-httpx/0.27.0"},
    "vtrix-cli": {"User-Agent": "vtrix-cli/1.4.0", "X-Source": "cli"},
    "seacloud-cli": {"User-Agent": "seacloud-cli/1.4.0", "X-Source": "cli"},
}
CLI = CLIENTS["seacloud-cli"]


def strict_json(raw):
    """JSON as RFC 8259 has it and no client chokes on it: UTF-8, no name twice, no NaN."""
    def unique(pairs):
        names = [name for name, _ in pairs]
        assert len(set(names)) == len(names), f"a name twice in {names}"
        return dict(pairs)

    def refuse(constant):
        raise AssertionError(f"{constant} is no JSON")
    return json.loads(raw.decode("utf-8", "strict"), object_pairs_hook=unique, parse_constant=refuse)


class Answer:
    def __init__(self, status, headers, raw):
        self.status, self.raw = status, raw
        self.headers = {name.lower(): value for name, value in headers}

    @property
    def type(self):
        return self.headers.get("content-type", "").split(";")[0]

    @functools.cached_property
    def json(self):
        assert self.type.endswith("json"), (self.status, self.headers, self.raw[:500])
        return strict_json(self.raw)

    def __repr__(self):
        return f"{self.status} {self.headers} {self.raw[:1000]!r}"


def ask(server, method, path, body=None, headers=None, key=API_KEY, timeout=60):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=timeout)
    sent = {} if key is None else {"Authorization": "Bearer " + key}
    if body is not None:
        sent["Content-Type"] = "application/json"
    sent.update(headers or {})
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    try:
        connection.request(method, path, body=data, headers=sent)
        answer = connection.getresponse()
        return Answer(answer.status, answer.getheaders(), answer.read())
    finally:
        connection.close()


@functools.lru_cache(maxsize=None)
def card(width=320, height=320, tint=0):
    """A picture of that size as PNG: stripes, so that it is made in no time."""
    line = bytes((x * 5 + tint) % 256 for x in range(width * 3))
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress((b"\0" + line) * height)) + chunk(b"IEND", b""))


@functools.lru_cache(maxsize=None)
def card64(width=320, height=320, tint=0):
    return b64(card(width, height, tint))


@functools.lru_cache(maxsize=None)
def encoded_by_ffmpeg(suffix, width=320, height=320):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "card." + suffix)
        subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc=s={width}x{height}:d=1:r=1", "-frames:v", "1", path],
                       check=True)
        return path.read_bytes()


def until(is_so, seconds=30, every=0.02):
    """What `is_so` answers once that is true."""
    deadline = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < deadline, f"not so after {seconds} s"
        time.sleep(every)
    return found


class ContractTest(unittest.TestCase):
    """Tests that share one server with `settings`. Without workers tasks stay queued: what is tested is the API alone."""

    settings = {"workers.count": "0"}
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = cls.start_server(**cls.settings)

    @classmethod
    def start_server(cls, **settings):
        server = Server(**settings)
        cls.addClassCleanup(server.__exit__)
        return server.__enter__()

    def ask(self, method, path, body=None, **keywords):
        return ask(self.server, method, path, body, **keywords)

    def get(self, path, **keywords):
        return self.ask("GET", path, **keywords)

    def post(self, body, path=GENERATION, **keywords):
        return self.ask("POST", path, body, **keywords)

    def create(self, model=T2V, params=None, **keywords):
        body = {"model": model, "input": [{"params": CLIP if params is None else params}]}
        body.update(keywords.pop("envelope", {}))
        return self.post(body, **keywords)

    def created(self, model=T2V, params=None, **keywords):
        """The id of a task that was accepted."""
        answer = self.create(model, params, **keywords)
        self.assertEqual(answer.status, 200, answer)
        return answer.json["id"]

    def task(self, task_id, **keywords):
        answer = self.get(f"{GENERATION}/task/{task_id}", **keywords)
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def ended(self, task_id, seconds=120, **keywords):
        """The task once it has ended."""
        def look():
            task = self.task(task_id, **keywords)
            return task if task["status"] != "in_progress" else None
        return until(look, seconds, every=0.1)

    def refused(self, answer, status, code, text="", param=None):
        """The error as SDKs read it (API.md §1.6)."""
        self.assertEqual(answer.status, status, answer)
        error = answer.json["error"]
        self.assertIsInstance(error, dict, answer)
        self.assertIs(type(error["code"]), int, answer)
        self.assertEqual(error["code"], code, answer)
        self.assertTrue(error["type"] and error["message"], answer)
        self.assertEqual(error["error_message"], error["message"])
        self.assertIn(text, error["message"])
        self.assertEqual(answer.json["request_id"], answer.headers["x-request-id"])
        if param is not None:
            self.assertEqual(error.get("param"), param, answer)
        return error

    def refused_cli(self, answer, status, code):
        """The error as both CLIs read it: every text a string, the code an integer (API.md §1.6)."""
        self.assertEqual(answer.status, status, answer)
        body = answer.json
        self.assertIsInstance(body["error"], str, answer)
        self.assertTrue(body["error"])
        self.assertEqual((body["message"], body["status"]["message"]), (body["error"], body["error"]))
        self.assertEqual((body["status"]["code"], body["status"]["error_code"], body["error_code"]), (status, code, code))
        self.assertIn("data", body)
        self.assertIsNone(body["data"])
        self.assertEqual(body["request_id"], answer.headers["x-request-id"])

    def kirin(self, *arguments):
        """What `kirin ARGUMENTS` prints, run on the data of this test's server."""
        ended = subprocess.run([KIRIN, *arguments, "--data-dir", self.server.folder + "/data"], capture_output=True, text=True, timeout=60)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        return ended.stdout

    def new_key(self, owner, *arguments):
        return self.kirin("keys", "create", "--owner", owner, *arguments).strip()

    def credit(self, owner, amount):
        self.kirin("accounts", "credit", owner, amount)


def main():
    with contextlib.suppress(ValueError):
        sys.stdout.reconfigure(line_buffering=True)
    unittest.main(verbosity=2)
