"""The commands that a model's skill and docs/api.md show work as they are: from nothing to a video, without other knowledge."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from harness import API_KEY, Server, picture, probe

PAGE = (pathlib.Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()


def commands(markdown):
    return "\n".join(re.findall(r"```sh\n(.*?)```", markdown, re.S))


class SkillsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(workers__count="1", net__allow_private="true")
        cls.server.__enter__()
        cls.addClassCleanup(cls.server.__exit__, None, None, None)

    def run_script(self, script, folder):
        return subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, capture_output=True, text=True, timeout=280,
                              env={**os.environ, "KIRIN_API_KEY": API_KEY})

    def skill(self, model):
        status, headers, text = self.server.call("GET", f"/model/v1/models/skill/{model}", key=None)
        self.assertEqual((status, headers["content-type"]), (200, "text/markdown; charset=utf-8"))
        return text.decode()

    def test_a_skill_leads_to_a_video(self):
        for model in ("kirin_v2_6_t2v", "kirin_v1_6_multi_i2v"):
            with self.subTest(model), tempfile.TemporaryDirectory() as folder:
                pathlib.Path(folder, "photo.jpg").write_bytes(picture())
                ended = self.run_script(commands(self.skill(model)), folder)
                self.assertEqual(ended.returncode, 0, ended.stderr + ended.stdout)
                probe(pathlib.Path(folder, "video.mp4").read_bytes())

    def test_the_walk_through_the_api_works(self):
        script = commands(PAGE).replace("http://127.0.0.1:8080", f"http://127.0.0.1:{self.server.port}")
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "cat.jpg").write_bytes(picture())
            ended = self.run_script(script, folder)
            self.assertEqual(ended.returncode, 0, ended.stderr + ended.stdout)
            probe(pathlib.Path(folder, "kite.mp4").read_bytes())
            self.assertIn("event: done", ended.stdout)
            self.assertIn('"0.7"', ended.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
