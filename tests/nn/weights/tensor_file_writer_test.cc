#include "nn/weights/tensor_file_writer.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "nn/tensors.h"
#include "nn/weights/hand_made.h"
#include "nn/weights/torch_writer.h"
#include "nn/weights/weights.h"
#include "nn/weights/zip_directory.h"

namespace kirin::nn {
namespace {

Weights some_weights() {
  return Weights({{"a.weight", random_tensor({3, 5}, 1)},
                  {"b", random_tensor({2, 3, 1, 1}, 2, DType::bf16)},
                  {"empty", Tensor::zeros({0, 4})},
                  {"half", random_tensor({7}, 3, DType::f16)},
                  {"scalar", random_tensor({}, 4)}});
}

/// Written in pieces of 10 bytes.
std::filesystem::path written(const ScratchFolder& folder, const std::string& name,
                              TensorFileWriter::Format format, const Weights& weights) {
  std::vector<TensorPlan> plan;
  for (const auto& [tensor_name, tensor] : weights.tensors()) {
    plan.push_back({tensor_name, tensor.type(), tensor.shape()});
  }
  auto writer = create_tensor_file(folder.path() / name, format, plan);
  EXPECT_TRUE(writer) << writer.error().describe();
  for (const TensorPlan& one : plan) {
    const Tensor& tensor = weights.tensors().at(one.name);
    for (std::uint64_t at = 0; at < one.size_bytes(); at += 10) {
      const auto size = std::min<std::uint64_t>(10, one.size_bytes() - at);
      EXPECT_TRUE((*writer)->append({tensor.bytes() + at, size}));
    }
  }
  EXPECT_FALSE(std::filesystem::exists(folder.path() / name));  // not before it is whole
  EXPECT_TRUE((*writer)->finish());
  return folder.path() / name;
}

class TensorFileWriterTest : public testing::TestWithParam<TensorFileWriter::Format> {};

TEST_P(TensorFileWriterTest, WhatWasWrittenIsReadBack) {
  const ScratchFolder folder;
  const Weights weights = some_weights();
  const auto again = read_weights(written(folder, "model.bin", GetParam(), weights));
  ASSERT_TRUE(again) << again.error().describe();
  ASSERT_EQ(again->tensors().size(), weights.tensors().size());
  for (const auto& [name, tensor] : weights.tensors()) {
    const auto found = again->get(name, tensor.shape());
    ASSERT_TRUE(found) << found.error().describe();
    EXPECT_EQ(found->type(), tensor.type());
    EXPECT_EQ(found->values(), tensor.values()) << name;
  }
}

TEST_P(TensorFileWriterTest, AFileThatIsNotFinishedLeavesNothing) {
  const ScratchFolder folder;
  {
    const auto writer =
        create_tensor_file(folder.path() / "a", GetParam(), {{"x", DType::f32, {4}}});
    ASSERT_TRUE(writer);
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

INSTANTIATE_TEST_SUITE_P(BothFormats, TensorFileWriterTest,
                         testing::Values(TensorFileWriter::Format::safetensors,
                                         TensorFileWriter::Format::torch));

// Python reads what PyTorch writes: its zipfile checks the checksums, its pickle the program.
TEST(TorchWriterTest, PythonFindsTheArchiveSoundAndTheTensorsByName) {
  const ScratchFolder folder;
  const auto file = written(folder, "model.pth", TensorFileWriter::Format::torch, some_weights());
  const auto script = folder.write("check.py", R"(
import io, pickle, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
folder = archive.namelist()[0].split("/")[0]
for info in archive.infolist():
    with open(sys.argv[1], "rb") as raw:
        raw.seek(info.header_offset + 26)
        name, extra = int.from_bytes(raw.read(2), "little"), int.from_bytes(raw.read(2), "little")
        assert (info.header_offset + 30 + name + extra) % 64 == 0
class Reader(pickle.Unpickler):
    def find_class(self, module, name):
        import collections
        return {"OrderedDict": collections.OrderedDict, "_rebuild_tensor_v2": lambda *a: a}.get(name, name)
    def persistent_load(self, id):
        return id
tensors = Reader(io.BytesIO(archive.read(folder + "/data.pkl"))).load()
assert list(tensors) == ["a.weight", "b", "empty", "half", "scalar"], list(tensors)
assert tensors["b"][0] == ("storage", "BFloat16Storage", "1", "cpu", 6), tensors["b"]
assert tensors["a.weight"][1:4] == (0, (3, 5), (5, 1))
assert archive.read(folder + "/version") == b"3\n"
)");
  EXPECT_EQ(std::system(("python3 " + script.string() + " " + file.string()).c_str()), 0);
}

TEST(TorchWriterTest, NumbersBeyondFourGigabytesGoIntoZip64Records) {
  ZipRecords records;
  constexpr std::uint64_t kFar = 0x1'2345'6789;
  const std::string near = records.local_header("m/near", 3, 0);
  std::string archive = near + "abc";
  // The entry lies where its header says only in a file of that size: the directory is checked.
  records.local_header("m/far", kFar, kFar);
  const std::string directory = records.directory(2 * kFar);
  const std::string wide =
      little(1, 2) + little(24, 2) + little(kFar, 8) + little(kFar, 8) + little(kFar, 8);
  EXPECT_NE(directory.find(wide), std::string::npos);
  EXPECT_NE(directory.find(little(0x06064b50, 4)), std::string::npos);
  EXPECT_EQ(read_zip_directory(as_byte_span(archive + directory)).error().code,
            ErrorCode::data_loss);
}

}  // namespace
}  // namespace kirin::nn
