#include "catalog/catalog.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/expects.h"
#include "base/file.h"
#include "catalog/embedded_contracts.h"
#include "catalog/loaded_contract.h"

namespace kirin::catalog {
namespace {

using Contracts = std::vector<std::unique_ptr<Contract>>;

// Contracts are *.json; schemas of theirs, which may lie beside them, are *.schema.json.
bool is_contract_file(const std::filesystem::path& path) {
  return path.extension() == ".json" && path.stem().extension() != ".schema";
}

Result<std::vector<std::filesystem::path>> contract_files(const std::string& directory) {
  std::error_code ec;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{directory, ec}) {
    if (is_contract_file(entry.path())) {
      files.push_back(entry.path());
    }
  }
  if (ec) {
    return system_error(fmt::format("reading {}", directory), ec.value());
  }
  std::ranges::sort(files);
  return files;
}

// Two contracts under one name would make requests go to either.
Result<void> names_are_unique(const Contracts& contracts) {
  std::set<std::string, std::less<>> seen;
  for (const auto& contract : contracts) {
    std::vector<std::string> names{contract->id()};
    names.insert(names.end(), contract->aliases().begin(), contract->aliases().end());
    for (const std::string& name : names) {
      if (!seen.insert(name).second) {
        return Error{ErrorCode::invalid_argument,
                     fmt::format("two contracts answer to the name {}", name)};
      }
    }
  }
  return {};
}

}  // namespace

Catalog::Catalog(std::vector<std::unique_ptr<Contract>> contracts)
    : contracts_(std::move(contracts)) {}

const Catalog& Catalog::embedded() {
  static const Catalog kCatalog = embedded_with({});
  return kCatalog;
}

Catalog Catalog::embedded_with(const KnownNames& known) {
  Contracts contracts;
  for (const EmbeddedFile& file : embedded_contracts()) {
    auto contract = parse_contract(file.name, file.text, known);
    EXPECTS(contract.has_value());
    contracts.push_back(*std::move(contract));
  }
  EXPECTS(names_are_unique(contracts).has_value());
  return Catalog{std::move(contracts)};
}

Result<Catalog> Catalog::load(const std::string& directory) {
  ASSIGN_OR_RETURN(const auto files, contract_files(directory));
  Contracts contracts;
  for (const std::filesystem::path& path : files) {
    ASSIGN_OR_RETURN(const std::string text, read_file(path));
    ASSIGN_OR_RETURN(auto contract, parse_contract(path.string(), text));
    contracts.push_back(std::move(contract));
  }
  if (contracts.empty()) {
    return Error{ErrorCode::invalid_argument, fmt::format("no contracts in {}", directory)};
  }
  RETURN_IF_ERROR(names_are_unique(contracts));
  return Catalog{std::move(contracts)};
}

const Contract* Catalog::find(std::string_view name) const {
  for (const auto& contract : contracts_) {
    const auto aliases = contract->aliases();
    if (contract->id() == name || std::ranges::find(aliases, name) != aliases.end()) {
      return contract.get();
    }
  }
  return nullptr;
}

}  // namespace kirin::catalog
