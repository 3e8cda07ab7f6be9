#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "api/api_fixture.h"
#include "api/docs/embedded_files.h"
#include "api/docs/gzip.h"
#include "api/docs/operations.h"

namespace kirin::api::docs {
namespace {

using testing::HasSubstr;
using testing::Not;

// What the page's elements load: scripts, and links with a rel before their href.
std::vector<std::string> loaded_by(const std::string& html) {
  std::vector<std::string> links;
  for (const std::string attribute : {"src=\"", "\" href=\""}) {
    for (auto at = html.find(attribute); at != std::string::npos;
         at = html.find(attribute, at + 1)) {
      const auto begin = at + attribute.size();
      links.push_back(html.substr(begin, html.find('"', begin) - begin));
    }
  }
  return links;
}

class DocsTest : public testing::Test {
 protected:
  net::Response get(const std::string& path, const char* header = "", const char* value = "") {
    net::Request request = ApiFixture::request("GET", path, "");
    request.headers.set(header, value);
    return api_.answer(std::move(request));
  }
  static std::string text_of(const net::Response& response) {
    return std::get<std::string>(response.body);
  }
  static OperationTable table() {
    OperationTable table;
    add_operations(table);
    return table;
  }

  ApiFixture house_;
  MountedTable api_{house_.context(), table()};
};

TEST_F(DocsTest, ThePageLoadsOnlyFilesOfItsOwn) {
  const net::Response page = get("/docs");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.headers.get("Content-Type"), "text/html; charset=utf-8");
  const std::string html = text_of(page);
  int count = 0;
  for (const std::string& link : loaded_by(html)) {
    EXPECT_EQ(get("/" + link).status, 200) << link;
    ++count;
  }
  EXPECT_EQ(count, 3);
  EXPECT_THAT(html, Not(HasSubstr("<script>")));
}

TEST_F(DocsTest, BrowsersAreToldToLoadNothingFromElsewhere) {
  const std::string policy{get("/docs").headers.get("Content-Security-Policy")};
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, HasSubstr("script-src 'self';"));
  EXPECT_THAT(policy, Not(HasSubstr("http")));
  EXPECT_THAT(policy, Not(HasSubstr("*")));
}

TEST_F(DocsTest, FilesAreCompressedForThoseWhoReadThat) {
  const net::Response plain = get("/docs/start.js");
  const net::Response compressed = get("/docs/start.js", "Accept-Encoding", "br, gzip");
  EXPECT_EQ(plain.headers.get("Content-Encoding"), "");
  EXPECT_EQ(compressed.headers.get("Content-Encoding"), "gzip");
  EXPECT_EQ(inflated(text_of(compressed)), text_of(plain));
  EXPECT_THAT(text_of(plain), HasSubstr("createApiReference"));
  EXPECT_NE(plain.headers.get("ETag"), compressed.headers.get("ETag"));
}

TEST_F(DocsTest, FilesThatAreKnownAreNotSentAgain) {
  const std::string tag{get("/docs/reference.js").headers.get("ETag")};
  const net::Response again = get("/docs/reference.js", "If-None-Match", tag.c_str());
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(text_of(again), "");
  EXPECT_EQ(get("/docs/reference.js", "If-None-Match", "\"other\"").status, 200);
}

TEST_F(DocsTest, ThereAreNoOtherFiles) {
  for (const char* path : {"/docs/package.json", "/docs/.gitignore", "/docs/reference.js.gz"}) {
    EXPECT_EQ(get(path).status, 404) << path;
  }
}

TEST(EmbeddedFilesTest, AreWhole) {
  ASSERT_FALSE(embedded_files().empty());
  for (const EmbeddedFile& file : embedded_files()) {
    EXPECT_FALSE(inflated(file.gzip).empty()) << file.name;
  }
}

TEST(GzipTest, IsTakenOnlyByThoseWhoSaySo) {
  for (const char* header : {"gzip", "GZIP", "deflate, gzip;q=0.5", "br , gzip"}) {
    EXPECT_TRUE(accepts_gzip(header)) << header;
  }
  for (const char* header : {"", "identity", "gzip;q=0", "gzip; q=0.000", "x-gzip", ",,;"}) {
    EXPECT_FALSE(accepts_gzip(header)) << header;
  }
}

}  // namespace
}  // namespace kirin::api::docs
