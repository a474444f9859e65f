// Shapley interaction values of one row of data (Fujimoto, Kojadinovic and Marichal, Games and Economic Behavior 55,
// 2006, as halves for each order of the pair): for a leaf, half of
// value * (h_i - z_i)(h_j - z_j) * integral over [0, 1] of the product of all other u_k(t).

static void group_pairs(const Plan *p, int32_t group, uint64_t word, int64_t side, double *out) {
    const int64_t first = p->group_row[group];
    const int32_t n = p->points[group], rows = 2 * n, *feature = p->row_feature + first;
    const double *t = p->quadrature + n * MAX_ROWS, *weight = t + MAX_POINTS;
    const eight value = *(const eight *)(p->value + 8 * (int64_t)group);
    // u of each row, and the product of all rows from one on; one row more, so that sums come in fours.
    eight u[MAX_ROWS][MAX_POINTS], after[MAX_ROWS + 1][MAX_POINTS], gap[MAX_ROWS], before[MAX_POINTS];
    for (int32_t k = 0; k < n; k++) {
        before[k] = 0.5 * weight[k] * value;
        after[rows][k] = (eight){0} + 1.0;
    }
    for (int32_t i = rows - 1; i >= 0; i--) {
        const eight z = *(const eight *)(p->cover + 8 * (first + i));
        const eight_bits hot = (*(const eight_bits *)(p->need + 8 * (first + i)) & (int64_t)~word) == 0;
        gap[i] = (eight)(hot & (eight_bits)((eight){0} + 1.0)) - z;
        for (int32_t k = 0; k < n; k++) {
            u[i][k] = z * (1.0 - t[k]) + (eight)(hot & (eight_bits)((eight){0} + t[k]));
            after[i][k] = after[i + 1][k] * u[i][k];
        }
    }
    for (int32_t i = 0; i < rows; i++) {
        eight between[MAX_POINTS], share[MAX_ROWS + 3];
        for (int32_t j = 0; j < rows + 3; j++) share[j] = (eight){0};
        for (int32_t k = 0; k < n; k++) {
            between[k] = before[k] * gap[i];
            before[k] *= u[i][k];
        }
        for (int32_t j = i + 1; j < rows; j++) {
            for (int32_t k = 0; k < n; k++) {
                share[j] += between[k] * after[j + 1][k];
                between[k] *= u[j][k];
            }
            share[j] *= gap[j];
        }
        for (int32_t j = (i + 1) / 4 * 4; j < rows; j += 4) {
            const four sum = sums((const double *)(share + j));
            for (int32_t m = j > i ? j : i + 1; m < j + 4 && m < rows; m++) {
                out[feature[i] * side + feature[m]] += sum[m - j];
                out[feature[m] * side + feature[i]] += sum[m - j];
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
