// Many rows: what a group adds depends on its tests' answers alone, so it is tabled for all of them where that pays.

// A chunk's literals when only the tests of one group are answered, test i by bit i of `pattern`.
static uint64_t word_of_pattern(const Plan *p, int32_t chunk, int32_t group, uint64_t pattern) {
    uint64_t bits = 0;
    for (int32_t i = p->group_test[group]; i < p->group_test[group + 1]; i++)
        bits |= (pattern >> (i - p->group_test[group]) & 1) << p->tests[i];
    return (bits | bits << p->shift[chunk]) ^ p->flip[chunk];
}

// table[g]: where group g's table begins in `tables`, or -1. Pattern after pattern, each with the group's rows.
EXPORT void ENTRY(faultlens_tables)(const Plan *p, const int64_t *table, double *tables) {
    for (int32_t c = 0; c < p->n_chunks; c++)
        for (int32_t g = p->chunk_group[c]; g < p->chunk_group[c + 1]; g++) {
            if (table[g] < 0) continue;
            const int64_t patterns = INT64_C(1) << (p->group_test[g + 1] - p->group_test[g]);
            for (int64_t i = 0; i < patterns; i++)
                group_shares(p, g, word_of_pattern(p, c, g, (uint64_t)i), tables + table[g] + i * 2 * p->points[g]);
        }
}

// Four neighbouring numbers of each of eight places, turned into four vectors of eight.
static inline void turned(const double *const *from, int64_t offset, eight *out) {
    eight ab[4];
    for (int i = 0; i < 4; i++) {
        const four low = *(const four *)(from[i] + offset), high = *(const four *)(from[i + 4] + offset);
        ab[i] = PICK(low, high, 0, 1, 2, 3, 4, 5, 6, 7);
    }
    const eight even0 = PICK(ab[0], ab[1], 0, 8, 2, 10, 4, 12, 6, 14), odd0 = PICK(ab[0], ab[1], 1, 9, 3, 11, 5, 13, 7, 15);
    const eight even1 = PICK(ab[2], ab[3], 0, 8, 2, 10, 4, 12, 6, 14), odd1 = PICK(ab[2], ab[3], 1, 9, 3, 11, 5, 13, 7, 15);
    out[0] = PICK(even0, even1, 0, 1, 8, 9, 4, 5, 12, 13);
    out[1] = PICK(odd0, odd1, 0, 1, 8, 9, 4, 5, 12, 13);
    out[2] = PICK(even0, even1, 2, 3, 10, 11, 6, 7, 14, 15);
    out[3] = PICK(odd0, odd1, 2, 3, 10, 11, 6, 7, 14, 15);
}

// One tabled group for a block of rows. columns and sums: column after column, `block` numbers each.
static void tabled(const Plan *p, int32_t chunk, int32_t g, const double *table, const double *columns, double *sums,
                   int64_t block) {
    const int32_t first = p->chunk_test[chunk], rows = 2 * p->points[g];
    const int32_t *feature = p->row_feature + p->group_row[g];
    for (int64_t r = 0; r < block; r += LANES) {
        eight_bits pattern = {0};
        int64_t bit = 1;
        for (int32_t i = p->group_test[g]; i < p->group_test[g + 1]; i++, bit <<= 1) {
            const int32_t test = first + p->tests[i];
            pattern |= (*(const eight *)(columns + p->column[test] * block + r) <= p->threshold[test]) & bit;
        }
        const double *from[LANES];
        for (int i = 0; i < LANES; i++) from[i] = table + pattern[i] * rows;
        for (int32_t i = 0; i < rows; i += 4) {
            eight add[4];
            turned(from, i, add);
            for (int32_t j = 0; j < 4 && i + j < rows; j++) *(eight *)(sums + feature[i + j] * block + r) += add[j];
        }
    }
}

// One group without a table for a block of rows.
static void untabled(const Plan *p, int32_t chunk, int32_t g, const double *columns, double *sums, int64_t block) {
    double shares[MAX_ROWS];
    const int32_t *feature = p->row_feature + p->group_row[g];
    for (int64_t r = 0; r < block; r++) {
        group_shares(p, g, word_of(p, chunk, columns + r, block), shares);
        for (int32_t i = 0; i < 2 * p->points[g]; i++) sums[feature[i] * block + r] += shares[i];
    }
}

// As faultlens_rows, to the same bits. block: rows at a time, a multiple of LANES.
// work: (columns + features + 1) * block numbers. tables: four numbers longer than the tables themselves.
EXPORT void ENTRY(faultlens_batch)(const Plan *p, const double *x, int64_t rows, int64_t block, const int64_t *table,
                                   const double *tables, double *work, double *out) {
    const int64_t features = p->columns->n_features, columns = p->columns->n_columns;
    double *total = work + columns * block;
    for (int64_t first = 0; first < rows; first += block) {
        const int64_t here = rows - first < block ? rows - first : block;
        for (int64_t i = 0; i < (columns + features + 1) * block; i++) work[i] = 0.0;
        for (int64_t r = 0; r < here; r++) fill_columns(p->columns, x + (first + r) * features, work + r, block);
        for (int32_t c = 0; c < p->n_chunks; c++)
            for (int32_t g = p->chunk_group[c]; g < p->chunk_group[c + 1]; g++) {
                if (table[g] >= 0) tabled(p, c, g, tables + table[g], work, total, block);
                else untabled(p, c, g, work, total, block);
            }
        for (int64_t r = 0; r < here; r++) {
            double *to = out + (first + r) * (features + 1);
            for (int64_t f = 0; f < features; f++) to[f] = total[f * block + r];
            to[features] = p->base;
        }
    }
}
