#include "engine/wan/vae/vae.h"

#include <gtest/gtest.h>

#include "engine/wan/golden_folder.h"
#include "nn/tensors.h"

namespace kirin::wan {
namespace {

TEST(Vae, MatchesTheReferenceOfWan21) { expect_golden("vae21"); }

TEST(Vae, MatchesTheReferenceOfWan22) { expect_golden("vae22"); }

}  // namespace
}  // namespace kirin::wan
