/// \file
/// A model in words: enough for a person or an agent to make a first video with.
#pragma once

#include <string>

#include "api/models/model_view.h"

namespace kirin::api::models {

/// One shell command that asks for a video. Reads the key from KIRIN_API_KEY.
std::string create_command(const ModelView& model);

/// Markdown: how to ask for a video and get it, the parameters, the rules, what comes out, what it
/// costs. All of it from the contract; the shell commands run as they are, for image models with a
/// file photo.jpg beside them.
std::string skill_text(const ModelView& model);

/// The same without the front matter and what only a reader who compares models needs.
std::string agent_prompt(const ModelView& model);

}  // namespace kirin::api::models
