#include "tasks/model_store.h"

#include <algorithm>
#include <tuple>

namespace kirin::tasks {
namespace {

struct Row {
  Task task;
  std::uint64_t fence = 0;
  TimePoint lease_expires_at;
};

struct Sent {
  Delivery delivery;
  bool is_due = true;
  bool is_delivered = false;
};

struct World {
  StoreOptions options;
  std::mutex mutex;
  std::vector<Row> rows;  // in order of acceptance
  std::vector<Sent> outbox;
  std::vector<UsageRow> usage;
};

TimePoint in_millis(TimePoint time) { return from_millis(to_millis(time)); }

Error refuse(ErrorCode code) { return Error{code, "model"}; }

class ModelStore final : public TaskStore {
 public:
  explicit ModelStore(std::shared_ptr<World> world) : world_(std::move(world)) {}

  Result<Task> create(const NewTask& given) override {
    const std::scoped_lock lock{world_->mutex};
    for (const Row& row : world_->rows) {
      const bool is_same_external = given.external_id && row.task.owner_id == given.owner_id &&
                                    row.task.external_id == given.external_id;
      if (row.task.id == given.id || is_same_external) {
        return refuse(ErrorCode::already_exists);
      }
    }
    Row row;
    row.task = to_task(given);
    world_->rows.push_back(row);
    announce(row.task, given.created_at);
    return row.task;
  }

  Result<Task> find(std::string_view owner_id, std::string_view name) override {
    const std::scoped_lock lock{world_->mutex};
    const Row* row = own(owner_id, name);
    return row == nullptr ? Result<Task>{refuse(ErrorCode::not_found)} : row->task;
  }

  Result<Task> find_any(std::string_view id) override {
    const std::scoped_lock lock{world_->mutex};
    const Row* row = by_id(id);
    return row == nullptr ? Result<Task>{refuse(ErrorCode::not_found)} : row->task;
  }

  Result<std::int64_t> queue_position(std::string_view id) override {
    const std::scoped_lock lock{world_->mutex};
    std::int64_t before = 0;
    for (const Row& row : world_->rows) {
      if (row.task.id == id) {
        return row.task.status == TaskStatus::queued ? before : 0;
      }
      before += row.task.status == TaskStatus::queued ? 1 : 0;
    }
    return 0;
  }

  Result<QueueCounts> counts() override {
    const std::scoped_lock lock{world_->mutex};
    const auto count = [&](TaskStatus status) {
      return std::count_if(world_->rows.begin(), world_->rows.end(),
                           [&](const Row& row) { return row.task.status == status; });
    };
    using enum TaskStatus;
    return QueueCounts{count(queued), count(running), count(completed), count(failed),
                       count(canceled)};
  }

  Result<std::optional<Claim>> claim(std::string_view worker_id, TimePoint now,
                                     Clock::duration length) override {
    const std::scoped_lock lock{world_->mutex};
    for (Row& row : world_->rows) {
      if (row.task.status != TaskStatus::queued) {
        continue;
      }
      row.fence += 1;
      row.lease_expires_at = in_millis(now + length);
      row.task.status = TaskStatus::running;
      row.task.attempts += 1;
      row.task.worker_id = worker_id;
      row.task.started_at = in_millis(now);
      row.task.progress = 0;
      row.task.phase = "starting";
      if (row.fence == 1) {
        announce(row.task, now);
      }
      return std::optional{
          Claim{row.task, {row.task.id, std::string{worker_id}, row.fence, row.lease_expires_at}}};
    }
    return std::optional<Claim>{};
  }

  Result<Lease> renew(const Lease& lease, double progress, std::string_view phase, TimePoint now,
                      Clock::duration length) override {
    const std::scoped_lock lock{world_->mutex};
    Row* row = by_id(lease.task_id);
    if (!holds(row, lease)) {
      return refusal(row);
    }
    const bool is_same = row->task.progress == progress && row->task.phase == phase;
    if (!is_same || row->lease_expires_at - now <= length / 2) {
      row->task.progress = progress;
      row->task.phase = phase;
      row->lease_expires_at = in_millis(now + length);
    }
    return Lease{lease.task_id, lease.worker_id, lease.fence, row->lease_expires_at};
  }

  Result<void> complete(const Lease& lease, const JsonObject& result, TimePoint now) override {
    const std::scoped_lock lock{world_->mutex};
    Row* row = by_id(lease.task_id);
    if (row != nullptr && row->task.status == TaskStatus::completed && row->fence == lease.fence &&
        row->task.worker_id == lease.worker_id) {
      return {};
    }
    if (!holds(row, lease)) {
      return refusal(row);
    }
    row->task.result = result;
    row->task.progress = 1;
    world_->usage.push_back({row->task.id, row->task.owner_id, row->task.key_id, row->task.model,
                             row->task.price, row->task.usage, in_millis(now)});
    end(*row, TaskStatus::completed, now);
    return {};
  }

  Result<TaskStatus> fail_attempt(const Lease& lease, const AttemptFailure& failure,
                                  TimePoint now) override {
    const std::scoped_lock lock{world_->mutex};
    Row* row = by_id(lease.task_id);
    if (!holds(row, lease)) {
      return refusal(row);
    }
    if (failure.may_retry && row->task.attempts < row->task.max_attempts) {
      requeue(*row);
    } else {
      row->task.error = failure.error;
      end(*row, TaskStatus::failed, now);
    }
    return row->task.status;
  }

  Result<void> release(const Lease& lease, TimePoint) override {
    const std::scoped_lock lock{world_->mutex};
    Row* row = by_id(lease.task_id);
    if (!holds(row, lease)) {
      return refusal(row);
    }
    row->task.attempts -= 1;
    requeue(*row);
    return {};
  }

  Result<Task> cancel(std::string_view owner_id, std::string_view name, TimePoint now) override {
    const std::scoped_lock lock{world_->mutex};
    Row* row = own(owner_id, name);
    if (row == nullptr) {
      return refuse(ErrorCode::not_found);
    }
    if (is_terminal(row->task.status)) {
      return refuse(ErrorCode::failed_precondition);
    }
    end(*row, TaskStatus::canceled, now);
    return row->task;
  }

  Result<int> abandon_worker(std::string_view worker_id, TimePoint now) override {
    return give_up([&](const Row& row) { return row.task.worker_id == worker_id; }, now);
  }

  Result<int> reclaim_expired(TimePoint now) override {
    return give_up([&](const Row& row) { return row.lease_expires_at < in_millis(now); }, now);
  }

  Result<std::vector<Delivery>> due_deliveries(TimePoint now, int limit) override {
    const std::scoped_lock lock{world_->mutex};
    std::vector<Delivery> due;
    for (const Sent& sent : world_->outbox) {
      if (sent.is_due && sent.delivery.due_at <= in_millis(now)) {
        due.push_back(sent.delivery);
      }
    }
    std::stable_sort(due.begin(), due.end(),
                     [](const Delivery& a, const Delivery& b) { return a.due_at < b.due_at; });
    due.resize(std::min(due.size(), static_cast<std::size_t>(limit)));
    return due;
  }

  Result<void> record_delivery(std::string_view delivery_id, bool delivered,
                               std::optional<TimePoint> next, std::string_view,
                               TimePoint) override {
    const std::scoped_lock lock{world_->mutex};
    for (Sent& sent : world_->outbox) {
      if (sent.delivery.id == delivery_id) {
        sent.delivery.attempts += 1;
        sent.is_delivered = sent.is_delivered || delivered;
        sent.is_due = !sent.is_delivered && next.has_value();
        sent.delivery.due_at = in_millis(next.value_or(sent.delivery.due_at));
        return {};
      }
    }
    return refuse(ErrorCode::not_found);
  }

 private:
  static Task to_task(const NewTask& given) {
    Task task;
    task.id = given.id;
    task.owner_id = given.owner_id;
    task.key_id = given.key_id;
    task.model = given.model;
    task.requested_model = given.requested_model;
    task.external_id = given.external_id;
    task.request = given.request;
    task.envelope = given.envelope;
    task.callback_url = given.callback_url;
    task.price = given.price;
    task.usage = given.usage;
    task.max_attempts = given.max_attempts;
    task.phase = "queued";
    task.created_at = in_millis(given.created_at);
    return task;
  }

  Row* by_id(std::string_view id) {
    for (Row& row : world_->rows) {
      if (row.task.id == id) {
        return &row;
      }
    }
    return nullptr;
  }

  Row* own(std::string_view owner_id, std::string_view name) {
    Row* row = by_id(name);
    if (row != nullptr && row->task.owner_id == owner_id) {
      return row;
    }
    for (Row& other : world_->rows) {
      if (other.task.owner_id == owner_id && other.task.external_id == name) {
        return &other;
      }
    }
    return nullptr;
  }

  static bool holds(const Row* row, const Lease& lease) {
    return row != nullptr && row->task.status == TaskStatus::running && row->fence == lease.fence &&
           row->task.worker_id == lease.worker_id;
  }

  static Error refusal(const Row* row) {
    return refuse(row == nullptr ? ErrorCode::not_found : ErrorCode::failed_precondition);
  }

  static void requeue(Row& row) {
    row.task.status = TaskStatus::queued;
    row.task.phase = "queued";
    row.task.progress = 0;
    row.task.worker_id.clear();
  }

  void end(Row& row, TaskStatus status, TimePoint now) {
    row.task.status = status;
    row.task.phase = to_string(status);
    row.task.finished_at = in_millis(now);
    announce(row.task, now);
  }

  void announce(const Task& task, TimePoint now) {
    if (task.callback_url) {
      const std::string id = "msg_" + std::to_string(world_->outbox.size());
      world_->outbox.push_back(
          {{id, task.id, *task.callback_url, task.status, 0, in_millis(now)}, true, false});
    }
  }

  template <typename IsLost>
  int give_up(IsLost is_lost, TimePoint now) {
    const std::scoped_lock lock{world_->mutex};
    int lost = 0;
    for (Row& row : world_->rows) {
      if (row.task.status != TaskStatus::running || !is_lost(row)) {
        continue;
      }
      ++lost;
      if (row.task.attempts < row.task.max_attempts) {
        requeue(row);
      } else {
        row.task.error = world_->options.lost_error(row.task);
        end(row, TaskStatus::failed, now);
      }
    }
    return lost;
  }

  std::shared_ptr<World> world_;
};

class ModelLedger final : public UsageLedger {
 public:
  explicit ModelLedger(std::shared_ptr<World> world) : world_(std::move(world)) {}

  Result<std::vector<UsageRow>> rows(std::optional<std::string_view> owner_id, TimePoint from,
                                     TimePoint until, int limit) override {
    const std::scoped_lock lock{world_->mutex};
    std::vector<UsageRow> found;
    for (const UsageRow& row : world_->usage) {
      const bool is_of_owner = !owner_id || row.owner_id == *owner_id;
      if (is_of_owner && row.billed_at >= from && row.billed_at < until) {
        found.push_back(row);
      }
    }
    std::sort(found.begin(), found.end(), [](const UsageRow& a, const UsageRow& b) {
      return std::tie(a.billed_at, a.task_id) < std::tie(b.billed_at, b.task_id);
    });
    found.resize(std::min(found.size(), static_cast<std::size_t>(limit)));
    return found;
  }

 private:
  std::shared_ptr<World> world_;
};

}  // namespace

Stores make_model_stores(const StoreOptions& options) {
  auto world = std::make_shared<World>();
  world->options = options;
  return {std::make_unique<ModelStore>(world), nullptr, std::make_unique<ModelLedger>(world)};
}

}  // namespace kirin::tasks
