#pragma once

#include <array>
#include <cstdint>

/// The upper bounds of the histograms' buckets. Changing one breaks the comparison with older data: add a new histogram
/// instead.
namespace moim {

/// From a tenth of a millisecond, which is about one synced write, to ten seconds, the usual deadline; in nanoseconds.
inline constexpr std::array<std::uint64_t, 16> request_buckets{
    100'000,    250'000,     500'000,     1'000'000,   2'500'000,     5'000'000,     10'000'000,    25'000'000,
    50'000'000, 100'000'000, 250'000'000, 500'000'000, 1'000'000'000, 2'500'000'000, 5'000'000'000, 10'000'000'000};

/// From a microsecond, for work that touches no disk, to a second; in nanoseconds.
inline constexpr std::array<std::uint64_t, 13> work_bounds{1'000,      2'500,       5'000,        10'000,    25'000,
                                                           100'000,    250'000,     1'000'000,    5'000'000, 10'000'000,
                                                           50'000'000, 250'000'000, 1'000'000'000};

/// From a tenth of a second to an hour: how late something is that should happen at a time; in nanoseconds.
inline constexpr std::array<std::uint64_t, 9> lateness_bounds{100'000'000,    500'000'000,     1'000'000'000,
                                                              2'000'000'000,  5'000'000'000,   15'000'000'000,
                                                              60'000'000'000, 600'000'000'000, 3'600'000'000'000};

/// Powers of two: how many go together.
inline constexpr std::array<std::uint64_t, 13> batch_bounds{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1'024, 2'048, 4'096};

/// How often something was tried again.
inline constexpr std::array<std::uint64_t, 6> depth_bounds{1, 2, 3, 4, 6, 8};

/// From a second to a day: how long somebody waits for others; in nanoseconds.
inline constexpr std::array<std::uint64_t, 14> wait_bounds{
    1'000'000'000,     2'500'000'000,      5'000'000'000,      10'000'000'000,    30'000'000'000,
    60'000'000'000,    120'000'000'000,    300'000'000'000,    600'000'000'000,   1'800'000'000'000,
    3'600'000'000'000, 10'800'000'000'000, 43'200'000'000'000, 86'400'000'000'000};

/// People in one group.
inline constexpr std::array<std::uint64_t, 10> people_bounds{2, 3, 4, 5, 6, 8, 12, 16, 32, 64};

/// Counted steps of a search.
inline constexpr std::array<std::uint64_t, 10> step_bounds{16,    64,    256,    1'024,  2'048,
                                                           4'096, 8'192, 16'384, 65'536, 262'144};

}  // namespace moim
