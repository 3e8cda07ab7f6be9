/// \file
/// A real HTTP server for tests: http_server.py on a free port of 127.0.0.1, for the life of this
/// object.
#pragma once

#include <sys/types.h>

#include <string>

#include "base/unique_fd.h"

namespace kirin::fetch {

class HttpServer {
 public:
  /// Returns once the server listens.
  HttpServer();
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// "http://127.0.0.1:PORT" and `path`.
  std::string url(const std::string& path) const;

 private:
  pid_t process_ = -1;
  UniqueFd to_process_;  ///< the server ends when this closes
  int port_ = 0;
};

}  // namespace kirin::fetch
