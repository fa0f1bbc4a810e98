package lang

// Words of what several findings come from, of changes tried, and of the measure of
// what a run would catch.

var viCauses = map[string]string{
	"causes.renamed":    "nhiều khả năng ghi nhầm tên trong danh sách: {names}",
	"causes.omitted":    "nhiều khả năng danh sách sót {units}",
	"causes.dropped":    "nhiều khả năng {unit} không thuộc danh sách này",
	"causes.recounted":  "nhiều khả năng chỉ ghi sai số đếm {k}",
	"causes.fix.rename": "Sửa “{old}” thành “{name}”",
	"causes.because":    "vì sao: {why}",
	"causes.under":      "kéo theo {finding} ({place}): {message}",
	"causes.root":       "Cùng nguyên nhân với {finding} ({place}).",
}

var enCauses = map[string]string{
	"causes.renamed":    "most likely a name in the list stands for another: {names}",
	"causes.omitted":    "most likely the list leaves out {units}",
	"causes.dropped":    "most likely {unit} does not belong to this list",
	"causes.recounted":  "most likely only the count {k} is wrong",
	"causes.fix.rename": "Change “{old}” into “{name}”",
	"causes.because":    "why: {why}",
	"causes.under":      "brings about {finding} ({place}): {message}",
	"causes.root":       "It has the same cause as {finding} ({place}).",
}
