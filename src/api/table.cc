#include "api/table.h"

#include "api/account/operations.h"
#include "api/admin/operations.h"
#include "api/callbacks/operations.h"
#include "api/docs/operations.h"
#include "api/files/operations.h"
#include "api/generation/operations.h"
#include "api/models/operations.h"
#include "api/openapi/operations.h"
#include "api/queue/operations.h"
#include "api/uploads/operations.h"
#include "api/voices/operations.h"

namespace kirin::api {

OperationTable full_table(const ApiContext& context, const health::Readiness& readiness,
                          health::ServerMetrics& metrics) {
  OperationTable table;
  generation::add_operations(table, context);
  queue::add_operations(table, context);
  models::add_operations(table, context.catalog, context.options);
  uploads::add_operations(table, context);
  files::add_operations(table, context);
  voices::add_operations(table, context);
  account::add_operations(table, context);
  callbacks::add_operations(table, context);
  admin::add_operations(table, context);
  health::add_operations(table, context.tasks, readiness, metrics);
  docs::add_operations(table);
  openapi::add_operations(table, context.catalog, context.options);  // describes all above
  return table;
}

}  // namespace kirin::api
