// The one table of features: its order is the model's input. Names are resolved while compiling: column("lu").
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pith::blocks {

struct FeatureName {
  std::array<char, 20> letters{};
  std::uint8_t size = 0;
  constexpr std::string_view view() const { return {letters.data(), size}; }
};

struct Feature {
  FeatureName name;
  std::string_view group;
  std::string_view meaning;
};

template <std::size_t N>
struct FeatureTable {
  std::array<Feature, N> features{};
  std::size_t count = 0;

  constexpr void add(std::string_view group, std::string_view name, std::string_view meaning) {
    Feature& feature = features[count++];
    for (const char c : name) feature.name.letters[feature.name.size++] = c;
    feature.group = group;
    feature.meaning = meaning;
  }
  // PREFIX + SUFFIX, e.g. a_article.
  constexpr void add(std::string_view group, std::string_view prefix, std::string_view suffix,
                     std::string_view meaning) {
    std::array<char, 20> letters{};
    std::size_t size = 0;
    for (const char c : prefix) letters[size++] = c;
    for (const char c : suffix) letters[size++] = c;
    add(group, std::string_view(letters.data(), size), meaning);
  }
  // PREFIX + number + SUFFIX, e.g. c0_ld.
  constexpr void add(std::string_view group, std::string_view prefix, int number, std::string_view suffix,
                     std::string_view meaning) {
    std::array<char, 20> letters{};
    std::size_t size = 0;
    for (const char c : prefix) letters[size++] = c;
    if (number < 0) letters[size++] = '-';
    letters[size++] = static_cast<char>('0' + (number < 0 ? -number : number));
    for (const char c : suffix) letters[size++] = c;
    add(group, std::string_view(letters.data(), size), meaning);
  }
  constexpr std::size_t find(std::string_view name) const {
    for (std::size_t i = 0; i < count; ++i)
      if (features[i].name.view() == name) return i;
    return N;
  }
};

inline constexpr std::array<std::string_view, 26> kAncestorTags = {
    "article", "main",       "aside",   "nav", "footer", "header",   "form",     "figure", "table",
    "li",      "blockquote", "section", "pre", "a",      "noscript", "button",   "dl",     "figcaption",
    "td",      "ul",         "ol",      "p",   "dd",     "details",  "fieldset", "address"};

inline constexpr std::array<std::string_view, 18> kWordGroups = {
    "content", "related", "share", "comment", "nav",   "footer",  "header", "side", "ad",
    "meta",    "modal",   "card",  "product", "forum", "caption", "hidden", "bio",  "toc"};

constexpr auto make_features() {
  FeatureTable<512> t;
  // Lengths are in units (text.h), L(x) is ln(1+x), shares are 0 to 1, absent is -1 unless said otherwise.
  t.add("block", "lu", "L(units)");
  t.add("block", "ld", "link density: share of its letters under links");
  t.add("block", "nl", "links, up to 20");
  t.add("block", "sn", "sentence marks a unit");
  t.add("block", "cl", "clause marks a unit");
  t.add("block", "nsn", "sentence marks, up to 10");
  t.add("block", "ncl", "clause marks, up to 20");
  t.add("block", "dig", "share of digits among letters and digits");
  t.add("block", "up", "share of capitals among letters and digits");
  t.add("block", "sym", "share of symbol marks among characters");
  t.add("block", "quo", "quotation marks a unit");
  t.add("block", "bold", "share of its letters in b or strong");
  t.add("block", "img", "images since the block before, up to 5");
  t.add("block", "br", "line breaks before it in its element, up to 3");
  t.add("block", "end", "ends with a sentence mark");
  t.add("block", "low", "starts with a lower-case letter");
  t.add("block", "ntag", "elements opened since the block before, up to 30, a unit");
  t.add("block", "cjk", "share of CJK characters");
  t.add("block", "date", "holds a date");
  t.add("block", "by", "starts like a byline");
  t.add("block", "money", "holds a price");
  t.add("block", "copy", "holds a copyright notice");
  t.add("block", "inp", "form inputs since the block before, up to 5");
  t.add("block", "h", "heading level, 0: none");
  t.add("block", "ell", "ends with an ellipsis");
  t.add("block", "whole", "all of it is one or more links");
  t.add("block", "lead_u", "L(units of a link it begins with)");
  t.add("block", "gap", "L(mean units between its links), -1: no links");
  t.add("block", "sstart", "share of its links that stand at a sentence start");
  t.add("block", "split", "cut from one run of inline text before a link: which piece, up to 3");
  t.add("block", "pre", "preformatted");

  t.add("tags", "depth", "depth of its element");
  t.add("tags", "hid", "hidden, or within something hidden");
  t.add("tags", "aria", "aria-hidden=true on it or above");
  t.add("tags", "self_div", "its element is div or section");
  t.add("tags", "self_body", "its element is body");
  for (const std::string_view tag : kAncestorTags) {
    t.add("tags", "a_", tag, "levels up to the nearest such element, up to 12; 15: none");
  }

  for (const std::string_view group : kWordGroups) {
    t.add("hints", "g_", group,
          "levels up to the nearest element with a class or id word of this group, up to 12; 15: none");
  }
  t.add("hints", "g_pos_neg", "distance of the content group less that of the nearest other group of the page frame");

  t.add("position", "pos", "share of the page's units before it");
  t.add("position", "posb", "share of the page's blocks before it");
  t.add("position", "left", "L(units after it)");
  t.add("position", "posl", "share of the page's long text before it");
  t.add("position", "before", "L(units before it)");
  t.add("position", "dh", "blocks from the title block, -60 to 200; -99: no title block");
  t.add("position", "dhu", "signed L(units from the title block)");
  t.add("position", "te", "likeness to the title");

  for (int k = 0; k < 5; ++k) {
    t.add("containers", "c", k, "_u", "L(units of the k-th distinct container)");
    t.add("containers", "c", k, "_ld", "its link density");
    t.add("containers", "c", k, "_nb", "L(blocks in it)");
    t.add("containers", "c", k, "_sh", "its share of the page's units");
    t.add("containers", "c", k, "_sn", "its sentence marks a unit");
    t.add("containers", "c", k, "_mean", "L(its units a block)");
    t.add("containers", "c", k, "_long", "its share of units in long blocks");
  }
  for (int k = 1; k < 4; ++k) {
    t.add("containers", "d", k, "_lsh", "its share of the page's long text");
    t.add("containers", "d", k, "_head", "headings a block");
    t.add("containers", "d", k, "_img", "images a block");
    t.add("containers", "d", k, "_rel", "the block's place in it, 0 to 1");
    t.add("containers", "d", k, "_dens", "L(unlinked units an element)");
    t.add("containers", "d", k, "_date", "dates a block");
    t.add("containers", "d", k, "_short", "share of short blocks");
  }
  for (const std::string_view box : {std::string_view("cb"), std::string_view("cn")}) {
    const bool big = box == "cb";
    const auto add = [&](std::string_view suffix, std::string_view meaning) {
      t.add("containers", box, suffix, meaning);
    };
    add("_ld", big ? "container of 30 % of the page: link density" : "nearest container of six blocks: link density");
    add("_sh", "its share of the page");
    add("_long", "its share of units in long blocks");
    add("_rel", "share of its units before the block");
    add("_mean", "L(its units a block)");
    add("_lv", "distinct containers up to it");
    add("_dg", "its share of digits");
    add("_mo", "its prices a block");
  }

  t.add("repetition", "r_max", "L(most siblings alike of an element up the chain)");
  t.add("repetition", "r_lv", "levels up to that element");
  for (const std::string_view item : {std::string_view("rm"), std::string_view("rn")}) {
    const auto add = [&](std::string_view suffix, std::string_view meaning) {
      t.add("repetition", item, suffix, meaning);
    };
    add("_mu", item == "rm" ? "most repeated item up the chain: L(mean units)"
                            : "nearest item repeated 3 times: L(mean units)");
    add("_ld", "link density of such items");
    add("_n", "L(how many)");
    add("_sh", "their share of the page");
    add("_u", "L(units of this item)");
    add("_dom", "their share of the siblings");
    add("_nb", "L(blocks of this item)");
    add("_lv", "levels up to it");
  }
  t.add("repetition", "pc", "L(blocks with the same tag path)");
  t.add("repetition", "pmu", "L(their mean units)");
  t.add("repetition", "psh", "their share of the page");
  for (int p = 1; p <= 4; ++p)
    t.add("repetition", "per", p, "",
          "length of the run in which shapes (path, links, length class, heading) repeat with this period");
  for (int p = 1; p <= 4; ++p) t.add("repetition", "pb", p, "", "likewise without the length class");

  t.add("structure", "s_in", "in the element with the best Readability-like score (the top)");
  t.add("structure", "s_lv", "distinct containers up to one that covers the top, up to 12");
  t.add("structure", "s_up", "levels from the top up to a common ancestor, up to 12");
  t.add("structure", "s_best", "best score of its ancestors over the top's");
  t.add("structure", "s_par", "score of its second container over the top's");
  t.add("structure", "s_own", "score of its element over the top's");
  t.add("structure", "s_topsh", "the top's share of the page");
  t.add("structure", "s_before", "1 before the top, -1 behind it, 0 in it");
  t.add("structure", "s_dist", "L(units to the top), -1: in it");
  t.add("structure", "s_rel", "place in the top");
  t.add("structure", "t_in", "in the element with the largest sum of its children's text density");
  t.add("structure", "t_best", "best such sum of its ancestors over the largest");
  t.add("structure", "t_min", "L(least text density of the six nearest elements)");
  t.add("structure", "b_in", "in the span of blocks with the largest sum of units less links");
  t.add("structure", "b_d", "L(units to that span), -1: in it");
  t.add("structure", "b_rel", "place in that span");

  t.add("cohesion", "jb", "share of its 4-grams in the JSON-LD body; -1: no body, -.5: too short");
  t.add("cohesion", "ds", "share of its 3-grams in the description; likewise");
  t.add("cohesion", "coh0", "share of its tokens that stand in the titles");
  t.add("cohesion", "coh1", "in the descriptions");
  t.add("cohesion", "coh2", "elsewhere in the top's text");
  t.add("cohesion", "coh3", "elsewhere in the top's text, rare tokens only");
  t.add("cohesion", "coh4", "in earlier blocks");
  t.add("cohesion", "coh5", "in later blocks");
  t.add("cohesion", "coh6", "L(distinct tokens)");
  t.add("cohesion", "cohw0", "coh3 over three blocks to each side");
  t.add("cohesion", "cohw1", "coh4 over three blocks to each side");
  t.add("cohesion", "lead", "share of its rare tokens that stand in title, description or the top's first 150 units");
  for (const std::string_view w : {std::string_view("6"), std::string_view("b8"), std::string_view("a8")}) {
    const auto add = [&](std::string_view prefix, std::string_view meaning) { t.add("cohesion", prefix, w, meaning); };
    add("wl", "lead over 6 blocks to each side, the 8 before, the 8 behind");
    add("wc", "coh3 likewise");
    add("wt", "coh0 likewise");
  }

  for (int o = -3; o <= 3; ++o) {
    if (o == 0) continue;
    t.add("neighbours", "n", o, "_u", "L(units) of the neighbour");
    t.add("neighbours", "n", o, "_ld", "its link density");
    t.add("neighbours", "n", o, "_sn", "its sentence marks a unit");
    t.add("neighbours", "n", o, "_sp", "it has the same tag path");
    t.add("neighbours", "n", o, "_h", "its heading level");
    t.add("neighbours", "n", o, "_end", "it ends with a sentence mark");
    t.add("neighbours", "n", o, "_se", "it has the same element");
    t.add("neighbours", "n", o, "_cue", "it is a cue");
    t.add("neighbours", "n", o, "_img", "images before it");
  }
  t.add("neighbours", "w_u", "L(mean units of 8 blocks to each side)");
  t.add("neighbours", "w_ld", "their link density");
  t.add("neighbours", "w_long", "their share in long blocks");
  t.add("neighbours", "w_b", "share in long blocks, the 8 before");
  t.add("neighbours", "w_a", "the 8 behind");
  t.add("neighbours", "pt", "share of the words of the block before that open this one");
  for (const std::string_view w : {std::string_view("6"), std::string_view("b8"), std::string_view("a8")}) {
    const auto add = [&](std::string_view prefix, std::string_view meaning) {
      t.add("neighbours", prefix, w, meaning);
    };
    add("we", "share of blocks with an ellipsis: 6 to each side, 8 before, 8 behind");
    add("wa", "share in link and teaser pairs, likewise");
    add("wd", "share with dates, likewise");
    add("wpt", "share that repeat the block before, likewise");
  }

  t.add("cues", "cue", "2: the whole short block is a cue phrase, 1: it starts with one");
  t.add("cues", "ct_com", "a comments cue");
  t.add("cues", "ct_rel", "a related-pages cue");
  t.add("cues", "ct_leg", "a legal cue");
  t.add("cues", "ct_shr", "a sharing cue");
  t.add("cues", "ct_tag", "a tags cue");
  t.add("cues", "cd", "blocks since the last whole cue, up to 100; 150: none");
  t.add("cues", "ncue", "share of whole cues so far");
  t.add("cues", "cd_com", "blocks since the last comments cue, up to 120; 150: none");
  t.add("cues", "cu_com", "L(units since)");
  t.add("cues", "cd_rel", "blocks since the last related-pages cue");
  t.add("cues", "cu_rel", "L(units since)");
  t.add("cues", "hd", "blocks since the last heading, up to 60; 99: none");
  t.add("cues", "hd_l", "its level");
  t.add("cues", "hd_ld", "its link density");
  t.add("cues", "hd_cue", "it is a cue");
  t.add("cues", "hd_ct", "its cue classes");

  t.add("page", "p_u", "L(units of the page)");
  t.add("page", "p_nb", "L(blocks)");
  t.add("page", "p_ld", "link density");
  t.add("page", "p_long", "share of units in long blocks");
  t.add("page", "p_nlong", "L(long blocks)");
  t.add("page", "p_cjk", "share of CJK characters");

  // Runs of linked items; -2: not in a run; -9: outside the region that holds most of the prose.
  t.add("runs", "f_in", "in the region");
  t.add("runs", "r_items", "items of its run");
  t.add("runs", "r_teaser", "L(mean unlinked units an item)");
  t.add("runs", "r_title", "L(mean title units)");
  t.add("runs", "r_cvt", "variation of the teasers' length");
  t.add("runs", "r_cvl", "variation of the titles' length");
  t.add("runs", "r_has", "share of items with a teaser");
  t.add("runs", "r_maxt", "L(longest teaser)");
  t.add("runs", "r_blocks", "blocks an item");
  t.add("runs", "r_share", "share of the region");
  t.add("runs", "r_start", "share of the region before it");
  t.add("runs", "r_after", "share of the region behind it");
  t.add("runs", "r_afterb", "blocks behind it, up to 20");
  t.add("runs", "r_head", "share of titles in headings");
  t.add("runs", "r_bold", "share of bold titles");
  t.add("runs", "r_whole", "share of titles that are blocks of their own");
  t.add("runs", "r_img", "share of items with an image");
  t.add("runs", "r_samepath", "titles have the article's tag path");
  t.add("runs", "r_folpath", "share of teasers with it");
  t.add("runs", "r_ell", "share of items that end with an ellipsis");
  t.add("runs", "r_fin", "share that end with a sentence mark");
  t.add("runs", "r_tfin", "share of titles that end with a sentence mark");
  t.add("runs", "r_restit", "other items a block outside the run");
  t.add("runs", "r_uniq", "share of distinct targets");
  t.add("runs", "r_idx", "which item");
  t.add("runs", "r_role", "which block of the item, up to 3");
  t.add("runs", "r_next", "items of a run that starts within two blocks");
  t.add("runs", "r_nextgap", "its cohesion gap");
  t.add("runs", "r_prev", "items of a run that ended within two blocks");
  t.add("runs", "q_short", "a short unlinked block stands before the run");
  t.add("runs", "q_head", "a heading or bold block stands before the run");
  t.add("runs", "z_run", "weighted share of the run's tokens that stand in the core text");
  t.add("runs", "z_rund", "less the core's own mean");
  t.add("runs", "z_null", "the same share for stretches of the core with as many tokens");
  t.add("runs", "z_gap", "z_run less z_null");
  t.add("runs", "z_runz", "mean z of the run");
  t.add("runs", "z_inter", "share of the items' tokens that stand in another item");
  t.add("runs", "z_title", "share of the title's tokens in the run");
  t.add("runs", "z_tshare", "share of items with a token of the title");

  t.add("calibrated", "z_own",
        "weighted share of its tokens that stand in the core text without it and its neighbours");
  t.add("calibrated", "z", "z_own less the core's mean, in its own standard deviations");
  t.add("calibrated", "z_m0", "the core's mean");
  t.add("calibrated", "z_core", "L(units of the core)");
  t.add("calibrated", "z_ti", "weighted share of the title's tokens in it");
  t.add("calibrated", "z_w3", "mean z, one block to each side");
  t.add("calibrated", "z_fw", "mean z of the next four");
  t.add("calibrated", "z_bw", "mean z of the last four");
  t.add("calibrated", "z_suf", "mean z from here to the region's end");
  t.add("calibrated", "z_pref", "mean z from the region's start to here");
  t.add("calibrated", "z_ng", "L(tokens)");

  t.add("pathgroup", "s_per", "times its shape repeats with period 2 to 4");
  t.add("pathgroup", "s_p", "that period");
  t.add("pathgroup", "s_alt", "short block before a long one");
  t.add("pathgroup", "l_rep", "targets that share one of its short link texts, up to 12");
  t.add("pathgroup", "l_repn", "of the next block");
  t.add("pathgroup", "l_repp", "of the block before");
  t.add("pathgroup", "l_tail", "ends with a link but is none");
  t.add("pathgroup", "l_tails", "share of such blocks");
  t.add("pathgroup", "p_n", "blocks of its tag path in the region, up to 40");
  t.add("pathgroup", "p_st", "share of item starts among them");
  t.add("pathgroup", "p_mu", "L(their mean units)");
  t.add("pathgroup", "p_z", "their mean z");
  t.add("pathgroup", "p_first", "place of the first of them");
  t.add("pathgroup", "p_rep", "share with a repeated link text");
  t.add("pathgroup", "p_sh", "share of the region");
  t.add("pathgroup", "k_tshare", "share of the region of its top container in it");
  t.add("pathgroup", "k_tls", "that container's link share");
  t.add("pathgroup", "k_tn", "its blocks, up to 40");
  t.add("pathgroup", "k_tst", "its share of item starts");
  for (int k = 0; k < 3; ++k) {
    t.add("pathgroup", "k_n", k, "ls", "link share of its parent, grandparent, and so on");
    t.add("pathgroup", "k_n", k, "n", "blocks, up to 40");
    t.add("pathgroup", "k_n", k, "st", "share of item starts");
  }
  t.add("nearrun", "n_d", "blocks to the nearest run of two items or more, up to 20; 21: none");
  t.add("nearrun", "n_items", "its items");
  t.add("nearrun", "n_gap", "its cohesion gap");
  t.add("nearrun", "n_tpath", "same tag path as its titles");
  t.add("nearrun", "n_fpath", "same tag path as its teasers");
  t.add("nearrun", "n_top", "same top container");
  t.add("nearrun", "n_has", "its share of items with a teaser");
  t.add("nearrun", "n_u", "(units less its title's) over their sum");

  t.add("repeats", "cp_n", "L(other blocks with the same text)");
  t.add("repeats", "cp_b", "L(blocks back to the one before), -1: none");
  t.add("repeats", "cp_a", "L(blocks to the next one), -1: none");
  t.add("repeats", "cp_blv", "levels up to an element that holds the one before as well, up to 12; 15: none");
  t.add("repeats", "cp_alv", "likewise for the next one");
  for (int k = 1; k < 4; ++k)
    t.add("repeats", "cp_c", k, "",
          "share of the k-th distinct container that stands earlier on the page, short blocks aside");
  t.add("repeats", "cp_w", "likewise of four blocks to each side");
  t.add("repeats", "cp_page", "likewise of the page");

  t.add("articles", "h1_n", "headings of level 1 up to here, up to 6");
  t.add("articles", "h1_d", "blocks since the last of them, up to 200; -1: none");
  t.add("articles", "ar_idx", "which outermost <article> it stands in, up to 12; -1: none");
  t.add("articles", "ar_own", "1: that with the title block or the top, -1: another, 0: none");
  t.add("articles", "ar_n", "L(outermost articles of the page)");
  t.add("articles", "ar_u", "L(units of its own); -1: none");
  return t;
}

inline constexpr auto kFeatureTable = make_features();
inline constexpr std::size_t kFeatureCount = kFeatureTable.count;

// The column's number; a name that is not in the table does not compile.
consteval std::size_t column(std::string_view name) {
  const std::size_t found = kFeatureTable.find(name);
  if (found >= kFeatureCount) throw "no such feature";
  return found;
}

inline constexpr std::array<std::string_view, 25> kCountedTags = {
    "p",        "li", "table", "td",     "img",  "form",       "input", "article", "section",
    "h1",       "h2", "h3",    "pre",    "code", "blockquote", "a",     "time",    "button",
    "noscript", "dl", "br",    "figure", "nav",  "aside",      "main"};
inline constexpr std::array<std::string_view, 18> kJsonLdTypes = {
    "article", "newsarticle",    "blogposting",    "product",      "discussionforumposting",
    "qapage",  "collectionpage", "itemlist",       "organization", "localbusiness",
    "faqpage", "breadcrumblist", "service",        "techarticle",  "webpage",
    "person",  "offer",          "aggregaterating"};

// Kinds of pages by words of their address; the words are in fill_url.cpp.
inline constexpr std::array<std::string_view, 7> kUrlWordGroups = {"forum", "product", "category", "docs",
                                                                   "blog",  "service", "list"};
inline constexpr std::size_t kUrlFeatures = 9 + kUrlWordGroups.size();

constexpr auto make_page_features() {
  FeatureTable<128> t;
  for (const std::string_view name : {"u", "nb", "ld", "long", "nlong", "cjk", "top_u", "top_sh", "top_ld", "sn",
                                      "money", "date", "head", "img", "elements", "elements_u"})
    t.add("page", name, "as the block features p_* and s_*: totals and means of the page and its top container");
  const auto prefixed = [&](std::string_view group, std::string_view prefix, std::string_view word,
                            std::string_view meaning) {
    std::array<char, 20> name{};
    std::size_t size = 0;
    for (const char c : prefix) name[size++] = c;
    for (const char c : word.substr(0, 17)) name[size++] = c;
    t.add(group, {name.data(), size}, meaning);
  };
  for (const std::string_view tag : kCountedTags) prefixed("tags", "n_", tag, "L(elements)");
  for (const std::string_view group : kWordGroups)
    prefixed("hints", "g_", group, "share of elements with such a class or id word");
  for (const std::string_view type : kJsonLdTypes) prefixed("types", "j_", type, "JSON-LD names this type");
  for (const std::string_view name : {"og_article", "og_product", "og_website", "body"})
    t.add("types", name, "og:type says so; JSON-LD has a body");
  for (const std::string_view name : {"rep", "rep_u", "top_classes", "top_nb", "h1", "most_u", "most_sh", "most_ld",
                                      "big_sh", "big_n", "big_u", "big_ld"})
    t.add("repetition", name, "the most repeated item, and the repeated item that holds most text");
  t.add("url", "u_depth", "segments of the address's path, -1: no address");
  t.add("url", "u_len", "bytes of the path");
  t.add("url", "u_digits", "digits in the path");
  t.add("url", "u_query", "bytes of the query");
  t.add("url", "u_dashes", "most dashes in a segment");
  t.add("url", "u_lastdash", "dashes in the last segment");
  t.add("url", "u_lastdig", "digits in the last segment");
  t.add("url", "u_ext", "the last segment has a dot");
  t.add("url", "u_year", "the path holds a year");
  for (const std::string_view group : kUrlWordGroups)
    prefixed("url", "u_", group, "words of this group: a half each, one more where it is a whole segment");
  return t;
}
inline constexpr auto kPageFeatureTable = make_page_features();
inline constexpr std::size_t kPageFeatureCount = kPageFeatureTable.count;

}  // namespace pith::blocks
