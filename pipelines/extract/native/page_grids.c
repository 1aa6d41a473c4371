/* The ruled tables of one page: marks become rules, rules that touch become grids of cells.
 *
 * Belongs here: the arithmetic of `page/rules.py` and `page/grid.py` for ordinary pages, step by step and digit
 * by digit the same; a test compares the two. Change both or neither. Does not: white rules on coloured ground,
 * drawings, rules that touch nothing: gk_grids says DECLINED and Python does the page.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

static const double SNAP = 2.5, JOIN = 3.0, MAX_THICKNESS = 3.1, MIN_LENGTH = 4.0, BACKGROUND = 6.0, LEAST_COVER = 0.5;
static const double LEAST_ALPHA = 20, WHITE = 245;
enum { MAX_RULES = 3000, MAX_FIELDS = 4000000 };
enum { DONE = 0, DECLINED = 1 };

typedef struct { double x0, top, x1, bottom, luma, alpha; } Mark;
typedef struct { double position, start, end; } Rule;
typedef struct { Rule *rules; int32_t count; } Rules;
typedef struct { int32_t row, column, row_span, column_span, is_closed; } Place;
typedef struct { double x0, top, x1, bottom; } Rectangle;

typedef struct {
    int32_t columns, rows, regions;
    double *xs, *ys;
    Place *places;
    Rectangle *boxes;
    int64_t *owner;
} Grid;

typedef struct {
    Rules level, upright;
    Grid *grids;
    int32_t grid_count, pad;
} Found;

/* Order of equals: as they came, which makes qsort stable. */
static const Rule *sorted_rules;
static const int32_t *sorted_lines;

static int by_position(const void *a, const void *b) {
    int32_t i = *(const int32_t *)a, j = *(const int32_t *)b;
    double x = sorted_rules[i].position, y = sorted_rules[j].position;
    return x < y ? -1 : x > y ? 1 : i < j ? -1 : i > j;
}

static int by_line_and_start(const void *a, const void *b) {
    int32_t i = *(const int32_t *)a, j = *(const int32_t *)b;
    if (sorted_lines[i] != sorted_lines[j]) return sorted_lines[i] < sorted_lines[j] ? -1 : 1;
    double x = sorted_rules[i].start, y = sorted_rules[j].start;
    return x < y ? -1 : x > y ? 1 : i < j ? -1 : i > j;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void *room(size_t count, size_t size) { return calloc(count ? count : 1, size); }

/* 0: no place in memory. */
static int joined(Rules *rules) {
    int32_t n = rules->count, lines = 0, kept = 0, at = -1;
    if (n == 0) return 1;
    int32_t *order = room(n, sizeof *order), *line = room(n, sizeof *line);
    Rule *sorted = room(n, sizeof *sorted);
    double *moment = room(n, sizeof *moment), *weight = room(n, sizeof *weight);
    int done = order && line && sorted && moment && weight;
    if (done) {
        for (int32_t i = 0; i < n; i++) order[i] = i;
        sorted_rules = rules->rules;
        qsort(order, n, sizeof *order, by_position);
        for (int32_t i = 0; i < n; i++) sorted[i] = rules->rules[order[i]];
        double first = sorted[0].position;
        int is_one = sorted[n - 1].position - first <= SNAP;
        for (int32_t i = 0; i < n; i++) {
            if (i && !is_one && sorted[i].position - sorted[i - 1].position > 0.01 && sorted[i].position - first > SNAP) {
                first = sorted[i].position;
                lines++;
            }
            line[i] = lines;
            double w = sorted[i].end - sorted[i].start + 0.01;
            moment[lines] += sorted[i].position * w;
            weight[lines] += w;
            order[i] = i;
        }
        sorted_rules = sorted;
        sorted_lines = line;
        qsort(order, n, sizeof *order, by_line_and_start);
        Rule current = {0, 0, 0};
        for (int32_t k = 0; k <= n; k++) {
            int is_end = k == n;
            int32_t i = is_end ? 0 : order[k];
            if (!is_end && line[i] == at && sorted[i].start <= current.end + JOIN) {
                if (sorted[i].end > current.end) current.end = sorted[i].end;
                continue;
            }
            if (at >= 0 && current.end - current.start >= MIN_LENGTH) rules->rules[kept++] = current;
            if (is_end) break;
            at = line[i];
            current.position = moment[at] / weight[at];
            current.start = sorted[i].start;
            current.end = sorted[i].end;
        }
        rules->count = kept;
    }
    free(order); free(line); free(sorted); free(moment); free(weight);
    return done;
}

static Rule level_rule(Mark m) { Rule r = {(m.top + m.bottom) / 2, m.x0, m.x1}; return r; }
static Rule upright_rule(Mark m) { Rule r = {(m.x0 + m.x1) / 2, m.top, m.bottom}; return r; }

static int is_seen(Mark m) { return m.alpha > LEAST_ALPHA; }

/* White marks show only on coloured ground; without any ground they are dropped. */
static int needs_ground(const Mark *marks, int32_t count) {
    for (int32_t i = 0; i < count; i++)
        if (is_seen(marks[i]) && marks[i].luma >= WHITE) return 1;
    return 0;
}

static int has_ground(const Mark *fills, int32_t count) {
    for (int32_t i = 0; i < count; i++)
        if (fills[i].luma < WHITE && is_seen(fills[i]) && fills[i].x1 - fills[i].x0 > BACKGROUND &&
            fills[i].bottom - fills[i].top > BACKGROUND)
            return 1;
    return 0;
}

static int is_plain(const Mark *marks, int32_t count) {
    for (int32_t i = 0; i < count; i++)
        if (!isfinite(marks[i].x0) || !isfinite(marks[i].x1) || !isfinite(marks[i].top) || !isfinite(marks[i].bottom)) return 0;
    return 1;
}

static int page_rules(const Mark *strokes, int32_t stroke_count, const Mark *fills, int32_t fill_count, Found *found) {
    Rules *level = &found->level, *upright = &found->upright;
    level->rules = room((size_t)stroke_count + fill_count, sizeof(Rule));
    upright->rules = room((size_t)stroke_count + fill_count, sizeof(Rule));
    if (!level->rules || !upright->rules) return 0;
    for (int32_t i = 0; i < stroke_count; i++) {
        Mark m = strokes[i];
        if (!is_seen(m) || m.luma >= WHITE) continue;
        if (m.x1 - m.x0 >= m.bottom - m.top) level->rules[level->count++] = level_rule(m);
        else upright->rules[upright->count++] = upright_rule(m);
    }
    for (int32_t i = 0; i < fill_count; i++) {
        Mark m = fills[i];
        if (!is_seen(m) || m.luma >= WHITE) continue;
        double wide = m.x1 - m.x0, high = m.bottom - m.top;
        int is_dot = wide <= MAX_THICKNESS && high <= MAX_THICKNESS;
        if (high <= MAX_THICKNESS && (wide >= high || is_dot)) level->rules[level->count++] = level_rule(m);
        if (wide <= MAX_THICKNESS && (wide < high || is_dot)) upright->rules[upright->count++] = upright_rule(m);
    }
    return joined(level) && joined(upright) && level->count <= MAX_RULES && upright->count <= MAX_RULES;
}

static int touch(Rule level, Rule upright) {
    return upright.position >= level.start - JOIN && upright.position <= level.end + JOIN &&
           level.position >= upright.start - JOIN && level.position <= upright.end + JOIN;
}

/* Lines of a grid: positions in order, near ones taken as their first, the outline added where it is missing. */
static int32_t grid_lines(const Rule *rules, int32_t count, double first, double last, double *lines) {
    double *sorted = room(count, sizeof *sorted);
    if (!sorted) return 0;
    for (int32_t i = 0; i < count; i++) sorted[i] = rules[i].position;
    qsort(sorted, count, sizeof *sorted, by_value);
    int32_t kept = 1; /* the first place is for the outline */
    for (int32_t i = 0; i < count; i++)
        if (kept == 1 || sorted[i] - lines[kept - 1] > SNAP) lines[kept++] = sorted[i];
    free(sorted);
    if (kept == 1 || lines[1] - first > JOIN) lines[0] = first;
    else memmove(lines, lines + 1, sizeof *lines * (size_t)--kept);
    if (last - lines[kept - 1] > JOIN) lines[kept++] = last;
    return kept;
}

/* Matrix (line, stretch): whether a rule runs along that stretch of that line. */
static void separations(const double *lines, int32_t count, const double *across, int32_t stretches, const Rule *rules,
                        int32_t rule_count, unsigned char *found) {
    for (int32_t r = 0; r < rule_count; r++) {
        int32_t nearest = 0;
        double least = fabs(lines[0] - rules[r].position);
        for (int32_t i = 1; i < count; i++) {
            double distance = fabs(lines[i] - rules[r].position);
            if (distance < least) { least = distance; nearest = i; }
        }
        for (int32_t k = 0; k < stretches; k++) {
            double end = across[k + 1] < rules[r].end ? across[k + 1] : rules[r].end;
            double start = across[k] > rules[r].start ? across[k] : rules[r].start;
            if (end - start >= LEAST_COVER * (across[k + 1] - across[k])) found[(size_t)nearest * stretches + k] = 1;
        }
    }
}

typedef struct { int32_t top, left, bottom, right; } Block;

static int all_set(const unsigned char *found, int32_t stretches, int32_t line, int32_t from, int32_t to) {
    for (int32_t i = from; i < to; i++)
        if (!found[(size_t)line * stretches + i]) return 0;
    return 1;
}

static int32_t blocks_of(int32_t rows, int32_t columns, const unsigned char *right_of, const unsigned char *below,
                         unsigned char *taken, Block *blocks) {
    int32_t count = 0;
    for (int32_t row = 0; row < rows; row++)
        for (int32_t column = 0; column < columns; column++) {
            if (taken[(size_t)row * columns + column]) continue;
            int32_t right = column + 1, bottom = row + 1;
            while (right < columns && !taken[(size_t)row * columns + right] && !right_of[(size_t)right * rows + row]) right++;
            for (; bottom < rows; bottom++) {
                int goes_down = 1;
                for (int32_t c = column; c < right && goes_down; c++)
                    if (below[(size_t)bottom * columns + c] || taken[(size_t)bottom * columns + c]) goes_down = 0;
                for (int32_t c = column + 1; c < right && goes_down; c++)
                    if (right_of[(size_t)c * rows + bottom]) goes_down = 0;
                if (!goes_down) break;
            }
            for (int32_t r = row; r < bottom; r++) memset(taken + (size_t)r * columns + column, 1, (size_t)(right - column));
            Block block = {row, column, bottom, right};
            blocks[count++] = block;
        }
    return count;
}

/* Leave out the lines that part no cells; returns how many are left, `number` says which place each has. */
static int32_t numbered(const double *lines, int32_t count, const unsigned char *is_used, int32_t *number, double *kept) {
    int32_t left = 0;
    for (int32_t i = 0; i < count; i++)
        if (is_used[i]) { number[i] = left; kept[left++] = lines[i]; }
    return left;
}

/* 1 grid, 0 none (a box or an underline), -1 no memory. */
static int cell_grid(const Rule *level, int32_t level_count, const Rule *upright, int32_t upright_count, Rectangle box, Grid *grid) {
    double *xs = room((size_t)upright_count + 2, sizeof *xs), *ys = room((size_t)level_count + 2, sizeof *ys);
    unsigned char *right_of = NULL, *below = NULL, *taken = NULL, *used_rows = NULL, *used_columns = NULL;
    Block *blocks = NULL;
    int32_t *row_of = NULL, *column_of = NULL;
    int result = -1;
    memset(grid, 0, sizeof *grid);
    if (!xs || !ys) goto end;
    int32_t nx = grid_lines(upright, upright_count, box.x0, box.x1, xs), ny = grid_lines(level, level_count, box.top, box.bottom, ys);
    result = 0;
    if (nx < 2 || ny < 2) goto end;
    int32_t rows = ny - 1, columns = nx - 1;
    result = -1;
    if ((int64_t)rows * columns > MAX_FIELDS) goto end;
    size_t fields = (size_t)rows * columns;
    right_of = room((size_t)nx * rows, 1); below = room((size_t)ny * columns, 1); taken = room(fields, 1);
    blocks = room(fields, sizeof *blocks);
    used_rows = room(ny, 1); used_columns = room(nx, 1);
    row_of = room(ny, sizeof *row_of); column_of = room(nx, sizeof *column_of);
    grid->xs = room(nx, sizeof(double)); grid->ys = room(ny, sizeof(double));
    if (!right_of || !below || !taken || !blocks || !used_rows || !used_columns || !row_of || !column_of || !grid->xs || !grid->ys) goto end;
    separations(xs, nx, ys, rows, upright, upright_count, right_of);
    separations(ys, ny, xs, columns, level, level_count, below);
    int32_t count = blocks_of(rows, columns, right_of, below, taken, blocks);
    for (int32_t i = 0; i < count; i++) {
        used_rows[blocks[i].top] = used_rows[blocks[i].bottom] = 1;
        used_columns[blocks[i].left] = used_columns[blocks[i].right] = 1;
    }
    grid->columns = numbered(xs, nx, used_columns, column_of, grid->xs) - 1;
    grid->rows = numbered(ys, ny, used_rows, row_of, grid->ys) - 1;
    if (grid->rows * grid->columns < 2) { result = 0; goto end; }
    grid->places = room(count, sizeof(Place)); grid->boxes = room(count, sizeof(Rectangle));
    grid->owner = room((size_t)grid->rows * grid->columns, sizeof(int64_t));
    if (!grid->places || !grid->boxes || !grid->owner) goto end;
    int all_ruled = all_set(right_of, rows, 0, 0, rows) && all_set(right_of, rows, nx - 1, 0, rows) &&
                    all_set(below, columns, 0, 0, columns) && all_set(below, columns, ny - 1, 0, columns);
    for (int32_t i = 0; i < count; i++) {
        Block b = blocks[i];
        Place *place = grid->places + i;
        place->row = row_of[b.top]; place->column = column_of[b.left];
        place->row_span = row_of[b.bottom] - place->row; place->column_span = column_of[b.right] - place->column;
        place->is_closed = all_ruled || (all_set(right_of, rows, b.left, b.top, b.bottom) && all_set(right_of, rows, b.right, b.top, b.bottom) &&
                                         all_set(below, columns, b.top, b.left, b.right) && all_set(below, columns, b.bottom, b.left, b.right));
        Rectangle r = {xs[b.left], ys[b.top], xs[b.right], ys[b.bottom]};
        grid->boxes[i] = r;
        for (int32_t y = place->row; y < place->row + place->row_span; y++)
            for (int32_t x = place->column; x < place->column + place->column_span; x++) grid->owner[(size_t)y * grid->columns + x] = i;
    }
    grid->regions = count;
    result = 1;
end:
    free(xs); free(ys); free(right_of); free(below); free(taken); free(blocks);
    free(used_rows); free(used_columns); free(row_of); free(column_of);
    return result;
}

static void free_grid(Grid *grid) { free(grid->xs); free(grid->ys); free(grid->places); free(grid->boxes); free(grid->owner); }

typedef struct { Rule *level, *upright; int32_t level_count, upright_count; Rectangle box; } Framework;

static Rectangle around(const Framework *f) {
    Rectangle box = {f->level[0].start, f->level[0].position, f->level[0].end, f->level[0].position};
    for (int32_t i = 0; i < f->level_count; i++) {
        if (f->level[i].start < box.x0) box.x0 = f->level[i].start;
        if (f->level[i].end > box.x1) box.x1 = f->level[i].end;
        if (f->level[i].position < box.top) box.top = f->level[i].position;
        if (f->level[i].position > box.bottom) box.bottom = f->level[i].position;
    }
    for (int32_t i = 0; i < f->upright_count; i++) {
        if (f->upright[i].position < box.x0) box.x0 = f->upright[i].position;
        if (f->upright[i].position > box.x1) box.x1 = f->upright[i].position;
        if (f->upright[i].start < box.top) box.top = f->upright[i].start;
        if (f->upright[i].end > box.bottom) box.bottom = f->upright[i].end;
    }
    return box;
}

/* Groups of touching rules, from top to bottom; -1 without memory or where a rule touches nothing. */
static int32_t frameworks(const Found *found, Framework *frames) {
    int32_t levels = found->level.count, uprights = found->upright.count, count = 0, taken = 0;
    unsigned char *seen_level = room(levels, 1), *seen_upright = room(uprights, 1);
    int32_t *queue = room((size_t)levels + uprights, sizeof *queue);
    int32_t result = -1;
    if (!seen_level || !seen_upright || !queue) goto end;
    for (int32_t start = 0; start < levels; start++) {
        if (seen_level[start]) continue;
        unsigned char *rows = room(levels, 1), *columns = room(uprights, 1);
        Framework *f = frames + count;
        f->level = room(levels, sizeof(Rule)); f->upright = room(uprights, sizeof(Rule));
        f->level_count = f->upright_count = 0;
        if (!rows || !columns || !f->level || !f->upright) { free(rows); free(columns); free(f->level); free(f->upright); goto end; }
        int32_t head = 0, tail = 0;
        queue[tail++] = start; rows[start] = seen_level[start] = 1;
        while (head < tail) {
            int32_t at = queue[head++];
            if (at < levels) {
                for (int32_t u = 0; u < uprights; u++)
                    if (!columns[u] && touch(found->level.rules[at], found->upright.rules[u])) {
                        columns[u] = seen_upright[u] = 1; queue[tail++] = levels + u;
                    }
            } else
                for (int32_t l = 0; l < levels; l++)
                    if (!rows[l] && touch(found->level.rules[l], found->upright.rules[at - levels])) {
                        rows[l] = seen_level[l] = 1; queue[tail++] = l;
                    }
        }
        for (int32_t l = 0; l < levels; l++) if (rows[l]) f->level[f->level_count++] = found->level.rules[l];
        for (int32_t u = 0; u < uprights; u++) if (columns[u]) f->upright[f->upright_count++] = found->upright.rules[u];
        free(rows); free(columns);
        if (f->level_count >= 2 && f->upright_count > 0) {
            f->box = around(f); taken += f->upright_count; count++;
        } else { free(f->level); free(f->upright); }
    }
    if (taken == uprights) {
        for (int32_t i = 1; i < count; i++) { /* few: sorted by insertion, which keeps the order of equals */
            Framework f = frames[i];
            int32_t k = i;
            for (; k > 0 && (frames[k - 1].box.top > f.box.top || (frames[k - 1].box.top == f.box.top && frames[k - 1].box.x0 > f.box.x0)); k--)
                frames[k] = frames[k - 1];
            frames[k] = f;
        }
        result = count;
    }
end:
    if (result < 0) for (int32_t i = 0; i < count; i++) { free(frames[i].level); free(frames[i].upright); }
    free(seen_level); free(seen_upright); free(queue);
    return result;
}

EXPORT void gk_free_grids(Found *found) {
    if (!found) return;
    for (int32_t i = 0; i < found->grid_count; i++) free_grid(found->grids + i);
    free(found->grids); free(found->level.rules); free(found->upright.rules); free(found);
}

/* `strokes` and `fills` are rows of (x0, top, x1, bottom, luma, alpha). NULL: declined. */
EXPORT Found *gk_grids(const Mark *strokes, int32_t stroke_count, const Mark *fills, int32_t fill_count) {
    if (!is_plain(strokes, stroke_count) || !is_plain(fills, fill_count)) return NULL;
    if ((needs_ground(strokes, stroke_count) || needs_ground(fills, fill_count)) && has_ground(fills, fill_count)) return NULL;
    Found *found = room(1, sizeof *found);
    if (!found) return NULL;
    if (!page_rules(strokes, stroke_count, fills, fill_count, found)) { gk_free_grids(found); return NULL; }
    if (found->level.count < 2 || found->upright.count < 1) return found;
    Framework *frames = room(found->level.count, sizeof *frames);
    int32_t count = frames ? frameworks(found, frames) : -1;
    found->grids = count > 0 ? room(count, sizeof(Grid)) : NULL;
    int is_whole = count >= 0 && (count == 0 || found->grids);
    for (int32_t i = 0; i < count; i++) {
        if (is_whole) {
            Framework *f = frames + i;
            int made = cell_grid(f->level, f->level_count, f->upright, f->upright_count, f->box, found->grids + found->grid_count);
            if (made == 1) found->grid_count++;
            else { free_grid(found->grids + found->grid_count); memset(found->grids + found->grid_count, 0, sizeof(Grid)); }
            if (made < 0) is_whole = 0;
        }
        free(frames[i].level); free(frames[i].upright);
    }
    free(frames);
    if (!is_whole) { gk_free_grids(found); return NULL; }
    return found;
}
