#include "html/tags.h"

#include <gtest/gtest.h>

#include <string>

namespace pith::html {
namespace {

template <class Name>
int count_round_trips(Name (*from_name)(std::string_view), std::string_view (*name_of)(Name), Name first, Name last) {
  int trips = 0;
  for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i) {
    const Name name = static_cast<Name>(i);
    EXPECT_EQ(from_name(name_of(name)), name) << name_of(name);
    ++trips;
  }
  return trips;
}

TEST(Tags, Pith_EveryNameIsFoundAgain) {
  EXPECT_GT(count_round_trips(tag_from_name, tag_name, Tag::html, Tag::xmp), 140);
  EXPECT_GT(count_round_trips(attribute_from_name, attribute_name, AttributeName::class_, AttributeName::language), 60);
}

TEST(Tags, Pith_EnumeratorsStandForTheirNames) {
  EXPECT_EQ(tag_name(Tag::blockquote), "blockquote");
  EXPECT_EQ(tag_name(Tag::template_), "template");
  EXPECT_EQ(tag_name(Tag::amp_img), "amp-img");
  EXPECT_EQ(tag_name(Tag::text), "#text");
  EXPECT_EQ(tag_name(Tag::unknown), "");
  EXPECT_EQ(attribute_name(AttributeName::class_), "class");
  EXPECT_EQ(attribute_name(AttributeName::http_equiv), "http-equiv");
  EXPECT_EQ(attribute_name(AttributeName::other), "");
}

TEST(Tags, Pith_WhatIsNotInTheListIsUnknown) {
  for (const char* name : {"", "#text", "P", "my-widget", "h7", "clas"}) {
    EXPECT_EQ(tag_from_name(name), Tag::unknown) << name;
    EXPECT_EQ(attribute_from_name(name), AttributeName::other) << name;
  }
}

}  // namespace
}  // namespace pith::html
