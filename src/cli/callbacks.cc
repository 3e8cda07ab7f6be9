#include "cli/callbacks.h"

#include <fmt/format.h>

#include <filesystem>
#include <span>
#include <utility>
#include <vector>

#include "api/generation/callback_json.h"
#include "base/base64.h"
#include "base/file.h"
#include "base/ids.h"
#include "base/log.h"

namespace kirin::cli {
namespace {

using std::chrono::milliseconds;
using webhooks::Verdict;

constexpr int kMadeSecretBytes = 24;  // of randomness; as hexadecimal a key of 48 bytes
constexpr milliseconds kLeastTimeout{100};
constexpr std::string_view kSeparators = ", \t\r\n";

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t begin = text.find_first_not_of(kSeparators); begin != std::string_view::npos;) {
    const std::size_t end = text.find_first_of(kSeparators, begin);
    found.emplace_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(kSeparators, end);
  }
  return found;
}

std::string new_secret() {
  const std::string key = random_hex(kMadeSecretBytes);
  return "whsec_" + base64_encode(std::as_bytes(std::span{key}));
}

// The secrets of the settings, else of the key file, so that signatures always exist.
Result<std::vector<std::string>> secrets_of(const Config& config, const House& house) {
  std::vector<std::string> set = words(config.text("webhooks.secret"));
  if (!set.empty()) {
    return set;
  }
  const std::filesystem::path path = std::filesystem::path{house.data_dir} / "webhook.key";
  if (!std::filesystem::exists(path)) {
    RETURN_IF_ERROR(write_file_atomically(path, new_secret() + "\n"));
    log::info("made the secret that signs callbacks", {{"file", path.string()}});
  }
  ASSIGN_OR_RETURN(const std::string kept, read_file(path));
  set = words(kept);
  if (set.empty()) {
    return Error{ErrorCode::data_loss,
                 fmt::format("{} is empty; remove it to make a new secret", path.string())};
  }
  return set;
}

Result<webhooks::SenderOptions> sender_options(const Config& config, const House& house) {
  webhooks::SenderOptions options;
  options.timeout = config.duration("webhooks.timeout");
  if (options.timeout < kLeastTimeout) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("webhooks.timeout is {} ms; at least {} ms are due",
                             options.timeout.count(), kLeastTimeout.count())};
  }
  options.events = config.text("webhooks.events") == "terminal" ? webhooks::Events::terminal
                                                                : webhooks::Events::all;
  options.secret_overlap = config.duration("webhooks.secret_overlap");
  ASSIGN_OR_RETURN(options.secrets, secrets_of(config, house));
  return options;
}

bool is_any_address(std::string_view url) {
  return url.starts_with("http://0.0.0.0:") || url.starts_with("http://[::]:");
}

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::delivered:
      return "delivered";
    case Verdict::retry:
      return "failed";
    case Verdict::give_up:
      return "given_up";
    case Verdict::skipped:
      break;
  }
  return "skipped";
}

}  // namespace

Callbacks::Callbacks(House& house, const api::ApiOptions& options,
                     api::health::ServerMetrics& metrics)
    : store_(*house.stores.tasks),
      metrics_(metrics),
      links_{*house.signed_urls, options.url_lifetime, options.public_url},
      error_code_as_number_(options.error_code_type == api::ErrorCodeType::number) {}

Result<std::unique_ptr<Callbacks>> Callbacks::make(const Config& config, House& house,
                                                   const api::ApiOptions& options,
                                                   api::health::ServerMetrics& metrics) {
  auto callbacks = std::make_unique<Callbacks>(house, options, metrics);
  if (!config.boolean("webhooks.enabled")) {
    return callbacks;
  }
  ASSIGN_OR_RETURN(webhooks::SenderOptions sending, sender_options(config, house));
  auto sender = webhooks::Sender::make(
      *house.stores.tasks, *house.stores.deliveries, *house.fetcher,
      [self = callbacks.get()](const tasks::Task& task, const tasks::Delivery& delivery) {
        self->before_telling_(task.id);
        return api::generation::callback_json(task, delivery.status, self->links_,
                                              self->error_code_as_number_, Clock::now());
      },
      std::move(sending));
  if (!sender) {
    const bool is_set = !config.text("webhooks.secret").empty();
    return sender.error().within(is_set ? "webhooks.secret" : "the secret in webhook.key");
  }
  callbacks->sender_ = std::move(*sender);
  return callbacks;
}

void Callbacks::start(std::string own_url, std::function<void(std::string_view)> before_telling) {
  if (!sender_) {
    return;
  }
  before_telling_ = std::move(before_telling);
  if (links_.base_url.empty()) {
    links_.base_url = std::move(own_url);
    if (is_any_address(links_.base_url)) {
      log::warning("links in callbacks lead nowhere from other machines: set server.public_url",
                   {{"links_start_with", links_.base_url}});
    }
  }
  webhooks::LoopOptions options;
  options.on_attempt = [this](const tasks::Delivery&, const webhooks::Attempt& attempt) {
    count(attempt);
  };
  auto loop = std::make_unique<webhooks::DeliveryLoop>(store_, *std::exchange(sender_, {}),
                                                       std::move(options));
  const std::lock_guard lock(mutex_);
  loop_ = std::move(loop);
}

void Callbacks::wake() {
  const std::lock_guard lock(mutex_);
  if (loop_) {
    loop_->wake();
  }
}

void Callbacks::count(const webhooks::Attempt& attempt) {
  metrics_.count_callback(name_of(attempt.verdict));
  {
    const std::lock_guard lock(mutex_);
    ++attempts_;
  }
  attempted_.notify_all();
}

bool Callbacks::is_outbox_empty() {
  const auto due = store_.due_deliveries(Clock::now(), 1);
  return !due || due->empty();
}

void Callbacks::drain(milliseconds grace) {
  const auto until = std::chrono::steady_clock::now() + grace;
  wake();
  std::unique_lock lock(mutex_);
  if (!loop_) {
    return;
  }
  std::uint64_t seen = 0;
  do {
    seen = attempts_;
    lock.unlock();
    const bool is_done = is_outbox_empty();
    lock.lock();
    if (is_done) {
      break;
    }
  } while (attempted_.wait_until(lock, until, [&] { return attempts_ != seen; }));
  const auto loop = std::move(loop_);
  lock.unlock();
  loop->stop();
}

std::string own_url(const Config& config, int port) {
  const std::string listen = config.text("server.listen");
  return fmt::format("http://{}:{}", listen.substr(0, listen.rfind(':')), port);
}

}  // namespace kirin::cli
