// Any bytes as an HTTP response in a record.
#include "archive_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pith;
  if (size > fuzz::kLimits.record) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const RecordKind kind : {RecordKind::response, RecordKind::request, RecordKind::page}) {
    ArchiveRecord record;
    record.kind = kind;
    record.content_type = "application/http";
    record.headers = {{"Content-Type", "application/http"}, {"WARC-Payload-Digest", "sha1:AAAA"}};
    record.bytes.append(bytes);
    record.block_size = bytes.size();
    fuzz::check(record);
  }
  return 0;
}
