#include "pith/extract.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "command.h"
#include "input.h"
#include "output.h"
#include "pith/emit.h"

namespace pith::program {
namespace {

struct Settings {
  std::vector<std::string> inputs;
  std::string format = "json";
  JsonOptions json;
  Options options;
  FetchOptions fetch;
  std::string url;
  std::string content_type;
};

std::string render(const Article& article, const Settings& settings) {
  if (settings.format == "json") return to_json(article, settings.json) + "\n";
  if (settings.format == "csv") return to_csv(article) + "\r\n";
  if (article.status == Status::error) return {};
  if (settings.format == "text") return to_text(article);
  if (settings.format == "markdown") return to_markdown(article);
  if (settings.format == "xml-tei") return to_tei(article) + "\n";
  return to_html(article);
}

Article extract_page(const Page& page, const Settings& settings) {
  return extract({.bytes = page.bytes,
                  .url = settings.url.empty() ? page.url : settings.url,
                  .content_type = settings.content_type.empty() ? page.content_type : settings.content_type,
                  .http_status = page.http_status},
                 settings.options);
}

int run(const Settings& settings) {
  Output output;
  bool failed = false;
  if (settings.format == "csv") output.write(csv_header() + "\r\n");
  for (const std::string& name : settings.inputs) {
    const std::variant<Page, Missing> loaded = load(name, settings.options.limits.bytes, settings.fetch);
    const Missing* const missing = std::get_if<Missing>(&loaded);
    if (missing) complain(missing->message);
    failed |= missing != nullptr;
    const Article article = missing ? error_article(*missing) : extract_page(std::get<Page>(loaded), settings);
    if (!output.write(render(article, settings))) break;
  }
  failed |= !output.finish();
  return failed ? kSomeFailed : kDone;
}

int check_and_run(const CLI::App& app, Settings& settings) {
  if (settings.inputs.empty() && ::isatty(STDIN_FILENO)) {
    std::cerr << app.help("pith");
    return kUsage;
  }
  if (settings.inputs.empty()) settings.inputs = {"-"};
  if (settings.inputs.size() > 1 && !(settings.url.empty() && settings.content_type.empty())) {
    return usage_error(app, "--url and --content-type are of one page: give one input");
  }
  return run(settings);
}

// The library's parsers say in their exception what they would take.
template <typename Parse>
auto parsed(Parse parse) {
  return [parse](const std::string& value) {
    try {
      parse(value);
    } catch (const std::invalid_argument& error) {
      throw CLI::ValidationError(error.what());
    }
  };
}

void add_options(CLI::App& app, Settings& settings) {
  app.add_option("INPUT", settings.inputs, "Files, http(s) URLs, or - for standard input (also if there is none)");
  app.add_option("--format", settings.format, "json, csv, text, markdown, html or xml-tei")
      ->check(CLI::IsMember({"json", "csv", "text", "markdown", "html", "xml-tei"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  app.add_flag("--pretty", settings.json.pretty, "JSON for people: indented, many lines a record");
  app.add_option_function<std::string>("--with", parsed([&settings](const std::string& names) {
                                         settings.json.with = parse_fields(names);
                                         const auto& with = settings.json.with;
                                         settings.options.all_blocks =
                                             std::find(with.begin(), with.end(), Field::blocks) != with.end();
                                       }),
                                       "More fields: html, markdown, links, images, tables, blocks")
      ->type_name("FIELD,...");
  app.add_option_function<std::string>(
         "--schema", parsed([&settings](const std::string& name) { settings.json.schema = parse_schema(name); }),
         "Field names of pith, trafilatura, readability, datatrove or opensearch-bulk")
      ->type_name("NAME");
  app.add_option("--url", settings.url, "Where the file or standard input comes from")->type_name("URL");
  app.add_option("--content-type", settings.content_type, "As its server said, e.g. \"text/html; charset=gbk\"")
      ->type_name("TYPE");
  add_parts_option(app, settings.options);
  add_bias_options(app, settings.options);
  add_limit_options(app, settings.options);
  add_fetch_options(app, settings.fetch);
}

}  // namespace

Command extract_command(CLI::App& root) {
  CLI::App* const app = root.add_subcommand("extract", "Extract pages to JSON, a line each");
  const auto settings = std::make_shared<Settings>();
  add_options(*app, *settings);
  app->footer(R"(Examples:
  pith extract page.html --url https://example.org/story
  pith extract https://example.org/story --format markdown
  zcat page.html.gz | pith extract --with links,tables --pretty)");
  return {app, [app, settings] { return check_and_run(*app, *settings); }};
}

}  // namespace pith::program
