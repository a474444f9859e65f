// Interventional Shapley values: features that are unknown come from background rows, all of one row together.
//
// Against one background row a leaf is a game of its own: with p features whose conditions only the row fulfils and q
// that only the background row does, each of the p gains value (p-1)! q! / (p+q)! and each of the q loses
// value p! (q-1)! / (p+q)!; where neither fulfils one the leaf is out of reach. Background rows with the same pattern
// of conditions are reckoned together.

static inline int32_t counted(uint32_t bits) { return __builtin_popcount(bits); }

static void against_background(const Background *b, int64_t leaf, uint32_t row, uint32_t whole, double value,
                               double *shares) {
    const uint32_t cold = whole & ~row;
    double lost = 0.0;
    for (int64_t i = b->start[leaf]; i < b->start[leaf + 1]; i++) {
        const uint32_t background = b->pattern[i];
        if (cold & ~background) continue;
        uint32_t gains = row & ~background;
        const int32_t at = counted(gains) * (MAX_ROWS + 1) + counted(cold);
        const double each = value * b->share[i] * b->gain[at];
        lost += value * b->share[i] * b->loss[at];
        for (; gains; gains &= gains - 1) shares[__builtin_ctz(gains)] += each;
    }
    for (uint32_t left = cold; left; left &= left - 1) shares[__builtin_ctz(left)] -= lost;
}

// (rows, features + 1); the last column is the plan's base. work: columns, then MAX_ROWS numbers.
EXPORT void ENTRY(faultlens_interventional)(const Background *b, const double *x, int64_t rows, double *work,
                                            double *out) {
    const Plan *p = b->plan;
    const int64_t features = p->columns->n_features;
    double *shares = work + p->columns->n_columns;
    for (int64_t r = 0; r < rows; r++, out += features + 1) {
        fill_columns(p->columns, x + r * features, work, 1);
        for (int64_t f = 0; f <= features; f++) out[f] = 0.0;
        for (int32_t c = 0; c < p->n_chunks; c++) {
            const uint64_t word = word_of(p, c, work, 1);
            for (int32_t g = p->chunk_group[c]; g < p->chunk_group[c + 1]; g++) {
                const int32_t first = p->group_row[g], n = p->group_row[g + 1] - first;
                const uint32_t whole = (uint32_t)(((uint64_t)1 << n) - 1);
                for (int32_t i = 0; i < n; i++) shares[i] = 0.0;
                eight_bits row = {0};
                for (int32_t i = 0; i < n; i++) {
                    const eight_bits need = *(const eight_bits *)(p->need + 8 * (int64_t)(first + i));
                    row |= ((need & (int64_t)~word) == 0) & (INT64_C(1) << i);
                }
                for (int32_t lane = 0; lane < LANES; lane++) {
                    const int64_t leaf = 8 * (int64_t)g + lane;
                    against_background(b, leaf, (uint32_t)row[lane], whole, p->value[leaf], shares);
                }
                for (int32_t i = 0; i < n; i++) out[p->row_feature[first + i]] += shares[i];
            }
        }
        out[features] = p->base;
    }
}
