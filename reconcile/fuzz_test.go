package reconcile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/schema"
)

// roads is the appendix of the fuzzed prose: lengths written rounded, rates of two
// places, and one unit without figures.
const roads = `PHỤ LỤC: Đường giao thông nông thôn;;;
Đơn vị;Chiều dài đường (km);Đã bê tông hóa (km);Tỷ lệ bê tông hóa (%)
Xã Bình Phú;42,3;38,7;91,49
Xã Bình Thuận;51,8;34,1;65,83
Xã Tây Xuân;29,6;29,6;100,00
Xã Vĩnh An;67,4;23,9;35,46
Xã Tây Giang;38,5;31,2;81,04
Xã Tây Vinh;…;…;…
Tổng cộng;229,6;157,5;68,60
`

// FuzzChecks runs every check on any prose: no panic, no failure of the tool, an
// answer for every figure, and every place inside its text.
func FuzzChecks(f *testing.F) {
	for _, s := range []string{
		"## Tỷ lệ bê tông hóa (chỉ tiêu huyện giao: 80%; chỉ tiêu tỉnh giao: từ 60 đến 70%)\nCó 3/6 xã đạt chỉ tiêu huyện giao, gồm: Bình Phú 91,4%; Tây Xuân 100%; Tây Giang; 81%; Bình Phú 91,49%.",
		"Toàn huyện có 229,6 km đường (đã bê tông hóa 157 km, chưa bê tông hóa 72,6 km).\nXã Vĩnh An 35,4% (đạt chỉ tiêu 80%), xã Tây Vinh gần 50%.",
		"Không có xã nào có tỷ lệ bê tông hóa dưới 0%; có 99999999999999999/3 xã trên 100000000000000000%.",
		"Tỷ lệ bê tông hóa của xã Bình Thuận là 0,000000000000000001% hoặc 6,583 nghìn tỷ tỷ.",
		"Số:   /BC-UBND\nVĩnh An, ngày    tháng 02 năm 2024\n- Cấp xã:\n- Có có 5 xã trên -1%: Tây Xuân, Tây Vinh",
	} {
		f.Add(s)
	}
	path := filepath.Join(f.TempDir(), "phu-luc.csv")
	if err := os.WriteFile(path, []byte(roads), 0o644); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // a reader gives NFC text, never stray bytes
		}
		rep, err := read.Files([]string{path}, read.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		rep.Document = &schema.Document{}
		for i, line := range strings.Split(text, "\n") {
			b := schema.Block{Text: line, Number: i + 1}
			switch {
			case strings.HasPrefix(line, "## "):
				b.Kind, b.Level = schema.Heading, 2
			case strings.HasPrefix(line, "- "):
				b.Kind, b.Body, b.Marker = schema.ListItem, 2, "-"
			}
			rep.Document.Blocks = append(rep.Document.Blocks, b)
		}
		res, err := audit.Run(rep, audit.Options{})
		if err != nil {
			t.Fatal(err)
		}
		answered(t, res)
	})
}
