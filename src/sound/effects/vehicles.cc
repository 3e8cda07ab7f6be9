#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sound/effects/shelves.h"
#include "sound/filters.h"
#include "sound/stereo.h"
#include "sound/synth/oscillators.h"

namespace kirin::sound {
namespace {

// A car that comes, passes at `middle` and goes: tyres, louder and brighter while it is near.
void add_car(Channel& out, Random& random, float middle, float width, float gain) {
  Biquad tyres = Biquad::band_pass(random.between(600, 1000), 0.6F);
  Biquad engine = Biquad::low_pass(random.between(130, 200));
  const auto size = static_cast<float>(out.size());
  const auto begin = static_cast<std::size_t>(std::clamp(middle - 3 * width, 0.0F, size));
  const auto end = static_cast<std::size_t>(std::clamp(middle + 3 * width, 0.0F, size));
  for (std::size_t i = begin; i < end; ++i) {
    const float x = (static_cast<float>(i) - middle) / width;
    const float near = 1 / (1 + x * x * x * x);
    const float noise = random.bipolar();
    out[i] += gain * near * (1.1F * tyres(noise) + 1.2F * engine(noise));
  }
}

void add_beating_tone(Channel& out, Random& random, float hz, float gain) {
  Wander breath(random, 0.25F);
  Phase phase{random.uniform()};
  const float step = (hz + random.between(-0.4F, 0.4F)) / kSampleRate;
  for (float& sample : out) {
    sample += gain * (0.5F + 0.5F * breath.next()) * sine(phase.advance(step));
  }
}

void add_traffic(Channel& out, Flow flow) {
  add_hum(out, flow.own, 175, 0.7F);
  const auto length = static_cast<float>(out.size());
  // The same cars pass both ears, one a little sooner.
  const float sooner = flow.own.between(-0.18F, 0.18F) * kSampleRate;
  for (float middle = flow.shared.between(0.5F, 1.8F) * kSampleRate; middle < length + kSampleRate;
       middle += flow.shared.between(1.3F, 2.8F) * kSampleRate) {
    add_car(out, flow.own, middle + sooner, flow.shared.between(0.35F, 0.7F) * kSampleRate,
            flow.shared.between(0.4F, 1));
  }
}

void add_engine(Channel& out, Flow flow) {
  // A four-stroke engine of four cylinders fires twice a turn. Each firing is a pulse that the
  // exhaust rings with; no two are equal (Cocker, "Sound of internal combustion engines", in
  // Farnell, "Designing Sound", 2010).
  const float idle = 27;
  const float firing_hz = idle + 70 * std::min(1.0F, flow.speed);
  Wander strain(flow.shared, 0.8F);
  Biquad pipe = Biquad::band_pass(95, 1.6F);
  Biquad muffler = Biquad::band_pass(230, 1.8F);
  Biquad block = Biquad::band_pass(620, 1.2F);
  Biquad hiss = Biquad::band_pass(1600, 0.7F);
  Biquad tyres = Biquad::band_pass(850, 0.6F);
  Phase cycle;
  float strength = 1;
  int cylinder = 0;
  const std::array<float, 4> uneven{1, flow.own.between(0.8F, 0.95F), flow.own.between(0.85F, 1),
                                    flow.own.between(0.75F, 0.95F)};
  for (float& sample : out) {
    const float hz = firing_hz * (0.94F + 0.12F * strain.next());
    const float before = cycle.turns;
    const float x = cycle.advance(hz / kSampleRate);
    if (x < before) {
      cylinder = (cylinder + 1) % 4;
      strength = uneven[static_cast<std::size_t>(cylinder)] * flow.own.between(0.9F, 1);
    }
    const float noise = flow.own.bipolar();
    const float fire = strength * std::exp(-x * 9) * (1 - 2 * x);
    const float source = fire + 0.25F * noise * std::exp(-x * 6);
    sample += 1.5F * pipe(source) + 1.2F * muffler(source) + 0.6F * block(source) +
              0.25F * hiss(source * noise) + 0.5F * flow.speed * tyres(noise);
  }
}

void add_train(Channel& out, Flow flow) {
  add_hum(out, flow.own, 150, 1.6F);
  Biquad rolling = Biquad::band_pass(520, 0.7F);
  Biquad wheels = Biquad::band_pass(2300, 4);
  Wander sing(flow.own, 1.3F);
  for (float& sample : out) {
    const float noise = flow.own.bipolar();
    const float s = sing.next();
    sample += 0.3F * rolling(noise) + 0.25F * wheels(noise) * s * s * s;
  }
  // Two axles of a bogie over each joint of the rails, then those of the next car.
  const float period = 0.85F - 0.35F * std::min(1.0F, flow.speed);
  const auto joint = [&](float seconds, float gain) {
    const std::array<Mode, 5> rail{{{92, 0.05F, 1},
                                    {210, 0.035F, 0.8F},
                                    {540, 0.02F, 0.5F},
                                    {1270, 0.012F, 0.4F},
                                    {2480, 0.02F, 0.2F}}};
    add_modes(out, samples_of(seconds), rail, gain * flow.shared.between(0.85F, 1));
  };
  const float axle = period * 0.22F;
  for (float t = flow.shared.between(0.02F, 0.2F); samples_of(t) < out.size(); t += period) {
    joint(t, 1.2F);
    joint(t + axle, 1);
  }
}

void add_plane(Channel& out, Flow flow) {
  PinkNoise pink;
  Biquad low = Biquad::low_pass(900, 0.6F);
  Biquad deep = Biquad::low_pass(120);
  Biquad hiss = Biquad::band_pass(3200, 0.5F);
  Wander air(flow.own, 1.2F);
  Phase fan, second;
  const float fan_hz = flow.shared.between(1150, 1450);
  for (float& sample : out) {
    const float noise = pink(flow.own);
    const float a = 0.75F + 0.25F * air.next();
    // The whine of the fan: its blades' rate and the octave.
    const float whine = sine(fan.advance(fan_hz / kSampleRate)) +
                        0.5F * sine(second.advance(fan_hz * 2.013F / kSampleRate));
    sample += a * (1.3F * low(noise) + 1.4F * deep(noise) + 0.5F * hiss(noise)) + 0.035F * whine;
  }
}

// Four rotors, no two at quite the same speed, which their controller keeps changing: a whirr that
// beats (Kloet, Watkins and Clothier, "Acoustic signature measurement of small multi-rotor unmanned
// aircraft systems", 2017: tones at the rate of the blades, some 200 Hz, and their harmonics).
void add_drone(Channel& out, Flow flow) {
  struct Rotor {
    float hz;
    Wander control;
    Phase blades;
  };
  const float hz = flow.shared.between(185, 215);
  std::vector<Rotor> rotors;
  for (int i = 0; i < 4; ++i) {
    rotors.push_back({hz * flow.shared.between(0.96F, 1.04F), Wander(flow.shared, 3), {}});
  }
  Biquad arms = Biquad::band_pass(2600, 0.8F);
  Biquad wash = Biquad::band_pass(3600, 0.6F);
  for (float& sample : out) {
    float blades = 0;
    for (Rotor& rotor : rotors) {
      const float step = rotor.hz * (0.985F + 0.03F * rotor.control.next()) / kSampleRate;
      blades += saw(rotor.blades.advance(step), step);
    }
    sample += 0.05F * blades + 0.5F * arms(blades) + 0.12F * wash(flow.own.bipolar());
  }
}

void add_helicopter(Channel& out, Flow flow) {
  // Blades slap the wake of the blade before: eleven or so pulses a second.
  const float rate = flow.shared.between(10.5F, 12.5F);
  Biquad slap = Biquad::band_pass(95, 0.9F);
  Biquad chop = Biquad::band_pass(420, 0.8F);
  Biquad tail = Biquad::band_pass(900, 1.5F);
  Phase rotor, tail_rotor, turbine;
  for (float& sample : out) {
    const float x = rotor.advance(rate / kSampleRate);
    const float y = tail_rotor.advance(rate * 5.3F / kSampleRate);
    const float pulse = std::exp(-x * 7) * std::min(1.0F, x * 60);
    const float noise = flow.own.bipolar();
    sample += 3.2F * slap(pulse * (0.6F * noise + 0.7F * std::exp(-x * 25))) +
              1.1F * chop(noise * pulse) + 0.22F * tail(noise * std::exp(-y * 4)) +
              0.02F * sine(turbine.advance(1850.0F / kSampleRate)) + 0.05F * noise * pulse;
  }
}

void add_spaceship(Channel& out, Flow flow) {
  // A reactor's chord: saws on one root through resonances that drift.
  const float root = flow.shared.between(48, 58) * (1 + 0.5F * std::min(1.0F, flow.speed));
  Wander drift(flow.shared, 0.35F);
  Wander other(flow.own, 0.3F);
  Biquad low = Biquad::low_pass(420);
  Biquad resonance = Biquad::band_pass(300, 6);
  Biquad air = Biquad::band_pass(1800, 1.5F);
  std::array<Phase, 3> phases{{{flow.own.uniform()}, {flow.own.uniform()}, {flow.own.uniform()}}};
  constexpr std::array<float, 3> kRatios{1, 1.006F, 1.5F};
  Phase throb;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const float d = drift.next();
    const float o = other.next();
    if (i % 64 == 0) {
      resonance.tune(Biquad::band_pass(220 * std::exp2(2.2F * (0.6F * d + 0.4F * o)), 6));
    }
    float sum = 0;
    for (std::size_t k = 0; k < phases.size(); ++k) {
      const float step = root * kRatios[k] / kSampleRate;
      sum += saw(phases[k].advance(step), step);
    }
    const float beat = 0.85F + 0.15F * sine(throb.advance(2.1F / kSampleRate));
    out[i] += beat * (0.5F * low(sum) + 0.9F * resonance(sum)) + 0.12F * air(flow.own.bipolar());
  }
}

void add_space(Channel& out, Flow flow) {
  // A root with octave, fifth and a faint ninth: wide open and without a mood.
  const float root = flow.shared.between(52, 60);
  for (const auto& [ratio, gain] :
       {std::pair{1.0F, 0.5F}, {1.5F, 0.25F}, {2.0F, 0.22F}, {3.0F, 0.12F}, {4.5F, 0.06F}}) {
    add_beating_tone(out, flow.own, root * ratio, gain);
  }
  add_hum(out, flow.own, 250, 0.5F);
}

void add_siren(Channel& out, Flow flow) {
  Phase wail{0.75F};  // begins at its lowest
  Phase tone;
  Biquad horn = Biquad::band_pass(1150, 0.8F);
  for (float& sample : out) {
    const float up = 0.5F + 0.5F * sine(wail.advance(0.36F / kSampleRate));
    const float step = 620 * std::exp2(1.15F * up) / kSampleRate;
    const float x = saw(tone.advance(step), step);
    sample += horn(x) + 0.25F * x + 0.01F * flow.own.bipolar();
  }
}

void strike_horn(Channel& out, const Strike& strike, Random& random) {
  Random car(strike.source);
  const float low_hz = car.between(390, 430);
  const float seconds = strike.index % 2 == 0 ? 0.42F : 0.7F * random.between(0.9F, 1.1F);
  const std::size_t end = std::min(out.size(), strike.at + samples_of(seconds));
  Phase low, high;
  Biquad bell = Biquad::band_pass(1500, 0.7F);
  for (std::size_t i = strike.at; i < end; ++i) {
    const float t = static_cast<float>(i - strike.at) / kSampleRate;
    const float level = std::min({1.0F, t / 0.008F, (seconds - t) / 0.03F});
    const float step = low_hz / kSampleRate;
    const float chord =
        saw(low.advance(step), step) + saw(high.advance(step * 1.26F), step * 1.26F);
    out[i] += strike.strength * level * (bell(chord) + 0.2F * chord);
  }
}

constexpr auto kShelf = std::to_array<Effect>({
    {.name = "traffic",
     .description = "a hum, and cars that pass",
     .level_db = -2,
     .flow = add_traffic,
     .spread = Spread::diffuse,
     .wet = 0.1F},
    {.name = "engine",
     .description = "a car's engine: idle where it stands, driving where it moves",
     .level_db = -1,
     .flow = add_engine,
     .wet = 0.2F,
     .half_path_metres = 18},
    {.name = "train",
     .description = "wheels over the joints of rails",
     .level_db = 1,
     .flow = add_train,
     .wet = 0.3F,
     .half_path_metres = 25},
    {.name = "plane",
     .description = "a jet's roar and whine",
     .level_db = 0,
     .flow = add_plane,
     .wet = 0.3F,
     .half_path_metres = 60},
    {.name = "drone",
     .description = "the whirr of four small rotors",
     .level_db = -4,
     .flow = add_drone,
     .wet = 0.2F,
     .half_path_metres = 12},
    {.name = "helicopter",
     .description = "blades that slap the air",
     .level_db = 0,
     .flow = add_helicopter,
     .wet = 0.3F,
     .half_path_metres = 30},
    {.name = "spaceship",
     .description = "the humming chord of a reactor",
     .level_db = -2,
     .flow = add_spaceship,
     .wet = 0.3F,
     .half_path_metres = 25},
    {.name = "horn",
     .description = "a car's horn",
     .level_db = 0,
     .strike = strike_horn,
     .rhythm = {0.8F, 1.2F, 2.5F},
     .wet = 0.4F,
     .half_path_metres = 18},
    {.name = "siren",
     .description = "a siren wails",
     .level_db = -1,
     .flow = add_siren,
     .wet = 0.5F,
     .half_path_metres = 30},
    {.name = "space",
     .description = "a deep, beating drone",
     .level_db = -4,
     .flow = add_space,
     .spread = Spread::diffuse,
     .wet = 0.4F},
});

}  // namespace

std::span<const Effect> vehicle_effects() { return kShelf; }

}  // namespace kirin::sound
