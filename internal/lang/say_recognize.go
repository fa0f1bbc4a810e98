package lang

var viRecognize = map[string]string{
	"recognize.shifted":       "Dòng đánh số cột (dòng {row}) bị lệch {by} cột; đã đặt lại theo các công thức khai trong dòng đó.",
	"recognize.formula":       "Không hiểu công thức “{formula}” của cột ({number}).",
	"recognize.failing":       "Công thức {rule} khai trong dòng đánh số không đúng với phần lớn các dòng ({held}/{tested}).",
	"recognize.total":         "Dòng “{label}” có tên là dòng tổng nhưng không thấy những dòng nào cộng lại thành nó.",
	"recognize.header":        "Bảng không có dòng tiêu đề cột.",
	"recognize.aside":         "Các cột {from}–{to} nằm ngoài tiêu đề của bảng, coi là cột tính nháp: không kiểm tra.",
	"recognize.nolabel":       "Bảng không có cột tên đơn vị hoặc chỉ tiêu.",
	"recognize.derived":       "Không thấy cách tính các cột: {columns}.",
	"recognize.definition":    "Định nghĩa “{text}” không khớp với số liệu của bảng ({held}/{tested} dòng).",
	"recognize.reach.none":    "Không thấy quan hệ nào giữa các số liệu.",
	"recognize.reach.columns": "Không quan hệ nào tới {count} cột: {list}.",
	"recognize.reach.rows":    "Không quan hệ nào tới {count} dòng: {list}.",
	"recognize.reach.header":  "{count} cột số liệu không có tiêu đề: {list}.",
	"recognize.spec.column":   "không có cột “{text}” trong bảng",
	"recognize.spec.rule":     "không hiểu quy tắc “{text}”",
	"recognize.spec.row":      "không có dòng “{text}” trong bảng",
}

var enRecognize = map[string]string{
	"recognize.shifted":       "The row that numbers the columns (row {row}) has slipped by {by} columns; it was put back by the formulas that it declares.",
	"recognize.formula":       "The formula “{formula}” of column ({number}) was not understood.",
	"recognize.failing":       "The formula {rule} declared in the numbering row fails on most rows (it holds on {held} of {tested}).",
	"recognize.total":         "The row “{label}” is named as a total, but no rows were found that add up to it.",
	"recognize.header":        "The table has no header row.",
	"recognize.aside":         "Columns {from}–{to} lie outside the header of the table and are taken for working columns: not checked.",
	"recognize.nolabel":       "The table has no column of names.",
	"recognize.derived":       "No way was found to work out these columns: {columns}.",
	"recognize.definition":    "The definition “{text}” does not agree with the figures of the table (it holds on {held} of {tested} rows).",
	"recognize.reach.none":    "No relation was found between the figures.",
	"recognize.reach.columns": "Columns that no rule reaches ({count}): {list}.",
	"recognize.reach.rows":    "Rows that no rule reaches ({count}): {list}.",
	"recognize.reach.header":  "Columns of figures without a header ({count}): {list}.",
	"recognize.spec.column":   "the table has no column “{text}”",
	"recognize.spec.rule":     "the rule “{text}” was not understood",
	"recognize.spec.row":      "the table has no row “{text}”",
}
