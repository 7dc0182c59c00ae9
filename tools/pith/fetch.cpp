#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

#include "command.h"
#include "fetch_output.h"
#include "output.h"
#include "pith/links.h"
#include "pith/version.h"
#include "stop.h"

namespace pith::program {
namespace {

namespace fs = std::filesystem;

bool is_one_page(const FetchSettings& settings) {
  return !settings.extract && !is_folder(settings.output) && !is_warc_name(settings.output);
}

// The state lies beside the output until the run is done, or where --state says, and stays there. One page has none.
std::string state_of(const FetchSettings& settings) {
  if (!settings.crawl.state.empty() || settings.output == "-" || is_one_page(settings)) return settings.crawl.state;
  std::string name = settings.output;
  while (name.ends_with('/')) name.pop_back();
  return name + ".state";
}

void remove_state(const std::string& path) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-journal"}) fs::remove(path + suffix, ignored);
}

// URLs of the command line, then those of the file, a line each; empty lines and comments are passed over.
class Urls {
 public:
  explicit Urls(const FetchSettings& settings) : named_(settings.urls) {
    if (settings.input.empty()) return;
    if (settings.input != "-") file_.open(settings.input);
    lines_ = settings.input == "-" ? &std::cin : &file_;
  }
  bool good() const { return lines_ != &file_ || file_.is_open(); }

  std::optional<std::string> next() {
    if (next_ < named_.size()) return named_[next_++];
    std::string line;
    while (lines_ != nullptr && std::getline(*lines_, line)) {
      const std::size_t begin = line.find_first_not_of(" \t\r");
      if (begin == line.npos || line[begin] == '#') continue;
      return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
    }
    return std::nullopt;
  }

 private:
  const std::vector<std::string>& named_;
  std::size_t next_ = 0;
  std::ifstream file_;
  std::istream* lines_ = nullptr;
};

struct Ended {
  int code = kSomeFailed;
  bool whole = false;  // nothing is left to do
};

Ended failed(const std::string& message) {
  complain(message);
  return {};
}

Ended ended(const CrawlCounts& counts, const FetchSettings& settings, bool written) {
  const bool whole = counts.queued == 0;
  if (settings.progress) {
    std::fputc('\r', stderr);
    complain(std::to_string(counts.done) + " done, " + std::to_string(counts.failed) + " of them failed, " +
             std::to_string(counts.queued) + " left, " + std::to_string(counts.bytes) + " bytes");
  }
  if (written && !whole && settings.output != "-") complain("not all is done; go on with --resume");
  return {written && whole && counts.failed == 0 ? kDone : kSomeFailed, whole};
}

Ended crawl(const FetchSettings& settings) {
  auto opened = Crawl::open(settings.crawl);
  if (const auto* error = std::get_if<CrawlError>(&opened)) return failed(error->message);
  Crawl& crawl = std::get<Crawl>(opened);
  Urls urls(settings);
  if (!crawl.asked_all() && !urls.good()) return failed("cannot open " + settings.input + "; check the path");
  const std::unique_ptr<FetchOutput> output = make_output(settings, FetchPosition::parse(crawl.position()));
  if (const auto error = crawl.ask([&] { return urls.next(); })) return failed(error->message);
  const StopOnSignal stop;  // up to here the state is whole whenever the process ends
  const auto result = crawl.run(*output, stop.token());
  const bool written = output->finish();
  if (const auto* error = std::get_if<CrawlError>(&result)) return failed(error->message);
  return ended(std::get<CrawlCounts>(result), settings, written);
}

PageNotes notes_of(const Response& response) {
  return page_notes({.bytes = response.body, .url = response.final_url, .content_type = response.content_type});
}

int run(const CLI::App& app, FetchSettings& settings) {
  CrawlOptions& options = settings.crawl;
  const bool own_state = options.state.empty();  // goes with the run
  options.state = state_of(settings);
  options.resume = options.resume && fs::exists(options.state);  // else a first run
  if (own_state && !options.resume && fs::exists(options.state)) {
    return usage_error(app, options.state + " is there: a run was broken off; go on with --resume, or remove it");
  }
  options.keep_wire = !settings.extract && is_warc_name(settings.output);
  if (!settings.contact.empty() && options.fetch.user_agent.empty()) {
    options.fetch.user_agent = "pith/" + std::string(kVersion) + " (+" + settings.contact + ")";
  }
  if (!settings.follow.empty() && options.depth == 0) options.depth = 1;
  if (settings.follow.empty()) options.depth = 0;
  const bool noted = options.keep_wire || !settings.results.empty();
  if (noted || options.depth > 0 || options.feeds) options.notes = notes_of;
  const Ended end = crawl(settings);
  if (own_state && end.whole) remove_state(options.state);
  return end.code;
}

int check_and_run(const CLI::App& app, FetchSettings& settings) {
  if (settings.urls.empty() && settings.input.empty()) {
    return usage_error(app, "name a URL, or a file of them with --input");
  }
  const bool many = settings.urls.size() > 1 || !settings.input.empty();
  if (many && settings.output != "-" && is_one_page(settings)) {
    return usage_error(app, "several URLs need a folder or a WARC file: end the name in / or .warc.gz");
  }
  if (settings.crawl.resume && settings.output == "-") return usage_error(app, "--resume needs an output, -o");
  return run(app, settings);
}

void add_seconds(CLI::App& app, const std::string& name, std::chrono::milliseconds& time, const std::string& help) {
  constexpr double kMost = 86'400;
  app.add_option_function<double>(
         name, [&time](double seconds) { time = std::chrono::milliseconds(static_cast<long>(seconds * 1000)); }, help)
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, kMost));
}

void add_politeness(CLI::App& app, CrawlOptions& options) {
  constexpr int kMost = 10'000;
  add_seconds(app, "--delay", options.delay, "From one request to the next at the same host; 1 if not given");
  app.add_option("--per-host", options.per_host, "Requests at once to one host")
      ->check(CLI::Range(1, kMost))
      ->capture_default_str();
  app.add_option("--connections", options.connections, "Requests at once to all hosts")
      ->check(CLI::Range(1, kMost))
      ->capture_default_str();
  app.add_option("--retries", options.retries, "Further attempts after failures that may pass")
      ->check(CLI::Range(0, kMost))
      ->capture_default_str();
  app.add_flag("--ignore-robots", options.ignore_robots, "Do not ask for robots.txt; a WARC file says so");
}

void add_discovery(CLI::App& app, FetchSettings& settings) {
  app.add_option("--follow", settings.follow, "same-host: also fetch what pages link to on their own host")
      ->check(CLI::IsMember({"same-host"}))
      ->type_name("WHERE");
  app.add_option("--depth", settings.crawl.depth, "Links from a URL asked for to a page; 1 if not given")
      ->check(CLI::Range(1, 1'000'000))
      ->needs("--follow");
  app.add_option("--max-pages", settings.crawl.max_pages, "URLs in all from which on no more are sought")
      ->capture_default_str();
  app.add_flag("--sitemaps", settings.crawl.sitemaps, "Also fetch what the sitemaps that robots.txt names list");
  app.add_flag("--feeds", settings.crawl.feeds, "Also fetch what the RSS and Atom feeds that pages name list");
}

void add_outputs(CLI::App& app, FetchSettings& settings) {
  app.add_option("-o,--output", settings.output,
                 "A .warc, .warc.gz or .warc.zst; a folder, which gets a file a page; or a file for one page; standard "
                 "output if not given")
      ->type_name("FILE");
  app.add_flag("--extract", settings.extract, "Write records as `pith extract` does, a JSON line a page");
  app.add_option("--results", settings.results, "Also write a JSON line a URL: its reason, status, attempts ...")
      ->type_name("FILE");
  app.add_option("--state", settings.crawl.state,
                 "Keep what is known of each URL, so that a later run asks only for what changed; OUTPUT.state while a "
                 "run is not done, if not given")
      ->type_name("FILE");
  app.add_flag("--resume", settings.crawl.resume, "Go on with a run that was broken off");
  app.add_flag("--progress", settings.progress, "Tell how far it is, and at the end how much was done");
}

}  // namespace

Command fetch_command(CLI::App& root) {
  CLI::App* const app = root.add_subcommand("fetch", "Fetch pages, one or a million, politely");
  const auto settings = std::make_shared<FetchSettings>();
  app->add_option("URL", settings->urls, "Absolute http or https URLs");
  app->add_option("--input", settings->input, "A file of URLs, one a line; - for standard input")->type_name("FILE");
  add_outputs(*app, *settings);
  add_politeness(*app, settings->crawl);
  add_discovery(*app, *settings);
  app->add_flag("--drop-tracking", settings->crawl.drop_tracking, "Without utm_source and the like in the URLs");
  app->add_option("--contact", settings->contact, "Where you can be reached, for the user agent: pith/VERSION (+TEXT)")
      ->type_name("TEXT");
  add_fetch_options(*app, settings->crawl.fetch);
  app->add_option("--proxy", settings->crawl.fetch.proxy, "http://, https:// or socks5h://HOST:PORT")->type_name("URL");
  app->add_option("--ca-file", settings->crawl.fetch.ca_file, "Certificates to trust, in place of the system's")
      ->type_name("FILE");
  app->add_option("--resolve", settings->crawl.fetch.resolve, "HOST:PORT:ADDRESS, in place of DNS")->type_name("TEXT");
  app->footer(R"(robots.txt is obeyed, and a host gets one request at a time and one a second.
A failure is told as "URL: code: message"; an HTTP status of 400 and above is one.
Examples:
  pith fetch https://example.org/story > story.html
  pith fetch --input urls.txt -o pages.warc.gz --contact https://example.org/crawler
  pith fetch --input urls.txt --extract -o records.jsonl
  pith fetch https://example.org/ --follow same-host --depth 2 --max-pages 500 -o site.warc.gz
  pith fetch http://localhost:8000/ --allow-private --timeout 5)");
  return {app, [app, settings] { return check_and_run(*app, *settings); }};
}

}  // namespace pith::program
