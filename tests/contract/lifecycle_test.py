"""What becomes of a task: cancel, list, price, repeat (Idempotency-Key), and what is echoed (API.md §1.2, §1.4, §1.5, Part 3)."""

import time

import suite
from suite import (BRUSH, CLIENTS, CLIP, GENERATION, I2V, MULTI, QUICK, T2V, TURBO, ContractTest, card, card64, until, b64)

PRECHARGE = GENERATION + "/precharge"
TASKS = GENERATION + "/tasks"


class CancelTest(ContractTest):
    settings = QUICK

    def cancel(self, method, task_id, **keywords):
        return self.ask(method, f"{GENERATION}/task/{task_id}" + ("/cancel" if method == "PUT" else ""), **keywords)

    def test_queued_and_running_tasks_are_canceled_and_stay_so(self):
        for method in ("PUT", "DELETE"):
            with self.subTest(method):
                running = self.created(params={**CLIP, "mode": "pro", "duration": "10"})
                queued = self.created(params={**CLIP, "external_task_id": "by-" + method})
                until(lambda: self.task(running)["progress"] > 0)
                for name in ("by-" + method, running):
                    answer = self.cancel(method, name)
                    self.assertEqual(answer.status, 200, answer)
                    self.assertEqual((answer.json["status"], answer.json["error"]["type"], answer.json["error"]["code"]),
                                     ("failed", "canceled", "002014098"))
                    self.assertNotIn("output", answer.json)
                    self.refused(self.cancel(method, name), 409, 40903)
                    self.assertEqual(self.task(name)["error"]["type"], "canceled")
                # The worker is free again: what comes next is made, and what was canceled is not.
                self.assertEqual(self.ended(self.created())["status"], "completed")
                self.assertEqual([self.task(task)["status"] for task in (running, queued)], ["failed"] * 2)

    def test_what_has_ended_is_not_canceled(self):
        task = self.created()
        self.assertEqual(self.ended(task)["status"], "completed")
        for method in ("PUT", "DELETE"):
            self.refused(self.cancel(method, task), 409, 40903)
            self.assertEqual(self.cancel(method, task, headers=suite.CLI).json["error_code"], 40903)
        self.assertEqual(self.task(task)["status"], "completed")

    def test_somebody_elses_task_does_not_exist(self):
        task = self.created()
        other = self.new_key("other")
        for method in ("PUT", "DELETE"):
            self.refused(self.cancel(method, task, key=other), 404, 40402)
        self.assertEqual(self.ended(task)["status"], "completed")


class ListTest(ContractTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        this = cls()
        cls.ids = []
        for number in range(25):
            model, params = (T2V, dict(CLIP)) if number % 5 else (I2V, {"image": "https://example.org/a.png"})
            cls.ids.append(this.created(model, {**params, "external_task_id": f"order {number}"}))
            if number in (11, 12):
                time.sleep(0.01)  # so that a time parts them
        for number in (3, 4):
            this.ask("DELETE", f"{GENERATION}/task/{cls.ids[number]}")

    def page(self, query="", **keywords):
        answer = self.get(TASKS + query, **keywords)
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(set(answer.json), {"data", "has_more", "next"})
        self.assertIs(type(answer.json["has_more"]), bool)
        self.assertEqual(answer.json["has_more"], answer.json["next"] is not None)
        return answer.json

    def walk(self, query):
        """The ids on all pages."""
        ids, page = [], self.page("?" + query)
        while True:
            ids.append([task["id"] for task in page["data"]])
            if not page["has_more"]:
                return ids
            page = self.page(f"?{query}&after={page['next']}")

    def test_newest_first_page_by_page(self):
        pages = self.walk("limit=10")
        self.assertEqual([len(page) for page in pages], [10, 10, 5])
        self.assertEqual(sum(pages, []), self.ids[::-1])
        self.assertEqual(self.walk("limit=25"), [self.ids[::-1]])
        self.assertEqual(len(self.page()["data"]), 20)

    def test_pages_stay_where_they_are_while_tasks_come(self):
        first = self.page("?limit=5")
        try:
            newer = self.created()
            second = self.page(f"?limit=5&after={first['next']}")
            self.assertEqual([task["id"] for task in second["data"]], self.ids[::-1][5:10])
            self.assertEqual(self.page("?limit=1")["data"][0]["id"], newer)
        finally:
            self.ids.append(newer)
            self.ask("DELETE", f"{GENERATION}/task/{newer}")
            type(self).ids = self.ids

    def test_filters(self):
        images = [task for number, task in enumerate(self.ids[:25]) if number % 5 == 0]
        self.assertEqual(sum(self.walk(f"model={I2V}&limit=2"), []), images[::-1])
        self.assertEqual(sum(self.walk("model=kling_v2_6_i2v"), []), images[::-1])
        self.assertEqual(self.page("?external_task_id=order%207")["data"][0]["id"], self.ids[7])
        self.assertEqual(self.page("?external_task_id=order")["data"], [])
        canceled = {task["id"] for task in self.page("?status=failed")["data"]}
        self.assertLessEqual({self.ids[3], self.ids[4]}, canceled)
        running = sum(self.walk("status=in_progress"), [])
        self.assertEqual([task for task in running if task in self.ids[:25]], [task for task in self.ids[:25][::-1] if task not in canceled])
        self.assertEqual(self.page("?status=completed"), {"data": [], "has_more": False, "next": None})
        self.assertEqual(sum(self.walk(f"status=in_progress&model={I2V}"), []), images[::-1])

    def test_times(self):
        parting = self.task(self.ids[12])["created_at"]
        since, before = sum(self.walk(f"created_from={parting}"), []), sum(self.walk(f"created_until={parting}"), [])
        self.assertEqual(before, self.ids[:12][::-1])
        self.assertEqual(since[::-1][:13], self.ids[12:25])
        self.assertEqual(self.page(f"?created_from={parting}&created_until={parting}")["data"], [])

    def test_owners_see_their_own(self):
        self.assertEqual(self.page(key=self.new_key("other"))["data"], [])

    def test_queries_that_make_no_sense(self):
        for query in ("limit=0", "limit=101", "limit=-1", "limit=x", "status=queued", "after=x", "created_from=soon", "created_until=1.5.2"):
            with self.subTest(query):
                self.refused(self.get(f"{TASKS}?{query}"), 400, 40003)


class PriceTest(ContractTest):
    settings = QUICK

    def precharge(self, body, **keywords):
        answer = self.post(body, path=PRECHARGE, **keywords)
        self.assertEqual((answer.status, answer.json["status"]), (200, "success"), answer)
        return answer.json["data"]

    def test_list_prices(self):
        # API.md §1.5.3.
        image = {"image": card64()}
        both = {"image": card64(), "image_tail": card64(tint=3), "mode": "pro"}
        sound, voice = {"mode": "pro", "sound": "on"}, {"prompt": "<<<voice_1>>> hi", "voice_list": ["en_robot"]}
        several = {"prompt": "x", "image_list": [card64()]}
        rows = [
            (T2V, CLIP, "0.21", "0.42"), (T2V, {**CLIP, "mode": "pro"}, "0.35", "0.7"), (T2V, {**CLIP, **sound}, "0.7", "1.4"),
            (I2V, image, "0.21", "0.42"), (I2V, {**image, "mode": "pro"}, "0.35", "0.7"), (I2V, {**image, **sound}, "0.7", "1.4"),
            (I2V, {**image, **sound, **voice}, "0.84", "1.68"), (I2V, {**both, "sound": "on"}, "0.35", "0.7"),
            (I2V, {**image, **sound, "voice_list": ["en_robot"]}, "0.7", "1.4"),
            (TURBO, image, "0.21", "0.42"), (TURBO, {**image, "mode": "pro"}, "0.35", "0.7"),
            (BRUSH, image, "0.14", "0.28"), (BRUSH, {**image, "mode": "pro"}, "0.49", "0.98"),
            (MULTI, several, "0.28", "0.56"), (MULTI, {**several, "mode": "pro"}, "0.49", "0.98"),
        ]
        for model, params, short, long in rows:
            for duration, cost in ((5, short), ("10", long)):
                with self.subTest(model=model, duration=duration, mode=params.get("mode")):
                    data = self.precharge({"model": model, "input": [{"params": {**params, "duration": duration}}]})
                    self.assertEqual(data["cost"], cost)

    def test_every_field_and_type(self):
        data = self.precharge({"model": "kling_v2_6_t2v", "input": [{"params": CLIP}], "id": "mine"}, headers=CLIENTS["go"])
        self.assertEqual((data["model"], data["original_model"], data["billing_model"]), ("kling_v2_6_t2v", "kling_v2_6_t2v", T2V))
        self.assertEqual((data["cost"], data["currency"]), ("0.21", "USD"))
        for name, kind in (("discount", (int, float)), ("sample_count", int), ("updated_at", int), ("hash", str)):
            self.assertIsInstance(data[name], kind, name)
            self.assertNotIsInstance(data[name], bool)
        self.assertAlmostEqual(data["updated_at"], time.time() * 1000, delta=60_000)
        self.assertRegex(data["hash"], "^v1:[0-9a-f]{64}$")

    def test_the_hash_names_the_request(self):
        large = b64(card() + bytes(200_000))  # too long to be kept in memory
        bodies = [{"model": T2V, "input": [{"params": CLIP}]}, {"model": I2V, "input": [{"params": {"image": card64(), "mode": "pro"}}]},
                  {"model": I2V, "input": [{"params": {"image": large}}]}]
        hashes = [self.precharge(body)["hash"] for body in bodies]
        self.assertEqual(len(set(hashes)), 3)
        for body, first in zip(bodies, hashes):
            reordered = {"input": [{"params": dict(reversed(body["input"][0]["params"].items()))}], "model": body["model"]}
            self.assertEqual([self.precharge(body)["hash"], self.precharge(reordered)["hash"]], [first] * 2)
        self.assertNotEqual(self.precharge({"model": T2V, "input": [{"params": {**CLIP, "mode": "pro"}}]})["hash"], hashes[0])
        other = b64(card() + bytes(199_999) + b"\1")
        self.assertNotEqual(self.precharge({"model": I2V, "input": [{"params": {"image": other}}]})["hash"], hashes[2])

    def test_what_was_said_is_what_is_charged(self):
        for params in (CLIP, {**CLIP, "mode": "pro", "sound": "on"}):
            cost = self.precharge({"model": T2V, "input": [{"params": params}]})["cost"]
            task = self.ended(self.created(params=params))
            self.assertEqual((task["status"], task["usage"]["cost"]), ("completed", cost))

    def test_no_task_is_made(self):
        before = self.get(TASKS).json["data"]
        self.precharge({"model": T2V, "input": [{"params": {**CLIP, "external_task_id": "only-asked"}}]})
        self.precharge({"model": T2V, "input": [{"params": {**CLIP, "external_task_id": "only-asked"}}]})
        self.assertEqual([task["id"] for task in self.get(TASKS).json["data"]], [task["id"] for task in before])


class RepeatTest(ContractTest):
    """Idempotency-Key (API.md Part 3; draft-ietf-httpapi-idempotency-key-header)."""

    def repeat(self, name, body=None, **keywords):
        headers = {"Idempotency-Key": name, **keywords.pop("headers", {})}
        return self.post(body or {"model": T2V, "prompt": "x"}, headers=headers, **keywords)

    def test_the_first_answer_comes_again(self):
        first, second = self.repeat("order-1"), self.repeat("order-1")
        self.assertEqual((first.status, second.status), (200, 200))
        self.assertEqual(first.raw, second.raw)
        self.assertNotIn("idempotency-replayed", first.headers)
        self.assertEqual(second.headers["idempotency-replayed"], "true")
        self.assertEqual(sum(task["id"] == first.json["id"] for task in self.get(TASKS + "?limit=100").json["data"]), 1)

    def test_it_comes_again_after_a_restart_and_after_cancel(self):
        first = self.repeat("order-2")
        self.ask("DELETE", f"{GENERATION}/task/{first.json['id']}")
        self.server.kill()
        self.server.start().wait_ready()
        self.assertEqual(self.repeat("order-2").raw, first.raw)

    def test_another_body_is_refused(self):
        self.repeat("order-3")
        for body, headers in (({"model": T2V, "prompt": "y"}, {}), ({"prompt": "x"}, {"X-Model": T2V})):
            self.refused(self.repeat("order-3", body, headers=headers), 422, 42201)
        self.assertEqual(self.repeat("order-3").status, 200)

    def test_owners_and_routes_do_not_meet(self):
        first = self.repeat("order-4")
        other = self.repeat("order-4", {"model": T2V, "prompt": "z"}, key=self.new_key("other"))
        self.assertEqual(other.status, 200, other)
        self.assertNotEqual(first.json["id"], other.json["id"])
        queued = self.repeat("order-4", {"prompt": "x"}, path="/model/v1/queue/" + T2V)
        self.assertEqual(queued.status, 200, queued)
        again = self.repeat("order-4", {"prompt": "x"}, path="/model/v1/queue/" + T2V)
        self.assertEqual((again.json["request_id"], again.headers["idempotency-replayed"]), (queued.json["request_id"], "true"))
        # The owner is what counts, not the key.
        self.assertEqual(self.repeat("order-4", key=self.new_key("default")).json["id"], first.json["id"])

    def test_a_refused_request_may_be_mended(self):
        self.refused(self.repeat("order-5", {"model": T2V, "prompt": "x", "mode": "fast"}), 400, 40003)
        self.assertEqual(self.repeat("order-5").status, 200)

    def test_what_is_no_key(self):
        for name in ("", "x" * 256, "a b"):
            with self.subTest(name):
                self.assertIn(self.repeat(name).status, (200, 400) if name != "x" * 256 else (400,))


class EchoTest(ContractTest):
    def test_what_the_caller_sends_along_comes_back(self):
        body = {"moderation": True, "metadata": {"trace_id": "trace-123", "nested": {"list": [1, 2.5, "x", None]}, "ünï": "cödé"},
                "options": {"priority": "high"}}
        task = self.task(self.created(envelope=body))
        self.assertEqual({name: task["metadata"].get(name) for name in body["metadata"]}, body["metadata"])
        for priority in ("low", "normal", "high"):
            self.created(envelope={"options": {"priority": priority}})
        for moderation in (True, False, None):
            self.created(envelope={"moderation": moderation})

    def test_external_ids_find_and_are_shown(self):
        task = self.created(params={**CLIP, "external_task_id": "order/1 ä?"})
        found = self.task("order%2F1%20%C3%A4%3F")
        self.assertEqual((found["id"], found["metadata"]["external_task_id"]), (task, "order/1 ä?"))

    def test_priorities_order_the_queue(self):
        high = [self.created(envelope={"options": {"priority": word}}, key=self.new_key("hasty")) for word in ("low", "high")]
        position = [self.task(task, key=self.new_key("hasty"))["metadata"]["queue_position"] for task in high]
        self.assertLess(position[1], position[0])

    def test_traces_are_continued(self):
        parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        answer = self.create(headers={"traceparent": parent})
        self.assertRegex(answer.headers["traceparent"], "^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$")
        self.assertNotEqual(answer.headers["traceparent"], parent)
        for wrong in ("00-" + "0" * 32 + "-00f067aa0ba902b7-01", "nonsense", "00-xyz-1-01"):
            self.assertNotIn(wrong, self.create(headers={"traceparent": wrong}).headers.get("traceparent", ""))

    def test_request_ids(self):
        for given in ("mine-1", "x" * 128, "a/b:c=d"):
            self.assertEqual(self.get(TASKS, headers={"X-Request-Id": given}).headers["x-request-id"], given)
        for wrong in ("x" * 129, "two words", "caf\xe9", ""):
            made = self.get(TASKS, headers={"X-Request-Id": wrong}).headers["x-request-id"]
            self.assertNotEqual(made, wrong)
            self.assertTrue(made)

    def test_warnings_tell_what_was_ignored(self):
        task = self.task(self.created(params={**CLIP, "cfg_scale": 0.5, "durration": 5}))
        text = " ".join(task["metadata"]["warnings"])
        self.assertIn("cfg_scale", text)
        self.assertIn("duration", text)
        self.assertNotIn("warnings", self.task(self.created())["metadata"])
        task = self.task(self.created(envelope={"options": {"priority": "urgent"}}))
        self.assertIn("priority", task["metadata"]["warnings"][0])


class CorsTest(ContractTest):
    def preflight(self, server, origin):
        return suite.ask(server, "OPTIONS", GENERATION, key=None, headers={
            "Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"})

    def test_off_unless_configured_and_never_reflected(self):
        for headers in ({}, {"Origin": "https://evil.example"}):
            answer = self.get(TASKS, headers=headers)
            self.assertFalse([name for name in answer.headers if name.startswith("access-control-")])
        self.assertNotIn("access-control-allow-origin", self.preflight(self.server, "https://evil.example").headers)

    def test_listed_origins_may_read(self):
        server = self.start_server(**{"workers.count": "0", "server.cors_origins": "https://app.example.org,https://b.example.org"})
        for origin in ("https://app.example.org", "https://b.example.org"):
            allowed = self.preflight(server, origin)
            self.assertIn(allowed.status, (200, 204))
            self.assertEqual(allowed.headers["access-control-allow-origin"], origin)
            self.assertIn("POST", allowed.headers["access-control-allow-methods"])
            self.assertIn("authorization", allowed.headers["access-control-allow-headers"].lower())
            self.assertEqual(suite.ask(server, "GET", TASKS, headers={"Origin": origin}).headers["access-control-allow-origin"], origin)
            self.assertIn("origin", suite.ask(server, "GET", TASKS, headers={"Origin": origin}).headers["vary"].lower())
        for origin in ("https://evil.example", "https://app.example.org.evil.example", "null", "http://app.example.org"):
            self.assertNotIn("access-control-allow-origin", self.preflight(server, origin).headers)
            self.assertNotIn("access-control-allow-origin", suite.ask(server, "GET", TASKS, headers={"Origin": origin}).headers)


if __name__ == "__main__":
    suite.main()
