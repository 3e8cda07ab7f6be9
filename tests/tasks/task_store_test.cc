// The suite, for every store there is.
#include "tasks/model_store.h"
#include "tasks/scratch_folder.h"
#include "tasks/task_store_suite.h"

namespace kirin::tasks {
namespace {

std::function<Stores()> sqlite_store() {
  auto folder = std::make_shared<ScratchFolder>();
  return [folder] { return open_stores(folder->store_url(), sample_options()).value(); };
}

std::function<Stores()> model_store() {
  return [] { return make_model_stores(sample_options()); };
}

INSTANTIATE_TEST_SUITE_P(Sqlite, TaskStoreSuite,
                         testing::Values(StoreKind{"sqlite", sqlite_store}));
INSTANTIATE_TEST_SUITE_P(Model, TaskStoreSuite, testing::Values(StoreKind{"model", model_store}));
INSTANTIATE_TEST_SUITE_P(Sqlite, TaskQueueSuite,
                         testing::Values(StoreKind{"sqlite", sqlite_store}));
INSTANTIATE_TEST_SUITE_P(Model, TaskQueueSuite, testing::Values(StoreKind{"model", model_store}));

}  // namespace
}  // namespace kirin::tasks
