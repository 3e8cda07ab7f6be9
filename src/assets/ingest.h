/// \file
/// Inputs from outside become assets: base64 decoded, told apart by content, measured against the
/// rules.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "assets/asset_store.h"
#include "base/json.h"
#include "base/result.h"
#include "media/image_header.h"

namespace kirin::assets {

/// What a picture must be to be accepted. The caller takes it from the model's contract.
struct ImageLimits {
  std::uint64_t max_bytes = std::uint64_t{10} << 20;  ///< of the file, inclusive
  int min_side = 300;                                 ///< pixels
  double max_aspect = 2.5;                            ///< longer over shorter side; 0: any
};

struct IngestedImage {
  std::string key;
  media::ImageHeader header;
  bool had_data_prefix = false;  ///< "data:image/…;base64," stood before it and was taken off
};

/// Checks a picture file of any origin; invalid_argument with a sentence for the caller.
Result<media::ImageHeader> check_image(int fd, const ImageLimits& limits);

/// Decodes base64 (RFC 4648, with or without padding; white space between groups is skipped; a
/// data-URL prefix is taken off) from memory or a slice of a spill file, in pieces, checks the
/// picture and stores it under `key`. invalid_argument where the text is not base64 or the picture
/// breaks a rule.
Result<IngestedImage> ingest_base64(AssetStore& store, std::string_view key, std::string_view text,
                                    const ImageLimits& limits, TimePoint now);
Result<IngestedImage> ingest_base64(AssetStore& store, std::string_view key, int fd,
                                    FileSlice slice, const ImageLimits& limits, TimePoint now);

}  // namespace kirin::assets
