#include <algorithm>
#include <array>
#include <cmath>

#include "engine/motion/dice.h"
#include "engine/motion/models/library.h"
#include "engine/motion/models/people/beings.h"
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

/// Hair that would stand through a hat is combed flat.
void make_room_for_hat(Look& look) {
  const bool is_open = look.clothes.hat == Hat::none || look.clothes.hat == Hat::crown ||
                       look.clothes.hat == Hat::nurse || look.clothes.hat == Hat::veil;
  if (is_open) {
    return;
  }
  const bool is_closed = look.clothes.hat == Hat::hood || look.clothes.hat == Hat::knight ||
                         look.clothes.hat == Hat::space || look.clothes.hat == Hat::headscarf;
  if (is_closed) {
    look.style = look.is_child || look.is_female ? HairStyle::crop : HairStyle::bald;
    look.is_old = look.is_old && look.style != HairStyle::bald;
  } else if (look.style == HairStyle::bun || look.style == HairStyle::afro ||
             look.style == HairStyle::swept || look.style == HairStyle::curly ||
             look.style == HairStyle::tuft) {
    look.style = look.is_female ? HairStyle::bob : HairStyle::crop;
  }
}

/// People of gold, stone, wood, ice …: one stuff throughout, light and dark as it was.
void make_of_stuff(world::Mesh& mesh, const std::vector<std::string>& traits) {
  struct Stuff {
    std::string_view trait;
    std::uint32_t srgb;
    world::Surface surface;
  };
  constexpr std::array kStuffs{
      Stuff{"golden_made", 0xF0B93A, world::Surface::metal},
      Stuff{"metal_made", 0xB4B8BE, world::Surface::metal},
      Stuff{"stone_made", 0xA8A49C, world::Surface::rock},
      Stuff{"wooden", 0xA87444, world::Surface::wood},
      Stuff{"ice_made", 0xC6E4F4, world::Surface::ice},
      Stuff{"glass_made", 0xC8E0E4, world::Surface::glass},
      Stuff{"crystal_made", 0xD8C8F4, world::Surface::glass},
      Stuff{"paper_made", 0xF0EBE0, world::Surface::paper},
  };
  for (const Stuff& stuff : kStuffs) {
    if (std::find(traits.begin(), traits.end(), stuff.trait) == traits.end()) {
      continue;
    }
    const world::Light colour = world::from_srgb(stuff.srgb);
    for (world::Vertex& v : mesh.vertices) {
      // Luminance of Rec. 709; its square root keeps dark clothes from going black.
      const float light = dot(v.colour, {0.2126F, 0.7152F, 0.0722F});
      v.colour = colour * (0.40F + 0.75F * std::sqrt(std::clamp(light, 0.0F, 1.0F)));
      v.surface = stuff.surface;
    }
    return;
  }
}

std::shared_ptr<world::Model> begun(const ModelOrder& order, const BodyPlan& plan) {
  auto model = std::make_shared<world::Model>();
  model->kind = order.kind;
  model->rig = world::Rig::biped;
  model->skeleton = make_skeleton(plan);
  model->leg_length = plan.hip.y;
  return model;
}

world::ModelPtr finished(std::shared_ptr<world::Model> model, const ModelOrder& order,
                         const BodyPlan& plan) {
  make_of_stuff(model->mesh, order.traits);
  model->bounds = world::bounds_of(model->mesh);
  add_anchors(*model, plan);
  return model;
}

world::ModelPtr build_person(const ModelOrder& order) {
  Look look = look_of(order);
  make_room_for_hat(look);
  const BodyPlan plan = plan_body(look.figure);
  auto model = begun(order, plan);
  add_body(*model, plan, look);
  add_garments(*model, plan, look);
  add_head(*model, plan, look);
  add_hair(*model, plan, look);
  add_headwear(*model, plan, look);
  return finished(std::move(model), order, plan);
}

/// The colour of a part, or of the whole, or of the seed.
world::Light colour_of(const ModelOrder& order, std::string_view part,
                       std::initializer_list<std::uint32_t> usual) {
  for (const story::Part& own : order.parts) {
    if (own.id == part && own.colour) {
      return world::from_srgb(own.colour->srgb);
    }
  }
  Dice dice(mixed(order.seed) ^ 5);
  return order.colour.value_or(
      world::from_srgb(*(usual.begin() + dice.below(static_cast<int>(usual.size())))));
}

world::ModelPtr build_robot(const ModelOrder& order) {
  const BodyPlan plan = plan_body(robot_figure());
  auto model = begun(order, plan);
  add_robot(*model, plan, colour_of(order, "shell", {0xD8DCE0, 0xE08A2E, 0x3A8FB0, 0xE2C23A}),
            order.seed);
  return finished(std::move(model), order, plan);
}

world::ModelPtr build_ghost(const ModelOrder& order) {
  const BodyPlan plan = plan_body(ghost_figure());
  auto model = begun(order, plan);
  add_ghost(*model, plan, colour_of(order, "sheet", {0xE6E8EE}));
  return finished(std::move(model), order, plan);
}

world::ModelPtr build_mermaid(const ModelOrder& order) {
  Look look = look_of(order);
  look.style = HairStyle::straight;
  look.hair_length = 0.9F;
  const BodyPlan plan = plan_body(look.figure);
  auto model = begun(order, plan);
  add_body(*model, plan, look, false);
  add_fish_tail(*model, plan, look, colour_of(order, "tail", {0x1F8F86, 0x2E8E5A, 0x2F6FA8}));
  add_head(*model, plan, look);
  add_hair(*model, plan, look);
  return finished(std::move(model), order, plan);
}

constexpr std::array kShelves{
    Shelf{"man", build_person},
    Shelf{"woman", build_person},
    Shelf{"boy", build_person},
    Shelf{"girl", build_person},
    Shelf{"child", build_person},
    Shelf{"baby", build_person},
    Shelf{"old_man", build_person},
    Shelf{"old_woman", build_person},
    Shelf{"person", build_person},
    Shelf{"people", build_person},
    Shelf{"crowd", build_person},
    Shelf{"couple", build_person},
    Shelf{"children", build_person},
    Shelf{"family", build_person},
    Shelf{"astronaut", build_person},
    Shelf{"knight", build_person},
    Shelf{"dancer", build_person},
    Shelf{"angel", build_person},
    Shelf{"fairy", build_person},
    Shelf{"chef", build_person},
    Shelf{"waiter", build_person},
    Shelf{"farmer", build_person},
    Shelf{"doctor", build_person},
    Shelf{"nurse", build_person},
    Shelf{"teacher", build_person},
    Shelf{"policeman", build_person},
    Shelf{"police_officer", build_person},
    Shelf{"firefighter", build_person},
    Shelf{"wizard", build_person},
    Shelf{"witch", build_person},
    Shelf{"king", build_person},
    Shelf{"queen", build_person},
    Shelf{"princess", build_person},
    Shelf{"ninja", build_person},
    Shelf{"samurai", build_person},
    Shelf{"pirate", build_person},
    Shelf{"monk", build_person},
    Shelf{"singer", build_person},
    Shelf{"musician", build_person},
    Shelf{"actor", build_person},
    Shelf{"clown", build_person},
    Shelf{"artist", build_person},
    Shelf{"athlete", build_person},
    Shelf{"cyclist", build_person},
    Shelf{"skier", build_person},
    Shelf{"surfer", build_person},
    Shelf{"diver", build_person},
    Shelf{"hiker", build_person},
    Shelf{"fisherman", build_person},
    Shelf{"driver", build_person},
    Shelf{"cowboy", build_person},
    Shelf{"bride", build_person},
    Shelf{"groom", build_person},
    Shelf{"santa", build_person},
    Shelf{"geisha", build_person},
    Shelf{"superhero", build_person},
    Shelf{"soldier", build_person},
    Shelf{"elf", build_person},
    Shelf{"zombie", build_person},
    Shelf{"worker", build_person},
    Shelf{"robot", build_robot},
    Shelf{"ghost", build_ghost},
    Shelf{"mermaid", build_mermaid},
    Shelf{"vendor", build_person},
};

}  // namespace

std::span<const Shelf> people() { return kShelves; }

}  // namespace kirin::engine::motion::models
