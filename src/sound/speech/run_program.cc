#include "sound/speech/run_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "base/text.h"
#include "base/unique_fd.h"

namespace kirin::sound {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kMostComplaint = std::size_t{64} << 10;
constexpr milliseconds kTick{100};
constexpr int kNotStarted = 127;

struct Pipe {
  UniqueFd read_end;
  UniqueFd write_end;
};

// The same file under a number that is none of the standard streams': dup2 cannot overwrite it.
Result<UniqueFd> above_streams(const UniqueFd& file) {
  UniqueFd copy{::fcntl(file.get(), F_DUPFD_CLOEXEC, 3)};
  if (!copy) {
    return system_error("duplicating a descriptor", errno);
  }
  return copy;
}

Result<Pipe> make_pipe() {
  std::array<int, 2> fds{};
  if (::pipe2(fds.data(), O_CLOEXEC) != 0) {
    return system_error("making a pipe", errno);
  }
  const Pipe made{UniqueFd{fds[0]}, UniqueFd{fds[1]}};
  Pipe pipe;
  ASSIGN_OR_RETURN(pipe.read_end, above_streams(made.read_end));
  ASSIGN_OR_RETURN(pipe.write_end, above_streams(made.write_end));
  return pipe;
}

// A file for what the program reads: unlike a pipe it can be left unread without a signal.
Result<UniqueFd> input_file(std::string_view input) {
  const UniqueFd made{::memfd_create("speech", MFD_CLOEXEC)};
  if (!made) {
    return system_error("making room for a text", errno);
  }
  ASSIGN_OR_RETURN(UniqueFd file, above_streams(made));
  RETURN_IF_ERROR(write_all(file.get(), input));
  if (::lseek(file.get(), 0, SEEK_SET) != 0) {
    return system_error("rewinding a text", errno);
  }
  return file;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  out.reserve(words.size() + 1);
  for (std::string& word : words) {
    out.push_back(word.data());
  }
  out.push_back(nullptr);
  return out;
}

struct Streams {
  int in;
  int out;
  int err;
};

// Between fork and exec: only async-signal-safe calls.
[[noreturn]] void become_program(char* const* words, char* const* environment, Streams streams,
                                 pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::setpgid(0, 0);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  const bool ok = ::getppid() == parent && ::dup2(streams.in, 0) == 0 &&
                  ::dup2(streams.out, 1) == 1 && ::dup2(streams.err, 2) == 2 &&
                  ::close_range(3, ~0U, 0) == 0;
  if (ok) {
    ::execve(words[0], words, environment);
  }
  ::_exit(kNotStarted);
}

class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ > 0) {
      (void)end();
    }
  }
  // Its status. What is left of its group is killed, it included where it still runs.
  int end() {
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);
    return wait();
  }
  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    ::kill(-pid_, SIGKILL);
    pid_ = -1;
    return status;
  }
  // Waits until it has ended; false where it has not by `deadline`.
  bool has_ended_by(steady_clock::time_point deadline) const {
    const UniqueFd handle{static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0))};
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now());
    pollfd ended{handle.get(), POLLIN, 0};
    return ::poll(&ended, 1, static_cast<int>(std::max<long>(0, left.count()))) > 0;
  }

 private:
  pid_t pid_;
};

// Reads what is there; false at the end.
bool read_some(int fd, std::string& into) {
  std::array<char, 65536> piece{};
  const ssize_t count = ::read(fd, piece.data(), piece.size());
  if (count > 0) {
    into.append(piece.data(), static_cast<std::size_t>(count));
    return true;
  }
  return count < 0 && (errno == EINTR || errno == EAGAIN);
}

Result<ProgramOutput> listen(const ProgramCall& call, int out_fd, int err_fd,
                             steady_clock::time_point deadline, const std::stop_token& stop) {
  ProgramOutput said;
  std::array<pollfd, 2> waiting{{{out_fd, POLLIN, 0}, {err_fd, POLLIN, 0}}};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    if (stop.stop_requested()) {
      return Error{ErrorCode::canceled, "stopped while speaking"};
    }
    if (steady_clock::now() >= deadline) {
      return Error{
          ErrorCode::deadline_exceeded,
          fmt::format("{} did not end within {} ms", call.words.front(), call.deadline.count())};
    }
    if (::poll(waiting.data(), waiting.size(), static_cast<int>(kTick.count())) <= 0) {
      continue;
    }
    if (waiting[0].revents != 0 && !read_some(out_fd, said.out)) {
      waiting[0].fd = -1;
    }
    std::string complaint;
    if (waiting[1].revents != 0 && !read_some(err_fd, complaint)) {
      waiting[1].fd = -1;
    }
    said.err += complaint.substr(0, kMostComplaint - std::min(kMostComplaint, said.err.size()));
    if (said.out.size() > call.most_bytes) {
      return Error{ErrorCode::unavailable,
                   fmt::format("{} said more than {} bytes", call.words.front(), call.most_bytes)};
    }
  }
  return said;
}

Result<std::string> program_path(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    return name;
  }
  if (auto found = find_program(name)) {
    return *std::move(found);
  }
  return Error{ErrorCode::unavailable, fmt::format("{} is not installed", name)};
}

std::string last_line(std::string_view text) {
  text = trimmed(text);
  const std::size_t line = text.rfind('\n');
  text = line == std::string_view::npos ? text : text.substr(line + 1);
  return std::string{text.substr(0, 200)};
}

Result<void> check_status(const ProgramCall& call, int status, const std::string& complaint) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    return {};
  }
  const std::string how = WIFSIGNALED(status)
                              ? fmt::format("was ended by signal {}", WTERMSIG(status))
                          : WEXITSTATUS(status) == kNotStarted
                              ? std::string{"could not be started"}
                              : fmt::format("ended with status {}", WEXITSTATUS(status));
  const std::string words = last_line(complaint);
  return Error{ErrorCode::unavailable,
               fmt::format("{} {}{}{}", call.words.front(), how, words.empty() ? "" : ": ", words)};
}

}  // namespace

std::optional<std::string> find_program(std::string_view name) {
  for (const std::string_view folder : {"/usr/local/bin/", "/usr/bin/", "/bin/"}) {
    std::string path = fmt::format("{}{}", folder, name);
    if (::access(path.c_str(), X_OK) == 0) {
      return path;
    }
  }
  return std::nullopt;
}

Result<ProgramOutput> run_program(const ProgramCall& call, const std::stop_token& stop) {
  EXPECTS(!call.words.empty());
  std::vector<std::string> words = call.words;
  ASSIGN_OR_RETURN(words.front(), program_path(words.front()));
  std::vector<std::string> plain{"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8",
                                 "HOME=/nonexistent"};
  std::vector<char*> word_pointers = pointers(words);
  std::vector<char*> plain_pointers = pointers(plain);
  char* const* const environment = call.inherits_environment ? ::environ : plain_pointers.data();
  ASSIGN_OR_RETURN(const UniqueFd input, input_file(call.input));
  ASSIGN_OR_RETURN(Pipe out, make_pipe());
  ASSIGN_OR_RETURN(Pipe err, make_pipe());

  const auto deadline = steady_clock::now() + call.deadline;
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) {
    return system_error("starting a program", errno);
  }
  if (pid == 0) {
    become_program(word_pointers.data(), environment,
                   {input.get(), out.write_end.get(), err.write_end.get()}, parent);
  }
  Child child{pid};
  out.write_end.reset();
  err.write_end.reset();
  ASSIGN_OR_RETURN(ProgramOutput said,
                   listen(call, out.read_end.get(), err.read_end.get(), deadline, stop));
  const int status = child.has_ended_by(deadline) ? child.wait() : child.end();
  RETURN_IF_ERROR(check_status(call, status, said.err));
  return said;
}

}  // namespace kirin::sound
