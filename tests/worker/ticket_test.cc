#include "worker/ticket.h"

#include <gtest/gtest.h>

#include <limits>

namespace kirin::worker {
namespace {

Ticket full_ticket() {
  Ticket ticket;
  ticket.task_id = "d758n65e878c73cmdg20";
  ticket.engine = "motion";
  ticket.model = "kirin_v1_i2v";
  ticket.prompt = "推近 \"Hello\"\n";
  ticket.negative_prompt = "blur";
  ticket.clip.size = {1280, 720};
  ticket.clip.fps = 30;
  ticket.clip.frame_count = 150;
  ticket.clip.has_audio = true;
  ticket.clip.tags = {{"comment", "made by us"}, {"kirin.seed", "7"}};
  ticket.quality = engine::Quality::professional;
  ticket.prompt_strength = 0.25;
  ticket.seed = std::numeric_limits<std::uint64_t>::max();
  ticket.watermark = true;
  ticket.debug_sheet = true;
  ticket.voice_sample = "en_robot";
  ticket.voice_ids = {"en_male_1", "en_female_1"};
  ticket.external_voices = {{"nova", "alloy", "en", sound::Gender::female, sound::Age::young}};
  ticket.inputs = {{InputRole::first_frame, {}}, {InputRole::brush, {{1.5, 2}, {3, 4.25}}}};
  ticket.threads = 2;
  return ticket;
}

TEST(TicketTest, SurvivesItsJson) {
  const JsonObject json = to_json(full_ticket());

  const auto read = ticket_from_json(*parse_json(boost::json::serialize(json)));

  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(to_json(*read), json);
  EXPECT_EQ(read->seed, std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(read->inputs[1].trajectory[1].y, 4.25);
}

TEST(TicketTest, AMissingOrWrongFieldIsAnError) {
  const JsonObject json = to_json(full_ticket());
  for (const auto& member : json) {
    JsonObject without = json;
    without.erase(member.key());
    EXPECT_FALSE(ticket_from_json(without)) << member.key();
    JsonObject wrong = json;
    wrong[member.key()] = nullptr;
    EXPECT_FALSE(ticket_from_json(wrong)) << member.key();
  }
  EXPECT_FALSE(ticket_from_json(JsonArray{}));
}

TEST(TicketTest, SizesOutOfRangeAreErrors) {
  for (const int width : {0, -2, 100'000}) {
    JsonObject json = to_json(full_ticket());
    json["clip"].as_object()["width"] = width;
    EXPECT_FALSE(ticket_from_json(json)) << width;
  }
}

}  // namespace
}  // namespace kirin::worker
