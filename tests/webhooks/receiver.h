/// \file
/// A real HTTP receiver of callbacks on a free port of 127.0.0.1, for tests.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/unique_fd.h"

namespace kirin::webhooks {

struct Received {
  std::string method;
  std::string target;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

class Receiver {
 public:
  Receiver();
  /// Lets those that hang go.
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  /// "http://127.0.0.1:PORT/hook"
  std::string url() const;
  /// What the next requests are answered with, as "200" or "302 with Location: …"; the last one
  /// stays. 200 at first.
  void answer_with(std::vector<std::string> status_and_headers);
  /// From now on requests are read and not answered, until `release`.
  void hang();
  void release();
  /// Waits until `count` requests have come in all; returns all so far.
  std::vector<Received> wait_for(std::size_t count);
  std::vector<Received> so_far();

 private:
  void accept_all();
  void serve(UniqueFd connection);
  std::string next_answer();

  UniqueFd listener_;
  int port_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> answers_{"200"};
  std::vector<Received> received_;
  bool is_hanging_ = false;
  bool is_closing_ = false;
  std::vector<std::jthread> connections_;
  std::jthread acceptor_;
};

}  // namespace kirin::webhooks
