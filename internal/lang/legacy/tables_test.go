package legacy

import (
	"bytes"
	"os/exec"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// TestTables compares the tables with those of the system's iconv.
func TestTables(t *testing.T) {
	if _, err := exec.LookPath("iconv"); err != nil {
		t.Skip("no iconv on this system: ", err)
	}
	for _, tc := range []struct {
		name     string
		high     [128]rune
		controls map[byte]rune
	}{
		{"TCVN5712-1", upper(tcvn), tcvnControls},
		{"VISCII", upper(viscii), visciiControls},
		{"CP1258", upper(cp1258), nil},
		{"CP1252", upper(cp1252 + cp1252 + cp1252 + cp1252), nil},
	} {
		if known := exec.Command("iconv", "-f", tc.name, "-t", "UTF-8"); known.Run() != nil {
			t.Logf("this iconv does not know %s: not compared", tc.name)
			continue
		}
		for i := 1; i < 256; i++ {
			want := tc.high[i&127]
			if i < 0x80 {
				if want = tc.controls[byte(i)]; want == 0 {
					continue
				}
			} else if tc.name == "CP1252" && i >= 0xA0 {
				want = rune(i)
			}
			cmd := exec.Command("iconv", "-f", tc.name, "-t", "UTF-8")
			cmd.Stdin = bytes.NewReader([]byte{byte(i), '.'}) // glibc waits behind a letter for its mark
			out, err := cmd.Output()
			if err != nil { // a byte without a character, or an iconv without the encoding
				if want != utf8.RuneError {
					t.Errorf("%s %#x: %v, want %q", tc.name, i, err, want)
				}
				continue
			}
			if got := norm.NFC.String(string(bytes.TrimSuffix(out, []byte(".")))); got != norm.NFC.String(string(want)) {
				t.Errorf("%s %#x: %q, iconv has %q", tc.name, i, want, got)
			}
		}
	}
}

// TestABC: what the ABC fonts have is where VN1 has it.
func TestABC(t *testing.T) {
	filled := 0
	for i, r := range abc() {
		if r == utf8.RuneError {
			continue
		}
		filled++
		if r != upper(tcvn)[i] {
			t.Errorf("%#x: %q", i+0x80, r)
		}
	}
	// 60 small vowels with tones, ă â ê ô ơ ư đ and their capitals
	if want := 60 + 14; filled != want {
		t.Errorf("%d characters, want %d", filled, want)
	}
}
