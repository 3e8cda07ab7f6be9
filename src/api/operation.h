/// \file
/// One row of the API: how it is reached, who may, what goes in and what comes out.
///
/// A surface (a folder of `api/`) adds its rows to an `OperationTable` together with their
/// handlers. Everything else follows from the table: routes, the checks before a handler (gate.h),
/// parsed query parameters, and the OpenAPI document (openapi/).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "api/error.h"
#include "base/clock.h"
#include "base/json.h"
#include "net/message.h"
#include "tasks/admission.h"
#include "tasks/key_store.h"

namespace kirin::api {

/// A parameter in query, header or path. `schema` is JSON Schema (2020-12) of a scalar: type
/// string, integer, number or boolean, with enum, minimum, maximum, minLength, maxLength, default,
/// format.
struct Parameter {
  std::string name;
  std::string description;
  JsonObject schema;
  bool required = false;
};

/// A request body. `schema` is JSON Schema, mostly {"$ref": "#/components/schemas/…"}.
struct BodySchema {
  std::string content_type = "application/json";
  JsonObject schema;
  JsonObject example = {};
};

struct Answer {
  int status = 200;
  std::string description;
  std::string content_type = "application/json";  ///< empty: no body
  JsonObject schema = {};
};

/// Beside authentication: what the gate does for the operation.
enum class Effect {
  reads,    ///< changes nothing
  changes,  ///< not refused while the server drains
  creates,  ///< refused with 503 while the server drains or the disk is nearly full; takes an
            ///< Idempotency-Key
};

struct Operation {
  std::string method;
  std::string pattern;  ///< as net::Router takes it: "/model/v1/generation/task/{id}"
  std::string id;       ///< OpenAPI's operationId: "getTask"
  std::string tag;
  std::string summary;      ///< a line
  std::string description;  ///< Markdown; may be empty
  std::optional<tasks::Scope> scope =
      {};  ///< what the key must be good for; nothing: no key is asked for
  Effect effect = Effect::reads;
  ErrorForm error_form = ErrorForm::generation;
  std::vector<Parameter> path = {};  ///< one for each name in `pattern`
  std::vector<Parameter> query = {};
  std::vector<Parameter> headers = {};  ///< those it reads beyond the ones of every operation
  std::vector<BodySchema> bodies = {};  ///< the content types it takes; none: no body
  std::vector<Answer> answers = {};     ///< of success, and errors only it has
  std::vector<int> errors =
      {};  ///< statuses of errors in `error_form` beyond those of every operation
  /// True where the handler itself answers a repeated Idempotency-Key (Call::kept_answer).
  bool answers_repeats = false;
};

/// The query of a request, checked against the operation's table.
class QueryValues {
 public:
  explicit QueryValues(std::map<std::string, Json, std::less<>> values = {})
      : values_(std::move(values)) {}
  /// Nothing where the caller gave none and the table has no default.
  std::optional<std::string> text(std::string_view name) const;
  std::optional<std::int64_t> integer(std::string_view name) const;
  std::optional<bool> boolean(std::string_view name) const;

 private:
  std::map<std::string, Json, std::less<>> values_;
};

/// One request on its way to a handler.
struct Call {
  net::Request& request;
  const tasks::ApiKey* key = nullptr;  ///< null for anonymous operations
  QueryValues query = QueryValues{};
  TimePoint now = {};
  /// The caller's Idempotency-Key. A handler that makes a task gives it to the store; for others
  /// the gate keeps the answer.
  std::optional<tasks::IdempotentRequest> idempotency = {};
  bool answer_is_kept = false;  ///< set by a handler whose store kept the answer
  std::optional<tasks::KeptAnswer> kept_answer = {};  ///< see Operation::answers_repeats
  /// The value of `{name}` in the pattern.
  const std::string& path(std::string_view name) const;
};

/// What a handler answers. Errors are encoded as the operation and the caller want them.
using Reply = std::variant<net::Response, ApiError>;
using OperationHandler = std::function<Reply(Call&)>;

class OperationTable {
 public:
  struct Row {
    Operation operation;
    OperationHandler handler;
  };
  /// Every `{name}` of the pattern must be described; ids are unique.
  void add(Operation operation, OperationHandler handler);
  /// A named schema for "#/components/schemas/NAME".
  void add_schema(std::string name, JsonObject schema);

  const std::vector<Row>& rows() const { return rows_; }
  const std::map<std::string, JsonObject>& schemas() const { return schemas_; }

 private:
  std::vector<Row> rows_;
  std::map<std::string, JsonObject> schemas_;
};

/// {"$ref": "#/components/schemas/NAME"}
JsonObject schema_ref(std::string_view name);

/// The query of `request` read by the operation's table: defaults filled in; 40003 names the first
/// parameter that is missing, of the wrong type, or out of range. Unknown parameters are ignored.
std::variant<QueryValues, ApiError> read_query(const Operation& operation,
                                               const net::Request& request);

}  // namespace kirin::api
