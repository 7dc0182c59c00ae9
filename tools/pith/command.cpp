#include "command.h"

#include <charconv>
#include <chrono>
#include <cstddef>
#include <string>
#include <system_error>

#include "output.h"

namespace pith::program {
namespace {

// CLI11's own check prints its range, which here has no end.
CLI::Validator at_least_one() {
  return CLI::Validator(
      [](std::string& text) {
        std::size_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool good = error == std::errc() && end == text.data() + text.size() && value > 0;
        return good ? std::string() : "\"" + text + "\" is no whole number above 0";
      },
      "N");
}

void drop_part(const std::string& name, Parts& parts) {
  if (name == "tables")
    parts.tables = false;
  else if (name == "images")
    parts.images = false;
  else if (name == "links")
    parts.links = false;
  else if (name == "comments")
    parts.comments = false;
  else
    throw CLI::ValidationError("--drop", "\"" + name + "\" is none of tables, images, links, comments");
}

}  // namespace

void add_bias_options(CLI::App& app, Options& options) {
  CLI::Option* const precision = app.add_flag_callback(
      "--precision", [&options] { options.bias = Bias::precision; }, "Rather too little than wrong text");
  app.add_flag_callback(
         "--recall", [&options] { options.bias = Bias::recall; }, "Rather wrong text than too little")
      ->excludes(precision);
}

void add_parts_option(CLI::App& app, Options& options) {
  app.add_option_function<std::string>(
         "--drop",
         [&options](const std::string& names) {
           for (const std::string& name : CLI::detail::split(names, ',')) drop_part(name, options.parts);
         },
         "Leave out tables, images, links (their text stays) or comments")
      ->type_name("PART,...");
}

void add_limit_options(CLI::App& app, Options& options) {
  app.add_option("--limit-bytes", options.limits.bytes, "Read at most this much of a page")
      ->check(at_least_one())
      ->capture_default_str();
  app.add_option("--limit-nodes", options.limits.nodes, "Keep at most this many nodes of its document")
      ->check(at_least_one())
      ->capture_default_str();
  app.add_option("--limit-depth", options.limits.depth, "Flatten what is nested deeper")
      ->check(at_least_one())
      ->capture_default_str();
}

void add_fetch_options(CLI::App& app, FetchOptions& options) {
  constexpr int kMostSeconds = 86'400;
  app.add_flag("--allow-private", options.allow_private, "Also ask private and loopback addresses");
  app.add_option_function<double>(
         "--timeout",
         [&options](double seconds) {
           options.limits.total = std::chrono::milliseconds(static_cast<long>(seconds * 1000));
         },
         "Seconds for the whole of a fetch; 30 if not given")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.001, static_cast<double>(kMostSeconds)));
  app.add_option_function<std::size_t>(
         "--max-bytes", [&options](std::size_t bytes) { options.limits.wire = options.limits.body = bytes; },
         "Longest body taken; 16 MiB on the wire, 64 MiB unpacked if not given")
      ->check(at_least_one());
  app.add_option("--user-agent", options.user_agent, "Name given to servers; pith/VERSION if not given")
      ->type_name("NAME");
}

int usage_error(const CLI::App& app, const std::string& message) {
  complain(message);
  complain("try `pith " + app.get_name() + " --help`");
  return kUsage;
}

}  // namespace pith::program
