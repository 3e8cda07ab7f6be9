#include "tasks/model_store.h"

#include <algorithm>
#include <map>
#include <set>
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
};

struct World {
  StoreOptions options;
  std::mutex mutex;
  std::vector<Row> rows;           // in order of acceptance
  std::vector<std::string> turns;  // owners, whoever was served longest ago first
  std::set<std::string> served;    // those who ever were
  std::vector<Sent> outbox;
  std::set<std::pair<std::string, std::string>> disabled;  // owner and URL
  std::vector<UsageRow> usage;
};

TimePoint in_millis(TimePoint time) { return from_millis(to_millis(time)); }

Error refuse(ErrorCode code) { return Error{code, "model"}; }

class ModelStore final : public TaskStore {
 public:
  explicit ModelStore(std::shared_ptr<World> world) : world_(std::move(world)) {}

  Result<CreateOutcome> create(const NewTask& given) override {
    const std::scoped_lock lock{world_->mutex};
    if (const auto refusal = refusal_of(given)) {
      return CreateOutcome{*refusal};
    }
    if (by_id(given.id) != nullptr) {
      return refuse(ErrorCode::already_exists);
    }
    Row row;
    row.task = to_task(given);
    world_->rows.push_back(row);
    arrive(given.owner_id);
    announce(row.task, given.created_at);
    return CreateOutcome{row.task};
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

  // Claims what is there on a copy of the world until it is the task's turn.
  Result<std::int64_t> queue_position(std::string_view id) override {
    const std::scoped_lock lock{world_->mutex};
    const Row* own = by_id(id);
    if (own == nullptr || own->task.status != TaskStatus::queued) {
      return std::int64_t{0};
    }
    std::vector<Row> rows = world_->rows;
    std::vector<std::string> turns = world_->turns;
    std::int64_t before = 0;
    while (true) {
      Row* next = next_in_turn(rows, turns);
      EXPECTS(next != nullptr);
      if (next->task.id == id) {
        return before;
      }
      next->task.status = TaskStatus::running;
      end_turn(turns, next->task.owner_id);
      ++before;
    }
  }

  Result<TaskPage> list(const TaskQuery& query) override {
    const std::scoped_lock lock{world_->mutex};
    TaskPage page;
    for (auto at = static_cast<std::int64_t>(world_->rows.size()); at > 0; --at) {
      const Task& task = world_->rows[static_cast<std::size_t>(at - 1)].task;
      if (at >= query.before.value_or(at + 1) || !is_asked_for(task, query)) {
        continue;
      }
      if (page.tasks.size() == static_cast<std::size_t>(query.limit)) {
        page.next = at + 1;
        break;
      }
      page.tasks.push_back(task);
    }
    return page;
  }

  Result<std::vector<TaskChange>> changes_since(TimePoint since) override {
    const std::scoped_lock lock{world_->mutex};
    std::vector<TaskChange> changes;
    for (const auto& [task, fence, expiry] : world_->rows) {
      const bool has_ended = task.finished_at && *task.finished_at >= in_millis(since);
      if (task.status == TaskStatus::running || has_ended) {
        changes.push_back({task.id, task.status, task.progress, task.phase});
      }
    }
    return changes;
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
    Row* row = next_in_turn(world_->rows, world_->turns);
    if (row == nullptr) {
      return std::optional<Claim>{};
    }
    end_turn(world_->turns, row->task.owner_id);
    world_->served.insert(row->task.owner_id);
    row->fence += 1;
    row->lease_expires_at = in_millis(now + length);
    row->task.status = TaskStatus::running;
    row->task.attempts += 1;
    row->task.worker_id = worker_id;
    row->task.started_at = in_millis(now);
    row->task.progress = 0;
    row->task.phase = "starting";
    if (row->fence == 1) {
      announce(row->task, now);
    }
    return std::optional{Claim{
        row->task, {row->task.id, std::string{worker_id}, row->fence, row->lease_expires_at}}};
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

  Result<void> record_delivery(std::string_view delivery_id, const DeliveryOutcome& outcome,
                               TimePoint) override {
    using enum DeliveryOutcome::End;
    const std::scoped_lock lock{world_->mutex};
    for (Sent& sent : world_->outbox) {
      if (sent.delivery.id == delivery_id) {
        sent.delivery.attempts += outcome.end == skipped ? 0 : 1;
        sent.is_due = sent.is_due && outcome.end == failed && outcome.next;
        sent.delivery.due_at = in_millis(outcome.next.value_or(sent.delivery.due_at));
        if (outcome.end == gone) {
          disable({sent.delivery.owner_id, sent.delivery.url});
        }
        return {};
      }
    }
    return refuse(ErrorCode::not_found);
  }

 private:
  std::optional<Refusal> refusal_of(const NewTask& given) {
    if (given.external_id && by_external_id(given.owner_id, *given.external_id) != nullptr) {
      return Refusal::external_id_used;
    }
    std::int64_t active = 0;
    std::int64_t queued = 0;
    for (const auto& [task, fence, expiry] : world_->rows) {
      active += task.key_id == given.key_id && !is_terminal(task.status) ? 1 : 0;
      queued += task.status == TaskStatus::queued ? 1 : 0;
    }
    if (given.limits.max_active_of_key > 0 && active >= given.limits.max_active_of_key) {
      return Refusal::key_concurrency;
    }
    if (given.limits.max_queued > 0 && queued >= given.limits.max_queued) {
      return Refusal::queue_full;
    }
    return std::nullopt;
  }

  // Who comes for the first time stands before all who were served.
  void arrive(const std::string& owner_id) {
    auto& turns = world_->turns;
    if (std::find(turns.begin(), turns.end(), owner_id) == turns.end()) {
      const auto served = static_cast<std::ptrdiff_t>(world_->served.size());
      turns.insert(turns.end() - served, owner_id);
    }
  }

  static void end_turn(std::vector<std::string>& turns, const std::string& owner_id) {
    turns.erase(std::find(turns.begin(), turns.end(), owner_id));
    turns.push_back(owner_id);
  }

  static Row* next_in_turn(std::vector<Row>& rows, const std::vector<std::string>& turns) {
    Row* next = nullptr;
    for (const std::string& owner_id : turns) {
      for (Row& row : rows) {
        const bool is_candidate =
            row.task.owner_id == owner_id && row.task.status == TaskStatus::queued;
        if (is_candidate && (next == nullptr || row.task.priority > next->task.priority)) {
          next = &row;
        }
      }
      if (next != nullptr) {
        break;
      }
    }
    return next;
  }

  static bool is_asked_for(const Task& task, const TaskQuery& query) {
    const auto& statuses = query.statuses;
    return task.owner_id == query.owner_id &&
           (!statuses ||
            std::find(statuses->begin(), statuses->end(), task.status) != statuses->end()) &&
           (!query.model || task.model == *query.model) &&
           (!query.external_id || task.external_id == query.external_id) &&
           (!query.created_from || task.created_at >= in_millis(*query.created_from)) &&
           (!query.created_until || task.created_at < in_millis(*query.created_until));
  }

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
    task.priority = given.priority;
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
    return by_external_id(owner_id, name);
  }

  Row* by_external_id(std::string_view owner_id, std::string_view external_id) {
    for (Row& row : world_->rows) {
      if (row.task.owner_id == owner_id && row.task.external_id == external_id) {
        return &row;
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
      const bool is_due = !world_->disabled.contains({task.owner_id, *task.callback_url});
      world_->outbox.push_back({{.id = "msg_" + std::to_string(world_->outbox.size()),
                                 .task_id = task.id,
                                 .owner_id = task.owner_id,
                                 .key_id = task.key_id,
                                 .url = *task.callback_url,
                                 .status = task.status,
                                 .due_at = in_millis(now)},
                                is_due});
    }
  }

  void disable(const std::pair<std::string, std::string>& receiver) {
    world_->disabled.insert(receiver);
    for (Sent& sent : world_->outbox) {
      if (std::pair{sent.delivery.owner_id, sent.delivery.url} == receiver) {
        sent.is_due = false;
      }
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

  Result<std::vector<UsageTotal>> totals(std::optional<std::string_view> owner_id, TimePoint from,
                                         TimePoint until) override {
    const std::scoped_lock lock{world_->mutex};
    std::map<std::pair<std::string, std::string>, UsageTotal> totals;
    for (const UsageRow& row : world_->usage) {
      if ((!owner_id || row.owner_id == *owner_id) && row.billed_at >= from &&
          row.billed_at < until) {
        UsageTotal& total = totals[{row.owner_id, row.model}];
        total = {row.owner_id, row.model, total.requests + 1, total.cost + row.price};
      }
    }
    std::vector<UsageTotal> found;
    for (const auto& [key, total] : totals) {
      found.push_back(total);
    }
    return found;
  }

 private:
  std::shared_ptr<World> world_;
};

}  // namespace

Stores make_model_stores(const StoreOptions& options) {
  auto world = std::make_shared<World>();
  world->options = options;
  Stores stores;
  stores.tasks = std::make_unique<ModelStore>(world);
  stores.usage = std::make_unique<ModelLedger>(world);
  return stores;
}

}  // namespace kirin::tasks
