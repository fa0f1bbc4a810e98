package read

import "testing"

func TestSwapMarks(t *testing.T) {
	for s, want := range map[string]string{
		"154.910": "154,910", "1.120,0": "1,120.0", "0,5%": "0.5%", "12": "12", "-1.262": "-1,262", "3,1 tr.": "3.1 tr.", ".": ".", "5.": "5.",
	} {
		if got := swapMarks(s); got != want {
			t.Errorf("%q became %q, want %q", s, got, want)
		}
	}
}
