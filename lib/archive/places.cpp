#include "places.h"

#include <utility>

namespace pith::archive {

ArchiveRecord Places::begin(const Window& window, RecordKind kind) {
  if (std::exchange(generation_, window.generation()) != generation_) count_ = 0;
  ArchiveRecord record;
  record.kind = kind;
  record.kind_name = to_string(kind);
  record.place.offset = window.place();
  if (window.has_members()) record.place.skip = count_++;
  return record;
}

ArchiveRecord Places::of_damage(const Window& window, const Damage& damage) {
  ArchiveRecord record = begin(window, RecordKind::damage);
  if (damage.begin != record.place.offset) record.place = {.offset = damage.begin};
  record.length = damage.end - damage.begin;
  record.notes.push_back(damage.note);
  return record;
}

}  // namespace pith::archive
