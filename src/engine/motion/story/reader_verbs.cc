// What is done, by whom, to whom, how fast, and where to.
#include <algorithm>
#include <array>
#include <utility>

#include "engine/motion/story/senses.h"
#include "engine/motion/story/sentence_reader.h"

namespace kirin::engine::motion::story {
namespace {

bool is_listed(const Entry& entry, std::string_view attribute, std::string_view value) {
  return std::ranges::count(entry.list(attribute), value) > 0;
}

}  // namespace

Heading heading_of(std::string_view id) {
  constexpr auto kAll = std::to_array<std::pair<std::string_view, Heading>>({
      {"left", Heading::left},
      {"right", Heading::right},
      {"towards_viewer", Heading::towards_viewer},
      {"away", Heading::away},
      {"up", Heading::up},
      {"down", Heading::down},
  });
  const auto found = std::ranges::find(kAll, id, &std::pair<std::string_view, Heading>::first);
  return found == kAll.end() ? Heading::right : found->second;
}

bool can_do(const Entry& subject, const Entry& action) {
  const std::string_view category = subject.text("category");
  const bool is_animate = category == "person" || category == "animal";
  return is_listed(action, "by", "any") || (is_animate && is_listed(action, "by", "animate")) ||
         (category == "person" && is_listed(action, "by", "human")) ||
         (category == "animal" && is_listed(action, "by", "bird")) ||
         (category == "vehicle" && is_listed(action, "by", "vehicle")) ||
         (category == "plant" && is_listed(action, "by", "plant")) ||
         (!is_animate && is_listed(action, "by", "thing"));
}

void SentenceReader::take_verb(const Word& word, const Meaning& meaning) {
  const Entry& entry = *meaning.entry;
  if (phrase_.is_open() && !word.is_chinese) {
    flush_phrase();
  }
  if (negates()) {
    exclude(entry);
    return;
  }
  if (clause_.camera_acts) {
    return;
  }
  bring_prop();
  if (clause_.place_acts && clause_.agents.empty()) {
    return;
  }
  if (clause_.sight != nullptr) {
    move_sight(entry);
    return;
  }
  Action action = action_of(entry);
  const bool awaited = clause_.awaits_object;
  clause_.preposition.clear();
  clause_.is_coverb = false;
  clause_.is_having = false;
  clause_.is_wearing = false;
  clause_.awaits_object = entry.has("aimed");
  clause_.is_aimed = entry.has("aimed");
  clause_.after_and = false;
  clause_.has_verb = true;
  clause_.verbs.clear();
  copula_ = false;
  if (begins_attribution(word)) {
    clause_.awaits_object = awaited;
    begin_attribution();
    clause_.awaits_object = entry.has("aimed");
  }
  if (attributes()) {
    attribution_->actions.push_back(std::move(action));
    return;
  }
  clause_.pace.reset();
  clause_.heading.reset();
  give_action(word, meaning, action);
}

Action SentenceReader::action_of(const Entry& entry) {
  Action made;
  made.id = entry.has("like") ? std::string{entry.text("like")} : entry.id;
  made.pace = entry.number("pace", 1) * clause_.pace.value_or(1);
  made.heading = clause_.heading;
  if (!made.heading && entry.has("heading")) {
    made.heading = heading_of(entry.text("heading"));
  }
  made.is_simultaneous = clause_.is_simultaneous;
  return made;
}

void SentenceReader::give_action(const Word& word, const Meaning& meaning, const Action& action) {
  std::vector<int> doers = doers_of(meaning);
  if (doers.empty() && !word.is_chinese && last_subject_ >= 0 && last_in_clause_) {
    doers = {last_subject_};
  }
  for (const int doer : doers) {
    Action fit = action;
    fit.id = fitting(doer, *meaning.entry);
    clause_.verbs.emplace_back(doer, add_action(doer, std::move(fit)));
  }
  if (doers.empty()) {
    return;
  }
  clause_.agents = doers;
  if (clause_.aim >= 0) {
    aim_verbs(std::exchange(clause_.aim, -1));
  }
  clause_.awaits_object = true;  // a noun right after the verb is what it is done to
  clause_.prop_of = meaning.entry->has("with") ? meaning.entry : nullptr;
}

/// "the sun rises": the sky's own motion, which also says the hour.
void SentenceReader::move_sight(const Entry& action) {
  const bool rises = action.id == "rise" || action.id == "go" || action.id == "climb";
  const bool sets = action.id == "set" || action.id == "fall";
  const auto sight = std::ranges::find(made_.sights, clause_.sight->id, &SkySight::id);
  if (sight != made_.sights.end()) {
    sight->action = action.id;
  }
  if (clause_.sight->id == "sun" && (rises || sets)) {
    made_.facts.push_back({lexicon().find(Topic::hour, rises ? "dawn" : "dusk"), 1});
  }
  clause_.preposition.clear();
  clause_.heading.reset();
  clause_.pace.reset();
}

/// How that kind of thing does it: what crosses a lake sails, and a car that runs drives.
std::string SentenceReader::fitting(int index, const Entry& action) const {
  const Entry& doer = entry_of(index);
  const std::string id = action.has("like") ? std::string{action.text("like")} : action.id;
  const bool is_gait =
      action.has("generic") || id == "walk" || id == "run" || id == "drive" || id == "bloom";
  const bool is_own = !action.has("generic") && can_do(doer, action);
  return is_gait && !is_own && doer.has("moves") ? std::string{doer.text("moves")} : id;
}

std::vector<int> SentenceReader::doers_of(const Meaning& meaning) const {
  const Entry& action = *meaning.entry;
  const auto able = [&](int index) { return index >= 0 && can_do(entry_of(index), action); };
  // "a man watching a dog running": a participle is said of the noun before it.
  const Word* before = last();
  if (meaning.form == Form::ing && last_in_clause_ && able(last_subject_) &&
      !is_agent(last_subject_) && before != nullptr && is_noun(*before)) {
    return {last_subject_};
  }
  std::vector<int> doers;
  std::ranges::copy_if(clause_.agents, std::back_inserter(doers), able);
  if (doers.empty() && able(last_subject_)) {
    doers.push_back(last_subject_);
  }
  return doers.empty() ? clause_.agents : doers;
}

int SentenceReader::add_action(int index, Action action) {
  auto& actions = subject(index).actions;
  const auto same = std::ranges::find(actions, action.id, &Action::id);
  if (same != actions.end()) {
    same->heading = action.heading ? action.heading : same->heading;
    return static_cast<int>(same - actions.begin());
  }
  if (actions.size() >= kMostActions) {
    return static_cast<int>(actions.size()) - 1;
  }
  action.pace *= phrase_pace_.value_or(1);
  action.is_simultaneous = action.is_simultaneous && !actions.empty();
  actions.push_back(std::move(action));
  return static_cast<int>(actions.size()) - 1;
}

/// 看书, "playing the guitar": the verb itself says what it is done with, where nothing else is
/// named before the next one.
void SentenceReader::bring_prop() {
  const Entry* action = std::exchange(clause_.prop_of, nullptr);
  if (action == nullptr || clause_.verbs.empty()) {
    return;
  }
  const auto& [doer, done] = clause_.verbs.front();
  const Entry* prop = lexicon().find(Topic::subject, action->text("with"));
  const bool is_aimed = subject(doer).actions[static_cast<std::size_t>(done)].towards >= 0;
  if (is_aimed || std::ranges::find(made_.entries, prop) != made_.entries.end()) {
    return;
  }
  const int index = add_subject(*prop, prop->id, 1);
  if (index >= 0) {
    clause_.preposition.clear();
    aim_verbs(index);
    if (action->has("does")) {
      add_action(index, {std::string{action->text("does")}, std::nullopt});
    }
  }
}

void SentenceReader::aim_verbs(int index) {
  for (const auto& [doer, action] : clause_.verbs) {
    aim(doer, action, index);
  }
}

void SentenceReader::aim(int doer, int action, int index) {
  Action& aimed = subject(doer).actions[static_cast<std::size_t>(action)];
  if (doer == index || aimed.towards >= 0) {
    return;
  }
  aimed.towards = index;
  // "a boy flies a kite", "a pilot flies a plane": it is the kite that flies.
  const bool flies_it = aimed.id == "fly" && entry_of(doer).text("category") == "person";
  if (flies_it && !clause_.is_coverb && clause_.preposition.empty()) {
    aimed.id = entry_of(index).text("category") == "vehicle" ? "drive" : "hold";
    add_action(index, {"fly", std::nullopt});
  }
  if (aimed.id == "walk" && entry_of(index).text("moves") == "walk" && !clause_.is_coverb &&
      clause_.preposition.empty()) {
    add_action(index, {"walk", std::nullopt});  // "a man walks his dog"
  }
}

/// "down the street", "up the river": along it, neither down nor up.
bool SentenceReader::goes_along_way(Heading heading) const {
  const Word* article = next();
  const Word* way = next(2);
  if ((heading != Heading::down && heading != Heading::up) || way == nullptr ||
      words_[at_].is_chinese || !(article->is("the") || article->is("a"))) {
    return false;
  }
  const Meaning* place = way->in(Topic::setting);
  constexpr std::array<std::string_view, 5> kWays = {"city_street", "road", "river", "railway",
                                                     "beach"};
  return place != nullptr && std::ranges::find(kWays, place->entry->id) != kWays.end();
}

void SentenceReader::take_heading(Heading heading) {
  if (negates() || clause_.camera_acts) {
    return;
  }
  if (goes_along_way(heading)) {
    clause_.preposition = "inside";
    return;
  }
  clause_.preposition.clear();
  clause_.awaits_object = false;
  if (attributes() && !attribution_->actions.empty()) {
    attribution_->actions.back().heading = heading;
  } else if (clause_.verbs.empty() || (words_[at_].is_chinese && verb_follows())) {
    clause_.heading = heading;
    return;
  }
  for (const auto& [doer, action] : clause_.verbs) {
    subject(doer).actions[static_cast<std::size_t>(action)].heading = heading;
  }
}

void SentenceReader::take_pace(double value) {
  if (phrase_.is_open() && noun_follows()) {
    phrase_.pace = value;  // "a fast car"
    return;
  }
  if (attributes() && !attribution_->actions.empty()) {
    attribution_->actions.back().pace *= value;
    return;
  }
  if (clause_.verbs.empty() || verb_follows()) {
    clause_.pace = value;
    return;
  }
  for (const auto& [doer, action] : clause_.verbs) {
    subject(doer).actions[static_cast<std::size_t>(action)].pace *= value;
  }
}

bool SentenceReader::verb_follows() const {
  for (std::size_t i = at_ + 1; i < words_.size() && i < at_ + 4; ++i) {
    if (words_[i].in(Topic::action) != nullptr) {
      return true;
    }
    if (!words_[i].is("di") && !words_[i].is("filler") && words_[i].in(Topic::pace) == nullptr) {
      return false;
    }
  }
  return false;
}

/// "a car from left to right": it goes there, each in its own way.
void SentenceReader::give_heading_without_verb() {
  if (!clause_.heading || clause_.has_verb) {
    return;
  }
  for (const int agent : clause_.agents) {
    if (entry_of(agent).has("moves")) {
      add_action(agent, {std::string{entry_of(agent).text("moves")}, clause_.heading});
    }
  }
}

}  // namespace kirin::engine::motion::story
