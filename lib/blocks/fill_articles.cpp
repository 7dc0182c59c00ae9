#include <algorithm>

#include "fill.h"

namespace pith::blocks {
namespace {

constexpr std::int32_t kNone = -1;

// Of each element: the number of the outermost <article> it is or stands in, kNone.
std::vector<std::int32_t> outermost_articles(const BlockTable& table, std::vector<ElementIndex>& articles) {
  std::vector<std::int32_t> of(table.elements.size(), kNone);
  for (ElementIndex e = 0; e < table.elements.size(); ++e) {
    const Element& element = table.elements[e];
    if (element.parent != kNoElement) of[e] = of[element.parent];
    if (of[e] != kNone || element.tag != html::Tag::article || element.blocks.size() == 0) continue;
    of[e] = static_cast<std::int32_t>(articles.size());
    articles.push_back(e);
  }
  return of;
}

}  // namespace

// Pages go on with other articles below their own. Where each begins is said by <article> and <h1>.
void fill_articles(Page& page) {
  const BlockTable& table = page.table;
  std::vector<ElementIndex> articles;
  const std::vector<std::int32_t> of = outermost_articles(table, articles);
  const auto article_of = [&](std::size_t block) { return of[table.blocks[block].element]; };
  const std::int32_t titled = page.title_block < 0 ? kNone : article_of(static_cast<std::size_t>(page.title_block));
  const std::int32_t own = titled != kNone || table.elements.empty() ? titled : of[page.top];
  float headings = 0, since = -1;
  for (std::size_t i = 0; i < page.count; ++i) {
    if (table.blocks[i].heading == 1) {
      headings = std::min(headings + 1, 6.0f);
      since = 0;
    } else if (since >= 0) {
      since = std::min(since + 1, 200.0f);
    }
    const std::int32_t article = article_of(i);
    float* row = page.row(i);
    row[column("h1_n")] = headings;
    row[column("h1_d")] = since;
    row[column("ar_idx")] = static_cast<float>(std::min(article, 12));
    row[column("ar_own")] = article == kNone ? 0.0f : article == own ? 1.0f : -1.0f;
    row[column("ar_n")] = static_cast<float>(log1p_units(static_cast<double>(articles.size())));
    row[column("ar_u")] =
        article == kNone
            ? -1
            : static_cast<float>(log1p_units(page.element_units[articles[static_cast<std::size_t>(article)]]));
  }
}

}  // namespace pith::blocks
