/// \file
/// Voices that an operator plugs in, as the configuration names them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sound/sound.h"

namespace kirin::sound {

struct ExternalVoice {
  std::string id;        ///< as a request names it; one of `voices()` is replaced by it
  std::string name;      ///< as the external program or server knows it
  std::string language;  ///< a code of `languages()`; empty: it speaks whatever it is given
  Gender gender = Gender::none;
  Age age = Age::adult;

  bool operator==(const ExternalVoice&) const = default;
};

/// Reads "id=name/language/gender/age" with commas between them; all but the id may be left out:
/// "nova", "nova=alloy", "nova=alloy/en/female", "hua=zf_xiaobei/zh/female/young". What is left out
/// is the id, any language, none, adult. invalid_argument says which is wrong and what is allowed.
Result<std::vector<ExternalVoice>> parse_external_voices(std::string_view text);

}  // namespace kirin::sound
