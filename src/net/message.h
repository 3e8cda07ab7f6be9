/// \file
/// Requests and responses as handlers see them: no Beast, no coroutines.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/text.h"
#include "base/unique_fd.h"

namespace kirin::net {

/// Header fields in order; names compare without case.
class Headers {
 public:
  void add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
  }
  /// Replaces every field of that name.
  void set(std::string_view name, std::string value);
  /// The first field of that name, or empty. A view into this object.
  std::string_view get(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& fields() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// A request body: small ones in memory, large ones in an anonymous file.
struct Body {
  std::string text;  ///< where `file` is empty
  UniqueFd file;     ///< else; position undefined, read with pread
  std::uint64_t size_bytes = 0;
};

struct Request {
  std::string method;  ///< "GET"
  std::string target;  ///< as sent, "/model/v1/generation?x=y"
  std::string path;    ///< percent-decoded, always begins with '/'; an encoded slash stays "%2F"
  /// The segments of the path, split first and decoded then: "/a%2Fb/c" is {"a/b", "c"}. The router
  /// reads these, or splits `path` where there are none.
  std::vector<std::string> segments;
  std::map<std::string, std::string, std::less<>>
      query;  ///< decoded; the last of equal names counts
  std::map<std::string, std::string, std::less<>> path_parameters;  ///< filled by the router
  std::string_view route;  ///< the pattern that fits, set by the router, which it is a view of
  Headers headers;
  Body body;
  std::string remote_address;
  std::string request_id;  ///< the caller's X-Request-Id where valid, else ours
};

/// A part of a file as response body.
struct FileBody {
  UniqueFd file;
  std::uint64_t offset = 0;
  std::uint64_t size_bytes = 0;
};

/// Texts and parts of one file in turn, such as multipart/byteranges.
struct PiecewiseBody {
  struct Piece {
    std::string text;              ///< sent first
    std::uint64_t offset = 0;      ///< then this part of the file
    std::uint64_t size_bytes = 0;  ///< 0: none
  };
  UniqueFd file;
  std::vector<Piece> pieces;
};

/// Has the session ask again soon. From any thread, at any time, also after the answer has ended;
/// never blocks.
using Wake = std::function<void()>;

/// A body that comes in pieces as things happen, such as server-sent events. Sent chunked, to an
/// HTTP/1.0 client until close. Between pieces no thread waits for it.
///
/// The functions run on handler threads, never two at once, and are destroyed when the answer ends:
/// at its end, when the client goes away, or when the server stops. What throws is logged and cuts
/// the connection. None of them is called for HEAD.
struct StreamBody {
  /// Called once, before the first `next`. May be empty.
  std::function<void(Wake)> on_open;
  /// What to send now, or nothing at the end. After a piece it is asked again as soon as that piece
  /// has left; after "" (nothing yet) at the next wake or after `ask_every`.
  std::function<std::optional<std::string>()> next;
  /// `next` is called at least so often, for keep-alive comments and deadlines.
  std::chrono::milliseconds ask_every{15'000};
};

struct Response;

/// An answer that is not there yet: no thread waits for it. The functions are called and destroyed
/// as those of a `StreamBody`, but a throw is answered with 500.
struct DeferredAnswer {
  /// Called once, before the first `poll`. May be empty.
  std::function<void(Wake)> on_open;
  /// The response once it is there, which is no `DeferredAnswer` again; else nothing, and it is
  /// asked again at the next wake or after `ask_every`.
  std::function<std::optional<Response>()> poll;
  std::chrono::milliseconds ask_every{15'000};
};

/// What a handler answers. The session adds Date, Server, Connection, Content-Length or
/// Transfer-Encoding, and X-Request-Id, and leaves out what a handler set of these, but for
/// "Connection: close", which it heeds. Fields with line breaks are left out too. The headers of a
/// response with a `DeferredAnswer` are added to those of the answer that comes.
struct Response {
  int status = 200;
  Headers headers;
  std::variant<std::string, FileBody, PiecewiseBody, StreamBody, DeferredAnswer> body;
};

/// The Content-Length of the body; 0 for a stream and a deferred answer, which have none.
std::uint64_t body_size_bytes(const Response& response);

/// Answers one request. Runs on the blocking pool, so it may wait for disk and locks; must not
/// throw (what escapes is logged and answered with 500).
using Handler = std::function<Response(Request&)>;

}  // namespace kirin::net
