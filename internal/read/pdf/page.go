package pdf

import (
	"math"
	"strings"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"

	"doisoat/internal/read/input"
)

// page is what stands on one page, turned so that most of its text is upright. Lengths
// are in points of 1/72 inch; x grows to the right and y down. Positions only decide
// what belongs together; no figure of the report is ever made of them.
type page struct {
	number int // 1-based
	box    rect
	chars  []char
	rules  []rule
	image  bool // a picture stands on it
}

// rect is a rectangle with x0 <= x1 and y0 <= y1.
type rect struct{ x0, y0, x1, y1 float64 }

// char is one character of the text layer.
type char struct {
	r    rune
	box  rect    // from its origin to the end of its advance, from ascent to descent
	base float64 // y of the baseline
	size float64 // of the type
	bold bool
	turn int // quarter turns against the page, clockwise, 0 for upright
}

// rule is a straight line that is drawn on the page, across or down.
type rule struct {
	down     bool
	at       float64 // y of a rule across, x of a rule down
	from, to float64
}

// Bounds of what is taken out of a document: what is beyond them is no report.
const (
	maxChars   = 50_000  // of one page
	maxObjects = 400_000 // of all pages, the points of their lines included
	maxDepth   = 8       // of forms within forms
)

// reader takes pages out of the engine.
type reader struct {
	*engine
	doc   references.FPDF_DOCUMENT
	left  int                  // of maxObjects
	fonts map[string]bool      // by name, whether it is bold
	scale map[looks]matrixInfo // what was asked of the engine already
}

func newReader(e *engine, doc references.FPDF_DOCUMENT) *reader {
	return &reader{engine: e, doc: doc, left: maxObjects, fonts: map[string]bool{}, scale: map[looks]matrixInfo{}}
}

// looks tells characters apart that are drawn with different matrices: the size that
// the file names, and the height and the direction that come of it.
type looks struct {
	size, height float64
	angle        float32
}

// matrixInfo is what a matrix makes of a character.
type matrixInfo struct {
	size float64
	turn int
}

// page reads one page.
func (r *reader) page(index int) (*page, error) {
	loaded, err := r.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: r.doc, Index: index})
	if err != nil {
		return nil, err
	}
	ref := requests.Page{ByReference: &loaded.Page}
	defer r.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	p := &page{number: index + 1}
	objects, err := r.objects(ref)
	if err != nil {
		return nil, err
	}
	raw, err := r.chars(ref, r.hidden(objects))
	if err != nil {
		return nil, err
	}
	turn := mostly(raw)
	if b, err := r.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: ref}); err == nil {
		p.box = turned(float64(b.Rect.Left), float64(b.Rect.Bottom), float64(b.Rect.Right), float64(b.Rect.Top), turn)
	}
	p.place(raw, turn)
	for _, o := range objects {
		if err := r.object(o, p, identity, turn, 0); err != nil {
			return nil, err
		}
	}
	p.rules = join(p.rules)
	return p, nil
}

// objects lists what is drawn on a page.
func (r *reader) objects(ref requests.Page) ([]references.FPDF_PAGEOBJECT, error) {
	n, err := r.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref})
	if err != nil {
		return nil, err
	}
	var out []references.FPDF_PAGEOBJECT
	for i := 0; i < n.Count && i < r.left; i++ {
		o, err := r.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: ref, Index: i})
		if err != nil {
			continue // an object that cannot be had draws nothing that is needed
		}
		out = append(out, o.PageObject)
	}
	return out, nil
}

// outside reports whether a box lies beyond the edge of the page, where nobody sees it.
func (p *page) outside(b rect) bool {
	return p.box.x1 > p.box.x0 && (b.x1 < p.box.x0 || b.x0 > p.box.x1 || b.y1 < p.box.y0 || b.y0 > p.box.y1)
}

// place puts characters on the page. One that lies beyond its edge is seen by nobody,
// unless it ends a text that the edge cuts in two: half of a figure is another figure.
func (p *page) place(raw []rawChar, turn int) {
	seen := false // the character before is on the page
	var last char
	for _, r := range raw {
		c := r.turned(turn)
		goesOn := seen && c.turn == 0 && last.turn == 0 && math.Abs(c.base-last.base) <= sameBase*c.size &&
			c.box.x0 >= last.box.x0 && c.box.x0-last.box.x1 <= c.size
		if seen = goesOn || !p.outside(c.box); seen {
			p.chars = append(p.chars, c)
		}
		last = c
	}
}

// rawChar is a character in the coordinates of the file, in which y grows up.
type rawChar struct {
	char
	left, bottom, right, top float64
	x, y                     float64 // origin
}

func (r *reader) chars(ref requests.Page, hidden []rect) ([]rawChar, error) {
	loaded, err := r.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: ref})
	if err != nil {
		return nil, err
	}
	text := loaded.TextPage
	defer r.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text})
	n, err := r.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return nil, err
	}
	if n.Count > maxChars {
		return nil, input.Refused("read.pdf-crowded", "limit", maxChars)
	}
	out := make([]rawChar, 0, max(n.Count, 0))
	for i := range n.Count {
		c, ok, err := r.char(text, i)
		if err != nil {
			return nil, err
		}
		if !ok || within(hidden, &c) && r.unseen(text, i) {
			continue
		}
		// The type changes at the beginning of a word, or where the pen jumps.
		if k := len(out) - 1; k < 0 || out[k].r == ' ' || out[k].size != c.size || math.Abs(out[k].right-c.left) > 0.5 {
			c.bold = r.bold(text, i)
		} else {
			c.bold = out[k].bold
		}
		out = append(out, c)
	}
	return out, nil
}

// char reads one character; ok is false for one that is not on the page: pdfium adds
// blanks and line ends of its own, which are left out.
func (r *reader) char(text references.FPDF_TEXTPAGE, i int) (c rawChar, ok bool, err error) {
	u, err := r.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
	if err != nil {
		return c, false, err
	}
	if c.r = readable(rune(u.Unicode)); c.r == 0 {
		return c, false, nil
	}
	if c.r == ' ' || c.r == '-' {
		g, err := r.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: text, Index: i})
		if err != nil || g.IsGenerated {
			return c, false, err
		}
	}
	box, err := r.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
	if err != nil {
		return c, false, nil // a character without a place
	}
	o, err := r.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
	if err != nil {
		return c, false, nil
	}
	s, err := r.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: i})
	if err != nil {
		return c, false, err
	}
	a, err := r.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: text, Index: i})
	if err != nil {
		return c, false, nil
	}
	c.left, c.bottom, c.right, c.top = float64(box.Rect.Left), float64(box.Rect.Bottom), float64(box.Rect.Right), float64(box.Rect.Top)
	c.x, c.y = o.X, o.Y
	key := looks{s.FontSize, math.Round((c.top - c.bottom) * 100), a.CharAngle}
	info, known := r.scale[key]
	if !known {
		m, err := r.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: i})
		if err != nil {
			return c, false, nil
		}
		info = matrixInfo{s.FontSize * math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D)), quarter(m.Matrix)}
		if len(r.scale) < maxLooks {
			r.scale[key] = info
		}
	}
	c.size, c.turn = info.size, info.turn
	return c, finite(c.left, c.bottom, c.right, c.top, c.x, c.y, c.size) && c.size > 0, nil
}

// maxLooks bounds what is kept of the matrices of a document.
const maxLooks = 10_000

// within reports whether the middle of a character lies in one of the boxes.
func within(boxes []rect, c *rawChar) bool {
	x, y := (c.left+c.right)/2, (c.bottom+c.top)/2
	for _, b := range boxes {
		if b.x0 <= x && x <= b.x1 && b.y0-1 <= y && y <= b.y1+1 {
			return true
		}
	}
	return false
}

// unseen reports whether a character belongs to text that is clipped away.
func (r *reader) unseen(text references.FPDF_TEXTPAGE, i int) bool {
	if r.left--; r.left < 0 {
		return false
	}
	o, err := r.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: text, Index: i})
	if err != nil {
		return false
	}
	_, gone := r.clipped(o.TextObject)
	return gone
}

func (r *reader) bold(text references.FPDF_TEXTPAGE, i int) bool {
	f, err := r.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: text, Index: i})
	if err != nil {
		return false
	}
	b, known := r.fonts[f.FontName]
	if !known {
		b = boldName(f.FontName)
		if len(r.fonts) < maxLooks {
			r.fonts[f.FontName] = b
		}
	}
	return b
}

func finite(v ...float64) bool {
	for _, x := range v {
		if math.IsNaN(x) || math.Abs(x) > 1e6 {
			return false
		}
	}
	return true
}

// readable gives the character as text: pdfium tells a hyphen at the end of a line as
// U+0002, and what has no meaning in the font as U+FFFE or nothing.
func readable(r rune) rune {
	switch {
	case r == 2, r == '\u2010', r == '\u2011':
		return '-'
	case r == '\t', r == '\u00a0', r >= '\u2000' && r <= '\u200a', r == '\u202f', r == '\u3000':
		return ' '
	case strings.ContainsRune(symbolBullets, r):
		return '•'
	case r < ' ', r == 0x7f, r == '\u00ad', r == '\u200b', r == '\ufeff', r >= 0xFFFE && r <= 0xFFFF, r > 0x10FFFF, r >= 0xD800 && r < 0xE000:
		return 0
	}
	return r
}

// symbolBullets are the bullets of word processors, in the private codes of their
// fonts Symbol and Wingdings.
const symbolBullets = "\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf076\uf06e\uf06c\uf071\uf0ad"

// quarter gives the direction of text as quarter turns counter-clockwise.
func quarter(m structs.FPDF_FS_MATRIX) int {
	a, b := float64(m.A), float64(m.B)
	switch {
	case math.Abs(a) >= math.Abs(b) && a >= 0:
		return 0
	case math.Abs(a) < math.Abs(b) && b > 0:
		return 1
	case math.Abs(a) >= math.Abs(b):
		return 2
	}
	return 3
}

// mostly is the direction of most characters.
func mostly(chars []rawChar) int {
	var n [4]int
	best := 0
	for _, c := range chars {
		n[c.turn]++
	}
	for i := range n {
		if n[i] > n[best] {
			best = i
		}
	}
	return best
}

// turned gives a rectangle of the file as it lies when text of a direction is upright.
func turned(left, bottom, right, top float64, turn int) rect {
	x0, y0 := point(left, bottom, turn)
	x1, y1 := point(right, top, turn)
	return rect{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

func point(x, y float64, turn int) (float64, float64) {
	switch turn {
	case 1:
		return y, x
	case 2:
		return -x, y
	case 3:
		return -y, -x
	}
	return x, -y
}

func (c *rawChar) turned(turn int) char {
	out := c.char
	out.box = turned(c.left, c.bottom, c.right, c.top, turn)
	_, out.base = point(c.x, c.y, turn)
	out.turn = (turn - c.turn + 4) % 4
	return out
}

// matrix maps the coordinates of an object to those of the page.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// after gives the map that does n first and m then.
func (m matrix) after(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

func (r *reader) object(o references.FPDF_PAGEOBJECT, p *page, outer matrix, turn, depth int) error {
	if r.left--; r.left < 0 {
		return nil
	}
	kind, err := r.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil {
		return err
	}
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_IMAGE:
		p.image = true
	case enums.FPDF_PAGEOBJ_PATH:
		return r.path(o, p, outer, turn)
	case enums.FPDF_PAGEOBJ_FORM:
		if depth >= maxDepth {
			return nil
		}
		m, err := r.matrix(o)
		if err != nil {
			return err
		}
		n, err := r.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
		if err != nil {
			return nil // an empty form
		}
		for i := 0; i < n.Count && r.left > 0; i++ {
			inner, err := r.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)})
			if err != nil {
				return err
			}
			if err := r.object(inner.PageObject, p, outer.after(m), turn, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *reader) matrix(o references.FPDF_PAGEOBJECT) (matrix, error) {
	m, err := r.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o})
	if err != nil {
		return matrix{}, err
	}
	f := m.Matrix
	return matrix{float64(f.A), float64(f.B), float64(f.C), float64(f.D), float64(f.E), float64(f.F)}, nil
}

// maxSegments bounds the segments of one path that is looked at: a table may be drawn
// as one path, a map is no table.
const maxSegments = 5000

// path takes the straight lines of a path, and the sides of thin filled boxes, as rules.
func (r *reader) path(o references.FPDF_PAGEOBJECT, p *page, outer matrix, turn int) error {
	mode, err := r.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: o})
	if err != nil {
		return err
	}
	filled := mode.FillMode != enums.FPDF_FILLMODE_NONE
	if !filled && !mode.Stroke {
		return nil
	}
	count, err := r.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: o})
	if err != nil {
		return err
	}
	m, err := r.matrix(o)
	if err != nil {
		return err
	}
	m = outer.after(m)
	var shape []dot
	for i := range min(count.Count, maxSegments) {
		if r.left--; r.left < 0 {
			return nil
		}
		s, err := r.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: o, Index: i})
		if err != nil {
			return err
		}
		kind, err := r.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: s.PathSegment})
		if err != nil {
			return err
		}
		at, err := r.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s.PathSegment})
		if err != nil {
			return err
		}
		closes, err := r.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: s.PathSegment})
		if err != nil {
			return err
		}
		if kind.Type == enums.FPDF_SEGMENT_MOVETO {
			p.shape(shape, filled, mode.Stroke)
			shape = shape[:0]
		}
		x, y := m.apply(float64(at.X), float64(at.Y))
		x, y = point(x, y, turn)
		if !finite(x, y) {
			return nil
		}
		shape = append(shape, dot{x, y, kind.Type == enums.FPDF_SEGMENT_LINETO})
		if closes.IsClose && len(shape) > 0 {
			shape = append(shape, dot{shape[0].x, shape[0].y, true})
		}
	}
	p.shape(shape, filled, mode.Stroke)
	return nil
}

// dot is a point of a path; line tells that a straight line leads to it.
type dot struct {
	x, y float64
	line bool
}

// thin is the greatest width of a filled box that is drawn as a line.
const thin = 3

// shape adds the rules of one shape.
func (p *page) shape(dots []dot, filled, stroked bool) {
	if len(dots) < 2 {
		return
	}
	b := rect{dots[0].x, dots[0].y, dots[0].x, dots[0].y}
	for _, d := range dots {
		b = rect{min(b.x0, d.x), min(b.y0, d.y), max(b.x1, d.x), max(b.y1, d.y)}
	}
	if filled && (b.x1-b.x0 <= thin || b.y1-b.y0 <= thin) {
		p.line(b.x0, b.y0, b.x1, b.y1)
		return
	}
	if !stroked {
		return
	}
	for i := 1; i < len(dots); i++ {
		if dots[i].line {
			p.line(dots[i-1].x, dots[i-1].y, dots[i].x, dots[i].y)
		}
	}
}

// line adds a rule between two points, or down the middle of a thin box, if it runs
// straight across or down.
func (p *page) line(x0, y0, x1, y1 float64) {
	w, h := math.Abs(x1-x0), math.Abs(y1-y0)
	switch {
	case w >= h && h <= thin && w > 0:
		p.rules = append(p.rules, rule{false, (y0 + y1) / 2, min(x0, x1), max(x0, x1)})
	case h > w && w <= thin:
		p.rules = append(p.rules, rule{true, (x0 + x1) / 2, min(y0, y1), max(y0, y1)})
	}
}
