#include "base/log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

namespace kirin::log {
namespace {

constexpr spdlog::level::level_enum kLevels[] = {spdlog::level::debug, spdlog::level::info,
                                                 spdlog::level::warn, spdlog::level::err};

// One setting for the process, written once by `configure` before threads start.
struct Output {
  Output() : logger(spdlog::stderr_color_mt("kirin")) { logger->set_pattern("%v"); }
  std::shared_ptr<spdlog::logger> logger;
  Format format = Format::text;
};

Output& output() {
  static Output instance;
  return instance;
}

std::string quoted(std::string_view text) {
  return boost::json::serialize(boost::json::string{text});
}

bool is_plain(std::string_view text) {
  return !text.empty() && text.find_first_of(" \t\r\n\"=\\") == std::string_view::npos;
}

std::string timestamp() {
  const auto now = std::chrono::system_clock::now();
  const auto millis =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(now)), millis);
}

void write(spdlog::level::level_enum level, std::string_view name, std::string_view event,
           std::initializer_list<Field> fields) {
  Output& out = output();
  if (!out.logger->should_log(level)) {
    return;
  }
  const std::string body = render(out.format, event, fields);
  if (out.format == Format::json) {
    out.logger->log(level, R"({{"time":"{}","level":"{}","pid":{},{}}})", timestamp(), name,
                    ::getpid(), body);
  } else {
    out.logger->log(level, "{} {:<7} {}", timestamp(), name, body);
  }
}

}  // namespace

bool shows(Level level) { return output().logger->should_log(kLevels[static_cast<int>(level)]); }

void configure(Level level, Format format) {
  output().logger->set_level(kLevels[static_cast<int>(level)]);
  output().format = format;
}

Result<Level> parse_level(std::string_view text) {
  if (text == "debug") {
    return Level::debug;
  }
  if (text == "info") {
    return Level::info;
  }
  if (text == "warning") {
    return Level::warning;
  }
  if (text == "error") {
    return Level::error;
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("'{}' is not a log level; use debug, info, warning or error", text)};
}

Result<Format> parse_format(std::string_view text) {
  if (text == "text") {
    return Format::text;
  }
  if (text == "json") {
    return Format::json;
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("'{}' is not a log format; use text or json", text)};
}

std::string render(Format format, std::string_view event, std::initializer_list<Field> fields) {
  std::string line = format == Format::json ? "\"event\":" + quoted(event) : std::string{event};
  for (const Field& field : fields) {
    if (format == Format::json) {
      line += fmt::format(",{}:{}", quoted(field.name),
                          field.is_text ? quoted(field.value) : field.value);
    } else {
      line += fmt::format(" {}={}", field.name,
                          is_plain(field.value) ? field.value : quoted(field.value));
    }
  }
  return line;
}

void debug(std::string_view event, std::initializer_list<Field> fields) {
  write(spdlog::level::debug, "debug", event, fields);
}
void info(std::string_view event, std::initializer_list<Field> fields) {
  write(spdlog::level::info, "info", event, fields);
}
void warning(std::string_view event, std::initializer_list<Field> fields) {
  write(spdlog::level::warn, "warning", event, fields);
}
void error(std::string_view event, std::initializer_list<Field> fields) {
  write(spdlog::level::err, "error", event, fields);
}

}  // namespace kirin::log
