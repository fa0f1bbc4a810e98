package lang

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// TestFoldQuick: the short ways of Fold come to what the long one does, for every rune and
// for texts of the signs that matter.
func TestFoldQuick(t *testing.T) {
	long := func(s string) string { return placeTones(rewrite(s, false)) }
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if testing.Short() && r > 0x3000 && r%101 != 0 {
			continue // under the race detector
		}
		if toLower(r) != unicode.ToLower(r) || isSpace(r) != unicode.IsSpace(r) {
			t.Errorf("%U: %U, space %v", r, toLower(r), isSpace(r))
		}
		for _, s := range []string{string(r), "a" + string(r) + "b"} {
			if got, want := Fold(s), long(s); got != want {
				t.Errorf("%q folds to %q, the long way to %q", s, got, want)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "B", " ", "  ", "\n", "\u00a0", "đ", "Đ", "hoà", "HOÀ", "quý", "uỷ", "ò", "o\u0300", "–", "“", "…", "\u00ad", "\u200b", "\xff", "İ", "7", "ß"})).Draw(t, "text"), "")
		if got, want := Fold(s), long(s); got != want {
			t.Errorf("%q folds to %q, the long way to %q", s, got, want)
		}
	})
}
