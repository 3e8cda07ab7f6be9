/// \file
/// Golden cases of the prompt's way: tokenizer and text encoder.
#pragma once

#include "engine/wan/golden/comparison.h"
#include "engine/wan/golden/golden_case.h"

namespace kirin::wan {

/// Kind "tokenizer": `spiece.model`, and rows {text, cleaned, pieces, ids} in case.json.
Result<void> check_tokenizer(const GoldenCase& golden, Comparison& comparison);

/// Kind "umt5_encoder": ids [batch, token] with a mask; each sample is run without its padding, and
/// only the rows of real tokens are compared: the others are garbage by construction.
Result<void> check_text_encoder(const GoldenCase& golden, Comparison& comparison);

}  // namespace kirin::wan
