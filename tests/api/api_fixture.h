/// \file
/// What API handlers work with, real: SQLite stores and a disk store in a folder of their own.
#pragma once

#include <memory>
#include <string>

#include "api/context.h"
#include "api/gate.h"
#include "net/router.h"

namespace kirin::api {

class ApiFixture {
 public:
  explicit ApiFixture(const ApiOptions& options = {});
  ~ApiFixture();
  ApiFixture(const ApiFixture&) = delete;
  ApiFixture& operator=(const ApiFixture&) = delete;

  ApiContext& context() { return *context_; }
  tasks::Stores& stores() { return stores_; }
  assets::AssetStore& assets() { return *assets_; }
  assets::SignedUrls& signed_urls() { return signed_urls_; }
  const std::string& folder() const { return folder_; }

  /// The secret of a new key of "owner", or of who is named.
  std::string new_key(tasks::KeyOptions options = {.owner_id = "owner"});
  /// A request with that key and, where it is not empty, a JSON body.
  static net::Request request(std::string method, std::string path, const std::string& secret,
                              std::string body = {});

  bool is_draining = false;
  bool is_disk_nearly_full = false;
  int created = 0;  ///< calls of on_task_created

 private:
  std::string folder_;
  tasks::Stores stores_;
  std::unique_ptr<assets::AssetStore> assets_;
  assets::SignedUrls signed_urls_;
  std::unique_ptr<tasks::TaskWatch> watch_;
  std::unique_ptr<ApiContext> context_;
};

/// Operations behind a gate, asked as a client would.
class MountedTable {
 public:
  MountedTable(const ApiContext& context, OperationTable table)
      : table_(std::move(table)), gate_(context) {
    mount(table_, gate_, router_);
  }
  net::Response answer(net::Request request) { return router_.answer(request); }

 private:
  OperationTable table_;
  Gate gate_;
  net::Router router_;
};

/// The JSON of a response; fails the test where it is none.
JsonObject json_of(const net::Response& response);

}  // namespace kirin::api
