// From bytes to an Article. Pure: no files, network, clock, locale or state; equal input and options give equal output,
// on any thread and any machine.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "pith/article.h"
#include "pith/export.h"

namespace pith {

// A page as it was crawled. The views must outlive the call only.
struct Input {
  std::string_view bytes = {};
  std::string_view url = {};           // absolute, or empty
  std::string_view content_type = {};  // the HTTP header's value, e.g. "text/html; charset=gbk", or empty
  std::optional<int> http_status = {};
  std::string_view crawl_date = {};  // ISO 8601, or empty; dates after it are not believed
};

// None depends on the clock, so results are the same everywhere.
struct Limits {
  std::size_t bytes = std::size_t{64} << 20;  // of input read
  std::size_t nodes = 2'000'000;              // of the document
  std::size_t depth = 512;                    // of nesting kept
  std::size_t attributes = 256;               // on one tag
  std::size_t blocks = 100'000;               // of text; each takes some 2 KB while it is judged
};

enum class Bias { balanced, precision, recall };

// What an Article may be without, in every form that is made of it.
struct Parts {
  bool tables = true;  // of data; cells of tables that only lay out the page are text
  bool images = true;
  bool links = true;  // their text stays
  bool comments = true;
};

struct Options {
  Bias bias = Bias::balanced;
  Limits limits;
  Parts parts = {};
  bool all_blocks = false;  // Article::blocks holds dropped blocks too, with paths
};

// Never throws (but for std::bad_alloc) and never fails: see Article::status.
//
//   pith::Article article = pith::extract({.bytes = html, .url = "https://example.org/a"});
//   if (article.status == pith::Status::ok) std::cout << article.text;
PITH_API Article extract(const Input& input, const Options& options = {});

}  // namespace pith
