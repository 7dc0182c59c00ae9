// compact_lang_det.h names FILE without including what declares it, so the order matters.
// clang-format off
#include <cstdio>
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
// clang-format on

#include <algorithm>

#include "pipeline.h"

namespace pith::extract_stage {
namespace {

// CLD2 looks at the first part of a text anyway; more costs time and tells nothing.
constexpr std::size_t kLookedAt = 8192;

std::string_view whole_characters(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

// CLD2's codes are BCP 47 but for these.
std::string bcp47(std::string_view code) {
  if (code == "iw") return "he";
  if (code == "zh") return "zh-Hans";
  if (code == "zh-Hant") return "zh-Hant";
  if (code == "jw") return "jv";
  if (code == "no") return "nb";
  return std::string(code);
}

}  // namespace

Language detect_language(std::string_view text, std::string_view declared) {
  const std::string_view head = whole_characters(text, kLookedAt);
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int text_bytes = 0;
  bool reliable = false;
  const std::string hint(declared);
  CLD2::CLDHints hints = {hint.empty() ? nullptr : hint.c_str(), nullptr, CLD2::UNKNOWN_ENCODING,
                          CLD2::UNKNOWN_LANGUAGE};
  const CLD2::Language found =
      CLD2::ExtDetectLanguageSummary(head.data(), static_cast<int>(head.size()), true, &hints, 0, languages, percents,
                                     scores, nullptr, &text_bytes, &reliable);
  if (found == CLD2::UNKNOWN_LANGUAGE || !reliable || text_bytes < 20) return {std::string(declared), 0};
  const int share = languages[0] == found ? percents[0] : percents[1];
  return {bcp47(CLD2::LanguageCode(found)), std::clamp(share, 0, 100) / 100.0};
}

}  // namespace pith::extract_stage
