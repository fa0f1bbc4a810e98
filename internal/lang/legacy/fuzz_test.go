package legacy

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FuzzString: no panic, valid UTF-8 in NFC, and what was read once stays as it is.
func FuzzString(f *testing.F) {
	for _, s := range []string{
		"Gi¸ trÞ s¶n xuÊt", "Toång soá hoà sô", "Tá»•ng sá»‘", "tr\u00adêng ®¹i häc", "ƣu tiên QÐ", "Tô\u0309ng", "e\u0301\u0302",
		"１２３", "\xff\xfe", "\uf0e6", "ÃƒÂ ", "ta\u0301´", "Đắk N«ng", "\u0301\u0323\u0302", "ßáÂŸ", "",
	} {
		f.Add(s, "")
		f.Add(s, ".VnTimeH")
		f.Add(s, "VNI-Times")
	}
	f.Fuzz(func(t *testing.T, s, font string) {
		out, enc := new(Decoder).String(s, font)
		if !utf8.ValidString(out) || !norm.NFC.IsNormalString(out) {
			t.Fatalf("%q in %q: %q is not NFC", s, font, out)
		}
		if enc == Unicode && norm.NFC.IsNormalString(s) && len(out) > len(s)+3*len(s) {
			t.Fatalf("%q grew to %q", s, out)
		}
		if font != "" { // what a font says of a string is not told to the next reader
			return
		}
		again, _ := new(Decoder).String(out, "")
		if again != out {
			t.Fatalf("%q in %q: %q, read again as %q", s, font, out, again)
		}
		if v, n := Share(out); v > n || v < 0 {
			t.Fatalf("%q: %d of %d words", out, v, n)
		}
	})
}
