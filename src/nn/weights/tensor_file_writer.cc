#include "nn/weights/tensor_file_writer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/crc.hpp>
#include <cerrno>

#include "base/file.h"
#include "nn/weights/safetensors_writer.h"
#include "nn/weights/torch_archive.h"
#include "nn/weights/torch_writer.h"

namespace kirin::nn {
namespace {

namespace fs = std::filesystem;

/// A file under a name of its own until it is whole.
class PartialFile {
 public:
  static Result<PartialFile> create(const fs::path& file) {
    PartialFile partial;
    partial.file_ = file;
    partial.partial_ = fs::path(file) += ".part";
    ASSIGN_OR_RETURN(partial.fd_, create_file(partial.partial_));
    return partial;
  }
  PartialFile(PartialFile&& other) noexcept = default;
  PartialFile& operator=(PartialFile&& other) noexcept = default;
  ~PartialFile() {
    if (fd_) {
      ::unlink(partial_.c_str());
    }
  }

  Result<void> write(std::span<const std::byte> bytes) {
    RETURN_IF_ERROR(write_all(fd_.get(), bytes).within(partial_.string()));
    size_ += bytes.size();
    return {};
  }
  Result<void> write(std::string_view text) {
    return write(std::span{reinterpret_cast<const std::byte*>(text.data()), text.size()});
  }
  Result<void> overwrite(std::uint64_t at, std::string_view text) {
    const auto written = ::pwrite(fd_.get(), text.data(), text.size(), static_cast<off_t>(at));
    return written == static_cast<ssize_t>(text.size())
               ? Result<void>()
               : Result<void>(system_error("writing " + partial_.string(), errno));
  }
  std::uint64_t size() const { return size_; }

  Result<void> finish() {
    std::error_code error;
    fs::permissions(partial_, fs::perms(0644), error);
    fs::rename(partial_, file_, error);
    if (error) {
      return system_error("naming " + file_.string(), error.value());
    }
    fd_.reset();
    return {};
  }

 private:
  PartialFile() = default;

  fs::path file_;
  fs::path partial_;
  UniqueFd fd_;
  std::uint64_t size_ = 0;
};

class SafetensorsFile : public TensorFileWriter {
 public:
  explicit SafetensorsFile(PartialFile file) : file_(std::move(file)) {}

  Result<void> append(std::span<const std::byte> bytes) override { return file_.write(bytes); }
  Result<void> finish() override { return file_.finish(); }

 private:
  PartialFile file_;
};

class TorchFile : public TensorFileWriter {
 public:
  TorchFile(PartialFile file, const std::string& folder, std::vector<TensorPlan> plan)
      : file_(std::move(file)), folder_(folder + "/"), plan_(std::move(plan)) {}

  Result<void> start() {
    RETURN_IF_ERROR(add("data.pkl", torch_pickle(plan_)));
    return skip_empty();
  }

  Result<void> append(std::span<const std::byte> bytes) override {
    EXPECTS(next_ < plan_.size() && written_ + bytes.size() <= plan_[next_].size_bytes());
    if (written_ == 0) {
      RETURN_IF_ERROR(begin("data/" + std::to_string(next_), plan_[next_].size_bytes()));
    }
    checksum_.process_bytes(bytes.data(), bytes.size());
    RETURN_IF_ERROR(file_.write(bytes));
    written_ += bytes.size();
    if (written_ < plan_[next_].size_bytes()) {
      return {};
    }
    RETURN_IF_ERROR(end());
    ++next_;
    written_ = 0;
    return skip_empty();
  }

  Result<void> finish() override {
    EXPECTS(next_ == plan_.size());
    RETURN_IF_ERROR(add("byteorder", "little"));
    RETURN_IF_ERROR(add("version", "3\n"));
    RETURN_IF_ERROR(file_.write(records_.directory(file_.size())));
    return file_.finish();
  }

 private:
  Result<void> begin(const std::string& name, std::uint64_t size) {
    checksum_.reset();
    return file_.write(records_.local_header(folder_ + name, size, file_.size()));
  }
  Result<void> end() {
    const std::uint32_t checksum = checksum_.checksum();
    records_.set_checksum(checksum);
    std::string bytes;
    for (unsigned i = 0; i < 4; ++i) {
      bytes += static_cast<char>(checksum >> (8 * i));
    }
    return file_.overwrite(records_.last_header_at() + ZipRecords::kChecksumOffset, bytes);
  }
  Result<void> add(const std::string& name, std::string_view content) {
    RETURN_IF_ERROR(begin(name, content.size()));
    checksum_.process_bytes(content.data(), content.size());
    RETURN_IF_ERROR(file_.write(content));
    return end();
  }
  /// Tensors without elements have storages too, which no bytes begin.
  Result<void> skip_empty() {
    for (; next_ < plan_.size() && plan_[next_].size_bytes() == 0; ++next_) {
      RETURN_IF_ERROR(add("data/" + std::to_string(next_), ""));
    }
    return {};
  }

  PartialFile file_;
  std::string folder_;
  std::vector<TensorPlan> plan_;
  ZipRecords records_;
  boost::crc_32_type checksum_;
  std::size_t next_ = 0;
  std::uint64_t written_ = 0;  // of the next
};

}  // namespace

Result<std::unique_ptr<TensorFileWriter>> create_tensor_file(const fs::path& file,
                                                             TensorFileWriter::Format format,
                                                             std::vector<TensorPlan> plan) {
  ASSIGN_OR_RETURN(PartialFile partial, PartialFile::create(file));
  if (format == TensorFileWriter::Format::safetensors) {
    RETURN_IF_ERROR(partial.write(safetensors_start(plan)));
    return std::unique_ptr<TensorFileWriter>(std::make_unique<SafetensorsFile>(std::move(partial)));
  }
  for (const TensorPlan& tensor : plan) {
    if (torch_storage_name(tensor.type).empty()) {
      return Error{ErrorCode::unimplemented,
                   fmt::format("tensor \"{}\": PyTorch archives hold no {}", tensor.name,
                               to_string(tensor.type))};
    }
  }
  auto torch =
      std::make_unique<TorchFile>(std::move(partial), file.stem().string(), std::move(plan));
  RETURN_IF_ERROR(torch->start());
  return std::unique_ptr<TensorFileWriter>(std::move(torch));
}

}  // namespace kirin::nn
