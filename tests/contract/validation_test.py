"""What a create call may say: the decision table of API.md §1.2.2, the body shapes of §1.2, sizes and encodings."""

import http.server
import json
import socket
import threading

import suite
from suite import (API_KEY, BRUSH, CLI, GENERATION, I2V, MODELS, MULTI, QUICK, T2V, TURBO, ContractTest, b64, card, card64,
                   encoded_by_ffmpeg, png, strict_json)

IMAGE = card64()
TAIL = card64(tint=7)
MASK = b64(png(320, 320, lambda x, y: (255, 255, 255) if x < 99 else (0, 0, 0)))
MIB = 1 << 20
P = "input[0].params."


def path_of(points):
    return [{"x": 10 + i, "y": 20 + i} for i in range(points)]


def brush(groups=1, points=2):
    return [{"mask": MASK, "trajectories": path_of(points)}] * groups


def padded(size):
    """A PNG of `size` bytes: anything may follow its end."""
    return card() + bytes(size - len(card()))


# What is refused: model, parameters, code, the parameter to blame (None: not said by the contract).
# 40002 missing, 40003 invalid value, 40004 unsupported combination, 40005 bad image data.
REFUSED = [
    # missing or blank required field
    ("no prompt", T2V, {}, 40002, "prompt"),
    ("empty prompt", T2V, {"prompt": ""}, 40002, "prompt"),
    ("blank prompt", T2V, {"prompt": " \t\n"}, 40002, "prompt"),
    ("null prompt", T2V, {"prompt": None}, 40002, "prompt"),
    ("no prompt with images", MULTI, {"image_list": [{"image": IMAGE}]}, 40002, "prompt"),
    ("no image_list", MULTI, {"prompt": "x"}, 40002, "image_list"),
    ("empty image_list", MULTI, {"prompt": "x", "image_list": []}, 40002, "image_list"),
    ("a group without mask", BRUSH, {"image": IMAGE, "dynamic_masks": [{"trajectories": path_of(2)}]}, 40002, "dynamic_masks[0].mask"),
    ("a group without path", BRUSH, {"image": IMAGE, "dynamic_masks": [{"mask": MASK}]}, 40002, "dynamic_masks[0].trajectories"),
    # wrong enum
    ("mode", T2V, {"prompt": "x", "mode": "fast"}, 40003, "mode"),
    ("mode in capitals", T2V, {"prompt": "x", "mode": "PRO"}, 40003, "mode"),
    ("mode as list", T2V, {"prompt": "x", "mode": ["pro"]}, 40003, "mode"),
    ("duration 7", T2V, {"prompt": "x", "duration": 7}, 40003, "duration"),
    ("duration 5.5", T2V, {"prompt": "x", "duration": 5.5}, 40003, "duration"),
    ("duration 5s", T2V, {"prompt": "x", "duration": "5s"}, 40003, "duration"),
    ("duration true", T2V, {"prompt": "x", "duration": True}, 40003, "duration"),
    ("sound yes", T2V, {"prompt": "x", "mode": "pro", "sound": "yes"}, 40003, "sound"),
    ("aspect_ratio 4:3", T2V, {"prompt": "x", "aspect_ratio": "4:3"}, 40003, "aspect_ratio"),
    ("aspect_ratio 4:3 of images", MULTI, {"prompt": "x", "image_list": [{"image": IMAGE}], "aspect_ratio": "4:3"}, 40003, "aspect_ratio"),
    # wrong range
    ("cfg_scale below", BRUSH, {"image": IMAGE, "cfg_scale": -0.01}, 40003, "cfg_scale"),
    ("cfg_scale above", BRUSH, {"image": IMAGE, "cfg_scale": 1.01}, 40003, "cfg_scale"),
    ("cfg_scale as word", BRUSH, {"image": IMAGE, "cfg_scale": "high"}, 40003, "cfg_scale"),
    ("five images", MULTI, {"prompt": "x", "image_list": [{"image": IMAGE}] * 5}, 40003, "image_list"),
    # over-long text, counted in code points
    ("prompt of 2501", T2V, {"prompt": "x" * 2501}, 40003, "prompt"),
    ("prompt of 2501 beyond ASCII", T2V, {"prompt": "\U0001f981" * 2501}, 40003, "prompt"),
    ("negative_prompt of 2501", T2V, {"prompt": "x", "negative_prompt": "x" * 2501}, 40003, "negative_prompt"),
    ("prompt of 2501 with image", TURBO, {"image": IMAGE, "prompt": "ä" * 2501}, 40003, "prompt"),
    ("prompt empty where it must be 1..2500", BRUSH, {"image": IMAGE, "prompt": ""}, 40003, "prompt"),
    ("prompt is an object", T2V, {"prompt": {"text": "x"}}, 40003, "prompt"),
    # i2v with neither image nor image_tail
    ("v2.6 without images", I2V, {"prompt": "x"}, 40002, "image"),
    ("v2.6 with blank images", I2V, {"image": "", "image_tail": " "}, 40002, "image"),
    ("v2.5 without images", TURBO, {"prompt": "x"}, 40002, "image"),
    ("v1 without images", BRUSH, {"prompt": "x"}, 40002, "image"),
    # image_tail alone
    ("v1 with the tail alone", BRUSH, {"image_tail": TAIL}, None, None),
    ("v2.5 with the tail alone", TURBO, {"image_tail": TAIL, "mode": "pro"}, None, None),
    # both images and mode std
    ("v2.5 both images, std", TURBO, {"image": IMAGE, "image_tail": TAIL, "mode": "std"}, 40004, "image_tail"),
    ("v2.5 both images, std by default", TURBO, {"image": IMAGE, "image_tail": TAIL}, 40004, "image_tail"),
    ("v2.6 both images, std", I2V, {"image": IMAGE, "image_tail": TAIL, "mode": "std"}, 40004, "image_tail"),
    ("v2.6 both images, std by default", I2V, {"image": IMAGE, "image_tail": TAIL}, 40004, "image_tail"),
    # v1: what needs five seconds, what excludes each other
    ("v1 tail at 10 s", BRUSH, {"image": IMAGE, "image_tail": TAIL, "duration": "10"}, 40004, "image_tail"),
    ("v1 tail at 10 s as number", BRUSH, {"image": IMAGE, "image_tail": TAIL, "duration": 10}, 40004, "image_tail"),
    ("v1 static brush at 10 s", BRUSH, {"image": IMAGE, "static_mask": MASK, "duration": "10"}, 40004, "static_mask"),
    ("v1 motion brush at 10 s", BRUSH, {"image": IMAGE, "dynamic_masks": brush(), "duration": "10"}, 40004, "dynamic_masks"),
    ("v1 static brush and tail", BRUSH, {"image": IMAGE, "image_tail": TAIL, "static_mask": MASK}, 40004, "static_mask"),
    ("v1 motion brush and tail", BRUSH, {"image": IMAGE, "image_tail": TAIL, "dynamic_masks": brush()}, 40004, "dynamic_masks"),
    # sound and mode
    ("t2v sound in std", T2V, {"prompt": "x", "sound": "on", "mode": "std"}, 40004, "sound"),
    ("t2v sound in std by default", T2V, {"prompt": "x", "sound": "on"}, 40004, "sound"),
    ("i2v sound in std", I2V, {"image": IMAGE, "sound": "on"}, 40004, "sound"),
    # voices
    ("a voice without sound", I2V, {"image": IMAGE, "mode": "pro", "prompt": "A man <<<voice_1>>> says hi", "voice_list": ["en_robot"]}, 40004, "prompt"),
    ("voice_list without sound", I2V, {"image": IMAGE, "mode": "pro", "voice_list": [{"voice_id": "en_robot"}]}, 40004, "voice_list"),
    ("three voices", I2V, {"image": IMAGE, "mode": "pro", "sound": "on", "voice_list": ["en_robot", "en_boy", "zh_male_1"]}, 40003, "voice_list"),
    ("a voice beyond the list", I2V, {"image": IMAGE, "mode": "pro", "sound": "on", "prompt": "<<<voice_2>>>", "voice_list": ["en_robot"]}, 40004, "prompt"),
    ("a voice and no list", I2V, {"image": IMAGE, "mode": "pro", "sound": "on", "prompt": "<<<voice_1>>>"}, 40004, "prompt"),
    ("voice 0", I2V, {"image": IMAGE, "mode": "pro", "sound": "on", "prompt": "<<<voice_0>>>", "voice_list": ["en_robot"]}, 40004, "prompt"),
    ("an unknown voice", I2V, {"image": IMAGE, "mode": "pro", "sound": "on", "voice_list": [{"voice_id": "amber"}]}, 40003, "voice_list[0].voice_id"),
    ("an unknown voice, bare", I2V, {"image": IMAGE, "mode": "pro", "sound": "on", "voice_list": ["en_robot", "829824295735410756"]}, 40003, None),
    ("an unknown voice as number", I2V, {"image": IMAGE, "mode": "pro", "sound": "on", "voice_list": [829824295735410756]}, 40003, None),
    ("an alien voice in capitals", I2V, {"image": IMAGE, "mode": "pro", "sound": "on", "voice_list": ["EN_ROBOT"]}, 40003, None),
    # trajectories
    ("one point", BRUSH, {"image": IMAGE, "dynamic_masks": brush(points=1)}, 40003, "dynamic_masks[0].trajectories"),
    ("78 points", BRUSH, {"image": IMAGE, "dynamic_masks": brush(points=78)}, 40003, "dynamic_masks[0].trajectories"),
    ("seven groups", BRUSH, {"image": IMAGE, "dynamic_masks": brush(groups=7)}, 40003, "dynamic_masks"),
    ("a point that is no number", BRUSH,
     {"image": IMAGE, "dynamic_masks": [{"mask": MASK, "trajectories": [{"x": "left", "y": 1}, {"x": 2, "y": 2}]}]},
     40003, "dynamic_masks[0].trajectories[0].x"),
    ("a point with one coordinate", BRUSH,
     {"image": IMAGE, "dynamic_masks": [{"mask": MASK, "trajectories": [{"x": 1}, {"x": 2, "y": 2}]}]},
     40002, "dynamic_masks[0].trajectories[0].y"),
    # inline image data
    ("undecodable base64", I2V, {"image": IMAGE[:-40] + "*" + IMAGE[-39:]}, 40005, "image"),
    ("base64 cut short", I2V, {"image": IMAGE[:-3]}, 40005, "image"),
    ("not an image", I2V, {"image": b64(b"not a picture" * 10)}, 40005, "image"),
    ("GIF", I2V, {"image": b64(encoded_by_ffmpeg("gif"))}, 40005, "image"),
    ("BMP", I2V, {"image": b64(encoded_by_ffmpeg("bmp"))}, 40005, "image"),
    ("299 pixels wide", I2V, {"image": card64(299, 400)}, 40005, "image"),
    ("299 pixels high", I2V, {"image": card64(400, 299)}, 40005, "image"),
    ("wider than 2.5:1", I2V, {"image": card64(751, 300)}, 40005, "image"),
    ("higher than 1:2.5", I2V, {"image": card64(300, 751)}, 40005, "image"),
    ("a tail wider than 2.5:1", I2V, {"image_tail": card64(751, 300)}, 40005, "image_tail"),
    ("a small tail", TURBO, {"image": IMAGE, "image_tail": card64(299, 400), "mode": "pro"}, 40005, "image_tail"),
    ("a small picture of a list", MULTI, {"prompt": "x", "image_list": [{"image": IMAGE}, {"image": card64(299, 400)}]}, 40005, "image_list[1].image"),
    ("10 MiB and a byte", I2V, {"image": b64(padded(10 * MIB + 1))}, 40005, "image"),
    ("a file's path", I2V, {"image": "/etc/passwd"}, 40005, "image"),
    ("a file URL", I2V, {"image": "file:///etc/passwd"}, 40005, "image"),
    # callback_url
    ("ftp", T2V, {"prompt": "x", "callback_url": "ftp://example.org/"}, 40003, "callback_url"),
    ("javascript", T2V, {"prompt": "x", "callback_url": "javascript:alert(1)"}, 40003, "callback_url"),
    ("no host", T2V, {"prompt": "x", "callback_url": "http:///x"}, 40003, "callback_url"),
    ("loopback", T2V, {"prompt": "x", "callback_url": "http://127.0.0.1:9/"}, 40003, "callback_url"),
    ("loopback in other words", T2V, {"prompt": "x", "callback_url": "http://2130706433/"}, 40003, "callback_url"),
    ("loopback of IPv6", T2V, {"prompt": "x", "callback_url": "http://[::1]/"}, 40003, "callback_url"),
    ("IPv4 in IPv6", T2V, {"prompt": "x", "callback_url": "http://[::ffff:10.0.0.1]/"}, 40003, "callback_url"),
    ("cloud metadata", T2V, {"prompt": "x", "callback_url": "http://169.254.169.254/latest"}, 40003, "callback_url"),
    ("a private network", T2V, {"prompt": "x", "callback_url": "https://10.1.2.3/"}, 40003, "callback_url"),
]

# What is accepted.
ACCEPTED = [
    ("least", T2V, {"prompt": "x"}),
    ("prompt of 2500", T2V, {"prompt": "x" * 2500}),
    ("prompt of 2500 beyond the BMP", T2V, {"prompt": "\U0001f981" * 2500}),
    ("everything", T2V, {"prompt": "x", "negative_prompt": "y", "mode": "pro", "sound": "on", "aspect_ratio": "9:16", "duration": "10",
                         "watermark_info": {"enabled": True}, "callback_url": "https://hooks.example.org/k", "external_task_id": "all-of-it"}),
    ("duration as text", T2V, {"prompt": "x", "duration": "10"}),
    ("duration as integer", T2V, {"prompt": "x", "duration": 10}),
    ("duration as number", T2V, {"prompt": "x", "duration": 5.0}),
    ("v2.6 tail alone: the video ends on it", I2V, {"image_tail": TAIL}),
    ("v2.6 tail alone with an empty image", I2V, {"image": "", "image_tail": TAIL}),
    ("v2.6 both images, pro", I2V, {"image": IMAGE, "image_tail": TAIL, "mode": "pro"}),
    ("v2.5 both images, pro", TURBO, {"image": IMAGE, "image_tail": TAIL, "mode": "pro"}),
    ("v2.5 tail of any aspect", TURBO, {"image": IMAGE, "image_tail": card64(900, 300), "mode": "pro"}),
    ("v1 tail at 5 s", BRUSH, {"image": IMAGE, "image_tail": TAIL, "duration": 5}),
    ("v1 brushes at 5 s", BRUSH, {"image": IMAGE, "static_mask": MASK, "dynamic_masks": brush(groups=6, points=77)}),
    ("v1 two points", BRUSH, {"image": IMAGE, "dynamic_masks": brush(points=2)}),
    ("v1 cfg_scale at its ends", BRUSH, {"image": IMAGE, "cfg_scale": 0}),
    ("v1 cfg_scale as text", BRUSH, {"image": IMAGE, "cfg_scale": "1"}),
    ("four images", MULTI, {"prompt": "x", "image_list": [{"image": IMAGE}] * 4}),
    ("images as bare strings", MULTI, {"prompt": "x", "image_list": [IMAGE, "https://example.org/a.png"]}),
    ("voices", I2V, {"image": IMAGE, "mode": "pro", "sound": "on", "prompt": "<<<voice_1>>> <<<voice_2>>>", "voice_list": [{"voice_id": "en_robot"}, "zh_female_1"]}),
    ("sound off in std", T2V, {"prompt": "x", "sound": "off"}),
    ("JPEG", I2V, {"image": b64(encoded_by_ffmpeg("jpg"))}),
    ("an image by URL", I2V, {"image": "https://example.org/cat.png"}),
    ("300 pixels", I2V, {"image": card64(300, 300)}),
    ("2.5:1", I2V, {"image": card64(750, 300)}),
    ("1:2.5", I2V, {"image": card64(300, 750)}),
    ("10 MiB", I2V, {"image": b64(padded(10 * MIB))}),
    ("masks of any size are the task's matter", BRUSH, {"image": IMAGE, "static_mask": card64(100, 50)}),
]

WATERMARKS = [{"enabled": False}, {"enabled": True}, [{"enabled": False}], [], '{"enabled": false}', "", True, False, "true", None, {}]


class ValidationTest(ContractTest):
    def queued(self):
        text = self.get("/metrics", key=None).raw.decode()
        return int(text.split('kirin_tasks{status="queued"} ')[1].split("\n")[0])

    def test_every_row_that_is_refused(self):
        before = self.queued()
        for name, model, params, code, param in REFUSED:
            with self.subTest(name, model=model):
                answer = self.create(model, params)
                got = self.refused(answer, 400, code or answer.json["error"]["code"])
                if code is None:
                    # The tables say 400 and not which: the tail that is not supported alone, or the image that is missing.
                    self.assertIn(got["code"], (40002, 40004))
                if param is not None:
                    self.assertEqual(got["param"], P + param)
        self.assertEqual(self.queued(), before)  # a client may submit again what was refused (§1.2.2)

    def test_the_clis_are_refused_in_their_own_words(self):
        for name, model, params, code, _ in REFUSED[::7]:
            if code is not None:
                with self.subTest(name):
                    self.refused_cli(self.create(model, params, headers=CLI), 400, code)

    def test_every_row_that_is_accepted(self):
        for name, model, params in ACCEPTED:
            with self.subTest(name, model=model):
                self.created(model, params)

    def test_precharge_refuses_and_accepts_the_same(self):
        for name, model, params, code, _ in REFUSED:
            with self.subTest(name, model=model):
                answer = self.create(model, params, path=GENERATION + "/precharge")
                self.refused(answer, 400, code or answer.json["error"]["code"])
        for name, model, params in ACCEPTED:
            with self.subTest(name, model=model):
                answer = self.create(model, {**params, "external_task_id": "priced: " + name}, path=GENERATION + "/precharge")
                self.assertEqual(answer.status, 200, answer)
                self.assertEqual(self.get(f"{GENERATION}/task/priced: {name}".replace(" ", "%20")).status, 404)

    def test_an_unknown_voice_is_told_the_known_ones(self):
        known = [voice["voice_id"] for voice in self.get("/v1/voices", key=None).json["voices"]]
        answer = self.create(I2V, {"image": IMAGE, "mode": "pro", "sound": "on", "voice_list": ["amber"]})
        message = self.refused(answer, 400, 40003)["message"]
        self.assertEqual([voice for voice in known if voice not in message], [])
        for voice in known:
            params = {"image": IMAGE, "mode": "pro", "sound": "on", "voice_list": [voice]}
            self.assertEqual(self.create(I2V, params, path=GENERATION + "/precharge").status, 200, voice)

    def test_external_task_id_is_used_once(self):
        first = self.created(params={"prompt": "x", "external_task_id": "order-2231"})
        for again in ({"prompt": "x", "external_task_id": "order-2231"}, {"prompt": "y", "external_task_id": "order-2231"}):
            self.refused(self.create(params=again), 409, 40901)
        self.assertEqual(self.task("order-2231")["id"], first)
        other = self.new_key("somebody-else")
        self.created(params={"prompt": "x", "external_task_id": "order-2231"}, key=other)
        self.assertEqual(self.task("order-2231")["id"], first)

    def test_a_last_frame_makes_sound_a_warning(self):
        price = lambda params: self.create(I2V, params, path=GENERATION + "/precharge").json["data"]["cost"]
        both = {"image": IMAGE, "image_tail": TAIL, "mode": "pro", "sound": "on"}
        task = self.task(self.created(I2V, both))
        self.assertTrue(any("silent" in warning for warning in task["metadata"]["warnings"]), task)
        self.assertEqual(price(both), price({**both, "sound": "off"}))
        self.assertNotEqual(price({"image": IMAGE, "mode": "pro", "sound": "on"}), price({"image": IMAGE, "mode": "pro"}))

    def test_a_data_url_is_taken_with_a_warning(self):
        for prefix in ("data:image/png;base64,", "data:image/jpeg;base64,", "DATA:image/png;BASE64,"):
            with self.subTest(prefix):
                task = self.task(self.created(I2V, {"image": prefix + IMAGE}))
                self.assertTrue(any("data:" in warning for warning in task["metadata"]["warnings"]), task)

    def test_every_form_of_watermark_info(self):
        for value in WATERMARKS:
            for model, params in ((T2V, {"prompt": "x"}), (BRUSH, {"image": IMAGE})):
                with self.subTest(value=value, model=model):
                    self.created(model, {**params, "watermark_info": value})
        for value in ("perhaps", 3, [1, 2], [{"enabled": True}] * 2, "{", {"enabled": "perhaps"}):
            with self.subTest(value=value):
                self.refused(self.create(params={"prompt": "x", "watermark_info": value}), 400, 40003)

    def test_every_shape_of_body(self):
        params = {"prompt": "x", "mode": "pro", "duration": 10}
        shapes = {
            "input[0].params": {"model": T2V, "input": [{"params": params}]},
            "input as object": {"model": T2V, "input": {"params": params}},
            "input as object without params": {"model": T2V, "input": params},
            "input[0] without params": {"model": T2V, "input": [params]},
            "flat": {"model": T2V, **params},
            "data in input[0].params": {"model": T2V, "input": [{"params": {"data": params}}]},
            "data in input": {"model": T2V, "input": {"data": params}},
            "data flat": {"model": T2V, "data": params},
            "all reserved keys": {"model": T2V, "input": [{"params": params}], "moderation": True, "metadata": {"trace_id": "t"},
                                  "options": {"priority": "normal"}, "dash_scope": True},
            "typed content beside params": {"model": T2V, "input": [{"params": params, "content": [], "sr_info": {"enable": False}}]},
        }
        for name, body in shapes.items():
            with self.subTest(name):
                answer = self.post(body)
                self.assertEqual(answer.status, 200, answer)
                # All say the same: the price of a pro clip of 10 s (§1.5.3).
                priced = self.post(body, path=GENERATION + "/precharge")
                self.assertEqual(priced.json["data"]["cost"], "0.7", priced)

    def test_precedence_of_shapes(self):
        # What stands in params counts; what stands flat beside input does not.
        priced = self.post({"model": T2V, "mode": "pro", "input": [{"params": {"prompt": "x"}}]}, path=GENERATION + "/precharge")
        self.assertEqual(priced.json["data"]["cost"], "0.21", priced)

    def test_shapes_that_are_none(self):
        for body in ({"model": T2V, "input": [{"params": CLIP}, {"params": CLIP}]}, {"model": T2V, "input": []}, {"model": T2V, "input": "x"},
                     {"model": T2V, "input": 5}, {"model": T2V, "input": ["x"]}, {"model": T2V, "input": [{"params": "x"}]},
                     {"model": T2V, "input": [None]}, [], "text", 5, None, True):
            with self.subTest(body=body):
                answer = self.post(json.dumps(body).encode())
                self.assertEqual(answer.status, 400, answer)
                self.assertIn(answer.json["error"]["code"], (40001, 40002, 40003))

    def test_the_model_in_body_and_header(self):
        nameless = {"input": [{"params": {"prompt": "x"}}]}
        self.assertEqual(self.post(nameless, headers={"X-Model": T2V}).json["model"], T2V)
        self.assertEqual(self.post({**nameless, "model": T2V}, headers={"X-Model": T2V}).json["model"], T2V)
        self.refused(self.post({**nameless, "model": T2V}, headers={"X-Model": I2V}), 400, 40006)
        for body in (nameless, {**nameless, "model": ""}, {**nameless, "model": None}):
            with self.subTest(body=body):
                answer = self.post(body)
                self.assertEqual(answer.status, 400, answer)
                self.assertIn(answer.json["error"]["code"], (40002, 40003))
        self.refused(self.post({**nameless, "model": 5}), 400, 40003, param="model")
        self.refused(self.post({**nameless, "model": "kirin_v9"}), 404, 40401)
        self.refused(self.post(nameless, headers={"X-Model": "kirin_v9"}), 404, 40401)

    def test_both_prefixes_of_a_model_and_the_one_used_comes_back(self):
        for model in MODELS:
            alias = model.replace("kirin_", "kling_")
            with self.subTest(alias):
                params = {"prompt": "x", "image": IMAGE, "image_list": [IMAGE]}
                answer = self.create(alias, params)
                self.assertEqual((answer.status, answer.json["model"]), (200, alias), answer)
                self.assertEqual(self.task(answer.json["id"])["model"], alias)

    def test_unknown_parameters_are_told(self):
        task = self.task(self.created(params={"prompt": "x", "promt": "y", "colour": 3}))
        warnings = " ".join(task["metadata"]["warnings"])
        self.assertIn("promt", warnings)
        self.assertIn("colour", warnings)

    def test_malformed_bodies(self):
        bodies = {
            "nothing": b"", "cut": b'{"model":"x"', "twice": b'{"model":"a","model":"b"}', "twice below": b'{"model":"m","input":{"a":1,"a":2}}',
            "no UTF-8": b'{"model":"\xff\xfe"}', "overlong UTF-8": b'{"model":"\xc0\xaf"}', "surrogate": b'{"model":"\xed\xa0\x80"}',
            "deep": b"[" * 200 + b"]" * 200, "NaN": b'{"model":NaN}', "comment": b'{} // x', "two documents": b"{}{}", "BOM only": b"\xef\xbb\xbf",
            "single quotes": b"{'model':'x'}", "trailing comma": b'{"model":"x",}', "UTF-16": '{"model":"x"}'.encode("utf-16"),
            "control character": b'{"model":"a\nb"}', "zero byte": b'{"model":"x"}\0',
        }
        for name, body in bodies.items():
            with self.subTest(name):
                self.refused(self.post(body), 400, 40001)

    def test_content_types(self):
        body = {"model": T2V, "prompt": "x"}
        # The last is what `curl -d` says of JSON.
        for fine in ("application/json", "application/json; charset=utf-8", "Application/JSON", "application/x-www-form-urlencoded"):
            with self.subTest(fine):
                self.assertEqual(self.post(body, headers={"Content-Type": fine}).status, 200)
        for wrong in ("multipart/form-data; boundary=x", "application/xml", "image/png"):
            with self.subTest(wrong):
                self.refused(self.post(body, headers={"Content-Type": wrong}), 415, 41501)
        self.refused_cli(self.post(body, headers={"Content-Type": "application/xml", **CLI}), 415, 41501)

    def test_a_body_that_is_too_large(self):
        head = (f"POST {GENERATION} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {API_KEY}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {(128 << 20) + 1}\r\n\r\n")
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20) as connection:
            connection.sendall(head.encode())
            received = b""
            while b"\r\n\r\n" not in received or b"}" not in received:
                chunk = connection.recv(65536)
                self.assertTrue(chunk, received)
                received += chunk
        self.assertIn(b" 413 ", received.split(b"\r\n")[0])
        self.assertEqual(strict_json(received.split(b"\r\n\r\n", 1)[1])["error"]["code"], 41301)

    def test_the_largest_legal_request_is_taken(self):
        # One image, a static mask and six masks of 10 MiB each: some 107 MiB of base64.
        whole = b64(padded(10 * MIB))
        self.created(BRUSH, {"image": whole, "static_mask": whole,
                             "dynamic_masks": [{"mask": whole, "trajectories": path_of(2)}] * 6})


class Files(http.server.BaseHTTPRequestHandler):
    contents = {"/good.png": card(), "/small.png": card(299, 400), "/wide.png": card(751, 300), "/text.png": b"not a picture" * 99}

    def do_GET(self):
        content = self.contents.get(self.path)
        self.send_response(200 if content else 403)
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *ignored):
        pass


class FailingTaskTest(ContractTest):
    """What can only be seen once the task runs: it was accepted, and fails with its model's code (§1.2.2, §1.5.4)."""

    settings = {**QUICK, "net.allow_private": "true"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        files = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files)
        threading.Thread(target=files.serve_forever, daemon=True).start()
        cls.addClassCleanup(files.server_close)
        cls.addClassCleanup(files.shutdown)
        cls.url = f"http://127.0.0.1:{files.server_port}"

    def test_bad_urls_and_masks_fail_the_task(self):
        other = b64(png(200, 100, lambda x, y: (255, 255, 255)))
        nowhere = "http://127.0.0.1:9/cat.png"
        rows = [
            ("unreachable", I2V, {"image": nowhere}, "002013097"),
            ("unreachable v1", BRUSH, {"image": nowhere}, "002002097"),
            ("unreachable v2.5", TURBO, {"image": nowhere}, "002012097"),
            ("unreachable multi", MULTI, {"prompt": "x", "image_list": [{"image": nowhere}]}, "002015097"),
            ("403", I2V, {"image": self.url + "/missing.png"}, "002013097"),
            ("small", I2V, {"image": self.url + "/small.png"}, "002013099"),
            ("wide", TURBO, {"image": self.url + "/wide.png"}, "002012099"),
            ("no picture", I2V, {"image": self.url + "/text.png"}, "002013099"),
            ("small tail", I2V, {"image": self.url + "/good.png", "image_tail": self.url + "/small.png", "mode": "pro"}, "002013099"),
            ("mask of another aspect", BRUSH, {"image": IMAGE, "static_mask": other}, "002002099"),
            ("masks of two resolutions", BRUSH, {"image": IMAGE, "static_mask": card64(640, 640), "dynamic_masks": brush()}, "002002099"),
        ]
        ids = {name: self.created(model, params) for name, model, params, _ in rows}
        for name, _, _, code in rows:
            with self.subTest(name):
                task = self.ended(ids[name])
                self.assertEqual((task["status"], task["error"]["code"]), ("failed", code), task)
                self.assertEqual(task["error"]["message"], task["error"]["error_message"])
                self.assertEqual(task["usage"]["cost"], "")

    def test_a_good_url_makes_a_clip(self):
        task = self.ended(self.created(I2V, {"image": self.url + "/good.png"}))
        self.assertEqual(task["status"], "completed", task)


class StrictTest(ContractTest):
    settings = {"workers.count": "0", "limits.strict_parameters": "true"}

    def test_unknown_parameters_are_refused_where_the_operator_says_so(self):
        self.refused(self.create(params={"prompt": "x", "colour": "red"}), 400, 40003, param=P + "colour")
        self.created(params={"prompt": "x"})


CLIP = suite.CLIP

if __name__ == "__main__":
    suite.main()
