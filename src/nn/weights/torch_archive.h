/// \file
/// PyTorch archives (`.pth`): a ZIP file with a pickle that describes tensors and a member for the
/// numbers of each storage. Nothing of it is executed (pickle.h).
///
/// Source: PyTorch's torch/serialization.py (`_save`: persistent ids) and torch/_utils.py
/// (`_rebuild_tensor_v2`: storage, offset, size, stride).
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "base/result.h"
#include "nn/dtype.h"
#include "nn/weights/mapped_file.h"
#include "nn/weights/weights.h"

namespace kirin::nn {

/// Whether the file starts as a PyTorch file does, the format before 1.6 included.
bool looks_like_torch(std::span<const std::byte> start);

/// The tensors of the archive's dictionary, or of the one it holds as "state_dict" or "model", as
/// views of the file; entries that are no tensors are left out. Tensors in another order of axes
/// than the plain one are copied, no more than the file's size in all.
///
/// data_loss for what is malformed, permission_denied and unimplemented as of read_pickle,
/// unimplemented for the format before PyTorch 1.6, big-endian numbers and types that we lack.
Result<Weights> torch_weights(const MappedFile& file);

/// The name of a type's storage class, such as "FloatStorage"; empty where there is none.
std::string_view torch_storage_name(DType type);

}  // namespace kirin::nn
