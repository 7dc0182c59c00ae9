// A server on loopback that answers whatever a test tells it to, broken or hostile as it may be.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace pith::testing {

// A descriptor that is closed once.
class Socket {
 public:
  explicit Socket(int descriptor = -1) : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept : descriptor_(other.release()) {}
  Socket& operator=(Socket&&) = delete;
  ~Socket();
  int get() const { return descriptor_; }
  int release() { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_;
};

// A socket that listens on 127.0.0.1, on a port that the system chose.
Socket listen_on_loopback();
int port_of(const Socket& socket);

// One client. Sends give up after some seconds, so that no test hangs.
class Client {
 public:
  explicit Client(Socket socket);
  std::string read_request();                 // up to the empty line
  bool send(std::string_view bytes);          // false once the client is gone
  void send_forever(std::string_view bytes);  // until the client is gone, or a bound far above any limit in the tests
  bool stays(int milliseconds);               // false as soon as the client is gone
  void half_close();                          // no more is sent, but what comes is read
  void reset();                               // the connection ends with RST, what is on its way is lost
 private:
  Socket socket_;
};

class Server {
 public:
  using Answer = std::function<void(Client& client, const std::string& request)>;
  explicit Server(Answer answer);
  ~Server();
  std::string url(const std::string& path = "/") const;
  std::vector<std::string> requests() const;

 private:
  void serve();
  Answer answer_;
  Socket listener_;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

// "HTTP/1.1 200 OK" with these header lines (each ended by CRLF) and this body.
std::string response(const std::string& header_lines, const std::string& body);

}  // namespace pith::testing
