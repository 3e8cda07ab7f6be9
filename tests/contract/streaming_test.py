"""Waiting in one call (API.md §1.4): sync as JSON and as events, streams of a task, what comes again, and how streams end."""

import json
import socket
import threading
import time

import suite
from event_stream import BadStream, Stream
from suite import API_KEY, BRUSH, CLI, CLIENTS, CLIP, GENERATION, QUICK, T2V, ContractTest, ask, until

SYNC = GENERATION + "/sync"
BODY = {"model": T2V, "input": [{"params": CLIP}]}
FAILING = {"model": BRUSH, "input": [{"params": {"image": "http://127.0.0.1:9/cat.png"}}]}


def without_links(task):
    """The task with links as they are but for their signature, which each answer makes anew."""
    task = json.loads(json.dumps(task))
    for output in task.get("output", []):
        for content in output["content"]:
            content["url"] = content["url"].split("?")[0]
            content.pop("chunk_index", None)
    return task


class SyncTest(ContractTest):
    settings = {**QUICK, "net.allow_private": "true"}

    def stream(self, method, path, body=None, **keywords):
        stream = Stream(self.server, method, path, body, **keywords)
        self.addCleanup(stream.connection.close)
        self.assertEqual(stream.status, 200, stream.headers)
        self.assertEqual(stream.headers["content-type"].split(";")[0].strip(), "text/event-stream")
        self.assertIn("no-", stream.headers.get("cache-control", ""))
        return stream

    def check_order(self, events, task_id=None):
        """progress and output in any number, then done; the cursor never falls, progress neither (§1.4)."""
        cursor = progress = 0
        for event in events[:-1]:
            data = event.json
            self.assertIn(event.name, ("progress", "output"))
            self.assertEqual(data["status"], "in_progress")
            self.assertEqual(data["id"], task_id or data["id"])
            self.assertIs(type(data["cursor"]), int)
            self.assertGreaterEqual(data["cursor"], cursor)
            if event.name == "output":
                self.assertGreater(data["cursor"], cursor)
                for content in data["output"][0]["content"]:
                    self.assertEqual(content["type"], "video")
                    self.assertIs(type(content["chunk_index"]), int)
            else:
                self.assertGreaterEqual(data["progress"], progress)
                progress = data["progress"]
            cursor = data["cursor"]
        self.assertEqual(events[-1].name, "done")

    def test_json_answers_with_the_finished_task(self):
        for headers in ({"Accept": "application/json"}, {}, {"Accept": "*/*"}):
            answer = self.post(BODY, path=SYNC, headers=headers)
            self.assertEqual((answer.status, answer.json["status"], answer.json["progress"]), (200, "completed", 1), answer)
            self.assertEqual(without_links(answer.json), without_links(self.task(answer.json["id"])))

    def test_json_answers_200_where_the_task_failed(self):
        for client, headers in CLIENTS.items():
            answer = self.post(FAILING, path=SYNC, headers=headers)
            self.assertEqual((answer.status, answer.json["status"]), (200, "failed"), answer)
            self.assertEqual(answer.json["error"]["code"], 2002097 if client == "go" else "002002097")

    def test_json_tells_that_a_task_was_canceled(self):
        answers = []
        caller = threading.Thread(target=lambda: answers.append(self.post({**BODY, "input": [{"params": {**CLIP, "duration": "10", "mode": "pro",
                                                                                                  "external_task_id": "soon-gone"}}]}, path=SYNC)))
        caller.start()
        until(lambda: self.ask("DELETE", f"{GENERATION}/task/soon-gone").status == 200)
        caller.join(30)
        self.assertEqual((answers[0].status, answers[0].json["error"]["type"]), (200, "canceled"), answers)

    def test_refusals_come_as_json_whatever_was_accepted(self):
        for accept in ("application/json", "text/event-stream"):
            with self.subTest(accept):
                headers = {"Accept": accept}
                self.refused(self.post({"model": T2V, "prompt": "x", "mode": "fast"}, path=SYNC, headers=headers), 400, 40003)
                self.refused(self.post(BODY, path=SYNC, headers=headers, key="sa-wrong-0123456789"), 401, 40102)
                self.refused_cli(self.post({"model": "kirin_v9"}, path=SYNC, headers={**headers, **CLI}), 404, 40401)
                self.refused(self.get(f"{GENERATION}/task/d758n65e878c73cmdg20/stream", headers=headers), 404, 40402)

    def test_events_until_done(self):
        events = self.stream("POST", SYNC, BODY).events()
        self.check_order(events)
        self.assertEqual([event.name for event in events].count("output"), 1)
        self.assertIn("progress", [event.name for event in events])
        done = events[-1].json
        self.assertEqual((done["status"], done["progress"]), ("completed", 1))
        self.assertEqual(without_links(done), without_links(self.task(done["id"])))
        made = next(event.json for event in events if event.name == "output")
        self.assertEqual(without_links(made)["output"][0]["content"][0]["url"], without_links(done)["output"][0]["content"][0]["url"])
        self.assertEqual(self.server.download(made["output"][0]["content"][0]["url"])[1][4:8], b"ftyp")

    def test_events_come_while_things_happen(self):
        begun = time.monotonic()
        events = self.stream("POST", SYNC, {**BODY, "input": [{"params": {**CLIP, "duration": "10"}}]}).events()
        times = [event.at - begun for event in events]
        self.assertLess(times[0], times[-1] * 0.7, "all at once")
        self.assertGreater(len({event.json["progress"] for event in events if event.name == "progress"}), 1)

    def test_a_failed_task_ends_the_stream(self):
        events = self.stream("POST", SYNC, FAILING).events()
        self.check_order(events)
        self.assertEqual((events[-1].json["status"], events[-1].json["error"]["code"]), ("failed", "002002097"))
        events = self.stream("POST", SYNC, FAILING, headers=CLIENTS["go"]).events()
        self.assertEqual(events[-1].json["error"]["code"], 2002097)

    def test_a_task_is_joined_at_any_time(self):
        task = self.created(params={**CLIP, "external_task_id": "joined"})
        streams = [self.stream("GET", f"{GENERATION}/task/{name}/stream") for name in (task, "joined", task)]
        for stream in streams:
            events = stream.events()
            self.check_order(events, task)
            self.assertEqual(events[-1].json["status"], "completed")

    def test_what_is_over_comes_again_from_the_cursor(self):
        task = self.created()
        self.ended(task)
        path = f"{GENERATION}/task/{task}/stream"
        all_of_it = self.stream("GET", path).events()
        self.check_order(all_of_it, task)
        self.assertEqual(without_links(all_of_it[-1].json), without_links(self.task(task)))
        last = max(event.json["cursor"] for event in all_of_it if event.name == "output")
        for cursor in range(last + 2):
            events = self.stream("GET", f"{path}?cursor={cursor}").events()
            self.check_order(events, task)
            again = [event.json["cursor"] for event in events if event.name == "output"]
            self.assertEqual(again, list(range(cursor + 1, last + 1)))
        for query in ("cursor=-1", "cursor=x", "cursor=1.5"):
            self.refused(self.get(f"{path}?{query}"), 400, 40003)

    def test_a_canceled_task_ends_its_streams(self):
        task = self.created(params={**CLIP, "mode": "pro", "duration": "10"})
        stream = self.stream("GET", f"{GENERATION}/task/{task}/stream")
        self.assertEqual(self.ask("DELETE", f"{GENERATION}/task/{task}").status, 200)
        self.assertEqual(stream.events()[-1].json["error"]["type"], "canceled")

    def test_hanging_up_harms_no_task(self):
        for accept in ("application/json", "text/event-stream"):
            name = "left-" + accept.split("/")[1]
            body = json.dumps({**BODY, "input": [{"params": {**CLIP, "external_task_id": name}}]}).encode()
            with socket.create_connection(("127.0.0.1", self.server.port)) as connection:
                connection.sendall((f"POST {SYNC} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {API_KEY}\r\nAccept: {accept}\r\n"
                                    f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body)
                until(lambda: self.get(f"{GENERATION}/task/{name}").status == 200)
            self.assertEqual(self.ended(name)["status"], "completed")

    def test_a_repeated_key_waits_for_the_same_task(self):
        headers = {"Idempotency-Key": "once"}
        first, second = (self.post(BODY, path=SYNC, headers=headers) for _ in range(2))
        self.assertEqual((first.status, second.status, second.json["id"]), (200, 200, first.json["id"]))
        self.assertEqual(second.headers["idempotency-replayed"], "true")


class PatienceTest(ContractTest):
    """Without workers nothing ends: the server stops waiting, or says that it still is."""

    settings = {"workers.count": "0", "sync.wait": "1s", "sync.keepalive": "200ms"}

    def test_504_is_resumed_by_its_id(self):
        for headers in ({}, CLI):
            begun = time.monotonic()
            answer = self.post(BODY, path=SYNC, headers=headers)
            self.assertIn(int(time.monotonic() - begun), (1, 2, 3))
            self.assertEqual(answer.status, 504, answer)
            self.assertEqual(set(answer.json), {"id", "status", "error"})
            self.assertEqual((answer.json["status"], answer.json["error"]["code"]), ("in_progress", "SYNC_TIMEOUT"))
            self.assertEqual(answer.json["error"]["message"], "waited 1s, still running")
            self.assertEqual(self.task(answer.json["id"])["status"], "in_progress")

    def test_idle_streams_are_kept_open_with_comments(self):
        task = self.created()
        with Stream(self.server, "GET", f"{GENERATION}/task/{task}/stream", timeout=30) as stream:
            seen = []
            for event in stream:
                seen.append(event)
                if len(seen) == 1:
                    break
            while len(stream.parser.comments) < 3:
                seen += stream.parser.feed(stream.answer.read1(65536))
            self.assertLessEqual({event.name for event in seen}, {"progress"})
            self.ask("DELETE", f"{GENERATION}/task/{task}")
            self.assertEqual(list(stream)[-1].name, "done")

    def test_many_wait_at_once_and_nobody_else_does(self):
        # More than there are handler threads (32): waiting must not hold one.
        task = self.created()
        streams = [Stream(self.server, "GET", f"{GENERATION}/task/{task}/stream") for _ in range(60)]
        answers = []
        callers = [threading.Thread(target=lambda: answers.append(self.post(BODY, path=SYNC))) for _ in range(60)]
        for caller in callers:
            caller.start()
        begun = time.monotonic()
        self.assertEqual(self.get("/livez").status, 200)
        self.assertEqual(self.task(task)["status"], "in_progress")
        self.assertLess(time.monotonic() - begun, 2)
        for caller in callers:
            caller.join(30)
        self.assertEqual({answer.status for answer in answers}, {504})
        self.ask("DELETE", f"{GENERATION}/task/{task}")
        for stream in streams:
            self.assertEqual(stream.events()[-1].json["error"]["type"], "canceled")
            stream.connection.close()


class CutTest(ContractTest):
    settings = {"workers.count": "0"}

    def test_a_stream_that_the_server_did_not_end_is_no_end(self):
        task = ask(self.server, "POST", GENERATION, BODY).json["id"]
        stream = Stream(self.server, "GET", f"{GENERATION}/task/{task}/stream")
        self.addCleanup(stream.connection.close)
        next(iter(stream))
        self.server.kill()
        with self.assertRaises((BadStream, OSError, suite.http.client.HTTPException)):
            stream.events()


if __name__ == "__main__":
    suite.main()
