// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/artefacts/packing.hpp"

#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <zlib.h>

#include <array>
#include <cstdint>

namespace bm::adapters::artefacts {
namespace {

using core::ErrorKind;

const std::uint8_t* as_bytes(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

core::Expected<std::string> from_base64(std::string_view text) {
    base64_decode_ctx context;
    base64_decode_init(&context);
    std::string bytes(BASE64_DECODE_LENGTH(text.size()), '\0');
    std::size_t length = bytes.size();
    const bool good =
        base64_decode_update(&context, &length, reinterpret_cast<std::uint8_t*>(bytes.data()),
                             text.size(), text.data()) == 1 &&
        base64_decode_final(&context) == 1;
    if (!good) return core::fail(ErrorKind::refused, "a chunk is not base64");
    bytes.resize(length);
    return bytes;
}

}  // namespace

std::string pack(std::string_view bytes) {
    auto length = ::compressBound(bytes.size());
    std::string packed(length, '\0');
    // The bound is large enough, so nothing can go wrong.
    (void)::compress2(reinterpret_cast<Bytef*>(packed.data()), &length, as_bytes(bytes),
                      bytes.size(), Z_DEFAULT_COMPRESSION);
    std::string text(BASE64_ENCODE_RAW_LENGTH(length), '\0');
    base64_encode_raw(text.data(), length, as_bytes(packed));
    return text;
}

core::Expected<std::string> unpack(std::string_view text, std::size_t bytes) {
    BM_TRY_ASSIGN(const auto packed, from_base64(text));
    // One byte more, so that a stream that goes on is seen to; zlib takes no empty buffer for one.
    std::string unpacked(bytes + 1, '\0');
    auto length = static_cast<uLongf>(unpacked.size());
    auto taken = static_cast<uLong>(packed.size());
    const int status =
        ::uncompress2(reinterpret_cast<Bytef*>(unpacked.data()), &length, as_bytes(packed), &taken);
    if (status != Z_OK || length != bytes || taken != packed.size())
        return core::fail(ErrorKind::refused,
                          "a chunk does not unpack to " + std::to_string(bytes) + " bytes");
    unpacked.resize(bytes);
    return unpacked;
}

struct Hash::State {
    sha256_ctx context;
};

Hash::Hash() : state_(new State) { sha256_init(&state_->context); }
Hash::~Hash() { delete state_; }

void Hash::add(std::string_view bytes) {
    sha256_update(&state_->context, bytes.size(), as_bytes(bytes));
}

std::string Hash::hex() {
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
    sha256_digest(&state_->context, digest.size(), digest.data());
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const auto byte : digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

}  // namespace bm::adapters::artefacts
