#include "engine/wan/checkpoint/architecture.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.h"
#include "engine/wan/checkpoint/published.h"

namespace kirin::wan {
namespace {

const std::filesystem::path kGolden = std::filesystem::path(KIRIN_SOURCE_DIR) / "tests/golden";

std::uint64_t parameters(const char* model) {
  return parameter_count(expected_tensors(find_published(model)->dit));
}

// The counts of the golden README, section 8, which were computed from the official modules.
TEST(ArchitectureTest, PublishedModelsHaveTheirPublishedNumberOfParameters) {
  EXPECT_EQ(parameters("wan2.1-t2v-1.3b"), 1'418'996'800U);
  EXPECT_EQ(parameters("wan2.1-t2v-14b"), 14'288'491'584U);
  EXPECT_EQ(parameters("wan2.2-t2v-a14b"), 14'288'491'584U);
  EXPECT_EQ(parameters("wan2.1-i2v-14b"), 16'394'878'784U);
  EXPECT_EQ(parameters("wan2.2-i2v-a14b"), 14'288'901'184U);
  EXPECT_EQ(parameters("wan2.2-ti2v-5b"), 4'999'787'712U);
  EXPECT_NEAR(static_cast<double>(parameters("wan2.1-vace-1.3b")), 2.154e9, 0.5e6);
  EXPECT_NEAR(static_cast<double>(parameters("wan2.1-vace-14b")), 17.338e9, 0.5e6);
  EXPECT_EQ(parameter_count(expected_tensors(T5Architecture())), 5'680'910'336U);
  EXPECT_EQ(parameter_count(expected_tensors(ClipArchitecture())), 632'076'800U);
  const auto vae21 = expected_tensors(published_vae(false));
  const auto vae22 = expected_tensors(published_vae(true));
  EXPECT_EQ(parameter_count(vae21), 126'892'531U);
  EXPECT_EQ(vae21.size(), 194U);
  EXPECT_EQ(parameter_count(vae22), 704'688'668U);
  EXPECT_EQ(vae22.size(), 196U);
}

struct Network {
  const char* file;
  const char* config;  ///< or empty
};

class ArchitectureOfNetworksTest : public testing::TestWithParam<Network> {};

TEST_P(ArchitectureOfNetworksTest, TheSizesReadFromTensorsListExactlyThoseTensors) {
  const auto weights = nn::read_safetensors(kGolden / GetParam().file);
  ASSERT_TRUE(weights);
  JsonObject config;
  if (*GetParam().config != '\0') {
    config = parse_json(*read_file(kGolden / GetParam().config))->get_object();
  }
  const auto kind = recognise(*weights)->kind;
  const auto architecture = architecture_of(kind, shapes_of(*weights), config);
  ASSERT_TRUE(architecture) << architecture.error().describe();
  std::size_t used = 0;
  for (const auto& [name, shape] : expected_tensors(*architecture)) {
    const auto tensor = weights->get(name, shape);
    EXPECT_TRUE(tensor) << tensor.error().describe();
    ++used;
  }
  std::size_t present = 0;
  for (const auto& [name, tensor] : weights->tensors()) {
    present += name.starts_with("textual.") || name == "log_scale" ? 0 : 1;
  }
  EXPECT_EQ(used, present);
}

INSTANTIATE_TEST_SUITE_P(
    Golden, ArchitectureOfNetworksTest,
    testing::Values(Network{"wan22_t2v/weights.safetensors", "wan22_t2v/config.json"},
                    Network{"wan22_i2v/weights.safetensors", "wan22_i2v/config.json"},
                    Network{"wan22_ti2v/weights.safetensors", "wan22_ti2v/config.json"},
                    Network{"wan21_i2v/weights.safetensors", "wan21_i2v/config.json"},
                    Network{"wan21_flf2v/weights.safetensors", "wan21_flf2v/config.json"},
                    Network{"wan21_vace/weights.safetensors", "wan21_vace/config.json"},
                    Network{"wan21_vace/weights.safetensors", ""},
                    Network{"common/vae21.safetensors", ""},
                    Network{"common/vae22.safetensors", ""},
                    Network{"umt5/weights.safetensors", ""},
                    Network{"clip_visual/weights.safetensors", ""}));

TEST(ArchitectureTest, GoldenModelsAreOfTheKindTheirConfigSays) {
  for (const char* name : {"wan22_t2v", "wan22_i2v", "wan22_ti2v", "wan21_i2v", "wan21_flf2v",
                           "wan21_vace", "e2e_phantom_s2v"}) {
    const std::string file =
        std::string(name) + (*name == 'e' ? "/dit.safetensors" : "/weights.safetensors");
    const auto config = parse_json(*read_file(kGolden / name / "config.json"))->get_object();
    const auto weights = nn::read_safetensors(kGolden / file);
    const auto dit = architecture_of(PartKind::dit, shapes_of(*weights), config);
    ASSERT_TRUE(dit);
    const auto& sizes = std::get<DitArchitecture>(*dit);
    EXPECT_EQ(to_string(model_kind(sizes)), std::string_view(config.at("model_type").get_string()))
        << name;
    EXPECT_EQ(sizes.heads, config.at("num_heads").get_int64());
  }
}

TEST(ArchitectureTest, ConfigsOfBothLibrariesDescribeTheSameDit) {
  for (const PublishedModel& model : published_models()) {
    if (model.dit.image_dim > 0) {
      continue;  // the official config does not tell
    }
    const auto again = dit_of_config(config_of(model.dit));
    ASSERT_TRUE(again) << again.error().describe();
    EXPECT_EQ(find_published(*again, model.has_two_experts), &model) << model.name;
  }
  const auto diffusers = parse_json(
      R"({"num_attention_heads":40,"attention_head_dim":128,"ffn_dim":13824,"num_layers":40,
          "in_channels":36,"out_channels":16,"text_dim":4096,"freq_dim":256,"image_dim":1280,
          "added_kv_proj_dim":5120,"qk_norm":"rms_norm_across_heads"})");
  const auto dit = dit_of_config(diffusers->get_object());
  ASSERT_TRUE(dit) << dit.error().describe();
  EXPECT_EQ(find_published(*dit, false)->name, "wan2.1-i2v-14b");
}

TEST(ArchitectureTest, ConfigsThatDescribeNoDitAreErrors) {
  const std::string good =
      R"({"dim":8,"ffn_dim":8,"num_heads":2,"num_layers":1,"in_dim":4,"out_dim":4)";
  ASSERT_TRUE(dit_of_config(parse_json(good + "}")->get_object()));
  for (
      const std::string& text :
      {std::string("{}"), good + R"(,"vace_in_dim":4})", good + R"(,"text_dim":-1})",
       good + R"(,"vace_in_dim":4,"vace_layers":[0,1,2]})",
       std::string(
           R"({"dim":9999999999,"ffn_dim":8,"num_heads":2,"num_layers":1,"in_dim":4,"out_dim":4})"),
       std::string(
           R"({"dim":8,"ffn_dim":8,"num_heads":2,"num_layers":100000,"in_dim":4,"out_dim":4})")}) {
    EXPECT_FALSE(dit_of_config(parse_json(text)->get_object())) << text;
  }
}

}  // namespace
}  // namespace kirin::wan
