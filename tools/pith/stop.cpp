#include "stop.h"

#include <csignal>
#include <ctime>

namespace pith::program {
namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

// Until a signal comes or the waiter is no longer needed.
void wait_for_signal(const std::stop_token& over, std::stop_source source) {
  const sigset_t signals = stop_signals();
  const timespec moment{0, 100'000'000};
  while (!over.stop_requested()) {
    if (sigtimedwait(&signals, nullptr, &moment) > 0) source.request_stop();
  }
}

}  // namespace

StopOnSignal::StopOnSignal() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  waiter_ = std::jthread(wait_for_signal, source_);
}

StopOnSignal::~StopOnSignal() {
  waiter_.request_stop();
  waiter_.join();
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

}  // namespace pith::program
