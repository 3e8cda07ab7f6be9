#include "base/json.h"

#include <fmt/format.h>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <charconv>
#include <set>
#include <span>
#include <vector>

#include "base/file.h"
#include "base/ids.h"

namespace kirin {
namespace {

using boost::system::error_code;

constexpr std::size_t kPieceBytes = std::size_t{256} << 10;

// What basic_parser calls while it reads. Builds the document on a value_stack and moves strings
// that grow too long to the spill file.
class DocumentBuilder {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = std::size_t{1} << 10;
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  // Where `spill_directory` is null, a long string is an error.
  DocumentBuilder(const JsonLimits& limits, const std::filesystem::path* spill_directory)
      : limits_(limits), spill_directory_(spill_directory), token_(random_hex(16)) {
    stack_.reset();
  }

  Json take_document() { return stack_.release(); }
  SpilledStrings take_strings() { return {std::move(spill_), std::move(slices_)}; }
  const std::optional<Error>& failure() const { return failure_; }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code& ec) {
    keys_.emplace_back();
    return count_value(ec);
  }
  bool on_object_end(std::size_t size, error_code&) {
    keys_.pop_back();
    stack_.push_object(size);
    return true;
  }
  bool on_array_begin(error_code& ec) { return count_value(ec); }
  bool on_array_end(std::size_t size, error_code&) {
    stack_.push_array(size);
    return true;
  }
  bool on_key_part(std::string_view part, std::size_t, error_code&) {
    key_ += part;
    return true;
  }
  bool on_key(std::string_view part, std::size_t, error_code& ec) {
    key_ += part;
    if (!keys_.back().insert(key_).second) {
      return fail(fmt::format("the key \"{}\" stands twice in one object", key_), ec);
    }
    stack_.push_key(key_);
    key_.clear();
    return true;
  }
  bool on_string_part(std::string_view part, std::size_t, error_code& ec) {
    return append_string(part, ec);
  }
  bool on_string(std::string_view part, std::size_t, error_code& ec) {
    if (!append_string(part, ec) || !count_value(ec)) {
      return false;
    }
    return finish_string(ec);
  }
  bool on_number_part(std::string_view part, error_code&) {
    number_ += part;
    return true;
  }
  bool on_int64(std::int64_t value, std::string_view, error_code& ec) {
    number_.clear();
    stack_.push_int64(value);
    return count_value(ec);
  }
  bool on_uint64(std::uint64_t value, std::string_view, error_code& ec) {
    number_.clear();
    stack_.push_uint64(value);
    return count_value(ec);
  }
  // The parser's own value may be off in the last place (Boost 1.81): from_chars is exact.
  bool on_double(double value, std::string_view part, error_code& ec) {
    number_ += part;
    const auto [end, problem] =
        std::from_chars(number_.data(), number_.data() + number_.size(), value);
    number_.clear();
    if (problem != std::errc{}) {
      return fail("a number beyond the range of double precision", ec);
    }
    stack_.push_double(value);
    return count_value(ec);
  }
  bool on_bool(bool value, error_code& ec) {
    stack_.push_bool(value);
    return count_value(ec);
  }
  bool on_null(error_code& ec) {
    stack_.push_null();
    return count_value(ec);
  }
  bool on_comment_part(std::string_view, error_code&) { return true; }
  bool on_comment(std::string_view, error_code&) { return true; }

 private:
  bool fail(std::string message, error_code& ec) {
    return fail(Error{ErrorCode::invalid_argument, std::move(message)}, ec);
  }
  bool fail(Error error, error_code& ec) {
    failure_ = std::move(error);
    ec = boost::json::error::exception;
    return false;
  }
  bool count_value(error_code& ec) {
    if (++values_ > limits_.values) {
      return fail(fmt::format("more than {} values", limits_.values), ec);
    }
    return true;
  }

  bool append_string(std::string_view part, error_code& ec) {
    if (!is_spilling_ && text_.size() + part.size() <= limits_.inline_string_bytes) {
      text_ += part;
      return true;
    }
    if (spill_directory_ == nullptr) {
      return fail(fmt::format("a string of more than {} bytes", limits_.inline_string_bytes), ec);
    }
    return spill(part, ec);
  }

  bool spill(std::string_view part, error_code& ec) {
    if (!spill_) {
      auto file = anonymous_file(*spill_directory_);
      if (!file) {
        return fail(file.error(), ec);
      }
      spill_ = *std::move(file);
    }
    if (!is_spilling_) {
      is_spilling_ = true;
      slice_ = {spill_bytes_, 0};
      const std::string begun = std::exchange(text_, {});
      if (!write_spill(begun, ec)) {
        return false;
      }
    }
    return write_spill(part, ec);
  }

  bool write_spill(std::string_view part, error_code& ec) {
    const auto written = write_all(spill_.get(), part);
    if (!written) {
      return fail(written.error().within("keeping a long string"), ec);
    }
    spill_bytes_ += part.size();
    slice_.size_bytes += part.size();
    return true;
  }

  bool finish_string(error_code&) {
    if (is_spilling_) {
      text_ = fmt::format("spilled:{}:{}", token_, slices_.size());
      slices_.emplace(text_, slice_);
      is_spilling_ = false;
    }
    stack_.push_string(text_);
    text_.clear();
    return true;
  }

  const JsonLimits& limits_;
  const std::filesystem::path* spill_directory_;
  std::string token_;
  boost::json::value_stack stack_;
  std::vector<std::set<std::string, std::less<>>> keys_;
  std::string key_;
  std::string text_;
  std::string number_;
  bool is_spilling_ = false;
  FileSlice slice_;
  std::uint64_t spill_bytes_ = 0;
  std::size_t values_ = 0;
  UniqueFd spill_;
  std::map<std::string, FileSlice, std::less<>> slices_;
  std::optional<Error> failure_;
};

// A parser and how far it has read, fed piece by piece.
class Reader {
 public:
  Reader(const JsonLimits& limits, const std::filesystem::path* spill_directory)
      : parser_(options(limits), limits, spill_directory) {}

  Result<void> feed(std::string_view piece, bool is_last) {
    error_code ec;
    const std::size_t consumed = parser_.write_some(!is_last, piece.data(), piece.size(), ec);
    position_ += consumed;
    if (!ec && consumed < piece.size()) {
      ec = boost::json::error::extra_data;
    }
    if (!ec) {
      return {};
    }
    const auto& failure = parser_.handler().failure();
    if (failure) {
      return failure->within(fmt::format("JSON near byte {}", position_));
    }
    return Error{ErrorCode::invalid_argument,
                 fmt::format("JSON near byte {}: {}", position_, ec.message())};
  }

  SpilledJson finish() {
    return {parser_.handler().take_document(), parser_.handler().take_strings()};
  }

 private:
  static boost::json::parse_options options(const JsonLimits& limits) {
    boost::json::parse_options result;
    result.max_depth = limits.depth;
    return result;
  }

  boost::json::basic_parser<DocumentBuilder> parser_;
  std::size_t position_ = 0;
};

}  // namespace

std::optional<FileSlice> SpilledStrings::find(std::string_view text) const {
  const auto found = slices_.find(text);
  return found == slices_.end() ? std::nullopt : std::optional{found->second};
}

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  Reader reader{limits, nullptr};
  RETURN_IF_ERROR(reader.feed(text, true));
  return reader.finish().document;
}

Result<SpilledJson> parse_json_file(int fd, const std::filesystem::path& spill_directory,
                                    const JsonLimits& limits) {
  ASSIGN_OR_RETURN(const std::uint64_t size, file_size_bytes(fd));
  Reader reader{limits, &spill_directory};
  std::string piece;
  std::uint64_t offset = 0;
  do {
    piece.resize(std::min<std::uint64_t>(kPieceBytes, size - offset));
    RETURN_IF_ERROR(read_exactly_at(fd, std::as_writable_bytes(std::span{piece}), offset));
    offset += piece.size();
    RETURN_IF_ERROR(reader.feed(piece, offset == size));
  } while (offset < size);
  return reader.finish();
}

}  // namespace kirin
