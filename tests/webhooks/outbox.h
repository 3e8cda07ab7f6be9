/// \file
/// A real task store with callbacks to send, for tests.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tasks/open_store.h"
#include "tasks/sample_tasks.h"
#include "tasks/scratch_folder.h"

namespace kirin::webhooks {

class Outbox {
 public:
  Outbox() : stores_(tasks::open_stores(folder_.store_url(), tasks::sample_options()).value()) {}

  tasks::TaskStore& store() { return *stores_.tasks; }
  tasks::DeliveryLog& log() { return *stores_.deliveries; }

  /// A task that calls back to `url` and is canceled: one delivery more, that of its end. (That of
  /// its beginning is taken for delivered.)
  void end_task(const std::string& id, const std::string& url) {
    tasks::NewTask task = tasks::sample_task(id);
    task.callback_url = url;
    EXPECTS(store().create(task).has_value());
    const tasks::DeliveryOutcome arrived{.end = tasks::DeliveryOutcome::End::delivered};
    for (const tasks::Delivery& delivery : due(tasks::kNoon)) {
      if (delivery.task_id == id) {
        EXPECTS(store().record_delivery(delivery.id, arrived, tasks::kNoon).has_value());
      }
    }
    EXPECTS(store().cancel(task.owner_id, id, tasks::kNoon).has_value());
  }

  std::vector<tasks::Delivery> due(TimePoint now) {
    return store().due_deliveries(now, 1000).value();
  }

 private:
  tasks::ScratchFolder folder_;
  tasks::Stores stores_;
};

}  // namespace kirin::webhooks
