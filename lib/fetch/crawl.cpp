#include "pith/crawl.h"

#include "ascii.h"
#include "crawler.h"

namespace pith {
namespace {

CrawlError state_error(const std::string& path, const std::string& what) {
  const std::string name = path.empty() ? "a temporary state" : "the state " + path;
  return {"cannot keep " + name + ": " + what + "; check the folder, the disk, and that no other run uses it"};
}

}  // namespace

std::string_view reason(const CrawlResult& result) {
  if (result.error) return to_string(*result.error);
  return result.not_modified ? "not_modified" : "ok";
}

CrawlSink::~CrawlSink() = default;
bool CrawlSink::robots(const std::vector<Exchange>&) {
  return true;
}
std::string CrawlSink::position() {
  return {};
}
void CrawlSink::progress(const CrawlCounts&) {}

class Crawl::Impl {
 public:
  explicit Impl(CrawlOptions given) : options(std::move(given)), frontier(options.state) {}
  CrawlOptions options;
  Frontier frontier;

  std::optional<CrawlError> error() const {
    if (frontier.good()) return std::nullopt;
    return state_error(options.state, frontier.error());
  }
};

Crawl::Crawl(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Crawl::Crawl(Crawl&&) noexcept = default;
Crawl& Crawl::operator=(Crawl&&) noexcept = default;
Crawl::~Crawl() = default;

std::variant<Crawl, CrawlError> Crawl::open(CrawlOptions options) {
  if (ascii::has_control(options.fetch.user_agent))
    return CrawlError{"control character in the user agent; leave it out"};
  auto impl = std::make_unique<Impl>(std::move(options));
  if (auto error = impl->error()) return *std::move(error);
  Frontier& frontier = impl->frontier;
  if (impl->options.resume && !frontier.unfinished()) {
    return CrawlError{"nothing to resume in " + impl->options.state +
                      ": no run there was broken off; leave --resume out"};
  }
  impl->options.resume ? frontier.resume() : frontier.begin();
  if (auto error = impl->error()) return *std::move(error);
  return Crawl(std::move(impl));
}

std::string Crawl::position() const {
  return impl_->frontier.position();
}

bool Crawl::asked_all() const {
  return impl_->frontier.asked_all();
}

std::optional<CrawlError> Crawl::ask(const std::function<std::optional<std::string>()>& next) {
  constexpr int kAtOnce = 10'000;
  Frontier& frontier = impl_->frontier;
  if (frontier.asked_all()) return std::nullopt;
  for (std::int64_t i = frontier.asked(); i > 0 && next(); --i) {
  }
  while (!frontier.asked_all() && frontier.good()) {
    const Transaction together(frontier.database());
    bool all = false;
    for (int i = 0; i < kAtOnce && !all; ++i) {
      const auto url = next();
      url ? frontier.ask(*url, impl_->options) : static_cast<void>(all = true);
    }
    frontier.save_asked(all);
  }
  return impl_->error();
}

std::variant<CrawlCounts, CrawlError> Crawl::run(CrawlSink& sink, std::stop_token stop) {
  Crawler crawler(impl_->options, impl_->frontier, sink);
  const CrawlCounts counts = crawler.run(stop);
  if (counts.queued == 0) impl_->frontier.end();
  if (auto error = impl_->error()) return *std::move(error);
  return counts;
}

}  // namespace pith
