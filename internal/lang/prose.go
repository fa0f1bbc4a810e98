package lang

// Cat is a set of parts that a word or phrase can play in a claim.
type Cat uint64

// The parts. A phrase may play several; the grammar decides by its neighbours.
const (
	Stop      Cat = 1 << iota // carries no name: articles, copulas, "đạt", "bình quân"
	Noun                      // a thing that lists count: "đơn vị", "xã", "huyện"
	ListOpen                  // opens a list: "gồm", "là", "cụ thể"
	OfWhich                   // narrows what was just said: "trong đó"
	Meets                     // a target is met: "đạt", "vượt"
	Misses                    // a target is missed: "chưa đạt", "không đạt"
	Target                    // names a target: "chỉ tiêu", "mục tiêu", "kế hoạch"
	Above                     // more than: "trên", "hơn", "vượt"
	Below                     // less than: "dưới", "thấp hơn"
	AtLeast                   // "ít nhất", "không dưới"
	AtMost                    // "không quá"
	From                      // "từ", opens a range or "from ... up"
	To                        // "đến"
	Upward                    // "trở lên": from the number up
	Downward                  // "trở xuống"
	Intent                    // speaks of what shall be: "phấn đấu", "đảm bảo"
	Nearly                    // "gần": a little less
	About                     // "khoảng", "xấp xỉ"
	Whole                     // "toàn", "cả": with a noun of place, the whole table
	Place                     // a noun of place: "tỉnh", "thị xã"
	Total                     // "tổng số", "tổng cộng"
	Average                   // "bình quân"
	Reference                 // the number after it names a document or a part of one: "số", "điều"
	Day
	Month
	Quarter
	Year
	Up     // "tăng"
	Down   // "giảm"
	Share  // "chiếm"
	Times  // "lần", "gấp"
	Point  // "điểm phần trăm"
	Nobody // "không có", before a noun: no unit at all
	All    // "tất cả"
	Rest   // "còn lại"
	High   // "cao nhất", "dẫn đầu"
	Low    // "thấp nhất"
	Rank   // "đứng thứ"
	And    // joins the members of a list
	Respectively
	Period    // "cùng kỳ", "năm trước": another period
	Ratio     // "tỷ lệ": says that a percentage follows
	Enclosed  // "kèm theo": the appendix goes with a document of this date
	Remainder // "còn lại", "số còn lại"
	Not
	Base       // behind a percentage, opens what it is a share of: "của", "số"
	Actual     // "thực hiện": what was done, against what was planned
	Consists   // "gồm": the parts that follow make up the whole
	Plural     // "các", "những": all that meet what follows
	FractionOf // between k and n: "of the", "trong tổng số"
	Sum        // says that figures are added up: "cộng lại", "tổng cộng"
	Gap        // names a difference: "chênh lệch"
	Against    // turns to what something is held against: "so với"
	Where      // behind a percentage, opens where or when it stands: "ở", "tại"
	Equal      // sets a share equal to what follows: "bằng"
	Of         // behind a percentage, opens what it is a share of: "của"
	By         // before an amount by which something differs: "exceeded the plan by"
	Onto       // between what was and what is: "xuống còn", "to"
	Falling    // says that a list goes from the greatest down: "giảm dần"
	Rising     // from the least up: "tăng dần"
	But        // sets a clause against the one before: "nhưng", "trong khi"
)

// ProseWords are the words by which prose makes claims.
type ProseWords struct {
	Words   map[string]Cat   // folded phrase -> parts
	Numbers map[string]int64 // number words: "hai" 2
	// Ordinals are the words for places in an order: "third" 3.
	Ordinals map[string]int
	Doubled  []string // words that are rightly written twice in a row: "luôn luôn"
	First    string   // the number word of the first place: "nhất"
	Figures  FigureWords
	// Parted are the words for the first and the last place that what is compared may part:
	// "nhiều vụ tai nạn nhất".
	Parted []PartedPlace
	// Multipliers are the number words that multiply what stands before them, "mươi" 10,
	// and NumberJoints those that only join: "linh", "and".
	Multipliers  map[string]int64
	NumberJoints []string
	Only         []string // before names: these and no others
	Both         []string // behind a direction: several things follow that all went that way
	AnyUnit      []string // of the nouns that lists count, those that may be any unit: "đơn vị"
	// Endings are the endings that a word loses when it is compared, with what takes
	// their place, so that "countries" is "country". The first that fits counts; at
	// least three letters stay.
	Endings [][2]string
}

// PartedPlace is a word for a place in two parts.
type PartedPlace struct {
	Begins, Ends string
	Low          bool
}

// FigureWords are the words and letters that stand at a written number and belong to
// it. All are folded.
type FigureWords struct {
	Percent  []string        // behind it, instead of the sign: "phần trăm", "per cent"
	Short    map[string]int8 // scales joined to its last digit: "5m", "3bn", "20tr"
	Letters  map[string]Cat  // joined to its first digit, name a period: "Q3", "T8", "FY2014"
	Ordinal  []string        // joined to its last digit, make it an ordinal: "3rd"
	Age      []string        // behind it, say that it bounds an age: "tuổi", "years old"
	Aged     []string        // before it, likewise: "aged"
	Clock    []string        // behind it, say that it is a time of day: "giờ", "h", "pm"
	At       []string        // before it, say that a time or a year follows: "lúc", "at"
	Between  []string        // before it, open a range that "and" closes: "between"
	Deficit  []string        // before it, say that a balance is negative: "deficit", "nhập siêu"
	Except   []string        // before a unit, leave it out: "không kể", "leaving out"
	Lack     []string        // before it, say how much is still to be done: "còn phải", "another"
	Per      []string        // before a thing, say that an amount is told for each of it: "per"
	Moves    []string        // before "from … to", say that a value changed, but not which way: "went"
	Currency string          // signs of money written before it: "$£€"
}

// phrases builds the table of words from one list for each part.
func phrases(lists map[Cat][]string) map[string]Cat {
	out := map[string]Cat{}
	for cat, list := range lists {
		for _, w := range list {
			out[w] |= cat
		}
	}
	return out
}
