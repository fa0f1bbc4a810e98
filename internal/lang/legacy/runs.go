package legacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Run is a stretch of a text in one font: half-open, in bytes.
type Run struct {
	Start, End int
	Font       string
}

// Runs converts a text whose runs, in order and without gaps, are in several fonts,
// and moves their bounds along.
func (d *Decoder) Runs(s string, runs []Run) string {
	if plain(s) {
		return s
	}
	return d.join(s, parts(s, runs), func(p part) *reading {
		r, changed := d.read(p.s, p.font)
		d.learn(p.font, r)
		if !changed {
			return nil
		}
		return &r
	})
}

// join puts the parts of a text together as read; nil is a part that stays as it is.
func (d *Decoder) join(s string, parts []part, read func(part) *reading) string {
	var out strings.Builder
	changed := false
	for _, p := range parts {
		r := (*reading)(nil)
		if !plain(p.s) {
			r = read(p)
		}
		at, move := out.Len(), func(i int) int { return i }
		if r == nil {
			out.WriteString(p.s)
		} else {
			changed = true
			d.Converted[r.enc]++
			t := r.text
			if r.enc == TCVN3 {
				t = p.capitals(t)
			}
			out.WriteString(t.String())
			move = t.output
		}
		for i := range p.runs {
			run := &p.runs[i]
			run.Start, run.End = at+move(run.Start-p.start), at+move(run.End-p.start)
		}
	}
	if !changed {
		return s
	}
	return out.String()
}

// capitals writes in capitals what stands in the runs of a font of capitals, where
// the part as a whole is not in one: often only the first letter of a name is.
func (p part) capitals(t text) text {
	if _, all := fontKind(p.font); all {
		return t
	}
	out := append(text(nil), t...)
	for _, r := range p.runs {
		if _, capitals := fontKind(r.Font); !capitals {
			continue
		}
		for i := range out {
			if src := int(out[i].src) + p.start; src >= r.Start && src < r.End {
				out[i].r = unicode.ToUpper(out[i].r)
			}
		}
	}
	return out
}

// part is a stretch of a text in fonts of one kind.
type part struct {
	s, font string
	start   int
	runs    []Run // those of the text that make it up
}

// parts cuts a text where the kind of its font changes, but never within a word: of
// two fonts in one word, the one that tells of an encoding counts.
func parts(s string, runs []Run) []part {
	var out []part
	first := 0
	for i := 0; i < len(runs); {
		p := part{start: runs[i].Start, font: runs[i].Font}
		for first = i; i < len(runs) && (i == first || sameKind(p.font, runs[i].Font) || insideWord(s, runs[i].Start)); i++ {
			kind, capitals := fontKind(p.font)
			next, upper := fontKind(runs[i].Font)
			if kind == Unicode || kind == next && capitals && !upper {
				p.font = runs[i].Font
			}
		}
		p.runs = runs[first:i]
		p.s = s[p.start:runs[i-1].End]
		out = append(out, p)
	}
	return out
}

// insideWord reports whether an offset lies inside a word.
func insideWord(s string, at int) bool {
	if at <= 0 || at >= len(s) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	return classOf(before) != other && classOf(after) != other
}

// sameKind reports whether two fonts promise the same encoding.
func sameKind(a, b string) bool {
	kindA, _ := fontKind(a)
	kindB, _ := fontKind(b)
	return kindA == kindB
}

// plain reports whether a string is printable ASCII.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || c < ' ' && c != '\n' && c != '\t' && c != '\r' {
			return false
		}
	}
	return true
}

// output gives the byte offset in the text's string of what stood at a byte offset
// of the source.
func (t text) output(src int) int {
	at := 0
	for _, g := range t {
		if int(g.src) >= src {
			break
		}
		at += utf8.RuneLen(g.r)
	}
	return at
}
