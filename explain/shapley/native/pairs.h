// Shapley interaction values of one row of data (Fujimoto, Kojadinovic and Marichal, Games and Economic Behavior 55,
// 2006, as halves for each order of the pair): for a leaf, half of
// value * (h_i - z_i)(h_j - z_j) * integral over [0, 1] of the product of all other u_k(t).

static void group_pairs(const Plan *p, int32_t group, uint64_t word, int64_t side, double *out) {
    const int64_t first = p->group_row[group];
    const int n = p->points[group];
    const double *t = p->quadrature + n * MAX_ROWS, *weight = t + MAX_POINTS;
    for (int lane = 0; lane < LANES; lane++) {
        double u[MAX_ROWS][MAX_POINTS], gap[MAX_ROWS];
        for (int i = 0; i < 2 * n; i++) {
            const int hot = !(p->need[8 * (first + i) + lane] & ~word);
            const double z = p->cover[8 * (first + i) + lane];
            gap[i] = hot - z;
            for (int k = 0; k < n; k++) u[i][k] = z * (1.0 - t[k]) + (hot ? t[k] : 0.0);
        }
        for (int i = 0; i < 2 * n; i++) {
            // What features before i and between i and j contribute; those after j are multiplied in afterwards.
            double before[MAX_POINTS];
            const double value = 0.5 * p->value[8 * (int64_t)group + lane] * gap[i];
            if (value == 0.0) continue;
            for (int k = 0; k < n; k++) {
                before[k] = value * weight[k];
                for (int j = 0; j < i; j++) before[k] *= u[j][k];
            }
            double after[MAX_ROWS + 1][MAX_POINTS];
            for (int k = 0; k < n; k++) after[2 * n][k] = 1.0;
            for (int j = 2 * n - 1; j > i; j--)
                for (int k = 0; k < n; k++) after[j][k] = after[j + 1][k] * u[j][k];
            for (int j = i + 1; j < 2 * n; j++) {
                double sum = 0.0;
                for (int k = 0; k < n; k++) {
                    sum += before[k] * after[j + 1][k];
                    before[k] *= u[j][k];
                }
                const int64_t a = p->row_feature[first + i], b = p->row_feature[first + j];
                out[a * side + b] += sum * gap[j];
                out[b * side + a] += sum * gap[j];
            }
        }
    }
}

// (features + 1) squared; the diagonal stays 0. work: one number for each column.
EXPORT void ENTRY(faultlens_pairs)(const Plan *p, const double *x, double *work, double *out) {
    const int64_t side = (int64_t)p->columns->n_features + 1;
    fill_columns(p->columns, x, work, 1);
    for (int64_t i = 0; i < side * side; i++) out[i] = 0.0;
    for (int32_t c = 0; c < p->n_chunks; c++) {
        const uint64_t word = word_of(p, c, work, 1);
        for (int32_t g = p->chunk_group[c]; g < p->chunk_group[c + 1]; g++) group_pairs(p, g, word, side, out);
    }
}
