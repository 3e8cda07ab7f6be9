#include <fmt/format.h>

#include <iostream>

#include "base/json.h"
#include "cli/exit_status.h"
#include "cli/progress_bar.h"
#include "cli/weights.h"
#include "engine/wan/dit/dit_config.h"
#include "nn/weights/finite.h"

namespace kirin::cli {
namespace {

using wan::CheckpointPart;

constexpr std::size_t kMostShown = 20;  // of one part's faults; JSON has all

struct PartReport {
  std::string name;
  std::size_t tensors = 0;
  std::vector<std::string> faults;
  std::vector<std::string> unknown;
};

/// What config.json and tensors say must agree.
void check_config(const CheckpointPart& part, PartReport& report) {
  if (part.kind() != wan::PartKind::dit) {
    return;
  }
  const auto weights = wan::with_official_names(part.stored(), {part.kind(), part.layout()});
  if (!weights) {
    report.faults.push_back(weights.error().message);
    return;
  }
  const auto config = wan::dit_config(*weights, part.config());
  if (!config) {
    report.faults.push_back(config.error().message);
  }
}

void check_values(const CheckpointPart& part, ProgressBar& bar, std::uint64_t& done,
                  std::uint64_t total, PartReport& report) {
  for (const auto& [name, tensor] : part.stored().tensors()) {
    const nn::Index wrong = nn::count_not_finite(tensor);
    if (wrong > 0) {
      report.faults.push_back(
          fmt::format("{} has {} numbers that are infinite or NaN", name, wrong));
    }
    done += static_cast<std::uint64_t>(tensor.count()) * nn::size_bytes(tensor.type());
    bar.show(total == 0 ? 1 : static_cast<double>(done) / static_cast<double>(total), report.name);
  }
}

void print(const std::vector<PartReport>& reports, const wan::Checkpoint& checkpoint) {
  for (const PartReport& report : reports) {
    std::cout << fmt::format(
        "{} {:<14} {} tensors{}\n", report.faults.empty() ? "ok  " : "FAIL", report.name,
        report.tensors,
        report.faults.empty() ? std::string() : fmt::format(", {} faults", report.faults.size()));
    for (std::size_t i = 0; i < std::min(report.faults.size(), kMostShown); ++i) {
      std::cout << "     " << report.faults[i] << "\n";
    }
    if (report.faults.size() > kMostShown) {
      std::cout << fmt::format("     … and {} more (--json lists all)\n",
                               report.faults.size() - kMostShown);
    }
    if (!report.unknown.empty()) {
      std::cout << fmt::format("     note: {} tensors are not of this network, such as {}\n",
                               report.unknown.size(), report.unknown.front());
    }
  }
  for (const std::string& missing : checkpoint.missing) {
    std::cout << "FAIL missing: " << missing << "\n";
  }
  for (const std::string& note : checkpoint.notes) {
    std::cout << "note: " << note << "\n";
  }
}

void print_json(const std::vector<PartReport>& reports, const wan::Checkpoint& checkpoint,
                bool is_sound) {
  JsonArray parts;
  for (const PartReport& report : reports) {
    parts.push_back(
        JsonObject{{"part", report.name},
                   {"tensors", report.tensors},
                   {"faults", JsonArray(report.faults.begin(), report.faults.end())},
                   {"unknown", JsonArray(report.unknown.begin(), report.unknown.end())}});
  }
  const JsonObject all{{"title", checkpoint.title()},
                       {"sound", is_sound},
                       {"parts", std::move(parts)},
                       {"missing", JsonArray(checkpoint.missing.begin(), checkpoint.missing.end())},
                       {"notes", JsonArray(checkpoint.notes.begin(), checkpoint.notes.end())}};
  std::cout << boost::json::serialize(all) << "\n";
}

}  // namespace

int verify_weights(const WeightsArguments& arguments) {
  auto checkpoint = wan::open_checkpoint(arguments.paths);
  if (!checkpoint) {
    std::cerr << "kirin weights verify: " << checkpoint.error().message << "\n";
    return kExitFailure;
  }
  const auto parts = parts_of(*checkpoint);
  std::uint64_t total = 0;
  for (const auto& [name, part] : parts) {
    total += part->stored_bytes();
  }
  std::uint64_t done = 0;
  ProgressBar bar("weights", arguments.quiet || !arguments.reads_values);
  std::vector<PartReport> reports;
  // One file is a part, not a model that lacks parts.
  std::error_code error;
  const bool is_one_file = std::filesystem::is_regular_file(arguments.paths.root, error);
  if (is_one_file) {
    checkpoint->missing.clear();
  }
  bool is_sound = checkpoint->missing.empty();
  for (const auto& [name, part] : parts) {
    auto found = part->check();
    PartReport report{name, part->stored().tensors().size(), std::move(found.faults),
                      std::move(found.unknown)};
    check_config(*part, report);
    if (arguments.reads_values) {
      check_values(*part, bar, done, total, report);
    }
    is_sound = is_sound && report.faults.empty();
    reports.push_back(std::move(report));
  }
  if (arguments.reads_values) {
    bar.finish(fmt::format("{} read", sized(done)));
  }
  arguments.as_json ? print_json(reports, *checkpoint, is_sound) : print(reports, *checkpoint);
  return is_sound ? kExitOk : kExitFailure;
}

}  // namespace kirin::cli
