package lang

// HistoryWords are the words by which tables say what span of time a figure covers and
// where it comes from. All are folded.
type HistoryWords struct {
	Compared   []string // part what is measured from what it is measured against: "so với"
	Cumulative []string // say that a figure covers all from the start: "cộng dồn", "lũy kế"
	This       []string // the period of the report: "kỳ này"
	LastYear   []string // the same period of the year before: "cùng kỳ năm trước"
	Before     []string // the period before: "kỳ trước", "tháng trước"
	Opening    []string // of LastYear and spans, words that only fill: "đầu", "first"
	Second     []string // after "6 tháng", the second half of the year: "cuối năm"
	Status     []string // how firm a figure is: "ước tính", "sơ bộ", "chính thức"
	Plan       []string // what is planned: "kế hoạch"
	Continued  []string // a table that goes on: "tiếp theo"
	CarriedIn  []string // what the period took over: "kỳ trước chuyển sang"
	Unfinished []string // what it leaves to the next: "đang giải quyết", "tồn cuối kỳ"
	UpTo       []string // before a date, all up to it: "đến", "tính đến"
	From       []string // before a date, all since it: "từ"
	At         []string // a moment, not a span: "thời điểm"
	Half       []string // half of a year: "nửa", "half"
}

var viHistory = HistoryWords{
	Compared:   []string{"so với", "so cùng kỳ", "so cùng thời điểm", "so kế hoạch", "bằng % so với"},
	Cumulative: []string{"cộng dồn", "lũy kế", "luỹ kế", "lũy kế từ đầu năm"},
	This:       []string{"kỳ này", "trong kỳ", "kỳ báo cáo", "tháng báo cáo", "tháng này", "quý này", "năm nay", "tháng hiện tại"},
	LastYear:   []string{"cùng kỳ năm trước", "cùng kỳ năm ngoái", "cùng kỳ", "cùng thời điểm năm trước"},
	Before:     []string{"kỳ trước", "tháng trước", "quý trước", "năm trước", "năm ngoái"},
	Opening:    []string{"đầu năm", "đầu", "của năm", "của"},
	Second:     []string{"cuối năm"},
	Status:     []string{"ước tính thực hiện", "ước thực hiện", "ước tính", "ước", "sơ bộ", "chính thức", "thực hiện"},
	Plan:       []string{"kế hoạch", "dự toán", "chỉ tiêu giao"},
	Continued:  []string{"tiếp theo", "tiếp"},
	CarriedIn:  []string{"kỳ trước chuyển sang", "kỳ trước chuyển qua", "từ kỳ trước", "tồn kỳ trước", "tồn đầu kỳ", "tồn cũ", "cũ chuyển sang", "năm trước chuyển sang", "tháng trước chuyển sang", "số dư đầu kỳ", "dư đầu kỳ"},
	Unfinished: []string{"đang giải quyết", "chưa giải quyết", "chuyển kỳ sau", "tồn cuối kỳ", "còn tồn", "dư cuối kỳ", "số dư cuối kỳ", "chuyển tháng sau", "chuyển năm sau"},
	UpTo:       []string{"tính đến", "đến ngày", "đến"},
	From:       []string{"từ"},
	At:         []string{"thời điểm"},
	Half:       []string{"nửa"},
}

var enHistory = HistoryWords{
	Compared:   []string{"compared with", "compared to", "versus", "over", "as against", "in percent of", "against", "vs"},
	Cumulative: []string{"cumulative", "accumulated", "year to date", "ytd"},
	This:       []string{"this period", "this month", "this quarter", "this year", "reporting period", "current period"},
	LastYear:   []string{"same period last year", "same period of last year", "same period of the previous year", "same period", "corresponding period"},
	Before:     []string{"previous period", "previous month", "previous quarter", "previous year", "last month", "last year"},
	Opening:    []string{"first", "the first", "of"},
	Second:     []string{"last six months", "second half"},
	Status:     []string{"estimated", "estimates", "estimate", "est", "preliminary", "prel", "official", "actual"},
	Plan:       []string{"plan", "planned", "budget", "target"},
	Continued:  []string{"continued", "cont"},
	CarriedIn:  []string{"carried over", "brought forward", "carried forward from", "opening balance", "pending at start"},
	Unfinished: []string{"unfinished", "in progress", "pending at end", "closing balance", "carried to next", "still open"},
	UpTo:       []string{"up to", "as of", "until", "to"},
	From:       []string{"from", "since"},
	At:         []string{"at", "as at"},
	Half:       []string{"half"},
}

// History gives the words of a pack.
func (p *Pack) History() *HistoryWords {
	if p == English {
		return &enHistory
	}
	return &viHistory
}
