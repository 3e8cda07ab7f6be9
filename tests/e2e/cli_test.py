"""The command line as a user meets it: help, configuration, keys, checks, rendering, exit statuses."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from harness import KIRIN, Server, b64, mask, picture, probe

SOURCE = pathlib.Path(__file__).resolve().parents[2]


class CliTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="kirin-cli-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def kirin(self, *arguments, status=0, environment=None, stdin=None):
        done = subprocess.run([KIRIN, *arguments], cwd=self.folder, capture_output=True, text=True, input=stdin, timeout=300,
                              env={**os.environ, **(environment or {})})
        self.assertEqual(done.returncode, status, f"kirin {' '.join(arguments)}\n{done.stdout}\n{done.stderr}")
        return done

    def test_help_shows_every_command_with_examples_and_exit_statuses(self):
        text = self.kirin("--help").stdout
        for word in ("serve", "worker", "keys", "render", "run", "models", "doctor", "config", "completion", "Examples:", "Exit status:"):
            self.assertIn(word, text)
        self.assertNotIn("generate-confined", text)
        self.assertRegex(self.kirin("--version").stdout, r"kirin \d+\.\d+\.\d+")

    def test_wrong_usage_is_status_2_and_says_why(self):
        self.assertIn("subcommand", self.kirin(status=2).stderr)
        self.kirin("fly", status=2)
        self.assertIn("section.key=value", self.kirin("config", "--set", "nonsense", status=2).stderr)

    def test_configuration_comes_from_file_environment_and_flags_in_that_order(self):
        pathlib.Path(self.folder, "kirin.toml").write_text('[server]\nlisten = "127.0.0.1:1"\npublic_url = "https://file"\n[log]\nlevel = "debug"\n')
        text = self.kirin("config", "--print", "--set", "server.listen=127.0.0.1:3",
                          environment={"KIRIN_SERVER__LISTEN": "127.0.0.1:2", "KIRIN_SERVER__PUBLIC_URL": "https://environment"}).stdout
        self.assertIn('listen = "127.0.0.1:3"', text)
        self.assertIn('public_url = "https://environment"', text)
        self.assertIn('level = "debug"', text)

    def test_an_unknown_key_names_the_nearest(self):
        self.assertIn("KIRIN_SERVER__LISTEN", self.kirin("config", environment={"KIRIN_SERVER__LISEN": "x"}, status=2).stderr)
        self.assertIn("server.listen", self.kirin("config", "--set", "server.lisen=x", status=2).stderr)

    def test_secrets_are_masked(self):
        text = self.kirin("config", environment={"KIRIN_AUTH__BOOTSTRAP_KEY": "sa-very-secret-key"}).stdout
        self.assertNotIn("very-secret", text)
        self.assertIn("********", text)

    def test_the_configuration_page_is_current(self):
        page = (SOURCE / "docs/configuration.md").read_text()
        self.assertIn(self.kirin("config", "--print").stdout.strip(), page, "run tools/generate_config_docs")

    def test_keys_are_made_listed_and_revoked(self):
        flags = ("--data-dir", "data")
        secret = self.kirin("keys", "create", "--owner", "team", "--name", "ci", "--expires", "90d", *flags).stdout.strip()
        self.assertRegex(secret, r"^sa-[0-9a-f]{48}$")
        listed = self.kirin("keys", "list", *flags).stdout
        self.assertIn("team", listed)
        self.assertNotIn(secret, listed)
        self.kirin("keys", "revoke", secret[:11], *flags)
        self.assertIn("revoked", self.kirin("keys", "list", *flags).stdout)
        self.kirin("keys", "revoke", "sa-nothing", *flags, status=2)

    def test_keys_are_limited_and_changed(self):
        flags = ("--data-dir", "data")
        self.kirin("keys", "create", "--owner", "team", "--scope", "read", "--scope", "generate", "--model", "kling_v1_i2v",
                   "--budget", "12.50", "--requests-per-minute", "30", "--max-concurrent", "none", *flags)
        (key,) = json.loads(self.kirin("keys", "list", "--owner", "team", "--json", *flags).stdout)
        self.assertEqual(key["scopes"], ["generate", "read"])
        self.assertEqual(key["models"], ["kirin_v1_i2v"])
        self.assertEqual((key["budget"], key["spent"]), ("12.5", "0"))
        self.assertEqual((key["requests_per_minute"], key["max_concurrent"], key["last_used_at"]), (30, 0, None))
        self.kirin("keys", "update", key["id"], "--scope", "admin", "--model", "all", "--budget", "none",
                   "--requests-per-minute", "default", "--expires", "1d", *flags)
        changed = json.loads(self.kirin("keys", "show", key["id"], "--json", *flags).stdout)
        self.assertEqual((changed["scopes"], changed["models"], changed["budget"]), (["admin"], [], None))
        self.assertEqual((changed["requests_per_minute"], changed["max_concurrent"]), (None, 0))
        self.assertGreater(changed["expires_at"], changed["created_at"])
        self.assertRegex(self.kirin("keys", "show", key["id"], *flags).stdout, r"scopes +admin\n")
        for wrong in (("--scope", "root"), ("--model", "kirin_v9"), ("--budget", "-1"), ("--max-concurrent", "many")):
            self.kirin("keys", "update", key["id"], *wrong, *flags, status=2)
        self.kirin("keys", "show", "key_unknown", *flags, status=2)

    def test_models_are_listed_and_shown(self):
        self.assertEqual(self.kirin("models").stdout.count("kirin_"), 5)
        self.assertIn("dynamic_masks", self.kirin("models", "kling_v1_i2v").stdout)
        self.assertEqual(json.loads(self.kirin("models", "kirin_v1_i2v", "--json").stdout)["id"], "kirin_v1_i2v")
        self.kirin("models", "kirin_v9", status=2)

    def test_doctor_finds_nothing_wrong_once_there_is_a_key(self):
        text = self.kirin("doctor", status=1).stdout
        self.assertIn("kirin keys create", text)
        self.kirin("keys", "create")
        self.assertNotIn("FAIL", self.kirin("doctor").stdout)

    def test_doctor_blames_wrong_settings_of_speech_on_speech(self):
        for setting in ("sound.speech.voices=amy=en_US-amy/en/female/ancient", "sound.speech.command=piper 'unclosed"):
            text = self.kirin("doctor", "--set", setting, status=1).stdout
            self.assertRegex(text, r"FAIL speech +" + setting.split("=")[0])
            self.assertNotRegex(text, r"FAIL (store|config)")

    def test_completion_scripts_are_valid_shell(self):
        script = self.kirin("completion", "bash").stdout
        check = subprocess.run(["bash", "-c", script + '\nCOMP_WORDS=(kirin ke); COMP_CWORD=1; _kirin; echo "${COMPREPLY[@]}"'],
                               capture_output=True, text=True)
        self.assertEqual((check.returncode, check.stdout.strip()), (0, "keys"), check.stderr)
        for shell in ("zsh", "fish"):
            self.assertIn("kirin", self.kirin("completion", shell).stdout)
        self.kirin("completion", "cmd", status=2)

    def test_render_makes_a_clip_from_a_file_with_local_pictures(self):
        pathlib.Path(self.folder, "cat.png").write_bytes(picture())
        pathlib.Path(self.folder, "request.json").write_text(json.dumps(
            {"model": "kirin_v1_i2v", "image": "@cat.png", "prompt": "@ zoom in", "watermark_info": True, "seed": 3}))
        self.kirin("render", "request.json", "-o", "out.mp4", "--watermarked", "marked.mp4")
        for name in ("out.mp4", "marked.mp4"):
            video, _, _ = probe(pathlib.Path(self.folder, name).read_bytes())
            self.assertEqual(int(video["nb_read_packets"]), 150)

    def test_render_shows_what_was_seen_in_a_picture(self):
        pathlib.Path(self.folder, "cat.png").write_bytes(picture())
        request = {"model": "kirin_v1_i2v", "image": "@cat.png", "prompt": "@ zoom in", "seed": 3}
        pathlib.Path(self.folder, "request.json").write_text(json.dumps(request))
        self.kirin("render", "request.json", "--debug-sheet", "seen.png")
        self.assertTrue(pathlib.Path(self.folder, "seen.png").read_bytes().startswith(b"\x89PNG"))
        self.assertEqual([name for name in os.listdir(self.folder) if name.endswith(".mp4")], [])
        words = json.dumps({"model": "kirin_v2_6_t2v", "prompt": "a lake"})
        text = self.kirin("render", "-", "--debug-sheet", "none.png", status=1, stdin=words).stderr
        self.assertIn("this request has none", text)
        self.assertFalse(pathlib.Path(self.folder, "none.png").exists())
        self.assertIn("--debug-sheet", self.kirin("render", "request.json", status=2).stderr)

    def test_render_explains_what_it_understood_without_making_a_clip(self):
        words = {"model": "kirin_v2_6_t2v", "prompt": "A red fox runs from left to right through a snowy forest, zoom in",
                 "negative_prompt": "birds"}
        text = self.kirin("render", "-", "--explain", stdin=json.dumps(words)).stdout
        for line in ("place +forest", "subject +red fox; run, right", "excluded +bird", "camera +plan: zoom in"):
            self.assertRegex(text, line)
        facts = json.loads(self.kirin("render", "-", "--explain=json", stdin=json.dumps(words)).stdout)
        self.assertEqual(facts["scene"]["subjects"][0]["kind"], "fox")
        self.assertEqual(facts["camera"]["plan"], "zoom in")
        pathlib.Path(self.folder, "cat.png").write_bytes(picture())
        moving = {"model": "kirin_v1_i2v", "image": "@cat.png", "prompt": "a dog runs, pan left"}
        pathlib.Path(self.folder, "request.json").write_text(json.dumps(moving))
        facts = json.loads(self.kirin("render", "request.json", "--explain=json").stdout)
        self.assertEqual((facts["scene"], facts["camera"]["plan"]), (None, "pan left"))
        self.assertEqual([name for name in os.listdir(self.folder) if name.endswith(".mp4")], [])
        self.kirin("render", "request.json", "--explain=xml", status=2)

    def test_render_lists_every_broken_rule(self):
        bad = json.dumps({"model": "kirin_v2_6_t2v", "prompt": "", "mode": "fast", "sound": "on"})
        text = self.kirin("render", "-", "-o", "out.mp4", status=2, stdin=bad).stderr
        self.assertIn("prompt", text)
        self.assertIn("mode", text)
        self.assertFalse(pathlib.Path(self.folder, "out.mp4").exists())
        self.kirin("render", "missing.json", "-o", "out.mp4", status=2)
        self.kirin("render", "-", "-o", "out.mp4", status=2, stdin="{")

    def test_run_submits_follows_and_downloads(self):
        with Server() as server:
            environment = {"KIRIN_URL": f"http://127.0.0.1:{server.port}", "KIRIN_API_KEY": "sa-end-to-end-tests-0123456789"}
            run = lambda *arguments, **keywords: self.kirin("run", *arguments, environment=environment, **keywords)
            pathlib.Path(self.folder, "cat.png").write_bytes(picture())
            self.assertEqual(run("kirin_v2_6_i2v", "-p", "image=@cat.png", "-o", "cat.mp4").stdout.strip(), "cat.mp4")
            probe(pathlib.Path(self.folder, "cat.mp4").read_bytes())
            pathlib.Path(self.folder, "m.png").write_bytes(mask(300, 300, lambda x, y: x > 100))
            failed = run("kirin_v1_i2v", "-p", "image=@cat.png", "-o", "x.mp4", status=1, *(
                "-p", 'dynamic_masks:=[{"mask":"@m.png","trajectories":[{"x":1,"y":1},{"x":9,"y":9}]}]'))
            self.assertIn("aspect ratio", failed.stderr)
            self.assertIn("is required", run("kirin_v2_6_t2v", status=2).stderr)
        self.kirin("run", "kirin_v2_6_t2v", "-p", "prompt=x", "--server", "http://127.0.0.1:1", "--key", "sa-x", status=3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
