#include <algorithm>
#include <cmath>

#include "fill.h"

namespace pith::blocks {
namespace {

void fill_own(const Block& block, float* row) {
  const text::Figures& f = block.figures;
  const float u = block.units;
  const auto letters = static_cast<float>(std::max(1u, f.cjk + f.alphanumerics));
  const auto characters = static_cast<float>(std::max(1u, f.characters));
  const auto capped = [](std::uint32_t value, std::uint32_t cap) { return static_cast<float>(std::min(value, cap)); };
  row[column("lu")] = static_cast<float>(log1p_units(u));
  row[column("ld")] = block.link_density;
  row[column("nl")] = capped(block.link_count, 20);
  row[column("sn")] = static_cast<float>(f.sentence_marks) / u;
  row[column("cl")] = static_cast<float>(f.clause_marks) / u;
  row[column("nsn")] = capped(f.sentence_marks, 10);
  row[column("ncl")] = capped(f.clause_marks, 20);
  row[column("dig")] = static_cast<float>(f.digits) / letters;
  row[column("up")] = static_cast<float>(f.upper) / letters;
  row[column("sym")] = static_cast<float>(f.symbol_marks) / characters;
  row[column("quo")] = static_cast<float>(f.quote_marks) / u;
  row[column("bold")] = block.bold;
  row[column("img")] = capped(block.images_before, 5);
  row[column("br")] = block.breaks_before;
  row[column("end")] = f.ends_sentence;
  row[column("low")] = f.starts_lower;
  row[column("ntag")] = capped(block.tags_before, 30) / u;
  row[column("cjk")] = static_cast<float>(f.cjk) / characters;
  row[column("date")] = block.has_date;
  row[column("by")] = block.byline;
  row[column("money")] = block.money;
  row[column("copy")] = block.copyright;
  row[column("inp")] = capped(block.inputs_before, 5);
  row[column("h")] = block.heading;
  row[column("ell")] = f.ends_ellipsis;
  row[column("whole")] = block.link_density >= 0.85f;
  row[column("lead_u")] = static_cast<float>(log1p_units(block.lead_units));
  row[column("gap")] = block.mean_gap < 0 ? -1 : static_cast<float>(log1p_units(block.mean_gap));
  row[column("sstart")] = block.sentence_starts;
  row[column("split")] = capped(block.split, 3);
  row[column("pre")] = block.preformatted;
}

void fill_position(Page& page, std::size_t i, float* row) {
  const double total = std::max(page.units.total(), 1e-6);
  const auto n = static_cast<double>(page.count);
  const double before = page.units.sum(0, i);
  row[column("pos")] = static_cast<float>(before / total);
  row[column("posb")] = static_cast<float>(static_cast<double>(i) / n);
  row[column("left")] = static_cast<float>(log1p_units(total - page.units.sum(0, i + 1)));
  row[column("posl")] = static_cast<float>(page.long_units.sum(0, i) / std::max(page.long_units.total(), 1.0));
  row[column("before")] = static_cast<float>(log1p_units(before));
  row[column("te")] = page.title_likeness[i];
  row[column("dh")] = row[column("dhu")] = -99;
  if (page.title_block < 0) return;
  const auto at = static_cast<std::int64_t>(i);
  row[column("dh")] = static_cast<float>(std::clamp<std::int64_t>(at - page.title_block, -60, 200));
  const double distance = log1p_units(std::abs(before - page.units.sum(0, static_cast<std::size_t>(page.title_block))));
  row[column("dhu")] = static_cast<float>(at < page.title_block ? -distance : distance);
}

}  // namespace

void fill_block(Page& page) {
  for (std::size_t i = 0; i < page.count; ++i) {
    float* row = page.row(i);
    fill_own(page.table.blocks[i], row);
    fill_position(page, i, row);
  }
}

}  // namespace pith::blocks
