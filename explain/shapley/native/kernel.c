// The exact Shapley kernel. Compiled once for each kind of processor (hatch_build.py): VARIANT names its functions.
//
// Every function reads a plan that the Python side has checked and laid out, and writes only into buffers that it was
// given: `work` holds columns and sums, see each function. There is no state, no allocation and no library call.
#include "plan.h"

#include "columns.h"
#include "lanes.h"
#include "leaves.h"

#define JOINED(name, variant) name##_##variant
#define NAMED(name, variant) JOINED(name, variant)
#define ENTRY(name) NAMED(name, VARIANT)

// The literals of every chunk for each row, (rows, chunks). work: one number for each column.
EXPORT void ENTRY(faultlens_words)(const Plan *p, const double *x, int64_t rows, double *work, uint64_t *words) {
    for (int64_t r = 0; r < rows; r++) {
        fill_columns(p->columns, x + r * p->columns->n_features, work, 1);
        for (int32_t c = 0; c < p->n_chunks; c++) words[r * p->n_chunks + c] = word_of(p, c, work, 1);
    }
}

// Adds up what the groups' rows add to each feature, always all of them and in the same order.
static void add_up(const Plan *p, const double *shares, double *out) {
    const int32_t features = p->columns->n_features;
    for (int32_t f = 0; f <= features; f++) out[f] = 0.0;
    for (int32_t i = 0; i < p->n_rows; i++) out[p->row_feature[i]] += shares[i];
    out[features] = p->base;
}

// One row of data, (features + 1) numbers. words and shares, of the chunks and of the rows of the plan, stay with the
// caller between calls: unless `cold`, only groups whose literals changed are reckoned again. Returns how many were.
// work: one number for each column.
EXPORT int32_t ENTRY(faultlens_row)(const Plan *p, const double *x, int32_t cold, uint64_t *words, double *shares,
                                    double *work, double *out) {
    int32_t reckoned = 0;
    fill_columns(p->columns, x, work, 1);
    for (int32_t c = 0; c < p->n_chunks; c++) {
        const uint64_t word = word_of(p, c, work, 1);
        const uint64_t changed = cold ? ~UINT64_C(0) : word ^ words[c];
        words[c] = word;
        if (!changed) continue;
        for (int32_t g = p->chunk_group[c]; g < p->chunk_group[c + 1]; g++) {
            if (!(changed & p->literals[g])) continue;
            group_shares(p, g, word, shares + p->group_row[g]);
            reckoned++;
        }
    }
    add_up(p, shares, out);
    return reckoned;
}

// Rows that have nothing to do with each other, (rows, features + 1); buffers as for faultlens_row.
EXPORT void ENTRY(faultlens_rows)(const Plan *p, const double *x, int64_t rows, uint64_t *words, double *shares,
                                  double *work, double *out) {
    const int64_t features = p->columns->n_features;
    for (int64_t r = 0; r < rows; r++)
        ENTRY(faultlens_row)(p, x + r * features, 1, words, shares, work, out + r * (features + 1));
}

#include "batch.h"
#include "interventional.h"
#include "pairs.h"
