#include "api/models/skill_text.h"

#include <fmt/format.h>

#include "base/text.h"
#include "catalog/document.h"
#include "catalog/example.h"
#include "catalog/rule_schema.h"

namespace kirin::api::models {
namespace {

constexpr const char* kExampleImage = "https://example.org/cat.png";
constexpr const char* kKeyHeader = R"(-H "Authorization: Bearer $KIRIN_API_KEY")";

std::string create_body(const ModelView& model, std::string_view image_url) {
  const JsonObject params = catalog::example_parameters(model.contract, image_url);
  return boost::json::serialize(
      JsonObject{{"model", model.name}, {"input", {{{"params", params}}}}});
}

std::string upload_step(const ModelView& model) {
  return fmt::format(
      R"md(Images are given as an http(s) URL that the server can fetch, or as the bare base64 of the file. A local
picture is best uploaded; the answer holds its URL:

```sh
image=$(curl -sS {}/api/v1/storage/files \
  {} -F file=@photo.jpg | jq -r .url)
```

)md",
      model.base_url, kKeyHeader);
}

std::string create_step(const ModelView& model) {
  return fmt::format(
      R"md(`POST {0}/model/v1/generation` accepts the request and answers at once with a task id:

```sh
id=$(curl -sS {0}/model/v1/generation \
  {1} -H "Content-Type: application/json" \
  -d @- <<END | jq -r .id
{2}
END
)
```

)md",
      model.base_url, kKeyHeader, create_body(model, "$image"));
}

std::string poll_step(const ModelView& model) {
  return fmt::format(
      R"md(Ask for the task until its `status` is `completed` or `failed`; the link in a completed task expires, each
query makes a fresh one. A failed task says why in `error.message`:

```sh
while curl -sS "{}/model/v1/generation/task/$id" \
  {} -o task.json && [ "$(jq -r .status task.json)" = in_progress ]
do sleep 3; done
curl -sS -o video.mp4 "$(jq -r '.output[0].content[0].url' task.json)"
```

Instead of asking, give a `callback_url`. A request that breaks a rule is refused with HTTP 400, and `error.message`
says what is allowed; 429 and 503 say in `Retry-After` when to try again.

)md",
      model.base_url, kKeyHeader);
}

std::string how_to(const ModelView& model) {
  return fmt::format(
      "## Make a video\n\nEvery call carries an API key, here from the variable "
      "`KIRIN_API_KEY`.\n\n{}{}{}",
      catalog::example_needs_image(model.contract) ? upload_step(model) : "", create_step(model),
      poll_step(model));
}

std::string text_of(const Json& value) {
  return value.is_string() ? std::string{value.as_string()} : boost::json::serialize(value);
}

std::string choices_of(const JsonObject& parameter) {
  std::string text;
  for (const Json& choice : parameter.at("enum").as_array()) {
    text += fmt::format("{}`{}`", text.empty() ? "" : ", ", text_of(choice));
  }
  return text;
}

std::string count_text(const JsonObject& parameter, std::string_view least_name,
                       std::string_view most_name, std::string_view unit) {
  const std::string most = text_of(parameter.at(most_name));
  const Json* least = parameter.if_contains(least_name);
  return least == nullptr ? fmt::format("at most {} {}", most, unit)
                          : fmt::format("{} to {} {}", text_of(*least), most, unit);
}

std::string what_it_takes(const JsonObject& parameter) {
  if (parameter.contains("enum")) {
    return choices_of(parameter);
  }
  if (parameter.contains("max_length")) {
    return count_text(parameter, "min_length", "max_length", "characters");
  }
  if (parameter.contains("max_items")) {
    return count_text(parameter, "min_items", "max_items", "items");
  }
  return parameter.contains("min") ? count_text(parameter, "min", "max", "") : "";
}

std::string presence_of(const JsonObject& parameter) {
  if (catalog::is_required(parameter)) {
    return "**required**";
  }
  const Json* otherwise = parameter.if_contains("default");
  return otherwise == nullptr ? "" : fmt::format("default `{}`", text_of(*otherwise));
}

void add_rows(const JsonArray& parameters, const std::string& place, std::string& table) {
  for (const Json& each : parameters) {
    const JsonObject& parameter = each.as_object();
    const std::string name = place + std::string{catalog::name_of(parameter)};
    const bool is_image = catalog::format_of(parameter) == "image";
    table += fmt::format("| `{}` | {} | {} | {} | {} |\n", name,
                         is_image ? "image" : catalog::type_of(parameter), presence_of(parameter),
                         trimmed(what_it_takes(parameter)),
                         std::string_view{parameter.at("description").as_string()});
    if (parameter.contains("children")) {
      const bool is_list = catalog::type_of(parameter) == "array";
      add_rows(catalog::children_of(parameter), name + (is_list ? "[]." : "."), table);
    }
  }
}

std::string parameters_section(const ModelView& model) {
  std::string text =
      "## Parameters\n\nThey stand in `input[0].params`.\n\n"
      "| name | type | | takes | |\n| --- | --- | --- | --- | --- |\n";
  add_rows(catalog::parameters_of(model.contract.document()), "", text);
  return text + "\n";
}

std::string rules_section(const ModelView& model) {
  const auto sentences = catalog::rule_sentences(model.contract.document());
  std::string text;
  for (const std::string& sentence : sentences) {
    text += fmt::format("- {}\n", sentence);
  }
  return text.empty() ? text : "## Rules\n\n" + text + "\n";
}

std::string size_text(const Json& size) {
  return fmt::format("{}×{}", text_of(size.at("width")), text_of(size.at("height")));
}

std::string sizes_of(const JsonObject& mode) {
  if (const Json* budget = mode.if_contains("pixel_budget")) {
    return fmt::format("the shape of the image, as many pixels as {}", size_text(*budget));
  }
  std::string text;
  for (const auto& [ratio, size] : mode.at("sizes").as_object()) {
    text +=
        fmt::format("{}{} {}", text.empty() ? "" : ", ", std::string_view{ratio}, size_text(size));
  }
  return text;
}

std::string output_section(const ModelView& model) {
  std::string text =
      "## What comes out\n\nAn MP4 (H.264).\n\n"
      "| mode | class | frames per second | size |\n| --- | --- | --- | --- |\n";
  for (const auto& [name, value] : model.contract.document().at("output").at("modes").as_object()) {
    const JsonObject& mode = value.as_object();
    text += fmt::format("| `{}` | {} | {} | {} |\n", std::string_view{name},
                        text_of(mode.at("resolution")), text_of(mode.at("fps")), sizes_of(mode));
  }
  return text + "\n";
}

std::string prices_section(const ModelView& model) {
  const JsonObject& prices = model.contract.document().at("prices").as_object();
  std::string text =
      fmt::format("## Prices\n\nPer video, in {}.\n\n| tier | price |\n| --- | --- |\n",
                  text_of(prices.at("currency")));
  for (const Json& tier : prices.at("tiers").as_array()) {
    text += fmt::format("| {} | {} |\n", text_of(tier.at("tier")), text_of(tier.at("unit_price")));
  }
  return text +
         "\n`POST /model/v1/generation/precharge` with the same body says what a request "
         "costs.\n\n";
}

std::string errors_section(const ModelView& model) {
  const JsonObject& errors = model.contract.document().at("errors").as_object();
  std::string text = "## Codes of failed tasks\n\n| `error.code` | |\n| --- | --- |\n";
  for (const auto& [suffix, meaning] : errors.at("causes").as_object()) {
    text += fmt::format("| `{}{}` | {} |\n", text_of(errors.at("prefix")), std::string_view{suffix},
                        text_of(meaning));
  }
  return text;
}

std::string front_matter(const ModelView& model) {
  return fmt::format("---\nname: {}\ndescription: {}\n---\n\n", model.name,
                     boost::json::serialize(Json(model.contract.description())));
}

std::string title(const ModelView& model) {
  return fmt::format("# {} (`{}`)\n\n{}\n\n", model.contract.display_name(), model.name,
                     model.contract.description());
}

}  // namespace

std::string create_command(const ModelView& model) {
  return fmt::format(
      "curl -sS {}/model/v1/generation \\\n  {} -H \"Content-Type: application/json\" \\\n  -d "
      "'{}'",
      model.base_url, kKeyHeader, create_body(model, kExampleImage));
}

std::string skill_text(const ModelView& model) {
  return front_matter(model) + title(model) + how_to(model) + parameters_section(model) +
         rules_section(model) + output_section(model) + prices_section(model) +
         errors_section(model);
}

std::string agent_prompt(const ModelView& model) {
  return title(model) + how_to(model) + parameters_section(model) + rules_section(model) +
         prices_section(model);
}

}  // namespace kirin::api::models
