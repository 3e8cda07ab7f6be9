/// \file
/// What a prompt does not want.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/motion/story/reader.h"

namespace kirin::engine::motion::story {

/// The ids that "no …" and a negative prompt name.
class Exclusion {
 public:
  Exclusion(const Reading& reading, const Reading& unwanted);

  /// Of whatever topic: "no glass" removes the thing and what is made of it.
  bool has(std::string_view id) const;
  /// By itself, as what it stands for, or with all of its category: "no animals".
  bool has_subject(const Entry& entry) const;
  /// All ids, each once.
  const std::vector<std::string>& ids() const { return ids_; }

 private:
  std::vector<const Entry*> entries_;
  std::vector<std::string> ids_;
};

/// Takes what is excluded out of the reading; relations and aims keep their subjects.
void remove_excluded(Reading& reading, const Exclusion& exclusion);

}  // namespace kirin::engine::motion::story
