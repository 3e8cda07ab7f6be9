/// \file
/// Who may be sent to now: keeps receivers that hang from holding up the others.
#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace kirin::webhooks {

/// "http://host:port" of a URL in lower case, without credentials: what counts as one receiver.
std::string receiver_of(std::string_view url);

struct LaneLimits {
  int total = 16;        ///< messages under way at once
  int per_receiver = 2;  ///< of them to one receiver
  std::chrono::milliseconds slow{
      2'000};  ///< a receiver whose last answer took longer is slow until it is not
};

/// The messages under way. A receiver has at most `per_receiver` of them, a slow one only one, and
/// all slow ones together at most half of the total: the other half is always for those that
/// answer. Not for several threads.
class Lanes {
 public:
  explicit Lanes(LaneLimits limits) : limits_(limits) {}

  /// The list of due messages is about to be read. A message that ends after this may stand in the
  /// list still, and does not begin from it.
  void begin_look() { ended_since_look_.clear(); }
  /// Takes a place for the message, if there is one for it now: not where it is under way already
  /// or held.
  bool try_begin(const std::string& message_id, const std::string& receiver, TimePoint now);
  /// The message came to an end after `took`, and its receiver is judged by that.
  void end(const std::string& message_id, const std::string& receiver, Clock::duration took);
  /// Does not let the message begin before `until`: where its end could not be recorded, so that
  /// the store offers it again at once.
  void hold(const std::string& message_id, TimePoint until);

  bool is_full() const { return static_cast<int>(under_way_.size()) >= limits_.total; }

 private:
  struct Receiver {
    int under_way = 0;
    bool is_slow = false;
  };

  int slow_under_way() const;

  LaneLimits limits_;
  std::map<std::string, std::string> under_way_;  ///< message to receiver
  std::map<std::string, Receiver> receivers_;     ///< those with messages under way, and the slow
  std::map<std::string, TimePoint> held_;
  std::set<std::string, std::less<>> ended_since_look_;
};

}  // namespace kirin::webhooks
