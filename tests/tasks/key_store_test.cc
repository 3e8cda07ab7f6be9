#include "tasks/key_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/file.h"
#include "tasks/open_store.h"
#include "tasks/sample_tasks.h"
#include "tasks/scratch_folder.h"
#include "tasks/sqlite/key_secret.h"

namespace kirin::tasks {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class KeyStoreTest : public testing::Test {
 protected:
  KeyStore& keys() { return *stores_.keys; }
  NewApiKey make(std::string_view name = "ci") {
    return keys().create_key({.owner_id = "own_a", .name = std::string{name}}, kNoon).value();
  }
  ErrorCode refusal(KeyStore& store, std::string_view secret, TimePoint now) {
    const auto key = store.authenticate(secret, now);
    EXPECTS(!key.has_value());
    return key.error().code;
  }

  ScratchFolder folder_;
  Stores stores_ = open_stores(folder_.store_url(), sample_options()).value();
};

TEST_F(KeyStoreTest, NewKeyAuthenticatesItsOwner) {
  const NewApiKey made = make("laptop");
  EXPECT_THAT(made.secret, testing::MatchesRegex("sa-[0-9a-f]{48}"));
  EXPECT_EQ(made.key.prefix, made.secret.substr(0, 11));
  const auto key = keys().authenticate(made.secret, kNoon);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->id, made.key.id);
  EXPECT_EQ(key->owner_id, "own_a");
  EXPECT_EQ(key->name, "laptop");
  EXPECT_EQ(key->created_at, kNoon);
}

TEST_F(KeyStoreTest, UnknownSecretIsUnauthenticated) {
  const NewApiKey made = make();
  std::string near = made.secret;
  near.back() = near.back() == '0' ? '1' : '0';
  for (const std::string& secret : {std::string{}, std::string{"sa-"}, near, made.secret + "0",
                                    made.key.prefix, made.key.id, std::string(100'000, 'x')}) {
    EXPECT_EQ(refusal(keys(), secret, kNoon), ErrorCode::unauthenticated);
  }
}

TEST_F(KeyStoreTest, SecretIsNotInTheFile) {
  const NewApiKey made = make();
  const std::string random_part = made.secret.substr(11);
  for (const char* name : {"kirin.db", "kirin.db-wal"}) {
    const std::string content = read_file(folder_.file(name)).value();
    EXPECT_EQ(content.find(random_part), std::string::npos) << name;
  }
}

TEST_F(KeyStoreTest, SameSecretIsKeptDifferentlyEachTime) {
  const auto one = sqlite::keep("sa-secret-secret");
  const auto two = sqlite::keep("sa-secret-secret");
  EXPECT_NE(one.salt, two.salt);
  EXPECT_NE(one.hash, two.hash);
  EXPECT_EQ(one.lookup, two.lookup);
  EXPECT_TRUE(sqlite::fits("sa-secret-secret", one) && sqlite::fits("sa-secret-secret", two));
  EXPECT_FALSE(sqlite::fits("sa-secret-secreT", one));
}

TEST_F(KeyStoreTest, KeyExpires) {
  const auto made =
      keys()
          .create_key({.owner_id = "own_a", .name = "day", .expires_at = kNoon + milliseconds{200}},
                      kNoon)
          .value();
  EXPECT_TRUE(keys().authenticate(made.secret, kNoon + milliseconds{199}));
  EXPECT_EQ(refusal(keys(), made.secret, kNoon + milliseconds{200}), ErrorCode::permission_denied);
}

TEST_F(KeyStoreTest, RevokedKeyIsRefusedAtOnceHere) {
  const NewApiKey made = make();
  ASSERT_TRUE(keys().authenticate(made.secret, kNoon));
  ASSERT_TRUE(keys().revoke_key(made.key.id, kNoon));
  EXPECT_EQ(refusal(keys(), made.secret, kNoon), ErrorCode::permission_denied);
}

TEST_F(KeyStoreTest, RevokedKeyIsRefusedInASecondElsewhere) {
  const NewApiKey made = make();
  const Stores elsewhere = open_stores(folder_.store_url(), sample_options()).value();
  ASSERT_TRUE(elsewhere.keys->authenticate(made.secret, kNoon));
  ASSERT_TRUE(keys().revoke_key(made.key.id, kNoon));

  EXPECT_TRUE(elsewhere.keys->authenticate(made.secret, kNoon + milliseconds{499}))
      << "remembered, without asking the disk";
  EXPECT_EQ(refusal(*elsewhere.keys, made.secret, kNoon + seconds{1}),
            ErrorCode::permission_denied);
}

TEST_F(KeyStoreTest, MemoryKnowsAKeyAsLongAsItMayPass) {
  const auto made =
      keys()
          .create_key({.owner_id = "own_a", .expires_at = kNoon + milliseconds{200}}, kNoon)
          .value();
  EXPECT_EQ(keys().recently_authenticated(made.secret, kNoon), nullptr);
  ASSERT_TRUE(keys().authenticate(made.secret, kNoon));

  const auto known = keys().recently_authenticated(made.secret, kNoon + milliseconds{199});
  ASSERT_NE(known, nullptr);
  EXPECT_EQ(known->id, made.key.id);
  EXPECT_EQ(keys().recently_authenticated(made.secret, kNoon + milliseconds{200}), nullptr)
      << "expired";
  EXPECT_EQ(keys().recently_authenticated(made.secret, kNoon + milliseconds{500}), nullptr);
  ASSERT_TRUE(keys().revoke_key(made.key.id, kNoon));
  EXPECT_EQ(keys().recently_authenticated(made.secret, kNoon), nullptr) << "revoked";
}

TEST_F(KeyStoreTest, ClockSetBackDoesNotProlongWhatIsRemembered) {
  const NewApiKey made = make();
  const Stores elsewhere = open_stores(folder_.store_url(), sample_options()).value();
  ASSERT_TRUE(elsewhere.keys->authenticate(made.secret, kNoon));
  ASSERT_TRUE(keys().revoke_key(made.key.id, kNoon));
  EXPECT_EQ(refusal(*elsewhere.keys, made.secret, kNoon - seconds{60}),
            ErrorCode::permission_denied);
}

TEST_F(KeyStoreTest, RevokesByPrefixWhereItFitsOneKey) {
  const NewApiKey made = make();
  const auto revoked = keys().revoke_key(made.key.prefix, kNoon + seconds{1});
  ASSERT_TRUE(revoked);
  EXPECT_EQ(revoked->revoked_at, kNoon + seconds{1});
  const auto again = keys().revoke_key(made.key.prefix, kNoon + seconds{2});
  EXPECT_EQ(again->revoked_at, kNoon + seconds{1}) << "the first time stands";
}

TEST_F(KeyStoreTest, PrefixOfSeveralKeysRevokesNone) {
  const auto one = keys().ensure_key("same-start-and-one", "own_a", kNoon).value();
  const auto two = keys().ensure_key("same-start-and-two", "own_a", kNoon).value();
  const auto revoked = keys().revoke_key("same", kNoon);
  ASSERT_FALSE(revoked);
  EXPECT_EQ(revoked.error().code, ErrorCode::failed_precondition);
  EXPECT_TRUE(keys().revoke_key(one.id, kNoon));
  EXPECT_EQ(keys().revoke_key("same", kNoon)->id, two.id) << "of those in use, one is left";
}

TEST_F(KeyStoreTest, RevokingNeedsANameThatFits) {
  make();
  EXPECT_EQ(keys().revoke_key("key_unknown", kNoon).error().code, ErrorCode::not_found);
  EXPECT_EQ(keys().revoke_key("sa-", kNoon).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(keys().revoke_key("", kNoon).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(keys().revoke_key("%_%_", kNoon).error().code, ErrorCode::not_found);
}

TEST_F(KeyStoreTest, EnsuredKeyIsMadeOnce) {
  const std::string secret = "operator-chosen-secret";
  const auto first = keys().ensure_key(secret, "own_a", kNoon);
  const auto second = keys().ensure_key(secret, "own_a", kNoon + seconds{9});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->id, second->id);
  EXPECT_EQ(first->prefix, "oper");
  EXPECT_EQ(keys().authenticate(secret, kNoon)->id, first->id);
  EXPECT_EQ(keys().list_keys(std::nullopt)->size(), 1u);
}

TEST_F(KeyStoreTest, EnsuringUndoesNoRevocationAndNoOwnership) {
  const std::string secret = "operator-chosen-secret";
  const auto key = keys().ensure_key(secret, "own_a", kNoon).value();
  EXPECT_EQ(keys().ensure_key(secret, "own_b", kNoon).error().code, ErrorCode::failed_precondition);
  ASSERT_TRUE(keys().revoke_key(key.id, kNoon));
  EXPECT_EQ(keys().ensure_key(secret, "own_a", kNoon).error().code, ErrorCode::failed_precondition);
}

TEST_F(KeyStoreTest, WeakChosenSecretIsRefused) {
  for (const char* secret : {"", "fifteen-letters", "has a space in it", "ünïcode-schlüssel!",
                             "tab\tinside-the-secret"}) {
    EXPECT_EQ(keys().ensure_key(secret, "own_a", kNoon).error().code, ErrorCode::invalid_argument)
        << secret;
  }
}

TEST_F(KeyStoreTest, KeysAreListedInTheOrderTheyWereMade) {
  for (const char* name : {"z", "a", "m"}) {
    make(name);
  }
  std::vector<std::string> names;
  const auto listed = keys().list_keys(std::nullopt);
  for (const ApiKey& key : listed.value()) {
    names.push_back(key.name);
  }
  EXPECT_THAT(names, testing::ElementsAre("z", "a", "m"));
}

TEST_F(KeyStoreTest, NewKeyIsWhatWasAskedFor) {
  const KeyOptions options{.owner_id = "own_b",
                           .name = "nightly",
                           .expires_at = kNoon + seconds{60},
                           .scopes = {Scope::read, Scope::admin},
                           .models = {"kirin_v1_i2v", "kirin_v2_6_t2v"},
                           .budget = Money{12'500'000},
                           .requests_per_minute = 30,
                           .max_concurrent = 0};
  const auto made = keys().create_key(options, kNoon).value();
  for (const ApiKey& key : {made.key, keys().find_key(made.key.id).value(),
                            keys().authenticate(made.secret, kNoon).value()}) {
    EXPECT_EQ(key.owner_id, "own_b");
    EXPECT_EQ(key.expires_at, kNoon + seconds{60});
    EXPECT_EQ(to_string(key.scopes), "read admin");
    EXPECT_THAT(key.models, testing::ElementsAre("kirin_v1_i2v", "kirin_v2_6_t2v"));
    EXPECT_EQ(key.budget, Money{12'500'000});
    EXPECT_EQ(key.spent, Money{});
    EXPECT_EQ(key.held, Money{});
    EXPECT_EQ(key.requests_per_minute, 30);
    EXPECT_EQ(key.max_concurrent, 0);
    EXPECT_TRUE(key.may_use_model("kirin_v1_i2v"));
    EXPECT_FALSE(key.may_use_model("kirin_v2_6_i2v"));
  }
}

TEST_F(KeyStoreTest, KeyDoesAllButAdministerUnlessToldOtherwise) {
  const ApiKey key = make().key;
  for (const Scope scope : kScopes) {
    EXPECT_EQ(key.scopes.has(scope), scope != Scope::admin) << to_string(scope);
  }
  EXPECT_TRUE(key.may_use_model("any"));
  EXPECT_FALSE(key.budget || key.requests_per_minute || key.max_concurrent);
  EXPECT_EQ(keys().ensure_key("operator-chosen-secret", "own_a", kNoon)->scopes, key.scopes);
}

TEST_F(KeyStoreTest, KeyThatMakesNoSenseIsRefused) {
  for (const KeyOptions& wrong :
       {KeyOptions{.owner_id = ""}, KeyOptions{.scopes = {}}, KeyOptions{.models = {""}},
        KeyOptions{.models = {"two words"}}, KeyOptions{.budget = Money{-1}},
        KeyOptions{.requests_per_minute = -1}, KeyOptions{.max_concurrent = -1}}) {
    const auto made = keys().create_key(wrong, kNoon);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::invalid_argument);
  }
  EXPECT_TRUE(keys().list_keys(std::nullopt)->empty());
}

TEST_F(KeyStoreTest, ChangeLeavesAllElseAsItWas) {
  const auto made = keys().create_key({.owner_id = "own_a",
                                       .name = "ci",
                                       .expires_at = kNoon + seconds{60},
                                       .models = {"kirin_v1_i2v"},
                                       .budget = Money{5}},
                                      kNoon);
  const std::string id = made->key.id;
  ASSERT_TRUE(keys().authenticate(made->secret, kNoon)) << "remembered";

  KeyChange change;
  change.scopes = ScopeSet{Scope::read};
  change.budget.emplace(std::nullopt);
  change.max_concurrent.emplace(7);
  const auto changed = keys().update_key(id, change, kNoon + seconds{1});

  ASSERT_TRUE(changed);
  for (const ApiKey& key :
       {*changed, keys().find_key(id).value(), keys().authenticate(made->secret, kNoon).value()}) {
    EXPECT_EQ(to_string(key.scopes), "read");
    EXPECT_FALSE(key.budget);
    EXPECT_EQ(key.max_concurrent, 7);
    EXPECT_EQ(key.name, "ci");
    EXPECT_EQ(key.expires_at, kNoon + seconds{60});
    EXPECT_THAT(key.models, testing::ElementsAre("kirin_v1_i2v"));
  }
}

TEST_F(KeyStoreTest, ChangeNeedsAKeyInUseAndSense) {
  const std::string id = make().key.id;
  KeyChange change;
  change.name = "new";
  EXPECT_EQ(keys().update_key("key_unknown", change, kNoon).error().code, ErrorCode::not_found);
  KeyChange wrong;
  wrong.scopes = ScopeSet{};
  EXPECT_EQ(keys().update_key(id, wrong, kNoon).error().code, ErrorCode::invalid_argument);
  ASSERT_TRUE(keys().revoke_key(id, kNoon));
  EXPECT_EQ(keys().update_key(id, change, kNoon).error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(keys().find_key(id)->name, "ci");
}

TEST_F(KeyStoreTest, KeysOfOneOwnerAreListed) {
  make("one");
  ASSERT_TRUE(keys().create_key({.owner_id = "own_b", .name = "two"}, kNoon));
  const auto listed = keys().list_keys("own_b");
  ASSERT_EQ(listed->size(), 1U);
  EXPECT_EQ(listed->at(0).name, "two");
  EXPECT_EQ(keys().find_key("key_unknown").error().code, ErrorCode::not_found);
}

// The stores write what was noted before they are gone.
TEST_F(KeyStoreTest, UseIsNotedOnceAMinute) {
  const NewApiKey used = make("used");
  const NewApiKey unused = make("unused");
  for (const int second : {0, 1, 59, 61, 70, 100}) {
    ASSERT_TRUE(keys().authenticate(used.secret, kNoon + seconds{second}));
  }
  EXPECT_FALSE(keys().authenticate("sa-unknown", kNoon));
  stores_ = {};
  stores_ = open_stores(folder_.store_url(), sample_options()).value();
  EXPECT_EQ(keys().find_key(used.key.id)->last_used_at, kNoon + seconds{61});
  EXPECT_EQ(keys().find_key(unused.key.id)->last_used_at, std::nullopt);
}

TEST(ScopeTest, WordsAreReadAsTheyAreWritten) {
  for (const Scope scope : kScopes) {
    EXPECT_EQ(parse_scope(to_string(scope)).value(), scope);
  }
  EXPECT_EQ(to_string(parse_scopes("admin,read  generate").value()), "generate read admin");
  EXPECT_TRUE(parse_scopes("")->is_empty());
  EXPECT_EQ(parse_scopes("read root").error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(parse_scope("READ").error().code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace kirin::tasks
