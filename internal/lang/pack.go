package lang

import (
	"slices"
	"sort"
	"strings"

	"doisoat/schema"
)

// Pack is everything that the engine knows of one language.
type Pack struct {
	Code    string // "vi", "en"
	Decimal byte   // the decimal mark of its written numbers
	Table   TableWords
	Prose   ProseWords
	Count   CountWords
	// Opposites are the phrases that turn a statement around.
	Opposites []Opposite
	say       []map[string]string // the words of messages, a table a file; no key stands in two
}

// TableWords are the words by which tables name their parts. All are folded.
type TableWords struct {
	Total      []string        // begin the label of a row that is the whole: "tổng số", "total"
	TotalEnd   []string        // end the label of a total: "Northern area total"
	OfWhich    []string        // open parts that need not complete the whole: "trong đó"
	Divided    []string        // open a partition that completes it: "chia ra", "phân theo"
	UnitLine   []string        // open the line that gives the unit of measure: "đơn vị tính", "unit"
	Ordinal    []string        // headers of the column of running numbers: "stt", "no"
	Label      []string        // headers of the column of names: "đơn vị", "chỉ tiêu"
	Note       []string        // open a note under a table: "ghi chú", "nguồn"
	Appendix   []string        // open the heading of an appendix: "phụ lục", "biểu số", "appendix", "table"
	Ratio      []string        // in a header, say that the column is a share or rate: "tỷ lệ", "cơ cấu"
	Index      []string        // in a header, say that it is an index or a change against another period: "so với", "chỉ số"
	Average    []string        // say that a figure is a mean: "bình quân"
	None       []string        // marks for none in a cell: "-", "..", "x"
	Prefixes   []string        // before the proper name of a unit: "ubnd phường", "xã"; longest first
	Levels     []string        // before the proper name of a level or section: "khu vực", "vùng"
	Scales     map[string]int8 // "nghìn" 3, "triệu" 6, "tỷ" 9
	Months     map[string]int
	YearWord   []string // "năm", "year"
	MonthWord  []string // "tháng", "month"
	QuarterWrd []string // "quý", "quarter"
	Units      []string // things counted and measured, as units of columns: "đồng", "người", "ha"
	TotalAlone []string // of Total, those that name a total only when nothing but a number follows: "chung", "year"
	NotTotal   []string // begin like a total but name something else: "tổng công ty", "cộng hòa"
	Partial    []string // in a label, say that the rows listed are not all: "một số", "chủ yếu"
	Joining    []string // begin or end a line of words that goes on: "và", "and"
	Residual   []string // in a label, name what is left over: "khác", "other"; such rows repeat
	Difference []string // in a header, say that the column is a difference of two others: "chênh lệch", "balance"
	Per        []string // in a header, say that a figure is so much for each of something: "per capita"
	Share      []string // in a header, say that the column gives parts of a whole in percent: "cơ cấu"
}

// Say tells a message in the language of the pack. A key that has no template is
// told as the key itself with its arguments, which a test forbids.
func (p *Pack) Say(m schema.Message) string {
	t, ok := p.template(m.Key)
	if !ok {
		t = m.Key
	}
	if len(m.Args) == 0 {
		return t
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(t, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(t[open:], '}')
		if end < 0 {
			break
		}
		name := t[open+1 : open+end]
		b.WriteString(t[:open])
		i := slices.IndexFunc(m.Args, func(a schema.Arg) bool { return a.Name == name })
		switch {
		case i < 0:
			b.WriteString(t[open : open+end+1])
		case m.Args[i].Message != nil:
			b.WriteString(p.Say(*m.Args[i].Message))
		default:
			b.WriteString(m.Args[i].Text)
		}
		t = t[open+end+1:]
	}
	b.WriteString(t)
	return b.String()
}

// Keys lists the message keys that the pack can say, sorted.
func (p *Pack) Keys() []string {
	var keys []string
	for _, table := range p.say {
		for k := range table {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys)
	return keys
}

// Template gives the template of a key, "" where it has none.
func (p *Pack) Template(key string) string {
	t, _ := p.template(key)
	return t
}

// template is Template; ok says that there is one, if an empty one.
func (p *Pack) template(key string) (t string, ok bool) {
	for _, table := range p.say {
		if t, ok = table[key]; ok {
			return t, true
		}
	}
	return "", false
}

// Packs lists the language packs.
func Packs() []*Pack { return []*Pack{Vietnamese, English} }

// For returns the pack of a language code, or nil.
func For(code string) *Pack {
	for _, p := range Packs() {
		if p.Code == code {
			return p
		}
	}
	return nil
}

// Detect tells the language of a text by its letters: Vietnamese has marks that
// English has not. Text without letters counts as Vietnamese.
func Detect(text string) *Pack {
	letters, marked := 0, 0
	for _, r := range text {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			letters++
		case r >= 0xC0 && r <= 0x1B0 || r >= 0x1EA0 && r <= 0x1EF9 || r >= 0x300 && r <= 0x323:
			letters++
			marked++
		}
	}
	if marked*20 >= letters {
		return Vietnamese
	}
	return English
}
