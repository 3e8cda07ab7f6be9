#include "worker/studio.h"

#include <gmock/gmock.h>

#include "fetch/http_server.h"
#include "sound/speech/cast.h"
#include "sound/speech/recorded_speech.h"
#include "sound/speech/speech_suite.h"

namespace kirin::sound {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using worker::open_studio;
using worker::StudioOptions;

const std::string kEnglish = "Good morning, my friend. We are going to the sea.";
const std::string kChinese = "早上好，朋友。我们一起去海边吧。";

fetch::HttpServer& speech_server() {
  static fetch::HttpServer server;
  return server;
}

StudioOptions with_server(const std::string& path) {
  return {.program = KIRIN_PROGRAM,
          .url = speech_server().url(path),
          .model = "tts-1",
          .key = "speech-key",
          .deadline = std::chrono::seconds{5}};
}

template <typename Kind>
class InStudio final : public Speech {
 public:
  explicit InStudio(const StudioOptions& options) : studio_(open_studio(options)) {}
  Result<Utterance> speak(const SpeechRequest& request, const std::stop_token& stop) override {
    return speech_.speak(request, stop);
  }

 private:
  std::unique_ptr<Recorder> studio_;
  Kind speech_{*studio_};
};

// The same suite as in tests/sound, with the programs in confinement, and a server.
INSTANTIATE_TEST_SUITE_P(
    Studio, EverySpeech,
    testing::Values(SpeechWay{"confined_espeak",
                              []() -> std::unique_ptr<Speech> {
                                return has_espeak() ? std::make_unique<InStudio<EspeakSpeech>>(
                                                          StudioOptions{.program = KIRIN_PROGRAM})
                                                    : nullptr;
                              },
                              {kChinese, "zh_female_1", "zh"},
                              13},
                    SpeechWay{"confined_festival",
                              []() -> std::unique_ptr<Speech> {
                                return has_festival() ? std::make_unique<InStudio<FestivalSpeech>>(
                                                            StudioOptions{.program = KIRIN_PROGRAM})
                                                      : nullptr;
                              },
                              {kEnglish, "en_female_4", "en"},
                              10},
                    SpeechWay{"server",
                              []() -> std::unique_ptr<Speech> {
                                return has_espeak() ? std::make_unique<InStudio<ExternalSpeech>>(
                                                          with_server("/speech"))
                                                    : nullptr;
                              },
                              {kEnglish, "my-voice", "en"},
                              10}),
    name_of_way);

// Whatever a server does, the line is spoken.
TEST(StudioTest, AServerThatFailsIsReplacedByABuiltInVoice) {
  for (const char* path : {"/status/500", "/status/404", "/hello", "/garbage", "/short", "/reset",
                           "/nowhere", "/unsized/40000000", "/silence"}) {
    StudioOptions options = with_server(path);
    options.deadline = std::chrono::seconds{1};
    const auto studio = open_studio(options);
    const auto cast = make_cast(studio.get(), {{"nova", "alloy", "en", Gender::female}});
    const auto spoken = cast->speak({kEnglish, "nova", "en"}, {});
    ASSERT_TRUE(spoken.has_value()) << path << ": " << spoken.error().describe();
    EXPECT_THAT(spoken->warnings, ElementsAre(HasSubstr("\"nova\" could not speak"))) << path;
  }
}

TEST(StudioTest, AVoiceThatTheServerLacksIsReplaced) {
  const auto studio = open_studio(with_server("/speech"));
  const auto cast = make_cast(studio.get(), {{"echo", "echo", "en", Gender::male}});
  const auto spoken = cast->speak({kEnglish, "echo", "en"}, {});
  ASSERT_TRUE(spoken.has_value());
  EXPECT_THAT(spoken->warnings, ElementsAre(HasSubstr("answered 400")));
}

}  // namespace
}  // namespace kirin::sound
