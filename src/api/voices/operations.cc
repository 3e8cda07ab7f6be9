#include "api/voices/operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "api/base_url.h"
#include "api/error.h"
#include "api/schema.h"
#include "api/voices/samples.h"
#include "net/file_response.h"

namespace kirin::api::voices {
namespace {

using namespace schema;  // NOLINT(google-build-using-namespace): the words of the tables below

constexpr const char* kTag = "Voices";

JsonObject voice_json(const VoiceCard& voice, const std::string& base) {
  return {{"voice_id", voice.id},
          {"name", voice.name},
          {"description", voice.description},
          {"language", voice.languages.front()},
          {"languages", JsonArray(voice.languages.begin(), voice.languages.end())},
          {"gender", voice.gender},
          {"age", voice.age},
          {"external", voice.is_external},
          {"sample_url", fmt::format("{}/v1/voices/{}/sample", base, voice.id)}};
}

JsonObject voice_schema() {
  return object_of({{"voice_id", text("What `voice_list` takes. It never changes.")},
                    {"name", text({})},
                    {"description", text("What it sounds like.")},
                    {"language", text("The language it is at home in, such as en or zh.")},
                    {"languages", array_of(text({}), "Those it speaks, its own first.")},
                    {"gender", word("", {"female", "male", "none"})},
                    {"age", word("", {"child", "young", "adult", "old"})},
                    {"external", boolean("Whether this server's operator plugged it in.")},
                    {"sample_url", text("A WAV file in which it speaks.")}});
}

ApiError unknown_voice(std::string_view id) {
  return {40401, "unknown_voice", fmt::format("there is no voice '{}'", id), "voice_id", {}, {}};
}

const VoiceCard* find_card(const ApiContext& context, std::string_view id) {
  const auto found = std::ranges::find(context.voices.cards, id, &VoiceCard::id);
  return found == context.voices.cards.end() ? nullptr : &*found;
}

Reply list_voices(const ApiContext& context, Call& call) {
  const auto language = call.query.text("language");
  const auto gender = call.query.text("gender");
  const auto age = call.query.text("age");
  const std::string base = base_url(context.options.public_url, call.request);
  JsonArray voices;
  for (const VoiceCard& voice : context.voices.cards) {
    const bool is_wanted = (!language || voice.languages.front() == *language) &&
                           (!gender || voice.gender == *gender) && (!age || voice.age == *age);
    if (is_wanted) {
      voices.push_back(voice_json(voice, base));
    }
  }
  return json_response(200, {{"voices", std::move(voices)}});
}

Reply show_voice(const ApiContext& context, Call& call) {
  const VoiceCard* const voice = find_card(context, call.path("voice_id"));
  if (voice == nullptr) {
    return unknown_voice(call.path("voice_id"));
  }
  return json_response(200, voice_json(*voice, base_url(context.options.public_url, call.request)));
}

Reply send_sample(const ApiContext& context, Samples& samples, Call& call) {
  const VoiceCard* const voice = find_card(context, call.path("voice_id"));
  if (voice == nullptr) {
    return unknown_voice(call.path("voice_id"));
  }
  auto asset = samples.open(voice->id, call.now);
  if (!asset) {
    return from_backend(asset.error(), call.request);
  }
  const assets::AssetFacts& facts = asset->facts;
  net::Response response = net::file_response(
      call.request,
      {facts.size_bytes, facts.sha256, facts.content_type, facts.created_at, voice->id + ".wav"},
      std::move(asset->fd));
  response.headers.set("Cache-Control", "public, max-age=86400");
  response.headers.set("X-Content-Type-Options", "nosniff");
  return response;
}

Operation operation(const char* path, const char* id, const char* summary) {
  Operation row{.method = "GET",
                .pattern = path,
                .id = id,
                .tag = kTag,
                .summary = summary,
                .description = {}};
  row.error_form = error_form_at(path);
  return row;
}

Operation list_operation() {
  Operation row = operation("/v1/voices", "listVoices", "List the voices");
  row.description =
      "The voices that `voice_list` may name. Each speaks its own language best and the others in "
      "the same character.";
  row.query = {{"language",
                "Only voices at home in this language, such as en or zh.",
                {{"type", "string"}, {"maxLength", 16}}},
               {"gender", "Only voices of this gender.", word("", {"female", "male", "none"})},
               {"age", "Only voices of this age.", word("", {"child", "young", "adult", "old"})}};
  row.answers = {{200, "The voices.", "application/json",
                  object_of({{"voices", array_of(schema_ref("Voice"))}})}};
  row.errors = {400};
  return row;
}

Operation on_voice(const char* path, const char* id, const char* summary) {
  Operation row = operation(path, id, summary);
  row.path = {{"voice_id", "A voice's id.", {{"type", "string"}}, true}};
  row.errors = {404};
  return row;
}

Operation show_operation() {
  Operation row = on_voice("/v1/voices/{voice_id}", "getVoice", "One voice");
  row.answers = {{200, "Found.", "application/json", schema_ref("Voice")}};
  return row;
}

Operation sample_operation() {
  Operation row = on_voice("/v1/voices/{voice_id}/sample", "getVoiceSample", "Listen to a voice");
  row.description =
      "The voice says a sentence in its own language. Made when it is first asked for, and kept. "
      "503 where the voice cannot speak on this machine. Ranges and conditions are honoured.";
  row.headers = {{"Range", "Parts of the file.", {{"type", "string"}}},
                 {"If-None-Match", "ETags that the caller has.", {{"type", "string"}}}};
  const JsonObject binary{{"type", "string"}, {"format", "binary"}};
  row.answers = {{200, "A WAV file: one channel, 48 kHz.", "audio/wav", binary},
                 {206, "Parts of it.", "*/*", binary},
                 {304, "The caller has it.", "", {}},
                 {412, "It is another file than the caller expects.", "", {}},
                 {416, "It has no such part.", "", {}}};
  row.errors = {404, 503};
  return row;
}

}  // namespace

void add_operations(OperationTable& table, const ApiContext& context) {
  table.add_schema("Voice", voice_schema());
  const auto add = [&](Operation row, OperationHandler handler) {
    if (context.options.models_need_key) {
      row.scope = tasks::Scope::read;
    }
    table.add(std::move(row), std::move(handler));
  };
  add(list_operation(), [&context](Call& call) { return list_voices(context, call); });
  add(show_operation(), [&context](Call& call) { return show_voice(context, call); });
  add(sample_operation(), [&context, samples = std::make_shared<Samples>(context)](Call& call) {
    return send_sample(context, *samples, call);
  });
}

}  // namespace kirin::api::voices
