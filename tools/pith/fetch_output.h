// Where the results of a crawl go.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "output.h"
#include "pith/crawl.h"

namespace pith::program {

struct FetchSettings {
  std::vector<std::string> urls;
  std::string input;  // file of URLs, "-" for standard input; empty: none
  std::string output = "-";
  std::string results;  // file for a JSON line a URL; empty: none
  bool extract = false;
  bool progress = false;
  std::string contact;
  std::string follow;  // "same-host" or empty
  CrawlOptions crawl;
};

// What a run has written, as kept in the state: sizes of the output and of the results, in bytes.
struct FetchPosition {
  std::uint64_t output = 0;
  std::uint64_t results = 0;

  std::string text() const;
  static FetchPosition parse(const std::string& text);  // of "": zeros
};

// Takes results one by one: stores them as the kind of output does, adds a JSON line to the results, and tells
// failures.
class FetchOutput : public CrawlSink {
 public:
  FetchOutput(const FetchSettings& settings, const FetchPosition& position);
  bool result(const CrawlResult& result) override;
  std::string position() override;
  void progress(const CrawlCounts& counts) override;

  // After the last result: false, with a line on stderr, if something could not be written.
  virtual bool finish();

 protected:
  // False once nothing more can be written.
  virtual bool store(const CrawlResult& result) = 0;
  virtual std::uint64_t stored() const { return 0; }  // bytes of the output, where it is one file

 private:
  std::optional<Output> results_;
  bool show_progress_;
  std::int64_t started_;  // milliseconds
};

// By the name of the output, and --extract.
std::unique_ptr<FetchOutput> make_output(const FetchSettings& settings, const FetchPosition& position);

bool is_warc_name(const std::string& path);
bool is_folder(const std::string& path);

}  // namespace pith::program
