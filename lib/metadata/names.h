// Names of people out of bylines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pith::metadata {

// What stands ahead of the names of a byline.
enum class Cue {
  none,
  preposition,  // "By", "Von", "Par": a name only when a name-like word follows
  noun,         // "Author:", "作者：", "記者": a name whatever follows
  editor,       // "责任编辑:", "Redaktion:": a name when no author is found
};
struct CueMatch {
  Cue cue = Cue::none;
  std::size_t size = 0;  // bytes to skip
};
// The cue that `line` starts with.
CueMatch cue_at_start(std::string_view line);

// What follows the cue within a line such as "Posted on May 2 by Jane Doe", "4.3.2020 von Jana Muster" or "A column by
// Jane Doe"; empty for others.
std::string_view behind_inner_cue(std::string_view line);
// Whether the line is a cue and nothing else: the names stand in the next one.
bool is_bare_cue(std::string_view line);

// The names in a byline or an author field: cues, titles, times and what follows the names cut off, several split.
// `lone`: the text is an author field, so that a single lower-case word is a name too, and what is no name is skipped;
// else all of it must be names.
std::vector<std::string> names_of(std::string_view text, bool lone);

// Whether it is a word that stands where a name should: "admin", "unknown", "read more".
bool is_no_name(std::string_view text);
// Whether it is a user's name such as "jane.doe" or "slow_poke".
bool is_handle(std::string_view name);
// Whether a short text names a team of the house ("Editorial Team", "Redaktion"), no person.
bool is_team(std::string_view text);
// Whether it names a company, a society or a website.
bool is_organization_name(std::string_view text);
// The Han names that a line ends with in brackets, or that are all of it: "……（张三）", "张三、李四". Each begins with
// a common surname.
std::vector<std::string> signed_han_names(std::string_view line);

// The names behind a CJK cue anywhere in a line ("来源：日报 作者：张三", "新华社记者 张三", "홍길동 기자"): those of
// editors if `editor`, else those of writers.
std::vector<std::string> cued_names(std::string_view line, bool editor);

}  // namespace pith::metadata
