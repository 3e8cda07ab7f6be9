#include <algorithm>

#include "sound/music/music.h"

namespace kirin::sound {
namespace {

constexpr std::array<int, 7> kMajor{0, 2, 4, 5, 7, 9, 11};
constexpr std::array<int, 7> kMinor{0, 2, 3, 5, 7, 8, 10};
constexpr std::array<int, 7> kHarmonicMinor{0, 2, 3, 5, 7, 8, 11};
constexpr std::array<int, 7> kLydian{0, 2, 4, 6, 7, 9, 11};

using enum Role;

std::vector<Mood> make_moods() {
  return {
      {.name = "calm",
       .description = "soft pad and piano, major sevenths",
       .bar_seconds = 1.9F,
       .lowest_tonic_hz = 123.5F,
       .scale = kMajor,
       .chords = {{{-12, {0, 4, 7, 14}},
                   {-15, {-3, 4, 7, 12}},
                   {-7, {0, 4, 9, 12}},
                   {-5, {0, 2, 7, 12}}}},
       .cadence = {-5, {-1, 2, 7, 12}},
       .swing = 0,
       .parts = {{add_pad, hold, "", 0, 0.15F, 0},
                 {add_bass, bass, "x...", 0, 0.3F, 0},
                 {add_piano, arpeggio, "xoooxooo", 1, 0.24F, 0.2F, true},
                 {add_flute, tune, "x...o...", 2, 0.05F, -0.3F}}},
      {.name = "joyful",
       .description = "strummed guitar, glockenspiel, claps; a major key",
       .bar_seconds = 1.95F,
       .lowest_tonic_hz = 130.8F,
       .scale = kMajor,
       .chords =
           {{{-12, {0, 4, 7, 12}}, {-5, {-1, 2, 7, 11}}, {-3, {0, 4, 9, 12}}, {-7, {0, 5, 9, 12}}}},
       .cadence = {-5, {-1, 2, 5, 7}},
       .swing = 0.08F,
       .parts = {{add_guitar, comp, "x.xo.oxo", 1, 0.2F, -0.35F},
                 {add_bass, bass, "x..xx.x.", 0, 0.4F, 0},
                 {add_celesta, tune, "x.xox.xo", 2, 0.22F, 0.35F, true},
                 {add_clap, drum, "..x...x.", 0, 0.22F, 0.15F},
                 {add_shaker, drum, "ooxoooxo", 0, 0.12F, -0.2F}}},
      {.name = "sad",
       .description = "slow piano over low strings; a minor key",
       .bar_seconds = 2.2F,
       .lowest_tonic_hz = 110,
       .scale = kMinor,
       .chords = {{{-12, {0, 3, 7, 12}},
                   {-4, {0, 3, 8, 12}},
                   {-9, {-2, 3, 7, 10}},
                   {-2, {-2, 2, 5, 10}}}},
       .cadence = {-5, {-1, 2, 7, 11}},
       .swing = 0,
       .parts = {{add_strings, hold, "", 0, 0.1F, -0.25F},
                 {add_piano, arpeggio, "xooo", 1, 0.3F, 0.15F, true},
                 {add_strings, tune, "x..o", 1, 0.11F, 0.3F}}},
      {.name = "tense",
       .description = "a low ostinato, a high cluster, distant drums",
       .bar_seconds = 2.1F,
       .lowest_tonic_hz = 98,
       .scale = kHarmonicMinor,
       .chords = {{{-12, {0, 3, 7, 8}},
                   {-11, {1, 5, 8, 12}},
                   {-12, {0, 3, 6, 11}},
                   {-13, {-1, 2, 5, 8}}}},
       .cadence = {-11, {-1, 1, 5, 8}},
       .swing = 0,
       .parts = {{add_spiccato, pulse, "xooxooxoxooxoxoo", 0, 0.26F, -0.2F, true},
                 {add_strings, hold, "", 2, 0.028F, 0.3F},
                 {add_pad, hold, "", 0, 0.08F, 0},
                 {add_taiko, drum, "x.....o.x..o....", 0, 0.3F, 0.05F}}},
      {.name = "epic",
       .description = "brass and driving strings over great drums",
       .bar_seconds = 2.3F,
       .lowest_tonic_hz = 110,
       .scale = kMinor,
       .chords = {{{-12, {0, 7, 12, 15}},
                   {-16, {-4, 3, 8, 12}},
                   {-9, {-2, 3, 7, 10}},
                   {-14, {-2, 5, 10, 14}}}},
       .cadence = {-5, {-1, 2, 7, 11}},
       .swing = 0,
       .parts = {{add_spiccato, pulse, "xooxooxoxooxooxo", 1, 0.16F, -0.3F},
                 {add_strings, hold, "", 1, 0.075F, 0.3F},
                 {add_brass, tune, "x..x..x.", 1, 0.17F, 0.15F, true},
                 {add_brass, bass, "x...x...", 1, 0.17F, -0.1F},
                 {add_taiko, drum, "x..xo.x.x.oxx.xo", 0, 0.26F, 0}}},
      {.name = "romantic",
       .description = "harp and warm strings; sevenths and ninths",
       .bar_seconds = 2.0F,
       .lowest_tonic_hz = 116.5F,
       .scale = kMajor,
       .chords = {{{-12, {0, 4, 7, 11}},
                   {-15, {-3, 4, 7, 12}},
                   {-10, {2, 5, 9, 12}},
                   {-5, {-1, 2, 5, 9}}}},
       .cadence = {-5, {-1, 2, 5, 9}},
       .swing = 0,
       .parts = {{add_strings, hold, "", 0, 0.085F, -0.2F},
                 {add_harp, arpeggio, "xooooo", 1, 0.3F, 0.35F},
                 {add_bass, bass, "x.....", 0, 0.25F, 0},
                 {add_strings, tune, "x.ox.o", 2, 0.085F, 0.15F, true}}},
      {.name = "mysterious",
       .description = "celesta over a dark pad; chords without a home",
       .bar_seconds = 2.2F,
       .lowest_tonic_hz = 103.8F,
       .scale = kLydian,
       .chords = {{{-12, {0, 3, 7, 14}},
                   {-16, {-4, -1, 3, 10}},
                   {-12, {0, 3, 6, 14}},
                   {-9, {-2, 3, 6, 10}}}},
       .cadence = {-11, {-1, 1, 5, 8}},
       .swing = 0,
       .parts = {{add_pad, hold, "", 0, 0.17F, 0},
                 {add_celesta, arpeggio, "x.oo.o", 2, 0.2F, 0.35F, true},
                 {add_flute, tune, "x..", 1, 0.07F, -0.35F}}},
      {.name = "festive",
       .description = "bells, brass and drums at a quick pace",
       .bar_seconds = 1.7F,
       .lowest_tonic_hz = 130.8F,
       .scale = kMajor,
       .chords =
           {{{-12, {0, 4, 7, 12}}, {-7, {0, 5, 9, 12}}, {-5, {-1, 2, 7, 11}}, {-3, {0, 4, 9, 12}}}},
       .cadence = {-5, {-1, 2, 5, 7}},
       .swing = 0,
       .parts = {{add_brass, comp, "x..x..x.", 0, 0.07F, -0.25F},
                 {add_bass, bass, "x.x.x.x.", 0, 0.4F, 0},
                 {add_celesta, tune, "xoxxoxxo", 2, 0.22F, 0.25F, true},
                 {add_sleigh, drum, "xoxoxoxo", 0, 0.3F, 0.3F},
                 {add_snare, drum, "..x...xo", 0, 0.2F, 0.05F},
                 {add_taiko, drum, "x...x...", 0, 0.3F, 0}}},
      {.name = "jazz",
       .description = "electric piano, walking bass, a ride that swings",
       .bar_seconds = 1.95F,
       .lowest_tonic_hz = 130.8F,
       .scale = kMajor,
       .chords =
           {{{-12, {4, 7, 11, 14}}, {-3, {1, 4, 7, 10}}, {-10, {0, 4, 5, 9}}, {-5, {-1, 4, 5, 9}}}},
       .cadence = {-5, {-1, 4, 5, 9}},
       .swing = 0.33F,
       .parts = {{add_electric_piano, comp, "..x..x.o", 1, 0.1F, -0.3F},
                 {add_bass, walk, "x.x.x.x.", 0, 0.5F, 0.05F},
                 {add_piano, tune, "x.oxo.xo", 2, 0.2F, 0.3F, true},
                 {add_ride, drum, "x.xox.xo", 0, 0.2F, 0.35F},
                 {add_brush, drum, "o.x.o.x.", 0, 0.2F, -0.1F}}},
  };
}

constexpr Lead kLeads[] = {{"piano", add_piano},     {"guitar", add_guitar}, {"harp", add_harp},
                           {"strings", add_strings}, {"flute", add_flute},   {"brass", add_brass},
                           {"celesta", add_celesta}};

}  // namespace

std::span<const Mood> music_moods() {
  static const std::vector<Mood> kMoods = make_moods();
  return kMoods;
}

std::span<const Lead> music_leads() { return kLeads; }

std::optional<MusicBrief> music_of(std::string_view name) {
  constexpr std::string_view kPrefix = "music_";
  if (!name.starts_with(kPrefix)) {
    return std::nullopt;
  }
  name.remove_prefix(kPrefix.size());
  const std::size_t colon = name.find(':');
  const auto moods = music_moods();
  const auto mood = std::ranges::find(moods, name.substr(0, colon), &Mood::name);
  if (mood == moods.end()) {
    return std::nullopt;
  }
  MusicBrief brief{.mood = &*mood};
  if (colon != std::string_view::npos) {
    const auto* const lead = std::ranges::find(kLeads, name.substr(colon + 1), &Lead::name);
    if (lead == std::end(kLeads)) {
      return std::nullopt;
    }
    brief.lead = lead->play;
  }
  return brief;
}

}  // namespace kirin::sound
