package lang

// Opposite is a phrase that turns a statement around when it takes the place of another,
// as whoever writes in haste does. Phrases are as written, in small letters; longer ones
// stand first, so that one within another is not taken for it.
type Opposite struct {
	Class    string // "direction" or "target"
	Word     string
	Opposite string
}

var viOpposites = []Opposite{
	{"target", "chưa đạt chỉ tiêu", "đạt chỉ tiêu"},
	{"target", "không đạt chỉ tiêu", "đạt chỉ tiêu"},
	{"target", "đạt vượt chỉ tiêu", "chưa đạt chỉ tiêu"},
	{"target", "vượt chỉ tiêu", "chưa đạt chỉ tiêu"},
	{"target", "đạt chỉ tiêu", "chưa đạt chỉ tiêu"},
	{"target", "chưa đạt kế hoạch", "đạt kế hoạch"},
	{"target", "vượt kế hoạch", "chưa đạt kế hoạch"},
	{"target", "đạt kế hoạch", "chưa đạt kế hoạch"},
	{"direction", "cao nhất", "thấp nhất"},
	{"direction", "thấp nhất", "cao nhất"},
	{"direction", "nhiều nhất", "ít nhất"},
	{"direction", "cao hơn", "thấp hơn"},
	{"direction", "thấp hơn", "cao hơn"},
	{"direction", "tăng", "giảm"},
	{"direction", "giảm", "tăng"},
	{"direction", "trên", "dưới"},
	{"direction", "dưới", "trên"},
}

var enOpposites = []Opposite{
	{"target", "did not meet", "met"},
	{"target", "exceeded", "missed"},
	{"target", "missed", "met"},
	{"target", "met", "missed"},
	{"direction", "increased", "decreased"},
	{"direction", "decreased", "increased"},
	{"direction", "increase", "decrease"},
	{"direction", "decrease", "increase"},
	{"direction", "highest", "lowest"},
	{"direction", "lowest", "highest"},
	{"direction", "higher", "lower"},
	{"direction", "lower", "higher"},
	{"direction", "above", "below"},
	{"direction", "below", "above"},
	{"direction", "more", "fewer"},
	{"direction", "fewer", "more"},
	{"direction", "rose", "fell"},
	{"direction", "fell", "rose"},
	{"direction", "up", "down"},
	{"direction", "down", "up"},
}
