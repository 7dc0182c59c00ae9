#include "pith/extract.h"

#include <algorithm>

#include "comments.h"
#include "content.h"
#include "images.h"
#include "pipeline.h"

namespace pith {
namespace extract_stage {
namespace {

constexpr std::string_view kUtf8 = "text/plain; charset=utf-8";

// Calibrated: less than a third of the text is likely right.
constexpr double kLowConfidence = 0.3;

std::string_view cut(std::string_view bytes, std::size_t limit) {
  return bytes.substr(0, limit);
}

blocks::PageHints page_hints(const metadata::Hints& hints, std::string_view url) {
  return {.titles = hints.titles,
          .descriptions = hints.descriptions,
          .article_body = hints.article_body,
          .json_ld_types = hints.json_ld_types,
          .og_type = hints.og_type,
          .url = url};
}

Reason reason_of(html::ContentKind kind) {
  switch (kind) {
    case html::ContentKind::json:
      return Reason::json_content;
    case html::ContentKind::xml:
      return Reason::xml_content;
    case html::ContentKind::plain_text:
      return Reason::plain_text;
    default:
      return Reason::binary_content;
  }
}

void fill_source(const Input& input, Article& article) {
  article.id = stable_id(input.url, input.bytes);
  article.url = std::string(input.url);
  article.http_status = input.http_status;
  article.content_type = std::string(input.content_type);
  article.crawl_date = std::string(input.crawl_date);
}

bool is_link(const Span& span) {
  return span.kind == Span::Kind::link;
}

void add_warnings(const Road& road, Article& article) {
  const auto warn = [&](bool when, Reason reason) {
    if (when) article.warnings.push_back(reason);
  };
  warn(road.cut_bytes, Reason::limit_bytes);
  warn(road.document.cut_nodes, Reason::limit_nodes);
  warn(road.document.cut_depth, Reason::limit_depth);
  warn(road.document.cut_attributes, Reason::limit_attributes);
  warn(road.table.cut, Reason::limit_blocks);
  if (!article.warnings.empty()) article.status = Status::partial;
  warn(road.decoded.replaced > 0, Reason::bad_bytes);
  warn(road.decoded.label_overruled, Reason::label_overruled);
}

}  // namespace

Road::Road(const Input& input, const Options& options)
    : kind(html::sniff(input.bytes, input.content_type)),
      url(text::decode(input.url, kUtf8)),
      crawl_date(text::decode(input.crawl_date, kUtf8)) {
  const std::string_view bytes = cut(input.bytes, options.limits.bytes);
  cut_bytes = bytes.size() < input.bytes.size();
  if (kind == html::ContentKind::binary) return;
  decoded = text::decode(bytes, input.content_type);
  if (kind != html::ContentKind::html) return;
  const Limits& limits = options.limits;
  document = html::parse(decoded.text, {.nodes = limits.nodes, .depth = limits.depth, .attributes = limits.attributes});
  metadata = metadata::collect(document, url.text, crawl_date.text);
  const std::string_view address = url.text.empty() ? std::string_view(metadata.metadata.canonical_url) : url.text;
  table = blocks::build(document, page_hints(metadata.hints, address), options.limits.blocks);
}

score::Lean lean_of(Bias bias) {
  switch (bias) {
    case Bias::precision:
      return score::Lean::precision;
    case Bias::recall:
      return score::Lean::recall;
    case Bias::balanced:
      break;
  }
  return score::Lean::balanced;
}

void fill_content(const Road& road, const score::Probabilities& probabilities, const score::Decision& decision,
                  const Options& options, Article& article) {
  const std::string base = metadata::base_url(road.document, road.url.text);
  Content content(road.document, road.table, base);
  std::vector<std::uint32_t> article_index(road.table.blocks.size(), 0);
  for (blocks::BlockIndex i = 0; i < road.table.blocks.size(); ++i) {
    article_index[i] = static_cast<std::uint32_t>(article.blocks.size());
    if (!decision.kept[i] && !options.all_blocks) continue;
    Block block = content.block(i);
    const bool is_cell = block.kind == Block::Kind::table_cell;
    block.kept = decision.kept[i] && (options.parts.tables || !is_cell);
    if (!block.kept && !options.all_blocks) continue;
    if (!options.parts.links) std::erase_if(block.spans, is_link);
    block.probability = probabilities.content[i];
    block.reason =
        decision.kept[i] && !block.kept ? "tables are left out" : score::reason(road.table, i, probabilities, decision);
    if (options.all_blocks) block.path = content.path(i);
    article.blocks.push_back(std::move(block));
  }
  if (options.parts.images) article.images = find_images(road.document, road.table, base, decision.kept, article_index);
  article.text = layout_text(article.blocks);
  article.page_type = static_cast<PageType>(decision.type);
  article.page_type_score = decision.type_score;
  if (options.parts.comments)
    article.comments =
        find_comments(road.document, road.table, decision.kept, article.page_type == PageType::forum,
                      metadata::date_rules(article.metadata.language, road.url.text, road.crawl_date.text));
  article.confidence = decision.confidence;
  article.fingerprint = simhash(article.text);
  const Language language = detect_language(article.text, article.metadata.language);
  article.language = language.code;
  article.language_score = language.score;
}

}  // namespace extract_stage

Article extract(const Input& input, const Options& options) {
  using namespace extract_stage;
  Article article;
  fill_source(input, article);
  const Road road(input, options);
  article.encoding = std::string(road.decoded.encoding);
  article.encoding_source = road.decoded.encoding.empty() ? "" : std::string(text::to_string(road.decoded.source));
  if (road.kind != html::ContentKind::html) {
    article.status = Status::not_html;
    article.warnings.push_back(reason_of(road.kind));
    if (road.kind == html::ContentKind::plain_text) article.text = std::string(road.decoded.text);
    return article;
  }
  article.metadata = road.metadata.metadata;
  const score::Probabilities probabilities = score::judge(road.table);
  const score::Decision decision = score::decide(road.table, probabilities, lean_of(options.bias));
  fill_content(road, probabilities, decision, options, article);
  article.status = article.text.empty() ? Status::empty : Status::ok;
  add_warnings(road, article);
  if (article.text.empty())
    article.warnings.push_back(Reason::no_text);
  else if (!decision.has_prose || article.confidence < kLowConfidence)
    article.warnings.push_back(Reason::low_confidence);
  return article;
}

}  // namespace pith
