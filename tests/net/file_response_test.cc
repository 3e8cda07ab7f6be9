#include "net/file_response.h"

#include <fcntl.h>
#include <gtest/gtest.h>

namespace kirin::net {
namespace {

constexpr std::uint64_t kSizeBytes = 1000;
constexpr auto kModified = "Sun, 06 Nov 1994 08:49:37 GMT";
constexpr auto kEarlier = "Sun, 06 Nov 1994 08:49:36 GMT";

FileFacts facts() {
  return {.size_bytes = kSizeBytes,
          .etag = "abc",
          .content_type = "video/mp4",
          .last_modified = from_millis(784'111'777'250),
          .download_name = "clip.mp4"};
}

using Fields = std::vector<std::pair<std::string, std::string>>;

Response respond(const Fields& fields, const std::string& method = "GET") {
  Request request;
  request.method = method;
  for (const auto& [name, value] : fields) {
    request.headers.add(name, value);
  }
  return file_response(request, facts(), UniqueFd{::open("/dev/null", O_RDONLY | O_CLOEXEC)});
}

struct Case {
  std::string name;
  Fields fields;
  int status;
  std::string content_range;
};

class FileResponseTable : public testing::TestWithParam<Case> {};

TEST_P(FileResponseTable, FollowsTheStandard) {
  const Response response = respond(GetParam().fields);

  EXPECT_EQ(response.status, GetParam().status);
  EXPECT_EQ(response.headers.get("Content-Range"), GetParam().content_range);
  EXPECT_EQ(response.headers.get("ETag"), "\"abc\"");
  EXPECT_EQ(response.headers.get("Accept-Ranges"), "bytes");
  EXPECT_EQ(response.headers.get("Last-Modified"), kModified);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FileResponseTable,
    testing::Values(
        Case{"plain", {}, 200, ""}, Case{"same_tag", {{"If-None-Match", "\"abc\""}}, 304, ""},
        Case{"weak_tag", {{"If-None-Match", "W/\"abc\""}}, 304, ""},
        Case{"tag_in_list", {{"If-None-Match", "\"x\", \"abc\""}}, 304, ""},
        Case{"any_tag", {{"If-None-Match", "*"}}, 304, ""},
        Case{"other_tag", {{"If-None-Match", "\"x\""}}, 200, ""},
        Case{"unquoted_tag", {{"If-None-Match", "abc"}}, 200, ""},
        Case{"not_modified", {{"If-Modified-Since", kModified}}, 304, ""},
        Case{"modified", {{"If-Modified-Since", kEarlier}}, 200, ""},
        Case{"bad_date", {{"If-Modified-Since", "yesterday"}}, 200, ""},
        Case{"tag_beats_date",
             {{"If-None-Match", "\"x\""}, {"If-Modified-Since", kModified}},
             200,
             ""},
        Case{"match", {{"If-Match", "\"abc\""}}, 200, ""},
        Case{"match_any", {{"If-Match", "*"}}, 200, ""},
        Case{"no_match", {{"If-Match", "\"x\""}}, 412, ""},
        Case{"weak_never_matches", {{"If-Match", "W/\"abc\""}}, 412, ""},
        Case{"unmodified", {{"If-Unmodified-Since", kModified}}, 200, ""},
        Case{"modified_after", {{"If-Unmodified-Since", kEarlier}}, 412, ""},
        Case{"range", {{"Range", "bytes=0-99"}}, 206, "bytes 0-99/1000"},
        Case{"suffix", {{"Range", "bytes=-1"}}, 206, "bytes 999-999/1000"},
        Case{"past_the_end", {{"Range", "bytes=1000-"}}, 416, "bytes */1000"},
        Case{"malformed_range", {{"Range", "bytes=x"}}, 200, ""},
        Case{"same_tag_beats_range",
             {{"Range", "bytes=0-99"}, {"If-None-Match", "\"abc\""}},
             304,
             ""},
        Case{"if_range_tag",
             {{"Range", "bytes=0-99"}, {"If-Range", "\"abc\""}},
             206,
             "bytes 0-99/1000"},
        Case{"if_range_other_tag", {{"Range", "bytes=0-99"}, {"If-Range", "\"x\""}}, 200, ""},
        Case{"if_range_weak_tag", {{"Range", "bytes=0-99"}, {"If-Range", "W/\"abc\""}}, 200, ""},
        Case{"if_range_date",
             {{"Range", "bytes=0-99"}, {"If-Range", kModified}},
             206,
             "bytes 0-99/1000"},
        Case{"if_range_other_date", {{"Range", "bytes=0-99"}, {"If-Range", kEarlier}}, 200, ""},
        Case{"if_range_spares_416", {{"Range", "bytes=5000-"}, {"If-Range", "\"x\""}}, 200, ""}),
    [](const auto& row) { return row.param.name; });

TEST(FileResponseTest, WholeFileHasTypeNameAndSize) {
  const Response response = respond({});

  EXPECT_EQ(response.headers.get("Content-Type"), "video/mp4");
  EXPECT_EQ(response.headers.get("Content-Disposition"), "inline; filename=\"clip.mp4\"");
  EXPECT_EQ(body_size_bytes(response), kSizeBytes);
}

TEST(FileResponseTest, RangeIsAPartOfTheFile) {
  const Response response = respond({{"Range", "bytes=100-299"}});

  const auto& body = std::get<FileBody>(response.body);
  EXPECT_EQ(body.offset, 100U);
  EXPECT_EQ(body.size_bytes, 200U);
}

TEST(FileResponseTest, HeadIgnoresRange) {
  const Response response = respond({{"Range", "bytes=0-99"}}, "HEAD");

  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(body_size_bytes(response), kSizeBytes);
}

TEST(FileResponseTest, SeveralRangesAreParts) {
  const Response response = respond({{"Range", "bytes=0-9,-10"}});

  EXPECT_EQ(response.status, 206);
  const std::string type{response.headers.get("Content-Type")};
  const std::string prefix = "multipart/byteranges; boundary=";
  ASSERT_TRUE(type.starts_with(prefix));
  const std::string boundary = type.substr(prefix.size());
  const auto& pieces = std::get<PiecewiseBody>(response.body).pieces;
  ASSERT_EQ(pieces.size(), 3U);
  EXPECT_EQ(pieces[0].text, "--" + boundary +
                                "\r\nContent-Type: video/mp4\r\n"
                                "Content-Range: bytes 0-9/1000\r\n\r\n");
  EXPECT_EQ(pieces[1].offset, 990U);
  EXPECT_EQ(pieces[1].size_bytes, 10U);
  EXPECT_EQ(pieces[2].text, "\r\n--" + boundary + "--\r\n");
}

TEST(FileResponseTest, NotModifiedHasNoBodyAndNoType) {
  const Response response = respond({{"If-None-Match", "\"abc\""}});

  EXPECT_EQ(body_size_bytes(response), 0U);
  EXPECT_EQ(response.headers.get("Content-Type"), "");
}

TEST(ContentDispositionTest, EncodesWhatIsNotPlain) {
  EXPECT_EQ(content_disposition("a b.mp4"), "inline; filename=\"a b.mp4\"");
  EXPECT_EQ(content_disposition("\xc3\xa9\"\r\n.mp4"),
            "inline; filename=\"_____.mp4\"; filename*=UTF-8''%C3%A9%22%0D%0A.mp4");
}

}  // namespace
}  // namespace kirin::net
