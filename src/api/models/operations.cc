#include "api/models/operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "api/base_url.h"
#include "api/error.h"
#include "api/models/model_json.h"
#include "api/models/schemas.h"
#include "api/models/skill_text.h"
#include "base/text.h"

namespace kirin::api::models {
namespace {

using catalog::Catalog;
using catalog::Contract;

constexpr const char* kTag = "Model discovery";

// What the handlers work with; copied into each.
struct Discovery {
  const Catalog& catalog;
  std::string public_url;

  std::string base_url(const Call& call) const { return api::base_url(public_url, call.request); }
};

net::Response enveloped(JsonObject data) {
  return json_response(200,
                       {{"status", {{"code", 200}, {"message", "ok"}}}, {"data", std::move(data)}});
}

ApiError unknown_model(std::string_view name) {
  return {40401, "unknown_model", fmt::format("there is no model '{}'", name), "model", {}, {}};
}

bool is_wanted(const std::optional<std::string>& wanted, std::string_view value) {
  return !wanted || equal_ignoring_case(*wanted, value);
}

// A caller who looks for an alias goes on by that name.
std::string_view name_for(const Contract& contract, const std::string& keywords) {
  const auto aliases = contract.aliases();
  const bool is_alias = std::ranges::find(aliases, keywords) != aliases.end();
  return is_alias ? std::string_view{keywords} : std::string_view{contract.id()};
}

Reply list_models(const Discovery& discovery, Call& call) {
  const std::string keywords = call.query.text("keywords").value_or("");
  const auto type = call.query.text("type");
  const auto provider = call.query.text("provider");
  const auto found = models_that(discovery.catalog, [&](const Contract& contract) {
    return mentions(contract, keywords) && is_wanted(provider, vendor_of(contract)) &&
           (is_wanted(type, type_of(contract)) || is_wanted(type, subtype_of(contract)));
  });
  const auto page = call.query.integer("page").value_or(1);
  const auto page_size = call.query.integer("page_size").value_or(kDefaultPageSize);
  const auto total = static_cast<std::int64_t>(found.size());
  const std::string base = discovery.base_url(call);
  JsonArray items;
  for (auto i = (page - 1) * page_size; i < std::min(total, page * page_size); ++i) {
    const Contract& contract = *found[static_cast<std::size_t>(i)];
    items.push_back(list_item_json({contract, name_for(contract, keywords), base},
                                   call.query.boolean("include_curl").value_or(false)));
  }
  return enveloped({{"models", std::move(items)},
                    {"total", total},
                    {"page", page},
                    {"page_size", page_size},
                    {"total_pages", (total + page_size - 1) / page_size}});
}

Reply search_skills(const Discovery& discovery, Call& call) {
  const std::string query = call.query.text("q").value_or("");
  const auto input = call.query.text("input");
  const auto output = call.query.text("output");
  const auto type = call.query.text("type");
  const auto provider = call.query.text("provider");
  const auto found = models_that(discovery.catalog, [&](const Contract& contract) {
    return mentions(contract, query) && is_wanted(provider, vendor_of(contract)) &&
           (!input || has_modality(contract, "input", *input)) &&
           (!output || has_modality(contract, "output", *output)) &&
           (is_wanted(type, subtype_of(contract)) || is_wanted(type, type_of(contract)));
  });
  const auto limit = call.query.integer("limit").value_or(kDefaultLimit);
  const auto offset = call.query.integer("offset").value_or(0);
  const auto total = static_cast<std::int64_t>(found.size());
  const std::string base = discovery.base_url(call);
  JsonArray hits;
  for (auto i = std::min(offset, total); i < total && i - offset < limit; ++i) {
    const Contract& contract = *found[static_cast<std::size_t>(i)];
    hits.push_back(hit_json({contract, name_for(contract, query), base}));
  }
  return json_response(200, {{"hits", std::move(hits)},
                             {"query", query},
                             {"limit", limit},
                             {"offset", offset},
                             {"estimatedTotalHits", total},
                             {"processingTimeMs", 0}});
}

// Answers for the model that the path names, by id or alias.
using Describe = net::Response (*)(const ModelView&);

Reply describe_model(const Discovery& discovery, Call& call, const char* parameter,
                     Describe describe) {
  const std::string& name = call.path(parameter);
  const Contract* contract = discovery.catalog.find(name);
  if (contract == nullptr) {
    return unknown_model(name);
  }
  return describe({*contract, name, discovery.base_url(call)});
}

net::Response describe_spec(const ModelView& model) { return enveloped(spec_json(model)); }

net::Response describe_contract(const ModelView& model) { return enveloped(contract_json(model)); }

// Markdown whatever the caller accepts: the clients ask for JSON and read this.
net::Response describe_skill(const ModelView& model) {
  net::Response response;
  response.headers.set("Content-Type", "text/markdown; charset=utf-8");
  response.headers.set("Cache-Control", "no-store");
  response.body = skill_text(model);
  return response;
}

Parameter choice_of_text(const char* name, const char* description) {
  return {name, description, {{"type", "string"}, {"maxLength", 128}}};
}

Parameter whole(const char* name, const char* description, std::int64_t least, std::int64_t most,
                std::int64_t otherwise) {
  return {name,
          description,
          {{"type", "integer"}, {"minimum", least}, {"maximum", most}, {"default", otherwise}}};
}

Operation operation(const char* path, const char* id, const char* summary, const char* schema) {
  Operation row{.method = "GET",
                .pattern = path,
                .id = id,
                .tag = kTag,
                .summary = summary,
                .description = {}};
  row.error_form = error_form_at(path);
  row.answers = {{200, "Found.", "application/json", schema_ref(schema)}};
  return row;
}

Operation list_operation() {
  Operation row = operation("/api/v1/skill/models", "listModels", "List the models", "ModelList");
  row.query = {
      whole("page", "Which page, from 1.", 1, kMaxPage, 1),
      whole("page_size", "Models on a page.", 1, kMaxPageSize, kDefaultPageSize),
      choice_of_text("type", "Only models that make this, such as video, or that, such as i2v."),
      choice_of_text("keywords", "Only models whose names or description have all these words."),
      choice_of_text("provider", "Only models of this provider's protocol."),
      {"include_curl",
       "Whether to show a command for each.",
       {{"type", "boolean"}, {"default", false}}}};
  row.errors = {400};
  return row;
}

Operation search_operation() {
  Operation row = operation("/model/v1/models/skill/search", "searchSkills",
                            "Search the models and what can be said of them", "SkillSearch");
  row.query = {choice_of_text("q", "Words that names or description must have."),
               choice_of_text("input", "Only models that take this: text, image."),
               choice_of_text("output", "Only models that make this: video."),
               choice_of_text("type", "Only models of this kind, such as i2v or t2v."),
               choice_of_text("provider", "Only models of this provider's protocol."),
               whole("limit", "Most hits to answer.", 1, kMaxPageSize, kDefaultLimit),
               whole("offset", "Hits to leave out at the start.", 0, kMaxPage, 0)};
  row.errors = {400};
  return row;
}

Operation on_model(const char* path, const char* parameter, const char* id, const char* summary,
                   const char* schema) {
  Operation row = operation(path, id, summary, schema);
  row.path = {
      {parameter, "A model's id, or another name it answers to.", {{"type", "string"}}, true}};
  row.errors = {404};
  return row;
}

Operation skill_operation() {
  Operation row = on_model("/model/v1/models/skill/{model}", "model", "getSkill",
                           "A model in words: how to make a video with it", "");
  row.answers = {{200, "Markdown, whatever is accepted.", "text/markdown", {{"type", "string"}}}};
  return row;
}

}  // namespace

void add_operations(OperationTable& table, const Catalog& catalog, const ApiOptions& options) {
  add_schemas(table);
  const Discovery discovery{catalog, options.public_url};
  const auto add = [&](Operation row, OperationHandler handler) {
    if (options.models_need_key) {
      row.scope = tasks::Scope::read;
    }
    table.add(std::move(row), std::move(handler));
  };
  const auto describing = [&](const char* parameter, Describe describe) {
    return [discovery, parameter, describe](Call& call) {
      return describe_model(discovery, call, parameter, describe);
    };
  };
  add(list_operation(), [discovery](Call& call) { return list_models(discovery, call); });
  add(on_model("/api/v1/skill/models/{id}/spec", "id", "getModelSpec",
               "Where to post, and which parameters", "ModelSpec"),
      describing("id", describe_spec));
  add(on_model("/api/v1/skill/model-contracts/{id}", "id", "getModelContract",
               "The model's contract for the queue, as command-line clients read it",
               "ModelContract"),
      describing("id", describe_contract));
  add(search_operation(), [discovery](Call& call) { return search_skills(discovery, call); });
  add(skill_operation(), describing("model", describe_skill));
}

}  // namespace kirin::api::models
