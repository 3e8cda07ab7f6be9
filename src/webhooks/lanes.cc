#include "webhooks/lanes.h"

#include <algorithm>

#include "base/expects.h"
#include "base/text.h"

namespace kirin::webhooks {
namespace {

// Slow receivers remembered at most; beyond that the first are judged anew.
constexpr std::size_t kMostReceivers = 10'000;

}  // namespace

std::string receiver_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t begin = scheme == url.npos ? 0 : scheme + 3;
  const std::size_t end = std::min(url.find_first_of("/?#\\", begin), url.size());
  std::string_view authority = url.substr(begin, end - begin);
  authority =
      authority.substr(authority.rfind('@') == authority.npos ? 0 : authority.rfind('@') + 1);
  return to_lower(url.substr(0, begin)) + to_lower(authority);
}

int Lanes::slow_under_way() const {
  int count = 0;
  for (const auto& [name, receiver] : receivers_) {
    count += receiver.is_slow ? receiver.under_way : 0;
  }
  return count;
}

bool Lanes::try_begin(const std::string& message_id, const std::string& receiver, TimePoint now) {
  const auto held = held_.find(message_id);
  if (held != held_.end() && now < held->second) {
    return false;
  }
  if (is_full() || under_way_.contains(message_id) || ended_since_look_.contains(message_id)) {
    return false;
  }
  if (const auto known = receivers_.find(receiver); known != receivers_.end()) {
    const auto& [count, is_slow] = known->second;
    if (count >= (is_slow ? 1 : limits_.per_receiver) ||
        (is_slow && slow_under_way() >= std::max(1, limits_.total / 2))) {
      return false;
    }
  }
  if (held != held_.end()) {
    held_.erase(held);
  }
  under_way_.emplace(message_id, receiver);
  ++receivers_[receiver].under_way;
  return true;
}

void Lanes::end(const std::string& message_id, const std::string& receiver, Clock::duration took) {
  EXPECTS(under_way_.erase(message_id) == 1);
  ended_since_look_.insert(message_id);
  Receiver& known = receivers_[receiver];
  --known.under_way;
  known.is_slow = took > limits_.slow;
  if (known.under_way == 0 && (!known.is_slow || receivers_.size() > kMostReceivers)) {
    receivers_.erase(receiver);
  }
}

void Lanes::hold(const std::string& message_id, TimePoint until) { held_[message_id] = until; }

}  // namespace kirin::webhooks
