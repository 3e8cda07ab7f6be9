"""The queue protocol (API.md §1.7) for every model, as its documentation's clients use it: with a shell loop, with PUT, with SSE."""

import os
import subprocess
import tempfile

import suite
from event_stream import Stream
from suite import API_KEY, BRUSH, CLI, CLIP, I2V, MODELS, MULTI, QUICK, T2V, TURBO, ContractTest, card64, until

# What the documentation tells to run, from a shell without anything but curl and jq.
LOOP = r"""
set -euo pipefail
submitted=$(curl -sS --fail-with-body -X POST "$BASE/model/v1/queue/$MODEL" -H "Authorization: Key $API_KEY" \
  -H 'Content-Type: application/json' -d "$BODY")
request_id=$(jq -r '.request_id' <<<"$submitted")
status_url=$(jq -r '.status_url' <<<"$submitted")
response_url=$(jq -r '.response_url' <<<"$submitted")
while true; do
  status=$(curl -sS --fail-with-body "$status_url" -H "Authorization: Key $API_KEY")
  [ "$(jq -r '.status' <<<"$status")" = COMPLETED ] && break
  sleep 0.2
done
error=$(jq -r '.error // empty' <<<"$status")
if [ -n "$error" ]; then
  echo "request $request_id failed: $error" >&2
  exit 3
fi
curl -sS --fail-with-body "$response_url" -H "Authorization: Key $API_KEY" | jq -r '.outputs[0].url'
"""
PARAMETERS = {
    T2V: CLIP,
    I2V: {"image": card64()},
    TURBO: {"image": card64()},
    BRUSH: {"image": card64()},
    MULTI: {"prompt": "x", "image_list": [{"image": card64()}], "aspect_ratio": "1:1"},
}


def at(request, model=T2V):
    return f"/model/v1/queue/{model}/requests/{request}"


class QueueTest(ContractTest):
    settings = {**QUICK, "net.allow_private": "true"}

    def submit(self, model=T2V, params=None, **keywords):
        answer = self.post(params or PARAMETERS[model], path="/model/v1/queue/" + model, **keywords)
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def status(self, request, model=T2V, **keywords):
        answer = self.get(at(request, model) + "/status", **keywords)
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def completed(self, request, model=T2V):
        return until(lambda: (found := self.status(request, model))["status"] == "COMPLETED" and found, 120, every=0.1)

    def busy(self):
        """A request that runs for some seconds and one that waits behind it."""
        running = self.submit(params={**CLIP, "mode": "pro", "duration": "10"})["request_id"]
        until(lambda: self.status(running)["status"] == "IN_PROGRESS")
        return running, self.submit()["request_id"]

    def stop(self, *requests):
        for request in requests:
            self.assertEqual(self.ask("PUT", at(request) + "/cancel").status, 202)

    def test_submit_answers_with_where_to_ask(self):
        for model in MODELS:
            for name in (model, model.replace("kirin_", "kling_")):
                with self.subTest(name):
                    answer = self.submit(name, PARAMETERS[model])
                    base = f"http://127.0.0.1:{self.server.port}/model/v1/queue/{name}/requests/{answer['request_id']}"
                    self.assertEqual({name: answer[name] for name in ("status_url", "response_url", "cancel_url")},
                                     {"status_url": base + "/status", "response_url": base + "/response", "cancel_url": base + "/cancel"})
                    self.assertEqual(answer["status"], "IN_QUEUE")
                    self.assertIs(type(answer["queue_position"]), int)
                    self.assertEqual(self.ask("PUT", at(answer["request_id"], name) + "/cancel").status, 202)

    def test_urls_follow_the_public_address(self):
        server = self.start_server(**{"workers.count": "0", "server.public_url": "https://kirin.example.org/"})
        answer = suite.ask(server, "POST", "/model/v1/queue/" + T2V, {"prompt": "x"}).json
        self.assertEqual(answer["status_url"], f"https://kirin.example.org{at(answer['request_id'])}/status")

    def test_the_documented_shell_loop(self):
        def loop(model, body):
            with tempfile.TemporaryDirectory() as folder:
                return subprocess.run(["bash", "-c", LOOP], capture_output=True, text=True, timeout=120, cwd=folder, env={
                    **os.environ, "BASE": f"http://127.0.0.1:{self.server.port}", "API_KEY": API_KEY, "MODEL": model, "BODY": body})
        made = loop(T2V, '{"prompt": "a red kite", "aspect_ratio": "1:1"}')
        self.assertEqual((made.returncode, made.stderr), (0, ""))
        self.assertEqual(self.server.download(made.stdout.strip())[1][4:8], b"ftyp")
        failed = loop(BRUSH, '{"image": "http://127.0.0.1:9/cat.png"}')
        self.assertEqual(failed.returncode, 3, failed)
        self.assertIn("image", failed.stderr)
        refused = loop(T2V, '{"prompt": ""}')
        self.assertEqual(refused.returncode, 22, refused)

    def test_from_queue_to_result(self):
        running, waiting = self.busy()
        seen = self.status(waiting)
        self.assertEqual((seen["status"], seen["request_id"], seen["queue_position"]), ("IN_QUEUE", waiting, 0))
        self.assertTrue(seen["response_url"].endswith(at(waiting) + "/response"))
        third = self.submit()
        self.assertEqual(third["queue_position"], 1)
        self.assertEqual(self.status(third["request_id"])["queue_position"], 1)
        for request in (running, waiting):
            answer = self.get(at(request) + "/response")
            self.assertEqual((answer.status, answer.json["request_id"]), (202, request))
            self.assertIn(answer.json["status"], ("IN_QUEUE", "IN_PROGRESS"))
        self.stop(running)
        self.assertEqual(until(lambda: (now := self.status(third["request_id"]))["status"] == "IN_QUEUE" and now["queue_position"] == 0 and now)
                         ["queue_position"], 0)
        done = self.completed(waiting)
        self.assertNotIn("error", done)
        self.assertEqual(done["progress"], 1)
        self.assertGreater(done["metrics"]["inference_time"], 0)
        self.stop(third["request_id"])

    def test_the_result_has_numbers_for_numbers(self):
        for model in (T2V, I2V):
            with self.subTest(model):
                params = {**PARAMETERS[model], "prompt": "a red kite"}
                request = self.submit(model, params)["request_id"]
                self.completed(request, model)
                answer = self.get(at(request, model) + "/response")
                self.assertEqual((answer.status, answer.json["request_id"]), (200, request))
                self.assertEqual(answer.json["metadata"]["prompt"], "a red kite")
                [output] = answer.json["outputs"]
                content = self.server.download(output["url"])[1]
                self.assertEqual({name: output[name] for name in ("type", "content_type", "file_name", "file_size", "duration")},
                                 {"type": "video", "content_type": "video/mp4", "file_name": "output.mp4", "file_size": len(content), "duration": 5})
                for name in ("width", "height", "file_size"):
                    self.assertIs(type(output[name]), int)
                self.assertIn(type(output["duration"]), (int, float))
                self.assertAlmostEqual(output["width"] * output["height"], 1280 * 720, delta=8000)

    def test_a_failure_is_completed_with_error(self):
        request = self.submit(BRUSH, {"image": "http://127.0.0.1:9/cat.png"})["request_id"]
        done = self.completed(request, BRUSH)
        self.assertIsInstance(done["error"], str)
        self.assertEqual((done["error_type"], done["provider_error"]["code"]), ("REQUEST_INVALID", "002002097"))
        self.assertIsInstance(done["provider_error"]["message"], str)
        for entry in done.get("logs", []):
            self.assertIsInstance(entry["message"], str)
            self.assertRegex(entry["timestamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
        answer = self.get(at(request, BRUSH) + "/response")
        self.assertEqual(answer.status, 422, answer)
        self.assertEqual((answer.json["status"], answer.json["error_type"]), ("COMPLETED", "REQUEST_INVALID"))
        self.assertIsInstance(answer.json["detail"], str)

    def test_cancel(self):
        running, waiting = self.busy()
        for request in (waiting, running):
            answer = self.ask("PUT", at(request) + "/cancel")
            self.assertEqual((answer.status, answer.json["status"]), (202, "CANCELLATION_REQUESTED"), answer)
            done = self.completed(request)
            self.assertEqual(done["error_type"], "CANCELED")
            self.assertIsInstance(done["error"], str)
            again = self.ask("PUT", at(request) + "/cancel")
            self.assertEqual((again.status, again.json["status"]), (400, "ALREADY_COMPLETED"), again)
            self.assertEqual(self.get(at(request) + "/response").status, 409)
        finished = self.submit()["request_id"]
        self.completed(finished)
        late = self.ask("PUT", at(finished) + "/cancel", headers=CLI)
        self.assertEqual((late.status, late.json["status"]), (400, "ALREADY_COMPLETED"), late)
        self.assertEqual(self.get(at(finished) + "/response").status, 200)
        nothing = self.ask("PUT", at("mmsu_nothing") + "/cancel")
        self.assertEqual((nothing.status, nothing.json["status"]), (404, "NOT_FOUND"), nothing)

    def test_requests_belong_to_their_owner_and_their_model(self):
        request = self.submit()["request_id"]
        other = self.new_key("other")
        for method, path in (("GET", at(request) + "/status"), ("GET", at(request) + "/response"), ("PUT", at(request) + "/cancel"),
                             ("GET", at(request) + "/status/stream")):
            self.assertEqual(self.ask(method, path, key=other).status, 404)
        self.assertEqual(self.get(at(request, I2V) + "/status").status, 404)
        self.assertEqual(self.get(at(request, "kling_v2_6_t2v") + "/status").status, 200)
        self.completed(request)

    def test_one_task_on_both_surfaces(self):
        request = self.submit()["request_id"]
        task = self.ended(request)
        self.assertEqual((task["status"], task["model"]), ("completed", T2V))
        self.assertTrue(self.completed(request))
        created = self.created()
        self.completed(created)

    def test_both_schemes_and_a_key_are_asked_for(self):
        for scheme in ("Key ", "Bearer ", "key "):
            answer = self.post(CLIP, path="/model/v1/queue/" + T2V, key=None, headers={"Authorization": scheme + API_KEY})
            self.assertEqual(answer.status, 200, answer)
            self.stop(answer.json["request_id"])

    def test_callbacks_are_honoured_by_default(self):
        for params in ({**CLIP, "callback_url": "http://127.0.0.1:9/"}, {**CLIP, "webhook_url": "http://127.0.0.1:9/"}):
            request = self.submit(params=params)["request_id"]
            deliveries = self.get(f"/api/v1/callbacks/deliveries?task_id={request}").json["data"]
            self.assertTrue(deliveries, params)
            self.stop(request)

    def test_the_stream_of_statuses(self):
        request = self.submit()["request_id"]
        with Stream(self.server, "GET", at(request) + "/status/stream") as stream:
            self.assertEqual((stream.status, stream.headers["content-type"].split(";")[0]), (200, "text/event-stream"))
            events = list(stream)
        statuses = [event.json["status"] for event in events]
        self.assertEqual(statuses[-1], "COMPLETED")
        self.assertNotIn("COMPLETED", statuses[:-1])
        self.assertEqual(sorted(statuses, key=("IN_QUEUE", "IN_PROGRESS", "COMPLETED").index), statuses)
        self.assertEqual(events[-1].json["request_id"], request)
        with Stream(self.server, "GET", at(request) + "/status/stream") as stream:
            self.assertEqual([event.json["status"] for event in stream], ["COMPLETED"])


if __name__ == "__main__":
    suite.main()
