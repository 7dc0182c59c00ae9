// Archives: bytes to records and back. Knows nothing of extraction.
//
//   auto opened = pith::ArchiveReader::open("crawl.warc.gz");
//   if (auto* error = std::get_if<pith::ArchiveError>(&opened)) return complain(error->message);
//   auto& reader = std::get<pith::ArchiveReader>(opened);
//   while (auto record = reader.next()) {
//     pith::decode_payload(*record, limits);  // HTTP head, chunked, content codings; on any thread
//     if (record->kind == pith::RecordKind::response) use(record->url, record->body());
//   }
//
// Read: WARC 0.17 to 1.1 and ARC 1 and 2, plain, gzip, zstd (with a dictionary frame as IIPC's proposal for zstd WARC
// has it) and lz4; tar; JSON lines; a single page; each compressed or not; a folder or a list of any of these. The kind
// is told from the bytes, never from the name.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "pith/export.h"

namespace pith {

enum class RecordKind : std::uint8_t {
  response,
  resource,
  conversion,
  revisit,
  request,
  metadata,
  warcinfo,  // also an ARC's first record
  continuation,
  other,   // a WARC-Type that WARC 1.1 does not name
  page,    // of a folder, tar or JSON lines, or the file itself
  damage,  // bytes that are no record, reported once a stretch; an unreadable file
};
PITH_API std::string_view to_string(RecordKind kind);

// What is wrong with a record, in a closed list; message() has one line each.
enum class ArchiveProblem : std::uint8_t {
  // Damage: bytes are lost or doubtful.
  garbage,         // bytes that are no record
  bad_head,        // a record begins, but its head cannot be read
  head_too_long,   // longer than ArchiveLimits::head
  wrong_length,    // the length is absent, no number, or points to no record's end: read to the next record's start
  cut,             // the file or the compressed member ends within the record
  bad_member,      // a gzip member or zstd or lz4 frame that does not decode to its end
  bad_checksum,    // it decodes, but not to what its checksum says
  bad_dictionary,  // a zstd frame whose dictionary is not there, or another
  bad_json,        // a line that is no JSON object with the page in it
  unreadable,      // a file of a folder, list or tar that cannot be read
  // Mended: written against the rules, nothing lost.
  no_blank_lines,   // the next record follows without the two line ends (WARC 1.1, 4)
  bad_header_line,  // a line without a colon, passed over
  bad_json_text,    // broken UTF-8 or half a surrogate pair, replaced by U+FFFD
  // The payload, found by decode_payload().
  bad_http_head,  // without end or status line
  bad_chunks,     // the chunked coding breaks off or is wrong: what follows is kept as it stands
  not_encoded,    // labelled with a content coding that the body is not in; kept as it stands
  bad_encoding,   // the content coding breaks off: the body is what could be decoded
  // Cut: there was more.
  over_limit,      // longer than ArchiveLimits::record or ::body
  warc_truncated,  // WARC-Truncated says so (WARC 1.1, 5.13)
};
PITH_API std::string_view to_string(ArchiveProblem problem);
PITH_API std::string_view message(ArchiveProblem problem);
// Whether bytes of the record are lost or doubtful.
PITH_API bool is_damage(ArchiveProblem problem);

struct ArchiveNote {
  ArchiveProblem problem = ArchiveProblem::garbage;
  std::string detail;  // what was found, e.g. the header line; may be empty
};

// Where a record begins; ArchiveReader::seek() goes back to it.
struct ArchivePlace {
  std::uint64_t file = 0;    // number of the file in a folder or list
  std::uint64_t offset = 0;  // byte in the file as stored: the record's own, or that of the member or frame it is in
  std::uint64_t skip = 0;    // records before it from that offset
  auto operator<=>(const ArchivePlace&) const = default;
};

// none: not asked for, not given, or of an algorithm that is not known; or the record was cut.
enum class DigestCheck : std::uint8_t { none, ok, wrong };

using ArchiveHeaders = std::vector<std::pair<std::string, std::string>>;  // names as written

// Bytes that nobody has to fill first.
class PITH_API ArchiveBytes {
 public:
  ArchiveBytes() = default;
  explicit ArchiveBytes(std::size_t capacity);
  ArchiveBytes(ArchiveBytes&& other) noexcept { swap(other); }
  ArchiveBytes& operator=(ArchiveBytes&& other) noexcept;
  ArchiveBytes(const ArchiveBytes&) = delete;
  ArchiveBytes& operator=(const ArchiveBytes&) = delete;
  ~ArchiveBytes() = default;

  char* data() { return data_.get(); }
  std::string_view view() const { return {data_.get(), size_}; }
  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }
  void set_size(std::size_t size) { size_ = size; }  // at most capacity()
  void reserve(std::size_t capacity);                // keeps what is there
  void append(std::string_view bytes);
  void swap(ArchiveBytes& other) noexcept;

 private:
  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

struct ArchiveRecord {
  RecordKind kind = RecordKind::other;
  std::string kind_name;     // WARC-Type as written; else the kind's name
  std::string id;            // WARC-Record-ID without <>; empty where there is none
  std::string url;           // without <>
  std::string date;          // ISO 8601
  std::string file;          // path of the file it is in, as given or as found below a folder
  std::string name;          // of the page in a tar; of the file below a folder
  ArchivePlace place;        // where ArchiveReader::seek() finds it again
  std::uint64_t length = 0;  // stored bytes from place.offset, where the record has them for itself; else 0
  ArchiveHeaders headers;    // of the record
  std::string content_type;  // of the payload: after decode_payload() the HTTP head's, before that the record's own
  bool truncated = false;    // there was more: over_limit, warc_truncated, or cut
  std::vector<ArchiveNote> notes;  // empty when whole and well formed

  // Set by decode_payload().
  std::optional<int> http_status;
  ArchiveHeaders http_headers;

  // Set by verify_digests().
  DigestCheck block_digest = DigestCheck::none;
  DigestCheck payload_digest = DigestCheck::none;

  // As stored: the record's block with its HTTP head and codings. Valid until the record moves or decode_payload().
  std::string_view block() const { return bytes.view().substr(block_begin, block_size); }
  // The payload. Before decode_payload() the block.
  std::string_view body() const { return decoded ? decoded->view() : block().substr(body_begin); }
  // The first header of that name, whatever its case; empty if there is none.
  PITH_API std::string_view header(std::string_view name) const;
  PITH_API std::string_view http_header(std::string_view name) const;
  PITH_API bool has(ArchiveProblem problem) const;
  // Whether a note says that bytes are lost or doubtful.
  PITH_API bool damaged() const;
  // Bytes of memory that the record holds.
  std::size_t memory() const { return bytes.capacity() + (decoded ? decoded->capacity() : 0); }

  // Storage behind block() and body().
  ArchiveBytes bytes;
  std::size_t block_begin = 0;
  std::size_t block_size = 0;
  std::size_t body_begin = 0;           // within the block
  std::optional<ArchiveBytes> decoded;  // where codings were undone
};

struct ArchiveLimits {
  std::size_t record = std::size_t{16} << 20;  // bytes of a block that are kept; the rest is passed over
  std::size_t body = std::size_t{16} << 20;    // bytes of a body once codings are undone: no bomb gets beyond this
  std::size_t head = std::size_t{1} << 20;     // bytes of a record's or HTTP head
};

// What a page's fields are called in JSON lines; "a.b" is b in the object a.
struct JsonFields {
  std::string url = "url";
  std::string html = "html";
  std::string id = "id";
  std::string date = "date";
};

struct ArchiveOptions {
  ArchiveLimits limits = {};
  JsonFields json = {};
};

struct ArchiveError {
  std::string path;
  std::string message;  // what, where, and what to do, in one line
};

// Reads records one after the other, in memory bounded by a few times ArchiveLimits::record whatever the input. A
// reader is used by one thread at a time; its records belong to the caller.
class PITH_API ArchiveReader {
 public:
  // A file, "-" for standard input, a folder (its files sorted by path in order of bytes), or "@FILE", a list of paths,
  // one a line, each of which may be any of these but a list.
  static std::variant<ArchiveReader, ArchiveError> open(const std::string& path, const ArchiveOptions& options = {});
  ArchiveReader(ArchiveReader&&) noexcept;
  ArchiveReader& operator=(ArchiveReader&&) noexcept;
  ~ArchiveReader();

  // The next record, or nothing at the end. Never fails: what cannot be read is a record too, with notes that say why,
  // and reading goes on behind it. A record whose head can be read is given with what there is of it; bytes that belong
  // to none come as one `damage` record a stretch.
  std::optional<ArchiveRecord> next();

  // Goes to a record that this reader, or one of the same input, gave: next() gives it again. False if the input does
  // not lead there. Standard input goes forward only.
  bool seek(const ArchivePlace& place);

  std::uint64_t bytes_read() const;   // stored bytes behind us
  std::uint64_t bytes_total() const;  // of the input as stored; 0: not known

 private:
  class Impl;
  explicit ArchiveReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Reads the HTTP head as leniently as browsers do, undoes the chunked coding and the content codings gzip, deflate, br
// and zstd, stacked too, and fills in http_status, http_headers, content_type, body() and notes. A page that is itself
// compressed is unpacked. Records without an HTTP head keep their block as body.
PITH_API void decode_payload(ArchiveRecord& record, const ArchiveLimits& limits = {});

// Checks WARC-Block-Digest and WARC-Payload-Digest (sha1, sha256, sha512, md5; base32, hex or base64), before or after
// decode_payload(). The payload's digest may be that of the body with or without its chunked coding: both are in use.
PITH_API void verify_digests(ArchiveRecord& record);

// ---- writing

enum class ArchiveCoding : std::uint8_t { plain, gzip, zstd };

// The coding that a file's name asks for: gzip for .gz, zstd for .zst, else plain.
PITH_API ArchiveCoding coding_of_name(std::string_view path);

// A record to be written. Views must outlive the call only.
struct WarcRecord {
  RecordKind kind = RecordKind::response;
  std::string id = {};         // urn:uuid:…; empty: warc_id() of kind, url, date and block
  std::string_view url = {};   // empty: no WARC-Target-URI
  std::string_view date = {};  // ISO 8601 in UTC
  std::string_view content_type =
      {};  // empty: application/http; msgtype=… for response and request, application/warc-fields for
           // warcinfo and metadata, application/octet-stream else
  std::string_view refers_to = {};      // WARC-Refers-To, an id
  std::string_view concurrent_to = {};  // WARC-Concurrent-To, an id
  std::string_view warcinfo_id = {};    // WARC-Warcinfo-ID, an id
  std::string_view filename = {};       // WARC-Filename
  ArchiveHeaders extra = {};            // further headers
  std::string_view http_head = {};      // response and request: up to and with its empty line
  std::string_view payload = {};        // what follows it; the whole block of other kinds
};

// An id that is always the same for the same seed: "urn:uuid:" and a version 5 UUID (RFC 9562, 5.5).
PITH_API std::string warc_id(std::string_view seed);

// A WARC 1.1 record with its length, block digest and (where there is a payload) payload digest, sha1 in base32 as
// others write them; one gzip member or zstd frame. The same record gives the same bytes. Control characters in header
// values become spaces. Files are records one behind the other, a warcinfo first.
PITH_API std::string warc_bytes(const WarcRecord& record, ArchiveCoding coding);

// The block of a warcinfo or metadata record: "name: value" lines (application/warc-fields).
PITH_API std::string warc_fields(const ArchiveHeaders& fields);

}  // namespace pith
