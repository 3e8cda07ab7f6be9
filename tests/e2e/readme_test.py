"""The commands of the README work as printed: only the port and the task's id are put in."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from harness import API_KEY, KIRIN, Server, picture, probe

README = (pathlib.Path(__file__).resolve().parents[2] / "README.md").read_text()
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.S)


class ReadmeTest(unittest.TestCase):
    def test_the_curl_commands_create_and_query(self):
        block = next(block for block in BLOCKS if "curl" in block)
        create, query = re.findall(r"^curl .*?(?=\n(?:#|\Z))", block, re.S | re.M)
        with Server(workers__count="0") as server:
            run = lambda command: json.loads(subprocess.run(
                ["bash", "-c", command.replace("127.0.0.1:8080", f"127.0.0.1:{server.port}")], check=True, capture_output=True,
                env={**os.environ, "KIRIN_API_KEY": API_KEY}).stdout)
            accepted = run(create)
            self.assertEqual(accepted["status"], "in_progress", accepted)
            shown = re.search(r'# (\{"id".*\})', block).group(1)
            self.assertEqual(list(json.loads(shown)), list(accepted))
            example_id = json.loads(shown)["id"]
            self.assertIn(example_id, query)
            self.assertEqual(run(query.replace(example_id, accepted["id"]))["id"], accepted["id"])

    def test_the_run_command_makes_a_clip(self):
        command = next(block for block in BLOCKS if block.startswith("kirin run")).strip()
        with tempfile.TemporaryDirectory() as folder, Server() as server:
            pathlib.Path(folder, "cat.jpg").write_bytes(picture())
            subprocess.run(["bash", "-c", command.replace("kirin run", f"{KIRIN} run", 1)], check=True, cwd=folder, capture_output=True,
                           env={**os.environ, "KIRIN_API_KEY": API_KEY, "KIRIN_URL": f"http://127.0.0.1:{server.port}"})
            probe(pathlib.Path(folder, "cat.mp4").read_bytes())


if __name__ == "__main__":
    unittest.main(verbosity=2)
