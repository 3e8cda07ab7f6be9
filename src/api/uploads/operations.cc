#include "api/uploads/operations.h"

#include "api/schema.h"
#include "api/uploads/store_file.h"

namespace kirin::api::uploads {
namespace {

using namespace schema;  // NOLINT(google-build-using-namespace): the words of the tables below

JsonObject form_schema() {
  return {{"type", "object"},
          {"properties",
           {{"file",
             {{"type", "string"},
              {"format", "binary"},
              {"description", "Of any type; only JPEG and PNG serve as inputs."}}}}},
          {"required", JsonArray{"file"}}};
}

JsonObject upload_schema() {
  return object_of(
      {{"url", text("Works without a key until the file expires, and as an input of tasks.")},
       {"file_name", text("As it was stored.")},
       {"content_type", text("By content: image/png, image/jpeg or application/octet-stream.")},
       {"file_size", integer("Bytes.", 1)},
       {"expires_at", integer("Seconds since 1970.")}});
}

Operation store_operation(const ApiContext& context) {
  Operation operation{
      .method = "POST",
      .pattern = "/api/v1/storage/files",
      .id = "uploadFile",
      .tag = "Files",
      .summary = "Store a file to use as an input",
      .description =
          "`multipart/form-data` with one part named `file`; other parts are passed over. The file "
          "may have " +
          std::to_string(context.options.upload_max_bytes) +
          " bytes (413 with code 41301 beyond), and all files of an owner together what the "
          "server's quota says (413 with code 41302, upload quota reached). A task that was "
          "accepted keeps its inputs also where they expire meanwhile.\n\n"
          "An `Idempotency-Key` needs the very same bytes again, the boundary included."};
  operation.scope = tasks::Scope::upload;
  operation.effect = Effect::creates;
  operation.error_form = ErrorForm::envelope;
  operation.bodies = {{"multipart/form-data", form_schema()}};
  operation.answers = {{200, "Stored.", "application/json", schema_ref("UploadAnswer")}};
  operation.errors = {400, 409, 413, 415, 422};
  return operation;
}

}  // namespace

void add_operations(OperationTable& table, const ApiContext& context) {
  table.add_schema("Upload", upload_schema());
  table.add_schema("UploadAnswer", object_of({{"status", ok_status()},
                                              {"data", schema_ref("Upload")},
                                              {"url", text("The same as in `data`.")}}));
  table.add(store_operation(context), [&context](Call& call) { return store_file(context, call); });
}

}  // namespace kirin::api::uploads
