/// \file
/// Weight files made by hand, right or wrong, for tests of their readers.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "nn/weights/mapped_file.h"

namespace kirin::nn {

inline std::string little(std::uint64_t value, int width) {
  std::string bytes;
  for (int i = 0; i < width; ++i) {
    bytes += static_cast<char>(value >> (8 * i));
  }
  return bytes;
}

/// A file in memory, at an address that suits every type.
inline MappedFile in_memory(std::string_view bytes) {
  auto words = std::make_shared<std::vector<std::uint64_t>>(bytes.size() / 8 + 1);
  std::memcpy(words->data(), bytes.data(), bytes.size());
  const auto* start = reinterpret_cast<const std::byte*>(words->data());
  return {std::move(words), {start, bytes.size()}};
}

inline std::span<const std::byte> as_byte_span(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

/// A safetensors file of this header and `data_bytes` zeros.
inline std::string safetensors_file(std::string_view header, std::size_t data_bytes) {
  return little(header.size(), 8) + std::string(header) + std::string(data_bytes, '\0');
}

/// A ZIP archive of stored entries; `begin_data_at` pads each local header so that data is aligned.
class ZipMaker {
 public:
  struct Member {
    std::string name;
    std::string bytes;
    std::uint16_t method = 0;
    std::uint16_t flags = 0;
    bool is_zip64 = false;
  };

  ZipMaker& add(Member member) {
    while ((archive_.size() + 30 + member.name.size()) % 8 != 0) {
      archive_ += '\0';
    }
    const std::uint64_t header = archive_.size();
    archive_ += little(0x04034b50, 4) + little(20, 2) + little(member.flags, 2) +
                little(member.method, 2) + little(0, 8) + little(member.bytes.size(), 4) +
                little(member.bytes.size(), 4) + little(member.name.size(), 2) + little(0, 2) +
                member.name + member.bytes;
    const std::uint64_t size = member.bytes.size();
    const std::string extra = member.is_zip64 ? little(7, 2) + little(2, 2) + "ab" + little(1, 2) +
                                                    little(24, 2) + little(size, 8) +
                                                    little(size, 8) + little(header, 8)
                                              : "";
    const std::uint64_t shown = member.is_zip64 ? 0xffffffff : size;
    directory_ += little(0x02014b50, 4) + little(20, 2) + little(20, 2) + little(member.flags, 2) +
                  little(member.method, 2) + little(0, 8) + little(shown, 4) + little(shown, 4) +
                  little(member.name.size(), 2) + little(extra.size(), 2) + little(0, 2) +
                  little(0, 8) + little(member.is_zip64 ? 0xffffffff : header, 4) + member.name +
                  extra;
    ++count_;
    return *this;
  }

  std::string archive(std::string_view comment = "") const {
    return archive_ + directory_ + little(0x06054b50, 4) + little(0, 4) + little(count_, 2) +
           little(count_, 2) + little(directory_.size(), 4) + little(archive_.size(), 4) +
           little(comment.size(), 2) + std::string(comment);
  }
  /// With a ZIP64 end record, and an end record that says nothing.
  std::string archive64() const {
    const std::uint64_t end = archive_.size() + directory_.size();
    return archive_ + directory_ + little(0x06064b50, 4) + little(44, 8) + little(45, 2) +
           little(45, 2) + little(0, 8) + little(count_, 8) + little(count_, 8) +
           little(directory_.size(), 8) + little(archive_.size(), 8) + little(0x07064b50, 4) +
           little(0, 4) + little(end, 8) + little(1, 4) + little(0x06054b50, 4) + little(0, 4) +
           little(0xffff, 2) + little(0xffff, 2) + little(0xffffffff, 4) + little(0xffffffff, 4) +
           little(0, 2);
  }

 private:
  std::string archive_;
  std::string directory_;
  std::uint64_t count_ = 0;
};

/// Pieces of pickles.
inline std::string pickled(std::string_view text) {
  return "X" + little(text.size(), 4) + std::string(text);
}
inline std::string pickled(std::int32_t value) {
  return "J" + little(static_cast<std::uint32_t>(value), 4);
}
inline std::string pickled_tuple(const std::vector<std::int32_t>& values) {
  std::string tuple = "(";
  for (const std::int32_t value : values) {
    tuple += pickled(value);
  }
  return tuple + "t";
}
/// The call that rebuilds a tensor.
inline std::string pickled_tensor(std::string_view storage_class, std::string_view key,
                                  std::int32_t elements, std::int32_t offset,
                                  const std::vector<std::int32_t>& shape,
                                  const std::vector<std::int32_t>& strides) {
  return "ctorch._utils\n_rebuild_tensor_v2\n((" + pickled("storage") + "ctorch\n" +
         std::string(storage_class) + "\n" + pickled(key) + pickled("cpu") + pickled(elements) +
         "tQ" + pickled(offset) + pickled_tuple(shape) + pickled_tuple(strides) +
         "\x89"
         "ccollections\nOrderedDict\n)RtR";
}
/// A whole pickle of a dictionary with these keys and values.
inline std::string pickled_dict(const std::vector<std::pair<std::string, std::string>>& items) {
  std::string dict = "\x80\x02}(";
  for (const auto& [key, value] : items) {
    dict += pickled(key) + value;
  }
  return dict + "u.";
}

/// A folder of its own that goes with the test.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "kirin-weights-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() { std::filesystem::remove_all(path_); }

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, std::string_view bytes) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace kirin::nn
