// The Shapley values of eight leaves at a time.
//
// A leaf adds value * prod(u_i) to the score, u_i = 1 where its condition on feature i holds and the share of cover z_i
// where i is unknown. With u_i(t) = z_i (1 - t) + h_i t, h_i whether the row fulfils condition i, feature i's Shapley
// value is value * (h_i - z_i) * integral over [0, 1] of the product of all other u_j(t) (the multilinear extension:
// Owen, Management Science 18, 1972). It is a polynomial of degree d - 1: ceil(d / 2) Gauss-Legendre points give it
// exactly. Nothing is divided, so z_i = 0 is in order.

// Up to here all is laid out in registers; beyond, loops are shorter to load than what they save.
#define UNROLLED_POINTS 6

#define HOLDS(i) ((load_bits(need + 8 * (i) + lane) & not_word) == 0)
#define FACTORS(out, i, hot)                                                                    \
    {                                                                                           \
        const piece z = load(cover + 8 * (i) + lane);                                           \
        UNROLL for (int k = 0; k < n; k++) out[k] = z * (1.0 - t[k]) + where(hot, all(t[k]));   \
    }
#define FORWARD(i)                                                                              \
    {                                                                                           \
        hot[2 * (i)] = HOLDS(2 * (i));                                                          \
        hot[2 * (i) + 1] = HOLDS(2 * (i) + 1);                                                  \
        FACTORS((even + (i) * n), 2 * (i), hot[2 * (i)])                                        \
        FACTORS((odd + (i) * n), 2 * (i) + 1, hot[2 * (i) + 1])                                 \
        UNROLL for (int k = 0; k < n; k++) {                                                    \
            before[(i) * n + k] = product[k];                                                   \
            product[k] *= even[(i) * n + k] * odd[(i) * n + k];                                 \
        }                                                                                       \
    }
#define BACKWARD(i)                                                                             \
    {                                                                                           \
        piece first = all(0.0), second = all(0.0);                                              \
        UNROLL for (int k = 0; k < n; k++) {                                                    \
            const piece others = before[(i) * n + k] * product[k];                              \
            first += others * odd[(i) * n + k];                                                 \
            second += others * even[(i) * n + k];                                               \
            product[k] *= even[(i) * n + k] * odd[(i) * n + k];                                 \
        }                                                                                       \
        store(share + 16 * (i) + lane,                                                          \
              first * (where(hot[2 * (i)], all(1.0)) - load(cover + 16 * (i) + lane)));         \
        store(share + 16 * (i) + 8 + lane,                                                      \
              second * (where(hot[2 * (i) + 1], all(1.0)) - load(cover + 16 * (i) + 8 + lane)));\
    }

// n quadrature points and 2n rows; out: what the group adds to each row's feature, 2n numbers.
static inline __attribute__((always_inline)) void shares_of(const int n, const uint64_t word, const uint64_t *need,
                                                            const double *cover, const double *value, const double *t,
                                                            double *out) {
    double share[8 * MAX_ROWS + 16];
    const double *weight = t + MAX_POINTS;
    const piece_bits not_word = (piece_bits){0} + (int64_t)~word;
    for (int lane = 0; lane < LANES; lane += WIDTH) {
        piece before[MAX_POINTS * MAX_POINTS], even[MAX_POINTS * MAX_POINTS], odd[MAX_POINTS * MAX_POINTS];
        piece product[MAX_POINTS];
        piece_bits hot[MAX_ROWS];
        UNROLL for (int k = 0; k < n; k++) product[k] = load(value + lane) * weight[k];
        if (n <= UNROLLED_POINTS) {
            UNROLL for (int i = 0; i < n; i++) FORWARD(i)
        } else {
            ROLLED for (int i = 0; i < n; i++) FORWARD(i)
        }
        UNROLL for (int k = 0; k < n; k++) product[k] = all(1.0);
        if (n <= UNROLLED_POINTS) {
            UNROLL for (int i = n - 1; i >= 0; i--) BACKWARD(i)
        } else {
            ROLLED for (int i = n - 1; i >= 0; i--) BACKWARD(i)
        }
    }
    for (int i = 0; i + 4 <= 2 * n; i += 4) *(four *)(out + i) = sums(share + 8 * i);
    if (n % 2) {
        memset(share + 16 * n, 0, 16 * sizeof(double));
        const four last = sums(share + 16 * n - 16);
        out[2 * n - 2] = last[0];
        out[2 * n - 1] = last[1];
    }
}

static void group_shares(const Plan *p, int32_t group, uint64_t word, double *out) {
    const int64_t row = p->group_row[group];
    const uint64_t *need = p->need + 8 * row;
    const double *cover = p->cover + 8 * row, *value = p->value + 8 * (int64_t)group;
    const int n = p->points[group];
    const double *t = p->quadrature + n * MAX_ROWS;
#define POINTS(N) case N: shares_of(N, word, need, cover, value, t, out); break;
    switch (n) {
        POINTS(1) POINTS(2) POINTS(3) POINTS(4) POINTS(5) POINTS(6) POINTS(7) POINTS(8)
        POINTS(9) POINTS(10) POINTS(11) POINTS(12) POINTS(13) POINTS(14) POINTS(15) POINTS(16)
    }
#undef POINTS
}

// A chunk's literals for one row of data; column c is at x[c * stride].
static inline uint64_t word_of(const Plan *p, int32_t chunk, const double *x, int64_t stride) {
    const int32_t first = p->chunk_test[chunk], tests = p->chunk_test[chunk + 1] - first;
    const int32_t *column = p->column + first;
    uint64_t bits = 0;
    for (int32_t i = 0; i < tests; i += LANES) {
        const int32_t *c = column + i;
        const eight seen = {x[c[0] * stride], x[c[1] * stride], x[c[2] * stride], x[c[3] * stride],
                            x[c[4] * stride], x[c[5] * stride], x[c[6] * stride], x[c[7] * stride]};
        bits |= packed(seen <= *(const eight *)(p->threshold + first + i)) << i;
    }
    return (bits | bits << p->shift[chunk]) ^ p->flip[chunk];
}
