#include "batch/source.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace pith::batch {
namespace {

// Bytes of a file, or of the files of a folder; 0: not known.
std::uint64_t stored_size(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::is_regular_file(path, error)) return fs::file_size(path, error);
  std::uint64_t sum = 0;
  for (fs::recursive_directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    std::error_code none;
    if (at->is_regular_file(none)) sum += at->file_size(none);
  }
  return error ? 0 : sum;
}

std::uint64_t total_size(const std::vector<std::string>& inputs) {
  std::uint64_t total = 0;
  for (const std::string& input : inputs) {
    const std::uint64_t size = stored_size(input);
    if (size == 0 && (input == "-" || !std::filesystem::exists(input))) return 0;
    total += size;
  }
  return total;
}

void add_lines(const std::string& text, std::vector<std::string>& lines) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) lines.push_back(std::move(line));
    at = end + 1;
  }
}

}  // namespace

std::variant<std::vector<std::string>, BatchError> expand_inputs(const std::vector<std::string>& inputs) {
  std::vector<std::string> expanded;
  for (const std::string& input : inputs) {
    if (!input.starts_with('@')) {
      expanded.push_back(input);
      continue;
    }
    const std::optional<std::string> text = read_file(input.substr(1));
    if (!text) {
      return BatchError{BatchError::Kind::usage, "cannot read the list " + input.substr(1) + "; check the path"};
    }
    add_lines(*text, expanded);
  }
  if (expanded.empty()) return BatchError{BatchError::Kind::usage, "no inputs: name archives, folders or @LIST"};
  return expanded;
}

Source::Source(std::vector<std::string> inputs, ArchiveOptions options)
    : inputs_(std::move(inputs)), options_(std::move(options)), total_(total_size(inputs_)) {}

std::optional<ArchiveError> Source::open() {
  std::variant<ArchiveReader, ArchiveError> opened = ArchiveReader::open(inputs_[next_.input], options_);
  if (auto* error = std::get_if<ArchiveError>(&opened)) return std::move(*error);
  reader_.emplace(std::move(std::get<ArchiveReader>(opened)));
  return {};
}

void Source::close() {
  if (reader_) done_ += reader_->bytes_read();
  reader_.reset();
  next_ = {next_.input + 1, 0};
}

std::optional<Piece> Source::next() {
  while (next_.input < inputs_.size()) {
    if (!reader_) {
      if (std::optional<ArchiveError> error = open()) {
        Piece piece{next_, std::move(*error)};
        close();
        return piece;
      }
    }
    if (std::optional<ArchiveRecord> record = reader_->next()) {
      Piece piece{next_, std::move(*record)};
      ++next_.record;
      return piece;
    }
    close();
  }
  return {};
}

Failed Source::go_to(const RecordNumber& next, const ArchivePlace& last) {
  for (std::uint32_t input = 0; input < next.input; ++input) done_ += stored_size(inputs_[input]);
  next_ = {next.input, 0};
  if (next.input >= inputs_.size() || next.record == 0) return {};
  if (const std::optional<ArchiveError> error = open()) {
    if (next.record > 1) return BatchError{BatchError::Kind::input, error->message};
    close();  // its error is its one piece, and was written
    return {};
  }
  next_ = next;
  // The record before is read once more: behind it stands the next.
  if (reader_->seek(last) && reader_->next()) return {};
  reader_.reset();
  if (const std::optional<ArchiveError> error = open()) return BatchError{BatchError::Kind::input, error->message};
  for (std::uint64_t i = 0; i < next.record; ++i) {
    if (reader_->next()) continue;
    return BatchError{BatchError::Kind::input, inputs_[next.input] +
                                                   " is not the input that the journal was made of; "
                                                   "give the same one, or leave out --resume"};
  }
  return {};
}

std::uint64_t Source::bytes_done() const {
  return done_ + (reader_ ? reader_->bytes_read() : 0);
}

}  // namespace pith::batch
