package lang

func init() {
	add(&Vietnamese.Prose, map[Cat][]string{
		0: {"trường hợp"}, // no "trường" that a list counts
		// verbs that lead to a figure and tell nothing of it
		But:  {"nhưng", "song", "trong khi", "trong khi đó", "tuy nhiên", "riêng"},
		Up:   {"tăng lên", "gia tăng"},
		Down: {"giảm xuống", "sụt giảm"},
		Gap:  {"cách nhau", "cách biệt", "hơn kém nhau", "khoảng cách"},
		Stop: {"như vậy", "theo đó", "qua đó", "tức", "tức là", "hay", "nghĩa là", "ghi nhận", "xảy ra", "chạm mốc", "đạt mức", "dừng ở", "tương đương", "rơi vào", "tổng cộng có", "hiện có", "nếu", "riêng", "tuy", "vẫn còn", "trong khi đó", "trong khi"},
	})
}

// add gives words of a pack more parts.
func add(p *ProseWords, lists map[Cat][]string) {
	for w, cat := range phrases(lists) {
		p.Words[w] |= cat
	}
}
