// broken_contracts.json: a contract, changed in one place, and what the loader says about it.
// contract_schema_test.py reads the same file and asks the JSON Schema.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "base/file.h"
#include "catalog/catalog.h"
#include "catalog/shorthand.h"

namespace kirin::catalog {
namespace {

using testing::HasSubstr;

class ContractDirectory : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/contractsXXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  void put(const std::string& name, std::string_view text) {
    ASSERT_TRUE(write_file_atomically(directory_ / name, text));
  }
  Result<Catalog> load() { return Catalog::load(directory_.string()); }

  std::filesystem::path directory_;
};

JsonObject contract(std::string_view id) { return Catalog::embedded().find(id)->document(); }

// The contract of a row with its change made: "set" at a JSON pointer, or "remove" of what is
// there.
Json broken(const Json& row) {
  Json document = contract(row.at("contract").as_string());
  const std::string_view pointer = row.at("at").as_string();
  const auto last = pointer.rfind('/');
  Json& parent = document.at_pointer(pointer.substr(0, last));
  const std::string key{pointer.substr(last + 1)};
  if (const Json* value = row.as_object().if_contains("set")) {
    if (parent.is_array()) {
      parent.as_array().at(std::stoul(key)) = *value;
    } else {
      parent.as_object()[key] = *value;
    }
  } else if (parent.is_array()) {
    parent.as_array().erase(parent.as_array().begin() + std::stol(key));
  } else {
    parent.as_object().erase(key);
  }
  return document;
}

TEST_F(ContractDirectory, ReadsWhatIsEmbedded) {
  const auto loaded = Catalog::load(std::string{KIRIN_SOURCE_DIR} + "/catalog");
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded->contracts().size(), Catalog::embedded().contracts().size());
  for (std::size_t i = 0; i < loaded->contracts().size(); ++i) {
    EXPECT_EQ(loaded->contracts()[i]->document(), Catalog::embedded().contracts()[i]->document());
  }
}

TEST_F(ContractDirectory, RefusesBrokenContractsAndNamesThePlace) {
  const Json rows = table("broken_contracts.json");
  EXPECT_GT(rows.as_array().size(), 40U);
  for (const Json& row : rows.as_array()) {
    SCOPED_TRACE(boost::json::serialize(row));
    put("broken.json", boost::json::serialize(broken(row)));
    const auto loaded = load();
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, ErrorCode::invalid_argument);
    EXPECT_THAT(loaded.error().message, HasSubstr("broken.json: "));
    EXPECT_THAT(loaded.error().message, HasSubstr(std::string{row.at("message").as_string()}));
  }
}

TEST_F(ContractDirectory, RefusesWhatIsNoObject) {
  for (const char* text : {"", "{", "[]", "null", "{}", "{\"id\": 5}"}) {
    put("broken.json", text);
    const auto loaded = load();
    ASSERT_FALSE(loaded) << text;
    EXPECT_THAT(loaded.error().message, HasSubstr("broken.json"));
  }
}

TEST_F(ContractDirectory, RefusesTwoContractsOfOneName) {
  JsonObject other = contract("kirin_v1_i2v");
  other["id"] = "kirin_other";
  put("a.json", boost::json::serialize(contract("kirin_v1_i2v")));
  put("b.json", boost::json::serialize(other));
  const auto loaded = load();
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::invalid_argument);
  EXPECT_THAT(loaded.error().message, HasSubstr("kling_v1_i2v"));
}

TEST_F(ContractDirectory, RefusesADirectoryWithoutContracts) {
  EXPECT_EQ(load().error().code, ErrorCode::invalid_argument);
  put("contract.schema.json", "not a contract");
  EXPECT_EQ(load().error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(Catalog::load((directory_ / "none").string()).error().code, ErrorCode::not_found);
}

// A model is a file and nothing else: a sixth one is known as soon as it lies there.
TEST_F(ContractDirectory, ANewModelIsANewFile) {
  JsonObject document = contract("kirin_v2_6_t2v");
  document["id"] = "kirin_v9_t2v";
  document["aliases"] = JsonArray{};
  put("kirin_v9_t2v.json", boost::json::serialize(document));
  const auto loaded = load();
  ASSERT_TRUE(loaded) << loaded.error().message;
  const Contract* found = loaded->find("kirin_v9_t2v");
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(std::holds_alternative<GenerationRequest>(
      check(*found, "kirin_v9_t2v", {{"prompt", "A kite"}})));
}

TEST(KnownNames, AreTheOnlyOnesThatAParameterOfTheirListTakes) {
  const Catalog catalog = Catalog::embedded_with({{"voices", {"amber", "basil"}}});
  const Contract& contract = *catalog.find("kirin_v2_6_i2v");
  const auto outcome = [&](const char* voice) {
    return check(contract, contract.id(),
                 {{"image", "https://example.org/a.png"},
                  {"mode", "pro"},
                  {"sound", "on"},
                  {"voice_list", JsonArray{"amber", voice}}});
  };
  EXPECT_TRUE(std::holds_alternative<GenerationRequest>(outcome("basil")));
  for (const char* unknown : {"coral", "Amber", "amber,basil"}) {
    const auto refused = outcome(unknown);
    const auto* violations = std::get_if<std::vector<Violation>>(&refused);
    ASSERT_NE(violations, nullptr) << unknown;
    ASSERT_EQ(violations->size(), 1U);
    EXPECT_EQ(violations->front().kind, ViolationKind::invalid_value);
    EXPECT_THAT(violations->front().parameter, testing::StartsWith("voice_list[1]"));
    EXPECT_THAT(violations->front().message, HasSubstr("known voices (amber, basil)"));
  }
  EXPECT_THAT(boost::json::serialize(contract.document()),
              HasSubstr(R"("known":"voices","enum":["amber","basil"])"));
}

TEST(KnownNames, OfAnotherListLeaveAParameterFree) {
  const Catalog catalog = Catalog::embedded_with({{"fonts", {"serif"}}});
  EXPECT_EQ(catalog.find("kirin_v2_6_i2v")->document(),
            Catalog::embedded().find("kirin_v2_6_i2v")->document());
}

}  // namespace
}  // namespace kirin::catalog
