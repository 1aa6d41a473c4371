/* The marks of one PDF page, read from PDFium in one call: glyphs, straight path edges, areas, images.
 *
 * Belongs here: walking PDFium's objects. Does not: understanding anything. the package `plain` does the same
 * in Python, step by step and digit by digit; a test compares the two. Change both or neither.
 *
 * Nothing is linked: Python hands over the addresses of PDFium's functions (gk_bind), so that a compiler is
 * all that is needed to build this file. Build with -ffp-contract=off: fused operations round differently.
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

typedef void *Handle;
typedef struct { float a, b, c, d, e, f; } FloatMatrix;
typedef struct { float left, top, right, bottom; } FloatRect;
typedef struct { double a, b, c, d, e, f; } Matrix;

/* In the order of FUNCTIONS in pdfium_native.py. */
static struct {
    Handle (*LoadPage)(Handle, int);
    void (*ClosePage)(Handle);
    float (*PageWidth)(Handle);
    float (*PageHeight)(Handle);
    int (*Rotation)(Handle);
    int (*PageBox)(Handle, FloatRect *);
    int (*CountObjects)(Handle);
    Handle (*GetObject)(Handle, int);
    int (*ObjectType)(Handle);
    int (*ObjectMatrix)(Handle, FloatMatrix *);
    int (*FormCount)(Handle);
    Handle (*FormObject)(Handle, unsigned long);
    int (*DrawMode)(Handle, int *, int *);
    int (*StrokeWidth)(Handle, float *);
    int (*StrokeColor)(Handle, unsigned *, unsigned *, unsigned *, unsigned *);
    int (*FillColor)(Handle, unsigned *, unsigned *, unsigned *, unsigned *);
    int (*CountSegments)(Handle);
    Handle (*GetSegment)(Handle, int);
    int (*SegmentType)(Handle);
    int (*SegmentPoint)(Handle, float *, float *);
    int (*SegmentClose)(Handle);
    Handle (*TextLoad)(Handle);
    void (*TextClose)(Handle);
    int (*TextCount)(Handle);
    unsigned (*TextUnicode)(Handle, int);
    int (*TextGenerated)(Handle, int);
    int (*TextMapError)(Handle, int);
    int (*TextLooseBox)(Handle, int, FloatRect *);
    int (*TextOrigin)(Handle, int, double *, double *);
    double (*TextFontSize)(Handle, int);
    int (*TextMatrix)(Handle, int, FloatMatrix *);
    Handle (*TextObject)(Handle, int);
    int (*TextRenderMode)(Handle);
    Handle (*ClipPath)(Handle);
    int (*ClipCount)(Handle);
    int (*ClipSegments)(Handle, int);
    Handle (*ClipSegment)(Handle, int, int);
} pdfium;

typedef struct { double x0, y0, x1, y1, ox, oy, size, angle; uint32_t code; int32_t run; uint32_t flags; float shift; } Glyph;
typedef struct { int32_t is_set, pad; double x0, y0, x1, y1; } Clip;
typedef struct { double kind, x0, y0, x1, y1, luma, alpha, path; } Mark;
typedef struct {
    double width, height, left, bottom, right, top;
    int32_t rotation, glyph_count, mark_count, truncated;
    Glyph *glyphs;
    Mark *marks;
    int32_t mark_room, path;
    Clip clip; /* of the path being read */
} Page;

enum { STROKE = 0, FILL = 1, IMAGE = 2 };
enum { INVISIBLE = 1, WHITE = 2, UNMAPPED = 4, FAINT = 8, CLIPPED = 16, SHIFTED_X = 32, SHIFTED_Y = 64 };
enum { OBJECT_PATH = 2, OBJECT_IMAGE = 3, OBJECT_FORM = 5 };
enum { SEGMENT_BEZIER = 1, SEGMENT_MOVE = 2 };

static const double STRAIGHT = 0.6;       /* how far a level line may lean, points */
static const double THIN = 3.1;           /* up to here an area is a rule */
static const double LONG_IN_CURVE = 8.0;  /* straight parts of curved outlines shorter than this are glyphs */
static const double WELL_INSIDE = 0.15;   /* of its box: how far a half hidden glyph is moved in */
static const int MAX_DEPTH = 16;
static const int MAX_SEGMENTS = 100000;
static const int MAX_MARKS = 400000;

static void add(Page *page, double kind, double x0, double y0, double x1, double y1, double luma, double alpha) {
    double t;
    if (x0 > x1) { t = x0; x0 = x1; x1 = t; }
    if (y0 > y1) { t = y0; y0 = y1; y1 = t; }
    if (page->clip.is_set) {
        if (x0 < page->clip.x0) x0 = page->clip.x0;
        if (y0 < page->clip.y0) y0 = page->clip.y0;
        if (x1 > page->clip.x1) x1 = page->clip.x1;
        if (y1 > page->clip.y1) y1 = page->clip.y1;
        if (x0 > x1 || y0 > y1) return;
    }
    if (page->mark_count == page->mark_room) {
        if (page->mark_room >= MAX_MARKS) { page->truncated = 1; return; }
        int32_t room = page->mark_room ? page->mark_room * 2 : 256;
        Mark *more = realloc(page->marks, (size_t)room * sizeof(Mark));
        if (!more) { page->truncated = 1; return; }
        page->marks = more;
        page->mark_room = room;
    }
    Mark *mark = page->marks + page->mark_count++;
    mark->kind = kind;
    mark->x0 = x0; mark->y0 = y0; mark->x1 = x1; mark->y1 = y1;
    mark->luma = luma; mark->alpha = alpha; mark->path = page->path;
}

static Matrix widened(FloatMatrix m) {
    Matrix r = {m.a, m.b, m.c, m.d, m.e, m.f};
    return r;
}

static Matrix followed_by(Matrix a, Matrix b) {
    Matrix r = {a.a * b.a + a.b * b.c, a.a * b.b + a.b * b.d, a.c * b.a + a.d * b.c,
                a.c * b.b + a.d * b.d, a.e * b.a + a.f * b.c + b.e, a.e * b.b + a.f * b.d + b.f};
    return r;
}

/* The rectangle in which an object shows: its innermost clip path, where that is an upright rectangle. */
static Clip clip_of(Handle object, Matrix m) {
    Clip clip = {0, 0, 0, 0, 0, 0};
    Handle path = pdfium.ClipPath(object);
    int count = path ? pdfium.ClipCount(path) : 0;
    if (count < 1) return clip;
    int segments = pdfium.ClipSegments(path, count - 1);
    if (segments != 4 && segments != 5) return clip;
    double x[3], y[3];
    for (int i = 0; i < 3; i++) {
        float px = 0, py = 0;
        pdfium.SegmentPoint(pdfium.ClipSegment(path, count - 1, i), &px, &py);
        x[i] = m.a * px + m.c * py + m.e;
        y[i] = m.b * px + m.d * py + m.f;
    }
    int upright = (x[0] == x[1] && y[1] == y[2]) || (y[0] == y[1] && x[1] == x[2]);
    if (!upright) return clip;
    clip.is_set = 1;
    clip.x0 = x[0] < x[2] ? x[0] : x[2]; clip.x1 = x[0] < x[2] ? x[2] : x[0];
    clip.y0 = y[0] < y[2] ? y[0] : y[2]; clip.y1 = y[0] < y[2] ? y[2] : y[0];
    return clip;
}

typedef struct { int stroke, fill; double width, stroke_luma, stroke_alpha, fill_luma, fill_alpha; } Pen;

static void outline(Page *page, const double *x, const double *y, int count, int curved, const Pen *pen) {
    if (count < 2) return;
    double x0 = x[0], x1 = x[0], y0 = y[0], y1 = y[0];
    int square = !curved;
    for (int i = 1; i < count; i++) {
        if (x[i] < x0) x0 = x[i];
        if (x[i] > x1) x1 = x[i];
        if (y[i] < y0) y0 = y[i];
        if (y[i] > y1) y1 = y[i];
        double dx = fabs(x[i] - x[i - 1]), dy = fabs(y[i] - y[i - 1]);
        if (dx > STRAIGHT && dy > STRAIGHT) { square = 0; continue; }
        double least = curved ? LONG_IN_CURVE : 0.01;
        if (!pen->stroke || dx + dy <= least) continue;
        if (pen->width > THIN) {
            double half = pen->width / 2;
            if (dx >= dy) add(page, FILL, x[i - 1], y[i - 1] - half, x[i], y[i] + half, pen->stroke_luma, pen->stroke_alpha);
            else add(page, FILL, x[i - 1] - half, y[i - 1], x[i] + half, y[i], pen->stroke_luma, pen->stroke_alpha);
        } else add(page, STROKE, x[i - 1], y[i - 1], x[i], y[i], pen->stroke_luma, pen->stroke_alpha);
    }
    if (!pen->fill || curved) return;
    if (square && count <= 6) add(page, FILL, x0, y0, x1, y1, pen->fill_luma, pen->fill_alpha);
    else if (count <= 8 && (x1 - x0 < THIN || y1 - y0 < THIN)) /* the mitred end of a border */
        add(page, FILL, x0, y0, x1, y1, pen->fill_luma, pen->fill_alpha);
    else if (square)
        for (int i = 1; i < count; i++)
            add(page, STROKE, x[i - 1], y[i - 1], x[i], y[i], pen->fill_luma, pen->fill_alpha);
}

static double luma(unsigned r, unsigned g, unsigned b) { return 0.3 * r + 0.59 * g + 0.11 * b; }

static void read_path(Page *page, Handle object, Matrix outer) {
    int fill = 0, stroke = 0;
    if (!pdfium.DrawMode(object, &fill, &stroke) || (!fill && !stroke)) return;
    int count = pdfium.CountSegments(object);
    if (count < 2) return;
    if (count > MAX_SEGMENTS) { page->truncated = 1; return; }
    FloatMatrix own = {1, 0, 0, 1, 0, 0};
    pdfium.ObjectMatrix(object, &own);
    Matrix m = followed_by(widened(own), outer);
    Pen pen = {stroke, fill, 1.0, 0.0, 255.0, 0.0, 255.0};
    unsigned r, g, b, a;
    if (stroke) {
        float width = 1;
        pdfium.StrokeWidth(object, &width);
        pen.width = (double)width * sqrt(fabs(m.a * m.d - m.b * m.c));
        if (pdfium.StrokeColor(object, &r, &g, &b, &a)) { pen.stroke_luma = luma(r, g, b); pen.stroke_alpha = a; }
    }
    if (fill && pdfium.FillColor(object, &r, &g, &b, &a)) { pen.fill_luma = luma(r, g, b); pen.fill_alpha = a; }
    double small[128], *x = small, *y = small + 64;
    if (count > 31) {
        x = malloc(sizeof(double) * 2 * (2 * (size_t)count + 2));
        if (!x) { page->truncated = 1; return; }
        y = x + 2 * (size_t)count + 2;
    }
    page->path++;
    page->clip = clip_of(object, outer);
    int points = 0, curved = 0;
    for (int i = 0; i < count; i++) {
        Handle segment = pdfium.GetSegment(object, i);
        float px = 0, py = 0;
        pdfium.SegmentPoint(segment, &px, &py);
        int type = pdfium.SegmentType(segment);
        if (type == SEGMENT_MOVE) { outline(page, x, y, points, curved, &pen); points = 0; curved = 0; }
        if (type == SEGMENT_BEZIER) curved = 1;
        x[points] = m.a * px + m.c * py + m.e;
        y[points] = m.b * px + m.d * py + m.f;
        points++;
        if (pdfium.SegmentClose(segment) && points > 1 && (x[0] != x[points - 1] || y[0] != y[points - 1])) {
            x[points] = x[0]; y[points] = y[0]; points++;
        }
    }
    outline(page, x, y, points, curved, &pen);
    if (x != small) free(x);
}

static void read_object(Page *page, Handle object, Matrix outer, int depth) {
    int type = pdfium.ObjectType(object);
    if (type == OBJECT_PATH) read_path(page, object, outer);
    else if (type == OBJECT_IMAGE) {
        FloatMatrix own = {1, 0, 0, 1, 0, 0};
        pdfium.ObjectMatrix(object, &own);
        Matrix m = followed_by(widened(own), outer);
        double xs[4] = {m.e, m.e + m.a, m.e + m.c, m.e + m.a + m.c};
        double ys[4] = {m.f, m.f + m.b, m.f + m.d, m.f + m.b + m.d};
        double x0 = xs[0], x1 = xs[0], y0 = ys[0], y1 = ys[0];
        for (int i = 1; i < 4; i++) {
            if (xs[i] < x0) x0 = xs[i];
            if (xs[i] > x1) x1 = xs[i];
            if (ys[i] < y0) y0 = ys[i];
            if (ys[i] > y1) y1 = ys[i];
        }
        page->path++;
        page->clip = clip_of(object, outer);
        add(page, IMAGE, x0, y0, x1, y1, 0, 255);
    } else if (type == OBJECT_FORM) {
        if (depth >= MAX_DEPTH) { page->truncated = 1; return; }
        FloatMatrix own = {1, 0, 0, 1, 0, 0};
        pdfium.ObjectMatrix(object, &own);
        Matrix m = followed_by(widened(own), outer);
        int count = pdfium.FormCount(object);
        for (int i = 0; i < count; i++) read_object(page, pdfium.FormObject(object, i), m, depth + 1);
    }
}

/* A glyph whose middle a clip hides is not read, unless it still shows in the clip of a single cell: then
 * `shift` says how far it must move to lie in that cell, and a flag along which axis. At the clip of a whole
 * page the other half stands on the next page. */
static void clip_glyph(Glyph *glyph, double x, double y, Clip clip, double small) {
    int shows = glyph->x1 > clip.x0 && glyph->x0 < clip.x1 && glyph->y1 > clip.y0 && glyph->y0 < clip.y1;
    if (!shows || (clip.x1 - clip.x0) * (clip.y1 - clip.y0) > small) { glyph->flags |= CLIPPED; return; }
    double high = WELL_INSIDE * (glyph->y1 - glyph->y0), wide = WELL_INSIDE * (glyph->x1 - glyph->x0);
    if (y < clip.y0) { glyph->flags |= SHIFTED_Y; glyph->shift = (float)(clip.y0 - y + high); }
    else if (y > clip.y1) { glyph->flags |= SHIFTED_Y; glyph->shift = (float)(clip.y1 - y - high); }
    else if (x < clip.x0) { glyph->flags |= SHIFTED_X; glyph->shift = (float)(clip.x0 - x + wide); }
    else { glyph->flags |= SHIFTED_X; glyph->shift = (float)(clip.x1 - x - wide); }
}

static void read_text(Page *page, Handle handle) {
    Handle text = pdfium.TextLoad(handle);
    if (!text) { page->truncated = 1; return; }
    int count = pdfium.TextCount(text);
    page->glyphs = count > 0 ? malloc(sizeof(Glyph) * (size_t)count) : NULL;
    if (count > 0 && !page->glyphs) { page->truncated = 1; pdfium.TextClose(text); return; }
    Handle last = NULL;
    int32_t run = -1;
    uint32_t run_flags = 0;
    double size = 0, angle = 0;
    Clip clip = {0, 0, 0, 0, 0, 0};
    const Matrix identity = {1, 0, 0, 1, 0, 0};
    const double small = page->width * page->height / 8;
    for (int i = 0; i < count; i++) {
        unsigned code = pdfium.TextUnicode(text, i);
        if (code <= 32 && pdfium.TextGenerated(text, i) == 1) continue;
        Handle object = pdfium.TextObject(text, i);
        if (run < 0 || object != last) {
            last = object;
            run++;
            run_flags = 0;
            int mode = pdfium.TextRenderMode(object);
            if (mode == 3 || mode == 7) run_flags |= INVISIBLE;
            unsigned r, g, b, a;
            if (pdfium.FillColor(object, &r, &g, &b, &a)) {
                if (a == 0) run_flags |= INVISIBLE;
                if (a < 128) run_flags |= FAINT;
                if (r >= 250 && g >= 250 && b >= 250) run_flags |= WHITE;
            }
            FloatMatrix m = {1, 0, 0, 1, 0, 0};
            pdfium.TextMatrix(text, i, &m);
            size = pdfium.TextFontSize(text, i) * sqrt((double)m.c * m.c + (double)m.d * m.d);
            angle = atan2((double)m.b, (double)m.a);
            /* Inside a form the clip path stands in the form's own space, which is not known here. */
            FloatMatrix own = {1, 0, 0, 1, 0, 0};
            pdfium.ObjectMatrix(object, &own);
            clip.is_set = 0;
            if (own.a == m.a && own.b == m.b && own.c == m.c && own.d == m.d && own.e == m.e && own.f == m.f)
                clip = clip_of(object, identity);
        }
        FloatRect box = {0, 0, 0, 0};
        double ox = 0, oy = 0;
        pdfium.TextLooseBox(text, i, &box);
        pdfium.TextOrigin(text, i, &ox, &oy);
        Glyph *glyph = page->glyphs + page->glyph_count++;
        glyph->x0 = box.left; glyph->y0 = box.bottom; glyph->x1 = box.right; glyph->y1 = box.top;
        glyph->ox = ox; glyph->oy = oy; glyph->size = size; glyph->angle = angle;
        glyph->code = code; glyph->run = run; glyph->shift = 0;
        glyph->flags = run_flags | (pdfium.TextMapError(text, i) == 1 ? UNMAPPED : 0);
        if (clip.is_set) {
            double x = (glyph->x0 + glyph->x1) / 2, y = (glyph->y0 + glyph->y1) / 2;
            if (x < clip.x0 || x > clip.x1 || y < clip.y0 || y > clip.y1) clip_glyph(glyph, x, y, clip, small);
        }
    }
    pdfium.TextClose(text);
}

EXPORT int gk_bind(void **functions, int count) {
    if ((size_t)count * sizeof(void *) != sizeof(pdfium)) return 0;
    memcpy(&pdfium, functions, sizeof(pdfium));
    return 1;
}

EXPORT Page *gk_read(Handle document, int index) {
    Handle handle = pdfium.LoadPage(document, index);
    if (!handle) return NULL;
    Page *page = calloc(1, sizeof(Page));
    if (!page) { pdfium.ClosePage(handle); return NULL; }
    page->width = pdfium.PageWidth(handle);
    page->height = pdfium.PageHeight(handle);
    page->rotation = pdfium.Rotation(handle);
    FloatRect box = {0, 0, 0, 0};
    pdfium.PageBox(handle, &box);
    page->left = box.left; page->bottom = box.bottom; page->right = box.right; page->top = box.top;
    Matrix identity = {1, 0, 0, 1, 0, 0};
    int count = pdfium.CountObjects(handle);
    for (int i = 0; i < count; i++) read_object(page, pdfium.GetObject(handle, i), identity, 0);
    read_text(page, handle);
    pdfium.ClosePage(handle);
    return page;
}

EXPORT void gk_free(Page *page) {
    if (!page) return;
    free(page->glyphs);
    free(page->marks);
    free(page);
}
