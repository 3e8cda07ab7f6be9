/// \file
/// The models, read from their contracts (top-level catalog/*.json, embedded into the binary).
///
/// In: a model's name and a caller's parameters. Out: a typed, defaulted, checked
/// `GenerationRequest`, or every rule that is violated; and what follows from the contract: price,
/// size, frame rate, error codes. Nothing about a model stands anywhere else in the code.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/money.h"
#include "base/result.h"
#include "catalog/request.h"

namespace kirin::catalog {

/// Why a request is refused; the API's codes 40002 to 40005 follow from it.
enum class ViolationKind { missing, invalid_value, unsupported_combination, bad_image };

struct Violation {
  ViolationKind kind = ViolationKind::invalid_value;
  std::string parameter;  ///< path below the parameters: "dynamic_masks[0].trajectories[3].x"
  std::string message;    ///< a sentence for the caller that says what is allowed
};

/// What can end a task, and with it the last three digits of its error code.
enum class FailureCause {
  generation = 95,  ///< engine failure, out of memory
  result = 96,      ///< encode, mux or probe failure
  transfer = 97,    ///< fetching an input or storing the result failed
  status = 98,      ///< worker lost, deadline exceeded, canceled
  rejected = 99,  ///< rejected after acceptance: image rules on URL inputs, masks that do not match
};

/// What images of a request must be, from the contract.
struct ImageRules {
  std::uint64_t max_bytes = 0;  ///< inclusive
  int min_side = 0;             ///< pixels, both sides
  double max_aspect = 0;        ///< longer side over shorter side; 0: no limit
};

struct PixelSize {
  int width = 0;
  int height = 0;
  bool operator==(const PixelSize&) const = default;
};

/// The price of one request and what it is made of.
struct Quote {
  Money unit_price;
  int quantity = 1;
  std::string tier;  ///< "pro/5s/sound"; the row of the contract's price table
};

/// One model.
class Contract {
 public:
  virtual ~Contract() = default;
  virtual const std::string& id() const = 0;
  virtual const std::string& display_name() const = 0;
  virtual const std::string& description() const = 0;
  virtual std::span<const std::string> aliases() const = 0;
  /// The contract file as it is: parameters, rules, prices. Drives specs, OpenAPI and forms.
  virtual const JsonObject& document() const = 0;

  virtual Quote quote(const GenerationRequest& request) const = 0;
  /// The clip's size, even. `first_image`: the size, as seen, of the image the clip follows; needed
  /// only by models without an aspect ratio: equal pixel area, the image's aspect ratio.
  virtual PixelSize output_size(const GenerationRequest& request,
                                std::optional<PixelSize> first_image) const = 0;
  virtual int fps(const GenerationRequest& request) const = 0;
  /// "002013097"
  virtual std::string error_code(FailureCause cause) const = 0;
  /// The rules for the image parameter of that name ("image", "image_tail", "image_list",
  /// "static_mask", "dynamic_masks").
  virtual ImageRules image_rules(std::string_view parameter) const = 0;
};

struct CheckOptions {
  bool refuse_unknown_parameters = false;  ///< else they are ignored with a warning
  /// True for a string that stands for a longer one (base/json.h): image data may be that, text may
  /// not.
  std::function<bool(std::string_view)> is_spilled = [](std::string_view) { return false; };
};

/// What names may be that the server knows beside the contracts, by the word that contracts call
/// them by: {"voices": {"en_male_1", …}}.
using KnownNames = std::map<std::string, std::vector<std::string>, std::less<>>;

using CheckOutcome = std::variant<GenerationRequest, std::vector<Violation>>;

class Catalog {
 public:
  /// The contracts embedded at build time. They are tested, so a broken one is our bug.
  static const Catalog& embedded();
  /// The same where a parameter of a list of `known` ("known": "voices") takes its names and no
  /// others, and says so in its document, as `enum`. Elsewhere such a parameter takes any name.
  static Catalog embedded_with(const KnownNames& known);
  /// Every *.json of a directory; invalid_argument names the file and the place.
  static Result<Catalog> load(const std::string& directory);

  /// By id or alias ("kling_v1_i2v"), or null.
  const Contract* find(std::string_view name) const;
  std::span<const std::unique_ptr<Contract>> contracts() const { return contracts_; }

  explicit Catalog(std::vector<std::unique_ptr<Contract>> contracts);

 private:
  std::vector<std::unique_ptr<Contract>> contracts_;
};

/// Checks one parameter object against a contract: all violations, not only the first. Does not
/// look into image data (assets/ingest.h does), only at whether it is there and shaped like a URL
/// or base64.
CheckOutcome check(const Contract& contract, std::string_view requested_model,
                   const JsonObject& parameters, const CheckOptions& options = {});

}  // namespace kirin::catalog
