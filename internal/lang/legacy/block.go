package legacy

import (
	"slices"
	"unicode/utf8"

	"doisoat/schema"
)

// Document converts the text of every block, and moves the anchors, marks and
// markers along with it. Captions of tables are not touched: they repeat lines of
// the blocks and are made anew from them. changed tells whether any block changed.
func (d *Decoder) Document(doc *schema.Document) (changed bool) {
	for i := range doc.Blocks {
		if t := doc.Blocks[i].Text; !plain(t) {
			r, _ := d.read(t, "")
			d.learn("", r)
		}
	}
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if plain(b.Text) {
			continue
		}
		r, ok := d.read(b.Text, "")
		if !ok {
			continue
		}
		changed = true
		d.Converted[r.enc]++
		r.text.into(b)
	}
	return changed
}

// into makes the converted text the text of its block.
func (t text) into(b *schema.Block) {
	literal := b.Body > 0 && b.Marker != "" && len(b.Marker) <= len(b.Text) && b.Text[:len(b.Marker)] == b.Marker
	if literal {
		b.Marker = t.String()[:t.output(len(b.Marker))]
	}
	b.Source = t.anchors(b)
	for i := range b.Refs {
		b.Refs[i].Start, b.Refs[i].End = t.output(b.Refs[i].Start), t.output(b.Refs[i].End)
	}
	b.Refs = slices.DeleteFunc(b.Refs, func(s schema.Span) bool { return s.Len() == 0 })
	b.Body = t.output(b.Body)
	b.Text = t.String()
}

// anchors ties the converted text to the source: its characters stand where those
// that they were made of stood.
func (t text) anchors(b *schema.Block) []schema.Anchor {
	if len(b.Source) == 0 {
		return nil
	}
	var out []schema.Anchor
	at, next := b.Source[0], 0 // the place of the byte read of the old text
	old, read := b.Text, 0
	line, column := -1, 0 // where the next character is if nothing lies between
	offset := 0
	for _, g := range t {
		for read <= int(g.src) {
			if next < len(b.Source) && b.Source[next].Offset <= read {
				at = b.Source[next]
				next++
				continue
			}
			if read == int(g.src) {
				break
			}
			_, n := utf8.DecodeRuneInString(old[read:])
			read += n
			at.Column++
		}
		if at.Line != line || at.Column != column {
			out = append(out, schema.Anchor{Offset: offset, Line: at.Line, Column: at.Column})
		}
		line, column = at.Line, at.Column+1
		offset += utf8.RuneLen(g.r)
	}
	return out
}
