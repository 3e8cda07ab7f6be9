/// \file
/// Links of this server as inputs: they are read from storage, and not fetched.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "api/context.h"
#include "api/error.h"
#include "api/operation.h"

namespace kirin::api::uploads {

/// A stored file that a caller may use.
struct OwnFile {
  std::string asset_key;   ///< "asset:" and this is an input of a task
  bool is_upload = false;  ///< list it in NewTask::upload_keys, so that it stays while the task
                           ///< needs it
};

/// What the link `url` below `base_url` (api/base_url.h) stands for: a file that is signed for
/// whoever has the link, or the caller's own. Nothing where it is no link of ours, or one that this
/// caller may not use: it is an address as any other then, and nobody learns what is there. 40005
/// where the file was there and has expired.
std::variant<std::optional<OwnFile>, ApiError> own_file(const ApiContext& context, const Call& call,
                                                        std::string_view base_url,
                                                        std::string_view url);

}  // namespace kirin::api::uploads
