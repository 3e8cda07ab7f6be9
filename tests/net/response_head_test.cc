#include "net/response_head.h"

#include <gtest/gtest.h>

namespace kirin::net {
namespace {

HeadFacts facts() { return {.request_id = "req_1", .date = "Sun, 06 Nov 1994 08:49:37 GMT"}; }

std::string response_head(const Response& response, const HeadFacts& of_session) {
  std::string head;
  append_head(response, of_session, head);
  return head;
}

TEST(ResponseHeadTest, SaysWhatTheHandlerSaidAndWhatTheSessionOwns) {
  Response response{200, {}, "hello"};
  response.headers.add("Content-Type", "text/plain");

  EXPECT_EQ(response_head(response, facts()),
            "HTTP/1.1 200 OK\r\n"
            "Content-Type: text/plain\r\n"
            "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            "Server: kirin\r\n"
            "Content-Length: 5\r\n"
            "X-Request-Id: req_1\r\n\r\n");
}

TEST(ResponseHeadTest, HandlerCannotOverrideWhatTheSessionOwns) {
  Response response{200, {}, "hello"};
  for (const char* name : {"content-length", "DATE", "Server", "connection", "Keep-Alive",
                           "Transfer-Encoding", "x-request-id"}) {
    response.headers.add(name, "mine");
  }

  EXPECT_EQ(response_head(response, facts()).find("mine"), std::string::npos);
}

TEST(ResponseHeadTest, FieldsThatBreakTheHeadAreLeftOut) {
  Response response{200, {}, ""};
  response.headers.add("A", "x\r\nSet-Cookie: evil=1");
  response.headers.add("B\r\nSet-Cookie", "evil=1");
  response.headers.add("C", "x\nevil");
  response.headers.add("D", std::string{"evil\0", 5});
  response.headers.add("E e", "evil");
  response.headers.add("", "evil");
  response.headers.add("F", "kept");

  const std::string head = response_head(response, facts());

  EXPECT_EQ(head.find("evil"), std::string::npos);
  EXPECT_NE(head.find("F: kept\r\n"), std::string::npos);
}

TEST(ResponseHeadTest, ConnectionIsNamedWhereItIsNotTheDefault) {
  const Response response;
  HeadFacts closing = facts();
  closing.keep_alive = KeepAlive::no;
  HeadFacts old = facts();
  old.http_minor = 0;

  EXPECT_NE(response_head(response, closing).find("Connection: close\r\n"), std::string::npos);
  EXPECT_NE(response_head(response, old).find("Connection: keep-alive\r\n"), std::string::npos);
}

TEST(ResponseHeadTest, StatusesWithoutBodyHaveNoLength) {
  for (const int status : {204, 304}) {
    EXPECT_EQ(response_head(Response{status, {}, ""}, facts()).find("Content-Length"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace kirin::net
