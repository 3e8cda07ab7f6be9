#include "api/admin/accounts.h"

#include <fmt/format.h>

#include <functional>
#include <iostream>
#include <optional>

#include "api/time_text.h"
#include "base/json.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/house.h"

namespace kirin::cli {
namespace {

using tasks::Account;
using tasks::AccountEntry;
using tasks::BillingMode;

constexpr int kPage = 1'000;

int complain(const Error& error) {
  std::cerr << "kirin accounts: " << error.message << '\n';
  return error.code == ErrorCode::not_found || error.code == ErrorCode::failed_precondition ||
                 error.code == ErrorCode::invalid_argument
             ? kExitUsage
             : kExitUnavailable;
}

Result<std::unique_ptr<House>> open_house(const ConfigSource& source) {
  ASSIGN_OR_RETURN(const Config config, source.load());
  return House::open(config);
}

std::string available_text(const Account& account) {
  return account.mode == BillingMode::unlimited ? "unlimited" : account.available().to_decimal();
}

std::string cap_text(const Account& account) {
  return account.monthly_cap ? account.monthly_cap->to_decimal() : "none";
}

void print_json(const Json& value) { std::cout << boost::json::serialize(value) << '\n'; }

void print_account(const Account& account) {
  const std::pair<const char*, std::string> lines[] = {
      {"owner", account.owner_id},
      {"billing mode", std::string{to_string(account.mode)}},
      {"balance", account.balance().to_decimal()},
      {"available", available_text(account)},
      {"held", account.held.to_decimal()},
      {"credited", account.recharged.to_decimal()},
      {"spent", account.spent.to_decimal()},
      {"credit limit", account.credit_limit.to_decimal()},
      {"monthly cap", cap_text(account)},
      {"spent this month", account.spent_this_month.to_decimal()}};
  for (const auto& [name, value] : lines) {
    std::cout << fmt::format("{:<18} {}\n", name, value);
  }
}

int show(const Result<Account>& account, bool as_json) {
  if (!account) {
    return complain(account.error());
  }
  if (as_json) {
    print_json(api::admin::account_json(*account));
  } else {
    print_account(*account);
  }
  return kExitOk;
}

Result<std::vector<Account>> all_accounts(tasks::AccountStore& store, TimePoint now) {
  std::vector<Account> all;
  while (true) {
    ASSIGN_OR_RETURN(std::vector<Account> page,
                     store.accounts(all.empty() ? "" : all.back().owner_id, kPage, now));
    const bool is_last = page.size() < static_cast<std::size_t>(kPage);
    std::move(page.begin(), page.end(), std::back_inserter(all));
    if (is_last) {
      return all;
    }
  }
}

void print_accounts(const std::vector<Account>& accounts) {
  constexpr const char* kRow = "{:<24} {:<10} {:>14} {:>14} {:>12} {:>12} {:>12}\n";
  std::cout << fmt::format(fmt::runtime(kRow), "OWNER", "MODE", "BALANCE", "AVAILABLE", "HELD",
                           "CREDIT LIMIT", "MONTHLY CAP");
  for (const Account& account : accounts) {
    std::cout << fmt::format(fmt::runtime(kRow), account.owner_id, to_string(account.mode),
                             account.balance().to_decimal(), available_text(account),
                             account.held.to_decimal(), account.credit_limit.to_decimal(),
                             cap_text(account));
  }
}

Result<Money> amount_from_zero(const char* name, const std::string& text) {
  ASSIGN_OR_RETURN(const Money amount, Money::parse(text).within(name));
  if (amount < Money{}) {
    return Error{ErrorCode::invalid_argument, fmt::format("{} must not be below zero", name)};
  }
  return amount;
}

Result<tasks::AccountChange> change_of(const AccountArguments& arguments) {
  tasks::AccountChange change;
  if (!arguments.mode.empty()) {
    change.mode = arguments.mode == "prepaid" ? BillingMode::prepaid : BillingMode::unlimited;
  }
  if (!arguments.credit_limit.empty()) {
    ASSIGN_OR_RETURN(change.credit_limit,
                     amount_from_zero("--credit-limit", arguments.credit_limit));
  }
  if (arguments.monthly_cap == "none") {
    change.monthly_cap.emplace(std::nullopt);
  } else if (!arguments.monthly_cap.empty()) {
    ASSIGN_OR_RETURN(const Money cap, amount_from_zero("--monthly-cap", arguments.monthly_cap));
    change.monthly_cap.emplace(cap);
  }
  if (!change.mode && !change.credit_limit && !change.monthly_cap) {
    return Error{ErrorCode::invalid_argument,
                 "nothing to set: give --mode, --credit-limit or --monthly-cap"};
  }
  return change;
}

Result<Account> credited(const ConfigSource& source, const AccountArguments& arguments) {
  ASSIGN_OR_RETURN(const Money amount, Money::parse(arguments.amount));
  if (amount == Money{}) {
    return Error{ErrorCode::invalid_argument, "the amount must not be zero"};
  }
  ASSIGN_OR_RETURN(const auto house, open_house(source));
  return house->stores.accounts->credit(arguments.owner, amount, arguments.note, std::nullopt,
                                        Clock::now());
}

Result<Account> changed(const ConfigSource& source, const AccountArguments& arguments) {
  ASSIGN_OR_RETURN(const tasks::AccountChange change, change_of(arguments));
  ASSIGN_OR_RETURN(const auto house, open_house(source));
  return house->stores.accounts->change_account(arguments.owner, change, Clock::now());
}

}  // namespace

int list_accounts(const ConfigSource& source, const AccountArguments& arguments) {
  const auto house = open_house(source);
  if (!house) {
    return complain(house.error());
  }
  const auto accounts = all_accounts(*(*house)->stores.accounts, Clock::now());
  if (!accounts) {
    return complain(accounts.error());
  }
  if (!arguments.as_json) {
    print_accounts(*accounts);
    return kExitOk;
  }
  JsonArray rows;
  for (const Account& account : *accounts) {
    rows.push_back(api::admin::account_json(account));
  }
  print_json(rows);
  return kExitOk;
}

int show_account(const ConfigSource& source, const AccountArguments& arguments) {
  const auto house = open_house(source);
  return house ? show((*house)->stores.accounts->account(arguments.owner, Clock::now()),
                      arguments.as_json)
               : complain(house.error());
}

int credit_account(const ConfigSource& source, const AccountArguments& arguments) {
  return show(credited(source, arguments), arguments.as_json);
}

int set_account(const ConfigSource& source, const AccountArguments& arguments) {
  return show(changed(source, arguments), arguments.as_json);
}

int list_account_entries(const ConfigSource& source, const AccountArguments& arguments) {
  const auto house = open_house(source);
  if (!house) {
    return complain(house.error());
  }
  const auto entries =
      (*house)->stores.accounts->entries(arguments.owner, std::nullopt, arguments.limit);
  if (!entries) {
    return complain(entries.error());
  }
  JsonArray rows;
  for (const AccountEntry& entry : *entries) {
    rows.push_back(api::admin::entry_json(entry));
    if (!arguments.as_json) {
      std::cout << fmt::format("{} {:<8} {:>14} {:<22} {}\n", api::time_text(entry.at),
                               to_string(entry.kind), entry.amount.to_decimal(), entry.task_id,
                               entry.note);
    }
  }
  if (arguments.as_json) {
    print_json(rows);
  }
  return kExitOk;
}

}  // namespace kirin::cli
