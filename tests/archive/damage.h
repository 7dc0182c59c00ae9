// Archives of five pages of which the middle one, or what is around it, is damaged: a table of kinds. damage_test.cpp
// says what must come out of each.
#pragma once

#include <zlib.h>
#include <zstd.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "pith/archive.h"

namespace pith::archive_test {

enum class Container { plain, gzip, zstd, one_gzip };

inline std::string gzip(std::string_view bytes) {
  z_stream stream = {};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string zstd(std::string_view bytes, std::string_view dictionary = {}) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  if (!dictionary.empty()) ZSTD_CCtx_loadDictionary(context, dictionary.data(), dictionary.size());
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size()));
  ZSTD_freeCCtx(context);
  return out;
}

inline std::string packed(std::string_view bytes, Container container) {
  if (container == Container::gzip) return gzip(bytes);
  return container == Container::zstd ? zstd(bytes) : std::string(bytes);
}

inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == text.npos) throw std::logic_error("nothing to replace: " + std::string(from));
  return text.replace(at, from.size(), to);
}

// Words that do not compress to nothing.
inline std::string words(std::size_t size, std::uint32_t seed) {
  std::string out;
  while (out.size() < size) {
    seed = seed * 1664525 + 1013904223;
    for (std::uint32_t left = seed >> 8; left > 0; left /= 26) out.push_back(static_cast<char>('a' + left % 26));
    out.push_back(seed >> 28 == 0 ? '\n' : ' ');
  }
  out.resize(size);
  return out;
}

inline std::string page_of(int number) {
  return "<p>page " + std::to_string(number) + "\n" + words(1500, static_cast<std::uint32_t>(number)) + "</p>\n";
}
inline std::string url_of(int number) {
  return "http://a.example/" + std::to_string(number);
}

inline std::string warc_record(int number) {
  const std::string http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page_of(number);
  return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: " + url_of(number) +
         "\r\nWARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Record-ID: <urn:x:" + std::to_string(number) +
         ">\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: " + std::to_string(http.size()) +
         "\r\n\r\n" + http + "\r\n\r\n";
}

inline std::string arc_record(int number) {
  const std::string http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page_of(number);
  return url_of(number) + " 192.0.2.1 20080430204825 text/html " + std::to_string(http.size()) + "\n" + http + "\n";
}

struct Damaged {
  std::string bytes = {};
  std::size_t at = 0;        // where the damaged record, or the garbage, lies
  bool in_a_record = false;  // whether the damaged record's head can be read
};

struct DamageKind {
  std::string name;
  ArchiveProblem problem;
  std::function<Damaged()> make;
  int whole = 4;  // pages that come out whole
};
inline void PrintTo(const DamageKind& kind, std::ostream* out) {
  *out << kind.name;
}

// Five records, the middle one as `damage` makes it of its text.
inline Damaged with_record(Container container, const std::function<std::string(int)>& record,
                           const std::function<std::string(std::string)>& damage, bool in_a_record) {
  Damaged all{.in_a_record = in_a_record};
  std::string text;
  for (int i = 0; i < 5; ++i) {
    const std::string one = i == 2 ? damage(record(i)) : record(i);
    if (i == 2) all.at = all.bytes.size();
    if (container == Container::one_gzip) text += one;
    all.bytes += container == Container::one_gzip ? "" : packed(one, container);
  }
  if (container == Container::one_gzip) {
    all.at = 0;
    all.bytes = gzip(text);
  }
  return all;
}

// The same with the middle record damaged as it is stored.
inline Damaged with_member(Container container, const std::function<std::string(std::string)>& damage,
                           bool in_a_record) {
  Damaged all{.in_a_record = in_a_record};
  for (int i = 0; i < 5; ++i) {
    const std::string one = packed(warc_record(i), container);
    if (i == 2) all.at = all.bytes.size();
    all.bytes += i == 2 ? damage(one) : one;
  }
  return all;
}

// The same with something between the second and the third, which are all whole.
inline Damaged with_garbage(Container container, std::string_view garbage) {
  Damaged all = with_member(
      container, [garbage](const std::string& one) { return std::string(garbage) + one; }, false);
  return all;
}

inline void add_heads(std::vector<DamageKind>& kinds) {
  using Edit = std::function<std::string(std::string)>;
  struct Head {
    const char* name;
    ArchiveProblem problem;
    bool in_a_record;
    Edit edit;
  };
  const auto length = [](const char* to) {
    return [to](std::string text) {
      const std::size_t begin = text.find("Content-Length: ");
      return text.replace(begin, text.find("\r\n", begin) - begin, to);
    };
  };
  const Head heads[] = {
      {"length_too_long", ArchiveProblem::wrong_length, true, length("Content-Length: 1700")},
      {"length_over_next", ArchiveProblem::wrong_length, true, length("Content-Length: 3700")},
      {"length_over_end", ArchiveProblem::wrong_length, true, length("Content-Length: 1000000")},
      {"length_too_short", ArchiveProblem::wrong_length, true, length("Content-Length: 700")},
      {"length_zero", ArchiveProblem::wrong_length, true, length("Content-Length: 0")},
      {"length_absent", ArchiveProblem::wrong_length, true, length("X-Nothing: 1")},
      {"length_huge", ArchiveProblem::wrong_length, true, length("Content-Length: 99999999999")},
      {"length_overflows", ArchiveProblem::wrong_length, true, length("Content-Length: 99999999999999999999999")},
      {"length_largest", ArchiveProblem::wrong_length, true, length("Content-Length: 18446744073709551615")},
      {"length_negative", ArchiveProblem::wrong_length, true, length("Content-Length: -5")},
      {"length_no_number", ArchiveProblem::wrong_length, true, length("Content-Length: many")},
      {"head_10_mb", ArchiveProblem::head_too_long, false,
       [](std::string text) {
         return replaced(std::move(text), "WARC-Date", "X: " + std::string(10'000'000, 'x') + "\r\nD");
       }},
      {"head_of_10_mb_lines", ArchiveProblem::head_too_long, false,
       [](std::string text) {
         std::string many;
         while (many.size() < 10'000'000) many += "X-Header: some value\r\n";
         return replaced(std::move(text), "WARC-Date", many + "D");
       }},
      {"head_cr_only", ArchiveProblem::bad_head, false,
       [](std::string text) {
         const std::size_t end = text.find("\r\n\r\n");
         std::string head;
         for (const char c : text.substr(0, end + 4)) head += c == '\n' ? std::string() : std::string(1, c);
         return head + text.substr(end + 4);
       }},
      {"head_of_nuls", ArchiveProblem::garbage, false,
       [](std::string text) {
         const std::size_t end = text.find("\r\n\r\n");
         return std::string(end + 4, '\0') + text.substr(end + 4);
       }},
      {"record_of_nuls", ArchiveProblem::garbage, false,
       [](std::string text) { return std::string(text.size(), '\0'); }},
      {"version_broken", ArchiveProblem::garbage, false,
       [](std::string text) { return replaced(std::move(text), "WARC/1.0", "WARX/1.0"); }},
      {"version_long", ArchiveProblem::bad_head, false,
       [](std::string text) { return replaced(std::move(text), "WARC/1.0", "WARC/1.0" + std::string(100, ' ')); }},
      {"head_cut", ArchiveProblem::bad_head, false, [](std::string text) { return text.substr(0, 100) + "\r\n"; }},
      {"block_cut", ArchiveProblem::wrong_length, true, [](std::string text) { return text.substr(0, 900); }},
  };
  for (const auto& [name, problem, in_a_record, edit] : heads) {
    for (const auto& [suffix, container] : {std::pair{"", Container::plain},
                                            {"_gzip", Container::gzip},
                                            {"_zstd", Container::zstd},
                                            {"_one_gzip", Container::one_gzip}}) {
      kinds.push_back(
          {std::string(name) + suffix, problem, [container = container, edit = edit, in_a_record = in_a_record] {
             return with_record(container, warc_record, edit, in_a_record);
           }});
    }
  }
}

inline void add_members(std::vector<DamageKind>& kinds) {
  using Edit = std::function<std::string(std::string)>;
  const auto add = [&kinds](const char* name, Container container, ArchiveProblem problem, bool in_a_record,
                            Edit edit) {
    kinds.push_back({name, problem, [=] { return with_member(container, edit, in_a_record); }});
  };
  const Edit half = [](std::string one) { return one.substr(0, one.size() / 2); };
  const Edit few = [](std::string one) { return one.substr(0, 30); };
  const auto flip = [](std::size_t from_end) {
    return [from_end](std::string one) {
      one[one.size() - from_end] = static_cast<char>(one[one.size() - from_end] ^ 0x55);
      return one;
    };
  };
  const Edit middle = [](std::string one) {
    for (std::size_t i = 0; i < 20; ++i) one[one.size() / 2 + i] = static_cast<char>(one[one.size() / 2 + i] ^ 0xA5);
    return one;
  };
  const Edit no_magic = [](std::string one) { return "xx" + one.substr(2); };
  add("gzip_cut", Container::gzip, ArchiveProblem::bad_member, true, half);
  add("gzip_cut_in_its_trailer", Container::gzip, ArchiveProblem::bad_member, true,
      [](std::string one) { return one.substr(0, one.size() - 5); });
  add("gzip_cut_at_once", Container::gzip, ArchiveProblem::bad_member, false, few);
  add("gzip_crc", Container::gzip, ArchiveProblem::bad_checksum, true, flip(8));
  add("gzip_size", Container::gzip, ArchiveProblem::bad_checksum, true, flip(4));
  add("gzip_middle", Container::gzip, ArchiveProblem::bad_checksum, true, middle);
  add("gzip_no_magic", Container::gzip, ArchiveProblem::garbage, false, no_magic);
  add("zstd_cut", Container::zstd, ArchiveProblem::bad_member, false, half);
  add("zstd_cut_in_its_checksum", Container::zstd, ArchiveProblem::bad_member, true,
      [](std::string one) { return one.substr(0, one.size() - 2); });
  add("zstd_checksum", Container::zstd, ArchiveProblem::bad_checksum, true, flip(1));
  add("zstd_no_magic", Container::zstd, ArchiveProblem::garbage, false, no_magic);
  add("zstd_wrong_dictionary", Container::zstd, ArchiveProblem::bad_dictionary, false, [](const std::string&) {
    // A dictionary with an id (RFC 8878, 6) is what a frame can be checked against; here the file has none.
    std::string frame = zstd(warc_record(2));
    frame[4] = static_cast<char>(frame[4] | 1);  // an id of one byte
    return frame.insert(frame[4] & 0x20 ? 5 : 6, 1, '\x77');
  });
}

inline void add_garbage(std::vector<DamageKind>& kinds) {
  const auto add = [&kinds](const char* name, Container container, const std::string& garbage,
                            ArchiveProblem problem = ArchiveProblem::garbage) {
    kinds.push_back({name, problem, [=] { return with_garbage(container, garbage); }, 5});
  };
  const std::string text = words(5000, 7);
  add("garbage", Container::plain, text);
  add("garbage_of_nuls", Container::plain, std::string(5000, '\0'));
  add("garbage_that_says_warc", Container::plain, "the WARC/1.0 format\nWARC/ is what WARC/1.x begins with\n");
  add("garbage_gzip", Container::gzip, text);
  add("garbage_gzip_of_nuls", Container::gzip, std::string(5000, '\0'));
  add("garbage_gzip_magic", Container::gzip, "\x1f\x8b\x08" + std::string(40, '\x11'), ArchiveProblem::bad_member);
  add("garbage_zstd", Container::zstd, text);
  add("garbage_zstd_head", Container::zstd, "\x28\xb5\x2f\xfd\x08" + text,
      ArchiveProblem::bad_member);  // a reserved bit
  add("garbage_zstd_magic", Container::zstd, "\x28\xb5\x2f\xfd" + text, ArchiveProblem::bad_member);
}

inline void add_arcs(std::vector<DamageKind>& kinds) {
  using Edit = std::function<std::string(std::string)>;
  struct Arc {
    const char* name;
    ArchiveProblem problem;
    bool in_a_record;
    Edit edit;
  };
  const auto length = [](const char* to) {
    return [to](std::string text) {
      const std::size_t end = text.find('\n');
      const std::size_t begin = text.rfind(' ', end) + 1;
      return text.replace(begin, end - begin, to);
    };
  };
  const Arc arcs[] = {
      {"arc_line_broken", ArchiveProblem::garbage, false,
       [](std::string text) { return "\x01\x02" + text.substr(20); }},
      {"arc_line_without_length", ArchiveProblem::garbage, false, length("-")},
      {"arc_length_too_long", ArchiveProblem::wrong_length, true, length("1700")},
      {"arc_length_over_next", ArchiveProblem::wrong_length, true, length("3700")},
      {"arc_length_too_short", ArchiveProblem::wrong_length, true, length("702")},
      {"arc_length_huge", ArchiveProblem::wrong_length, true, length("99999999999")},
      {"arc_nuls", ArchiveProblem::garbage, false, [](std::string text) { return std::string(text.size(), '\0'); }},
  };
  for (const auto& [name, problem, in_a_record, edit] : arcs) {
    for (const auto& [suffix, container] : {std::pair{"", Container::plain}, {"_gzip", Container::gzip}}) {
      kinds.push_back(
          {std::string(name) + suffix, problem, [container = container, edit = edit, in_a_record = in_a_record] {
             return with_record(container, arc_record, edit, in_a_record);
           }});
    }
  }
}

inline std::vector<DamageKind> damage_kinds() {
  std::vector<DamageKind> kinds;
  add_heads(kinds);
  add_members(kinds);
  add_garbage(kinds);
  add_arcs(kinds);
  return kinds;
}

}  // namespace pith::archive_test
