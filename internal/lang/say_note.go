package lang

// The words of what a reviewer takes away: comments in Word and Excel, the page, the
// review note, and the formats for machines.

var viNote = map[string]string{
	"note.author":   "Đối soát",
	"note.initials": "ĐS",
	"note.proof":    "Bằng chứng:",
	"note.mend":     "Cách sửa:",
	"note.more":     "và {n} chỗ khác",
	"note.sum":      "Tính lại theo {rule}: {figures}",
}

var enNote = map[string]string{
	"note.author":   "Doisoat",
	"note.initials": "DS",
	"note.proof":    "Evidence:",
	"note.mend":     "Ways to mend:",
	"note.more":     "and {n} more",
	"note.sum":      "Worked out by {rule}: {figures}",
}
