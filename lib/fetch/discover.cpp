#include "discover.h"

#include "lists.h"
#include "url.h"

namespace pith {
namespace {

class Finder {
 public:
  explicit Finder(const CrawlResult& result) : base_(result.response.final_url), host_(url::parts_of(base_).host) {}

  void add(const std::vector<std::string>& urls, PageKind kind, int depth) {
    for (const std::string& url : urls) {
      auto resolved = url::resolved(base_, url);
      auto* const found = std::get_if<std::string>(&resolved);
      if (found == nullptr || url::parts_of(*found).host != host_) continue;
      found_.push_back({std::move(*found), kind, depth});
    }
  }
  std::vector<Found> take() { return std::move(found_); }

 private:
  std::string base_;
  std::string host_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<Found> discover(const CrawlResult& result, const CrawlOptions& options) {
  if (result.error || result.not_modified) return {};
  Finder finder(result);
  if (result.kind != PageKind::page) {
    const lists::List list = lists::read(result.response.body);
    finder.add(list.sitemaps, PageKind::sitemap, result.depth);
    finder.add(list.pages, PageKind::page, result.depth);
    return finder.take();
  }
  if (options.feeds) finder.add(result.notes.feeds, PageKind::feed, result.depth);
  if (result.depth < options.depth) finder.add(result.notes.links, PageKind::page, result.depth + 1);
  return finder.take();
}

}  // namespace pith
