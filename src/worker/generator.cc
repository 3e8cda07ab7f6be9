#include "worker/generator.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "base/log.h"
#include "worker/speech_desk.h"

namespace kirin::worker {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t kMaxEventBytes = std::size_t{1} << 20;
constexpr std::chrono::milliseconds kTick{200};
constexpr std::chrono::milliseconds kSpeechTick{20};  // a line of speech takes some 100 ms
constexpr std::chrono::seconds kStopGrace{3};

struct Pipe {
  UniqueFd read_end;
  UniqueFd write_end;
};

Result<Pipe> make_pipe() {
  std::array<int, 2> fds{};
  if (::pipe2(fds.data(), O_CLOEXEC) != 0) {
    return system_error("making a pipe", errno);
  }
  return Pipe{UniqueFd{fds[0]}, UniqueFd{fds[1]}};
}

// A copy of `fd` far above the numbers the child's layout uses, so that dup2 cannot overwrite a
// source.
Result<UniqueFd> lifted(int fd) {
  UniqueFd copy{::fcntl(fd, F_DUPFD_CLOEXEC, 100)};
  if (!copy) {
    return system_error("duplicating a descriptor", errno);
  }
  return copy;
}

// Between fork and exec: only async-signal-safe calls.
[[noreturn]] void become_generator(const char* program, char* const* arguments, int stop_fd,
                                   const std::vector<UniqueFd>& files, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) {
    ::_exit(127);
  }
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  bool ok = ::dup2(stop_fd, kStopFd) >= 0;
  int next = kTicketFd;
  for (const UniqueFd& file : files) {
    ok = ok && ::dup2(file.get(), next++) >= 0;
  }
  ok = ok && ::close_range(static_cast<unsigned>(next), ~0U, 0) == 0;
  if (ok) {
    ::execv(program, arguments);
  }
  ::_exit(127);
}

class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ > 0) {
      wait(std::chrono::milliseconds{0});
    }
  }
  void kill() const { ::kill(pid_, SIGKILL); }
  // The status as waitpid gives it. A child that says nothing more but does not end either is
  // killed after `grace`.
  int wait(std::chrono::milliseconds grace) {
    const UniqueFd handle{static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0))};
    pollfd ended{handle.get(), POLLIN, 0};
    if (::poll(&ended, 1, static_cast<int>(grace.count())) <= 0) {
      kill();
    }
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

 private:
  pid_t pid_;
};

std::string describe_exit(int status) {
  if (WIFSIGNALED(status)) {
    const int number = WTERMSIG(status);
    const char* reason = number == SIGSYS    ? " (a forbidden system call)"
                         : number == SIGXCPU ? " (the limit on CPU time)"
                                             : "";
    return fmt::format("the generator was ended by signal {} {}{}", number, ::strsignal(number),
                       reason);
  }
  return fmt::format("the generator ended with status {}", WEXITSTATUS(status));
}

// Lines of JSON from the child, put together from what the pipe gives.
class EventReader {
 public:
  explicit EventReader(int fd) : fd_(fd) {}

  // Reads what is there; false at the end or where the child sends nonsense.
  template <typename OnEvent>
  bool read_some(OnEvent&& on_event) {
    std::array<char, 4096> piece{};
    const ssize_t count = ::read(fd_, piece.data(), piece.size());
    if (count <= 0) {
      return count < 0 && errno == EINTR;
    }
    pending_.append(piece.data(), static_cast<std::size_t>(count));
    std::size_t end = 0;
    while ((end = pending_.find('\n')) != std::string::npos) {
      const auto event =
          parse_json(std::string_view{pending_}.substr(0, end),
                     {.depth = 16, .values = 20'000, .inline_string_bytes = kMaxEventBytes});
      pending_.erase(0, end + 1);
      if (!event || !event->is_object()) {
        return false;
      }
      on_event(event->as_object());
    }
    return pending_.size() <= kMaxEventBytes;
  }

 private:
  int fd_;
  std::string pending_;
};

std::string text_or(const JsonObject& event, std::string_view key, std::string_view otherwise) {
  const Json* value = event.if_contains(key);
  return std::string{value != nullptr && value->is_string() ? std::string_view{value->get_string()}
                                                            : otherwise};
}

catalog::FailureCause cause_of(const JsonObject& event) {
  using enum catalog::FailureCause;
  const std::string name = text_or(event, "cause", "generation");
  return name == "result" ? result : name == "rejected" ? rejected : generation;
}

// What the child has said so far.
struct Story {
  double fraction = 0;
  std::string phase = "start";
  std::optional<JsonObject> done;
  std::optional<GenerationFailure> failed;

  void hear(const JsonObject& event) {
    const std::string kind = text_or(event, "event", "");
    if (kind == "progress") {
      const Json* value = event.if_contains("fraction");
      const double heard = value != nullptr && value->is_number() ? value->to_number<double>() : 0;
      fraction = heard > fraction && heard <= 1 ? heard : fraction;
      phase = text_or(event, "phase", phase);
    } else if (kind == "done") {
      done = event;
    } else if (kind == "failed") {
      failed =
          GenerationFailure{cause_of(event), text_or(event, "message", "unknown"), false, false};
    }
  }
};

struct Files {
  UniqueFd ticket;
  UniqueFd clip;
  UniqueFd watermarked;
  UniqueFd speech;
};

Result<Files> open_files(const GeneratorOptions& options, const Ticket& ticket) {
  Files files;
  ASSIGN_OR_RETURN(files.ticket, anonymous_file(options.scratch_directory));
  ASSIGN_OR_RETURN(files.clip, anonymous_file(options.scratch_directory));
  ASSIGN_OR_RETURN(files.watermarked, anonymous_file(options.scratch_directory));
  ASSIGN_OR_RETURN(files.speech, anonymous_file(options.scratch_directory));
  RETURN_IF_ERROR(write_all(files.ticket.get(), boost::json::serialize(to_json(ticket))));
  return files;
}

struct RunningChild {
  pid_t pid = -1;
  UniqueFd stop_write;
  UniqueFd events_read;
};

Result<RunningChild> start_child(const GeneratorOptions& options, const Files& files,
                                 const SpeechDesk& desk, const std::vector<UniqueFd>& inputs) {
  ASSIGN_OR_RETURN(Pipe stop, make_pipe());
  ASSIGN_OR_RETURN(Pipe events, make_pipe());
  std::vector<UniqueFd> layout;
  std::vector<int> sources{files.ticket.get(),      events.write_end.get(), files.clip.get(),
                           files.watermarked.get(), files.speech.get(),     desk.answers_fd()};
  for (const UniqueFd& input : inputs) {
    sources.push_back(input.get());
  }
  for (const int source : sources) {
    ASSIGN_OR_RETURN(UniqueFd copy, lifted(source));
    layout.push_back(std::move(copy));
  }
  ASSIGN_OR_RETURN(const UniqueFd stop_read, lifted(stop.read_end.get()));

  std::vector<std::string> words{
      "kirin", "generate-confined", std::to_string(options.limits.memory_bytes),
      std::to_string(options.limits.cpu_time.count()), std::to_string(options.limits.file_bytes)};
  if (!options.engine.empty()) {
    words.push_back(options.engine);
    words.push_back(boost::json::serialize(options.engine_options));
  }
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);

  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) {
    return system_error("starting the generator", errno);
  }
  if (pid == 0) {
    become_generator(options.program.c_str(), arguments.data(), stop_read.get(), layout, parent);
  }
  return RunningChild{pid, std::move(stop.write_end), std::move(events.read_end)};
}

GenerationOutcome failure(GenerationFailure what) { return {std::nullopt, std::move(what)}; }

std::vector<std::string> warnings_of(const JsonObject& done) {
  std::vector<std::string> warnings;
  const Json* list = done.if_contains("warnings");
  if (list != nullptr && list->is_array()) {
    for (const Json& warning : list->get_array()) {
      if (warning.is_string()) {
        warnings.emplace_back(warning.get_string());
      }
    }
  }
  return warnings;
}

GenerationOutcome success(Files files, const Ticket& ticket, const JsonObject& done) {
  GeneratedClip clip;
  clip.clip = std::move(files.clip);
  if (ticket.watermark) {
    clip.watermarked = std::move(files.watermarked);
  }
  const Json* facts = done.if_contains("facts");
  if (facts != nullptr && facts->is_object()) {
    clip.facts = facts->get_object();
  }
  clip.warnings = warnings_of(done);
  return {std::move(clip), {}};
}

}  // namespace

GenerationOutcome generate_in_child(const GeneratorOptions& options, const Ticket& ticket,
                                    const std::vector<UniqueFd>& inputs,
                                    const ProgressCallback& on_progress,
                                    const std::stop_token& stop) {
  EXPECTS(inputs.size() == ticket.inputs.size());
  auto files = open_files(options, ticket);
  if (!files) {
    return failure({catalog::FailureCause::result,
                    files.error().within("making room for the clip").message, true, false});
  }
  auto desk = SpeechDesk::open(options.recorder, files->speech.get());
  if (!desk) {
    return failure({catalog::FailureCause::generation, desk.error().message, true, false});
  }
  auto started = start_child(options, *files, **desk, inputs);
  if (!started) {
    return failure({catalog::FailureCause::generation, started.error().message, true, false});
  }
  Child child{started->pid};
  EventReader events{started->events_read.get()};
  Story story;
  bool told_to_stop = false;
  bool late = false;
  auto deadline = steady_clock::now() + options.deadline;
  bool open = true;
  while (open) {
    pollfd waiting{started->events_read.get(), POLLIN, 0};
    const auto tick = (*desk)->is_busy() ? kSpeechTick : kTick;
    const int ready = ::poll(&waiting, 1, static_cast<int>(tick.count()));
    if (ready > 0) {
      open = events.read_some([&](const JsonObject& event) {
        story.hear(event);
        if (text_or(event, "event", "") == "speak") {
          (*desk)->take(event);
        }
      });
    }
    (*desk)->answer_if_done();
    on_progress(story.fraction, story.phase);
    const auto now = steady_clock::now();
    if (stop.stop_requested() && !told_to_stop) {
      told_to_stop = true;
      started->stop_write.reset();
      deadline = std::min(deadline, now + kStopGrace);
    }
    if (now >= deadline) {
      late = !told_to_stop;
      child.kill();
      break;
    }
  }
  const int status = child.wait(kStopGrace);

  if (told_to_stop && !story.done) {
    return failure({catalog::FailureCause::status, "canceled", true, true});
  }
  if (late) {
    return failure({catalog::FailureCause::status,
                    fmt::format("not finished within {} s", options.deadline.count()), false,
                    false});
  }
  if (story.failed) {
    return failure(*story.failed);
  }
  if (!story.done || status != 0) {
    return failure({catalog::FailureCause::generation, describe_exit(status), true, false});
  }
  return success(*std::move(files), ticket, *story.done);
}

}  // namespace kirin::worker
