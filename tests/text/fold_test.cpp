#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exact.h"
#include "text/text.h"

namespace pith::text {
namespace {

struct FoldCase {
  std::string_view in;
  std::string_view out;
};

TEST(FoldSpace, Pith_runs_become_one_space_and_ends_none) {
  const FoldCase cases[] = {
      {"", ""},
      {" ", ""},
      {" \n\t ", ""},
      {"a", "a"},
      {" a ", "a"},
      {"a b", "a b"},
      {"a  b", "a b"},
      {"a\nb", "a b"},
      {"a \n b c", "a b c"},
      {"\u00A0a\u00A0\u3000b\u3000", "a b"},
      {"a\u200Bb", "a b"},
      {"\uFEFFa", "a"},
      {"a\u2028\u2029b", "a b"},
      {"中\u3000文", "中 文"},
      {"\u00E9 \u20AC \u3001", "\u00E9 \u20AC \u3001"},
  };
  for (const FoldCase& row : cases) {
    const Exact text(row.in);
    EXPECT_EQ(fold_space(text.view()), row.out) << row.in;
  }
}

std::string appended(const std::vector<std::string_view>& pieces) {
  std::string out;
  for (const std::string_view piece : pieces) append_folded(out, Exact(piece).view());
  return out;
}

TEST(AppendFolded, Pith_a_run_at_the_seam_is_one_space) {
  EXPECT_EQ(appended({"a", "b"}), "ab");
  EXPECT_EQ(appended({"a ", " b"}), "a b");
  EXPECT_EQ(appended({"a", " b"}), "a b");
  EXPECT_EQ(appended({"a ", "b"}), "a b");
  EXPECT_EQ(appended({"  a"}), "a");
  EXPECT_EQ(appended({"a", " ", " ", "b"}), "a b");
  EXPECT_EQ(appended({"a\u3000", "\u00A0b"}), "a b");
  EXPECT_EQ(appended({"a  "}), "a ");
  EXPECT_EQ(appended({"", ""}), "");
}

TEST(Lower, Pith_folds_simple_case_of_every_script) {
  EXPECT_EQ(lower("ABC xyz 1"), "abc xyz 1");
  EXPECT_EQ(lower("ÄÖÜ ЖУК ΣΟΦΙΑ 中"), "äöü жук σοφια 中");
  EXPECT_EQ(lower("I"), "i");
  EXPECT_EQ(lower(""), "");
}

TEST(Ascii, Whatwg_infra_case_and_white_space) {
  EXPECT_TRUE(equals_ignoring_ascii_case("Content-TYPE", "content-type"));
  EXPECT_FALSE(equals_ignoring_ascii_case("a", "ab"));
  EXPECT_FALSE(equals_ignoring_ascii_case("[", "{"));
  EXPECT_FALSE(equals_ignoring_ascii_case("É", "é"));
  EXPECT_TRUE(equals_ignoring_ascii_case("", ""));
  EXPECT_EQ(trim_ascii(" \t\r\n\fa b\f "), "a b");
  EXPECT_EQ(trim_ascii("\v a"), "\v a");
  EXPECT_EQ(trim_ascii("  "), "");
  EXPECT_EQ(trim_ascii(""), "");
}

}  // namespace
}  // namespace pith::text
