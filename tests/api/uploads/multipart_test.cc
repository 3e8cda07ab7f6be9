#include "api/uploads/multipart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace kirin::api::uploads {
namespace {

using testing::HasSubstr;

std::string part(const std::string& disposition, const std::string& content,
                 const std::string& more = "") {
  return "--B\r\nContent-Disposition: " + disposition + "\r\n" + more + "\r\n" + content + "\r\n";
}

const std::string kFilePart = part("form-data; name=\"file\"; filename=\"a.png\"", "data");
const std::string kEnd = "--B--\r\n";

TEST(MultipartTest, PartsComeInTheirOrder) {
  const std::string body = part("form-data; name=\"purpose\"", "input") +
                           part("form-data; name=\"file\"; filename=\"cat.png\"",
                                "\x89PNG\r\n\x1a\n", "Content-Type: image/png\r\n") +
                           kEnd;
  const auto form = parse_multipart(body, "B");
  ASSERT_TRUE(form) << form.error().message;
  ASSERT_EQ(form->size(), 2u);
  EXPECT_EQ((*form)[0].name, "purpose");
  EXPECT_EQ((*form)[0].content, "input");
  EXPECT_EQ((*form)[0].file_name, "");
  EXPECT_EQ((*form)[1].name, "file");
  EXPECT_EQ((*form)[1].file_name, "cat.png");
  EXPECT_EQ((*form)[1].content, "\x89PNG\r\n\x1a\n");
}

TEST(MultipartTest, ContentThatLooksLikeADelimiterIsContent) {
  for (const char* content :
       {"a--B--", "\r\n-B", "\r\n--A\r\n", "\n--B\r\n", "\r--B", "--", "\r\n\r\n", "\r\n"}) {
    const std::string body = part("form-data; name=\"file\"", content) + kEnd;
    const auto form = parse_multipart(body, "B");
    ASSERT_TRUE(form) << content << ": " << form.error().message;
    EXPECT_EQ(form->at(0).content, content);
  }
}

TEST(MultipartTest, EmptyContentAndWhatStandsAround) {
  for (const char* body :
       {"--B\r\nContent-Disposition: form-data; name=file\r\n\r\n\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=file\r\n\r\n--B--",
        "preamble\r\n--B\r\nContent-Disposition: form-data; name=file\r\n\r\n\r\n--B--epilogue",
        "\r\n--B  \t\r\ncontent-disposition:FORM-DATA;NAME=file;\r\n\r\n\r\n--B--"}) {
    const auto form = parse_multipart(body, "B");
    ASSERT_TRUE(form) << body << ": " << form.error().message;
    ASSERT_EQ(form->size(), 1u);
    EXPECT_EQ(form->at(0).content, "");
    EXPECT_EQ(form->at(0).name, "file");
  }
}

TEST(MultipartTest, FileNamesAsBrowsersAndCurlWriteThem) {
  for (const auto& [written, name] : {std::pair{R"("a b.png")", "a b.png"},
                                      {R"("a\"b.png")", "a\"b.png"},
                                      {R"("C:\dir\cat.png")", R"(C:\dir\cat.png)"},
                                      {R"("a%22b.png")", "a%22b.png"},
                                      {R"("a;name=x.png")", "a;name=x.png"},
                                      {"cat.png", "cat.png"},
                                      {R"("")", ""}}) {
    const std::string body =
        part(std::string{"form-data; name=\"file\"; filename="} + written, "x") + kEnd;
    const auto form = parse_multipart(body, "B");
    ASSERT_TRUE(form) << written;
    EXPECT_EQ(form->at(0).file_name, name);
    EXPECT_EQ(form->at(0).name, "file");
  }
}

TEST(MultipartTest, MalformedBodies) {
  const std::pair<std::string, const char*> rows[] = {
      {"", "does not occur"},
      {"no delimiter", "does not occur"},
      {"text--B\r\n", "does not occur"},
      {"--B", "other text"},
      {"--Bother\r\n", "other text"},
      {"--B\r\n", "does not end"},
      {"--B\r\nContent-Disposition: form-data; name=file", "does not end"},
      {"--B\r\n\r\ncontent\r\n--B--", "no head"},
      {"--B\r\nContent-Type: x\r\n\r\ncontent\r\n--B--", "no Content-Disposition"},
      {"--B\r\nContent-Disposition: attachment; name=file\r\n\r\nx\r\n--B--", "no form-data"},
      {"--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--", "no form-data"},
      {"--B\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\nx\r\n--B--", "no form-data"},
      {"--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--B--", "no form-data"},
      {kFilePart, "no end"},
      {kFilePart + "--B", "other text"},
      {kFilePart.substr(0, kFilePart.size() - 4), "no end"},
      {"--B\r\nX: " + std::string(9'000, 'x') + "\r\n\r\n", "does not end within"}};
  for (const auto& [body, why] : rows) {
    const auto form = parse_multipart(body, "B");
    ASSERT_FALSE(form) << body;
    EXPECT_EQ(form.error().code, ErrorCode::invalid_argument);
    EXPECT_THAT(form.error().message, HasSubstr(why)) << body;
  }
}

TEST(MultipartTest, PartsAreBounded) {
  std::string body;
  for (int i = 0; i < 32; ++i) {
    body += kFilePart;
  }
  EXPECT_TRUE(parse_multipart(body + kEnd, "B"));
  EXPECT_FALSE(parse_multipart(body + kFilePart + kEnd, "B"));
}

TEST(MultipartTest, NearlyDelimitersCostNoMoreThanOtherText) {
  // Quadratic reading would take minutes.
  std::string content;
  const std::string nearly = "\r\n--" + std::string(69, '-');
  while (content.size() < (std::size_t{16} << 20)) {
    content += nearly;
  }
  const auto begin = std::chrono::steady_clock::now();
  const std::string boundary(70, '-');
  const auto form = parse_multipart(
      "--" + boundary + "\r\nContent-Disposition: form-data; name=file" + "\r\n\r\n" + content,
      boundary);
  EXPECT_FALSE(form);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{20});
}

TEST(BoundaryTest, IsReadFromTheContentType) {
  for (const char* type : {"multipart/form-data; boundary=B", "Multipart/Form-Data;boundary=\"B\"",
                           "multipart/form-data; charset=utf-8; BOUNDARY=B ; x=y"}) {
    EXPECT_EQ(*boundary_of(type), "B") << type;
  }
  EXPECT_EQ(*boundary_of("multipart/form-data; boundary=----=_Part_1_2.3"), "----=_Part_1_2.3");
  EXPECT_EQ(*boundary_of("multipart/form-data; boundary=\"a b\""), "a b");
}

TEST(BoundaryTest, OtherTypesAndBadBoundaries) {
  for (const char* type : {"", "application/json", "multipart/mixed; boundary=B", "text/plain"}) {
    EXPECT_EQ(boundary_of(type).error().code, ErrorCode::unimplemented) << type;
  }
  for (const std::string& type :
       {std::string{"multipart/form-data"}, std::string{"multipart/form-data; boundary="},
        std::string{"multipart/form-data; boundary=\"a\" b"},
        std::string{"multipart/form-data; boundary=\"a "},
        std::string{"multipart/form-data; boundary=\"a \""},
        std::string{"multipart/form-data; boundary=a\xc3\xa4"},
        "multipart/form-data; boundary=" + std::string(71, 'b'),
        std::string{"multipart/form-data; boundary=a; boundary=b"}}) {
    EXPECT_EQ(boundary_of(type).error().code, ErrorCode::invalid_argument) << type;
  }
}

}  // namespace
}  // namespace kirin::api::uploads
