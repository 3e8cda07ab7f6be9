/// \file
/// A reader of pickles that executes nothing: the values that `torch.save` writes for a dictionary
/// of tensors, and an error that names the opcode or the global for all else.
///
/// Source: the opcodes as documented in CPython's Lib/pickletools.py, protocol 2. A pickle is a
/// program that may call any function by name. Here names are only compared: `REDUCE` and `BUILD`
/// make a `Call` or nothing, and no call is ever made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace kirin::nn {

struct PickleValue;
using PickleRef = const PickleValue*;

struct PickleNone {};
/// "module name", such as "torch FloatStorage".
struct PickleGlobal {
  std::string name;
};
struct PickleTuple {
  std::vector<PickleRef> items;
};
struct PickleList {
  std::vector<PickleRef> items;
};
/// In the order of insertion; an OrderedDict is one too.
struct PickleDict {
  std::vector<std::pair<PickleRef, PickleRef>> items;
};
/// What the writer keeps elsewhere: for tensors, the description of a storage.
struct PicklePersistent {
  PickleRef id = nullptr;
};
/// A function that the reader of the values knows, and what it was to be called with.
struct PickleCall {
  std::string_view function;      ///< view of the PickleGlobal's name
  PickleRef arguments = nullptr;  ///< a PickleTuple

  const std::vector<PickleRef>& items() const;
};

struct PickleValue {
  std::variant<PickleNone, bool, std::int64_t, double, std::string, PickleGlobal, PickleTuple,
               PickleList, PickleDict, PicklePersistent, PickleCall>
      value;

  template <typename T>
  const T* as() const {
    return std::get_if<T>(&value);
  }
};

inline const std::vector<PickleRef>& PickleCall::items() const {
  return arguments->as<PickleTuple>()->items;
}

/// All values of one pickle. They refer to each other, in circles if the file wants that: whoever
/// walks them bounds the depth.
class Pickle {
 public:
  PickleRef root() const { return root_; }

 private:
  friend class PickleReader;
  std::deque<PickleValue> values_;
  PickleRef root_ = nullptr;
};

/// Reads a pickle whose globals are all in `allowed` ("module name"). data_loss where it is
/// malformed, permission_denied for a global that is not allowed, unimplemented for an opcode that
/// torch.save does not write. Time and memory are linear in the size.
Result<Pickle> read_pickle(std::span<const std::byte> bytes,
                           std::span<const std::string_view> allowed);

}  // namespace kirin::nn
