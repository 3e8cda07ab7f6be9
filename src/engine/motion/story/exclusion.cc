#include "engine/motion/story/exclusion.h"

#include <algorithm>

namespace kirin::engine::motion::story {
namespace {

/// Words for a whole category: "no people" excludes all persons.
std::string_view category_named_by(const Entry& entry) {
  if (entry.topic != Topic::subject) {
    return {};
  }
  const bool names_all = entry.id == "person" || entry.id == "people" || entry.id == "crowd" ||
                         entry.id == "animal" || entry.id == "plant" || entry.id == "building";
  return names_all ? entry.text("category") : std::string_view{};
}

std::string_view kind_of(const Entry& entry) {
  return entry.has("like") ? entry.text("like") : std::string_view{entry.id};
}

void remove_subjects(Reading& reading, const Exclusion& exclusion) {
  std::vector<int> place(reading.subjects.size(), -1);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < reading.subjects.size(); ++i) {
    if (exclusion.has_subject(*reading.entries[i])) {
      continue;
    }
    place[i] = static_cast<int>(kept);
    if (kept != i) {
      reading.subjects[kept] = std::move(reading.subjects[i]);
      reading.entries[kept] = reading.entries[i];
      reading.is_plain_plural[kept] = reading.is_plain_plural[i];
    }
    ++kept;
  }
  reading.subjects.resize(kept);
  reading.entries.resize(kept);
  reading.is_plain_plural.resize(kept);
  for (Subject& subject : reading.subjects) {
    for (Action& action : subject.actions) {
      action.towards = action.towards < 0 ? -1 : place[static_cast<std::size_t>(action.towards)];
    }
  }
  std::erase_if(reading.relations, [&](Relation& relation) {
    relation.subject = place[static_cast<std::size_t>(relation.subject)];
    const bool had_object = relation.object >= 0;
    relation.object = had_object ? place[static_cast<std::size_t>(relation.object)] : -1;
    return relation.subject < 0 || (had_object && relation.object < 0) ||
           exclusion.has(relation.part_of_place);
  });
}

}  // namespace

Exclusion::Exclusion(const Reading& reading, const Reading& unwanted) {
  for (const Reading* each : {&reading, &unwanted}) {
    for (const Entry* entry : each->excluded) {
      if (std::ranges::find(entries_, entry) == entries_.end()) {
        entries_.push_back(entry);
      }
    }
  }
  for (const Entry* entry : entries_) {
    for (const std::string_view id : {std::string_view{entry->id}, kind_of(*entry)}) {
      if (!has(id)) {
        ids_.emplace_back(id);
      }
    }
  }
}

bool Exclusion::has(std::string_view id) const { return std::ranges::count(ids_, id) > 0; }

bool Exclusion::has_subject(const Entry& entry) const {
  if (has(entry.id) || has(kind_of(entry)) || (entry.has("is") && has(entry.text("is")))) {
    return true;
  }
  return std::ranges::any_of(entries_, [&](const Entry* other) {
    const std::string_view category = category_named_by(*other);
    return (!category.empty() && entry.text("category") == category);
  });
}

void remove_excluded(Reading& reading, const Exclusion& exclusion) {
  remove_subjects(reading, exclusion);
  std::erase_if(reading.facts,
                [&](const Reading::Fact& fact) { return exclusion.has(fact.entry->id); });
  std::erase_if(reading.sights, [&](const SkySight& sight) { return exclusion.has(sight.id); });
  const auto no_trait = [&](const std::string& id) { return exclusion.has(id); };
  const auto unwanted_colour = [&](const std::optional<NamedColour>& colour) {
    return colour && exclusion.has(colour->name);
  };
  std::erase_if(reading.traits, no_trait);
  for (Subject& subject : reading.subjects) {
    std::erase_if(subject.traits, no_trait);
    std::erase_if(subject.actions, [&](const Action& action) { return exclusion.has(action.id); });
    std::erase_if(subject.parts, [&](const Part& part) { return exclusion.has(part.id); });
    if (unwanted_colour(subject.colour)) {
      subject.colour.reset();
    }
    for (Part& part : subject.parts) {
      std::erase_if(part.traits, no_trait);
      if (unwanted_colour(part.colour)) {
        part.colour.reset();
      }
    }
  }
  std::erase_if(reading.setting_colours,
                [&](const NamedColour& colour) { return unwanted_colour(colour); });
  for (auto* colour : {&reading.sky_colour, &reading.tint}) {
    if (unwanted_colour(*colour)) {
      colour->reset();
    }
  }
}

}  // namespace kirin::engine::motion::story
