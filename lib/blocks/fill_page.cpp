// What the page-type model reads: totals, counts of elements, words of class and id, declared types, repeated items.
#include <algorithm>
#include <array>

#include "fill.h"

namespace pith::blocks {
namespace {

using html::Tag;

consteval std::size_t page_column(std::string_view name) {
  const std::size_t found = kPageFeatureTable.find(name);
  if (found >= kPageFeatureCount) throw "no such feature";
  return found;
}

constexpr std::array<Tag, kCountedTags.size()> kCountedTagIds = {
    Tag::p,        Tag::li, Tag::table, Tag::td,     Tag::img,  Tag::form,       Tag::input, Tag::article, Tag::section,
    Tag::h1,       Tag::h2, Tag::h3,    Tag::pre,    Tag::code, Tag::blockquote, Tag::a,     Tag::time,    Tag::button,
    Tag::noscript, Tag::dl, Tag::br,    Tag::figure, Tag::nav,  Tag::aside,      Tag::main};

void fill_totals(const Page& page, std::array<float, kPageFeatureCount>& out) {
  double characters = 0;
  for (const Block& block : page.table.blocks) characters += block.figures.characters;
  const double u = std::max(page.units.total(), 1e-6);
  const auto n = static_cast<double>(std::max<std::size_t>(1, page.count));
  const auto elements = static_cast<double>(page.table.elements.size());
  const Range top = page.blocks_of(page.top);
  const double top_units = page.units.sum(top);
  const double values[] = {log1p_units(u),
                           log1p_units(n),
                           page.link_units.total() / u,
                           page.long_units.total() / u,
                           log1p_units(page.long_blocks.total()),
                           page.cjk.total() / std::max(1.0, characters),
                           log1p_units(top_units),
                           top_units / u,
                           page.element_link_density[page.top],
                           page.sentence_marks.total() / u,
                           page.prices.total() / n,
                           page.dates.total() / n,
                           page.headings.total() / n,
                           page.images.total() / n,
                           log1p_units(elements),
                           log1p_units(elements / u)};
  for (std::size_t k = 0; k < std::size(values); ++k) out[page_column("u") + k] = static_cast<float>(values[k]);
}

void fill_counts(const Page& page, std::array<float, kPageFeatureCount>& out) {
  std::array<std::uint32_t, 256> tags{};
  for (const html::Node& node : page.document.nodes) ++tags[static_cast<std::size_t>(node.tag)];
  std::array<std::uint32_t, kWordGroups.size()> groups{};
  for (const Element& element : page.table.elements)
    for (std::size_t g = 0; element.groups != 0 && g < groups.size(); ++g) groups[g] += element.groups >> g & 1;
  for (std::size_t k = 0; k < kCountedTagIds.size(); ++k)
    out[page_column("n_p") + k] = static_cast<float>(log1p_units(tags[static_cast<std::size_t>(kCountedTagIds[k])]));
  const auto elements = static_cast<float>(std::max<std::size_t>(1, page.table.elements.size()));
  for (std::size_t g = 0; g < groups.size(); ++g)
    out[page_column("g_content") + g] = 100 * static_cast<float>(groups[g]) / elements;
}

void fill_declared(const Page& page, std::array<float, kPageFeatureCount>& out) {
  for (std::size_t k = 0; k < kJsonLdTypes.size(); ++k)
    out[page_column("j_article") + k] =
        std::ranges::find(page.hints.json_ld_types, kJsonLdTypes[k]) != page.hints.json_ld_types.end();
  const auto says = [&](std::string_view word) { return page.hints.og_type.find(word) != std::string_view::npos; };
  out[page_column("og_article")] = says("article");
  out[page_column("og_product")] = says("product");
  out[page_column("og_website")] = says("website");
  out[page_column("body")] = !page.hints.article_body.empty();
}

void fill_repeated_items(const Page& page, std::array<float, kPageFeatureCount>& out) {
  const double u = std::max(page.units.total(), 1e-6);
  Page::Group most{};
  Page::Group big{};
  for (const Page::Group& group : page.groups) {
    if (group.count > most.count) most = group;
    if (group.count >= 3 && group.units > big.units) big = group;
  }
  std::uint32_t repeats = 1;
  for (const std::uint32_t r : page.repeats) repeats = std::max(repeats, r);
  double largest = 0;
  for (const Page::Group& group : page.groups) largest = std::max(largest, group.units);
  std::int64_t h1 = -1;
  for (std::size_t i = 0; i < page.count && h1 < 0; ++i)
    if (page.table.blocks[i].heading == 1) h1 = static_cast<std::int64_t>(i);
  const Element& top = page.table.elements[page.top];
  const auto set = [&](std::size_t at, double value) { out[at] = static_cast<float>(value); };
  set(page_column("rep"), log1p_units(repeats));
  set(page_column("rep_u"), log1p_units(largest));
  set(page_column("top_classes"), top.word_count);
  set(page_column("top_nb"), log1p_units(top.blocks.size()));
  set(page_column("h1"), static_cast<double>(h1));
  set(page_column("most_u"), most.count > 0 ? log1p_units(most.units / most.count) : 0);
  set(page_column("most_sh"), most.units / u);
  set(page_column("most_ld"), most.link_units / std::max(1e-6, most.units));
  set(page_column("big_sh"), big.units / u);
  set(page_column("big_n"), log1p_units(big.count));
  set(page_column("big_u"), big.count > 0 ? log1p_units(big.units / big.count) : 0);
  set(page_column("big_ld"), big.link_units / std::max(1e-6, big.units));
}

}  // namespace

void fill_page(Page& page) {
  std::array<float, kPageFeatureCount>& out = page.table.page;
  fill_totals(page, out);
  fill_counts(page, out);
  fill_declared(page, out);
  fill_repeated_items(page, out);
  fill_url(page.hints.url, out.data() + page_column("u_depth"));
}

}  // namespace pith::blocks
