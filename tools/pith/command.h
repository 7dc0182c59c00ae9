// A subcommand: its options on the command line, and what it does. Each stands in the file of its name.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "pith/extract.h"
#include "pith/fetch.h"

namespace pith::program {

enum Exit : int { kDone = 0, kSomeFailed = 1, kUsage = 2 };

struct Command {
  CLI::App* app = nullptr;  // owned by the root
  std::function<int()> run;
};

Command extract_command(CLI::App& root);
Command fetch_command(CLI::App& root);
Command batch_command(CLI::App& root);
Command explain_command(CLI::App& root);
Command eval_command(CLI::App& root);

// Options that several commands share.
void add_bias_options(CLI::App& app, Options& options);
void add_parts_option(CLI::App& app, Options& options);
void add_limit_options(CLI::App& app, Options& options);
void add_fetch_options(CLI::App& app, FetchOptions& options);

// A line on stderr and exit code 2.
int usage_error(const CLI::App& app, const std::string& message);

}  // namespace pith::program
