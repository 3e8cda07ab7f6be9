"""What is kept and for how long: results, inputs and tasks end by configuration, 410 afterwards (API.md Part 3, item 10 of the issue)."""

import os
import time

import suite
from suite import CLI, CLIP, GENERATION, I2V, QUICK, T2V, ContractTest, card64, until


class RetentionTest(ContractTest):
    settings = {**QUICK, "retention.results": "2s", "retention.inputs": "1s", "retention.sweep_every": "200ms"}

    def files(self, task_id):
        """What the disk holds of the task."""
        return [os.path.join(folder, name) for folder, _, names in os.walk(self.server.folder + "/data") for name in names
                if task_id in os.path.join(folder, name)]

    def fetch(self, url, **keywords):
        return self.get(url.split(f":{self.server.port}", 1)[1], key=None, **keywords)

    def test_results_end(self):
        task = self.ended(self.created(params={**CLIP, "watermark_info": {"enabled": True}}))
        content = task["output"][0]["content"][0]
        for url in (content["url"], content["watermark_url"]):
            self.assertEqual(self.fetch(url).status, 200)
        for url in (content["url"], content["watermark_url"]):
            until(lambda: self.fetch(url).status == 410, 20)
            self.refused(self.fetch(url), 410, 41001)
            self.refused_cli(self.fetch(url, headers=CLI), 410, 41001)
            self.assertEqual(self.fetch(url, headers={"Range": "bytes=0-9"}).status, 410)
        # The task is remembered; what it made is not there.
        self.assertEqual(self.task(task["id"])["status"], "completed")
        self.assertEqual(self.task(task["id"])["usage"]["cost"], "0.21")
        until(lambda: not self.files(task["id"]))
        answer = self.get(f"/model/v1/queue/{T2V}/requests/{task['id']}/response")
        self.assertIn(answer.status, (200, 410), answer)

    def test_inputs_end_after_their_task_and_not_before(self):
        blocker = self.created(params={**CLIP, "duration": "10"})
        waiting = self.created(I2V, {"image": card64()})
        until(lambda: self.task(blocker)["progress"] > 0)
        begun = time.monotonic()
        while self.task(waiting)["metadata"].get("phase") == "queued" and time.monotonic() < begun + 1.5:
            self.assertTrue(self.files(waiting), "an input went while its task waits")
        self.assertEqual(self.ended(waiting)["status"], "completed")
        until(lambda: not self.files(waiting), 20)

    def test_a_canceled_tasks_inputs_end(self):
        blocker = self.created(params={**CLIP, "duration": "10", "mode": "pro"})
        task = self.created(I2V, {"image": card64()})
        for each in (task, blocker):
            self.assertEqual(self.ask("DELETE", f"{GENERATION}/task/{each}").status, 200)
        until(lambda: not self.files(task), 20)

    def test_a_link_of_long_ago_is_gone_and_a_made_up_one_is_wrong(self):
        task = self.ended(self.created())
        url = task["output"][0]["content"][0]["url"]
        until(lambda: self.fetch(url).status == 410, 20)
        self.assertEqual(self.fetch(url[:-1] + ("0" if url[-1] != "0" else "1")).status, 403)


class ForgetTest(ContractTest):
    settings = {**QUICK, "retention.results": "500ms", "retention.inputs": "500ms", "retention.tasks": "1s", "retention.sweep_every": "200ms"}

    def test_tasks_are_forgotten_and_what_they_cost_is_not(self):
        task = self.created(params={**CLIP, "external_task_id": "short-lived"})
        self.assertEqual(self.ended(task)["status"], "completed")
        until(lambda: self.get(f"{GENERATION}/task/{task}").status == 404, 20)
        self.refused(self.get(f"{GENERATION}/task/short-lived"), 404, 40402)
        self.assertNotIn(task, [each["id"] for each in self.get(f"{GENERATION}/tasks").json["data"]])
        summary = self.get("/monitor/api/v1/cost/billing").json["data"]["summary"]
        self.assertEqual((summary["total_requests"], summary["total_cost"]), (1, "0.21"))


class WaitingTest(ContractTest):
    settings = {"workers.count": "0", "retention.results": "200ms", "retention.inputs": "200ms", "retention.tasks": "500ms", "retention.sweep_every": "100ms"}

    def test_a_task_that_waits_is_not_forgotten(self):
        task = self.created()
        gone = self.created()
        self.ask("DELETE", f"{GENERATION}/task/{gone}")
        until(lambda: self.get(f"{GENERATION}/task/{gone}").status == 404, 20)
        self.assertEqual(self.task(task)["status"], "in_progress")


class KeptTest(ContractTest):
    settings = {**QUICK, "retention.sweep_every": "100ms", "results.url_lifetime": "1s"}

    def test_a_link_expires_and_the_task_gives_a_new_one(self):
        task = self.ended(self.created())
        url = task["output"][0]["content"][0]["url"]
        fetch = lambda url: self.get(url.split(f":{self.server.port}", 1)[1], key=None)
        until(lambda: fetch(url).status == 403, 20)
        self.refused(fetch(url), 403, 40304)
        fresh = self.task(task["id"])["output"][0]["content"][0]["url"]
        self.assertEqual(fetch(fresh).status, 200)


if __name__ == "__main__":
    suite.main()
