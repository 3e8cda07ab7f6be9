/// \file
/// The third step of the schema: what keys may do.
#pragma once

#include <string_view>

namespace kirin::tasks::sqlite {

// Keys of before may do all but administer.
inline constexpr std::string_view kSchema3 = R"sql(
ALTER TABLE api_keys ADD COLUMN scopes TEXT NOT NULL
  DEFAULT 'generate read upload account callbacks';
ALTER TABLE api_keys ADD COLUMN models TEXT NOT NULL DEFAULT '';  -- ids and spaces; '': all
ALTER TABLE api_keys ADD COLUMN requests_per_minute INTEGER;
ALTER TABLE api_keys ADD COLUMN max_concurrent INTEGER;
ALTER TABLE api_keys ADD COLUMN last_used_at INTEGER;
)sql";

}  // namespace kirin::tasks::sqlite
