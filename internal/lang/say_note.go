package lang

// The words of what a reviewer takes away: comments in Word and Excel, the page, the
// review note, and the formats for machines.

var viNote = map[string]string{
	"note.author":          "Đối soát",
	"note.initials":        "ĐS",
	"note.proof":           "Bằng chứng:",
	"note.mend":            "Cách sửa:",
	"note.more":            "và {n} chỗ khác",
	"note.sum":             "Tính lại theo {rule}: {figures}",
	"note.sheet":           "Đối soát",
	"note.list.title":      "Danh sách phát hiện khi đối soát",
	"note.list.counts":     "{errors} lỗi, {warnings} cảnh báo, {notes} lưu ý; {undecided} số liệu chưa kết luận. Ô tô màu có ghi chú kèm theo.",
	"note.related":         "Dự thảo khác với ô này ({severity} {code}, {place}):",
	"note.column.number":   "STT",
	"note.column.severity": "Mức",
	"note.column.code":     "Mã",
	"note.column.message":  "Nội dung",
	"note.column.place":    "Vị trí",
	"note.column.cell":     "Ô trong bảng",
	"note.column.reported": "Đang ghi",
	"note.column.computed": "Tính ra",
	"note.column.mend":     "Cách sửa",
}

var enNote = map[string]string{
	"note.author":          "Doisoat",
	"note.initials":        "DS",
	"note.proof":           "Evidence:",
	"note.mend":            "Ways to mend:",
	"note.more":            "and {n} more",
	"note.sum":             "Worked out by {rule}: {figures}",
	"note.sheet":           "Reconciliation",
	"note.list.title":      "Findings",
	"note.list.counts":     "{errors} errors, {warnings} warnings, {notes} notes; {undecided} figures undecided. Coloured cells have a comment.",
	"note.related":         "The draft differs from this cell ({severity} {code}, {place}):",
	"note.column.number":   "No.",
	"note.column.severity": "Severity",
	"note.column.code":     "Code",
	"note.column.message":  "Finding",
	"note.column.place":    "Place",
	"note.column.cell":     "Cell",
	"note.column.reported": "Reported",
	"note.column.computed": "Computed",
	"note.column.mend":     "Ways to mend",
}
