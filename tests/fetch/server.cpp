#include "server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <stdexcept>

namespace pith::testing {

Socket::~Socket() {
  if (descriptor_ >= 0) close(descriptor_);
}

Socket listen_on_loopback() {
  Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(socket.get(), 64) != 0) {
    throw std::runtime_error("cannot listen on 127.0.0.1");
  }
  return socket;
}

int port_of(const Socket& socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

Client::Client(Socket socket) : socket_(std::move(socket)) {
  const timeval limit{10, 0};
  setsockopt(socket_.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
}

std::string Client::read_request() {
  std::string request;
  char buffer[4096];
  while (request.size() < 65536 && request.find("\r\n\r\n") == request.npos) {
    const ssize_t count = recv(socket_.get(), buffer, sizeof buffer, 0);
    if (count <= 0) break;
    request.append(buffer, static_cast<std::size_t>(count));
    if (request.front() == '\x16') break;  // a TLS handshake (RFC 8446, 5.1)
  }
  return request;
}

bool Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void Client::send_forever(std::string_view bytes) {
  constexpr std::size_t kBound = std::size_t{1} << 30;
  for (std::size_t sent = 0; sent < kBound && send(bytes); sent += bytes.size()) {
  }
}

bool Client::stays(int milliseconds) {
  pollfd waited{socket_.get(), POLLIN, 0};
  char byte = 0;
  return poll(&waited, 1, milliseconds) == 0 || recv(socket_.get(), &byte, 1, MSG_DONTWAIT) > 0;
}

void Client::half_close() {
  shutdown(socket_.get(), SHUT_WR);
}

void Client::reset() {
  const linger none{1, 0};
  setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &none, sizeof none);
  const Socket closed(socket_.release());
}

Server::Server(Answer answer)
    : answer_(std::move(answer)), listener_(listen_on_loopback()), thread_([this] { serve(); }) {}

Server::~Server() {
  shutdown(listener_.get(), SHUT_RDWR);  // accept() fails from now on
  thread_.join();
}

std::string Server::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_of(listener_)) + path;
}

std::vector<std::string> Server::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void Server::serve() {
  for (;;) {
    Socket socket(accept(listener_.get(), nullptr, nullptr));
    if (socket.get() < 0) return;
    Client client(std::move(socket));
    const std::string request = client.read_request();
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    answer_(client, request);
  }
}

std::string response(const std::string& header_lines, const std::string& body) {
  return "HTTP/1.1 200 OK\r\n" + header_lines + "Content-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

}  // namespace pith::testing
