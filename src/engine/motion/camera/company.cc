#include "engine/motion/camera/company.h"

namespace kirin::engine::motion {
namespace {

constexpr std::string_view kSomebodyElse = "somebody or something else does it";
constexpr std::string_view kThing = "it is a thing here";
constexpr std::string_view kNoDirection = "no direction and no camera near it";
constexpr std::string_view kNoCamera = "nothing says that the camera does it";

bool is(const Token* token, Role role) { return token != nullptr && token->is(role); }

bool is_boundary(const Token* token) {
  if (token == nullptr) {
    return true;
  }
  switch (token->meaning.role) {
    case Role::stop:
    case Role::link:
    case Role::then:
    case Role::with:
    case Role::either:
    case Role::turnabout:
      return true;
    default:
      return false;
  }
}

/// Nothing but its speed stands between the verb and the comma before it.
bool begins_clause(const VerbPlace& verb) {
  std::size_t at = verb.at;
  while (at > 0 && (verb.tokens[at - 1].is(Role::filler) || verb.tokens[at - 1].is(Role::speed))) {
    --at;
  }
  return is_boundary(at > 0 ? &verb.tokens[at - 1] : nullptr);
}

/// The first token after the verb that says something.
const Token* object_of(const VerbPlace& verb) {
  for (std::size_t i = verb.at + 1; i < verb.tokens.size() && i < verb.at + 4; ++i) {
    if (!verb.tokens[i].is(Role::filler) && !verb.tokens[i].is(Role::speed)) {
      return &verb.tokens[i];
    }
  }
  return nullptr;
}

bool is_led(const VerbPlace& verb) {
  const Clause& clause = verb.clause;
  return clause.subject == Subject::camera ||
         (clause.subject == Subject::implied && clause.nouns == 0) ||
         (clause.subject == Subject::shot && clause.nouns == 0) ||
         commands_camera(verb.tokens, verb.at);
}

/// "boats" but not "bus": who can take a verb without an s.
bool is_plural(const Token* token) {
  return token != nullptr && is_noun(*token) && token->text.ends_with('s') &&
         !token->text.ends_with("ss");
}

bool names_a_shot(const Token* token) {
  return token != nullptr && (token->is(Role::camera) || token->is(Role::shot) ||
                              token->text.ends_with("shot") || token->text.ends_with("view"));
}

/// "static" and "shaky" say something of the camera beside which they stand.
bool describes_camera(const VerbPlace& verb) {
  const Action action = verb.token().meaning.action;
  if (action != Action::hold && action != Action::shake) {
    return false;
  }
  const bool is_alone =
      is_boundary(verb.after()) && verb.clause.nouns == 0 && verb.clause.subject != Subject::other;
  return names_a_shot(object_of(verb)) || (is_alone && verb.token().text == "手持") ||
         (is_alone && verb.clause.is_unwanted);
}

/// A command to the camera, who is not named: "Rise above the roofs", "Moving forward".
bool is_imperative(const VerbPlace& verb) {
  const Clause& clause = verb.clause;
  const Token& token = verb.token();
  if (clause.subject != Subject::unset || clause.nouns > 0 || is(verb.before(), Role::determiner)) {
    return false;
  }
  if (token.is_chinese) {
    return verb.has_direction;
  }
  if (token.form == Form::gerund) {
    return verb.has_direction;
  }
  if (token.form != Form::base) {
    return false;
  }
  const Action action = token.meaning.action;
  if (action == Action::hold || action == Action::pause || action == Action::shake) {
    return false;
  }
  if (verb.has_direction || action == Action::follow || action == Action::fly) {
    return true;
  }
  const Token* object = object_of(verb);
  const bool takes_object = action == Action::push;  // "approach the castle", not "lift the cup"
  return token.meaning.direction != Direction::none &&
         (takes_object || is_boundary(object) || is(object, Role::preposition) ||
          is(object, Role::direction));
}

std::string_view objection_to_led(const VerbPlace& verb) {
  const Token& token = verb.token();
  if (describes_camera(verb)) {
    return {};
  }
  const Token* before = verb.before();
  // "a boat moving left", "the man it sees move left": the noun before is who moves.
  const bool follows_noun = before != nullptr && is_noun(*before) && !token.is_chinese;
  if (follows_noun && (token.form == Form::gerund || token.form == Form::base)) {
    return kSomebodyElse;
  }
  return is_led(verb) || is_imperative(verb) ? std::string_view{} : kNoCamera;
}

/// Words that are also things: is this one named rather than done? "a red truck left".
bool is_named(const VerbPlace& verb) {
  const Token* before = verb.before();
  const Action action = verb.token().meaning.action;
  if (verb.token().is_chinese || before == nullptr || verb.token().form != Form::base) {
    return false;
  }
  const bool is_counted = before->is(Role::determiner) || before->is(Role::number);
  const bool is_described = is_noun(*before) && verb.clause.subject != Subject::camera;
  const bool is_vehicle = action == Action::truck || action == Action::crane;
  if (is_counted) {
    return is_vehicle || !(is_led(verb) || verb.direction_is_phrase || verb.clause.has_pending ||
                           verb.clause.is_negated || names_a_shot(verb.after()));
  }
  return is_described && (is_vehicle || !verb.has_direction);
}

std::string_view objection_to_free(const VerbPlace& verb) {
  const Token& token = verb.token();
  const Clause& clause = verb.clause;
  const Action action = token.meaning.action;
  if (is_led(verb)) {
    return {};
  }
  const bool has_own = token.meaning.direction != Direction::none;
  const bool is_listed = clause.is_negated || (clause.is_unwanted && is_boundary(verb.after()));
  const bool is_bare_list =
      is_listed && (action == Action::pan || action == Action::tilt || action == Action::zoom ||
                    action == Action::dolly || action == Action::orbit);
  const bool is_slow_pan = clause.has_speed && !is_noun(*verb.before());
  const bool is_panning = token.form == Form::gerund && action == Action::pan && clause.nouns == 0;
  const bool is_shot = names_a_shot(verb.after());
  if (token.meaning.company == Company::thing && !verb.has_direction && !has_own && !is_bare_list &&
      !(is_slow_pan && action != Action::truck && action != Action::crane) && !is_panning &&
      !is_shot) {
    return kNoDirection;
  }
  const Token* object = object_of(verb);
  const bool has_object = is(object, Role::determiner) && !commands_camera(verb.tokens, verb.at);
  if ((action == Action::push || action == Action::pull || action == Action::tilt) && has_object &&
      (!verb.has_direction || has_own)) {
    return kThing;  // "pull back the curtain", "tilts her head"
  }
  if (clause.subject == Subject::other || clause.subject == Subject::thing) {
    // "she walks, tilt up": not hers, or it would be "tilts".
    const bool is_command = clause.takes_s && begins_clause(verb);
    const bool is_by_name = clause.subject == Subject::thing || !clause.is_person || is_command;
    const bool can_go = verb.has_direction || has_own || is_bare_list || is_slow_pan;
    const bool is_new_start = token.form == Form::base && !is_plural(verb.before());
    const bool is_lens_word = action == Action::zoom || action == Action::pan ||
                              action == Action::dolly || action == Action::orbit;
    const bool is_gerund = token.form == Form::gerund &&
                           (clause.subject == Subject::thing || is_boundary(verb.before()));
    if (!is_by_name || !can_go || !(is_new_start || (is_gerund && is_lens_word))) {
      return kSomebodyElse;
    }
  }
  return {};
}

}  // namespace

bool is_noun(const Token& token) {
  if (token.is(Role::unknown)) {
    return !token.text.ends_with("ly");
  }
  return token.is(Role::place) || token.is(Role::noise);
}

bool commands_camera(std::span<const Token> tokens, std::size_t verb) {
  for (std::size_t i = verb + 1; i < tokens.size() && i < verb + 4; ++i) {
    if (tokens[i].is(Role::camera)) {
      return true;
    }
    if (!tokens[i].is(Role::determiner) && !tokens[i].is(Role::filler)) {
      return false;
    }
  }
  return false;
}

std::string_view objection(const VerbPlace& verb) {
  switch (verb.token().meaning.company) {
    case Company::none:
      return {};
    case Company::camera:
      return objection_to_led(verb);
    case Company::thing:
      if (is_named(verb)) {
        return kThing;
      }
      return objection_to_free(verb);
    case Company::free:
      return objection_to_free(verb);
  }
  return {};
}

}  // namespace kirin::engine::motion
