#include <array>

#include "engine/motion/models/library.h"
#include "engine/motion/models/people/body.h"
#include "engine/motion/models/people/head.h"

namespace kirin::engine::motion::models {
namespace {

using namespace person;
using world::Vec3;

void add_anchors(world::Model& model, const BodyPlan& p) {
  const auto add = [&](const char* name, int bone, Vec3 at) {
    model.anchors.push_back({name, bone, at});
  };
  const Vec3 along = world::normalized(p.knuckles - p.wrist);
  const Vec3 inwards = world::normalized(world::cross(along, {0, 0, 1}));
  const Vec3 palm = p.knuckles + inwards * (0.12F * p.hand);
  add("hand_left", kHand, palm);
  add("hand_right", kHandRight, mirrored(palm));
  // A hand's breadth out of the palm: the direction from the hand's anchor is the palm's.
  add("palm_left", kHand, palm + inwards * 0.1F);
  add("palm_right", kHandRight, mirrored(palm + inwards * 0.1F));
  add("head_top", kHead, {p.face.x, p.height(), p.face.z});
  add("mouth", kHead, model.skeleton.bones[kMouth].joint);
  add("eyes", kHead,
      mix(model.skeleton.bones[kEye].joint, model.skeleton.bones[kEyeRight].joint, 0.5F));
  add("back", kChest, p.chest - Vec3{0, 0, p.chest_radii.z + 0.02F * p.height()});
  add("seat", kHips, p.hips - Vec3{0, p.pelvis_radii.y * 0.8F, 0});
}

world::ModelPtr build_person(const ModelOrder& order) {
  const Look look = look_of(order);
  const BodyPlan plan = plan_body(look.figure);
  auto model = std::make_shared<world::Model>();
  model->kind = order.kind;
  model->rig = world::Rig::biped;
  model->skeleton = make_skeleton(plan);
  model->leg_length = plan.hip.y;
  add_body(*model, plan, look);
  add_head(*model, plan, look);
  add_hair(*model, plan, look);
  add_headwear(*model, plan, look);
  add_garments(*model, plan, look);
  model->bounds = world::bounds_of(model->mesh);
  add_anchors(*model, plan);
  return model;
}

constexpr std::array kShelves{
    Shelf{"man", build_person},     Shelf{"woman", build_person},     Shelf{"boy", build_person},
    Shelf{"girl", build_person},    Shelf{"child", build_person},     Shelf{"baby", build_person},
    Shelf{"old_man", build_person}, Shelf{"old_woman", build_person}, Shelf{"person", build_person},
};

}  // namespace

std::span<const Shelf> people() { return kShelves; }

}  // namespace kirin::engine::motion::models
