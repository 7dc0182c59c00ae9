#include "runs.h"

#include <algorithm>
#include <array>

namespace pith::blocks {
namespace {

using html::AttributeName;
using html::Tag;

bool is_frame_role(std::string_view role) {
  static constexpr std::string_view kRoles[] = {"navigation", "contentinfo", "complementary", "banner",
                                                "search",     "menu",        "menubar"};
  return std::ranges::any_of(kRoles, [&](std::string_view r) { return text::equals_ignoring_ascii_case(r, role); });
}

// Elements of the page's frame, which hold no article. A <header> counts unless it stands in article or main.
std::vector<bool> frame_elements(const Page& page) {
  const std::vector<Element>& elements = page.table.elements;
  std::vector<bool> frame(elements.size(), false);
  std::vector<bool> in_article(elements.size(), false);
  for (ElementIndex e = 0; e < elements.size(); ++e) {
    const Element& element = elements[e];
    const bool has_parent = element.parent != kNoElement;
    in_article[e] =
        (has_parent && in_article[element.parent]) || element.tag == Tag::article || element.tag == Tag::main;
    frame[e] = (has_parent && frame[element.parent]) || element.hidden || element.tag == Tag::nav ||
               element.tag == Tag::footer || element.tag == Tag::aside ||
               (element.tag == Tag::header && !in_article[e]) ||
               is_frame_role(page.document.attribute(element.node, AttributeName::role));
  }
  return frame;
}

std::string_view host_of(std::string_view url) {
  const std::size_t slashes = url.find("//");
  if (slashes == std::string_view::npos) return {};
  const std::string_view rest = url.substr(slashes + 2);
  return rest.substr(0, rest.find_first_of("/?#:"));
}

// The last two labels: enough to tell one site from another here.
std::string_view site_of(std::string_view host) {
  const std::size_t last = host.rfind('.');
  if (last == std::string_view::npos || last == 0) return host;
  const std::size_t before = host.rfind('.', last - 1);
  return before == std::string_view::npos ? host : host.substr(before + 1);
}

bool starts_with_scheme(std::string_view href, std::string_view scheme) {
  return href.size() >= scheme.size() && text::equals_ignoring_ascii_case(href.substr(0, scheme.size()), scheme);
}

Target target_of(std::string_view href, std::string_view page_site) {
  href = text::trim_ascii(href);
  if (href.starts_with('#') || starts_with_scheme(href, "javascript:") || starts_with_scheme(href, "mailto:"))
    return Target::anchor;
  const bool absolute =
      href.starts_with("//") || starts_with_scheme(href, "http://") || starts_with_scheme(href, "https://");
  if (!absolute) return Target::internal;
  const std::string_view site = site_of(host_of(href));
  return !page_site.empty() && text::equals_ignoring_ascii_case(site, page_site) ? Target::internal : Target::external;
}

class Finder {
 public:
  explicit Finder(const Page& page) : page_(page), site_(site_of(host_of(page.hints.url))) {}

  // Items over a sequence of blocks, then runs of items that follow each other with one tag path and kind of target.
  void find_items(Region& region) const {
    const std::size_t n = region.blocks.size();
    region.items.clear();
    std::size_t i = 0;
    while (i < n) {
      if (!starts_item(block(region, i))) {
        ++i;
        continue;
      }
      Item item{.begin = i, .body = i + 1, .href = first_href(block(region, i))};
      item.target = target_of(item.href, site_);
      while (item.body < n && item.body - i <= 4 && is_whole_link(block(region, item.body)) &&
             first_href(block(region, item.body)) == item.href)
        ++item.body;
      item.end = item.body;
      while (item.end < n && item.end - item.body < 3 && follows(block(region, item.end))) ++item.end;
      region.items.push_back(item);
      i = item.end;
    }
    join_items(region);
  }

 private:
  const Block& block(const Region& region, std::size_t position) const {
    return page_.table.blocks[region.blocks[position]];
  }

  std::string_view first_href(const Block& b) const {
    if (b.link_count == 0) return {};
    return page_.document.attribute(page_.table.links[b.first_link].anchor, AttributeName::href);
  }

  static bool follows(const Block& b) { return !starts_item(b) && b.heading == 0 && b.link_density <= 0.35f; }

  void join_items(Region& region) const {
    region.runs.clear();
    region.run_of.assign(region.blocks.size(), -1);
    std::vector<Item>& items = region.items;
    std::size_t a = 0;
    while (a < items.size()) {
      std::size_t z = a + 1;
      while (z < items.size() && items[z].begin <= items[z - 1].end + 1 && alike(region, items[z], items[z - 1])) ++z;
      trim_last(region, a, z);
      const auto number = static_cast<std::int32_t>(region.runs.size());
      region.runs.push_back({items[a].begin, items[z - 1].end, a, z});
      std::fill(region.run_of.begin() + static_cast<std::ptrdiff_t>(items[a].begin),
                region.run_of.begin() + static_cast<std::ptrdiff_t>(items[z - 1].end), number);
      a = z;
    }
  }

  bool alike(const Region& region, const Item& a, const Item& b) const {
    return a.target == b.target &&
           page_.table.paths[region.blocks[a.begin]] == page_.table.paths[region.blocks[b.begin]];
  }

  // The last item keeps as many followers as the others have: what comes behind a farm is not its teaser.
  void trim_last(Region& region, std::size_t a, std::size_t z) const {
    Item& last = region.items[z - 1];
    if (z - a == 1) {
      const bool whole = is_whole_link(block(region, last.begin));
      last.end = std::min(last.end, last.body + (whole ? 1 : 0));
      return;
    }
    std::array<std::size_t, 4> counts{};
    std::size_t most = 0;
    for (std::size_t k = a; k + 1 < z; ++k) {
      const std::size_t followers = region.items[k].end - region.items[k].body;
      ++counts[followers];
      most = std::max(most, followers);
    }
    const auto mode = static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
    const bool clear = 10 * counts[mode] >= 6 * (z - a - 1);
    last.end = std::min(last.end, last.body + (clear ? mode : most));
  }

  const Page& page_;
  std::string_view site_;
};

double mass_of(const Block& block, bool in_long_run) {
  if (block.link_density > 0.5f) return 0;
  double mass = block.units - block.link_units;
  if (block.units < 4.8f) mass *= 0.3;
  return in_long_run ? 0.2 * mass : mass;
}

bool is_closed_to_region(Tag tag) {
  switch (tag) {
    case Tag::p:
    case Tag::li:
    case Tag::dd:
    case Tag::blockquote:
    case Tag::pre:
    case Tag::ul:
    case Tag::ol:
    case Tag::dl:
    case Tag::tr:
      return true;
    default:
      return false;
  }
}

// Down from the first element while one child holds three quarters of the mass.
ElementIndex descend(const Page& page, const Sums& mass) {
  const std::vector<Element>& elements = page.table.elements;
  ElementIndex current = 0;
  while (true) {
    ElementIndex best = kNoElement;
    for (ElementIndex c = current + 1; c < elements[current].end; c = elements[c].end)
      if (best == kNoElement || mass.sum(elements[c].blocks) > mass.sum(elements[best].blocks)) best = c;
    const double here = mass.sum(elements[current].blocks);
    if (best == kNoElement || here <= 0 || is_closed_to_region(elements[best].tag) ||
        mass.sum(elements[best].blocks) < 0.75 * here)
      return current;
    current = best;
  }
}

// The lowest element below `root` that still holds all blocks of the region.
ElementIndex lowest_root(const Page& page, ElementIndex root, const std::vector<BlockIndex>& blocks) {
  const std::vector<Element>& elements = page.table.elements;
  const Range needed{blocks.front(), blocks.back() + 1};
  while (true) {
    ElementIndex next = kNoElement;
    for (ElementIndex c = root + 1; c < elements[root].end && next == kNoElement; c = elements[c].end)
      if (elements[c].blocks.begin <= needed.begin && elements[c].blocks.end >= needed.end) next = c;
    if (next == kNoElement) return root;
    root = next;
  }
}

}  // namespace

bool is_whole_link(const Block& block) {
  return block.link_density >= 0.85f;
}

bool starts_item(const Block& block) {
  if (is_whole_link(block)) return block.units >= 2.4f;
  return block.lead_units >= 3.6f && !(block.link_count > 2 && block.sentence_starts < 0.5f);
}

Region find_region(const Page& page) {
  const std::vector<bool> frame = frame_elements(page);
  const Finder finder(page);
  Region all;
  for (BlockIndex i = 0; i < page.count; ++i)
    if (!frame[page.table.blocks[i].element]) all.blocks.push_back(i);
  Region region;
  if (all.blocks.empty()) return region;
  finder.find_items(all);
  std::vector<double> masses(page.count, 0);
  for (std::size_t k = 0; k < all.blocks.size(); ++k) {
    const bool in_long_run = all.run_of[k] >= 0 && all.runs[static_cast<std::size_t>(all.run_of[k])].items() >= 3;
    masses[all.blocks[k]] = mass_of(page.table.blocks[all.blocks[k]], in_long_run);
  }
  const Sums mass(page.count, [&](std::size_t i) { return masses[i]; });
  const ElementIndex root = descend(page, mass);
  const Range range = page.blocks_of(root);
  for (const BlockIndex b : all.blocks)
    if (b >= range.begin && b < range.end) region.blocks.push_back(b);
  if (region.blocks.empty()) return region;
  region.root = lowest_root(page, root, region.blocks);
  finder.find_items(region);
  return region;
}

}  // namespace pith::blocks
