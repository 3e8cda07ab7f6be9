#include "api/generation/status_cache.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace kirin::api::generation {
namespace {

// What an entry takes beside its texts.
constexpr std::size_t kEntryBytes = 256;
// One caller, one Host: who asks for a task by many names keeps only the latest answers.
constexpr std::size_t kViewsOfOneTask = 4;

}  // namespace

bool StatusCache::is_for(const Entry& entry, const StatusView& view) {
  return entry.owner_id == view.owner_id && entry.base_url == view.base_url &&
         entry.number_codes == view.number_codes;
}

std::size_t StatusCache::weight_of(const Entry& entry) {
  return kEntryBytes + entry.body->size() + entry.base_url.size() + entry.owner_id.size();
}

StatusCache::Shard& StatusCache::shard_of(std::string_view task_id) const {
  return shards_[NameHash{}(task_id) % kShards];
}

StatusCache::Ticket StatusCache::before_look(std::string_view task_id) const {
  Shard& shard = shard_of(task_id);
  Ticket ticket;
  const std::lock_guard lock{shard.mutex};
  ticket.forgettings_ = shard.forgettings;
  return ticket;
}

StatusCache::Body StatusCache::find(const StatusView& view, TimePoint now) const {
  Shard& shard = shard_of(view.task_id);
  const std::lock_guard lock{shard.mutex};
  const auto found = shard.by_task.find(view.task_id);
  if (found == shard.by_task.end()) {
    return nullptr;
  }
  for (const Entry& entry : found->second) {
    if (is_for(entry, view)) {
      const bool is_good = entry.made_at <= now && now < entry.good_until;  // clocks are set back
      return is_good ? entry.body : nullptr;
    }
  }
  return nullptr;
}

void StatusCache::put(const StatusView& view, TaskStage stage, std::string body, Ticket ticket,
                      TimePoint now) {
  const auto good_for = stage == TaskStage::ended ? options_.ended : options_.in_progress;
  Entry made{std::string{view.owner_id},
             std::string{view.base_url},
             view.number_codes,
             std::make_shared<const std::string>(std::move(body)),
             now,
             now + good_for};
  const std::size_t weight = weight_of(made);
  Shard& shard = shard_of(view.task_id);
  const std::lock_guard lock{shard.mutex};
  if (ticket.forgettings_ != shard.forgettings) {
    return;
  }
  make_room(shard, weight, now);
  if (weight > options_.max_bytes / kShards) {
    return;
  }
  auto found = shard.by_task.find(view.task_id);
  if (found == shard.by_task.end()) {
    found = shard.by_task.emplace(std::string{view.task_id}, std::vector<Entry>{}).first;
  }
  std::vector<Entry>& entries = found->second;
  auto old = std::find_if(entries.begin(), entries.end(),
                          [&](const Entry& entry) { return is_for(entry, view); });
  if (old == entries.end() && entries.size() == kViewsOfOneTask) {
    old = entries.begin();
  }
  if (old != entries.end()) {
    shard.bytes -= weight_of(*old);
    entries.erase(old);
  }
  entries.push_back(std::move(made));
  shard.bytes += weight;
}

void StatusCache::make_room(Shard& shard, std::size_t bytes, TimePoint now) const {
  const std::size_t most = options_.max_bytes / kShards;
  if (shard.bytes + bytes <= most) {
    return;
  }
  const auto is_old = [&](const Entry& entry) { return entry.good_until <= now; };
  for (auto task = shard.by_task.begin(); task != shard.by_task.end();) {
    std::vector<Entry>& entries = task->second;
    for (const Entry& entry : entries) {
      shard.bytes -= is_old(entry) ? weight_of(entry) : 0;
    }
    std::erase_if(entries, is_old);
    task = entries.empty() ? shard.by_task.erase(task) : std::next(task);
  }
  if (shard.bytes + bytes > most / 2) {  // else the next put would go over all of them again
    shard.by_task.clear();
    shard.bytes = 0;
  }
}

void StatusCache::forget(std::string_view task_id) {
  Shard& shard = shard_of(task_id);
  const std::lock_guard lock{shard.mutex};
  ++shard.forgettings;
  const auto found = shard.by_task.find(task_id);
  if (found == shard.by_task.end()) {
    return;
  }
  for (const Entry& entry : found->second) {
    shard.bytes -= weight_of(entry);
  }
  shard.by_task.erase(found);
}

}  // namespace kirin::api::generation
