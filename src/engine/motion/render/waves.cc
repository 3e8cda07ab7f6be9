#include "engine/motion/render/waves.h"

#include <cmath>
#include <cstddef>
#include <tuple>

namespace kirin::engine::motion::render {

WaveTrains wave_trains(const world::Water& water, world::Vec3 wind, double seconds) {
  struct Kind {
    float length, turn, weight;
  };
  static constexpr std::array kKinds = {Kind{6.3F, 0.2F, 0.8F},  Kind{3.7F, -0.6F, 0.9F},
                                        Kind{2.1F, 0.9F, 1.0F},  Kind{1.23F, -0.3F, 1.0F},
                                        Kind{0.71F, 1.3F, 0.9F}, Kind{0.41F, -1.1F, 0.8F},
                                        Kind{0.23F, 0.5F, 0.7F}};
  const float scale = 0.55F + 0.75F * water.waves;
  const float slope = 0.004F + 0.052F * water.waves;
  const auto t = static_cast<float>(std::fmod(seconds, 3600.0));
  const float towards = std::atan2(wind.z, wind.x);
  WaveTrains out;
  static_assert(kKinds.size() == std::tuple_size_v<decltype(out.trains)>);
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    const Kind& kind = kKinds[i];
    WaveTrain& train = out.trains[i];
    train.length = kind.length * scale;
    const float turns = 1 / train.length;
    const float per_second = std::sqrt(9.81F * turns / (2 * world::kPi));
    train.x = std::cos(towards + kind.turn);
    train.z = std::sin(towards + kind.turn);
    train.turns_x = train.x * turns;
    train.turns_z = train.z * turns;
    train.phase = std::fmod(t * per_second, 1.0F);
    train.bend = 0.5F + 0.3F * kind.turn;
    train.slope = slope * kind.weight;
    train.height = kind.weight * train.length / 14;
  }
  return out;
}

}  // namespace kirin::engine::motion::render
