#include <algorithm>
#include <utility>

#include "items.h"
#include "paths.h"
#include "sniff.h"

namespace pith {

using archive::File;
using archive::Found;
using archive::Items;
using archive::Paths;

class ArchiveReader::Impl {
 public:
  Impl(std::string path, File file, ArchiveOptions options)
      : path_(std::move(path)), options_(std::move(options)), single_(true), total_(file.size()) {
    paths_ = files();
    paths_->next();
    enter({path_, {}, {}}, std::move(file));
  }
  Impl(std::string path, ArchiveOptions options)
      : path_(std::move(path)), options_(std::move(options)), paths_(files()) {}

  std::optional<ArchiveRecord> next() {
    for (;;) {
      if (!items_) {
        if (auto problem = enter_next()) return problem;
        if (!items_) return std::nullopt;
      }
      if (std::optional<ArchiveRecord> record = items_->next()) return labelled(std::move(*record));
      const std::string error = items_->feed().file().error();
      leave();
      if (!error.empty()) return unreadable(error);
    }
  }

  bool seek(const ArchivePlace& place) {
    if (!go_to_file(place.file)) return false;
    if (items_ && !items_->seek(place.offset)) return false;
    for (std::uint64_t i = 0; i < place.skip; ++i) {
      if (!items_ || !items_->next()) return false;
    }
    return true;
  }

  std::uint64_t bytes_read() const { return behind_ + (items_ ? items_->feed().position() : 0); }
  std::uint64_t bytes_total() const { return total_; }

 private:
  std::unique_ptr<Paths> files() const {
    if (single_) return archive::one_path(path_);
    return path_.starts_with('@') ? archive::listed_paths(path_.substr(1)) : archive::folder_paths(path_);
  }

  // Opens the next file; a record if that cannot be done.
  std::optional<ArchiveRecord> enter_next() {
    std::optional<Found> found = paths_->next();
    if (!found) return std::nullopt;
    if (!found->problem.empty()) return skip_file(std::move(*found));
    auto opened = File::open(found->path);
    if (auto* why = std::get_if<std::string>(&opened)) {
      found->problem = std::move(*why);
      return skip_file(std::move(*found));
    }
    enter(std::move(*found), std::get<File>(std::move(opened)));
    return std::nullopt;
  }

  void enter(Found found, File file) {
    found_ = std::move(found);
    items_ = archive::items_of(archive::Window(archive::feed_of(archive::Stored(std::move(file)))), options_);
  }

  void leave() {
    behind_ += items_->feed().position();
    items_.reset();
    ++file_;
  }

  ArchiveRecord skip_file(Found found) {
    found_ = std::move(found);
    ArchiveRecord record = unreadable(found_.problem);
    record.place.file = file_++;
    return record;
  }

  ArchiveRecord unreadable(const std::string& why) {
    ArchiveRecord record;
    record.kind = RecordKind::damage;
    record.kind_name = to_string(record.kind);
    record.notes.push_back({ArchiveProblem::unreadable, why});
    return labelled(std::move(record));
  }

  ArchiveRecord labelled(ArchiveRecord record) {
    record.file = found_.path;
    if (record.name.empty()) record.name = found_.name;
    record.place.file = file_;
    return record;
  }

  // Back is from the beginning again.
  bool go_to_file(std::uint64_t number) {
    if (number < file_) {
      if (file_ == 0 || path_ == "-") return false;
      items_.reset();
      paths_ = files();
      file_ = 0;
      behind_ = 0;
    }
    while (file_ < number) {
      if (items_) {
        leave();
      } else if (!paths_->next()) {
        return false;
      } else {
        ++file_;
      }
    }
    if (!items_) enter_next();
    return items_ != nullptr;
  }

  std::string path_;
  ArchiveOptions options_;
  bool single_ = false;      // a file, or standard input
  std::uint64_t total_ = 0;  // its size, if that is known
  std::unique_ptr<Paths> paths_;
  std::unique_ptr<Items> items_;
  Found found_;
  std::uint64_t file_ = 0;    // number of the file that is open, or of the next one
  std::uint64_t behind_ = 0;  // bytes of the files before it
};

std::variant<ArchiveReader, ArchiveError> ArchiveReader::open(const std::string& path, const ArchiveOptions& options) {
  const bool list = path.starts_with('@');
  auto opened = File::open(list ? path.substr(1) : path);
  if (auto* why = std::get_if<std::string>(&opened)) {
    return ArchiveError{path, "cannot open " + path + ": " + *why + "; check the path"};
  }
  auto& file = std::get<File>(opened);
  if (list || file.is_folder()) return ArchiveReader(std::make_unique<Impl>(path, options));
  return ArchiveReader(std::make_unique<Impl>(path, std::move(file), options));
}

ArchiveReader::ArchiveReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ArchiveReader::ArchiveReader(ArchiveReader&&) noexcept = default;
ArchiveReader& ArchiveReader::operator=(ArchiveReader&&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

std::optional<ArchiveRecord> ArchiveReader::next() {
  return impl_->next();
}

bool ArchiveReader::seek(const ArchivePlace& place) {
  return impl_->seek(place);
}

std::uint64_t ArchiveReader::bytes_read() const {
  return impl_->bytes_read();
}

std::uint64_t ArchiveReader::bytes_total() const {
  return impl_->bytes_total();
}

}  // namespace pith
