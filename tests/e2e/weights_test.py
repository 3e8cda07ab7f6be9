"""`kirin weights` as a user meets it: what a folder holds, whether it is whole, and made-up models of any size."""

import json
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile
import unittest

KIRIN = os.environ["KIRIN_BINARY"]
GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "golden"
SMALL = {
    "dit": {"dim": 24, "ffn_dim": 40, "num_heads": 2, "num_layers": 2, "in_dim": 16, "out_dim": 16, "text_dim": 32},
    "t5": {"dim": 32, "dim_attn": 16, "dim_ffn": 48, "num_heads": 2, "num_layers": 2, "vocab_size": 300},
    "vae": {"dim": 4, "z_dim": 16},
}


class WeightsTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kirin-weights-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        (self.folder / "small.json").write_text(json.dumps(SMALL))

    def kirin(self, *arguments, status=0):
        done = subprocess.run([KIRIN, "weights", *map(str, arguments)], cwd=self.folder, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, status, f"kirin weights {arguments}\n{done.stdout}\n{done.stderr}")
        return done

    def synth(self, out="model", *arguments):
        return json.loads(self.kirin("synth", "--config", "small.json", "--out", out, "--json", *arguments).stdout)

    def test_a_published_layout_is_understood_and_what_is_missing_is_named(self):
        text = self.kirin("inspect", GOLDEN / "e2e_wan22_t2v_a14b").stdout
        for words in ("two experts", "high_noise_model", "Wan2.1_VAE.pth", "spiece.model", "memory of the weights"):
            self.assertIn(words, text)
        facts = json.loads(self.kirin("inspect", GOLDEN / "e2e_wan22_t2v_a14b", "--tokenizer", GOLDEN / "tokenizer/spiece.model", "--json").stdout)
        self.assertEqual(facts["missing"], [])
        self.assertEqual(facts["kind"], "t2v")
        self.assertEqual(set(facts["parts"]), {"high noise", "low noise", "text encoder", "VAE"})
        self.assertEqual(len(facts["parts"]["low noise"]["files"]), 2)

    def test_made_up_models_are_whole_and_the_same_for_a_seed(self):
        made = self.synth("model", "--part", "all", "--seed", "3")
        self.assertEqual({pathlib.Path(file).name for file in made["files"]},
                         {"diffusion_pytorch_model.safetensors", "models_t5_umt5-xxl-enc-bf16.pth", "Wan2.1_VAE.pth"})
        report = json.loads(self.kirin("verify", "model", "--tokenizer", GOLDEN / "tokenizer/spiece.model", "--values", "--quiet", "--json").stdout)
        self.assertTrue(report["sound"], report)
        facts = json.loads(self.kirin("inspect", "model", "--json").stdout)
        self.assertEqual(sum(part["parameters"] for part in facts["parts"].values()), made["parameters"])
        self.assertEqual(facts["config"]["num_heads"], 2)
        self.synth("again", "--part", "all", "--seed", "3")
        self.synth("other", "--part", "all", "--seed", "4")
        for file in made["files"]:
            name = pathlib.Path(file).name
            first = (self.folder / "model" / name).read_bytes()
            self.assertEqual(first, (self.folder / "again" / name).read_bytes())
            self.assertNotEqual(first, (self.folder / "other" / name).read_bytes())

    def test_faults_are_listed_with_status_1(self):
        self.synth("model", "--part", "all", "--dtype", "f32", "--format", "safetensors")
        self.assertIn("spiece.model", self.kirin("verify", "model", status=1).stdout)
        file = self.folder / "model/diffusion_pytorch_model.safetensors"
        self.kirin("verify", file)
        content = bytearray(file.read_bytes())
        content[-4:] = struct.pack("<f", float("nan"))
        file.write_bytes(content)
        self.kirin("verify", file)
        self.assertIn("infinite or NaN", self.kirin("verify", file, "--values", status=1).stdout)
        length = struct.unpack("<Q", content[:8])[0]
        header = json.loads(content[8:8 + length])
        header["blocks.0.norm3.gain"] = header.pop("blocks.0.norm3.weight")
        text = json.dumps(header).encode()
        file.write_bytes(struct.pack("<Q", len(text)) + text + content[8 + length:])
        report = json.loads(self.kirin("verify", file, "--json", status=1).stdout)
        self.assertIn("blocks.0.norm3.weight is missing", str(report["parts"][0]["faults"]))
        self.assertEqual(report["parts"][0]["unknown"], ["blocks.0.norm3.gain"])
        file.write_bytes(content[:100])
        self.assertIn("diffusion_pytorch_model", self.kirin("verify", file, status=1).stderr)

    def test_wrong_usage_is_said(self):
        self.assertIn("--config", self.kirin("synth", status=2).stderr)
        self.assertIn("wan9", self.kirin("synth", "--config", "wan9", "--out", "x", status=2).stderr)
        (self.folder / "bad.json").write_text('{"dit": {"dim": 3}}')
        self.assertIn("ffn_dim", self.kirin("synth", "--config", "bad.json", "--out", "x", status=2).stderr)
        self.kirin("inspect", status=2)
        self.assertIn("nowhere", self.kirin("inspect", "nowhere", status=1).stderr)
        self.assertIn("wan2.1-t2v-1.3b", self.kirin("synth", "--help").stdout)


if __name__ == "__main__":
    unittest.main()
