// pith COMMAND [OPTION]... [INPUT]...
//
// Exit codes: 0 all done, 1 some inputs failed (each is told on stderr, and in the output where records are written),
// 2 usage. Records go to stdout, everything else to stderr.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include "command.h"
#include "output.h"
#include "pith/version.h"

namespace {

using pith::program::Command;

// Help and version are answers, all else is a mistake in the command line.
int answer(const CLI::App& root, const std::vector<Command>& commands, const CLI::ParseError& error) {
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return root.exit(error);
  for (const Command& command : commands) {
    if (command.app->parsed()) return pith::program::usage_error(*command.app, error.what());
  }
  pith::program::complain(error.what());
  pith::program::complain("try `pith --help`");
  return pith::program::kUsage;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write: see Output
  std::signal(SIGXFSZ, SIG_IGN);  // and so is a file that may not grow
  CLI::App root{"The main content of web pages as clean JSON", "pith"};
  root.set_version_flag("--version", "pith " + std::string(pith::kVersion));
  root.footer("`pith COMMAND --help` tells more. Exit codes: 0 all done, 1 some inputs failed, 2 usage.");
  const std::vector<Command> commands = {
      pith::program::extract_command(root), pith::program::fetch_command(root), pith::program::explain_command(root),
      pith::program::batch_command(root),   pith::program::eval_command(root),
  };
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return answer(root, commands, error);
  }
  for (const Command& command : commands) {
    if (command.app->parsed()) return command.run();
  }
  std::cerr << root.help();
  return pith::program::kUsage;
}
