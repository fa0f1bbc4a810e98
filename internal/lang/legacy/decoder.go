// Package legacy reads Vietnamese text that comes in an old encoding, misread or
// misspelled by a machine, and writes it in Unicode, NFC.
//
// One sheet or document mixes encodings, so each string is decided by itself: every
// candidate reading of its characters is scored by a model of Vietnamese syllables
// (onset, rime, tone), and the cheapest one wins. What the other strings of the same
// sheet turned out to be, and the name of the font, are the prior. Text that is good
// Vietnamese, plain ASCII or a language that the model does not know stays as it is.
package legacy

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Decoder converts the strings of one sheet or document, and learns from each clear
// one what the next is likely to be. The zero value is ready.
type Decoder struct {
	all   tally
	fonts map[string]*tally
	// Converted counts the strings that were changed, by what they were.
	Converted [encodings]int
}

// tally counts the strings that were clearly of an encoding.
type tally [encodings]int

// String gives the readable form of a string, in NFC, and what it was stored in.
// font is the name of the font that shows it, "" when it is not known.
func (d *Decoder) String(s, font string) (out string, enc Encoding) {
	r, changed := d.read(s, font)
	d.learn(font, r)
	if !changed {
		return s, Unicode
	}
	d.Converted[r.enc]++
	return r.text.String(), r.enc
}

// reading is one way to read a string.
type reading struct {
	text  text
	enc   Encoding
	cost  int // half bits
	lost  int // words that are not Vietnamese
	clear bool
}

// signs of a string that a scan finds.
type look struct {
	sure    bool // a letter that only Unicode has: ế, ũ
	suspect bool // a character that good Vietnamese text does not have
	latin   bool // a letter outside ASCII
	windows bool // a character that windows-1258 has and Latin-1 has not
}

// scan looks at a string once; this is all that good text costs.
func scan(s string) (l look) {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if c < ' ' && c != '\n' && c != '\t' && c != '\r' {
				l.suspect = true
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		l.add(r)
		if r <= 0xDE && r >= 0xC0 && i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z' { // a capital behind a small letter
			l.suspect = true
		}
		i += n
	}
	return l
}

func (l *look) add(r rune) {
	switch {
	case r >= 0x1EA0 && r <= 0x1EF9:
		l.sure = true
	case r < 0xC0:
		switch r {
		case 0xA0, '°', '±', '²', '³':
		default:
			l.suspect = true
		}
	case r <= 0xFF:
		l.latin = true
		switch r {
		case 'Ä', 'Å', 'Æ', 'Ç', 'Ë', 'Î', 'Ï', 'Ð', 'Ñ', 'Ö', '×', 'Ø', 'Û', 'Ü', 'Þ', 'ß',
			'ä', 'å', 'æ', 'ç', 'ë', 'î', 'ï', 'ð', 'ñ', 'ö', '÷', 'ø', 'û', 'ü', 'þ', 'ÿ':
			l.suspect = true
		}
	case r < 0x250:
		l.latin = true
		switch r {
		case 'Ĩ', 'ĩ', 'Ũ', 'ũ':
			l.sure = true
		case 'Ă', 'ă', 'Đ', 'đ', 'Ơ', 'ơ', 'Ư', 'ư':
			l.windows = true
		default:
			l.suspect = true
		}
	case r < 0x530:
		l.latin, l.suspect = true, true
		l.windows = l.windows || isTone(r)
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2064, r == 0xFEFF, r == 0x180E:
		l.suspect = true
	case r == '₫':
		l.windows = true
	case r >= 0xF020 && r <= 0xF0FF, r >= 0xFB00 && r <= 0xFB06, r >= 0xFF01 && r <= 0xFF5E, r == utf8.RuneError:
		l.suspect = true
	case r >= 0x1E00 && r < 0x1EA0, r == 0x212B, r == 0x212A, r == 0x1FEF, r >= 0x1DC0 && r < 0x1E00:
		l.suspect = true
	case unicode.IsLetter(r) || isMark(r): // of another script: NFC may have work
		l.suspect = true
	}
}

// read decides one string; changed is false when it stays as it is. Where no font
// speaks for a conversion, one whose result would be converted again is no better
// than what stood there.
func (d *Decoder) read(s, font string) (reading, bool) {
	r, changed := d.decide(s, font)
	if !changed {
		return r, false
	}
	if kind, _ := fontKind(font); kind != Unicode {
		return r, true
	}
	for range 4 { // what was only cleaned may show more
		next, again := new(Decoder).decide(r.text.String(), "")
		if !again {
			return r, true
		}
		if r.enc != Unicode {
			break
		}
		offsets := make([]int32, 0, 2*len(r.text))
		for _, g := range r.text {
			for range utf8.RuneLen(g.r) {
				offsets = append(offsets, g.src)
			}
		}
		for i := range next.text {
			next.text[i].src = offsets[next.text[i].src]
		}
		r = next
	}
	plain := textOf(strings.ToValidUTF8(s, "\ufffd")).clean().compose()
	return reading{text: plain}, plain.String() != s
}

// decide finds the best reading of one string.
func (d *Decoder) decide(s, font string) (best reading, changed bool) {
	best.enc = Unicode
	l := scan(s)
	if !l.suspect && (l.sure || !l.latin) {
		best.clear = l.sure
		return best, false
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
		changed = true
	}
	source := textOf(s)
	kind, capitals := fontKind(font)
	best = asItIs(source)
	best.cost += d.prior(font, kind, Unicode)
	second := best.cost + 100
	more := 0 // what a string that is good as it stands asks of another reading
	if best.lost == 0 {
		more = 12
	}
	for _, c := range codecs() {
		if l.sure && c.enc != Misread || !l.windows && !c.page.exact {
			continue
		}
		t := c.decode(source, c.page)
		if t.equal(source) {
			continue
		}
		t = t.compose()
		cost, found, _ := t.score(c.enc == TCVN3)
		if found == 0 && c.enc != Misread && c.enc != kind {
			continue
		}
		r := reading{text: t.clean().compose(), enc: c.enc, cost: cost + c.dearer + d.prior(font, kind, c.enc)}
		if c.enc != kind && d.all[c.enc] <= d.all[Unicode] {
			r.cost += more
		}
		switch {
		case r.cost < best.cost:
			if !r.text.equal(best.text) {
				second = best.cost
			}
			best = r
		case r.cost < second && !r.text.equal(best.text):
			second = r.cost
		}
	}
	best.clear = second-best.cost >= 16
	if best.lost > 0 {
		if patched, enc := d.patch(source.compose(), font); enc != Unicode {
			clear := best.clear
			best = asItIs(patched)
			best.enc, best.clear = enc, clear
		}
	}
	if best.enc == TCVN3 {
		best.text.shout(capitals && kind == TCVN3)
	}
	return best, changed || !best.text.equal(source)
}

// asItIs reads a string as the Unicode that it claims to be, with what is plainly
// wrong mended: unseen signs, look-alike letters, spacing accents.
func asItIs(source text) reading {
	r := reading{text: append(text(nil), source...)}
	hyphens := 0
	for i, g := range source {
		if g.r != 0xAD {
			continue
		}
		hyphens += 36
		if i == 0 || i+1 == len(source) || classOf(source[i-1].r) < ascii || classOf(source[i+1].r) < ascii {
			hyphens += 16
		}
	}
	r.text = r.text.clean().compose()
	mended := r.text.untwin()
	if mended > 0 {
		r.text = r.text.compose()
	}
	var joined bool
	if r.text, joined = r.text.combine(); joined {
		mended++
	}
	if mended > 0 {
		r.enc = Lookalike
	}
	r.cost, _, r.lost = r.text.score(false)
	r.cost += hyphens + 2*mended
	r.lost += hyphens
	return r
}

// patch converts single words of a string that is otherwise Unicode: a cell may hold
// runs of several fonts. enc is that of the words, Unicode when there are none.
func (d *Decoder) patch(source text, font string) (out text, enc Encoding) {
	kind, _ := fontKind(font)
	var buf [32]rune
	last := 0
	source.words(func(w word) {
		if w.marked+w.odd == 0 {
			return
		}
		was, found := source.wordCost(w, false, buf[:])
		if found {
			return
		}
		part := source[w.from:w.to]
		mended := part.clean().compose() // a soft hyphen in a word, a spacing accent
		mended.untwin()
		mended, _ = mended.combine()
		if _, found, lost := mended.score(false); found > 0 && lost == 0 {
			return
		}
		var best text
		bestCost, bestEnc := was-6, Unicode
		for _, c := range codecs() {
			t := c.decode(part, c.page)
			if t.equal(part) {
				continue
			}
			t = t.compose()
			cost, found, _ := t.score(c.enc == TCVN3)
			cost += c.dearer + min(d.prior(font, kind, c.enc), 16)
			if found > 0 && cost < bestCost {
				best, bestCost, bestEnc = t, cost, c.enc
			}
		}
		if best == nil {
			return
		}
		if bestEnc == TCVN3 {
			best.shout(false)
		}
		out = append(append(out, source[last:w.from]...), best...)
		last, enc = w.to, bestEnc
	})
	return append(out, source[last:]...), enc
}

// learn counts a string that was clear.
func (d *Decoder) learn(font string, r reading) {
	if !r.clear {
		return
	}
	enc := r.enc
	if enc == Lookalike {
		enc = Unicode
	}
	d.all[enc]++
	if font == "" {
		return
	}
	if d.fonts == nil {
		d.fonts = map[string]*tally{}
	}
	t := d.fonts[font]
	if t == nil {
		t = &tally{}
		d.fonts[font] = t
	}
	t[enc]++
}

// rarity is what each encoding costs before anything is known of the file, in half
// bits: how rare it is among Vietnamese files.
var rarity = tally{Unicode: 0, TCVN3: 12, VNI: 14, VISCII: 24, CP1258: 16, Misread: 8}

// unit is the weight of one string in the prior; an encoding that was not met weighs
// unit / 2^(rarity/2).
const unit = 1 << 12

// prior gives the cost of an encoding for a string in a font: from the strings that
// were clear, those of the same font four times, and from the name of the font.
func (d *Decoder) prior(font string, kind, enc Encoding) int {
	weigh := func(e Encoding) uint {
		n := uint(unit>>(rarity[e]/2)) + unit*uint(min(d.all[e], 1000))
		if t := d.fonts[font]; t != nil {
			n += 4 * unit * uint(min(t[e], 1000))
		}
		return n
	}
	total := uint(0)
	for e := range Lookalike {
		total += weigh(e)
	}
	cost := min(halfBits(total)-halfBits(weigh(enc)), 20)
	switch {
	case enc == kind || enc == Misread:
	case kind != Unicode:
		cost += 24
	case font != "":
		cost += 4
	}
	return cost
}

// halfBits is twice the binary logarithm of n, rounded down.
func halfBits(n uint) int {
	k := bits.Len(n)
	if k < 2 {
		return 0
	}
	return 2*(k-1) + int(n>>(k-2)&1)
}

// fontKind tells what a font's name promises: the ABC fonts (.VnTime; a name that
// ends in H shows capitals alone) and the VNI fonts.
func fontKind(font string) (enc Encoding, capitals bool) {
	switch {
	case strings.HasPrefix(font, ".Vn"), strings.HasPrefix(font, ".VN"), strings.HasPrefix(font, ".vn"):
		return TCVN3, strings.HasSuffix(font, "H")
	case len(font) > 4 && strings.EqualFold(font[:4], "VNI-"):
		return VNI, false
	}
	return Unicode, false
}
