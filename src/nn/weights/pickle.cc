#include "nn/weights/pickle.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <optional>

namespace kirin::nn {
namespace {

constexpr std::string_view kOrderedDict = "collections OrderedDict";
constexpr std::uint8_t kProtocol = 2;
constexpr std::size_t kMaxNameBytes = 256;  // of a global

Error broken(const std::string& what) { return Error{ErrorCode::data_loss, what}; }

}  // namespace

/// The machine: a stack of values with marks, and a memo of values by number.
class PickleReader {
 public:
  PickleReader(std::span<const std::byte> bytes, std::span<const std::string_view> allowed)
      : bytes_(bytes), allowed_(allowed) {}

  Result<Pickle> read() {
    while (at_ < bytes_.size()) {
      const std::size_t opcode_at = at_;
      const auto opcode = std::to_integer<std::uint8_t>(bytes_[at_++]);
      if (opcode == '.') {
        ASSIGN_OR_RETURN(const PickleRef root, pop());
        pickle_.root_ = root;
        return std::move(pickle_);
      }
      RETURN_IF_ERROR(step(opcode).within(fmt::format("byte {}", opcode_at)));
    }
    return broken("the pickle ends before its STOP");
  }

 private:
  Result<void> step(std::uint8_t opcode) {
    switch (opcode) {
      case 0x80:
        return protocol();
      case '(':
        marks_.push_back(stack_.size());
        return {};
      case 'N':
        return push({PickleNone{}});
      case 0x88:
      case 0x89:
        return push({opcode == 0x88});
      case 'J':
        return integer(4, true);
      case 'K':
        return integer(1, false);
      case 'M':
        return integer(2, false);
      case 0x8a:
        return long_integer();
      case 'G':
        return real();
      case 'X':
      case 'T':
        return text(4);
      case 'U':
        return text(1);
      case ')':
        return push({PickleTuple{}});
      case ']':
        return push({PickleList{}});
      case '}':
        return push({PickleDict{}});
      case 't':
        return tuple_of_mark();
      case 0x85:
      case 0x86:
      case 0x87:
        return tuple_of(static_cast<std::size_t>(opcode) - 0x84);
      case 'a':
      case 'e':
        return append(opcode == 'e');
      case 's':
      case 'u':
        return set_items(opcode == 'u');
      case 'q':
        return memorise(1);
      case 'r':
        return memorise(4);
      case 'h':
        return recall(1);
      case 'j':
        return recall(4);
      case 'c':
        return global();
      case 'Q':
        return persistent();
      case 'R':
        return reduce();
      case 'b':
        return build();
      default:
        return Error{
            ErrorCode::unimplemented,
            fmt::format("opcode 0x{:02x} is not among those of a dictionary of tensors", opcode)};
    }
  }

  Result<std::uint64_t> number(std::size_t width) {
    if (width > bytes_.size() - at_) {
      return broken("the pickle is cut short");
    }
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;) {
      value = value << 8U | std::to_integer<std::uint64_t>(bytes_[at_ + i]);
    }
    at_ += width;
    return value;
  }

  Result<PickleRef> pop() {
    const std::size_t floor = marks_.empty() ? 0 : marks_.back();
    if (stack_.size() <= floor) {
      return broken("the stack is empty");
    }
    PickleValue* top = stack_.back();
    stack_.pop_back();
    return PickleRef{top};
  }

  /// The value that stays on the stack, to be changed.
  Result<PickleValue*> top() {
    if (stack_.size() <= (marks_.empty() ? 0 : marks_.back())) {
      return broken("the stack is empty");
    }
    return stack_.back();
  }

  /// All values since the last mark, which goes.
  Result<std::vector<PickleRef>> pop_mark() {
    if (marks_.empty()) {
      return broken("no mark on the stack");
    }
    const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    std::vector<PickleRef> items(first, stack_.end());
    stack_.erase(first, stack_.end());
    marks_.pop_back();
    return items;
  }

  Result<void> push(PickleValue value) {
    pickle_.values_.push_back(std::move(value));
    stack_.push_back(&pickle_.values_.back());
    return {};
  }

  Result<void> protocol() {
    ASSIGN_OR_RETURN(const std::uint64_t version, number(1));
    if (version > kProtocol) {
      return Error{ErrorCode::unimplemented,
                   fmt::format("pickle protocol {}, {} is due", version, kProtocol)};
    }
    return {};
  }

  Result<void> integer(std::size_t width, bool is_signed) {
    ASSIGN_OR_RETURN(const std::uint64_t value, number(width));
    return push({is_signed ? std::int64_t{static_cast<std::int32_t>(value)}
                           : static_cast<std::int64_t>(value)});
  }

  /// LONG1: a length, then that many bytes in two's complement.
  Result<void> long_integer() {
    ASSIGN_OR_RETURN(const std::uint64_t width, number(1));
    if (width > 8) {
      return broken(fmt::format("an integer of {} bytes", width));
    }
    ASSIGN_OR_RETURN(std::uint64_t value, number(width));
    if (width > 0 && width < 8 && (value >> (8 * width - 1)) != 0) {
      value |= ~std::uint64_t{0} << (8 * width);
    }
    return push({static_cast<std::int64_t>(value)});
  }

  /// BINFLOAT: a big-endian double.
  Result<void> real() {
    ASSIGN_OR_RETURN(const std::uint64_t little, number(8));
    return push({std::bit_cast<double>(__builtin_bswap64(little))});
  }

  Result<void> text(std::size_t width) {
    ASSIGN_OR_RETURN(const std::uint64_t size, number(width));
    if (size > bytes_.size() - at_) {
      return broken(
          fmt::format("a string of {} bytes where {} are left", size, bytes_.size() - at_));
    }
    const auto* start = reinterpret_cast<const char*>(bytes_.data()) + at_;
    at_ += size;
    return push({std::string(start, size)});
  }

  Result<void> tuple_of_mark() {
    ASSIGN_OR_RETURN(std::vector<PickleRef> items, pop_mark());
    return push({PickleTuple{std::move(items)}});
  }

  Result<void> tuple_of(std::size_t count) {
    PickleTuple tuple{std::vector<PickleRef>(count)};
    for (std::size_t i = count; i-- > 0;) {
      ASSIGN_OR_RETURN(tuple.items[i], pop());
    }
    return push({std::move(tuple)});
  }

  Result<std::vector<PickleRef>> items_to_add(bool are_marked, std::size_t otherwise) {
    if (are_marked) {
      return pop_mark();
    }
    std::vector<PickleRef> items(otherwise);
    for (std::size_t i = otherwise; i-- > 0;) {
      ASSIGN_OR_RETURN(items[i], pop());
    }
    return items;
  }

  Result<void> append(bool are_marked) {
    ASSIGN_OR_RETURN(const std::vector<PickleRef> items, items_to_add(are_marked, 1));
    ASSIGN_OR_RETURN(PickleValue * target, top());
    auto* list = std::get_if<PickleList>(&target->value);
    if (list == nullptr) {
      return broken("items for what is no list");
    }
    list->items.insert(list->items.end(), items.begin(), items.end());
    return {};
  }

  Result<void> set_items(bool are_marked) {
    ASSIGN_OR_RETURN(const std::vector<PickleRef> items, items_to_add(are_marked, 2));
    ASSIGN_OR_RETURN(PickleValue * target, top());
    auto* dict = std::get_if<PickleDict>(&target->value);
    if (dict == nullptr || items.size() % 2 != 0) {
      return broken("keys and values for what is no dictionary, or a key without a value");
    }
    for (std::size_t i = 0; i < items.size(); i += 2) {
      dict->items.emplace_back(items[i], items[i + 1]);
    }
    return {};
  }

  Result<void> memorise(std::size_t width) {
    ASSIGN_OR_RETURN(const std::uint64_t key, number(width));
    ASSIGN_OR_RETURN(PickleValue * value, top());
    memo_[key] = value;
    return {};
  }

  Result<void> recall(std::size_t width) {
    ASSIGN_OR_RETURN(const std::uint64_t key, number(width));
    const auto found = memo_.find(key);
    if (found == memo_.end()) {
      return broken(fmt::format("nothing was memorised as {}", key));
    }
    stack_.push_back(found->second);
    return {};
  }

  Result<std::string_view> line() {
    const std::string_view rest(reinterpret_cast<const char*>(bytes_.data()) + at_,
                                std::min(bytes_.size() - at_, kMaxNameBytes));
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) {
      return broken(fmt::format("a name of more than {} bytes", rest.size()));
    }
    at_ += end + 1;
    return rest.substr(0, end);
  }

  Result<void> global() {
    ASSIGN_OR_RETURN(const std::string_view module, line());
    ASSIGN_OR_RETURN(const std::string_view name, line());
    std::string full = fmt::format("{} {}", module, name);
    if (full != kOrderedDict && std::ranges::find(allowed_, full) == allowed_.end()) {
      return Error{ErrorCode::permission_denied,
                   fmt::format("the global \"{}\" is not one of a dictionary of tensors", full)};
    }
    return push({PickleGlobal{std::move(full)}});
  }

  Result<void> persistent() {
    ASSIGN_OR_RETURN(const PickleRef id, pop());
    return push({PicklePersistent{id}});
  }

  Result<void> reduce() {
    ASSIGN_OR_RETURN(const PickleRef arguments, pop());
    ASSIGN_OR_RETURN(const PickleRef function, pop());
    const auto* tuple = arguments->as<PickleTuple>();
    const auto* callee = function->as<PickleGlobal>();
    if (tuple == nullptr || callee == nullptr) {
      return broken("a call of what is no function");
    }
    if (callee->name == kOrderedDict) {
      return tuple->items.empty()
                 ? push({PickleDict{}})
                 : Result<void>(Error{ErrorCode::unimplemented, "an OrderedDict made of a list"});
    }
    return push({PickleCall{callee->name, arguments}});
  }

  /// The attributes of an object: those of a state dictionary (its `_metadata`) mean nothing here.
  Result<void> build() {
    RETURN_IF_ERROR(pop());
    ASSIGN_OR_RETURN(const PickleValue* target, top());
    return target->as<PickleDict>() != nullptr
               ? Result<void>()
               : Result<void>(broken("attributes for what is no dictionary"));
  }

  std::span<const std::byte> bytes_;
  std::span<const std::string_view> allowed_;
  std::size_t at_ = 0;
  Pickle pickle_;
  std::vector<PickleValue*> stack_;
  std::vector<std::size_t> marks_;
  std::map<std::uint64_t, PickleValue*> memo_;
};

Result<Pickle> read_pickle(std::span<const std::byte> bytes,
                           std::span<const std::string_view> allowed) {
  return PickleReader(bytes, allowed).read();
}

}  // namespace kirin::nn
