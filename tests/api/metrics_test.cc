#include "api/health/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kirin::api::health {
namespace {

using testing::HasSubstr;

TEST(MetricsTest, CountsByRouteAndStatusAndShowsTheQueue) {
  ServerMetrics metrics;
  metrics.count_response("GET", "/model/v1/generation/task/{id}", 200,
                         std::chrono::milliseconds{2});
  metrics.count_response("GET", "/model/v1/generation/task/{id}", 200,
                         std::chrono::milliseconds{2});
  metrics.count_response("GET", "", 404, std::chrono::milliseconds{1});

  const std::string text =
      metrics.render({.queued = 3, .running = 1, .completed = 9, .failed = 2, .canceled = 0}, 2);

  EXPECT_THAT(
      text,
      HasSubstr(
          R"(kirin_http_requests_total{method="GET",route="/model/v1/generation/task/{id}",status="200"} 2)"));
  EXPECT_THAT(text, HasSubstr(R"(route="none",status="404"} 1)"));
  EXPECT_THAT(text, HasSubstr(R"(kirin_tasks{status="queued"} 3)"));
  EXPECT_THAT(text, HasSubstr("kirin_workers_alive 2"));
  EXPECT_THAT(text, HasSubstr("kirin_http_request_duration_seconds_bucket"));
}

TEST(MetricsTest, StrangeMethodsShareOneLabel) {
  ServerMetrics metrics;
  metrics.count_response("BREW", "", 404, std::chrono::milliseconds{1});
  metrics.count_response("PROPFIND", "", 404, std::chrono::milliseconds{1});

  EXPECT_THAT(
      metrics.render({}, 0),
      HasSubstr(R"(kirin_http_requests_total{method="other",route="none",status="404"} 2)"));
}

TEST(MetricsTest, CountsTriesToDeliverCallbacksByOutcome) {
  ServerMetrics metrics;
  metrics.count_callback("delivered");
  metrics.count_callback("failed");
  metrics.count_callback("delivered");
  const std::string text = metrics.render({}, 0);
  EXPECT_THAT(text, HasSubstr(R"(kirin_callback_attempts_total{outcome="delivered"} 2)"));
  EXPECT_THAT(text, HasSubstr(R"(kirin_callback_attempts_total{outcome="failed"} 1)"));
}

}  // namespace
}  // namespace kirin::api::health
