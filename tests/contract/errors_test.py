"""Every status and code of API.md §1.6 that a caller can provoke, in every encoding; the queue's errors of §1.7."""

import concurrent.futures
import http.client
import re
import unittest

import suite
from harness import Server
from suite import API_KEY, CLI, CLIP, GENERATION, I2V, MULTI, QUICK, T2V, Answer, ContractTest, ask, b64, card, card64, until

QUEUE = "/model/v1/queue/"
SURFACES = {  # a read on each surface that needs a key
    "generation": f"{GENERATION}/task/d758n65e878c73cmdg20",
    "list": f"{GENERATION}/tasks",
    "balance": "/api/v1/user/balance",
    "billing": "/monitor/api/v1/cost/billing",
    "deliveries": "/api/v1/callbacks/deliveries",
    "admin": "/admin/v1/keys",
}


def too_large(server, headers):
    """A body longer than allowed, announced and not sent."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    sent = {"Authorization": "Bearer " + API_KEY, "Content-Type": "application/json", "Content-Length": str(200 << 20), **headers}
    connection.request("POST", GENERATION, headers=sent)
    answer = connection.getresponse()
    return Answer(answer.status, answer.getheaders(), answer.read())


class ErrorsTest(ContractTest):
    settings = {"workers.count": "0", "limits.free_disk": "1MiB"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        this = cls()
        cls.keys = {
            "poor": this.new_key("poor"),
            "budget": this.new_key("budget", "--budget", "0.30"),
            "capped": this.new_key("capped"),
            "reader": this.new_key("reader", "--scope", "read"),
            "one-model": this.new_key("one-model", "--model", I2V),
            "expired": this.new_key("expired", "--expires", "1ms"),
            "revoked": this.new_key("revoked"),
            "busy": this.new_key("busy", "--max-concurrent", "1"),
            "hasty": this.new_key("hasty", "--requests-per-minute", "2"),
            "admin": this.new_key("operator", "--scope", "admin"),
        }
        this.kirin("keys", "revoke", cls.keys["revoked"][:11])
        this.kirin("accounts", "credit", "poor", "0.20")
        this.kirin("accounts", "set", "capped", "--monthly-cap", "0.30")
        cls.used = this.created(params={"prompt": "x", "external_task_id": "used"})
        this.post({"model": T2V, "prompt": "x"}, headers={"Idempotency-Key": "mine"})

    def flat(self, **params):
        return lambda headers: self.post({"model": T2V, "prompt": "x", **params}, headers=headers)

    def with_key(self, name, model=T2V, **params):
        return lambda headers: self.post({"model": model, "prompt": "x", **params}, headers=headers, key=self.keys.get(name, name))

    def twice(self, name):
        """The second of two creates, where the first fits the key or its account and the second does not."""
        def call(headers):
            self.with_key(name)({})
            return self.with_key(name)(headers)
        return call

    def provoked(self):
        """(status, code, how to provoke it with more headers)"""
        bearer = lambda value: lambda headers: self.post({"model": T2V, "prompt": "x"}, key=None, headers={"Authorization": value, **headers})
        at = lambda method, path, **more: lambda headers: self.ask(method, path, headers={**more, **headers})
        return [
            (400, 40001, lambda headers: self.post(b"{", headers=headers)),
            (400, 40002, self.flat(prompt="")),
            (400, 40002, lambda headers: self.post({"prompt": "x"}, headers=headers)),
            (400, 40003, self.flat(mode="fast")),
            (400, 40003, at("GET", f"{GENERATION}/tasks?limit=0")),
            (400, 40003, at("GET", f"{GENERATION}/tasks?limit=many")),
            (400, 40003, at("GET", f"{GENERATION}/tasks?status=lost")),
            (400, 40003, at("GET", f"{GENERATION}/task/used/stream?cursor=-1")),
            (400, 40004, self.flat(sound="on")),
            (400, 40005, lambda headers: self.create(I2V, {"image": card64(299, 300)}, headers=headers)),
            (400, 40006, lambda headers: self.post({"model": T2V, "prompt": "x"}, headers={"X-Model": I2V, **headers})),
            (401, 40101, lambda headers: self.post({"model": T2V, "prompt": "x"}, key=None, headers=headers)),
            (401, 40101, bearer("")),
            (401, 40102, bearer("Bearer sa-wrong")),
            (401, 40102, bearer("Bearer " + API_KEY + "x")),
            (401, 40103, self.with_key("expired")),
            (401, 40103, self.with_key("revoked")),
            (402, 40201, self.with_key("poor")),
            (402, 40202, self.twice("budget")),
            (402, 40203, self.twice("capped")),
            (403, 40301, self.with_key("one-model")),
            (403, 40304, at("GET", "/files/tasks/d758n65e878c73cmdg20/1/output.mp4?exp=99999999999&sig=00")),
            (403, 40305, self.with_key("reader")),
            (404, 40401, lambda headers: self.create("kirin_v9", headers=headers)),
            (404, 40402, at("GET", f"{GENERATION}/task/d758n65e878c73cmdg20")),
            (404, 40402, lambda headers: self.get(f"{GENERATION}/task/{self.used}", key=self.keys["reader"], headers=headers)),
            (404, 40402, at("PUT", f"{GENERATION}/task/d758n65e878c73cmdg20/cancel")),
            (404, 40402, at("DELETE", f"{GENERATION}/task/d758n65e878c73cmdg20")),
            (404, 40402, at("GET", f"{GENERATION}/task/d758n65e878c73cmdg20/stream")),
            (404, 40403, at("GET", "/nothing/here")),
            (404, 40403, at("GET", GENERATION + "/nothing")),
            (405, 40501, at("DELETE", GENERATION)),
            (405, 40501, at("POST", f"{GENERATION}/task/d758n65e878c73cmdg20")),
            (406, 40601, lambda headers: self.post({"model": T2V, "prompt": "x"}, path=GENERATION + "/sync", headers={"Accept": "image/png", **headers})),
            (409, 40901, self.flat(external_task_id="used")),
            (413, 41301, lambda headers: too_large(self.server, headers)),
            (415, 41501, lambda headers: self.post(b"<x/>", headers={"Content-Type": "application/xml", **headers})),
            (422, 42201, lambda headers: self.post({"model": T2V, "prompt": "y"}, headers={"Idempotency-Key": "mine", **headers})),
            (429, 42902, self.twice("busy")),
        ]

    def test_every_code_as_sdks_read_it(self):
        for status, code, provoke in self.provoked():
            with self.subTest(code):
                self.refused(provoke({}), status, code)

    def test_every_code_as_the_clis_read_it(self):
        for status, code, provoke in self.provoked():
            with self.subTest(code):
                self.refused_cli(provoke(CLI), status, code)

    def test_problem_details_only_for_those_who_ask(self):
        for status, code, provoke in self.provoked():
            if code == 40601:
                continue  # provoked by Accept itself
            with self.subTest(code):
                answer = provoke({"Accept": "application/problem+json"})
                self.assertEqual((answer.status, answer.type), (status, "application/problem+json"), answer)
                self.assertEqual((answer.json["status"], answer.json["code"]), (status, code))
                self.assertTrue(answer.json["title"] and answer.json["detail"] and answer.json["type"])
        both = self.flat(mode="fast")({"Accept": "application/json, application/problem+json"})
        self.refused(both, 400, 40003)

    def test_every_error_says_its_own_request_id(self):
        for status, code, provoke in self.provoked():
            with self.subTest(code):
                answer = provoke({"X-Request-Id": f"mine-{code}"})
                self.assertEqual((answer.json["request_id"], answer.headers["x-request-id"]), (f"mine-{code}",) * 2)

    def test_credentials_of_every_form(self):
        path = f"{GENERATION}/task/{self.used}"
        for headers in ({"Authorization": "Bearer " + API_KEY}, {"Authorization": "Key " + API_KEY}, {"Authorization": "bearer " + API_KEY},
                        {"Authorization": "KEY " + API_KEY}, {"Authorization": "Bearer   " + API_KEY}, {"x-api-key": API_KEY}):
            with self.subTest(headers):
                self.assertEqual(self.get(path, key=None, headers=headers).status, 200)
        for headers, code in (({}, 40101), ({"Authorization": "Bearer"}, None), ({"Authorization": API_KEY}, None),
                              ({"Authorization": "Basic dXNlcjpwYXNz"}, None), ({"x-api-key": "sa-wrong"}, 40102),
                              ({"Authorization": "Bearer " + "x" * 4000}, 40102), ({"Authorization": "Bearer \xff\xfe"}, None)):
            with self.subTest(headers):
                answer = self.get(path, key=None, headers=headers)
                self.refused(answer, 401, code or answer.json["error"]["code"])
                self.assertIn(answer.json["error"]["code"], (40101, 40102))
                self.assertEqual(answer.headers["www-authenticate"].split(" ")[0], "Bearer")

    def test_keys_are_asked_for_on_every_surface(self):
        for name, path in SURFACES.items():
            for key in (None, "sa-wrong-key-0123456789"):
                with self.subTest(name, key=key):
                    answer = self.get(path, key=key)
                    self.assertEqual(answer.status, 401, answer)
                    self.assertEqual(answer.json["request_id"], answer.headers["x-request-id"])

    def test_scopes_part_what_keys_may(self):
        reader = self.keys["reader"]
        self.assertEqual(self.get(f"{GENERATION}/tasks", key=reader).status, 200)
        for method, path, body in (("POST", GENERATION, {"model": T2V, "prompt": "x"}), ("POST", GENERATION + "/precharge", {"model": T2V, "prompt": "x"}),
                                   ("PUT", f"{GENERATION}/task/{self.used}/cancel", None), ("POST", QUEUE + T2V, {"prompt": "x"}),
                                   ("GET", "/api/v1/user/balance", None), ("GET", "/api/v1/callbacks/deliveries", None), ("GET", "/admin/v1/keys", None)):
            with self.subTest(path, method=method):
                self.assertEqual(self.ask(method, path, body, key=reader).status, 403)
        self.assertEqual(self.get("/admin/v1/keys").status, 403)  # the key that always works is no operator

    def test_wrong_methods_name_the_right_ones(self):
        for path, methods in ((GENERATION, {"POST"}), (f"{GENERATION}/task/x", {"GET", "DELETE"}), (f"{GENERATION}/tasks", {"GET"}),
                              (f"{GENERATION}/precharge", {"POST"}), (f"{GENERATION}/task/x/cancel", {"PUT"})):
            answer = self.ask("PATCH", path)
            self.refused(answer, 405, 40501)
            allowed = {method.strip() for method in answer.headers["allow"].split(",")}
            self.assertEqual(allowed - {"HEAD", "OPTIONS"}, methods)

    def test_too_many_requests(self):
        key = self.new_key("hasty-2", "--requests-per-minute", "3")
        answers = [self.get(f"{GENERATION}/tasks", key=key) for _ in range(4)]
        self.assertEqual([answer.status for answer in answers], [200, 200, 200, 429])
        for answer, remaining in zip(answers, (2, 1, 0, 0)):
            # draft-ietf-httpapi-ratelimit-headers: a list of items with parameters (RFC 9651).
            self.assertRegex(answer.headers["ratelimit-policy"], r'^"req";q=3;w=60(, "[a-z]+";q=\d+)?$')
            found = re.fullmatch(r'"req";r=(\d+);t=(\d+)(, .*)?', answer.headers["ratelimit"])
            self.assertEqual(int(found.group(1)), remaining)
            self.assertLessEqual(int(found.group(2)), 60)
            self.assertEqual((answer.headers["x-ratelimit-limit"], answer.headers["x-ratelimit-remaining"]), ("3", str(remaining)))
            self.assertTrue(answer.headers["x-ratelimit-reset"].isdecimal())
        error = self.refused(answers[3], 429, 42901)
        self.assertEqual(int(answers[3].headers["retry-after"]), error["retry_after"])
        self.assertIn(error["retry_after"], range(1, 61))
        cli = self.get(f"{GENERATION}/tasks", key=key, headers=CLI)
        self.refused_cli(cli, 429, 42901)
        self.assertTrue(cli.headers["retry-after"].isdecimal())
        on_queue = self.post({"prompt": "x"}, path=QUEUE + T2V, key=key)
        self.assertEqual((on_queue.status, on_queue.json["error"]["code"]), (429, "RATE_LIMIT_EXCEEDED"), on_queue)
        self.assertEqual(on_queue.json["request_id"], on_queue.headers["x-request-id"])
        # Another key is not slowed down.
        self.assertEqual(self.get(f"{GENERATION}/tasks").status, 200)

    def test_too_many_tasks_until_one_ends(self):
        key = self.new_key("busy-2", "--max-concurrent", "2")
        ids = [self.created(key=key) for _ in range(2)]
        answer = self.create(key=key)
        error = self.refused(answer, 429, 42902)
        self.assertRegex(answer.headers["ratelimit-policy"], r'(^|, )"conc";q=2$')
        self.assertEqual(int(answer.headers["retry-after"]), error["retry_after"])
        self.assertEqual(self.ask("DELETE", f"{GENERATION}/task/{ids[0]}", key=key).status, 200)
        self.created(key=key)

    def test_no_credit_says_the_words_that_clis_look_for(self):
        for name, call in (("poor", self.with_key("poor")), ("budget", self.twice("budget")), ("capped", self.twice("capped"))):
            for headers in ({}, CLI):
                answer = call(headers)
                self.assertEqual(answer.status, 402, answer)
                self.assertIn(b"insufficient credits", answer.raw.lower())

    def test_the_same_key_while_its_first_request_is_under_way(self):
        # Pictures of 10 MiB take long enough to be looked at that eight equal requests meet.
        body = {"model": MULTI, "prompt": "x", "image_list": [b64(card() + bytes((9 << 20)))] * 2}
        def seen(attempt):
            headers = {"Idempotency-Key": f"burst-{attempt}"}
            with concurrent.futures.ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(lambda _: self.post(body, headers=headers), range(8)))
            made = {answer.json["id"] for answer in answers if answer.status == 200}
            self.assertEqual(len(made), 1, answers)
            return [answer for answer in answers if answer.status != 200]
        attempts = iter(range(5))
        for answer in until(lambda: seen(next(attempts)), 120):
            self.refused(answer, 409, 40902)


class QueueErrorsTest(ContractTest):
    settings = {"workers.count": "0", "queue.webhooks": "false"}

    def told(self, answer, status, detail):
        self.assertEqual(answer.status, status, answer)
        self.assertEqual(answer.json["detail"], detail)

    def test_the_gateways_refusals_are_objects(self):
        for key in (None, "sa-wrong-key-0123456789"):
            answer = self.post({"prompt": "x"}, path=QUEUE + T2V, key=key)
            self.assertEqual(answer.status, 401, answer)
            self.assertEqual(set(answer.json), {"error", "request_id"})
            self.assertEqual(answer.json["error"]["code"], "UNAUTHORIZED")
            self.assertIsInstance(answer.json["error"]["message"], str)
            self.refused_cli(self.post({"prompt": "x"}, path=QUEUE + T2V, key=key, headers=CLI), 401, 40102 if key else 40101)

    def test_the_applications_refusals_are_details(self):
        self.told(self.post({"prompt": "x"}, path=QUEUE + "kirin_v9"), 404, "App not found: kirin_v9")
        self.told(self.get(QUEUE + T2V + "/requests/mmsu_nothing/status"), 404, "Request not found")
        self.told(self.get(QUEUE + T2V + "/requests/mmsu_nothing/response"), 404, "Request not found")
        self.told(self.post({"prompt": "x"}, path=QUEUE + T2V, key=self.new_key("other", "--model", I2V)), 403, "Model not allowed for this user")

    def test_webhooks_are_refused_where_the_operator_says_so(self):
        hook = "https://hooks.example.org/k"
        for call in (lambda: self.post({"prompt": "x", "callback_url": hook}, path=QUEUE + T2V),
                     lambda: self.post({"prompt": "x", "webhook_url": hook}, path=QUEUE + T2V),
                     lambda: self.post({"prompt": "x"}, path=f"{QUEUE}{T2V}?webhook_url={hook}"),
                     lambda: self.post({"prompt": "x"}, path=f"{QUEUE}{T2V}?fal_webhook={hook}")):
            self.told(call(), 400, "webhook not supported")

    def test_broken_rules_are_422(self):
        for body in ({}, {"prompt": "x", "mode": "fast"}, {"prompt": "x", "sound": "on"}, {"prompt": "x", "duration": 7}):
            with self.subTest(body):
                answer = self.post(body, path=QUEUE + T2V)
                self.assertEqual(answer.status, 422, answer)
                self.assertEqual(answer.json["error_type"], "REQUEST_INVALID")
                self.assertIsInstance(answer.json["detail"], str)
                self.assertEqual(answer.json["request_id"], answer.headers["x-request-id"])
                # seacloud-cli submits again, with uploads, on 400 or 422.
                self.assertIn(self.post(body, path=QUEUE + T2V, headers=CLI).status, (400, 422))

    def test_unknown_addresses(self):
        for method, path in (("POST", QUEUE + T2V + "/nothing"), ("GET", QUEUE + T2V + "/requests/x/nothing"), ("GET", QUEUE)):
            answer = self.ask(method, path)
            self.assertEqual(answer.status, 404, answer)
            self.assertIsInstance(answer.json["detail"], str)


class FullQueueTest(ContractTest):
    settings = {"workers.count": "0", "limits.queue": "2"}

    def test_a_full_queue_takes_no_more(self):
        ids = [self.created() for _ in range(2)]
        for headers in ({}, CLI):
            answer = self.create(headers=headers)
            (self.refused_cli if headers else self.refused)(answer, 429, 42903)
            self.assertIn(int(answer.headers["retry-after"]), range(1, 3600))
        self.assertEqual(self.ask("DELETE", f"{GENERATION}/task/{ids[0]}").status, 200)
        self.created()


class FullDiskTest(ContractTest):
    settings = {"workers.count": "0", "limits.free_disk": "900TiB"}

    def test_no_task_is_taken_where_the_disk_is_nearly_full(self):
        for headers in ({}, CLI):
            answer = self.create(headers=headers)
            (self.refused_cli if headers else self.refused)(answer, 503, 50302)
            self.assertIn(int(answer.headers["retry-after"]), range(1, 3600))
        self.assertEqual(self.get(f"{GENERATION}/tasks").json["data"], [])


class DrainingTest(unittest.TestCase):
    def test_a_server_that_is_about_to_stop_takes_no_tasks_and_answers_queries(self):
        server = Server(**{**QUICK, "workers.drain_grace": "60s"}).__enter__()
        try:
            task = ask(server, "POST", GENERATION, {"model": T2V, "input": [{"params": {**CLIP, "mode": "pro", "duration": "10"}}]}).json["id"]
            until(lambda: ask(server, "GET", f"{GENERATION}/task/{task}").json["progress"] > 0)
            server.process.terminate()
            until(lambda: ask(server, "GET", "/readyz").status == 503)
            for headers in ({}, CLI):
                answer = ask(server, "POST", GENERATION, {"model": T2V, "prompt": "x"}, headers=headers)
                self.assertEqual(answer.status, 503, answer)
                self.assertEqual(answer.json["error_code"] if headers else answer.json["error"]["code"], 50301)
                self.assertIn(int(answer.headers["retry-after"]), range(1, 3600))
            self.assertEqual(ask(server, "GET", f"{GENERATION}/task/{task}").status, 200)
            self.assertEqual(ask(server, "GET", "/livez").status, 200)
            self.assertEqual(server.process.wait(60), 0)
            server.start().wait_ready()
            self.assertEqual(ask(server, "GET", f"{GENERATION}/task/{task}").json["status"], "completed")
        finally:
            server.__exit__()


if __name__ == "__main__":
    suite.main()
