"""Callbacks as other people's code sees them: `standardwebhooks` from npm verifies them, secrets are replaced, deliveries are
listed, repeated and tried out (API.md §1.8, Part 3)."""

import os
import pathlib
import subprocess

import suite
from callback_test import Receiver, closed_port
from suite import CLIP, ROOT, ContractTest, until

NODE = ROOT / "tests" / "contract" / "node"
DELIVERIES = "/api/v1/callbacks/deliveries"


class NodeTest(ContractTest):
    settings = {"workers.count": "0", "net.allow_private": "true", "webhooks.secret_overlap": "3s"}

    def test_the_reference_library_verifies_callbacks(self):
        ended = subprocess.run(["node", "--test", str(NODE / "callbacks.test.mjs")], capture_output=True, text=True, timeout=120, env={
            **os.environ, "KIRIN_URL": f"http://127.0.0.1:{self.server.port}", "KIRIN_KEY": self.new_key("node"), "KIRIN_OVERLAP_MS": "3000",
            "KIRIN_SECRET": pathlib.Path(self.server.folder, "data", "webhook.key").read_text().strip()})
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertRegex(ended.stdout, r"(?m)^# pass 5$|pass 5")


class DeliveriesTest(ContractTest):
    settings = {"workers.count": "0", "net.allow_private": "true", "webhooks.events": "all"}

    def receiver(self, *arguments):
        receiver = Receiver(*arguments)
        self.addCleanup(receiver.close)
        return receiver

    def deliveries(self, query="", **keywords):
        answer = self.get(DELIVERIES + query, **keywords)
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(answer.json["status"]["code"], 200)
        return answer.json["data"]

    def delivery(self, name):
        answer = self.get(f"{DELIVERIES}/{name}")
        self.assertEqual(answer.status, 200, answer)
        return answer.json["data"]

    def of_task(self, task_id, state):
        return until(lambda: [each for each in self.deliveries(f"?task_id={task_id}") if each["state"] == state])

    def test_what_was_delivered_is_listed_with_its_attempts(self):
        receiver = self.receiver()
        task = self.created(params={**CLIP, "callback_url": receiver.url})
        [delivery] = self.of_task(task, "delivered")
        message = receiver.messages[0]
        self.assertEqual((delivery["id"], delivery["task_id"], delivery["attempts"]), (message.id, task, 1))
        self.assertEqual((delivery["url"], delivery["kind"]), (receiver.url, "task"))
        [attempt] = self.delivery(message.id)["tries"]
        self.assertEqual((attempt["number"], attempt["http_status"]), (1, 200))
        self.assertIs(type(attempt["took_ms"]), int)

    def test_a_dead_letter_is_sent_again_on_request(self):
        answers = [410, 204]
        receiver = self.receiver(lambda message, count: answers[count - 1])
        task = self.created(params={**CLIP, "callback_url": receiver.url})
        [delivery] = self.of_task(task, "dead")
        self.assertEqual(len(receiver.messages), 1)
        again = self.ask("POST", f"{DELIVERIES}/{delivery['id']}/redeliver")
        self.assertIn(again.status, (200, 202), again)
        self.of_task(task, "delivered")
        first, second = receiver.messages
        self.assertEqual((first.id, first.body), (second.id, second.body))
        self.assertEqual([each["http_status"] for each in self.delivery(delivery["id"])["tries"]], [410, 204])

    def test_a_redirect_is_an_error_and_tried_again(self):
        receiver = self.receiver(lambda message, count: 301 if count == 1 else 200)
        task = self.created(params={**CLIP, "callback_url": receiver.url})
        receiver.wait(lambda messages: len(messages) == 2)
        [delivery] = self.of_task(task, "delivered")
        self.assertEqual([each["http_status"] for each in self.delivery(delivery["id"])["tries"]], [301, 200])

    def test_a_receiver_that_is_down_is_told_of_as_pending(self):
        task = self.created(params={**CLIP, "callback_url": f"http://127.0.0.1:{closed_port()}/hook"})
        found = until(lambda: [each for each in self.deliveries(f"?task_id={task}") if each["attempts"] > 0])[0]
        self.assertEqual(found["state"], "pending")
        [attempt] = self.delivery(found["id"])["tries"][:1]
        self.assertIn(attempt["http_status"], (0, None))
        # What waits for its next try is not sent again on top of that.
        again = self.ask("POST", f"{DELIVERIES}/{found['id']}/redeliver")
        self.assertEqual(again.status, 409, again)

    def test_lists_page_and_filter(self):
        key = self.new_key("lists")
        receiver = self.receiver()
        tasks = [self.created(params={**CLIP, "callback_url": receiver.url}, key=key) for _ in range(5)]
        until(lambda: len(self.deliveries("?state=delivered", key=key)) == 5)
        pages = []
        query = "?limit=2"
        while query:
            answer = self.get(DELIVERIES + query, key=key).json
            pages.append([each["task_id"] for each in answer["data"]])
            query = f"?limit=2&after={answer['next']}" if answer["has_more"] else None
        self.assertEqual([len(page) for page in pages], [2, 2, 1])
        self.assertEqual(sorted(sum(pages, [])), sorted(tasks))
        self.assertEqual(self.deliveries("?state=dead", key=key), [])
        self.assertEqual(self.get(DELIVERIES + "?state=lost", key=key).status, 400)

    def test_others_see_nothing(self):
        receiver = self.receiver()
        task = self.created(params={**CLIP, "callback_url": receiver.url})
        [delivery] = self.of_task(task, "delivered")
        other = self.new_key("other")
        self.assertEqual(self.deliveries(key=other), [])
        self.assertEqual(self.get(f"{DELIVERIES}/{delivery['id']}", key=other).status, 404)
        self.assertEqual(self.ask("POST", f"{DELIVERIES}/{delivery['id']}/redeliver", key=other).status, 404)

    def test_test_deliveries_pass_the_guard_and_a_pause(self):
        receiver = self.receiver()
        key = self.new_key("tester")
        send = lambda url: self.post({"callback_url": url}, path="/api/v1/callbacks/test", key=key)
        self.assertIn(send(receiver.url).status, (200, 202))
        [message] = receiver.wait(lambda messages: len(messages) == 1)
        self.assertTrue(message.id and message.headers["webhook-signature"])
        soon = send(receiver.url)
        self.assertEqual(soon.status, 429, soon)
        self.assertIn(int(soon.headers["retry-after"]), range(1, 8))
        for url in ("ftp://example.org/", "", "http://[", 5, None):
            self.assertEqual(self.post({"callback_url": url}, path="/api/v1/callbacks/test", key=self.new_key("guarded")).status, 400)


class GuardTest(ContractTest):
    def test_test_deliveries_may_not_lead_inside(self):
        for url in ("http://127.0.0.1:9/", "http://169.254.169.254/", "http://[::1]/", "http://10.0.0.1/"):
            answer = self.post({"callback_url": url}, path="/api/v1/callbacks/test")
            self.assertEqual(answer.status, 400, answer)
        self.assertEqual(self.get(DELIVERIES).json["data"], [])


if __name__ == "__main__":
    suite.main()
