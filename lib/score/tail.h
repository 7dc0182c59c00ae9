// A farm without links at the end of the text. Private to lib/score.
#pragma once

#include <vector>

#include "blocks/blocks.h"

namespace pith::score {

// The first block of an unlinked tail of titles and teasers, or the number of blocks if there is none. Where titles are
// no links, shape alone cannot tell a farm from a digest; what can is that its texts hang together with the article
// less than any stretch of the article does. Strict: better a farm kept than an article cut.
blocks::BlockIndex unlinked_tail(const blocks::BlockTable& table, const std::vector<bool>& kept);

}  // namespace pith::score
