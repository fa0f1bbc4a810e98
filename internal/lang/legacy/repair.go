package legacy

import (
	"sync"
	"unicode"
)

// invisible reports whether a character takes no room and says nothing: zero-width
// and directional signs, the soft hyphen.
func invisible(r rune) bool {
	switch {
	case r == 0xAD, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2064, r == 0xFEFF, r == 0x180E:
		return true
	}
	return false
}

// clean takes out what cannot be seen and writes full-width characters and
// ligatures in plain letters. No-break and thin spaces stay for the number reader.
func (t text) clean() text {
	dirty := false
	for _, g := range t {
		dirty = dirty || invisible(g.r) || g.r >= 0xFB00 && g.r <= 0xFB06 || g.r >= 0xFF01 && g.r <= 0xFF5E
	}
	if !dirty {
		return t
	}
	out := make(text, 0, len(t))
	for _, g := range t {
		switch {
		case invisible(g.r):
		case g.r >= 0xFF01 && g.r <= 0xFF5E:
			out = append(out, glyph{g.r - 0xFF01 + '!', g.src})
		case g.r >= 0xFB00 && g.r <= 0xFB06:
			for _, r := range [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[g.r-0xFB00] {
				out = append(out, glyph{r, g.src})
			}
		default:
			out = append(out, g)
		}
	}
	return out
}

// twins pairs letters of other alphabets with the Latin ones that look the same. In
// bad conversions of PDF files ƣ stands for ư, Ð (eth) for Đ, ɵ for ơ.
const twins = "аaеeоoрpсcхxуyіiјjѕsԁdһhАAВBЕEЅSІIЈJКKМMНHОOРPСCТTХXУY" +
	"ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoνvαa" +
	"ƣưƢƯðđÐĐƉĐɖđƟƠɵơıiɑaɡg"

var twinOf = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	pair := []rune(twins)
	for i := 0; i+1 < len(pair); i += 2 {
		m[pair[i]] = pair[i+1]
	}
	return m
})

// twin gives the letter that r is mistaken for, 0 for none.
func twin(r rune) rune {
	if r < 0xD0 || r >= 0x1E00 {
		return 0
	}
	return twinOf()[r]
}

// untwin writes words that mix look-alike letters in Latin letters, where that makes
// a Vietnamese word, an abbreviation or plain ASCII of them. It changes the text in
// place and tells how many words it mended.
func (t text) untwin() int {
	mended := 0
	var buf [32]rune
	t.words(func(w word) {
		if w.marked == 0 || w.odd > 0 {
			return
		}
		strange, plain, sure := 0, 0, false
		for _, g := range t[w.from:w.to] {
			switch r := twin(g.r); {
			case r != 0:
				strange++
				sure = sure || g.r == 'ƣ' || g.r == 'Ƣ' || g.r == 'Ɖ'
			case !isMark(g.r):
				plain++
			}
		}
		if strange == 0 {
			return
		}
		was := append(text(nil), t[w.from:w.to]...)
		for i := w.from; i < w.to; i++ {
			if r := twin(t[i].r); r != 0 {
				t[i].r = r
			}
		}
		now := append(text(nil), t[w.from:w.to]...).compose()
		lower := now.lower(word{to: len(now)}, buf[:])
		_, ok := syllable(lower)
		ok = ok && !(plain == 0 && was.foreignScript()) || sure || plain > 0 && (loan(lower) || isASCII(lower)) ||
			abbreviation(lower) && !was.foreignScript() && (len(lower) == 1 || now.shouting())
		if !ok {
			copy(t[w.from:w.to], was)
			return
		}
		mended++
	})
	return mended
}

// foreignScript reports whether every letter is Greek or Cyrillic.
func (t text) foreignScript() bool {
	for _, g := range t {
		if !unicode.In(g.r, unicode.Greek, unicode.Cyrillic) {
			return false
		}
	}
	return true
}

// shouting reports whether no letter is small.
func (t text) shouting() bool {
	for _, g := range t {
		if unicode.IsLower(g.r) {
			return false
		}
	}
	return true
}

func isASCII(w []rune) bool {
	for _, r := range w {
		if r >= 0x80 {
			return false
		}
	}
	return true
}

// accent gives the combining mark that a spacing accent stands for, 0 for none.
func accent(r rune) rune {
	switch r {
	case '´', 'ˊ':
		return 0x301
	case 'ˋ':
		return 0x300
	case '˜':
		return 0x303
	case 'ˆ':
		return 0x302
	case '˘':
		return 0x306
	}
	return 0
}

// combine joins spacing accents to the letter before them, or else behind them,
// where that makes a Vietnamese syllable of the word.
func (t text) combine() (text, bool) {
	changed := false
	for i := 0; i < len(t); i++ {
		mark := accent(t[i].r)
		if mark == 0 {
			continue
		}
		for _, at := range [...]int{i - 1, i + 1} {
			if at < 0 || at >= len(t) || classOf(t[at].r) != ascii && classOf(t[at].r) != marked {
				continue
			}
			low := min(at, i)
			try := append(text(nil), t[:low]...)
			try = append(append(try, t[at], glyph{mark, t[i].src}), t[low+2:]...).compose()
			if try.syllableAt(low) {
				t, changed = try, true
				break
			}
		}
	}
	return t, changed
}

// syllableAt reports whether the word around an index is a Vietnamese syllable.
func (t text) syllableAt(i int) bool {
	letterAt := func(k int) bool {
		c := classOf(t[k].r)
		return c == ascii || c == marked
	}
	from, to := i, i
	for from > 0 && letterAt(from-1) {
		from--
	}
	for to < len(t) && letterAt(to) {
		to++
	}
	var buf [32]rune
	_, ok := syllable(t.lower(word{from: from, to: to}, buf[:]))
	return ok
}

// shout writes in capitals the words that a font of capitals showed as such: their
// ASCII letters are capitals, two at least, and only marked letters are small. Where
// one word is like that, so are the words of the same text that have no small ASCII
// letter. all tells that the whole text stands in such a font.
func (t text) shout(all bool) {
	if all {
		for i := range t {
			t[i].r = unicode.ToUpper(t[i].r)
		}
		return
	}
	one := false
	each := func(f func(w word, capitals int)) {
		t.words(func(w word) {
			capitals, small := 0, 0
			for _, g := range t[w.from:w.to] {
				switch {
				case g.r >= 'A' && g.r <= 'Z':
					capitals++
				case g.r >= 'a' && g.r <= 'z':
					return
				case unicode.IsLower(g.r):
					small++
				}
			}
			if small > 0 {
				f(w, capitals)
			}
		})
	}
	each(func(_ word, capitals int) { one = one || capitals >= 2 })
	if !one {
		return
	}
	each(func(w word, capitals int) {
		if capitals == 0 && t.betweenSmall(w) {
			return
		}
		for i := w.from; i < w.to; i++ {
			t[i].r = unicode.ToUpper(t[i].r)
		}
	})
}

// betweenSmall reports whether the nearest ASCII letter before or behind a word is a
// small one.
func (t text) betweenSmall(w word) bool {
	for i := w.from - 1; i >= 0; i-- {
		if classOf(t[i].r) == ascii {
			if t[i].r >= 'a' {
				return true
			}
			break
		}
	}
	for i := w.to; i < len(t); i++ {
		if classOf(t[i].r) == ascii {
			return t[i].r >= 'a'
		}
	}
	return false
}
