"""The wan engine through `kirin render` and through the server: whole runs equal the reference's video tensor."""

import array
import json
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile
import unittest

from harness import KIRIN, Server, b64, picture, probe

GOLDEN = pathlib.Path(__file__).resolve().parents[2] / "tests" / "golden"


def tensors(path):
    """The float32 tensors of a safetensors file: name -> (shape, numbers)."""
    content = pathlib.Path(path).read_bytes()
    length = struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:8 + length])
    data = content[8 + length:]
    found = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            found[name] = (entry["shape"], array.array("f", data[begin:end]))
    return found


def relative_error(ours, theirs):
    assert ours[0] == theirs[0], (ours[0], theirs[0])
    worst = max(abs(a - b) for a, b in zip(ours[1], theirs[1]))
    return worst / max(abs(b) for b in theirs[1])


class WanTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kirin-wan-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def checkpoint(self, case):
        """A folder laid out like a published checkpoint, of the files of a golden case."""
        source = GOLDEN / case
        if (source / "high_noise_model").exists():
            return source
        folder = self.folder / case
        folder.mkdir()
        os.symlink(source / "config.json", folder / "config.json")
        os.symlink(source / "dit.safetensors", folder / "diffusion_pytorch_model.safetensors")
        os.symlink(GOLDEN / "common/t5.safetensors", folder / "models_t5_umt5-xxl-enc-bf16.safetensors")
        os.symlink(GOLDEN / "common/vae21.safetensors", folder / "Wan2.1_VAE.safetensors")
        os.symlink(GOLDEN / "common/clip.safetensors", folder / "models_clip_vit-h.safetensors")
        clip = json.loads((GOLDEN / "common/config.json").read_text())["clip"]
        (folder / "clip_config.json").write_text(json.dumps({"vision_heads": clip["vision_heads"]}))
        return folder

    def settings(self, case):
        """What makes a server run the case: its weights, its numbers, and its inputs in place of the request's."""
        facts = json.loads((GOLDEN / case / "case.json").read_text())
        low, high = facts.get("guide_scale_low_high", [facts.get("guide_scale")] * 2)
        return {
            "engine.default": "wan", "engine.wan.weights": self.checkpoint(case), "engine.wan.compute": "f32",
            "engine.wan.steps": facts["steps"], "engine.wan.shift": facts["shift"], "engine.wan.guidance": low,
            "engine.wan.guidance_high_noise": high, "engine.wan.boundary": facts.get("boundary", 0),
            "engine.wan.replay": GOLDEN / case / "inputs.safetensors",
            "engine.wan.record": self.folder / f"{case}.safetensors",
        }

    def expect_the_references_video(self, case, name="video"):
        tolerance = json.loads((GOLDEN / case / "case.json").read_text())["tolerance_rel"]
        ours = tensors(self.folder / f"{case}.safetensors")["video"]
        self.assertLessEqual(relative_error(ours, tensors(GOLDEN / case / "outputs.safetensors")[name]), tolerance)

    def render(self, case, request, status=0, **more):
        (self.folder / "request.json").write_text(json.dumps(request))
        arguments = [KIRIN, "render", "request.json", "-o", "clip.mp4", "--data-dir", "data"]
        for key, value in {**self.settings(case), **more}.items():
            arguments += ["--set", f"{key}={value}"]
        done = subprocess.run(arguments, cwd=self.folder, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done

    def text_request(self):
        return {"model": "kirin_v2_6_t2v", "input": [{"params": {"prompt": "a kite over the sea"}}]}

    def image_request(self):
        return {"model": "kirin_v1_i2v", "input": [{"params": {"image": b64(picture()), "prompt": "it moves"}}]}

    def test_text_to_video_by_render(self):
        self.render("e2e_wan21_t2v", self.text_request())
        self.expect_the_references_video("e2e_wan21_t2v", "unipc.video")
        video, _, _ = probe((self.folder / "clip.mp4").read_bytes())
        self.assertEqual((video["width"], video["height"], video["nb_frames"]), (1280, 720, "120"))

    def test_image_to_video_by_render(self):
        self.render("e2e_wan21_i2v", self.image_request())
        self.expect_the_references_video("e2e_wan21_i2v")

    def test_two_experts_by_render(self):
        self.render("e2e_wan22_t2v_a14b", self.text_request())
        self.expect_the_references_video("e2e_wan22_t2v_a14b")

    def test_each_task_through_the_server(self):
        for case, name, request in (("e2e_wan21_t2v", "unipc.video", self.text_request()),
                                    ("e2e_wan21_i2v", "video", self.image_request()),
                                    ("e2e_wan22_t2v_a14b", "video", self.text_request())):
            with self.subTest(case), Server(workers__count="1", **{
                    key.replace(".", "__"): value for key, value in self.settings(case).items()}) as server:
                params = request["input"][0]["params"]
                status, _, answer = server.create(request["model"], params)
                self.assertEqual(status, 200, answer)
                task = server.wait(answer["id"], 60)
                self.assertEqual(task["status"], "completed", task)
                self.expect_the_references_video(case, name)
                shutil.rmtree(self.folder / case, ignore_errors=True)

    def test_what_the_weights_cannot_do_is_said_before_anything_is_made(self):
        done = self.render("e2e_wan21_t2v", self.image_request(), status=1)
        self.assertIn("no weights under engine.wan make clips from first frame", done.stderr)

    def test_a_clip_that_cannot_fit_fails_with_what_it_needs(self):
        done = self.render("e2e_wan21_t2v", self.text_request(), status=1, **{"engine.wan.memory": "64KiB"})
        self.assertIn("engine.wan.memory", done.stderr)

    def test_auto_makes_with_motion_what_no_weights_make(self):
        request = self.image_request()
        self.render("e2e_wan21_t2v", request, **{"engine.default": "auto"})
        _, _, facts = probe((self.folder / "clip.mp4").read_bytes())
        self.assertIn("engine motion", facts["tags"]["comment"])

    def test_a_missing_part_is_named(self):
        folder = self.checkpoint("e2e_wan21_t2v")
        (folder / "Wan2.1_VAE.safetensors").unlink()
        settings = self.settings
        self.settings = lambda case: {**settings("e2e_wan22_t2v_a14b"), "engine.wan.weights": folder}
        done = self.render("e2e_wan22_t2v_a14b", self.text_request(), status=2)
        self.assertIn("VAE", done.stderr)


if __name__ == "__main__":
    unittest.main()
