"""JSON types that strict clients insist on (API.md §1.0), for each client's own headers and each state of a task."""

import re

import suite
from suite import BRUSH, CLIENTS, CLIP, GENERATION, QUICK, T2V, ContractTest, ask, until

ID = re.compile(r"[0-9a-z_]{8,64}")


# A decoder takes a value and its path, and complains. Python's bool is an int; theirs is not.
def exactly(*kinds):
    def decode(value, path):
        assert type(value) in kinds, f"{path} is {type(value).__name__} {value!r}, not {' or '.join(kind.__name__ for kind in kinds)}"
    return decode


INTEGER, NUMBER, TEXT, BOOLEAN = exactly(int), exactly(int, float), exactly(str), exactly(bool)


def matching(pattern):
    def decode(value, path):
        TEXT(value, path)
        assert re.fullmatch(pattern, value), f"{path} is {value!r}"
    return decode


def one_of(*words):
    def decode(value, path):
        assert value in words, f"{path} is {value!r}"
    return decode


def within(low, high):
    def decode(value, path):
        NUMBER(value, path)
        assert low <= value <= high, f"{path} is {value!r}"
    return decode


def items(decode_item):
    def decode(value, path):
        exactly(list)(value, path)
        assert value, f"{path} is empty"
        for number, item in enumerate(value):
            decode_item(item, f"{path}[{number}]")
    return decode


def fields(required, optional=None, others=False):
    def decode(value, path):
        exactly(dict)(value, path)
        known = {**required, **(optional or {})}
        for name in required:
            assert name in value, f"{path}.{name} is missing in {value}"
        for name, item in value.items():
            if name in known:
                known[name](item, f"{path}.{name}")
            else:
                assert others, f"{path}.{name} is not expected"
    return decode


MILLIS = within(1_600_000_000_000, 4_000_000_000_000)
DECIMAL = matching(r"[0-9]+(\.[0-9]+)?")
URL = matching(r"https?://[^/ ]+/\S+")
HEAD = {"id": matching(ID), "created_at": lambda value, path: (INTEGER(value, path), MILLIS(value, path)), "model": TEXT}
METADATA = fields({}, {"completed_at": NUMBER, "in_queue_at": NUMBER, "upload_at": NUMBER, "queue_position": INTEGER,
                       "eta_seconds": NUMBER, "phase": TEXT, "warnings": items(TEXT)}, others=True)
CONTENT = fields({"type": one_of("video"), "url": URL, "duration": matching(r"[0-9]+\.[0-9]{3}"), "size": matching("[0-9]+x[0-9]+")},
                 {"jobId": TEXT, "id": TEXT, "watermark_url": URL, "metadata": exactly(dict), "chunk_index": INTEGER})
USAGE = {"discount": NUMBER, "quantity": INTEGER, "unit_price": DECIMAL, "extra_info": exactly(dict)}


def task_error(client):
    code = exactly(int) if client == "go" else matching("[0-9]{9}")
    return fields({"code": code, "error_message": TEXT, "message": TEXT}, {"type": TEXT})


def decoder(client, status):
    """How `client` reads a task: everything it declares has its very type, and what belongs to another state is absent (§1.3)."""
    accepted = {**HEAD, "status": one_of("in_progress")}
    return {
        "accepted": fields(accepted),
        "in_progress": fields({**accepted, "progress": within(0, 1), "metadata": METADATA}),
        "completed": fields({**HEAD, "status": one_of("completed"), "progress": one_of(1), "metadata": METADATA,
                             "output": items(fields({"content": items(CONTENT)})), "usage": fields({"cost": DECIMAL, **USAGE})}),
        "failed": fields({**HEAD, "status": one_of("failed"), "error": task_error(client), "metadata": METADATA},
                         {"usage": fields({"cost": matching(r"|[0-9]+(\.[0-9]+)?")}, USAGE), "progress": within(0, 1)}),
    }[status]


class TypesTest(ContractTest):
    settings = {**QUICK, "net.allow_private": "true"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        this = cls()
        cls.tasks = {
            "failed": this.created(BRUSH, {"image": "http://127.0.0.1:9/cat.png"}),
            "completed": this.created(T2V, {**CLIP, "watermark_info": {"enabled": True}}, envelope={"metadata": {"trace_id": "t-1"}}),
        }
        for task in cls.tasks.values():
            this.ended(task)
        cls.tasks["running"] = this.created(T2V, {**CLIP, "mode": "pro", "duration": "10"})
        cls.tasks["queued"] = this.created()
        cls.tasks["canceled"] = this.created()
        until(lambda: this.task(cls.tasks["running"])["progress"] > 0)
        assert this.ask("PUT", f"{GENERATION}/task/{cls.tasks['canceled']}/cancel").status == 200

    def read(self, client, status, answer):
        self.assertEqual(answer.status, 200, answer)
        decoder(client, status)(answer.json, "task")
        # An integer of milliseconds in plain digits, as the raw bytes have it: no fraction, no exponent, no quotes.
        self.assertRegex(answer.raw.decode(), r'"created_at":[0-9]{13}[,}]')

    def test_states_in_the_words_of_every_client(self):
        for client, headers in CLIENTS.items():
            for name, status in (("queued", "in_progress"), ("running", "in_progress"), ("completed", "completed"), ("failed", "failed"),
                                 ("canceled", "failed")):
                with self.subTest(client=client, state=name):
                    answer = self.get(f"{GENERATION}/task/{self.tasks[name]}", headers=headers)
                    if name in ("queued", "running") and answer.json["status"] == "completed":
                        continue  # a quick machine
                    self.read(client, status, answer)
            with self.subTest(client=client, state="accepted"):
                answer = self.create(headers=headers)
                self.read(client, "accepted", answer)
                self.assertEqual(self.ask("DELETE", f"{GENERATION}/task/{answer.json['id']}", headers=headers).status, 200)

    def test_a_canceled_task_is_read_by_every_client_at_once(self):
        for client, headers in CLIENTS.items():
            for method, path in (("PUT", "/cancel"), ("DELETE", "")):
                with self.subTest(client=client, method=method):
                    task = self.created(headers=headers)
                    answer = self.ask(method, f"{GENERATION}/task/{task}{path}", headers=headers)
                    self.read(client, "failed", answer)
                    self.assertEqual((answer.json["id"], answer.json["error"]["type"]), (task, "canceled"))

    def test_codes_of_failed_tasks(self):
        for name, code in (("failed", "002002097"), ("canceled", "002014098")):
            for client, headers in CLIENTS.items():
                got = self.task(self.tasks[name], headers=headers)["error"]["code"]
                self.assertEqual(got, int(code) if client == "go" else code)
        # Only the Go SDK's own name makes it a number.
        for agent in ("sa-go", "xsa-go/0.1.0", "mozilla sa-go/1"):
            self.assertEqual(self.task(self.tasks["failed"], headers={"User-Agent": agent})["error"]["code"], "002002097")

    def test_money_is_text(self):
        usage = self.task(self.tasks["completed"])["usage"]
        self.assertEqual((usage["cost"], usage["unit_price"], usage["quantity"], usage["discount"]), ("0.21", "0.21", 1, 1))
        self.assertEqual(self.task(self.tasks["failed"])["usage"]["cost"], "")

    def test_a_list_is_read_like_a_single_task(self):
        for client, headers in CLIENTS.items():
            for status in ("completed", "failed"):
                page = self.get(f"{GENERATION}/tasks?status={status}&limit=100", headers=headers).json
                self.assertTrue(page["data"])
                for task in page["data"]:
                    with self.subTest(client=client, status=status):
                        decoder(client, status)(task, "task")

    def test_metadata_stays_an_object_of_numbers_whatever_the_caller_sends(self):
        for metadata in ({"completed_at": "soon", "in_queue_at": [], "upload_at": {}, "trace_id": "kept"}, [1], "text", 5, None,
                         {"warnings": "none", "phase": 7, "queue_position": "first", "eta_seconds": "late"}):
            with self.subTest(metadata=metadata):
                answer = self.create(envelope={"metadata": metadata})
                self.assertIn(answer.status, (200, 400), answer)
                if answer.status == 200:
                    path = f"{GENERATION}/task/{answer.json['id']}"
                    self.read("go", "in_progress", self.get(path))
                    self.read("go", "failed", self.ask("DELETE", path, headers=CLIENTS["go"]))

    def test_http_errors_have_the_type_of_error_that_each_client_parses(self):
        for client, headers in CLIENTS.items():
            for method, path in (("POST", GENERATION), ("GET", f"{GENERATION}/task/nothing")):
                with self.subTest(client=client, path=path):
                    answer = self.ask(method, path, {} if method == "POST" else None, headers=headers)
                    self.assertGreaterEqual(answer.status, 400)
                    self.assertIs(type(answer.json["error"]), str if "X-Source" in headers else dict)


class TypeOfCodesTest(ContractTest):
    """`compat.error_code_type` overrides the guess (§1.5.4)."""

    def code_with(self, setting, client):
        with suite.Server(**{"workers.count": "0", "compat.error_code_type": setting}) as server:
            task = ask(server, "POST", GENERATION, {"model": T2V, "prompt": "x"}).json["id"]
            return ask(server, "DELETE", f"{GENERATION}/task/{task}", headers=CLIENTS[client]).json["error"]["code"]

    def test_string_and_number(self):
        self.assertEqual(self.code_with("string", "go"), "002014098")
        self.assertEqual(self.code_with("number", "python"), 2014098)


if __name__ == "__main__":
    suite.main()
