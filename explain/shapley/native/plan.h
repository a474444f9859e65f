// What the Python side lays out (explain/shapley/plan.py, library.py) and the kernel only reads.
//
// A forest's leaves are put into groups of up to eight, neighbours in their tree. A group has one row for each feature
// on its leaves' paths; the rows of all groups follow each other. Groups that ask the same few questions share a chunk:
// a chunk's tests are answered once for a row of data, as one word of bits.
#ifndef FAULTLENS_PLAN_H
#define FAULTLENS_PLAN_H

#include <stdint.h>

#define FAULTLENS_ABI 1
#define MAX_POINTS 16
#define MAX_ROWS (2 * MAX_POINTS)
#define LANES 8

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

// kind of a column: the feature as it is, the same with a gap as -infinity, or 0 for members of set `kind - 2`, else 1.
enum { AS_IT_IS = 0, GAP_IS_LOW = 1, FIRST_SET = 2 };

typedef struct {
    int32_t n_features, n_columns, single_precision;
    const int32_t *feature, *kind;       // of each column
    const int32_t *set_start, *members;  // sorted members of set s: members[set_start[s]] ...
} Columns;

typedef struct {
    double threshold;
    int32_t column, child[2], unused;  // left and right; a leaf leads to itself
} Node;

typedef struct {
    const Columns *columns;
    int32_t n_trees;
    double base;
    const int32_t *roots, *depth;  // of each tree
    const Node *nodes;
    const double *value;  // of each node
} Descent;

typedef struct {
    const Columns *columns;
    int32_t n_chunks, n_groups, n_rows;
    double base;
    // A chunk's tests: column <= threshold. Their number is a multiple of LANES; fillers are never true.
    const int32_t *chunk_test, *chunk_group;
    const int32_t *column;
    const double *threshold;
    // A literal is a test or its contrary; bits = (tests | tests << shift) ^ flip holds a chunk's literals.
    const int32_t *shift;
    const uint64_t *flip;
    // A group: its rows, the points of its quadrature, its literals, its own tests, its leaves' values.
    const int32_t *group_row, *points;
    const uint64_t *literals;
    const int32_t *group_test, *tests;
    const double *value;
    // A row: the literals that each leaf needs for this feature, the share of cover that it leaves, the feature.
    const uint64_t *need;
    const double *cover;
    const int32_t *row_feature;  // n_features where a row only fills up
    const double *quadrature;    // for n points at n * MAX_ROWS: n abscissas, and MAX_POINTS further n weights
} Plan;

typedef struct {
    const Plan *plan;
    const int64_t *start;     // of each lane of each group: its background patterns
    const uint32_t *pattern;  // which rows a background row passes, one bit each
    const double *share;      // of the background rows that have this pattern
    const double *gain, *loss;  // at p * (MAX_ROWS + 1) + q: Shapley weights of p features for and q against
} Background;

#endif
