#include "worker/speech_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "base/file.h"
#include "worker/ordering_recorder.h"
#include "worker/speech_order_json.h"

namespace kirin::worker {
namespace {

using testing::HasSubstr;

const sound::SpeechOrder kOrder{.text = "ni3 hao3", .voice = "f2", .language = "zh", .speed = 1.5};

// Says back what it was asked for.
class Echo final : public sound::Recorder {
 public:
  Result<sound::Recording> record(const sound::SpeechOrder& order,
                                  const std::stop_token& /*stop*/) override {
    return sound::Recording{std::string(100'000, 'x') + order.text, "hello 0.5\n"};
  }
};

// A desk and somebody who orders, in one process.
class DeskTest : public testing::Test {
 protected:
  void open(sound::Recorder* recorder) {
    file_ = *anonymous_file("/tmp");
    desk_ = *SpeechDesk::open(recorder, file_.get());
    orderer_.emplace(file_.get(), desk_->answers_fd(), [this](const JsonObject& event) {
      desk_->take(event);
      while (desk_->is_busy()) {
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
        desk_->answer_if_done();
      }
    });
  }

  UniqueFd file_;
  std::unique_ptr<SpeechDesk> desk_;
  std::optional<OrderingRecorder> orderer_;
};

TEST_F(DeskTest, AnOrderComesBackAsARecording) {
  Echo echo;
  open(&echo);
  for (const char* text : {"ni3 hao3 peng2 you3", "a"}) {  // the second is shorter than the first
    sound::SpeechOrder order = kOrder;
    order.text = text;
    const auto recording = orderer_->record(order, {});
    ASSERT_TRUE(recording) << recording.error().message;
    EXPECT_EQ(recording->wav, std::string(100'000, 'x') + text);
    EXPECT_EQ(recording->words, "hello 0.5\n");
  }
}

TEST_F(DeskTest, WithoutARecorderEveryOrderIsRefused) {
  open(nullptr);
  const auto recording = orderer_->record(kOrder, {});
  ASSERT_FALSE(recording);
  EXPECT_EQ(recording.error().code, ErrorCode::unavailable);
}

TEST_F(DeskTest, OrdersHaveABound) {
  Echo echo;
  open(&echo);
  for (int i = 0; i < SpeechDesk::kMostOrders; ++i) {
    ASSERT_TRUE(orderer_->record(kOrder, {}));
  }
  EXPECT_THAT(orderer_->record(kOrder, {}).error().message, HasSubstr("too many"));
}

TEST(SpeechOrderJson, SurvivesItsJson) {
  const auto read = order_from_event(speak_event(kOrder));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(speak_event(*read), speak_event(kOrder));
}

// Whoever broke into the generator may send anything.
TEST(SpeechOrderJson, WhatNoHonestGeneratorSendsIsRefused) {
  const auto refuses = [](std::string_view key, const Json& value) {
    JsonObject event = speak_event(kOrder);
    event[key] = value;
    return !order_from_event(event).has_value();
  };
  EXPECT_TRUE(refuses("engine", "flite"));
  EXPECT_TRUE(refuses("engine", "sh"));
  EXPECT_TRUE(refuses("text", ""));
  EXPECT_TRUE(refuses("text", Json(std::string(5000, 'a'))));
  EXPECT_TRUE(refuses("text", "a\nb"));
  EXPECT_TRUE(refuses("text", "a\xFF"));
  EXPECT_TRUE(refuses("text", 7));
  EXPECT_TRUE(refuses("voice", "../../etc/passwd"));
  EXPECT_TRUE(refuses("voice", "f2 --path=/tmp"));
  EXPECT_TRUE(refuses("language", "xx"));
  EXPECT_TRUE(refuses("pitch", 100));
  EXPECT_TRUE(refuses("speed", 0));
  EXPECT_TRUE(refuses("speed", 1e9));
  JsonObject scheme = speak_event(kOrder);
  scheme["engine"] = "festival";
  scheme["text"] = "a\") (system \"id\") (\"";
  EXPECT_FALSE(order_from_event(scheme).has_value());
  EXPECT_FALSE(order_from_event({{"event", "speak"}}).has_value());
}

}  // namespace
}  // namespace kirin::worker
