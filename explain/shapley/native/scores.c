// What is compiled once, for every processor of its kind: vectors do not help here.
#include "plan.h"

#include "columns.h"

#define AT_ONCE 8

// Scores of rows, tree after tree in order. work: one number for each column.
// Eight trees go down together: a step waits for memory, eight of them wait at the same time.
EXPORT void faultlens_raw(const Descent *d, const double *x, int64_t rows, double *work, double *out) {
    for (int64_t r = 0; r < rows; r++) {
        fill_columns(d->columns, x + r * d->columns->n_features, work, 1);
        double total = d->base;
        for (int32_t first = 0; first < d->n_trees; first += AT_ONCE) {
            const int32_t trees = d->n_trees - first < AT_ONCE ? d->n_trees - first : AT_ONCE;
            int32_t at[AT_ONCE], steps = 0;
            for (int32_t i = 0; i < AT_ONCE; i++) {
                const int32_t tree = first + (i < trees ? i : 0);
                at[i] = d->roots[tree];
                if (d->depth[tree] > steps) steps = d->depth[tree];
            }
            for (int32_t step = 0; step < steps; step++)
                for (int32_t i = 0; i < AT_ONCE; i++) {
                    const Node *node = d->nodes + at[i];
                    at[i] = node->child[!(work[node->column] <= node->threshold)];
                }
            for (int32_t i = 0; i < trees; i++) total += d->value[at[i]];
        }
        out[r] = total;
    }
}
