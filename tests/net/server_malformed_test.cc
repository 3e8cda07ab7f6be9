#include <gtest/gtest.h>

#include "server_fixture.h"

namespace kirin::net {
namespace {

struct Case {
  std::string name;
  std::string bytes;
  int status;
};

class MalformedHeads : public ServerTest, public testing::WithParamInterface<Case> {};

TEST_P(MalformedHeads, AreRefusedAndTheConnectionEnds) {
  start();
  TestClient client{port()};

  client.send(GetParam().bytes);
  const auto answer = client.receive();

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, GetParam().status) << answer->body;
  EXPECT_EQ(answer->headers.get("Connection"), "close");
  EXPECT_FALSE(answer->headers.get("X-Request-Id").empty());
  EXPECT_TRUE(client.ended());
}

std::string head(const std::string& fields) {
  return "POST /echo HTTP/1.1\r\nHost: t\r\n" + fields + "\r\n";
}

const std::string kSmuggled = "0\r\n\r\nGET /hello HTTP/1.1\r\nHost: t\r\n\r\n";

INSTANTIATE_TEST_SUITE_P(
    Table, MalformedHeads,
    testing::Values(
        Case{"nonsense", "nonsense\r\n\r\n", 400},
        Case{"no_target", "GET HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        Case{"two_spaces", "GET  / HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        Case{"bad_method", "GE\tT / HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        Case{"tls_hello", std::string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15},
             400},
        Case{"http2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        Case{"http_1_2", "GET / HTTP/1.2\r\nHost: t\r\n\r\n", 505},
        Case{"no_host", "GET / HTTP/1.1\r\n\r\n", 400}, Case{"two_hosts", head("Host: u\r\n"), 400},
        Case{"bad_host", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
        Case{"host_with_path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        Case{"space_before_colon", head("Content-Length : 0\r\n"), 400},
        Case{"no_colon", head("Content-Length\r\n"), 400}, Case{"empty_name", head(": x\r\n"), 400},
        Case{"nul_in_value", head(std::string{"A: x\0y\r\n", 8}), 400},
        Case{"nul_in_target", std::string{"GET /a\0b HTTP/1.1\r\nHost: t\r\n\r\n", 31}, 400},
        Case{"control_in_value", head("A: x\x01y\r\n"), 400},
        Case{"bare_carriage_return", head("A: x\ry\r\n"), 400},
        Case{"bare_line_feed_in_value", head("A: x\nB: y\r\n"), 400},
        Case{"bare_line_feeds", "GET / HTTP/1.1\nHost: t\n\n\r\n\r\n", 505},
        Case{"negative_length", head("Content-Length: -1\r\n"), 400},
        Case{"plus_length", head("Content-Length: +1\r\n"), 400},
        Case{"hex_length", head("Content-Length: 0x1\r\n"), 400},
        Case{"empty_length", head("Content-Length: \r\n"), 400},
        Case{"huge_length", head("Content-Length: 99999999999999999999\r\n"), 400},
        Case{"two_lengths", head("Content-Length: 1\r\nContent-Length: 2\r\n"), 400},
        Case{"same_length_twice", head("Content-Length: 1\r\nContent-Length: 1\r\n") + "x", 400},
        Case{"length_list", head("Content-Length: 1, 1\r\n") + "x", 400},
        Case{"length_then_chunked",
             head("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + kSmuggled, 400},
        Case{"chunked_then_length",
             head("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n") + kSmuggled, 400},
        Case{"length_then_unknown_coding",
             head("Content-Length: 5\r\nTransfer-Encoding: xchunked\r\n") + kSmuggled, 400},
        Case{"unknown_coding", head("Transfer-Encoding: xchunked\r\n") + kSmuggled, 501},
        Case{"coding_list", head("Transfer-Encoding: gzip, chunked\r\n") + kSmuggled, 501},
        Case{"chunked_not_last", head("Transfer-Encoding: chunked, identity\r\n") + kSmuggled, 501},
        Case{"identity", head("Transfer-Encoding: identity\r\n") + kSmuggled, 501},
        Case{"two_codings",
             head("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") + kSmuggled, 400},
        Case{"two_codings_odd_first",
             head("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n") + kSmuggled,
             400},
        Case{"quoted_chunked", head("Transfer-Encoding: \"chunked\"\r\n") + kSmuggled, 501},
        Case{"vertical_tab_chunked",
             head("Transfer-Encoding: \x0b"
                  "chunked\r\n") +
                 kSmuggled,
             400},
        Case{"chunked_in_http_1_0",
             "POST /echo HTTP/1.0\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n" + kSmuggled,
             400},
        Case{"bad_escape", get("/%zz"), 400}, Case{"cut_escape", get("/%4"), 400},
        Case{"encoded_nul", get("/a%00b"), 400}, Case{"dot_segments", get("/a/../b"), 400},
        Case{"encoded_dot_segments", get("/%2e%2e/b"), 400},
        Case{"asterisk", "OPTIONS * HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        Case{"connect", "CONNECT example.org:443 HTTP/1.1\r\nHost: t\r\n\r\n", 400},
        Case{"huge_field", head("A: " + std::string(1'000'000, 'x') + "\r\n"), 431},
        Case{"huge_target", get("/" + std::string(1'000'000, 'x')), 431},
        Case{"many_fields",
             [] {
               std::string fields;
               for (int i = 0; i < 10'000; ++i) {
                 fields += "A: x\r\n";
               }
               return head(fields);
             }(),
             431}),
    [](const auto& row) { return row.param.name; });

TEST_F(ServerTest, AbsoluteTargetReplacesTheHost) {
  router_.add("GET", "/host", [](Request& request) {
    return Response{200, {}, std::string{request.headers.get("Host")}};
  });
  start();

  EXPECT_EQ(ask("GET http://real.example/host HTTP/1.1\r\nHost: other\r\n\r\n")->body,
            "real.example");
}

TEST_F(ServerTest, EncodedSlashSeparatesNothing) {
  router_.add("GET", "/one/{name}", [](Request& request) {
    return Response{200, {}, request.path_parameters.at("name")};
  });
  start();

  EXPECT_EQ(ask(get("/one/a%2Fb"))->body, "a/b");
  EXPECT_EQ(ask(get("/one/a/b"))->status, 404);
}

}  // namespace
}  // namespace kirin::net
