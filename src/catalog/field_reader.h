/// \file
/// Reads the fields of a JSON object that ought to have a given shape, and remembers the first that
/// has not.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace kirin::catalog {

/// The first thing that is wrong with a document; later ones often only follow from it.
class FirstProblem {
 public:
  /// `place` is a JSON pointer (RFC 6901) into the document.
  void add(std::string_view place, std::string_view message);
  bool found() const { return error_.has_value(); }
  /// Success, or invalid_argument "PLACE: MESSAGE".
  Result<void> result() const;

 private:
  std::optional<Error> error_;
};

/// One object. After a problem its functions return empty values, so that the code that reads looks
/// the same with and without one; who asked `FirstProblem` at the end knows. Views the document.
class FieldReader {
 public:
  FieldReader(const Json& json, std::string place, FirstProblem& problem);

  const std::string& place() const { return place_; }
  bool has(std::string_view name) const;

  std::string text(std::string_view name);
  std::string optional_text(std::string_view name);
  double number(std::string_view name);
  std::int64_t integer(std::string_view name);
  std::optional<std::int64_t> optional_integer(std::string_view name);
  std::optional<bool> optional_flag(std::string_view name);
  bool flag(std::string_view name);
  /// The value as it is, or null where there is none.
  const Json* value(std::string_view name);

  FieldReader object(std::string_view name);
  /// The items of an array of objects. Where the array is missing: a problem if `required`, else
  /// nothing.
  std::vector<FieldReader> objects(std::string_view name, bool required);
  /// The items of an array of strings, where it is there.
  std::vector<std::string> texts(std::string_view name);
  /// The members of an object, as (name, reader) in the order of the file.
  std::vector<std::pair<std::string, FieldReader>> members();

  void complain(std::string_view name, std::string_view message);
  /// Call last: a field nobody asked for is a problem.
  void expect_no_others();

 private:
  const Json* find(std::string_view name, bool required);
  std::string place_of(std::string_view name) const;

  const JsonObject* object_ = nullptr;  // null after a problem
  std::string place_;
  FirstProblem* problem_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace kirin::catalog
