#include "webhooks/test_task.h"

namespace kirin::webhooks {

tasks::Task test_task(const tasks::Delivery& delivery) {
  tasks::Task task;
  task.id = "test-" + delivery.id;
  task.owner_id = delivery.owner_id;
  task.key_id = delivery.key_id;
  task.model = "kirin_v2_6_t2v";
  task.requested_model = task.model;
  task.status = tasks::TaskStatus::completed;
  task.phase = tasks::to_string(task.status);
  task.progress = 1;
  task.callback_url = delivery.url;
  task.usage = {{"discount", 1}, {"quantity", 1}, {"unit_price", "0"}};
  task.result = {
      {"output", {{"key", "tasks/test/output.mp4"}, {"size", "1920x1080"}, {"duration", "5.000"}}}};
  task.created_at = delivery.due_at;
  task.started_at = delivery.due_at;
  task.finished_at = delivery.due_at;
  return task;
}

}  // namespace kirin::webhooks
