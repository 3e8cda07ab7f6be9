/// \file
/// Accounts: what owners may spend and what they did.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::admin {

/// As operators read them, over HTTP and from the command line. Money is decimal text.
JsonObject account_json(const tasks::Account& account);
JsonObject entry_json(const tasks::AccountEntry& entry);

/// Those that were made.
Reply list_accounts(const ApiContext& context, Call& call);
/// Any owner's: an unlimited account of zeros where none was made.
Reply show_account(const ApiContext& context, Call& call);
Reply change_account(const ApiContext& context, Call& call);
/// Under one Idempotency-Key once only, for ever.
Reply credit_account(const ApiContext& context, Call& call);
Reply list_entries(const ApiContext& context, Call& call);

}  // namespace kirin::api::admin
