#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "catalog/request.h"

namespace kirin::catalog {
namespace {

// Field by field, so that a field that is forgotten on the way shows.
void expect_equal(const GenerationRequest& a, const GenerationRequest& b) {
  EXPECT_EQ(a.model, b.model);
  EXPECT_EQ(a.requested_model, b.requested_model);
  EXPECT_EQ(a.prompt, b.prompt);
  EXPECT_EQ(a.negative_prompt, b.negative_prompt);
  EXPECT_EQ(a.mode, b.mode);
  EXPECT_EQ(a.duration_seconds, b.duration_seconds);
  EXPECT_EQ(a.aspect_ratio, b.aspect_ratio);
  EXPECT_EQ(a.sound, b.sound);
  EXPECT_EQ(a.voice_ids, b.voice_ids);
  EXPECT_EQ(a.cfg_scale, b.cfg_scale);
  EXPECT_EQ(a.watermark, b.watermark);
  const auto source = [](const std::optional<ImageInput>& image) {
    return image ? std::optional{image->source} : std::nullopt;
  };
  EXPECT_EQ(source(a.image), source(b.image));
  EXPECT_EQ(source(a.image_tail), source(b.image_tail));
  EXPECT_EQ(source(a.static_mask), source(b.static_mask));
  ASSERT_EQ(a.image_list.size(), b.image_list.size());
  for (std::size_t i = 0; i < a.image_list.size(); ++i) {
    EXPECT_EQ(a.image_list[i].source, b.image_list[i].source);
  }
  ASSERT_EQ(a.dynamic_masks.size(), b.dynamic_masks.size());
  for (std::size_t i = 0; i < a.dynamic_masks.size(); ++i) {
    EXPECT_EQ(a.dynamic_masks[i].mask.source, b.dynamic_masks[i].mask.source);
    ASSERT_EQ(a.dynamic_masks[i].trajectory.size(), b.dynamic_masks[i].trajectory.size());
    for (std::size_t j = 0; j < a.dynamic_masks[i].trajectory.size(); ++j) {
      EXPECT_EQ(a.dynamic_masks[i].trajectory[j].x, b.dynamic_masks[i].trajectory[j].x);
      EXPECT_EQ(a.dynamic_masks[i].trajectory[j].y, b.dynamic_masks[i].trajectory[j].y);
    }
  }
  EXPECT_EQ(a.callback_url, b.callback_url);
  EXPECT_EQ(a.external_task_id, b.external_task_id);
  EXPECT_EQ(a.seed, b.seed);
  EXPECT_EQ(a.warnings, b.warnings);
}

class RandomRequest {
 public:
  GenerationRequest next() {
    GenerationRequest request;
    request.model = text();
    request.requested_model = text();
    request.prompt = text();
    request.negative_prompt = text();
    request.mode = flag() ? Mode::professional : Mode::standard;
    request.duration_seconds = flag() ? 5 : 10;
    request.aspect_ratio = text();
    request.sound = flag();
    request.voice_ids = texts();
    request.cfg_scale = std::uniform_real_distribution<>{0, 1}(random_);
    request.watermark = flag();
    request.image = maybe(ImageInput{text()});
    request.image_tail = maybe(ImageInput{text()});
    for (std::string& source : texts()) {
      request.image_list.push_back({std::move(source)});
    }
    request.static_mask = maybe(ImageInput{text()});
    for (std::string& source : texts()) {
      request.dynamic_masks.push_back({{std::move(source)}, trajectory()});
    }
    request.callback_url = maybe(text());
    request.external_task_id = maybe(text());
    request.seed = maybe(static_cast<std::uint64_t>(random_()));
    request.warnings = texts();
    return request;
  }

 private:
  bool flag() { return random_() % 2 == 0; }
  template <typename T>
  std::optional<T> maybe(T value) {
    return flag() ? std::optional{std::move(value)} : std::nullopt;
  }
  std::string text() {
    const std::vector<std::string> kPieces{"a",  "ж",  "雪",   "🎬",  "\"",
                                           "\\", "\n", "\x01", "</", " "};
    std::string result;
    for (auto n = random_() % 8; n > 0; --n) {
      result += kPieces[random_() % kPieces.size()];
    }
    return result;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> result;
    for (auto n = random_() % 4; n > 0; --n) {
      result.push_back(text());
    }
    return result;
  }
  std::vector<TrajectoryPoint> trajectory() {
    std::uniform_real_distribution<> pixel{-1e5, 1e5};
    std::vector<TrajectoryPoint> result;
    for (auto n = random_() % 6; n > 0; --n) {
      result.push_back({pixel(random_), flag() ? pixel(random_) : 0.1});
    }
    return result;
  }

  std::mt19937_64 random_{3};
};

TEST(RequestJsonTest, AnyRequestComesBackThroughText) {
  RandomRequest random;
  for (int i = 0; i < 2000; ++i) {
    const GenerationRequest request = random.next();

    const std::string text = boost::json::serialize(to_json(request));
    const auto parsed = parse_json(text);
    ASSERT_TRUE(parsed) << parsed.error().message;
    const auto back = request_from_json(*parsed);

    ASSERT_TRUE(back) << back.error().message;
    expect_equal(*back, request);
  }
}

TEST(RequestJsonTest, TheLargestSeedComesBack) {
  GenerationRequest request;
  request.seed = std::numeric_limits<std::uint64_t>::max();
  const auto back = request_from_json(*parse_json(boost::json::serialize(to_json(request))));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->seed, request.seed);
}

// Removing a field that is always there, or changing the type of any, is noticed and not guessed
// around.
TEST(RequestJsonTest, WhatIsNotOursIsDataLoss) {
  GenerationRequest request;
  request.image = ImageInput{"asset:a"};
  request.seed = 1;
  request.dynamic_masks = {{{"asset:b"}, {{1, 2}, {3, 4}}}};
  const JsonObject row = to_json(request);
  for (const auto& member : row) {
    const std::string name{member.key()};
    JsonObject wrong = row;
    wrong[name] = JsonArray{JsonArray{1}};
    const auto refused = request_from_json(wrong);
    ASSERT_FALSE(refused) << name;
    EXPECT_EQ(refused.error().code, ErrorCode::data_loss);
    if (name != "image" && name != "seed") {
      JsonObject without = row;
      without.erase(name);
      EXPECT_FALSE(request_from_json(without)) << name;
    }
  }
  EXPECT_FALSE(request_from_json(Json("text")));
  EXPECT_FALSE(request_from_json(JsonObject{}));
  for (const auto& [name, value] : {std::pair{"mode", "ultra"}, {"cfg_scale", "much"}}) {
    JsonObject wrong = row;
    wrong[name] = value;
    EXPECT_FALSE(request_from_json(wrong)) << name;
  }
}

}  // namespace
}  // namespace kirin::catalog
