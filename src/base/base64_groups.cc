#include "base/base64_groups.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "base/base64_groups.cc"
#include <hwy/foreach_target.h>  // compiles the next part once for every instruction set
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kirin {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR

std::size_t decode_vectors(std::string_view /*text*/, std::span<std::byte> /*out*/) { return 0; }

#else

// Sixteen bytes for every block of a vector, indexed by half a character.
struct Tables {
  alignas(16) std::array<std::uint8_t, 16> class_of_high{};
  alignas(16) std::array<std::uint8_t, 16> forbidden_by_low{};
  alignas(16) std::array<std::uint8_t, 16> offset{};
};

// Characters are told apart by their halves, after Muła and Lemire, "Faster Base64 Encoding and
// Decoding Using AVX2 Instructions" (2018), section 3.2. High halves that allow the same low halves
// share a class, one bit each; a character is bad where the bit of its high half is among those
// that its low half forbids.
constexpr Tables make_tables() {
  constexpr std::uint8_t kOther = 16;
  Tables tables;
  tables.class_of_high.fill(kOther);
  tables.class_of_high[2] = 1;                            // + /
  tables.class_of_high[3] = 2;                            // 0 to 9
  tables.class_of_high[4] = tables.class_of_high[6] = 4;  // A to O, a to o
  tables.class_of_high[5] = tables.class_of_high[7] = 8;  // P to Z, p to z
  for (std::size_t c = 0; c < 256; ++c) {
    if (kBase64Sextets[c] == kNotBase64) {
      tables.forbidden_by_low[c & 15] |= tables.class_of_high[c >> 4];
    }
  }
  // What is added to a character to give its value, by its high half; '/' stands one below '+'.
  tables.offset[1] = static_cast<std::uint8_t>(63 - '/');
  tables.offset[2] = static_cast<std::uint8_t>(62 - '+');
  tables.offset[3] = static_cast<std::uint8_t>(52 - '0');
  tables.offset[4] = tables.offset[5] = static_cast<std::uint8_t>(0 - 'A');
  tables.offset[6] = tables.offset[7] = static_cast<std::uint8_t>(26 - 'a');
  return tables;
}

// In each block of sixteen bytes: the three low bytes of every 32-bit lane, most significant first,
// then zeros.
alignas(16) constexpr std::array<std::uint8_t, 16> kThreeOfFour = {
    2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 0x80, 0x80, 0x80, 0x80};

std::size_t decode_vectors(std::string_view text, std::span<std::byte> out) {
  static constexpr Tables kTables = make_tables();
  const hn::ScalableTag<std::uint8_t> d8;
  const hn::Repartition<std::uint16_t, decltype(d8)> d16;
  const hn::Repartition<std::uint32_t, decltype(d8)> d32;
  const std::size_t lanes = hn::Lanes(d8);

  const auto class_of_high = hn::LoadDup128(d8, kTables.class_of_high.data());
  const auto forbidden_by_low = hn::LoadDup128(d8, kTables.forbidden_by_low.data());
  const auto offset = hn::LoadDup128(d8, kTables.offset.data());
  const auto three_of_four = hn::LoadDup128(d8, kThreeOfFour.data());

  // Closes the gap of one 32-bit lane that three_of_four leaves behind each block.
  HWY_ALIGN std::array<std::uint32_t, hn::MaxLanes(d32)> closed{};
  for (std::size_t i = 0; i < closed.size() / 4 * 3; ++i) {
    closed[i] = static_cast<std::uint32_t>(i / 3 * 4 + i % 3);
  }
  const auto close_gaps = hn::SetTableIndices(d32, closed.data());

  const auto* from = reinterpret_cast<const std::uint8_t*>(text.data());
  auto* to = reinterpret_cast<std::uint8_t*>(out.data());
  std::size_t done = 0;
  // A store writes a whole vector, a third more than it means: the room for that is what follows in
  // the text.
  while (text.size() - done >= lanes + lanes / 2) {
    const auto characters = hn::LoadU(d8, from + done);
    const auto high = hn::ShiftRight<4>(characters);
    const auto low = hn::And(characters, hn::Set(d8, 0x0f));
    const auto bad = hn::And(hn::TableLookupBytes(class_of_high, high),
                             hn::TableLookupBytes(forbidden_by_low, low));
    if (!hn::AllTrue(d8, hn::Eq(bad, hn::Zero(d8)))) {
      break;
    }
    const auto is_slash = hn::VecFromMask(d8, hn::Eq(characters, hn::Set(d8, '/')));  // -1 there
    const auto sextets = hn::Add(characters, hn::TableLookupBytes(offset, hn::Add(high, is_slash)));

    // Bytes a b c d of a 32-bit lane: first to ab and cd in its halves, then to abcd in its low 24
    // bits.
    const auto bytes = hn::BitCast(d16, sextets);
    const auto pairs = hn::BitCast(d32, hn::Or(hn::ShiftLeft<6>(hn::And(bytes, hn::Set(d16, 0xff))),
                                               hn::ShiftRight<8>(bytes)));
    const auto groups =
        hn::Or(hn::ShiftLeft<12>(hn::And(pairs, hn::Set(d32, 0xffff))), hn::ShiftRight<16>(pairs));
    const auto gapped = hn::TableLookupBytesOr0(hn::BitCast(d8, groups), three_of_four);
    const auto whole = hn::TableLookupLanes(hn::BitCast(d32, gapped), close_gaps);
    hn::StoreU(hn::BitCast(d8, whole), d8, to + done / 4 * 3);
    done += lanes;
  }
  return done;
}

#endif

}  // namespace HWY_NAMESPACE
}  // namespace kirin
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kirin {

HWY_EXPORT(decode_vectors);

std::size_t base64_decode_groups(std::string_view text, std::span<std::byte> out) {
  const std::size_t done = HWY_DYNAMIC_DISPATCH(decode_vectors)(text, out);
  return done + base64_decode_groups_plain(text.substr(done), out.subspan(done / 4 * 3));
}

std::size_t base64_decode_groups_plain(std::string_view text, std::span<std::byte> out) {
  std::size_t done = 0;
  std::byte* to = out.data();
  for (; text.size() - done >= 4; done += 4) {
    std::uint32_t bits = 0;
    std::uint32_t seen = 0;  // above 63 once one of the four is not base64
    for (std::size_t i = 0; i < 4; ++i) {
      const std::uint8_t sextet = kBase64Sextets[static_cast<unsigned char>(text[done + i])];
      bits = bits << 6 | sextet;
      seen |= sextet;
    }
    if (seen > 63) {
      break;
    }
    *to++ = static_cast<std::byte>(bits >> 16);
    *to++ = static_cast<std::byte>(bits >> 8);
    *to++ = static_cast<std::byte>(bits);
  }
  return done;
}

}  // namespace kirin
#endif  // HWY_ONCE
