#include "api/account/billing.h"

#include <algorithm>
#include <optional>

#include "api/time_text.h"

namespace kirin::api::account {
namespace {

// What this server has one of, where the hosted service has many.
constexpr std::string_view kEnvironment = "default";
constexpr std::string_view kProvider = "kirin";
constexpr std::size_t kDateCharacters = 10;
// The clock's nanoseconds end in 2262.
constexpr TimePoint kEndOfTime{
    std::chrono::duration_cast<Clock::duration>(std::chrono::hours{24 * 365 * 291})};

struct Period {
  TimePoint from;
  TimePoint until = kEndOfTime;
};

std::optional<ApiError> read_bound(const Call& call, const char* name, TimePoint& bound) {
  const auto text = call.query.text(name);
  if (!text) {
    return std::nullopt;
  }
  const auto time = parse_time(*text);
  if (!time) {
    return invalid_parameter(name, std::string{name} + ": " + time.error().message);
  }
  // The day that is named as the end is a part of the period.
  const bool is_last_day = std::string_view{name} == "end" && text->size() == kDateCharacters &&
                           text->find('-') != std::string::npos;
  bound = *time + (is_last_day ? std::chrono::hours{24} : std::chrono::hours{0});
  return std::nullopt;
}

std::variant<Period, ApiError> read_period(const Call& call) {
  Period period;
  if (auto error = read_bound(call, "start", period.from)) {
    return *std::move(error);
  }
  if (auto error = read_bound(call, "end", period.until)) {
    return *std::move(error);
  }
  return period;
}

bool is_asked_for(const Call& call, const char* name, std::string_view value) {
  const auto wanted = call.query.text(name);
  return !wanted || *wanted == value;
}

JsonObject item_of(const tasks::UsageTotal& total) {
  return {{"team_alias", total.owner_id},
          {"provider", kProvider},
          {"model_group", total.model},
          {"total_requests", total.requests},
          {"total_cost", total.cost.to_decimal()},
          {"discount_total_cost", total.cost.to_decimal()},
          {"discount_rate", 1}};
}

JsonObject summary_of(const std::vector<tasks::UsageTotal>& totals) {
  std::int64_t requests = 0;
  Money cost;
  for (const tasks::UsageTotal& total : totals) {
    requests += total.requests;
    cost = cost + total.cost;
  }
  return {{"total_requests", requests},
          {"total_cost", cost.to_decimal()},
          {"discount_total_cost", cost.to_decimal()},
          {"prompt_tokens", 0},
          {"completion_tokens", 0},
          {"total_tokens", 0},
          {"currency", "USD"}};
}

JsonObject page_of(const Call& call, const std::vector<tasks::UsageTotal>& totals) {
  const auto size = static_cast<std::uint64_t>(*call.query.integer("page_size"));
  const auto page = static_cast<std::uint64_t>(*call.query.integer("page"));
  JsonArray items;
  for (std::uint64_t i = (page - 1) * size; i < std::min(totals.size(), page * size); ++i) {
    items.push_back(item_of(totals[i]));
  }
  return {{"items", std::move(items)},
          {"total", totals.size()},
          {"page", page},
          {"page_size", size},
          {"total_pages", (totals.size() + size - 1) / size}};
}

// A model may be asked for by any of its names.
std::optional<std::string> wanted_model(const ApiContext& context, const Call& call) {
  const auto named = call.query.text("model_group");
  const catalog::Contract* contract = named ? context.catalog.find(*named) : nullptr;
  return contract == nullptr ? named : std::optional{contract->id()};
}

}  // namespace

Reply show_billing(const ApiContext& context, Call& call) {
  const auto period = read_period(call);
  if (const auto* error = std::get_if<ApiError>(&period)) {
    return *error;
  }
  const auto& [from, until] = std::get<Period>(period);
  auto totals = context.usage.totals(call.key->owner_id, from, until);
  if (!totals) {
    return from_backend(totals.error(), call.request);
  }
  if (!is_asked_for(call, "environment", kEnvironment) ||
      !is_asked_for(call, "provider", kProvider)) {
    totals->clear();
  }
  if (const auto model = wanted_model(context, call)) {
    std::erase_if(*totals, [&](const auto& total) { return total.model != *model; });
  }
  return json_response(200, {{"code", 0},
                             {"message", ""},
                             {"data",
                              {{"team", call.key->owner_id},
                               {"environments", JsonArray{Json(kEnvironment)}},
                               {"summary", summary_of(*totals)},
                               {"items", page_of(call, *totals)}}}});
}

}  // namespace kirin::api::account
