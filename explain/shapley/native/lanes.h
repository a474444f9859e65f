// Vectors of eight doubles, in pieces that the processor holds in one register (WIDTH of them).
// Only operations that act on each number by itself, and sums in a written order: every variant gives the same bits.
#include <string.h>

#ifndef WIDTH
#define WIDTH 2
#endif

typedef double piece __attribute__((vector_size(8 * WIDTH), aligned(8)));
typedef int64_t piece_bits __attribute__((vector_size(8 * WIDTH), aligned(8)));
typedef double eight __attribute__((vector_size(64), aligned(8)));
typedef int64_t eight_bits __attribute__((vector_size(64), aligned(8)));
typedef double four __attribute__((vector_size(32), aligned(8)));

#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#define ROLLED _Pragma("clang loop unroll(disable)")
#else
#define UNROLL
#define ROLLED
#endif

static inline piece load(const double *p) { return *(const piece *)p; }
static inline piece_bits load_bits(const uint64_t *p) { return *(const piece_bits *)p; }
static inline void store(double *p, piece v) { *(piece *)p = v; }
static inline piece all(double v) { return (piece){0} + v; }

// v where a bit mask is set, else 0.
static inline piece where(piece_bits mask, piece v) { return (piece)(mask & (piece_bits)v); }

// One bit for each lane that is set.
static inline uint64_t packed(eight_bits mask) {
#ifdef __clang__
    typedef _Bool flags __attribute__((ext_vector_type(8)));
    const flags f = __builtin_convertvector(mask, flags);
    uint8_t bits;
    memcpy(&bits, &f, 1);
    return bits;
#else
    uint64_t bits = 0;
    for (int i = 0; i < LANES; i++) bits |= (uint64_t)(mask[i] & 1) << i;
    return bits;
#endif
}

#define PICK(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)

// Sums of the eight lanes of each of four rows: ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)).
static inline four sums(const double *rows) {
    const eight a = *(const eight *)rows, b = *(const eight *)(rows + 8);
    const eight c = *(const eight *)(rows + 16), d = *(const eight *)(rows + 24);
    const eight ab = PICK(a, b, 0, 8, 2, 10, 4, 12, 6, 14) + PICK(a, b, 1, 9, 3, 11, 5, 13, 7, 15);
    const eight cd = PICK(c, d, 0, 8, 2, 10, 4, 12, 6, 14) + PICK(c, d, 1, 9, 3, 11, 5, 13, 7, 15);
    const eight half = PICK(ab, cd, 0, 1, 8, 9, 4, 5, 12, 13) + PICK(ab, cd, 2, 3, 10, 11, 6, 7, 14, 15);
    return PICK(half, half, 0, 1, 2, 3) + PICK(half, half, 4, 5, 6, 7);
}
