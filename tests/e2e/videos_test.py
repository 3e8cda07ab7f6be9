"""Every model makes the clip that was asked for, through HTTP, seen with ffprobe and in its pixels."""

import unittest
import urllib.parse

from harness import Server, b64, frame_rgb, loudness, mask, picture, picture_rgb, probe, psnr

SMALL = (160, 106)
FIRST = picture(480, 320)
LAST = picture(480, 320, shift=40)


class VideosTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(server__public_url="").__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def make(self, model, **params):
        status, _, accepted = self.server.create(model, params)
        self.assertEqual(status, 200, accepted)
        task = self.server.wait(accepted["id"])
        self.assertEqual(task["status"], "completed", task)
        content = task["output"][0]["content"][0]
        _, clip = self.server.download(content["url"])
        return task, content, clip

    def check(self, clip, size, fps, seconds=5, sound=False):
        video, audio, container = probe(clip)
        self.assertEqual((video["width"], video["height"]), size)
        self.assertEqual(video["r_frame_rate"], f"{fps}/1")
        self.assertEqual(int(video["nb_read_packets"]), fps * seconds)
        self.assertEqual(float(container["duration"]), seconds)
        self.assertEqual((video["codec_name"], video["pix_fmt"], video["profile"]), ("h264", "yuv420p", "High"))
        for field in ("color_space", "color_transfer", "color_primaries"):
            self.assertEqual(video[field], "bt709")
        self.assertEqual(video["color_range"], "tv")
        self.assertEqual(audio is not None, sound)
        if sound:
            self.assertEqual((audio["codec_name"], audio["sample_rate"], audio["channels"]), ("aac", "48000", 2))
            self.assertAlmostEqual(float(audio["duration"]), seconds, delta=0.001)
        return container

    def shows(self, clip, index, image):
        """The frame is the image scaled to the clip's size, but for what encoding costs."""
        video, _, _ = probe(clip)
        size = (video["width"], video["height"])
        self.assertGreaterEqual(psnr(frame_rgb(clip, index, size), picture_rgb(image, size)), 35)

    def test_text_to_video_with_sound(self):
        task, content, clip = self.make("kirin_v2_6_t2v", prompt='A red kite over a beach. Man says: "Hello"', mode="pro",
                                        sound="on", seed=5)
        container = self.check(clip, (1920, 1080), 24, sound=True)
        lufs, true_peak = loudness(clip)
        self.assertAlmostEqual(lufs, -16, delta=1)
        self.assertLessEqual(true_peak, -1)
        self.assertEqual(content["size"], "1920x1080")
        self.assertEqual(content["duration"], "5.000")
        self.assertEqual(task["metadata"]["seed"], 5)
        self.assertEqual(task["usage"]["cost"], "0.7")
        self.assertEqual(container["tags"]["kirin.model"], "kirin_v2_6_t2v")
        self.assertEqual(container["tags"]["kirin.seed"], "5")
        self.assertEqual(len(container["tags"]["kirin.request_sha256"]), 64)

    def test_image_to_video_begins_with_its_image_and_carries_a_watermarked_twin(self):
        task, content, clip = self.make("kirin_v2_6_i2v", image=b64(FIRST), prompt="zoom in", watermark_info={"enabled": True})
        video, _, _ = probe(clip)
        size = (video["width"], video["height"])
        self.assertAlmostEqual(size[0] / size[1], 1.5, delta=0.01)
        self.check(clip, size, 24)
        self.shows(clip, 0, FIRST)
        _, marked = self.server.download(content["watermark_url"])
        self.check(marked, size, 24)
        self.assertNotEqual(frame_rgb(marked, 0, SMALL), frame_rgb(clip, 0, SMALL))

    def test_first_and_last_frame(self):
        _, _, clip = self.make("kirin_v2_5_turbo_i2v", image=b64(FIRST), image_tail=b64(LAST), mode="pro")
        self.shows(clip, 0, FIRST)
        self.shows(clip, -1, LAST)

    def test_tail_only_arrives_at_the_image(self):
        _, _, clip = self.make("kirin_v2_6_i2v", image_tail=b64(FIRST))
        self.shows(clip, -1, FIRST)

    def test_motion_brush(self):
        brush = mask(480, 320, lambda x, y: (x - 160) ** 2 + (y - 160) ** 2 < 70 ** 2)
        _, _, clip = self.make("kirin_v1_i2v", image=b64(FIRST), static_mask=b64(mask(480, 320, lambda x, y: y > 280)),
                               dynamic_masks=[{"mask": b64(brush), "trajectories": [{"x": 160, "y": 160}, {"x": 300, "y": 200}]}])
        video, _, _ = probe(clip)
        self.check(clip, (video["width"], video["height"]), 30)
        first, last = frame_rgb(clip, 0, (480, 320)), frame_rgb(clip, -1, (480, 320))
        red = lambda frame, x, y: frame[(y * 480 + x) * 3] - frame[(y * 480 + x) * 3 + 2]
        # The red disc has left (160, 160) for (300, 200), which is 120 from the top.
        self.assertGreater(red(first, 160, 160), 100)
        self.assertGreater(red(last, 300, 120), 100)
        self.assertLess(red(last, 130, 175), 60)

    def test_several_images_in_each_aspect_ratio(self):
        for ratio, size in (("16:9", (1280, 720)), ("9:16", (720, 1280)), ("1:1", (960, 960))):
            _, _, clip = self.make("kirin_v1_6_multi_i2v", prompt="together", aspect_ratio=ratio,
                                   image_list=[{"image": b64(FIRST)}, {"image": b64(LAST)}])
            self.check(clip, size, 30)

    def test_ten_seconds(self):
        _, _, clip = self.make("kirin_v2_6_t2v", prompt="waves", duration="10", aspect_ratio="1:1")
        self.check(clip, (960, 960), 24, seconds=10)

    def test_the_same_seed_makes_the_same_frames(self):
        clips = [self.make("kirin_v2_6_t2v", prompt="a quiet forest", seed=11)[2] for _ in range(2)]
        other = self.make("kirin_v2_6_t2v", prompt="a quiet forest", seed=12)[2]
        frames = [frame_rgb(clip, 60, SMALL) for clip in (*clips, other)]
        self.assertEqual(frames[0], frames[1])
        self.assertNotEqual(frames[0], frames[2])

    def test_results_are_served_with_ranges_and_expire(self):
        _, content, clip = self.make("kirin_v2_6_t2v", prompt="clouds")
        url = urllib.parse.urlsplit(content["url"])
        path = f"{url.path}?{url.query}"
        status, headers, _ = self.server.call("HEAD", path, key=None)
        self.assertEqual((status, headers["content-type"], int(headers["content-length"])), (200, "video/mp4", len(clip)))
        status, headers, part = self.server.call("GET", path, key=None, headers={"Range": "bytes=100-199"})
        self.assertEqual((status, part, headers["content-range"]), (206, clip[100:200], f"bytes 100-199/{len(clip)}"))
        self.assertEqual(self.server.call("GET", path, key=None, headers={"If-None-Match": headers["etag"]})[0], 304)
        self.assertEqual(self.server.call("GET", path[:-1] + ("0" if path[-1] != "0" else "1"), key=None)[0], 403)
        expired = path.replace("exp=", "exp=1&old=")
        self.assertEqual(self.server.call("GET", expired, key=None)[0], 403)


if __name__ == "__main__":
    unittest.main(verbosity=2)
