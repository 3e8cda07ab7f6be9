/// \file
/// A `Contract` that was read from a file.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "catalog/catalog.h"
#include "catalog/contract_model.h"

namespace kirin::catalog {

class LoadedContract final : public Contract {
 public:
  /// `document` is what `model` was read from.
  LoadedContract(ContractModel model, JsonObject document);

  const std::string& id() const override { return model_.id; }
  const std::string& display_name() const override { return model_.display_name; }
  const std::string& description() const override { return model_.description; }
  std::span<const std::string> aliases() const override { return model_.aliases; }
  const JsonObject& document() const override { return document_; }

  Quote quote(const GenerationRequest& request) const override;
  PixelSize output_size(const GenerationRequest& request,
                        std::optional<PixelSize> first_image) const override;
  int fps(const GenerationRequest& request) const override;
  std::string error_code(FailureCause cause) const override;
  ImageRules image_rules(std::string_view parameter) const override;

  const ContractModel& model() const { return model_; }

 private:
  const ModeOutput& output(const GenerationRequest& request) const;

  ContractModel model_;
  JsonObject document_;
};

/// A contract from the text of a file; invalid_argument names the place. `name` is the file's, for
/// the message. `known`: see Catalog::embedded_with.
Result<std::unique_ptr<Contract>> parse_contract(std::string_view name, std::string_view text,
                                                 const KnownNames& known = {});

}  // namespace kirin::catalog
