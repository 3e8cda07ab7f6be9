#include "cli/settings.h"

#include <vector>

namespace kirin::cli {
namespace {

using enum SettingType;

Setting text(std::string key, std::string value, std::string description) {
  return {.key = std::move(key),
          .type = string,
          .default_value = std::move(value),
          .description = std::move(description)};
}

Setting choice(std::string key, std::string value, std::vector<std::string> choices,
               std::string description) {
  Setting setting = text(std::move(key), std::move(value), std::move(description));
  setting.choices = std::move(choices);
  return setting;
}

Setting count(std::string key, std::string value, std::int64_t low, std::int64_t high,
              std::string description) {
  return {.key = std::move(key),
          .type = integer,
          .default_value = std::move(value),
          .description = std::move(description),
          .minimum = low,
          .maximum = high};
}

Setting of(SettingType type, std::string key, std::string value, std::string description) {
  return {.key = std::move(key),
          .type = type,
          .default_value = std::move(value),
          .description = std::move(description)};
}

std::vector<Setting> make_settings() {
  std::vector<Setting> all{
      text("server.listen", "127.0.0.1:8080",
           "Address and port to listen on; port 0 takes any free one."),
      text("server.public_url", "",
           "How clients reach this server, such as https://kirin.example.org; empty: from each "
           "request's Host."),
      count("server.handler_threads", "32", 1, 1024,
            "Threads that answer requests; each may wait for the disk."),
      text("server.cors_origins", "",
           "Web origins whose pages may call the API, with commas between them, such as "
           "https://app.example.org; *: any; empty: none."),
      text("storage.data_dir", "kirin-data",
           "Folder for everything that is kept: database, files, signing key."),
      text("store.url", "",
           "Where tasks are kept, such as sqlite:/var/lib/kirin/kirin.db; empty: in "
           "storage.data_dir."),
      text("assets.url", "",
           "Where files are kept, such as file:/var/lib/kirin/assets; empty: in storage.data_dir."),
      text("workers.count", "auto",
           "Local worker processes: a number (0: none, workers run elsewhere), or auto: one for "
           "every two cores."),
      count("workers.threads", "0", 0, 256,
            "Threads each worker's engine uses; 0: the cores divided by the workers."),
      of(size, "workers.memory", "4GiB", "Memory one generation may use before it fails."),
      of(duration, "workers.deadline", "30m",
         "Wall-clock time one generation may take before it fails."),
      of(duration, "workers.lease", "15s",
         "How long a task stays with a worker that is not heard of."),
      of(duration, "workers.drain_grace", "60s",
         "How long a running task may still take when the server is asked to end."),
      count("workers.max_attempts", "3", 1, 100,
            "Attempts at a task whose worker or generator is lost."),
      of(boolean, "net.allow_private", "false",
         "Whether inputs and callbacks may reach private and loopback addresses."),
      of(boolean, "webhooks.enabled", "true",
         "Whether this server sends callbacks; true for one server of those that share a store."),
      choice(
          "webhooks.events", "all", {"all", "terminal"},
          "Which changes of a task are told: all (accepted, running, its end), or its end only."),
      of(duration, "webhooks.timeout", "10s", "How long a receiver may take to answer a callback."),
      of(duration, "webhooks.secret_overlap", "7d",
         "How long a key's replaced callback secret still signs beside the new one."),
      of(duration, "sync.wait", "15m",
         "How long a synchronous call waits for its task before it answers 504."),
      of(duration, "sync.keepalive", "15s",
         "Between comments on a stream that has nothing to say."),
      of(boolean, "queue.webhooks", "true",
         "Whether the queue surface takes callback_url and webhook_url; false: they are refused, "
         "as "
         "the hosted service does."),
      of(boolean, "models.anonymous", "true",
         "Whether model lists and specs may be read without an API key."),
      of(size, "uploads.max_size", "100MiB", "Largest uploaded file."),
      of(size, "uploads.quota", "10GiB",
         "What the uploads of one owner may take together; 0: any size."),
      of(duration, "retention.results", "30d",
         "How long results are kept; 410 Gone afterwards; 0s: for ever."),
      of(duration, "retention.inputs", "24h",
         "How long the stored inputs of a task are kept after its end; 0s: for ever."),
      of(duration, "retention.uploads", "7d",
         "How long uploaded files are kept; longer where a task needs them."),
      of(duration, "retention.tasks", "0s",
         "How long tasks themselves are kept after their end; 0s: for ever."),
      of(duration, "retention.sweep_every", "1m", "How often what has expired is removed."),
      choice(
          "engine.default", "auto", {"auto", "motion", "wan"},
          "The engine that generates; auto: wan where its weights make such clips, else motion."),
      text("engine.wan.weights", "",
           "Folder of a Wan 2.1 or 2.2 checkpoint for every clip that it can make; empty: none."),
      text("engine.wan.text_weights", "", "Folder for text to video, before engine.wan.weights."),
      text("engine.wan.image_weights", "", "Folder for a first or a last frame."),
      text("engine.wan.first_last_weights", "", "Folder for a first and a last frame."),
      text("engine.wan.reference_weights", "", "Folder for several reference images."),
      text("engine.wan.brush_weights", "", "Folder for the motion brush."),
      text(
          "engine.wan.routes", "",
          "Folders for models, before all others: kirin_v2_6_t2v=/weights/a, … with commas between "
          "them."),
      choice("engine.wan.reference_method", "vace", {"vace", "phantom"},
             "What engine.wan.reference_weights were trained as."),
      choice("engine.wan.brush_method", "wan-move", {"wan-move", "ati"},
             "What engine.wan.brush_weights were trained as."),
      text("engine.wan.loras", "",
           "LoRA files merged into the network when it is loaded: file=strength, … with commas "
           "between them."),
      text("engine.wan.high_noise_loras", "", "The same for the high-noise expert."),
      choice(
          "engine.wan.compute", "auto", {"auto", "f32", "bf16"},
          "Numbers that the networks compute with; auto: bf16 where the processor multiplies it."),
      choice("engine.wan.resolution", "480p", {"240p", "480p", "720p"},
             "Size that the networks make; clips are scaled to the size that the model promises."),
      choice("engine.wan.solver", "", {"", "unipc", "dpmpp", "fm_euler", "linear_euler"},
             "How latents are solved for; empty: unipc, as published."),
      count("engine.wan.steps", "0", 0, 1000, "Steps of the solver; 0: as published."),
      of(number, "engine.wan.shift", "0", "Shift of the noise levels; 0: as published."),
      of(number, "engine.wan.guidance", "0",
         "Guidance at cfg_scale 0.5; 1: none, twice as fast, for distilled weights; 0: as "
         "published."),
      of(number, "engine.wan.guidance_high_noise", "0",
         "Guidance of the high-noise expert; 0: as engine.wan.guidance."),
      of(number, "engine.wan.boundary", "0",
         "Share of the noise from which the high-noise expert predicts; 0: as published."),
      of(number, "engine.wan.step_reuse", "0",
         "Leaves out steps that would change less than this (TeaCache); 0: computes all."),
      of(size, "engine.wan.memory", "0",
         "Memory that a clip may take beside its weights; 0: four fifths of the machine's."),
      of(duration, "engine.wan.deadline", "24h", "How long one clip may take."),
      text("engine.wan.replay", "",
           "For comparison with a reference: a safetensors file with prompt_ids, negative_ids and "
           "noise, used in place of the request's."),
      text("engine.wan.record", "",
           "For comparison with a reference: a file that the latent and the video are written to."),
      text("sound.speech.command", "",
           "A program that speaks: text on its standard input, a WAV file on its output; {voice}, "
           "{language} and {speed} stand for what is asked; empty: none."),
      text("sound.speech.url", "",
           "A server that speaks, such as http://127.0.0.1:8880/v1/audio/speech; it is asked in "
           "place of the command; empty: none."),
      text("sound.speech.model", "tts-1", "The model that the server is asked for."),
      text("sound.speech.voices", "",
           "The voices of command or server: id=name/language/gender/age with commas between them, "
           "such as nova=alloy/en/female/adult; all but the id may be left out."),
      of(duration, "sound.speech.timeout", "30s",
         "How long command or server may take for a line; then a built-in voice speaks."),
      choice("encode.preset", "veryfast", {"superfast", "veryfast", "faster", "fast", "medium"},
             "x264 preset: slower makes smaller files."),
      of(duration, "results.url_lifetime", "24h",
         "How long a result's link works; every query makes a fresh one."),
      of(size, "limits.body", "128MiB", "Largest request body."),
      count("limits.connections", "10000", 1, 1'000'000, "Open client connections."),
      of(duration, "limits.idle_timeout", "75s",
         "How long a connection may stay open without a request."),
      of(duration, "limits.header_timeout", "10s",
         "How long the head of a request may take to arrive."),
      of(duration, "limits.body_timeout", "30s", "How long a body may make no progress."),
      count(
          "limits.requests_per_minute", "0", 0, 100'000'000,
          "Requests a minute that an API key without a limit of its own may make; 0: any number."),
      count("limits.concurrency", "0", 0, 1'000'000'000,
            "Unfinished tasks that such a key may have; 0: any number."),
      count("limits.queue", "10000", 0, 1'000'000'000,
            "Tasks of everybody that may wait; more are refused with 429; 0: any number."),
      of(size, "limits.free_disk", "512MiB",
         "Free space that must be left on the disk for new tasks to be taken."),
      of(boolean, "limits.strict_parameters", "false",
         "Whether unknown parameters are an error instead of a warning."),
      choice("compat.error_code_type", "auto", {"auto", "string", "number"},
             "How error.code of a failed task is typed; auto: text, and a number for the Go SDK."),
      choice("log.level", "info", {"debug", "info", "warning", "error"}, "What is logged."),
      choice("log.format", "text", {"text", "json"}, "How it is logged."),
  };
  Setting secret = text(
      "webhooks.secret", "",
      "Signs callbacks: whsec_ and the base64 of 24 to 64 bytes, several with commas while one is "
      "replaced; empty: one is made and kept in storage.data_dir/webhook.key.");
  secret.is_secret = true;
  all.push_back(std::move(secret));
  Setting key =
      text("auth.bootstrap_key", "",
           "An API key that always works, of at least 16 characters: for automation; empty: none.");
  key.is_secret = true;
  all.push_back(std::move(key));
  Setting speech_key =
      text("sound.speech.key", "", "What the server takes for a key; empty: none.");
  speech_key.is_secret = true;
  all.push_back(std::move(speech_key));
  return all;
}

}  // namespace

std::span<const Setting> settings() {
  static const std::vector<Setting> kSettings = make_settings();
  return kSettings;
}

}  // namespace kirin::cli
