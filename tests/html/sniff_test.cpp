#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "html/html.h"

namespace pith::html {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view bytes;
  std::string_view type;
  ContentKind kind;
};

void expect_kinds(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(sniff(c.bytes, c.type), c.kind) << c.bytes << " as " << c.type;
}

TEST(Sniff, WhatwgMime_BinarySignaturesWinOverTheLabel) {
  expect_kinds({
      {"\x89PNG\r\n\x1A\nabc", "text/html", ContentKind::binary},
      {"GIF89a...", "text/html", ContentKind::binary},
      {"\xFF\xD8\xFF\xE0", "", ContentKind::binary},
      {"%PDF-1.4", "text/html; charset=utf-8", ContentKind::binary},
      {"PK\x03\x04", "text/html", ContentKind::binary},
      {"\x1F\x8B\x08", "text/html", ContentKind::binary},
      {"RIFF....WEBPVP8", "text/html", ContentKind::binary},
      {"RIFF is a band", "text/html", ContentKind::html},
      {"\0\0\0\x20"
       "ftypisom"sv,
       "", ContentKind::binary},
      {"wOF2", "", ContentKind::binary},
      {"BM\x36\0\0\0"sv, "", ContentKind::binary},
      {"BMW builds cars and motorcycles", "", ContentKind::html},
  });
}

TEST(Sniff, WhatwgMime_HtmlTagsAfterSpace) {
  expect_kinds({
      {" \n<!DOCTYPE html><p>", "", ContentKind::html},
      {"\xEF\xBB\xBF<html>", "", ContentKind::html},
      {"<Body\tclass=x>", "image/png", ContentKind::html},
      {"<!-- x --><div>", "application/octet-stream", ContentKind::html},
      {"<\0h\0t\0m\0l\0>\0"sv, "text/html", ContentKind::html},
      {"\xFF\xFE<\0p\0>\0"sv, "", ContentKind::html},
      {"\xFE\xFF\0<\0p\0>"sv, "", ContentKind::html},
      {"plain words", "text/html", ContentKind::html},
      {"", "", ContentKind::html},
  });
}

TEST(Sniff, Pith_XmlIsToldFromXhtml) {
  expect_kinds({
      {"<?xml version='1.0'?><rss>", "text/html", ContentKind::xml},
      {"<?xml version='1.0'?>\n<!-- c -->\n<?x y?><feed xmlns=a>", "", ContentKind::xml},
      {"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", "", ContentKind::html},
      {"<?xml version='1.0'?><html xmlns=a>", "application/xhtml+xml", ContentKind::html},
      {"<urlset>", "text/html", ContentKind::xml},
      {"<!-- a --><rss>", "text/html", ContentKind::xml},
      {"<doc>", "application/xml", ContentKind::xml},
      {"<html>", "text/xml", ContentKind::html},
  });
}

TEST(Sniff, Pith_JsonIsToldByItsFirstTokens) {
  expect_kinds({
      {"{\"a\":1}", "text/html", ContentKind::json},
      {" { }", "", ContentKind::json},
      {"[{\"html\":\"<p>\"}]", "", ContentKind::json},
      {"[1, 2]", "", ContentKind::json},
      {"[]", "", ContentKind::json},
      {"[1] See the notes", "text/html", ContentKind::html},
      {"[Applause] Thank you", "text/html", ContentKind::html},
      {"{{ template }}", "text/html", ContentKind::html},
  });
}

TEST(Sniff, WhatwgMime_PlainTextOnlyByLabel) {
  expect_kinds({
      {"<html> is a tag", "text/plain", ContentKind::plain_text},
      {"words", "Text/Plain; charset=utf-8", ContentKind::plain_text},
      {"\x01\x02\x03\x04", "text/plain", ContentKind::binary},
      {"body{}", "text/css", ContentKind::plain_text},
      {"words", "", ContentKind::html},
  });
}

// In copies of their exact size: the address sanitizer sees one byte read too many.
TEST(Sniff, Pith_BytesNeedBeNoText) {
  for (const std::string_view bytes : {"\xF0"sv, "<\xE4"sv, "<html \xF0\x9F"sv, "{\xC3"sv, "\xFF"sv}) {
    const std::vector<char> exact(bytes.begin(), bytes.end());
    EXPECT_EQ(sniff({exact.data(), exact.size()}, "text/html"), ContentKind::html);
    EXPECT_NE(sniff("<p>", {exact.data(), exact.size()}), ContentKind::binary);
  }
}

TEST(Sniff, Pith_ManyControlBytesAreBinary) {
  expect_kinds({
      {"\0\x01\x02garbage\0\0"sv, "text/html", ContentKind::binary},
      {"\x1B$B%F%9%H\x1B(B ISO-2022-JP", "text/html", ContentKind::html},
      {"words", "image/png", ContentKind::binary},
  });
  EXPECT_EQ(sniff(std::string(100, 'a') + "\x01", "text/html"), ContentKind::html);
}

}  // namespace
}  // namespace pith::html
