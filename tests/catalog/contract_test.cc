// What follows from the five contracts: names, prices, sizes, frame rates, error codes, image
// rules. The expected numbers are those of the wire contract, written out here once more.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace kirin::catalog {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

const Contract& contract(std::string_view name) {
  const Contract* found = Catalog::embedded().find(name);
  EXPECT_NE(found, nullptr) << name;
  return *found;
}

GenerationRequest request(Mode mode, int seconds) {
  GenerationRequest result;
  result.mode = mode;
  result.duration_seconds = seconds;
  return result;
}

GenerationRequest with_ratio(Mode mode, std::string ratio) {
  GenerationRequest result = request(mode, 5);
  result.aspect_ratio = std::move(ratio);
  return result;
}

TEST(CatalogTest, HoldsTheFiveModels) {
  std::vector<std::string> ids;
  for (const auto& each : Catalog::embedded().contracts()) {
    ids.push_back(each->id());
  }
  EXPECT_THAT(ids,
              UnorderedElementsAre("kirin_v1_6_multi_i2v", "kirin_v1_i2v", "kirin_v2_5_turbo_i2v",
                                   "kirin_v2_6_i2v", "kirin_v2_6_t2v"));
}

TEST(CatalogTest, FindsByIdAndAlias) {
  EXPECT_EQ(&contract("kirin_v1_i2v"), &contract("kling_v1_i2v"));
  EXPECT_THAT(contract("kirin_v1_i2v").aliases(), ElementsAre("kling_v1_i2v"));
  EXPECT_EQ(contract("kirin_v2_6_t2v").display_name(), "Kirin V2.6 - Text to Video");
  EXPECT_FALSE(contract("kirin_v2_6_t2v").description().empty());
  for (const char* name : {"", "kirin", "KIRIN_V1_I2V", "kirin_v1_i2v "}) {
    EXPECT_EQ(Catalog::embedded().find(name), nullptr) << name;
  }
}

TEST(CatalogTest, ShowsTheContractAsItIs) {
  const JsonObject& document = contract("kirin_v1_6_multi_i2v").document();
  EXPECT_EQ(document.at("id"), Json("kirin_v1_6_multi_i2v"));
  EXPECT_EQ(document.at("parameters").at(0).at("name"), Json("image_list"));
}

TEST(CatalogTest, CodesCarryTheModelsPrefix) {
  EXPECT_EQ(contract("kirin_v1_i2v").error_code(FailureCause::generation), "002002095");
  EXPECT_EQ(contract("kirin_v2_5_turbo_i2v").error_code(FailureCause::result), "002012096");
  EXPECT_EQ(contract("kirin_v2_6_i2v").error_code(FailureCause::transfer), "002013097");
  EXPECT_EQ(contract("kirin_v2_6_t2v").error_code(FailureCause::status), "002014098");
  EXPECT_EQ(contract("kirin_v1_6_multi_i2v").error_code(FailureCause::rejected), "002015099");
}

struct ListPrice {
  std::string model;
  Mode mode;
  std::string five_seconds;
  std::string ten_seconds;
};

TEST(CatalogTest, QuotesTheListPrices) {
  using enum Mode;
  for (const ListPrice& row : std::vector<ListPrice>{
           {"kirin_v1_i2v", standard, "0.14", "0.28"},
           {"kirin_v1_i2v", professional, "0.49", "0.98"},
           {"kirin_v1_6_multi_i2v", standard, "0.28", "0.56"},
           {"kirin_v1_6_multi_i2v", professional, "0.49", "0.98"},
           {"kirin_v2_5_turbo_i2v", standard, "0.21", "0.42"},
           {"kirin_v2_5_turbo_i2v", professional, "0.35", "0.7"},
           {"kirin_v2_6_i2v", standard, "0.21", "0.42"},
           {"kirin_v2_6_i2v", professional, "0.35", "0.7"},
           {"kirin_v2_6_t2v", standard, "0.21", "0.42"},
           {"kirin_v2_6_t2v", professional, "0.35", "0.7"},
       }) {
    const Contract& model = contract(row.model);
    EXPECT_EQ(model.quote(request(row.mode, 5)).unit_price.to_decimal(), row.five_seconds);
    EXPECT_EQ(model.quote(request(row.mode, 10)).unit_price.to_decimal(), row.ten_seconds);
    EXPECT_EQ(model.quote(request(row.mode, 5)).quantity, 1);
  }
}

TEST(CatalogTest, QuotesSoundAndVoices) {
  const auto price = [](const std::string& model, const std::string& prompt,
                        std::vector<std::string> voices, bool sound, int seconds) {
    GenerationRequest asked = request(Mode::professional, seconds);
    asked.sound = sound;
    asked.prompt = prompt;
    asked.voice_ids = std::move(voices);
    const Quote quote = contract(model).quote(asked);
    return quote.tier + " " + quote.unit_price.to_decimal();
  };
  const std::string spoken = "Man <<<voice_1>>> says: \"Hello\"";
  EXPECT_EQ(price("kirin_v2_6_t2v", "a", {}, true, 5), "pro/5s/sound 0.7");
  EXPECT_EQ(price("kirin_v2_6_t2v", "a", {}, true, 10), "pro/10s/sound 1.4");
  EXPECT_EQ(price("kirin_v2_6_t2v", spoken, {}, true, 5), "pro/5s/sound 0.7");
  EXPECT_EQ(price("kirin_v2_6_i2v", spoken, {"amber"}, true, 5), "pro/5s/voice 0.84");
  EXPECT_EQ(price("kirin_v2_6_i2v", spoken, {"amber"}, true, 10), "pro/10s/voice 1.68");
  // The voice tier needs a list that is not empty and a prompt that calls for a voice of it.
  EXPECT_EQ(price("kirin_v2_6_i2v", "a", {"amber"}, true, 5), "pro/5s/sound 0.7");
  EXPECT_EQ(price("kirin_v2_6_i2v", spoken, {}, true, 5), "pro/5s/sound 0.7");
  EXPECT_EQ(price("kirin_v2_6_i2v", spoken, {"amber"}, false, 10), "pro/10s 0.7");
}

TEST(CatalogTest, BillsSoundWithALastFrameAsSilent) {
  const Contract& model = contract("kirin_v2_6_i2v");
  const CheckOutcome outcome = check(model, model.id(),
                                     {{"image", "iVBORw0KGgo="},
                                      {"image_tail", "iVBORw0KGgo="},
                                      {"mode", "pro"},
                                      {"sound", "on"},
                                      {"voice_list", {"amber"}},
                                      {"prompt", "<<<voice_1>>> says hello"}});
  EXPECT_EQ(model.quote(std::get<GenerationRequest>(outcome)).tier, "pro/5s");
}

TEST(CatalogTest, FrameRates) {
  for (const Mode mode : {Mode::standard, Mode::professional}) {
    EXPECT_EQ(contract("kirin_v1_i2v").fps(request(mode, 5)), 30);
    EXPECT_EQ(contract("kirin_v1_6_multi_i2v").fps(request(mode, 5)), 30);
    EXPECT_EQ(contract("kirin_v2_5_turbo_i2v").fps(request(mode, 5)), 24);
    EXPECT_EQ(contract("kirin_v2_6_i2v").fps(request(mode, 5)), 24);
    EXPECT_EQ(contract("kirin_v2_6_t2v").fps(request(mode, 5)), 24);
  }
}

TEST(CatalogTest, SizesFollowTheAspectRatio) {
  using enum Mode;
  for (const char* name : {"kirin_v2_6_t2v", "kirin_v1_6_multi_i2v"}) {
    const auto size = [&](Mode mode, const char* ratio) {
      return contract(name).output_size(with_ratio(mode, ratio), std::nullopt);
    };
    EXPECT_EQ(size(standard, "16:9"), (PixelSize{1280, 720}));
    EXPECT_EQ(size(standard, "9:16"), (PixelSize{720, 1280}));
    EXPECT_EQ(size(standard, "1:1"), (PixelSize{960, 960}));
    EXPECT_EQ(size(professional, "16:9"), (PixelSize{1920, 1080}));
    EXPECT_EQ(size(professional, "9:16"), (PixelSize{1080, 1920}));
    EXPECT_EQ(size(professional, "1:1"), (PixelSize{1440, 1440}));
    // A size of an image has no say where there is an aspect ratio.
    EXPECT_EQ(contract(name).output_size(with_ratio(standard, "1:1"), PixelSize{640, 480}),
              (PixelSize{960, 960}));
  }
}

TEST(CatalogTest, SizesFollowTheImage) {
  using enum Mode;
  const auto size = [](const char* name, Mode mode, int width, int height) {
    return contract(name).output_size(request(mode, 5), PixelSize{width, height});
  };
  EXPECT_EQ(size("kirin_v2_6_i2v", standard, 3840, 2160), (PixelSize{1280, 720}));
  EXPECT_EQ(size("kirin_v2_6_i2v", professional, 3840, 2160), (PixelSize{1920, 1080}));
  EXPECT_EQ(size("kirin_v2_5_turbo_i2v", professional, 300, 300), (PixelSize{1440, 1440}));
  EXPECT_EQ(size("kirin_v2_5_turbo_i2v", standard, 1080, 1920), (PixelSize{720, 1280}));
  // 720p in both modes.
  EXPECT_EQ(size("kirin_v1_i2v", standard, 1600, 900), (PixelSize{1280, 720}));
  EXPECT_EQ(size("kirin_v1_i2v", professional, 1600, 900), (PixelSize{1280, 720}));
  // 4:3: sqrt(921600 · 4/3) = 1108.5 and sqrt(921600 · 3/4) = 831.4, to the nearest even numbers.
  EXPECT_EQ(size("kirin_v1_i2v", standard, 1024, 768), (PixelSize{1108, 832}));
  // 2.5:1: 1517.9 and 607.2.
  EXPECT_EQ(size("kirin_v1_i2v", standard, 1000, 400), (PixelSize{1518, 608}));
  EXPECT_EQ(contract("kirin_v1_i2v").output_size(request(standard, 5), std::nullopt),
            (PixelSize{1280, 720}));
}

// Even sides, each within a pixel of the exact one, for every shape an image may have.
TEST(CatalogTest, SizesKeepShapeAndArea) {
  const Contract& model = contract("kirin_v2_6_i2v");
  for (int width = 300; width <= 750; width += 7) {
    for (int height = 300; height <= 750; height += 11) {
      const PixelSize size =
          model.output_size(request(Mode::professional, 5), PixelSize{width, height});
      const double aspect = static_cast<double>(width) / height;
      EXPECT_EQ(size.width % 2 + size.height % 2, 0);
      EXPECT_LE(std::abs(size.width - std::sqrt(1920.0 * 1080 * aspect)), 1);
      EXPECT_LE(std::abs(size.height - std::sqrt(1920.0 * 1080 / aspect)), 1);
    }
  }
}

TEST(CatalogTest, ImageRules) {
  const auto rules = [](const char* model, const char* parameter) {
    return contract(model).image_rules(parameter);
  };
  for (const char* model : {"kirin_v1_i2v", "kirin_v2_5_turbo_i2v", "kirin_v2_6_i2v"}) {
    EXPECT_EQ(rules(model, "image").max_bytes, 10'485'760U);
    EXPECT_EQ(rules(model, "image").min_side, 300);
    EXPECT_EQ(rules(model, "image").max_aspect, 2.5);
    EXPECT_EQ(rules(model, "image_tail").min_side, 300);
  }
  // Only one of the three pages states an aspect limit for the last frame.
  EXPECT_EQ(rules("kirin_v2_6_i2v", "image_tail").max_aspect, 2.5);
  EXPECT_EQ(rules("kirin_v2_5_turbo_i2v", "image_tail").max_aspect, 0);
  EXPECT_EQ(rules("kirin_v1_i2v", "image_tail").max_aspect, 0);
  EXPECT_EQ(rules("kirin_v1_6_multi_i2v", "image_list").max_aspect, 2.5);
  // Masks are measured against the image, not by themselves.
  EXPECT_EQ(rules("kirin_v1_i2v", "static_mask").max_aspect, 0);
  EXPECT_EQ(rules("kirin_v1_i2v", "dynamic_masks").max_bytes, 10'485'760U);
}

}  // namespace
}  // namespace kirin::catalog
