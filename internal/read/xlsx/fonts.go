package xlsx

import (
	"slices"

	"github.com/xuri/excelize/v2"
)

// loadFonts notes the name of the font of every style; runs of other fonts within a
// text are not told apart.
func (b *book) loadFonts(f *excelize.File) {
	s := f.Styles
	b.fonts = []string{""}
	if s.Fonts == nil {
		return
	}
	names := make([]uint16, len(s.Fonts.Font))
	for i, f := range s.Fonts.Font {
		if f == nil || f.Name == nil || f.Name.Val == nil {
			continue
		}
		at := slices.Index(b.fonts, *f.Name.Val)
		if at < 0 && len(b.fonts) < 1<<16 {
			at = len(b.fonts)
			b.fonts = append(b.fonts, *f.Name.Val)
		}
		names[i] = uint16(max(at, 0))
	}
	b.fontOf = make([]uint16, len(s.CellXfs.Xf))
	for i, xf := range s.CellXfs.Xf {
		if id := xf.FontID; id != nil && *id >= 0 && *id < len(names) {
			b.fontOf[i] = names[*id]
		}
	}
}

// font gives the font of a style as an index in the sheet's fonts.
func (b *book) font(style int) uint16 {
	if style < 0 || style >= len(b.fontOf) {
		return 0
	}
	return b.fontOf[style]
}
