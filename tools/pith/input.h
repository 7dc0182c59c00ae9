// Bytes from files, streams and URLs, with failures a person can act on.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "pith/article.h"
#include "pith/crawl.h"
#include "pith/fetch.h"

namespace pith::program {

// What failed, where, and what to do, in one line.
struct Failure {
  std::string message;
};

using Bytes = std::variant<std::string, Failure>;

// At most `limit` bytes; the rest is not read.
Bytes read_file(const std::string& path, std::size_t limit);
Bytes read_stdin(std::size_t limit);

// The content of a gzip file; one that is not compressed is read as it is.
Bytes read_gzip(const std::string& path, std::size_t limit);

// A page and what is known of it.
struct Page {
  std::string bytes;
  std::string url;
  std::string content_type;
  std::optional<int> http_status;
};

// A page that could not be had. Gives a record with status error.
struct Missing {
  Reason reason = Reason::read_failed;
  std::string name;  // the URL or path
  std::string message;
  std::string url;  // empty for files
  std::optional<int> http_status;
};

bool is_url(const std::string& name);

// The answer's body, or why there is none: "URL: code: message (detail); what to do". An HTTP status of 400 and above
// is a failure: the body is not the page that was asked for.
std::variant<Response, Missing> fetch_page(const std::string& url, const FetchOptions& options);

// The same for a URL of a crawl that gave an error.
Missing missing_of(const CrawlResult& result);

// FILE, URL, or - for stdin. Reads one byte more than `limit`, so that extraction can tell that there is more.
std::variant<Page, Missing> load(const std::string& name, std::size_t limit, const FetchOptions& options);

// The record of a page that could not be had.
Article error_article(const Missing& missing);

}  // namespace pith::program
