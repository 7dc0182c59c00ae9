#include "ascii.h"
#include "digest.h"
#include "http.h"
#include "pith/archive.h"

namespace pith {
namespace {

std::string_view without_padding(std::string_view text) {
  return text.substr(0, text.find_last_not_of('=') + 1);
}

// "algorithm:value", the value in base32, hex or base64: which one, its length and characters leave open, so all are
// tried.
DigestCheck check(std::string_view label, std::string_view bytes) {
  const std::size_t colon = label.find(':');
  if (colon == label.npos) return DigestCheck::none;
  const std::string_view value = without_padding(archive::trimmed(label.substr(colon + 1)));
  const auto raw = archive::digest(archive::trimmed(label.substr(0, colon)), bytes);
  if (!raw || value.empty()) return DigestCheck::none;
  const std::string base32 = archive::to_base32(*raw);
  const std::string base64 = archive::to_base64(*raw);
  const bool same = archive::equals_ignoring_case(value, archive::to_hex(*raw)) ||
                    archive::equals_ignoring_case(value, without_padding(base32)) || value == without_padding(base64);
  return same ? DigestCheck::ok : DigestCheck::wrong;
}

}  // namespace

void verify_digests(ArchiveRecord& record) {
  if (record.has(ArchiveProblem::over_limit) && record.truncated) return;
  record.block_digest = check(record.header("WARC-Block-Digest"), record.block());
  // A revisit's is the digest of the payload that it does not hold (WARC 1.1, 6.7).
  const std::string_view label = record.header("WARC-Payload-Digest");
  if (label.empty() || record.kind == RecordKind::revisit) return;
  const bool http = record.kind == RecordKind::response || record.kind == RecordKind::request;
  const bool has_head = http && archive::starts_with_ignoring_case(record.header("Content-Type"), "application/http");
  if (!has_head) {
    record.payload_digest = check(label, record.block());
    return;
  }
  const std::string_view payload =
      record.block().substr(archive::read_http_head(record.block(), record.block_size).size);
  record.payload_digest = check(label, payload);
  if (record.payload_digest != DigestCheck::wrong) return;
  const archive::Unchunked unchunked = archive::unchunk(payload);
  if (unchunked.chunked) record.payload_digest = check(label, unchunked.bytes.view());
}

}  // namespace pith
