// The stages joined, each one's result kept for the next and for pith::dump(). Private to lib/extract.
#pragma once

#include <vector>

#include "blocks/blocks.h"
#include "html/html.h"
#include "metadata/metadata.h"
#include "pith/extract.h"
#include "score/score.h"
#include "text/text.h"

namespace pith::extract_stage {

// A page on its road. Not movable: the later stages hold views of the earlier ones.
struct Road {
  Road(const Input& input, const Options& options);
  Road(const Road&) = delete;
  Road& operator=(const Road&) = delete;

  html::ContentKind kind;
  // What came with the bytes is outside input too: made valid UTF-8 before any stage reads it.
  text::Decoded url;
  text::Decoded crawl_date;
  bool cut_bytes = false;
  text::Decoded decoded;
  html::Document document;
  metadata::Result metadata;
  blocks::BlockTable table;
};

// Article::text, blocks and what depends on them, for a decision.
void fill_content(const Road& road, const score::Probabilities& probabilities, const score::Decision& decision,
                  const Options& options, Article& article);

struct Language {
  std::string code;  // BCP 47, empty: not known
  double score = 0;  // 0 to 1
};
// Of the text by CLD2, the declared language as a hint; the declared one for texts too short to tell.
Language detect_language(std::string_view text, std::string_view declared);

std::string simhash(std::string_view text);  // 64 bits over three-word shingles, 16 hex digits; empty for no words
std::string stable_id(std::string_view url, std::string_view bytes);

score::Lean lean_of(Bias bias);

}  // namespace pith::extract_stage
