package lang

// CountWords are the words at the head of a count or a list that say how much of the
// whole it tells. All are folded.
type CountWords struct {
	Some  []string // before the noun: a part only, not all that meet what follows: "một số"
	Each  []string // before the noun or behind the names: every one of them: "mỗi", "each"
	Next  []string // before names: they come behind those named before: "tiếp theo là"
	After []string // before names: they come first, and what follows is told of the others: "sau"
	Is    []string // between a place and who holds it: "là", "was"
	Other []string // before a word of place: not the first, or one of several: "một trong những", "next"
	Like  []string // before names: examples, not the whole list: "như", "such as"
}

func init() {
	Vietnamese.Count = CountWords{
		Some:  []string{"một số", "nhiều", "phần lớn", "đa số", "hầu hết", "một nửa số", "quá nửa số", "phần lớn các", "hầu hết các", "đa số các"},
		Each:  []string{"mỗi", "từng", "đều"},
		Next:  []string{"tiếp theo là", "sát sau là", "ngay sau là", "theo sau là", "kế đó là", "kế sau là", "xếp sau là", "tiếp đó là", "tiếp đến là", "kế đến là", "kế tiếp là", "sau đó là", "rồi đến", "tiếp sau là", "tiếp là", "đứng kế tiếp là", "tiếp theo", "tiếp đến", "kế đến"},
		After: []string{"sau", "chỉ sau", "đứng sau", "xếp sau"},
		Is:    []string{"là", "thuộc về"},
		Other: []string{"một trong những", "một trong", "trong nhóm", "thuộc nhóm", "vào loại", "thuộc loại"},
		Like:  []string{"như", "chẳng hạn", "chẳng hạn như", "tiêu biểu là", "điển hình là", "nổi bật là", "trong đó có"},
	}
	English.Count = CountWords{
		Some:  []string{"some", "several", "most", "many", "half of the", "half the", "over half of the", "a few", "most of the", "some of the"},
		Each:  []string{"each", "every", "both"},
		Next:  []string{"followed by", "then came", "next came", "then", "ahead of"},
		After: []string{"after", "behind", "second only to"},
		Is:    []string{"was", "were", "is", "are"},
		Other: []string{"one of", "one of the", "among the", "next", "the next"},
		Like:  []string{"such as", "like", "for example", "for instance", "notably"},
	}
}
