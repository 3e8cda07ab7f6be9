#include "server_fixture.h"

#include <fmt/format.h>

#include <stdexcept>

#include "base/file.h"
#include "base/ids.h"
#include "net/file_response.h"

namespace kirin::net {
namespace {

Response text_response(std::string text) { return Response{200, {}, std::move(text)}; }

std::string body_text(const Body& body) {
  if (!body.file) {
    return body.text;
  }
  const auto bytes = read_all(body.file.get(), body.size_bytes);
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

Response early_error(const Request& request, int status, std::string_view why) {
  Response response{status, {}, fmt::format("early {}: {}", status, why)};
  response.headers.add("Early-Path", request.path);
  return response;
}

std::string counted_bytes(std::size_t count) {
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) {
    bytes += static_cast<char>('a' + i % 23);
  }
  return bytes;
}

}  // namespace

ServerTest::ServerTest()
    : directory_(std::filesystem::path{testing::TempDir()} / new_id("net_")),
      file_bytes_(counted_bytes(3'000'000)) {
  std::filesystem::create_directories(directory_);
  router_.add("GET", "/hello", [](Request&) { return text_response("hello"); });
  router_.add("POST", "/echo",
              [](Request& request) { return text_response(body_text(request.body)); });
  router_.add("POST", "/size", [](Request& request) {
    return text_response(
        fmt::format("{} {}", request.body.size_bytes, request.body.file ? "file" : "memory"));
  });
  router_.add("GET", "/throw", [](Request&) -> Response { throw std::runtime_error{"thrown"}; });
  router_.add("GET", "/wait", [this](Request&) {
    entered_.release();
    released_.acquire();
    return text_response("waited");
  });
  router_.add("GET", "/file", [this](Request& request) {
    FileFacts facts{file_bytes_.size(), "tag", "video/mp4", Clock::now(), "clip.mp4"};
    return file_response(request, facts, *open_for_reading(directory_ / "file"));
  });
  router_.add("GET", "/large",
              [](Request&) { return text_response(std::string(std::size_t{16} << 20, 'x')); });
  EXPECT_TRUE(write_file_atomically(directory_ / "file", file_bytes_));
}

ServerTest::~ServerTest() {
  released_.release(1000);  // Whatever a failed test left waiting.
  server_.reset();
  std::filesystem::remove_all(directory_);
}

ServerOptions ServerTest::options() const {
  ServerOptions made;
  made.listen = "127.0.0.1:0";
  made.spool_directory = directory_;
  made.handler_threads = 4;
  return made;
}

void ServerTest::start(const ServerOptions& options) {
  auto started = Server::start(
      options, [this](Request& request) { return router_.answer(request); }, early_error);
  ASSERT_TRUE(started) << started.error().describe();
  server_ = *std::move(started);
}

std::optional<Answer> ServerTest::ask(std::string_view request) const {
  TestClient client{port()};
  client.send(request);
  return client.receive();
}

}  // namespace kirin::net
