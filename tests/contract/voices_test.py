"""The voices: their list, their samples, and that a chosen one is heard."""

import pathlib
import shutil
import struct
import sys
import tempfile
import threading

import suite
from suite import I2V, QUICK, ROOT, ContractTest, ask, card64

FIELDS = {"voice_id", "name", "description", "language", "languages", "gender", "age", "external", "sample_url"}


def wav_of(raw):
    """(channels, rate, samples) of a WAV file of 16-bit integers."""
    assert raw[:4] == b"RIFF" and raw[8:16] == b"WAVEfmt ", raw[:40]
    channels, rate = struct.unpack("<HI", raw[22:28])
    samples = struct.unpack(f"<{(len(raw) - 44) // 2}h", raw[44:])
    return channels, rate, samples


class VoicesTest(ContractTest):
    settings = QUICK

    def voices(self, query=""):
        answer = self.get("/v1/voices" + query, key=None)
        self.assertEqual(answer.status, 200, answer)
        return answer.json["voices"]

    def test_the_list(self):
        voices = self.voices()
        self.assertGreaterEqual(len(voices), 16)
        ids = [voice["voice_id"] for voice in voices]
        self.assertEqual(len(set(ids)), len(ids))
        for voice in voices:
            self.assertEqual(set(voice), FIELDS)
            self.assertEqual(voice["languages"][0], voice["language"])
            self.assertTrue(voice["sample_url"].startswith(f"http://127.0.0.1:{self.server.port}/v1/voices/"), voice)
            self.assertEqual(self.get(f"/v1/voices/{voice['voice_id']}", key=None).json, voice)
        page = (ROOT / "docs" / "voices.md").read_text()
        self.assertEqual([name for name in ids if f"| `{name}` |" not in page], [])
        # Ids never change.
        self.assertLessEqual({"en_female_1", "en_female_2", "en_female_3", "en_male_1", "en_male_2", "en_male_3", "en_narrator",
                              "en_grandmother", "en_grandfather", "en_child", "en_boy", "en_robot"}, set(ids))

    def test_filters(self):
        self.assertEqual({voice["language"] for voice in self.voices("?language=zh")}, {"zh"})
        self.assertEqual({voice["gender"] for voice in self.voices("?gender=female")}, {"female"})
        self.assertTrue(self.voices("?age=child&language=en"))
        self.assertEqual(self.voices("?language=xx"), [])
        self.assertEqual(self.get("/v1/voices?gender=robot", key=None).status, 400)

    def test_what_is_not_there(self):
        for path in ("/v1/voices/nobody", "/v1/voices/nobody/sample"):
            self.assertEqual(self.get(path, key=None).status, 404, path)
        for path in ("/v1/voices/../signing.key/sample", "/v1/voices/..%2f..%2fkirin.db/sample"):
            self.assertEqual(self.get(path, key=None).status, 400, path)

    def test_a_sample_is_heard(self):
        answer = self.get("/v1/voices/en_robot/sample", key=None)
        self.assertEqual((answer.status, answer.type), (200, "audio/wav"), answer.status)
        channels, rate, samples = wav_of(answer.raw)
        self.assertEqual((channels, rate), (1, 48000))
        self.assertTrue(1 < len(samples) / rate < 8)
        self.assertGreater(max(samples), 3000)
        again = self.get("/v1/voices/en_robot/sample", key=None)
        self.assertEqual((again.raw, again.headers["etag"]), (answer.raw, answer.headers["etag"]))
        part = self.get("/v1/voices/en_robot/sample", key=None, headers={"Range": "bytes=0-43"})
        self.assertEqual((part.status, part.raw), (206, answer.raw[:44]))
        same = self.get("/v1/voices/en_robot/sample", key=None, headers={"If-None-Match": answer.headers["etag"]})
        self.assertEqual(same.status, 304)

    def test_samples_in_other_languages(self):
        if shutil.which("espeak-ng") is None:
            self.assertEqual(self.get("/v1/voices/zh_male_1/sample", key=None).status, 503)
            return
        self.assertNotEqual(self.get("/v1/voices/zh_male_1/sample", key=None).raw, self.get("/v1/voices/zh_child/sample", key=None).raw)

    def test_many_who_ask_for_the_same_get_the_same(self):
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(ask(self.server, "GET", "/v1/voices/en_boy/sample", key=None))) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertLessEqual({answer.status for answer in answers}, {200, 503})
        self.assertEqual(len({answer.raw for answer in answers if answer.status == 200}), 1)

    def test_models_say_which_voices_there_are(self):
        ids = [voice["voice_id"] for voice in self.voices()]
        spec = self.get(f"/api/v1/skill/models/{I2V}/spec", key=None).json["data"]["parameters"]
        voice_list = next(each for each in spec if each["name"] == "voice_list")
        self.assertEqual(voice_list["children"][0]["constraints"]["enum"], ids)
        document = self.get("/openapi.json", key=None).raw.decode()
        self.assertIn('"zh_grandmother"', document)


class PluggedVoicesTest(ContractTest):
    """A program of the operator's own."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        program = pathlib.Path(cls.folder.name, "speak.py")
        program.write_text(f"#!{sys.executable}\n" + PROGRAM)
        program.chmod(0o755)
        cls.settings = {**QUICK, "sound.speech.command": f"'{program}' {{voice}} {{language}}",
                        "sound.speech.voices": "nova=tone-400/en/female/adult, broken=no-such/en/male/adult"}
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.folder.cleanup()

    def test_it_is_listed_known_and_heard(self):
        nova = self.get("/v1/voices/nova", key=None).json
        self.assertEqual((nova["external"], nova["gender"], nova["language"]), (True, "female", "en"))
        _, rate, samples = wav_of(self.get("/v1/voices/nova/sample", key=None).raw)
        crossings = sum(a < 0 <= b for a, b in zip(samples, samples[1:]))
        self.assertAlmostEqual(crossings * rate / len(samples), 400, delta=8)
        self.assertEqual(self.get("/v1/voices/broken/sample", key=None).status, 503)

    def test_a_voice_that_fails_is_replaced_with_a_warning(self):
        params = {"image": card64(), "mode": "pro", "sound": "on", "prompt": 'Man <<<voice_1>>> says: "Hello"', "voice_list": ["broken"]}
        task = self.ended(self.created(I2V, params))
        self.assertEqual(task["status"], "completed", task)
        self.assertTrue(any("broken" in warning for warning in task["metadata"]["warnings"]), task["metadata"])


# Says every text as a tone of the frequency in its voice's name.
PROGRAM = r"""
import math, struct, sys
text, voice = sys.stdin.read(), sys.argv[1]
assert text and sys.argv[2] == "en"
frequency = int(voice.split("-")[1])
samples = [int(9000 * math.sin(2 * math.pi * frequency * i / 16000)) for i in range(32000)]
data = struct.pack("<32000h", *samples)
sys.stdout.buffer.write(b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 16000, 32000, 2, 16)
                        + b"data" + struct.pack("<I", len(data)) + data)
"""


if __name__ == "__main__":
    suite.main()
