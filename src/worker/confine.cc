#include "worker/confine.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>
#include <memory>

namespace kirin::worker {
namespace {

constexpr uid_t kNobody = 65534;
constexpr rlim_t kMaxDescriptors = 64;

// Memory, threads, clocks, and reading and writing of descriptors already held: all that arithmetic
// on frames needs.
constexpr std::initializer_list<int> kAllowed = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(readv),
    SCMP_SYS(writev),
    SCMP_SYS(pread64),
    SCMP_SYS(pwrite64),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(dup),
    SCMP_SYS(ftruncate),
    SCMP_SYS(fsync),
    SCMP_SYS(fdatasync),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(get_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_setaffinity),
    SCMP_SYS(getcpu),
    SCMP_SYS(nanosleep),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(times),
    SCMP_SYS(getrusage),
    SCMP_SYS(getrandom),
    SCMP_SYS(getpid),
    SCMP_SYS(getppid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(tgkill),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(membarrier),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(prctl),
    SCMP_SYS(getrlimit),
#ifdef KIRIN_SANITIZED
    // The sanitizer's check of virtual tables finds out through a pipe whether memory can be read.
    SCMP_SYS(pipe),
    SCMP_SYS(pipe2),
#endif
    SCMP_SYS(arch_prctl),
    SCMP_SYS(set_mempolicy),
    SCMP_SYS(get_mempolicy),
};

// Libraries ask for these and live with a no: the number of processors, locale data, a random seed
// from a file.
constexpr std::initializer_list<int> kDenied = {
    SCMP_SYS(open),       SCMP_SYS(openat),   SCMP_SYS(openat2),    SCMP_SYS(stat),
    SCMP_SYS(lstat),      SCMP_SYS(statx),    SCMP_SYS(access),     SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getdents64),
    SCMP_SYS(statfs),     SCMP_SYS(getcwd),   SCMP_SYS(ioctl),      SCMP_SYS(fcntl),
    SCMP_SYS(prlimit64),
};

// Nothing of ours or of our libraries calls these: whoever does is an intruder, and the process
// ends.
constexpr std::initializer_list<int> kDeadly = {
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(setns),
    SCMP_SYS(unshare),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(memfd_create),
    SCMP_SYS(kill),
    SCMP_SYS(tkill),
    SCMP_SYS(setuid),
    SCMP_SYS(setgid),
};

// What a program needs beyond that to load itself and its data.
constexpr std::initializer_list<int> kAllowedToPrograms = {
    SCMP_SYS(execve),    SCMP_SYS(stat),       SCMP_SYS(lstat),      SCMP_SYS(newfstatat),
    SCMP_SYS(statx),     SCMP_SYS(access),     SCMP_SYS(faccessat),  SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),  SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(statfs),
    SCMP_SYS(getcwd),    SCMP_SYS(fcntl),      SCMP_SYS(dup2),       SCMP_SYS(dup3),
    SCMP_SYS(prlimit64), SCMP_SYS(fadvise64),  SCMP_SYS(umask),      SCMP_SYS(getpgrp),
    SCMP_SYS(getresuid), SCMP_SYS(getresgid),
};

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

Result<void> set_limit(int resource, rlim_t value, std::string_view name) {
  const rlimit limit{value, value};
  if (::setrlimit(resource, &limit) != 0) {
    return system_error(fmt::format("setting the limit on {}", name), errno);
  }
  return {};
}

Result<void> set_limits(const ConfinementLimits& limits) {
#ifndef KIRIN_SANITIZED
  RETURN_IF_ERROR(set_limit(RLIMIT_AS, limits.memory_bytes, "memory"));
#endif
  RETURN_IF_ERROR(set_limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu_time.count()), "CPU time"));
  RETURN_IF_ERROR(set_limit(RLIMIT_FSIZE, limits.file_bytes, "file size"));
  RETURN_IF_ERROR(set_limit(RLIMIT_NOFILE, kMaxDescriptors, "open files"));
  return set_limit(RLIMIT_CORE, 0, "core dumps");
}

// Only root can do this, and root must: another user, and a network namespace with nothing in it.
// Where the namespace is refused (a container without the capability), the system-call filter still
// stands between us and the network.
Result<void> leave_root() {
  if (::geteuid() != 0) {
    return {};
  }
  (void)::unshare(CLONE_NEWNET | CLONE_NEWIPC);
  if (::setgroups(0, nullptr) != 0 || ::setresgid(kNobody, kNobody, kNobody) != 0 ||
      ::setresuid(kNobody, kNobody, kNobody) != 0) {
    return system_error("changing to an unprivileged user", errno);
  }
  return {};
}

Result<void> give_up_privileges(const ConfinementLimits& limits) {
  RETURN_IF_ERROR(set_limits(limits));
  RETURN_IF_ERROR(leave_root());
  if (::prctl(PR_SET_DUMPABLE, 0) != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    return system_error("giving up privileges", errno);
  }
  return {};
}

Error seccomp_error(std::string_view what, int result) {
  return system_error(fmt::format("system-call filter: {}", what), -result);
}

Result<void> add_rules(scmp_filter_ctx filter, std::uint32_t action,
                       std::initializer_list<int> calls) {
  for (const int call : calls) {
    const int result = seccomp_rule_add(filter, action, call, 0);
    if (result != 0) {
      return seccomp_error(fmt::format("rule for call {}", call), result);
    }
  }
  return {};
}

// Threads yes, processes no. clone3 hides its flags in memory, where a filter cannot look: glibc
// falls back to clone.
Result<void> add_thread_rules(scmp_filter_ctx filter) {
  int result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                                SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  if (result == 0) {
    result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
  }
  return result == 0 ? Result<void>{} : seccomp_error("threads", result);
}

// glibc's fstat is newfstatat with an empty path. A path given beside the flag would be looked at,
// which tells sizes and times and opens nothing.
Result<void> add_fstat_rules(scmp_filter_ctx filter) {
  int result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
                                SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH));
  if (result == 0) {
    result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(newfstatat), 1,
                              SCMP_A3(SCMP_CMP_NE, AT_EMPTY_PATH));
  }
  return result == 0 ? Result<void>{} : seccomp_error("fstat", result);
}

// Files open to read what is there already: none is made, and none is written to.
Result<void> add_reading_rules(scmp_filter_ctx filter) {
  constexpr auto kChanging = static_cast<scmp_datum_t>(O_ACCMODE | O_CREAT | O_TRUNC);
  int result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
                                SCMP_A1(SCMP_CMP_MASKED_EQ, kChanging, O_RDONLY));
  if (result == 0) {
    result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                              SCMP_A2(SCMP_CMP_MASKED_EQ, kChanging, O_RDONLY));
  }
  return result == 0 ? Result<void>{} : seccomp_error("reading files", result);
}

Result<void> load_program_filter() {
  const Filter filter{seccomp_init(SCMP_ACT_ERRNO(EPERM)), &seccomp_release};
  if (filter == nullptr) {
    return Error{ErrorCode::internal, "system-call filter: cannot be made"};
  }
  RETURN_IF_ERROR(add_rules(filter.get(), SCMP_ACT_ALLOW, kAllowed));
  RETURN_IF_ERROR(add_rules(filter.get(), SCMP_ACT_ALLOW, kAllowedToPrograms));
  RETURN_IF_ERROR(add_thread_rules(filter.get()));
  RETURN_IF_ERROR(add_reading_rules(filter.get()));
  const int result = seccomp_load(filter.get());
  return result == 0 ? Result<void>{} : seccomp_error("loading", result);
}

Result<void> load_filter() {
  const Filter filter{seccomp_init(SCMP_ACT_ERRNO(EPERM)), &seccomp_release};
  if (filter == nullptr) {
    return Error{ErrorCode::internal, "system-call filter: cannot be made"};
  }
  RETURN_IF_ERROR(add_rules(filter.get(), SCMP_ACT_ALLOW, kAllowed));
  RETURN_IF_ERROR(add_rules(filter.get(), SCMP_ACT_ERRNO(EACCES), kDenied));
  RETURN_IF_ERROR(add_rules(filter.get(), SCMP_ACT_KILL_PROCESS, kDeadly));
  RETURN_IF_ERROR(add_thread_rules(filter.get()));
  RETURN_IF_ERROR(add_fstat_rules(filter.get()));
  const int result = seccomp_load(filter.get());
  return result == 0 ? Result<void>{} : seccomp_error("loading", result);
}

}  // namespace

Result<void> confine_process(const ConfinementLimits& limits) {
  RETURN_IF_ERROR(give_up_privileges(limits));
  return load_filter();
}

Result<void> confine_for_program(const ConfinementLimits& limits) {
  RETURN_IF_ERROR(give_up_privileges(limits));
  // Another user is another parent to the kernel: the wish to end with it is made anew.
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) {
    return system_error("tying the process to its parent", errno);
  }
  return load_program_filter();
}

}  // namespace kirin::worker
