#include "sound/music/instruments.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sound/filters.h"
#include "sound/stereo.h"
#include "sound/synth/oscillators.h"

namespace kirin::sound {
namespace {

constexpr std::size_t kControlEvery = 32;

// The samples of `note` and of `tail` seconds behind it that `out` has room for.
std::size_t length_of(const Channel& out, const Note& note, float tail) {
  const std::size_t room = note.at >= out.size() ? 0 : out.size() - note.at;
  return std::min(room, samples_of(note.seconds + tail));
}

// 1 while the note is held, then down within `tail` seconds.
float held(float t, float seconds, float tail) {
  const float x = std::clamp((t - seconds) / tail, 0.0F, 1.0F);
  return (1 - x) * (1 - x);
}

void add_let_go(Channel& out, const Note& note, const Channel& rung, float tail) {
  for (std::size_t i = 0; i < rung.size(); ++i) {
    out[note.at + i] += rung[i] * held(static_cast<float>(i) / kSampleRate, note.seconds, tail);
  }
}

struct Pluck {
  float bright;         ///< how much treble the finger leaves, in (0, 1]
  float decay_seconds;  ///< to 1/e at 220 Hz
  float place;          ///< where it is plucked, as a part of the string
  float body_hz;        ///< the box
  float body;           ///< how much of it
};

void add_pluck(Channel& out, const Note& note, const Pluck& pluck, Random& random) {
  constexpr float kTail = 0.12F;
  const std::size_t length = length_of(out, note, kTail);
  // The loop: a whole delay, a two-point average (half a sample), and an all-pass for the rest.
  const float period = kSampleRate / note.hz;
  const auto whole = static_cast<std::size_t>(std::max(2.0F, std::floor(period - 0.5F - 0.1F)));
  const float rest = period - 0.5F - static_cast<float>(whole);
  const float tune = (1 - rest) / (1 + rest);
  std::vector<float> line(whole);
  float finger = 0;
  float mean = 0;
  for (float& value : line) {
    finger += pluck.bright * (random.bipolar() - finger);
    value = finger;
    mean += finger / static_cast<float>(whole);
  }
  const auto place = static_cast<std::size_t>(pluck.place * static_cast<float>(whole));
  for (float& value : line) {
    value -= mean;  // a string that is bent as a whole makes no sound but a thump
  }
  const std::vector<float> plucked = line;  // a comb: no partial with a node under the finger
  for (std::size_t i = 0; i < whole; ++i) {
    line[i] = plucked[i] - 0.9F * plucked[(i + whole - place) % whole];
  }
  const float seconds = pluck.decay_seconds * std::sqrt(220 / note.hz);
  const float loss = std::exp(-1 / (seconds * note.hz));
  Biquad body = Biquad::band_pass(pluck.body_hz, 2);
  float before = 0, all_pass_in = 0, all_pass_out = 0;
  for (std::size_t i = 0, at = 0; i < length; ++i) {
    const float value = line[at];
    const float average = loss * 0.5F * (value + before);
    before = value;
    all_pass_out = tune * (average - all_pass_out) + all_pass_in;
    all_pass_in = average;
    line[at] = all_pass_out;
    at = at + 1 == whole ? 0 : at + 1;
    const float level = note.gain * held(static_cast<float>(i) / kSampleRate, note.seconds, kTail);
    out[note.at + i] += level * (value + pluck.body * body(value));
  }
}

struct Bow {
  float attack_seconds;
  float release_seconds;
  float spread;     ///< detuning, as a part of the pitch
  float dark_hz;    ///< cutoff at the softest
  float bright_hz;  ///< and at the loudest
  float vibrato_depth;
  int players;
};

// Saws through a low-pass that opens with the level.
void add_bowed(Channel& out, const Note& note, const Bow& bow, Random& random) {
  const std::size_t length = length_of(out, note, bow.release_seconds);
  std::vector<Phase> phases(static_cast<std::size_t>(bow.players));
  std::vector<float> steps;
  for (std::size_t k = 0; k < phases.size(); ++k) {
    phases[k].turns = random.uniform();
    const float away =
        bow.players == 1 ? 0 : 2 * static_cast<float>(k) / static_cast<float>(bow.players - 1) - 1;
    steps.push_back(note.hz * (1 + bow.spread * away) / kSampleRate);
  }
  Biquad low = Biquad::low_pass(bow.dark_hz);
  Phase vibrato{random.uniform()};
  float swing = 1;
  float level = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const float t = static_cast<float>(i) / kSampleRate;
    if (i % kControlEvery == 0) {
      const float rise = std::min(1.0F, t / bow.attack_seconds);
      level = rise * rise * (3 - 2 * rise) * held(t, note.seconds, bow.release_seconds);
      low.tune(Biquad::low_pass(bow.dark_hz + (bow.bright_hz - bow.dark_hz) * level));
      swing = 1 + bow.vibrato_depth * std::min(1.0F, t / 0.6F) * sine(vibrato.turns);
    }
    vibrato.advance(5.3F / kSampleRate);
    float sum = 0;
    for (std::size_t k = 0; k < phases.size(); ++k) {
      const float step = steps[k] * swing;
      sum += saw(phases[k].advance(step), step);
    }
    out[note.at + i] += note.gain * 0.4F * level * low(sum);
  }
}

struct Modulation {
  float ratio;          ///< of the modulator's frequency to the carrier's
  float index;          ///< at the stroke
  float index_seconds;  ///< its decay
  float decay_seconds;
};

void add_fm(Channel& out, const Note& note, const Modulation& fm) {
  constexpr float kTail = 0.2F;
  const std::size_t length = length_of(out, note, kTail);
  const float fall = std::exp(-1 / (fm.decay_seconds * kSampleRate));
  const float dull = std::exp(-1 / (fm.index_seconds * kSampleRate));
  float level = note.gain;
  // Side bands above what the sample rate can hold would fold back as ghosts.
  const float room = 20000 / (note.hz * (1 + fm.ratio));
  float index = room < 1 ? 0 : fm.index / (2 * kPi);
  Phase carrier, modulator;
  for (std::size_t i = 0; i < length; ++i) {
    const float t = static_cast<float>(i) / kSampleRate;
    const float m = sine(modulator.advance(note.hz * fm.ratio / kSampleRate));
    const float c = sine(carrier.advance(note.hz / kSampleRate) + index * m);
    out[note.at + i] += level * std::min(1.0F, t / 0.002F) * held(t, note.seconds, kTail) * c;
    level *= fall;
    index *= dull;
  }
}

}  // namespace

void add_piano(Channel& out, const Note& note, Random& random) {
  constexpr float kTail = 0.18F;
  constexpr int kPartials = 12;
  Channel rung(length_of(out, note, kTail));
  const float stiffness = 0.00035F * std::pow(note.hz / 262, 1.2F);
  const float hammer = std::exp2(-std::log2(note.hz / 262) * 0.35F);  // treble has fewer partials
  for (int k = 1; k <= kPartials; ++k) {
    const auto n = static_cast<float>(k);
    const float hz = note.hz * n * std::sqrt(1 + stiffness * n * n);
    if (hz > 11000) {
      break;
    }
    // The hammer strikes at an eighth of the string.
    const float gain = std::abs(sine(n / 16)) * std::exp(-n / (3.8F * hammer)) * 1.6F;
    const float decay = 1.7F * std::pow(262 / note.hz, 0.5F) / (1 + 0.22F * n);
    const std::array<Mode, 2> stages{
        {{hz, decay * 0.22F, 0.65F * gain},
         {hz * (1 + 0.0004F * random.bipolar()), decay, 0.35F * gain}}};
    add_modes(rung, 0, stages, note.gain, 0.0015F);
  }
  add_burst(rung, 0,
            {.attack_seconds = 0.001F,
             .decay_seconds = 0.012F,
             .colour = Biquad::band_pass(500, 0.7F),
             .gain = 0.12F * note.gain},
            random);
  add_let_go(out, note, rung, kTail);
}

void add_guitar(Channel& out, const Note& note, Random& random) {
  add_pluck(out, note,
            {.bright = 0.45F, .decay_seconds = 0.9F, .place = 0.18F, .body_hz = 190, .body = 0.9F},
            random);
}

void add_harp(Channel& out, const Note& note, Random& random) {
  add_pluck(out, note,
            {.bright = 0.3F, .decay_seconds = 1.3F, .place = 0.45F, .body_hz = 240, .body = 0.5F},
            random);
}

void add_bass(Channel& out, const Note& note, Random& random) {
  add_pluck(out, note,
            {.bright = 0.12F, .decay_seconds = 0.7F, .place = 0.3F, .body_hz = 100, .body = 1.2F},
            random);
}

void add_strings(Channel& out, const Note& note, Random& random) {
  add_bowed(out, note,
            {.attack_seconds = 0.45F,
             .release_seconds = 0.7F,
             .spread = 0.0035F,
             .dark_hz = 500,
             .bright_hz = 2300,
             .vibrato_depth = 0.004F,
             .players = 3},
            random);
}

void add_spiccato(Channel& out, const Note& note, Random& random) {
  add_bowed(out, note,
            {.attack_seconds = 0.018F,
             .release_seconds = 0.12F,
             .spread = 0.003F,
             .dark_hz = 700,
             .bright_hz = 3200,
             .vibrato_depth = 0,
             .players = 2},
            random);
}

void add_brass(Channel& out, const Note& note, Random& random) {
  add_bowed(out, note,
            {.attack_seconds = 0.09F,
             .release_seconds = 0.25F,
             .spread = 0.002F,
             .dark_hz = note.hz * 1.5F,
             .bright_hz = note.hz * 7,
             .vibrato_depth = 0.002F,
             .players = 2},
            random);
}

void add_pad(Channel& out, const Note& note, Random& random) {
  add_bowed(out, note,
            {.attack_seconds = 0.8F,
             .release_seconds = 1.1F,
             .spread = 0.0025F,
             .dark_hz = 320,
             .bright_hz = 900,
             .vibrato_depth = 0.002F,
             .players = 2},
            random);
}

void add_flute(Channel& out, const Note& note, Random& random) {
  constexpr float kTail = 0.12F;
  const std::size_t length = length_of(out, note, kTail);
  Biquad air = Biquad::band_pass(note.hz * 2, 1.5F);
  Phase phase;
  Phase vibrato{random.uniform()};
  for (std::size_t i = 0; i < length; ++i) {
    const float t = static_cast<float>(i) / kSampleRate;
    const float v = sine(vibrato.advance(5 / kSampleRate * 1.0F)) * std::min(1.0F, t / 0.5F);
    const float level = std::min(1.0F, t / 0.07F) * held(t, note.seconds, kTail) * (1 + 0.12F * v);
    const float p = phase.advance(note.hz * (1 + 0.003F * v) / kSampleRate);
    out[note.at + i] +=
        note.gain * level *
        (sine(p) + 0.32F * sine(2 * p) + 0.1F * sine(3 * p) + 0.12F * air(random.bipolar()));
  }
}

void add_celesta(Channel& out, const Note& note, Random& /*random*/) {
  add_fm(out, note, {.ratio = 4.0F, .index = 1.1F, .index_seconds = 0.07F, .decay_seconds = 0.55F});
}

void add_electric_piano(Channel& out, const Note& note, Random& /*random*/) {
  add_fm(out, note, {.ratio = 1, .index = 1.3F, .index_seconds = 0.35F, .decay_seconds = 0.9F});
  Note tine = note;
  tine.gain *= 0.25F;
  add_fm(out, tine, {.ratio = 14, .index = 0.5F, .index_seconds = 0.03F, .decay_seconds = 0.25F});
}

void add_church_bell(Channel& out, const Note& note, Random& random) {
  constexpr std::array<Mode, 9> kProfile{{{0.5F, 3.2F, 0.5F},
                                          {1.0F, 2.2F, 0.8F},
                                          {1.2F, 1.7F, 0.9F},
                                          {1.5F, 1.2F, 0.4F},
                                          {2.0F, 1.3F, 1.0F},
                                          {2.51F, 0.7F, 0.35F},
                                          {2.66F, 0.6F, 0.4F},
                                          {3.01F, 0.45F, 0.4F},
                                          {4.17F, 0.3F, 0.3F}}};
  for (const Mode& each : kProfile) {
    const Mode pair[] = {{note.hz * each.hz, each.decay_seconds, each.gain},
                         // No bell is round: each partial is two that beat.
                         {note.hz * each.hz * 1.0016F, each.decay_seconds, 0.5F * each.gain}};
    add_modes(out, note.at, pair, note.gain * 0.5F);
  }
  add_burst(
      out, note.at,
      {.decay_seconds = 0.006F, .colour = Biquad::band_pass(3200, 0.8F), .gain = 0.6F * note.gain},
      random);
}

void add_taiko(Channel& out, const Note& note, Random& random) {
  // A membrane's modes over its first (zeros of Bessel functions), and the slap of the stick.
  constexpr float kFirst = 72;
  const std::array<Mode, 6> skin{{{kFirst, 0.3F, 1},
                                  {kFirst * 1.59F, 0.16F, 0.6F},
                                  {kFirst * 2.14F, 0.11F, 0.4F},
                                  {kFirst * 2.3F, 0.1F, 0.35F},
                                  {kFirst * 2.65F, 0.08F, 0.25F},
                                  {kFirst * 3.5F, 0.06F, 0.2F}}};
  add_modes(out, note.at, skin, note.gain, 0.002F);
  add_burst(
      out, note.at,
      {.decay_seconds = 0.02F, .colour = Biquad::band_pass(700, 0.6F), .gain = 0.9F * note.gain},
      random);
}

void add_brush(Channel& out, const Note& note, Random& random) {
  add_burst(out, note.at,
            {.attack_seconds = 0.015F,
             .decay_seconds = 0.06F,
             .colour = Biquad::band_pass(3800, 0.6F),
             .gain = 0.5F * note.gain},
            random);
}

void add_ride(Channel& out, const Note& note, Random& random) {
  constexpr std::array<Mode, 6> kPlate{{{3120, 0.25F, 0.12F},
                                        {4270, 0.3F, 0.15F},
                                        {5390, 0.25F, 0.15F},
                                        {6610, 0.2F, 0.12F},
                                        {8130, 0.2F, 0.1F},
                                        {9470, 0.15F, 0.1F}}};
  add_modes(out, note.at, kPlate, note.gain);
  add_burst(out, note.at,
            {.decay_seconds = 0.12F, .colour = Biquad::high_pass(6000), .gain = 0.25F * note.gain},
            random);
}

void add_shaker(Channel& out, const Note& note, Random& random) {
  add_burst(out, note.at,
            {.attack_seconds = 0.02F,
             .decay_seconds = 0.025F,
             .colour = Biquad::band_pass(6500, 0.9F),
             .gain = 0.5F * note.gain},
            random);
}

void add_clap(Channel& out, const Note& note, Random& random) {
  for (const float late : {0.0F, 0.011F, 0.021F}) {  // never quite together
    add_burst(out, note.at + samples_of(late),
              {.decay_seconds = late > 0.02F ? 0.05F : 0.008F,
               .colour = Biquad::band_pass(1300, 1.1F),
               .gain = 0.8F * note.gain},
              random);
  }
}

void add_sleigh(Channel& out, const Note& note, Random& random) {
  for (int i = 0; i < 5; ++i) {
    const Mode jingle[] = {{random.between(4200, 5200), 0.05F, 0.3F},
                           {random.between(6800, 8200), 0.04F, 0.25F}};
    add_modes(out, note.at + samples_of(random.between(0, 0.025F)), jingle, note.gain);
  }
}

void add_snare(Channel& out, const Note& note, Random& random) {
  const std::array<Mode, 2> skin{{{185, 0.05F, 0.6F}, {330, 0.035F, 0.4F}}};
  add_modes(out, note.at, skin, note.gain, 0.001F);
  add_burst(out, note.at,
            {.decay_seconds = 0.07F, .colour = Biquad::high_pass(1500), .gain = 0.5F * note.gain},
            random);
}

}  // namespace kirin::sound
