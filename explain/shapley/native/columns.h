// A row of data as the trees' comparisons see it.
#include <math.h>

static double member(const Columns *c, int32_t set, double x) {
    // Written so that a gap is no member, and nothing is cast that does not fit.
    if (!(x > -1.0 && x < 2147483648.0)) return 1.0;
    const int32_t wanted = (int32_t)x;
    int32_t low = c->set_start[set], high = c->set_start[set + 1];
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (c->members[middle] < wanted) low = middle + 1;
        else high = middle;
    }
    return low < c->set_start[set + 1] && c->members[low] == wanted ? 0.0 : 1.0;
}

static void fill_columns(const Columns *c, const double *x, double *out, int64_t stride) {
    for (int32_t i = 0; i < c->n_columns; i++) {
        double v = x[c->feature[i]];
        if (c->single_precision) v = (double)(float)v;
        if (c->kind[i] >= FIRST_SET) v = member(c, c->kind[i] - FIRST_SET, v);
        else if (c->kind[i] == GAP_IS_LOW && v != v) v = -INFINITY;
        out[i * stride] = v;
    }
}
