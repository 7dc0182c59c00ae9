#include "format.h"
#include "records.h"

namespace pith {

using archive::Feed;
using archive::File;
using archive::Items;

class ArchiveReader::Impl {
 public:
  Impl(std::string path, std::unique_ptr<Items> items) : path_(std::move(path)), items_(std::move(items)) {}

  std::optional<ArchiveRecord> next() {
    std::optional<ArchiveRecord> record = items_->next();
    if (record) record->file = path_;
    return record;
  }
  bool seek(const ArchivePlace& place) {
    if (!items_->seek(place.offset)) return false;
    for (std::uint64_t i = 0; i < place.skip; ++i) {
      if (!items_->next()) return false;
    }
    return true;
  }
  const Feed& feed() const { return items_->feed(); }

 private:
  std::string path_;
  std::unique_ptr<Items> items_;
};

std::variant<ArchiveReader, ArchiveError> ArchiveReader::open(const std::string& path, const ArchiveOptions& options) {
  auto opened = File::open(path);
  if (auto* why = std::get_if<std::string>(&opened)) {
    return ArchiveError{path, "cannot open " + path + ": " + *why + "; check the path"};
  }
  auto feed = archive::feed_of(archive::Stored(std::get<File>(std::move(opened))));
  auto items = std::make_unique<archive::Records>(std::move(feed), archive::kWarc, options.limits);
  return ArchiveReader(std::make_unique<Impl>(path, std::move(items)));
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
  return impl_->feed().position();
}

std::uint64_t ArchiveReader::bytes_total() const {
  return impl_->feed().file().size();
}

}  // namespace pith
