#include "worker/http_recorder.h"

#include <fmt/format.h>

#include "base/json.h"

namespace kirin::worker {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{32} << 20;

}  // namespace

Result<sound::Recording> HttpRecorder::record(const sound::SpeechOrder& order,
                                              const std::stop_token& stop) {
  RETURN_IF_ERROR(sound::check_order(order));
  if (order.engine != sound::SpeechEngine::external) {
    return Error{ErrorCode::unavailable, "the speech server takes external orders only"};
  }
  fetch::HttpRequest request;
  request.method = "POST";
  request.url = options_.url;
  request.headers = {"Content-Type: application/json", "Accept: audio/wav"};
  if (!options_.key.empty()) {
    request.headers.push_back("Authorization: Bearer " + options_.key);
  }
  request.body = boost::json::serialize(JsonObject{{"model", options_.model},
                                                   {"input", order.text},
                                                   {"voice", order.voice},
                                                   {"response_format", "wav"},
                                                   {"speed", order.speed}});
  request.max_answer_bytes = kMostBytes;
  request.timeout = options_.deadline;
  request.stop = stop;
  const auto answer = fetcher_.exchange(request);
  if (!answer) {
    return answer.error().within("the speech server");
  }
  if (answer->status != 200 || !answer->is_whole) {
    return Error{ErrorCode::unavailable,
                 fmt::format("the speech server answered {}{}", answer->status,
                             answer->is_whole ? "" : " and broke off")};
  }
  return sound::Recording{answer->body, {}};
}

}  // namespace kirin::worker
