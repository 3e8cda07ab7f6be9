#include "base/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/ids.h"

namespace kirin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const std::vector<Setting>& settings() {
  static const std::vector<Setting> table = {
      {.key = "name",
       .type = SettingType::string,
       .default_value = "kirin",
       .description = "Its name"},
      {.key = "server.listen",
       .type = SettingType::string,
       .default_value = "127.0.0.1:8080",
       .description = "Address and port"},
      {.key = "server.public_url",
       .type = SettingType::string,
       .default_value = "",
       .description = "How clients reach it"},
      {.key = "server.tls.cert",
       .type = SettingType::string,
       .default_value = "",
       .description = "Certificate"},
      {.key = "workers.count",
       .type = SettingType::integer,
       .default_value = "2",
       .description = "Processes",
       .minimum = 1,
       .maximum = 64},
      {.key = "workers.nice",
       .type = SettingType::integer,
       .default_value = "0",
       .description = "Priority"},
      {.key = "queue.weight",
       .type = SettingType::number,
       .default_value = "1.5",
       .description = "A weight"},
      {.key = "net.allow_private",
       .type = SettingType::boolean,
       .default_value = "false",
       .description = "Private addresses"},
      {.key = "limits.timeout",
       .type = SettingType::duration,
       .default_value = "90s",
       .description = "A time"},
      {.key = "limits.body",
       .type = SettingType::size,
       .default_value = "128MiB",
       .description = "A size"},
      {.key = "auth.bootstrap_key",
       .type = SettingType::string,
       .default_value = "",
       .description = "First key",
       .is_secret = true},
      {.key = "log.format",
       .type = SettingType::string,
       .default_value = "text",
       .description = "Form",
       .choices = {"text", "json"}},
  };
  return table;
}

class ConfigTest : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::temp_directory_path() / new_id("kirin-config-");
    std::filesystem::create_directory(directory_);
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::filesystem::path file(std::string_view content) const {
    const auto path = directory_ / "kirin.toml";
    EXPECT_TRUE(write_file_atomically(path, content));
    return path;
  }
  Result<Config> load_file(std::string_view content) const {
    return Config::load(settings(), file(content), {}, {});
  }
  static Result<Config> load_environment(const Config::Values& environment) {
    return Config::load(settings(), std::nullopt, environment, {});
  }

  std::filesystem::path directory_;
};

TEST_F(ConfigTest, DefaultsHoldWhereNothingIsSet) {
  const auto config = load_environment({{"PATH", "/bin"}, {"KIRIN_CONFIG", "elsewhere"}});
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->text("server.listen"), "127.0.0.1:8080");
  EXPECT_EQ(config->integer("workers.count"), 2);
  EXPECT_EQ(config->number("queue.weight"), 1.5);
  EXPECT_FALSE(config->boolean("net.allow_private"));
  EXPECT_EQ(config->duration("limits.timeout"), std::chrono::seconds{90});
  EXPECT_EQ(config->size_bytes("limits.body"), std::uint64_t{134'217'728});
  EXPECT_EQ(config->source("server.listen"), "default");
}

TEST_F(ConfigTest, TheFileSetsEveryType) {
  const auto config = load_file(R"(
name = "house"
[server]
listen = "0.0.0.0:80"
tls = { cert = "c.pem" }
[workers]
count = 4
nice = -5
[queue]
weight = 2
[net]
allow_private = true
[limits]
timeout = "250ms"
body = 4096
[log]
format = "json"
)");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->text("name"), "house");
  EXPECT_EQ(config->text("server.listen"), "0.0.0.0:80");
  EXPECT_EQ(config->text("server.tls.cert"), "c.pem");
  EXPECT_EQ(config->integer("workers.count"), 4);
  EXPECT_EQ(config->integer("workers.nice"), -5);
  EXPECT_EQ(config->number("queue.weight"), 2.0);
  EXPECT_TRUE(config->boolean("net.allow_private"));
  EXPECT_EQ(config->duration("limits.timeout"), std::chrono::milliseconds{250});
  EXPECT_EQ(config->size_bytes("limits.body"), 4096U);
  EXPECT_EQ(config->text("log.format"), "json");
  EXPECT_EQ(config->source("limits.body"), "file");
  EXPECT_EQ(config->source("server.public_url"), "default");
}

TEST_F(ConfigTest, FlagsWinOverEnvironmentOverFileOverDefault) {
  const auto path = file("name = \"file\"\n[server]\nlisten = \"file\"\n[workers]\ncount = 3\n");
  const auto config = Config::load(settings(), path,
                                   {{"KIRIN_SERVER__LISTEN", "env"}, {"KIRIN_WORKERS__COUNT", "5"}},
                                   {{"workers.count", "6"}});
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->text("name"), "file");
  EXPECT_EQ(config->text("server.listen"), "env");
  EXPECT_EQ(config->integer("workers.count"), 6);
  EXPECT_EQ(config->text("log.format"), "text");
  EXPECT_THAT((std::vector{config->source("name"), config->source("server.listen"),
                           config->source("workers.count"), config->source("log.format")}),
              ElementsAre("file", "environment", "flag", "default"));
}

TEST_F(ConfigTest, EnvironmentReachesNestedSections) {
  EXPECT_EQ(environment_name("server.public_url"), "KIRIN_SERVER__PUBLIC_URL");
  const auto config = load_environment({{"KIRIN_SERVER__TLS__CERT", "x"},
                                        {"KIRIN_SERVER__PUBLIC_URL", ""},
                                        {"KIRIN_NET__ALLOW_PRIVATE", "1"}});
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->text("server.tls.cert"), "x");
  EXPECT_EQ(config->source("server.public_url"), "environment");
  EXPECT_TRUE(config->boolean("net.allow_private"));
}

struct FileRow {
  const char* content;
  const char* message;
};

TEST_F(ConfigTest, SaysWhatIsWrongWithTheFile) {
  const FileRow rows[] = {
      {"[server]\nlisten_on = 1\n[servr]\nlisten = \"x\"\n",
       "kirin.toml:4: unknown key \"servr.listen\"; did you mean \"server.listen\"?"},
      {"\n\nnam = \"x\"\n", "kirin.toml:3: unknown key \"nam\"; did you mean \"name\"?"},
      {"[zzz]\nqqq = 1\n", "kirin.toml:2: unknown key \"zzz.qqq\""},
      {"[servers]\n", "kirin.toml:1: unknown key \"servers\""},
      {"server = 1\n", "kirin.toml:1: unknown key \"server\", which is a section"},
      {"[server]\nlisten = 8080\n",
       "kirin.toml:2: server.listen is the integer 8080, but a string is due"},
      {"[server]\nlisten = [\"a\"]\n", "server.listen is an array, but a string is due"},
      {"[name]\nx = 1\n", "kirin.toml:1: name is a section, but a string is due"},
      {"[workers]\ncount = \"4\"\n",
       "workers.count is the string \"4\", but an integer from 1 to 64 is due"},
      {"[workers]\ncount = 65\n", "workers.count is \"65\", but an integer from 1 to 64 is due"},
      {"[workers]\ncount = 1.5\n", "workers.count is the number 1.5, but an integer"},
      {"[workers]\nnice = true\n", "workers.nice is the boolean true, but an integer is due"},
      {"[queue]\nweight = inf\n", "queue.weight is \"inf\", but a number is due"},
      {"[net]\nallow_private = \"yes\"\n",
       "net.allow_private is the string \"yes\", but true or false is due"},
      {"[limits]\ntimeout = 90\n",
       "limits.timeout is the integer 90, but a duration such as \"250ms\", \"90s\""},
      {"[limits]\ntimeout = 2020-01-01\n", "limits.timeout is a date or time, but a duration"},
      {"[limits]\nbody = \"10Mb\"\n", "limits.body is \"10Mb\", but a size such as \"512KiB\""},
      {"[limits]\nbody = -1\n", "limits.body is \"-1\", but a size"},
      {"[log]\nformat = \"xml\"\n", "log.format is \"xml\", but one of \"text\", \"json\" is due"},
      {"[server\n", "kirin.toml:1:"},
      {"[server]\nlisten = \"a\"\nlisten = \"b\"\n", "kirin.toml:3:"},
  };
  for (const FileRow& row : rows) {
    const auto config = load_file(row.content);
    ASSERT_FALSE(config) << row.content;
    EXPECT_EQ(config.error().code, ErrorCode::invalid_argument);
    EXPECT_THAT(config.error().message, HasSubstr(row.message)) << row.content;
  }
}

TEST_F(ConfigTest, SaysWhatIsWrongWithTheEnvironment) {
  const auto unknown = load_environment({{"KIRIN_SERVER__LISTNE", "x"}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().message,
            "KIRIN_SERVER__LISTNE: there is no such setting; did you mean "
            "\"KIRIN_SERVER__LISTEN\"?");
  const auto lower_case = load_environment({{"KIRIN_server__listen", "x"}});
  ASSERT_FALSE(lower_case);
  EXPECT_THAT(lower_case.error().message, HasSubstr("did you mean \"KIRIN_SERVER__LISTEN\""));
  const auto unfit = load_environment({{"KIRIN_WORKERS__COUNT", "many"}});
  ASSERT_FALSE(unfit);
  EXPECT_EQ(unfit.error().message,
            "KIRIN_WORKERS__COUNT: workers.count is \"many\", but an integer from 1 to 64 is due");
}

TEST_F(ConfigTest, SaysWhatIsWrongWithFlags) {
  const auto unknown = Config::load(settings(), std::nullopt, {}, {{"log.formt", "x"}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().message,
            "command line: unknown key \"log.formt\"; did you mean \"log.format\"?");
}

TEST_F(ConfigTest, ReportsAllProblemsInTheOrderOfTheFile) {
  const auto config = Config::load(settings(), file("a = 1\n[workers]\ncount = 0\nb = 2\n"),
                                   {{"KIRIN_X__Y", "1"}}, {{"z", "1"}});
  ASSERT_FALSE(config);
  EXPECT_THAT(config.error().message,
              ::testing::ContainsRegex("kirin.toml:1: .*\n.*kirin.toml:3: .*\n.*kirin.toml:4: "
                                       ".*\nKIRIN_X__Y: .*\ncommand line: "));
}

TEST_F(ConfigTest, AFileThatIsNotThereIsNotFound) {
  const auto config = Config::load(settings(), directory_ / "none.toml", {}, {});
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, ErrorCode::not_found);
  EXPECT_THAT(config.error().message, HasSubstr("none.toml"));
}

TEST_F(ConfigTest, SecretsAreNeverShown) {
  const auto config = load_environment({{"KIRIN_AUTH__BOOTSTRAP_KEY", "hunter2"}});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->text("auth.bootstrap_key"), "hunter2");
  EXPECT_THAT(config->print(), HasSubstr("bootstrap_key = \"********\""));
  EXPECT_THAT(config->print(), Not(HasSubstr("hunter2")));

  const auto unset = load_environment({});
  ASSERT_TRUE(unset);
  EXPECT_THAT(unset->print(), HasSubstr("bootstrap_key = \"\""));

  const auto wrong = load_file("[auth]\nbootstrap_key = 12345\n");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message, Not(HasSubstr("12345")));
}

TEST_F(ConfigTest, WhatIsPrintedLoadsToTheSame) {
  const auto config = Config::load(settings(), std::nullopt,
                                   {{"KIRIN_SERVER__LISTEN", "a\"b\\c\x01\n\xc3\xa9"},
                                    {"KIRIN_NET__ALLOW_PRIVATE", "1"},
                                    {"KIRIN_QUEUE__WEIGHT", ".5"},
                                    {"KIRIN_WORKERS__COUNT", "007"},
                                    {"KIRIN_LIMITS__BODY", "10MB"}},
                                   {});
  ASSERT_TRUE(config) << config.error().message;
  const std::string printed = config->print();
  EXPECT_THAT(printed, HasSubstr("[server]\n# Address and port (environment)\nlisten = "));
  EXPECT_THAT(printed, HasSubstr("[server.tls]\n"));

  const auto again = load_file(printed);
  ASSERT_TRUE(again) << again.error().message << printed;
  for (const Setting& setting : settings()) {
    if (setting.type == SettingType::boolean) {
      EXPECT_EQ(again->boolean(setting.key), config->boolean(setting.key));
    } else if (setting.type == SettingType::integer) {
      EXPECT_EQ(again->integer(setting.key), config->integer(setting.key));
    } else if (setting.type == SettingType::number) {
      EXPECT_EQ(again->number(setting.key), config->number(setting.key));
    } else {
      EXPECT_EQ(again->text(setting.key), config->text(setting.key)) << setting.key;
    }
  }
}

TEST(SettingTest, Durations) {
  using std::chrono::milliseconds;
  const std::pair<const char*, std::int64_t> good[] = {{"250ms", 250},      {"90s", 90'000},
                                                       {"5m", 300'000},     {"24h", 86'400'000},
                                                       {"7d", 604'800'000}, {"0s", 0}};
  for (const auto& [text, millis] : good) {
    const auto parsed = parse_duration(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(parsed->count(), millis);
  }
  for (const char* text : {"", "s", "90", "-1s", "1.5s", "90 s", "90S", "1h30m", " 1s", "1s ",
                           "9223372036854775807s", "99999999999999999999ms"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(SettingTest, Sizes) {
  const std::pair<const char*, std::uint64_t> good[] = {{"0", 0},
                                                        {"17", 17},
                                                        {"17B", 17},
                                                        {"10MB", 10'000'000},
                                                        {"128MiB", 134'217'728},
                                                        {"3KB", 3'000},
                                                        {"3KiB", 3'072},
                                                        {"1GB", 1'000'000'000},
                                                        {"2TiB", 2'199'023'255'552}};
  for (const auto& [text, bytes] : good) {
    const auto parsed = parse_size(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(*parsed, bytes);
  }
  for (const char* text :
       {"", "MiB", "1mb", "1.5GB", "1 MB", "-1", "+1", "9223372036854775808", "8388608TiB"}) {
    EXPECT_FALSE(parse_size(text)) << text;
  }
}

TEST(SettingTest, NumbersAndBooleans) {
  EXPECT_EQ(*parse_number("-2.5e3"), -2500.0);
  for (const char* text : {"", "nan", "inf", "1x", " 1", "1e999"}) {
    EXPECT_FALSE(parse_number(text)) << text;
  }
  EXPECT_EQ(*parse_integer("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
  for (const char* text : {"", "1.0", "0x10", "9223372036854775808", "1 "}) {
    EXPECT_FALSE(parse_integer(text)) << text;
  }
  EXPECT_TRUE(*parse_boolean("true"));
  EXPECT_FALSE(*parse_boolean("0"));
  for (const char* text : {"", "TRUE", "yes", "2"}) {
    EXPECT_FALSE(parse_boolean(text)) << text;
  }
}

}  // namespace
}  // namespace kirin
