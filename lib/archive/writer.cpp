// WARC records as others write them.
#include <algorithm>

#include "ascii.h"
#include "compress.h"
#include "digest.h"
#include "pith/archive.h"

namespace pith {
namespace {

// No header may end early and none begin within another.
std::string one_line(std::string_view value) {
  std::string out(value);
  std::ranges::replace_if(
      out, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return out;
}

void add_header(std::string& head, std::string_view name, std::string_view value) {
  if (!value.empty()) head.append(name).append(": ").append(one_line(value)).append("\r\n");
}

void add_id(std::string& head, std::string_view name, std::string_view id) {
  if (!id.empty()) add_header(head, name, "<" + std::string(id) + ">");
}

std::string sha1(std::string_view bytes) {
  return "sha1:" + archive::to_base32(archive::digest("sha1", bytes).value_or(""));
}

std::string_view default_type(RecordKind kind) {
  switch (kind) {
    case RecordKind::response:
    case RecordKind::revisit:
      return "application/http; msgtype=response";
    case RecordKind::request:
      return "application/http; msgtype=request";
    case RecordKind::warcinfo:
    case RecordKind::metadata:
      return "application/warc-fields";
    default:
      return "application/octet-stream";
  }
}

bool has_payload(RecordKind kind) {
  return kind == RecordKind::response || kind == RecordKind::request || kind == RecordKind::resource ||
         kind == RecordKind::conversion;
}

std::string head_of(const WarcRecord& record, std::string_view block) {
  const std::string block_digest = sha1(block);
  std::string id = record.id;
  if (id.empty()) {
    id = warc_id(std::string(to_string(record.kind)).append("\n").append(record.url).append("\n").append(record.date) +
                 "\n" + block_digest);
  }
  std::string head = "WARC/1.1\r\n";
  add_header(head, "WARC-Type", to_string(record.kind));
  add_id(head, "WARC-Record-ID", id);
  add_header(head, "WARC-Date", record.date);
  add_header(head, "WARC-Target-URI", record.url);
  add_header(head, "WARC-Filename", record.filename);
  add_id(head, "WARC-Warcinfo-ID", record.warcinfo_id);
  add_id(head, "WARC-Refers-To", record.refers_to);
  add_id(head, "WARC-Concurrent-To", record.concurrent_to);
  for (const auto& [name, value] : record.extra) add_header(head, one_line(name), value);
  add_header(head, "Content-Type", record.content_type.empty() ? default_type(record.kind) : record.content_type);
  add_header(head, "WARC-Block-Digest", block_digest);
  if (has_payload(record.kind)) add_header(head, "WARC-Payload-Digest", sha1(record.payload));
  add_header(head, "Content-Length", std::to_string(block.size()));
  return head + "\r\n";
}

}  // namespace

ArchiveCoding coding_of_name(std::string_view path) {
  if (path.ends_with(".gz")) return ArchiveCoding::gzip;
  return path.ends_with(".zst") ? ArchiveCoding::zstd : ArchiveCoding::plain;
}

std::string warc_id(std::string_view seed) {
  std::string bytes = archive::digest("sha1", seed).value_or(std::string(20, '\0')).substr(0, 16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x50);  // version 5
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);  // the variant of RFC 9562, 4.1
  const std::string hex = archive::to_hex(bytes);
  return "urn:uuid:" + hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) +
         '-' + hex.substr(20);
}

std::string warc_bytes(const WarcRecord& record, ArchiveCoding coding) {
  const std::string block = std::string(record.http_head).append(record.payload);
  const std::string bytes = head_of(record, block).append(block).append("\r\n\r\n");
  return archive::compress(bytes, coding);
}

std::string warc_fields(const ArchiveHeaders& fields) {
  std::string out;
  for (const auto& [name, value] : fields) add_header(out, one_line(name), value);
  return out;
}

}  // namespace pith
