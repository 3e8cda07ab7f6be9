#include "api/error.h"

#include <gtest/gtest.h>

namespace kirin::api {
namespace {

net::Request request_from(std::string_view source) {
  net::Request request;
  request.request_id = "req_1";
  if (!source.empty()) {
    request.headers.set("X-Source", std::string{source});
  }
  return request;
}

JsonObject body_of(const net::Response& response) {
  return parse_json(std::get<std::string>(response.body))->as_object();
}

const ApiError kError{
    40004, "unsupported_combination", "sound=on requires mode=pro", "input[0].params.sound", {},
    {}};

TEST(ErrorTest, SdksFindTheTextInsideAnObject) {
  const net::Response response = error_response(kError, request_from(""));
  EXPECT_EQ(response.status, 400);
  const JsonObject body = body_of(response);
  const JsonObject& inner = body.at("error").as_object();
  EXPECT_EQ(inner.at("error_message").as_string(), "sound=on requires mode=pro");
  EXPECT_EQ(inner.at("message"), inner.at("error_message"));
  EXPECT_EQ(inner.at("code").as_int64(), 40004);
  EXPECT_EQ(inner.at("param").as_string(), "input[0].params.sound");
  EXPECT_EQ(body.at("request_id").as_string(), "req_1");
}

TEST(ErrorTest, ClisFindTheTextAsStrings) {
  const JsonObject body = body_of(error_response(kError, request_from("CLI")));
  EXPECT_EQ(body.at("error").as_string(), "sound=on requires mode=pro");
  EXPECT_EQ(body.at("message").as_string(), "sound=on requires mode=pro");
  EXPECT_EQ(body.at("status").at("code").as_int64(), 400);
  EXPECT_EQ(body.at("status").at("error_code").as_int64(), 40004);
  EXPECT_TRUE(body.at("data").is_null());
}

TEST(ErrorTest, TheQueueSpeaksOfDetailAndTheGatewayBeforeItOfError) {
  const net::Response refused = error_response(kError, request_from(""), ErrorForm::queue);
  EXPECT_EQ(refused.status, 422) << "a broken rule";
  EXPECT_EQ(body_of(refused).at("detail").as_string(), "sound=on requires mode=pro");
  EXPECT_EQ(body_of(refused).at("error_type").as_string(), "REQUEST_INVALID");
  EXPECT_EQ(error_response(malformed("no JSON"), request_from(""), ErrorForm::queue).status, 400);
  const net::Response stranger =
      error_response({40101, "authentication_error", "no key", {}, {}, {}}, request_from(""),
                     ErrorForm::queue);
  EXPECT_EQ(body_of(stranger).at("error").at("code").as_string(), "UNAUTHORIZED");
  const net::Response hasty = error_response({42901, "rate_limited", "slower", {}, 3, {}},
                                             request_from(""), ErrorForm::queue);
  EXPECT_EQ(body_of(hasty).at("error").at("code").as_string(), "RATE_LIMIT_EXCEEDED");
  EXPECT_EQ(hasty.headers.get("Retry-After"), "3");
}

TEST(ErrorTest, AProblemIsOne) {
  const net::Response response = error_response(kError, request_from("cli"), ErrorForm::problem);
  EXPECT_EQ(response.headers.get("Content-Type"), "application/problem+json");
  const JsonObject body = body_of(response);
  EXPECT_EQ(body.at("status").as_int64(), 400);
  EXPECT_EQ(body.at("type").as_string(), "urn:kirin:error:unsupported_combination");
  EXPECT_EQ(body.at("detail").as_string(), "sound=on requires mode=pro");
}

TEST(ErrorTest, WhoAsksForProblemsOnlyGetsThemEverywhere) {
  net::Request request = request_from("");
  request.headers.set("Accept", "application/problem+json");
  EXPECT_EQ(error_response(kError, request).headers.get("Content-Type"),
            "application/problem+json");
  request.headers.set("Accept", "application/json, application/problem+json");
  EXPECT_EQ(error_response(kError, request).headers.get("Content-Type"), "application/json");
}

TEST(ErrorTest, AnEnvelopeIsForEverybodyWhereTheSurfaceSaysSo) {
  const JsonObject body = body_of(error_response(kError, request_from(""), ErrorForm::envelope));
  EXPECT_EQ(body.at("error").as_string(), "sound=on requires mode=pro");
  EXPECT_EQ(body.at("status").at("error_code").as_int64(), 40004);
}

TEST(ErrorTest, ATimeToComeBackIsAHeaderToo) {
  const ApiError error{50301, "unavailable", "later", {}, 7, {}};
  const net::Response response = error_response(error, request_from(""));
  EXPECT_EQ(response.headers.get("retry-after"), "7");
  EXPECT_EQ(body_of(response).at("error").at("retry_after").as_int64(), 7);
}

TEST(ErrorTest, TheBackendsWordsStayInTheLog) {
  const Error disk{ErrorCode::resource_exhausted, "writing /secret/path: No space left on device"};
  const ApiError passing = from_backend(disk, request_from(""));
  EXPECT_EQ(passing.code, 50301);
  EXPECT_EQ(passing.message.find("secret"), std::string::npos);
  EXPECT_EQ(from_backend({ErrorCode::internal, "x"}, request_from("")).code, 50001);
}

}  // namespace
}  // namespace kirin::api
