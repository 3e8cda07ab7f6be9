#include "fetch/http_server.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace kirin::fetch {
namespace {

struct Pipe {
  UniqueFd read;
  UniqueFd write;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  return {UniqueFd{ends[0]}, UniqueFd{ends[1]}};
}

std::string first_line(int fd) {
  std::string line;
  char c = 0;
  while (::read(fd, &c, 1) == 1 && c != '\n') {
    line += c;
  }
  return line;
}

}  // namespace

HttpServer::HttpServer() {
  Pipe input = make_pipe();
  const Pipe output = make_pipe();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input.read.get(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output.write.get(), STDOUT_FILENO);
  std::string program = "python3";
  std::string script = KIRIN_SOURCE_DIR "/tests/fetch/http_server.py";
  std::array<char*, 3> arguments = {program.data(), script.data(), nullptr};
  EXPECT_EQ(::posix_spawnp(&process_, "python3", &actions, nullptr, arguments.data(), ::environ),
            0);
  posix_spawn_file_actions_destroy(&actions);
  to_process_ = std::move(input.write);
  port_ = std::atoi(first_line(output.read.get()).c_str());
  EXPECT_GT(port_, 0);
}

HttpServer::~HttpServer() {
  to_process_.reset();
  ::waitpid(process_, nullptr, 0);
}

std::string HttpServer::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

}  // namespace kirin::fetch
