// An end that is asked for: Ctrl-C, or SIGTERM.
#pragma once

#include <stop_token>
#include <thread>

namespace pith::program {

// While it lives SIGINT and SIGTERM do not end the process but ask its token to stop. Made before other threads.
class StopOnSignal {
 public:
  StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;
  ~StopOnSignal();
  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::jthread waiter_;
};

}  // namespace pith::program
