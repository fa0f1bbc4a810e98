package pdf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// spread is a sheet of four columns, printed on pages of two: the names and the first
// figures on one, the other figures on the next.
type spread struct {
	ruled bool
	rows  int // of the body, on a page
}

var names = []string{"Hoài Hảo", "Hoài Phú", "Hoài Đức", "Hoài Tân", "Bồng Sơn", "Tam Quan", "Hoài Mỹ", "Hoài Hải"}

func (w spread) left(number, first int) *sheet {
	s := newSheet(number)
	ys := []float64{100, 120}
	if first == 0 {
		s.typed(500, 80, 12, "PHỤ LỤC HỒ SƠ") // as far as the page shows it, and farther
	}
	s.typed(64, 115, 12, "Đơn vị").typed(264, 115, 12, "Hồ sơ")
	for i := range w.rows {
		y := 135 + 20*float64(i)
		s.typed(64, y, 12, names[first+i]).typed(264, y, 12, fmt.Sprint(100+first+i))
		ys = append(ys, y+5)
	}
	if w.ruled {
		s.ruled([]float64{60, 260, 540}, ys)
	}
	return s
}

func (w spread) right(number, first int) *sheet {
	s := newSheet(number)
	ys := []float64{100, 120}
	if first == 0 {
		s.typed(20, 80, 12, "PHỤ LỤC HỒ SƠ") // the same words as on the left, at the same place of the sheet
	}
	s.typed(64, 115, 12, "Đúng hạn").typed(264, 115, 12, "Tỷ lệ")
	for i := range w.rows {
		y := 135 + 20*float64(i)
		s.typed(64, y, 12, fmt.Sprint(50+first+i)).typed(264, y, 12, fmt.Sprintf("%d,5", 20+first+i))
		ys = append(ys, y+5)
	}
	if w.ruled {
		s.ruled([]float64{60, 260, 540}, ys)
	}
	return s
}

// want is the table that the pages show: the first n rows.
func (w spread) want(n int) []string {
	out := []string{"Đơn vị|Hồ sơ|Đúng hạn|Tỷ lệ|"}
	for i := range n {
		out = append(out, fmt.Sprintf("%s|%d|%d|%d,5|", names[i], 100+i, 50+i, 20+i))
	}
	return out
}

func TestPagesSideBySide(t *testing.T) {
	w := spread{ruled: true, rows: 5}
	low := spread{ruled: true, rows: 4}
	for _, tc := range []struct {
		name  string
		pages []*sheet
		want  []string
		title string
	}{
		{"two pages", []*sheet{w.left(1, 0), w.right(2, 0)}, w.want(5), "PHỤ LỤC HỒ SƠ"},
		{"down, then over", []*sheet{low.left(1, 0), low.left(2, 4), low.right(3, 0), low.right(4, 4)}, w.want(8), "PHỤ LỤC HỒ SƠ"},
		{"over, then down", []*sheet{low.left(1, 0), low.right(2, 0), low.left(3, 4), low.right(4, 4)}, w.want(8), "PHỤ LỤC HỒ SƠ"},
		{"without rules", []*sheet{spread{rows: 6}.left(1, 0), spread{rows: 6}.right(2, 0)}, w.want(6), ""},
	} {
		c, _ := laid(t, tc.pages...)
		if len(c.Sheets) != 1 {
			t.Errorf("%s: %d tables", tc.name, len(c.Sheets))
			continue
		}
		got := gridOf(c.Sheets[0])
		if tc.title == "" { // the words above are no part of what is tested
			for len(got) > 0 && !strings.HasPrefix(got[0], "Đơn vị") {
				got = got[1:]
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s\n%s", tc.name, diff)
		}
		if text := c.Document.Blocks[0].Text; tc.title != "" && text != tc.title {
			t.Errorf("%s: headed %q", tc.name, text)
		}
	}
}

// Pages that do not lie side by side stay apart: figures on baselines of their own, and
// rows that have names.
func TestPagesApart(t *testing.T) {
	w := spread{ruled: true, rows: 5}
	off := newSheet(2)
	for i := range 6 {
		off.typed(64, 143+20*float64(i), 12, "12").typed(264, 143+20*float64(i), 12, "1,5").typed(364, 143+20*float64(i), 12, "7")
	}
	other := w.left(2, 3)
	for name, pages := range map[string][]*sheet{"other baselines": {w.left(1, 0), off}, "names": {w.left(1, 0), other}} {
		var in []*page
		for _, s := range pages {
			in = append(in, &s.page)
		}
		if got := abreast(in); len(got) != 2 {
			t.Errorf("%s: %d pages", name, len(got))
		}
	}
}

// Lines that are too many for their cell stand upon the type of the cells around it, and
// still belong to it.
func TestSpill(t *testing.T) {
	s := newSheet(1).ruled([]float64{60, 200, 300, 400}, []float64{100, 114, 128, 142, 156})
	s.typed(64, 111, 10, "Đơn vị").typed(215, 109, 10, "Năm nay của tỉnh")
	s.typed(230, 113, 10, "Số").typed(222.5, 124, 10, "hồ sơ").typed(225, 135, 10, "2024")
	s.typed(330, 124, 10, "Tỷ lệ")
	s.typed(64, 139, 10, "Hoài Hảo").typed(225, 139, 10, "1234").typed(330, 139, 10, "5,5")
	s.typed(64, 153, 10, "Hoài Phú").typed(225, 153, 10, "4321").typed(330, 153, 10, "6,5")
	c, _ := laid(t, s)
	want := []string{"Đơn vị|Năm nay của tỉnh||", "|Số hồ sơ 2024|Tỷ lệ|", "Hoài Hảo|1234|5,5|", "Hoài Phú|4321|6,5|"}
	got := gridOf(c.Sheets[0])
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], "/", " ")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
