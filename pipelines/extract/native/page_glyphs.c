/* The glyphs of a page whose text all runs level, as a reader sees them, in columns.
 *
 * Belongs here: the arithmetic of `upright` in `page/columns.py` and of `clean_glyphs` in `page/glyphs.py` for such
 * pages, digit by digit the same; a test compares the two. Change both or neither. Does not: turned or skewed text,
 * pale or shifted glyphs, characters beyond the basic plane: gk_glyphs says DECLINED and Python does the page.
 */
#include <stdint.h>
#include <stdlib.h>

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

typedef struct { double x0, y0, x1, y1, ox, oy, size, angle; uint32_t code; int32_t run; uint32_t flags; float shift; } Glyph;
typedef struct { double left, bottom, right, top; } PageBox;

/* Code point to code point, and whether it is a hyphen in disguise, for the basic plane. */
typedef struct { const uint32_t *code; const uint8_t *is_hyphen; } Tables;

/* `numbers` has room for seven columns of `room` places: x0, x1, top, bottom, base, ox, size. */
typedef struct {
    double *numbers;
    uint32_t *code;
    int32_t *run;
    uint32_t *flags;
    int64_t *order, *changed;
    int64_t room, inked, may_double, may_overlap;
} Columns;

enum { INVISIBLE = 1, WHITE = 2, UNMAPPED = 4, FAINT = 8, CLIPPED = 16, SHIFTED_X = 32, SHIFTED_Y = 64 };
enum { BLANK = 32, UNREADABLE = 0xFFFD, TOP = 0x10000, SURROGATES = 0xD800, AFTER_SURROGATES = 0xE000 };
enum { RADICAL = 1, HYPHEN = 4, DECLINED = -1 };
static const double ASCENT = 0.88;
enum { MOST_COMPARISONS = 200000, CHAINS = 1024 };

static double reach_of(double size, double width) { return 0.12 * size < 0.45 * width ? 0.12 * size : 0.45 * width; }

static double distance(double a, double b) { return a > b ? a - b : b - a; }

/* Whether any character might be printed twice on nearly the same spot; 1 where finding out takes too long. */
static int may_double(const uint32_t *code, const double *x0, const double *x1, const double *base, const double *size,
                      int64_t count, int32_t *before) {
    int32_t last[CHAINS];
    int64_t left = MOST_COMPARISONS;
    for (int i = 0; i < CHAINS; i++) last[i] = -1;
    for (int64_t i = 0; i < count; i++) {
        int32_t *chain = last + code[i] % CHAINS;
        double reach = reach_of(size[i], x1[i] - x0[i]);
        for (int32_t j = *chain; j >= 0; j = before[j]) {
            if (--left < 0) return 1;
            if (code[j] != code[i]) continue;
            double other = reach_of(size[j], x1[j] - x0[j]), most = reach > other ? reach : other;
            if (distance(x0[i], x0[j]) < most && distance(base[i], base[j]) < most) return 1;
        }
        before[i] = *chain;
        *chain = (int32_t)i;
    }
    return 0;
}

/* Whether any box of a Latin character reaches into the next one on its line (`_ends` in `page/glyphs.py`). */
static int may_overlap(const uint32_t *code, const double *x0, const double *x1, const double *base, const double *size, int64_t count) {
    for (int64_t i = 0; i + 1 < count; i++)
        if (code[i] < 0x80 && distance(base[i + 1], base[i]) <= 0.1 * size[i] && x0[i + 1] > x0[i] + 0.1 * size[i] &&
            x0[i + 1] < x1[i] - 0.15 * size[i])
            return 1;
    return 0;
}

/* How many glyphs are kept. */
EXPORT int64_t gk_glyphs(const Glyph *glyphs, int64_t count, PageBox box, Tables tables, Columns *out) {
    const double width = box.right - box.left, height = box.top - box.bottom;
    double *x0 = out->numbers, *x1 = x0 + out->room, *top = x1 + out->room, *bottom = top + out->room,
           *base = bottom + out->room, *ox = base + out->room, *size = ox + out->room;
    int64_t kept = 0;
    out->inked = 0;
    for (int64_t i = 0; i < count; i++) {
        const Glyph *g = glyphs + i;
        if (g->angle != 0 || g->code >= TOP || (g->code >= SURROGATES && g->code < AFTER_SURROGATES)) return DECLINED;
        if (g->flags & (WHITE | FAINT | SHIFTED_X | SHIFTED_Y)) return DECLINED;
        uint32_t code = tables.code[g->code];
        if (code <= BLANK) continue;
        out->inked++;
        if (!(g->size > 0) || g->flags & (INVISIBLE | CLIPPED)) continue;
        x0[kept] = g->x0 - box.left;
        x1[kept] = g->x1 - box.left;
        base[kept] = box.top - g->oy;
        top[kept] = base[kept] - ASCENT * g->size;
        bottom[kept] = base[kept] + (1 - ASCENT) * g->size;
        if (!(x1[kept] > 0 && x0[kept] < width && bottom[kept] > 0 && top[kept] < height)) continue;
        ox[kept] = g->ox - box.left;
        size[kept] = g->size;
        out->code[kept] = g->flags & UNMAPPED ? UNREADABLE : code;
        out->run[kept] = g->run;
        out->flags[kept] = g->flags;
        out->order[kept] = i;
        out->changed[kept] = tables.is_hyphen[g->code] ? HYPHEN : code != g->code ? RADICAL : 0;
        kept++;
    }
    int32_t *before = malloc(sizeof *before * (size_t)(kept ? kept : 1));
    out->may_double = before ? may_double(out->code, x0, x1, base, size, kept, before) : 1;
    out->may_overlap = out->may_double || may_overlap(out->code, x0, x1, base, size, kept);
    free(before);
    return kept;
}
