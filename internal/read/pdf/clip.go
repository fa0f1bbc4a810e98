package pdf

import (
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// hidden finds the places of text that is cut off the page by a clipping path: a table
// head that is repeated on a page too small for it leaves such text behind.
func (r *reader) hidden(objects []references.FPDF_PAGEOBJECT) []rect {
	var out []rect
	for _, o := range objects {
		if r.left--; r.left < 0 {
			return out
		}
		kind, err := r.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
		if err != nil || kind.Type != enums.FPDF_PAGEOBJ_TEXT {
			continue
		}
		if b, gone := r.clipped(o); gone {
			out = append(out, b)
		}
	}
	return out
}

// clipped gives the bounds of an object and whether nothing of them is left by its
// clipping paths.
func (r *reader) clipped(o references.FPDF_PAGEOBJECT) (bounds rect, gone bool) {
	at, err := r.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
	if err != nil {
		return rect{}, false
	}
	bounds = rect{float64(at.Left), float64(at.Bottom), float64(at.Right), float64(at.Top)}
	clip, err := r.FPDFPageObj_GetClipPath(&requests.FPDFPageObj_GetClipPath{PageObject: o})
	if err != nil {
		return bounds, false
	}
	paths, err := r.FPDFClipPath_CountPaths(&requests.FPDFClipPath_CountPaths{ClipPath: clip.ClipPath})
	if err != nil {
		return bounds, false
	}
	middle := (bounds.y0 + bounds.y1) / 2
	for i := range min(paths.Count, maxClips) {
		b, ok := r.clipBox(clip.ClipPath, i)
		if ok && (bounds.x1 <= b.x0 || bounds.x0 >= b.x1 || middle <= b.y0 || middle >= b.y1) {
			return bounds, true
		}
	}
	return bounds, false
}

// maxClips bounds the clipping paths of an object, and the segments of one, that are
// looked at.
const maxClips = 16

// clipBox is the bounding box of one clipping path; ok is false for a path that is too
// long to be a frame.
func (r *reader) clipBox(clip references.FPDF_CLIPPATH, path int) (b rect, ok bool) {
	n, err := r.FPDFClipPath_CountPathSegments(&requests.FPDFClipPath_CountPathSegments{ClipPath: clip, PathIndex: path})
	if err != nil || n.Count > maxClips {
		return rect{}, false
	}
	for i := range n.Count {
		r.left--
		s, err := r.FPDFClipPath_GetPathSegment(&requests.FPDFClipPath_GetPathSegment{ClipPath: clip, PathIndex: path, SegmentIndex: i})
		if err != nil {
			return rect{}, false
		}
		p, err := r.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s.PathSegment})
		if err != nil {
			return rect{}, false
		}
		x, y := float64(p.X), float64(p.Y)
		if i == 0 {
			b = rect{x, y, x, y}
		}
		b = rect{min(b.x0, x), min(b.y0, y), max(b.x1, x), max(b.y1, y)}
	}
	return b, n.Count > 0
}
