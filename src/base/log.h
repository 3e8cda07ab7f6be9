/// \file
/// Structured logs: one event with named fields a line, as text or JSON, on standard error.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kirin::log {

enum class Level { debug, info, warning, error };
enum class Format { text, json };

/// One named value of an event, such as {"task_id", id}.
struct Field {
  Field(std::string_view field_name, std::string_view text) : name(field_name), value(text) {}
  Field(std::string_view field_name, const char* text) : name(field_name), value(text) {}
  Field(std::string_view field_name, const std::string& text) : name(field_name), value(text) {}
  template <typename Number>
  requires std::is_arithmetic_v<Number> Field(std::string_view field_name, Number number)
      : name(field_name), value(to_text(number)), is_text(false) {}

  std::string_view name;
  std::string value;
  bool is_text = true;

 private:
  static std::string to_text(bool truth) { return truth ? "true" : "false"; }
  template <typename Number>
  static std::string to_text(Number number) {
    return std::to_string(number);
  }
};

/// Sets what is shown and how, for the whole process. Call before threads start.
void configure(Level level, Format format);
/// Reads "debug", "info", "warning" or "error".
Result<Level> parse_level(std::string_view text);
/// Reads "text" or "json".
Result<Format> parse_format(std::string_view text);

/// True where events of this level are written: what costs to tell need not be gathered otherwise.
bool shows(Level level);

void debug(std::string_view event, std::initializer_list<Field> fields = {});
void info(std::string_view event, std::initializer_list<Field> fields = {});
void warning(std::string_view event, std::initializer_list<Field> fields = {});
void error(std::string_view event, std::initializer_list<Field> fields = {});

/// The line an event is written as, without time and level: exposed for the tests.
std::string render(Format format, std::string_view event, std::initializer_list<Field> fields);

}  // namespace kirin::log
