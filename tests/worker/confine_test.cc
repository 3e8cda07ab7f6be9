#include "worker/confine.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <thread>

namespace kirin::worker {
namespace {

// Runs `deed` in a confined child and returns the status as waitpid gives it. The child exits with
// what `deed` returns.
int status_of_confined(const std::function<int()>& deed, const ConfinementLimits& limits = {}) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::_exit(confine_process(limits) ? deed() : 99);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return status;
}

bool exited_with(int status, int code) { return WIFEXITED(status) && WEXITSTATUS(status) == code; }
bool was_killed(int status) { return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS; }

TEST(ConfineTest, ArithmeticThreadsAndHeldDescriptorsGoOn) {
  const int status = status_of_confined([] {
    int sum = 0;
    std::thread worker{[&] { sum = 42; }};
    worker.join();
    void* memory =
        ::mmap(nullptr, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory != MAP_FAILED && ::write(STDERR_FILENO, "", 0) == 0 ? sum : 1;
  });
  EXPECT_TRUE(exited_with(status, 42)) << status;
}

TEST(ConfineTest, NoFileOpensNeitherToReadNorToWrite) {
  EXPECT_TRUE(exited_with(status_of_confined([] {
                            const bool reads =
                                ::open("/etc/passwd", O_RDONLY) >= 0 || errno != EACCES;
                            const bool writes =
                                ::open("/tmp/kirin-confine-test", O_CREAT | O_WRONLY, 0600) >= 0 ||
                                errno != EACCES;
                            return reads || writes ? 1 : 0;
                          }),
                          0));
}

TEST(ConfineTest, ASocketIsDeadly) {
  EXPECT_TRUE(was_killed(status_of_confined([] { return ::socket(AF_INET, SOCK_STREAM, 0); })));
  EXPECT_TRUE(was_killed(status_of_confined([] { return ::socket(AF_UNIX, SOCK_DGRAM, 0); })));
}

TEST(ConfineTest, ANewProgramOrProcessIsDeadly) {
  EXPECT_TRUE(was_killed(status_of_confined([] {
    char* const arguments[] = {nullptr};
    return ::execve("/bin/true", arguments, arguments);
  })));
  EXPECT_TRUE(was_killed(status_of_confined([] { return ::kill(::getppid(), 0); })));
}

TEST(ConfineTest, AForkIsRefused) {
  EXPECT_TRUE(exited_with(status_of_confined([] { return ::fork() < 0 ? 0 : 1; }), 0));
}

TEST(ConfineTest, RootIsLeftBehind) {
  if (::geteuid() != 0) {
    GTEST_SKIP() << "only root can leave root";
  }
  EXPECT_TRUE(exited_with(
      status_of_confined([] { return ::geteuid() == 65534 && ::getegid() == 65534 ? 0 : 1; }), 0));
}

TEST(ConfineTest, AFileMayNotGrowBeyondTheLimit) {
  char path[] = "/tmp/kirin-confine-XXXXXX";
  const int fd = ::mkstemp(path);
  ASSERT_GE(fd, 0);
  ::unlink(path);
  ConfinementLimits limits;
  limits.file_bytes = 4096;
  const int status = status_of_confined(
      [fd] {
        return ::pwrite(fd, "x", 1, 4095) == 1 && ::pwrite(fd, "x", 1, 4096) < 0 && errno == EFBIG
                   ? 0
                   : 1;
      },
      limits);
  EXPECT_TRUE(exited_with(status, 0));
  ::close(fd);
}

// Runs `deed` in a child that is confined as a speaking program is.
int status_of_program(const std::function<int()>& deed) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::_exit(confine_for_program({}) ? deed() : 99);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return status;
}

TEST(ConfineTest, AProgramReadsFilesAndIsExecuted) {
  EXPECT_TRUE(exited_with(
      status_of_program([] { return ::open("/etc/passwd", O_RDONLY) >= 0 ? 0 : 1; }), 0));
  EXPECT_TRUE(exited_with(status_of_program([] {
                            char name[] = "true";
                            char* const arguments[] = {name, nullptr};
                            char* const environment[] = {nullptr};
                            return ::execve("/bin/true", arguments, environment);
                          }),
                          0));
}

TEST(ConfineTest, AProgramMakesNoFileSpeaksToNobodyAndStartsNoOther) {
  EXPECT_TRUE(exited_with(status_of_program([] {
                            const bool writes =
                                ::open("/tmp/kirin-confine-test", O_CREAT | O_WRONLY, 0600) >= 0 ||
                                ::open("/tmp/kirin-confine-test", O_CREAT | O_RDONLY, 0600) >= 0 ||
                                ::open("/dev/null", O_RDWR) >= 0;
                            const bool connects = ::socket(AF_INET, SOCK_STREAM, 0) >= 0 ||
                                                  ::socket(AF_UNIX, SOCK_DGRAM, 0) >= 0;
                            const bool forks = ::fork() >= 0;
                            const bool signals = ::kill(::getppid(), 0) == 0;
                            return writes || connects || forks || signals ? 1 : 0;
                          }),
                          0));
}

#ifndef KIRIN_SANITIZED
TEST(ConfineTest, MemoryBeyondTheLimitIsRefused) {
  ConfinementLimits limits;
  limits.memory_bytes = std::uint64_t{1} << 30;
  const int status = status_of_confined(
      [] {
        return ::mmap(nullptr, std::size_t{2} << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                      0) == MAP_FAILED
                   ? 0
                   : 1;
      },
      limits);
  EXPECT_TRUE(exited_with(status, 0));
}
#endif

TEST(ConfineTest, TooMuchCpuTimeEndsIt) {
  ConfinementLimits limits;
  limits.cpu_time = std::chrono::seconds{1};
  const int status = status_of_confined(
      [] {
        volatile unsigned spin = 0;
        while (true) {
          spin = spin + 1;
        }
        return 0;
      },
      limits);
  EXPECT_TRUE(WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
      << status;
}

}  // namespace
}  // namespace kirin::worker
