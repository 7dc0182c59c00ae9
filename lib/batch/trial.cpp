#include "batch/trial.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <optional>
#include <utility>

namespace pith::batch {
namespace {

constexpr rlim_t kSeconds = 600;  // of the processor: a page that never ends was ended by hand twice

// The child is the first that the kernel ends when memory runs out, and leaves no core file.
void prepare_child() {
  const struct rlimit seconds { kSeconds, kSeconds };
  const struct rlimit none { 0, 0 };
  ::setrlimit(RLIMIT_CPU, &seconds);
  ::setrlimit(RLIMIT_CORE, &none);
  std::ofstream("/proc/self/oom_score_adj") << 1000;
}

bool survives(const PageWorker& worker, const RecordNumber& number, ArchiveRecord record) {
  const pid_t child = ::fork();
  if (child < 0) return true;  // no process to be had: it is tried in this one
  if (child == 0) {
    prepare_child();
    worker.work(number, std::move(record));
    ::_exit(0);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::set<RecordNumber> find_fatal(Source& source, const std::set<RecordNumber>& suspects, const PageWorker& worker) {
  std::set<RecordNumber> fatal;
  if (suspects.empty()) return fatal;
  while (std::optional<Piece> piece = source.next()) {
    auto* const record = std::get_if<ArchiveRecord>(&piece->what);
    if (record && suspects.contains(piece->number) && !survives(worker, piece->number, std::move(*record)))
      fatal.insert(piece->number);
    if (!(piece->number < *suspects.rbegin())) break;
  }
  return fatal;
}

}  // namespace pith::batch
