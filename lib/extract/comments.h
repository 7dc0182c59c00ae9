// Readers' comments under an article, by markup and structure. Private to lib/extract.
#pragma once

#include <vector>

#include "blocks/blocks.h"
#include "html/html.h"
#include "metadata/dates.h"
#include "pith/article.h"

namespace pith::extract_stage {

// In document order; an answer to a comment is one of its own. Only of blocks that are not `kept` (one a block of the
// table). Never a comment without text. On a `forum` page the
// posts are the text, so that it has comments only where all of the text stands above them. Linear in the document.
std::vector<Comment> find_comments(const html::Document& document, const blocks::BlockTable& table,
                                   const std::vector<bool>& kept, bool forum, const metadata::DateRules& rules);

}  // namespace pith::extract_stage
