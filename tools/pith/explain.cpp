#include "pith/explain.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "command.h"
#include "input.h"
#include "output.h"
#include "report.h"

namespace pith::program {
namespace {

struct Settings {
  std::string input;
  std::string output = "-";
  std::string dump;
  std::string url;
  std::string content_type;
  Options options;
  FetchOptions fetch;
};

std::optional<Stage> stage_of(std::string_view name) {
  constexpr std::pair<std::string_view, Stage> kStages[] = {{"document", Stage::document},
                                                            {"blocks", Stage::blocks},
                                                            {"features", Stage::features},
                                                            {"scores", Stage::scores}};
  for (const auto& [known, stage] : kStages) {
    if (known == name) return stage;
  }
  return std::nullopt;
}

std::string explain(const Input& input, const Settings& settings) {
  if (const auto stage = stage_of(settings.dump)) return dump(input, *stage, settings.options);
  Options options = settings.options;
  options.all_blocks = true;
  return to_report(extract(input, options), parse_features(dump(input, Stage::features, settings.options)));
}

int run(const Settings& settings) {
  const std::variant<Page, Missing> loaded = load(settings.input, settings.options.limits.bytes, settings.fetch);
  if (const Missing* missing = std::get_if<Missing>(&loaded)) {
    complain(missing->message);
    return kSomeFailed;
  }
  const Page& page = std::get<Page>(loaded);
  const Input input = {.bytes = page.bytes,
                       .url = settings.url.empty() ? page.url : settings.url,
                       .content_type = settings.content_type.empty() ? page.content_type : settings.content_type,
                       .http_status = page.http_status};
  Output output(settings.output);
  output.write(explain(input, settings));
  return output.finish() ? kDone : kSomeFailed;
}

int check_and_run(const CLI::App& app, const Settings& settings) {
  if (settings.input.empty()) return usage_error(app, "name a file or a URL, or - for standard input");
  return run(settings);
}

}  // namespace

Command explain_command(CLI::App& root) {
  CLI::App* const app = root.add_subcommand("explain", "Show which blocks of a page are kept or dropped, and why");
  const auto settings = std::make_shared<Settings>();
  app->add_option("INPUT", settings->input, "A file, an http(s) URL, or - for standard input");
  app->add_option("-o,--output", settings->output, "The report; standard output if not given")->type_name("FILE");
  app->add_option("--dump", settings->dump, "JSON lines instead: document, blocks, features or scores")
      ->check(CLI::IsMember({"document", "blocks", "features", "scores"}))
      ->type_name("STAGE");
  app->add_option("--url", settings->url, "Where the file or standard input comes from")->type_name("URL");
  app->add_option("--content-type", settings->content_type, "As its server said")->type_name("TYPE");
  add_bias_options(*app, settings->options);
  add_limit_options(*app, settings->options);
  add_fetch_options(*app, settings->fetch);
  app->footer(R"(Examples:
  pith explain page.html -o report.html
  pith explain https://example.org/story -o report.html
  pith explain page.html --dump scores)");
  return {app, [app, settings] { return check_and_run(*app, *settings); }};
}

}  // namespace pith::program
