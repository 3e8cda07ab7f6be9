#include "engine/motion/ambient/ambient_motion.h"

namespace kirin::engine::motion {

struct AmbientMotion::Impl {};

AmbientMotion::AmbientMotion(const SceneUnderstanding& /*understanding*/,
                             const cv::Mat& /*picture*/, const AmbientBrief& /*brief*/)
    : impl_(std::make_unique<Impl>()) {}
AmbientMotion::~AmbientMotion() = default;
AmbientMotion::AmbientMotion(AmbientMotion&&) noexcept = default;

AmbientMoment AmbientMotion::at(double /*t*/) const { return {}; }

void AmbientMotion::draw_over(double /*t*/, const CameraPose& /*pose*/, const SeenAt& /*seen_at*/,
                              cv::Mat& /*frame*/) const {}

void AmbientMotion::hold_still(const cv::Mat& /*mask*/) {}

std::vector<std::string> AmbientMotion::describe() const { return {}; }

}  // namespace kirin::engine::motion
