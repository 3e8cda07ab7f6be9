/// \file
/// What a test message tells of: a task that never was.
#pragma once

#include "tasks/delivery.h"
#include "tasks/task.h"

namespace kirin::webhooks {

/// A completed task without cost whose clip does not exist, as old as the message. Its id is that
/// of the message with "test-" before it.
tasks::Task test_task(const tasks::Delivery& delivery);

}  // namespace kirin::webhooks
