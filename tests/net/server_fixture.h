/// \file
/// A server on a free port with handlers that the tests of net/ share.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <semaphore>
#include <string>

#include "net/router.h"
#include "net/server.h"
#include "test_client.h"

namespace kirin::net {

/// /hello, /echo (the body back), /size (its size and where it was held), /throw, /wait (announces
/// itself by `entered`, then waits for `released`), /file (a file of `file_bytes` with ranges),
/// /large (16 MiB of text).
class ServerTest : public testing::Test {
 protected:
  ServerTest();
  ~ServerTest() override;

  /// Options with a spool directory of this test and a free port.
  ServerOptions options() const;
  void start(const ServerOptions& options);
  void start() { start(options()); }
  int port() const { return server_->port(); }
  /// One request on its own connection.
  std::optional<Answer> ask(std::string_view request) const;

  std::filesystem::path directory_;
  std::string file_bytes_;
  std::counting_semaphore<> entered_{0};
  std::counting_semaphore<> released_{0};
  Router router_;
  std::unique_ptr<Server> server_;
};

}  // namespace kirin::net
