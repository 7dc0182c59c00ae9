#include "pith/fetch.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "command.h"
#include "input.h"
#include "output.h"

namespace pith::program {
namespace {

struct Settings {
  std::vector<std::string> urls;
  std::string output = "-";
  FetchOptions fetch;
};

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

// FNV-1a: tells apart URLs that make the same file name.
std::uint32_t hash(std::string_view text) {
  std::uint32_t value = 2166136261u;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 16777619u;
  return value;
}

// "https://example.org/a/b?c" becomes "example.org_a_b_c-HASH.html".
std::string file_name(std::string_view url) {
  constexpr std::size_t kLongest = 120;
  const std::size_t scheme = url.find("://");
  const std::string_view rest = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  std::string name;
  for (const char c : rest.substr(0, kLongest)) name += is_plain(c) ? c : '_';
  char suffix[16];
  std::snprintf(suffix, sizeof suffix, "-%08x.html", static_cast<unsigned>(hash(url)));
  return name + suffix;
}

bool is_folder(const std::string& path) {
  return path.ends_with('/') || std::filesystem::is_directory(path);
}

// Writes one body where it belongs. False if that failed.
bool store(const Settings& settings, Output& standard, const Response& response) {
  if (settings.output == "-") return standard.write(response.body);
  const std::filesystem::path path(settings.output);
  Output file(is_folder(settings.output) ? (path / file_name(response.url)).string() : settings.output);
  file.write(response.body);
  return file.finish();
}

int run(const Settings& settings) {
  std::error_code ignored;  // what cannot be made cannot be written to: store tells
  if (settings.output.ends_with('/')) std::filesystem::create_directories(settings.output, ignored);
  Output standard;
  bool failed = false;
  for (const std::string& url : settings.urls) {
    const std::variant<Response, Missing> result = fetch_page(url, settings.fetch);
    if (const Missing* missing = std::get_if<Missing>(&result)) {
      complain(missing->message);
      failed = true;
      continue;
    }
    const bool stored = store(settings, standard, std::get<Response>(result));
    if (!stored && settings.output != "-") failed = true;
    if (!standard.good()) break;
  }
  failed |= !standard.finish();
  return failed ? kSomeFailed : kDone;
}

int check_and_run(const CLI::App& app, const Settings& settings) {
  if (settings.urls.empty()) return usage_error(app, "name a URL");
  if (settings.urls.size() > 1 && settings.output != "-" && !is_folder(settings.output)) {
    return usage_error(app, "several URLs need a folder: give an existing one, or end its name in /");
  }
  return run(settings);
}

}  // namespace

Command fetch_command(CLI::App& root) {
  CLI::App* const app = root.add_subcommand("fetch", "Fetch pages as they are");
  const auto settings = std::make_shared<Settings>();
  app->add_option("URL", settings->urls, "Absolute http or https URLs");
  app->add_option("-o,--output", settings->output,
                  "A file, or a folder that gets a file a page; standard output if not given")
      ->type_name("FILE");
  add_fetch_options(*app, settings->fetch);
  app->footer(R"(A failure is told as "URL: code: message"; an HTTP status of 400 and above is one.
Examples:
  pith fetch https://example.org/story > story.html
  pith fetch https://example.org/a https://example.org/b -o pages/
  pith fetch http://localhost:8000/ --allow-private --timeout 5)");
  return {app, [app, settings] { return check_and_run(*app, *settings); }};
}

}  // namespace pith::program
