// From a block to a body: HTTP heads, chunks, content codings, digests.
#include <brotli/encode.h>

#include <algorithm>

#include "archive/http.h"
#include "damage.h"
#include "support.h"

namespace pith::archive_test {
namespace {

ArchiveRecord record_of(std::string_view block, RecordKind kind = RecordKind::response) {
  ArchiveRecord record;
  record.kind = kind;
  record.content_type = "application/http; msgtype=response";
  record.bytes.append(block);
  record.block_size = block.size();
  return record;
}

struct Head {
  const char* what;
  std::string block;
  int status;  // 0: none
  const char* type;
  const char* body;
  bool good = true;
};

TEST(Pith_HttpHead, IsReadAsLenientlyAsBrowsersDo) {
  const Head heads[] = {
      {"plain", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nx", 200, "text/html", "x"},
      {"LF alone", "HTTP/1.1 200 OK\nContent-Type: text/html\n\nx", 200, "text/html", "x"},
      {"mixed line ends", "HTTP/1.1 200 OK\r\nContent-Type: text/html\n\r\nx", 200, "text/html", "x"},
      {"no headers", "HTTP/1.1 404 Not Found\r\n\r\nx", 404, "", "x"},
      {"HTTP/2", "HTTP/2 200\r\ncontent-type: text/html\r\n\r\nx", 200, "text/html", "x"},
      {"no reason", "HTTP/1.0 200\r\n\r\nx", 200, "", "x"},
      {"two spaces", "HTTP/1.1  200 OK\r\n\r\nx", 200, "", "x"},
      {"lower case", "http/1.1 200 ok\r\n\r\nx", 200, "", "x"},
      {"ICY", "ICY 200 OK\r\n\r\nx", 200, "", "x"},
      {"space before the colon", "HTTP/1.1 200 OK\r\nContent-Type : text/html\r\n\r\nx", 200, "text/html", "x"},
      {"folded", "HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n charset=gbk\r\n\r\nx", 200, "text/html; charset=gbk",
       "x"},
      {"line without colon", "HTTP/1.1 200 OK\r\nnonsense\r\nContent-Type: text/html\r\n\r\nx", 200, "text/html", "x"},
      {"interim response", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx", 200, "", "x"},
      {"no end", "HTTP/1.1 200 OK\r\nContent-Type: text/html", 200, "text/html", "", false},
      {"no status", "HTTP/1.1\r\nContent-Type: text/html\r\n\r\nx", 0, "text/html", "x", false},
      {"status no number", "HTTP/1.1 OK\r\n\r\nx", 0, "", "x", false},
  };
  for (const auto& [what, block, status, type, body, good] : heads) {
    ArchiveRecord record = record_of(block);
    decode_payload(record);
    EXPECT_EQ(record.http_status.value_or(0), status) << what;
    EXPECT_EQ(record.content_type, type) << what;
    EXPECT_EQ(record.body(), body) << what;
    EXPECT_EQ(record.notes.empty(), good) << what;
  }
}

struct Chunks {
  const char* what;
  std::string body;
  std::string expected;
  bool chunked = true;
  bool cut = false;
  bool broken = false;
};

TEST(Rfc9112_Chunked, IsUndone) {
  const Chunks cases[] = {
      {"two", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde"},
      {"extension", "3;x=y\r\nabc\r\n0\r\n\r\n", "abc"},
      {"spaces and zeros", "0003 \r\nabc\r\n0\r\n\r\n", "abc"},
      {"LF alone", "3\nabc\n0\n\n", "abc"},
      {"upper case", "A\r\n0123456789\r\n0\r\n\r\n", "0123456789"},
      {"trailers", "1\r\na\r\n0\r\nX: y\r\n\r\n", "a"},
      {"cut in a chunk", "5\r\nabc", "abc", true, true},
      {"no last chunk", "3\r\nabc\r\n", "abc", true, true},
      {"not chunked", "<p>text\nmore", "", false, false, true},
      {"breaks off", "3\r\nabc\r\nxyz\r\n", "abc", true, false, true},
      {"size too large", "fffffffffffffffff\r\nabc", "", false, false, true},
      {"largest size", "ffffffffffffffff\r\nabc", "abc", true, true},
      {"sign", "-3\r\nabc\r\n", "", false, false, true},
      {"empty", "", "", false, true},
  };
  for (const auto& [what, body, expected, chunked, cut, broken] : cases) {
    const archive::Unchunked undone = archive::unchunk(body);
    EXPECT_EQ(undone.bytes.view(), expected) << what;
    EXPECT_EQ(undone.chunked, chunked) << what;
    EXPECT_EQ(undone.cut, cut) << what;
    EXPECT_EQ(undone.rest.data() != nullptr, broken) << what;
  }
}

TEST(Pith_Chunked, WhatIsBrokenIsKeptAsItStands) {
  ArchiveRecord record = record_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz");
  decode_payload(record);
  EXPECT_EQ(record.body(), "abcxyz");
  EXPECT_TRUE(record.has(ArchiveProblem::bad_chunks));
  record = record_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>whole");
  decode_payload(record);
  EXPECT_EQ(record.body(), "<p>whole");
}

std::string brotli(std::string_view bytes) {
  std::string out(BrotliEncoderMaxCompressedSize(bytes.size()), '\0');
  std::size_t size = out.size();
  BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()),
                        &size, reinterpret_cast<std::uint8_t*>(out.data()));
  out.resize(size);
  return out;
}

// As zlib, or without its head and trailer (RFC 1950, 2.2).
std::string zlib(std::string_view bytes, bool raw) {
  std::string out(compressBound(bytes.size()), '\0');
  uLongf size = out.size();
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  out.resize(size);
  return raw ? out.substr(2, out.size() - 6) : out;
}

struct Encoded {
  const char* coding;
  std::string body;
  bool good = true;
};

TEST(Rfc9110_ContentCoding, IsUndone) {
  const std::string page = "<p>" + words(5000, 1);
  const Encoded cases[] = {
      {"gzip", gzip(page)},
      {"x-gzip", gzip(page)},
      {"GZIP", gzip(page)},
      {"gzip", gzip(page.substr(0, 100)) + gzip(page.substr(100))},
      {"gzip", gzip(page) + "trailing"},
      {"deflate", zlib(page, false)},
      {"deflate", zlib(page, true)},
      {"br", brotli(page)},
      {"zstd", zstd(page)},
      {"identity", page},
      {"utf-8", page},
      {"gzip, br", brotli(gzip(page))},
      {"br, gzip, zstd", zstd(gzip(brotli(page)))},
      {"gzip", page, false},
      {"br", page, false},
      {"deflate", page, false},
      {"zstd", page, false},
      {"gzip, gzip", gzip(page), false},
  };
  for (const auto& [coding, body, good] : cases) {
    ArchiveRecord record = record_of("HTTP/1.1 200 OK\r\nContent-Encoding: " + std::string(coding) + "\r\n\r\n" + body);
    decode_payload(record);
    EXPECT_EQ(record.body(), page) << coding;
    EXPECT_EQ(record.notes.empty(), good) << coding;
  }
}

TEST(Rfc9110_ContentCoding, WhatCanBeDecodedIsKept) {
  const std::string page = "<p>" + words(50'000, 1);
  for (const auto& [coding, body] :
       {std::pair{"gzip", gzip(page)}, {"deflate", zlib(page, false)}, {"br", brotli(page)}}) {
    ArchiveRecord record = record_of("HTTP/1.1 200 OK\r\nContent-Encoding: " + std::string(coding) + "\r\n\r\n" +
                                     body.substr(0, body.size() / 2));
    decode_payload(record);
    EXPECT_GT(record.body().size(), 1000U) << coding;
    EXPECT_TRUE(page.starts_with(record.body())) << coding;
    EXPECT_TRUE(record.has(ArchiveProblem::bad_encoding)) << coding;
  }
}

TEST(Pith_ContentCoding, ABombEndsAtTheLimit) {
  const std::string zeros(20'000'000, '\0');
  for (const auto& [coding, body] : {std::pair{"gzip", gzip(zeros)},
                                     {"br", brotli(zeros)},
                                     {"zstd", zstd(zeros)},
                                     {"gzip, gzip", gzip(gzip(zeros))}}) {
    ArchiveRecord record = record_of("HTTP/1.1 200 OK\r\nContent-Encoding: " + std::string(coding) + "\r\n\r\n" + body);
    decode_payload(record, {.body = 100'000});
    EXPECT_EQ(record.body().size(), 100'000U) << coding;
    EXPECT_TRUE(record.truncated) << coding;
    EXPECT_TRUE(record.has(ArchiveProblem::over_limit)) << coding;
  }
}

struct Digest {
  const char* label;
  DigestCheck expected;
};

TEST(Warc11_Digest, IsCheckedInEveryWriting) {
  const Digest digests[] = {
      {"sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N", DigestCheck::ok},
      {"sha1:vl2mmho4yxukfwv63yhtwsbm3gxksq2n", DigestCheck::ok},
      {"SHA-1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", DigestCheck::ok},
      {"sha1:qvTGHdzF6KLavt4PO0gs2a6pQ00=", DigestCheck::ok},
      {"md5:5d41402abc4b2a76b9719d911017c592", DigestCheck::ok},
      {"sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", DigestCheck::ok},
      {"sha256:FTZE3OS7WCRQ4JXIHMVMLOPCTYNRMHS4D6TUEXTTAQZWFE4LTASA====", DigestCheck::ok},
      {"sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2A", DigestCheck::wrong},
      {"sha1:", DigestCheck::none},
      {"blake3:abc", DigestCheck::none},
      {"nonsense", DigestCheck::none},
  };
  for (const auto& [label, expected] : digests) {
    ArchiveRecord record = record_of("hello", RecordKind::resource);
    record.headers = {{"WARC-Block-Digest", label}, {"WARC-Payload-Digest", label}};
    verify_digests(record);
    EXPECT_EQ(record.block_digest, expected) << label;
    EXPECT_EQ(record.payload_digest, expected) << label;
  }
}

// Of the body as it was sent, or with its chunks undone: writers differ.
TEST(Warc11_Digest, OfAPayloadMayLeaveOutTheChunks) {
  for (const char* body : {"hello", "5\r\nhello\r\n0\r\n\r\n"}) {
    ArchiveRecord record = record_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(body));
    record.headers = {{"Content-Type", "application/http"},
                      {"WARC-Payload-Digest", "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N"}};
    verify_digests(record);
    EXPECT_EQ(record.payload_digest, DigestCheck::ok) << body;
  }
}

TEST(Pith_Problems, EachHasANameAndALine) {
  std::vector<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(ArchiveProblem::warc_truncated); ++i) {
    const auto problem = static_cast<ArchiveProblem>(i);
    EXPECT_FALSE(message(problem).empty());
    names.push_back(to_string(problem));
  }
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
}

}  // namespace
}  // namespace pith::archive_test
