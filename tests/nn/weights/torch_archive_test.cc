#include "nn/weights/torch_archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "nn/memory.h"
#include "nn/weights/hand_made.h"
#include "nn/weights/weights.h"

namespace kirin::nn {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::filesystem::path kGolden = std::filesystem::path(KIRIN_SOURCE_DIR) / "tests/golden";

std::string floats(const std::vector<float>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

Result<Weights> read(const std::string& pickle, const std::string& storage) {
  return torch_weights(in_memory(
      ZipMaker().add({"model/data.pkl", pickle}).add({"model/data/0", storage}).archive()));
}

void expect_equal(const Weights& ours, const Weights& theirs) {
  ASSERT_EQ(ours.tensors().size(), theirs.tensors().size());
  for (const auto& [name, tensor] : theirs.tensors()) {
    const auto found = ours.get(name, tensor.shape());
    ASSERT_TRUE(found) << found.error().describe();
    EXPECT_EQ(found->type(), tensor.type()) << name;
    EXPECT_EQ(found->values(), tensor.values()) << name;
  }
}

TEST(TorchArchiveTest, PublishedArchivesHoldWhatTheirSafetensorsTwinsHold) {
  const std::size_t held_before = memory_use().held_bytes;
  const auto folder = kGolden / "e2e_wan22_t2v_a14b";
  const auto t5 = read_weights(folder / "models_t5_umt5-xxl-enc-bf16.pth");
  const auto vae = read_weights(folder / "Wan2.1_VAE.pth");
  ASSERT_TRUE(t5) << t5.error().describe();
  ASSERT_TRUE(vae) << vae.error().describe();
  EXPECT_EQ(memory_use().held_bytes, held_before);  // views of the files
  expect_equal(*t5, *read_weights(kGolden / "common/t5.safetensors"));
  expect_equal(*vae, *read_weights(kGolden / "common/vae21.safetensors"));
}

TEST(TorchArchiveTest, AViewIntoAStorageStartsAtItsOffset) {
  const auto weights =
      read(pickled_dict({{"a", pickled_tensor("FloatStorage", "0", 6, 2, {2, 2}, {2, 1})}}),
           floats({0, 1, 2, 3, 4, 5}));
  ASSERT_TRUE(weights) << weights.error().describe();
  EXPECT_THAT(weights->get("a", {2, 2})->values(), ElementsAre(2, 3, 4, 5));
}

TEST(TorchArchiveTest, TransposedTensorsComeInThePlainOrder) {
  const auto weights =
      read(pickled_dict({{"a", pickled_tensor("FloatStorage", "0", 6, 0, {3, 1, 2}, {1, 9, 3})}}),
           floats({0, 1, 2, 3, 4, 5}));
  ASSERT_TRUE(weights) << weights.error().describe();
  const auto a = weights->get("a", {3, 1, 2});
  EXPECT_TRUE(a->is_contiguous());
  EXPECT_THAT(a->values(), ElementsAre(0, 3, 1, 4, 2, 5));
}

TEST(TorchArchiveTest, NestedDictionariesAreOpenedAndOtherEntriesLeftOut) {
  const std::string tensor = pickled_tensor("FloatStorage", "0", 1, 0, {1}, {1});
  const std::string inner = "}(" + pickled("a") + tensor + pickled("b") + pickled(3) + "u";
  for (const char* key : {"state_dict", "model"}) {
    const auto weights = read(
        pickled_dict(
            {{"epoch", pickled(7)}, {"loss", "G\x3f\xf0" + std::string(6, '\0')}, {key, inner}}),
        floats({5}));
    ASSERT_TRUE(weights) << weights.error().describe();
    EXPECT_EQ(weights->tensors().size(), 1U);
    EXPECT_THAT(weights->get("a")->values(), ElementsAre(5));
  }
}

TEST(TorchArchiveTest, AttributesOfAStateDictionaryAreIgnored) {
  const std::string tensor = pickled_tensor("FloatStorage", "0", 1, 0, {1}, {1});
  const std::string pickle =
      "\x80\x02"
      "ccollections\nOrderedDict\n)R(" +
      pickled("a") + tensor + "u}" + pickled("_metadata") + "ccollections\nOrderedDict\n)Rsb.";
  const auto weights = read(pickle, floats({5}));
  ASSERT_TRUE(weights) << weights.error().describe();
  EXPECT_TRUE(weights->has("a"));
}

TEST(TorchArchiveTest, EightBitFloatsAreReadByTheirType) {
  std::string call = pickled_tensor("ByteStorage", "0", 2, 0, {2}, {1});
  const auto replace = [&](std::string_view from, std::string_view to) {
    call.replace(call.find(from), from.size(), to);
  };
  replace("_rebuild_tensor_v2", "_rebuild_tensor_v3");
  replace("ctorch\nByteStorage", "ctorch.storage\nUntypedStorage");
  call.replace(call.size() - 2, 2, "ctorch\nfloat8_e4m3fn\ntR");
  const auto weights = read(pickled_dict({{"a", call}}), "\x38\x40");
  ASSERT_TRUE(weights) << weights.error().describe();
  EXPECT_EQ(weights->get("a")->type(), DType::f8_e4m3);
  EXPECT_THAT(weights->get("a")->values(), ElementsAre(1, 2));
}

TEST(TorchArchiveTest, NothingIsExecutedAndErrorsNameWhatIsNotAllowed) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"\x80\x02"
       "cos\nsystem\n(" +
           pickled("touch /tmp/owned") + "tR.",
       "os system"},
      {"\x80\x02"
       "c__builtin__\neval\n(" +
           pickled("1") + "tR.",
       "__builtin__ eval"},
      {"\x80\x02(ios\nsystem\n.", "0x69"},  // INST
      {"\x80\x02(cos\nx\no.", "os x"},      // OBJ
      {"\x80\x02)\x81.", "0x81"},           // NEWOBJ
      {"\x80\x02\x93.", "0x93"},            // STACK_GLOBAL of protocol 4
      {"\x80\x02\x82\x01.", "0x82"},        // EXT1
      {"\x80\x04N.", "protocol 4"},
  };
  for (const auto& [pickle, word] : cases) {
    const auto weights = read(pickle, "");
    ASSERT_FALSE(weights) << word;
    EXPECT_THAT(weights.error().message, HasSubstr(word));
  }
}

TEST(TorchArchiveTest, HostilePicklesAreErrors) {
  const auto tensor = [](std::int32_t elements, std::int32_t offset,
                         const std::vector<std::int32_t>& shape,
                         const std::vector<std::int32_t>& strides) {
    return pickled_dict(
        {{"a", pickled_tensor("FloatStorage", "0", elements, offset, shape, strides)}});
  };
  const std::string good = tensor(4, 0, {2, 2}, {2, 1});
  ASSERT_TRUE(read(good, floats({1, 2, 3, 4})));
  const std::vector<std::pair<const char*, std::string>> cases = {
      {"more elements than bytes", tensor(5, 0, {1}, {1})},
      {"an offset past the end", tensor(4, 4, {1}, {1})},
      {"a negative offset", tensor(4, -1, {1}, {1})},
      {"a shape past the end", tensor(4, 1, {2, 2}, {2, 1})},
      {"a negative extent", tensor(4, 0, {-2, -2}, {2, 1})},
      {"a shape that overflows", tensor(4, 0, {2147483647, 2147483647, 2147483647}, {1, 1, 1})},
      {"strides that repeat elements", tensor(4, 0, {4, 4}, {0, 1})},
      {"strides with gaps", tensor(4, 0, {2}, {2})},
      {"more strides than extents", tensor(4, 0, {2}, {2, 1})},
      {"a storage that is missing",
       pickled_dict({{"a", pickled_tensor("FloatStorage", "9", 1, 0, {1}, {1})}})},
      {"a class that is none",
       pickled_dict({{"a", pickled_tensor("_utils", "0", 1, 0, {1}, {1})}})},
      {"the same name twice",
       pickled_dict({{"a", pickled_tensor("FloatStorage", "0", 1, 0, {1}, {1})},
                     {"a", pickled_tensor("FloatStorage", "0", 1, 0, {1}, {1})}})},
      {"no dictionary", "\x80\x02N."},
      {"an empty stack", "\x80\x02."},
      {"a tuple without a mark", "\x80\x02t."},
      {"a memo that was never set", "\x80\x02h\x07."},
      {"a dictionary that holds itself", std::string("\x80\x02}q\0X\5\0\0\0modelh\0s.", 18)},
      {"a string longer than the file",
       "\x80\x02X\xff\xff\xff\xff"
       "abc"},
      {"a key without a value", "\x80\x02}(K\x01u."},
      {"items for no list",
       "\x80\x02}K\x01"
       "a."},
      {"a call of a tuple", "\x80\x02))R."},
      {"a name without an end",
       "\x80\x02"
       "c" +
           std::string(1000, 'x')},
      {"an integer of 200 bytes", "\x80\x02\x8a\xc8."},
  };
  for (const auto& [what, pickle] : cases) {
    EXPECT_FALSE(read(pickle, floats({1, 2, 3, 4}))) << what;
  }
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(read(good.substr(0, size), floats({1, 2, 3, 4}))) << size;
  }
}

TEST(TorchArchiveTest, CopiesNeverExceedTheFile) {
  std::vector<std::pair<std::string, std::string>> tensors;
  for (int i = 0; i < 200; ++i) {
    tensors.emplace_back(std::to_string(i),
                         pickled_tensor("FloatStorage", "0", 10000, 0, {100, 100}, {1, 100}));
  }
  const auto weights = read(pickled_dict(tensors), std::string(40000, '\0'));
  ASSERT_FALSE(weights);
  EXPECT_THAT(weights.error().message, HasSubstr("copies"));
}

TEST(TorchArchiveTest, OtherKindsOfFilesAreSaidToBeSuch) {
  const std::string tensor = pickled_tensor("FloatStorage", "0", 1, 0, {1}, {1});
  const auto big = torch_weights(in_memory(ZipMaker()
                                               .add({"m/data.pkl", pickled_dict({{"a", tensor}})})
                                               .add({"m/byteorder", "big"})
                                               .add({"m/data/0", floats({1})})
                                               .archive()));
  ASSERT_FALSE(big);
  EXPECT_THAT(big.error().message, HasSubstr("little-endian"));
  const auto legacy = torch_weights(
      in_memory(std::string("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15)));
  ASSERT_FALSE(legacy);
  EXPECT_THAT(legacy.error().message, HasSubstr("1.6"));
  const auto zip = torch_weights(in_memory(ZipMaker().add({"readme.txt", "hello"}).archive()));
  ASSERT_FALSE(zip);
  EXPECT_THAT(zip.error().message, HasSubstr("data.pkl"));
}

}  // namespace
}  // namespace kirin::nn
