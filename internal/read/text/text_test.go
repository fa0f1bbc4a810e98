package text

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"doisoat/internal/read/input"
	"doisoat/schema"
)

func read(tb testing.TB, text string) input.Content {
	tb.Helper()
	c, err := Read(input.File{Name: "a.txt", Data: []byte(text)}, input.DefaultLimits())
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func outline(d *schema.Document) []string {
	var out []string
	for _, b := range d.Blocks {
		line, col := b.Position(b.Body)
		out = append(out, fmt.Sprintf("%d %d:%d %s¦%s", b.Kind, line, col, b.Text[:b.Body], b.Text[b.Body:]))
	}
	return out
}

func TestText(t *testing.T) {
	wide := strings.Repeat("một hai ba ", 12)
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"every line of a wide text is a paragraph", wide + "\r\nHai.\r\n  - ba *không* đậm\r\n", []string{"0 1:1 ¦" + strings.TrimSpace(wide), "0 2:1 ¦Hai.", "2 3:5 - ¦ba *không* đậm"}},
		{"a wrapped text", "Tổng số hồ sơ tiếp nhận trong kỳ\nlà 12 hồ sơ, trong đó trực tuyến 5\nhồ sơ.\n1. Một mục dài đến gần hết dòng này\n2. Hai\n", []string{
			"0 1:1 ¦Tổng số hồ sơ tiếp nhận trong kỳ là 12 hồ sơ, trong đó trực tuyến 5 hồ sơ.", "2 4:4 1. ¦Một mục dài đến gần hết dòng này", "2 5:4 2. ¦Hai"}},
		{"tabs stay", "a\tb\n", []string{"0 1:1 ¦a\tb"}},
		{"decomposed", "Hoa\u0300i 5%", []string{"0 1:1 ¦Hoài 5%"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, outline(read(t, tc.text).Document)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDrawnTable(t *testing.T) {
	c := read(t, "Bảng 1\n+----+-----+\n| Tên | Số |\n+----+-----+\n| A | 5 |\n+----+-----+\nsau")
	if len(c.Sheets) != 1 || len(c.Sheets[0].Cells) != 2 || c.Sheets[0].Cells[1][1].Raw != "5" || c.Sheets[0].Cells[1][1].Line != 5 || c.Sheets[0].Cells[1][1].Column != 7 {
		t.Fatalf("%+v", c.Sheets)
	}
	if diff := cmp.Diff([]string{"0 1:1 ¦Bảng 1", "4 3:1 ¦", "0 7:1 ¦sau"}, outline(c.Document)); diff != "" {
		t.Error(diff)
	}
	if len(c.Sheets[0].Caption) != 1 || c.Sheets[0].Caption[0].Text != "Bảng 1" {
		t.Errorf("captions %+v", c.Sheets[0].Caption)
	}
}

func FuzzText(f *testing.F) {
	f.Add("a\tb\tc\n1\t2\t3\n")
	f.Add("| a | b |\n| 1 | 2 |\nHoa\u0300i")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Read(input.File{Data: []byte(text)}, input.DefaultLimits())
		if err != nil {
			return
		}
		lines := 1 + strings.Count(text, "\n") + strings.Count(text, "\r")
		for _, b := range c.Document.Blocks {
			if line, col := b.Position(len(b.Text)); line < 1 || line > lines || col < 1 {
				t.Errorf("%q ends at %d:%d of %d lines", b.Text, line, col, lines)
			}
		}
	})
}

// Large texts end soon, whatever they look like.
func TestLargeTexts(t *testing.T) {
	for name, text := range map[string]string{
		"figures":       strings.Repeat("12,5\n", 400_000),
		"names":         strings.Repeat("Hoài Hảo\n", 300_000),
		"blank":         strings.Repeat("\n", 2_000_000),
		"nearly rows":   strings.Repeat("a  b  c\n\n", 150_000),
		"one long line": strings.Repeat("12  ab  ", 1<<20),
		"wide rows":     strings.Repeat(strings.Repeat("12  ", 2000)+"\n", 200),
		"stacked":       strings.Repeat("Hoài Hảo\n1\n2\n", 150_000),
		"half a table":  strings.Repeat("x  1  2\nx  y\nx  1  2\nx\n", 80_000),
	} {
		start := time.Now()
		_, err := Read(input.File{Data: []byte(text)}, input.DefaultLimits())
		if took := time.Since(start); took > time.Minute { // a second, and ten under the race detector
			t.Errorf("%s: %v, %v", name, took, err)
		} else {
			t.Log(name, took, err)
		}
	}
}
