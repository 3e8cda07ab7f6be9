/// \file
/// What the disk store remembers of a file beside its bytes: hash, content type, time.
///
/// It is kept in an extended attribute ("user.kirin.facts") of the file itself, set before the file
/// gets its name: one rename then shows bytes and facts at once, so an asset that is replaced is
/// never seen with the facts of the other, and there is no second file to flush or to lose. File
/// systems without such attributes (tmpfs before Linux 6.6, some NFS) get a sidecar file instead,
/// which names the very file it speaks of (inode, size and time of change) and is not believed for
/// another. Where both are lost, as in a restored backup, the facts are made anew from the bytes
/// and the key.
#pragma once

#include <string>
#include <string_view>

#include "assets/asset_store.h"
#include "base/result.h"

namespace kirin::assets {

/// Attaches `facts` to the file behind `fd`; false where the file system has no extended
/// attributes.
Result<bool> attach_facts(int fd, const AssetFacts& facts);

/// The content of a sidecar for the file behind `fd`, which must not be written to any more.
Result<std::string> sidecar_of(int fd, const AssetFacts& facts);

/// The facts of the file behind `fd`: from its attribute, else from `sidecar` (empty: none), else
/// from its bytes.
Result<AssetFacts> facts_of(int fd, std::string_view key, std::string_view sidecar);

}  // namespace kirin::assets
