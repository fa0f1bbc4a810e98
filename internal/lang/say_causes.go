package lang

// Words of what several findings come from, of changes tried, and of the measure of
// what a run would catch.

var viCauses = map[string]string{
	"causes.renamed":    "nhiều khả năng ghi nhầm tên trong danh sách: {names}",
	"causes.omitted":    "nhiều khả năng danh sách sót {units}",
	"causes.dropped":    "nhiều khả năng {unit} không thuộc danh sách này",
	"causes.recounted":  "nhiều khả năng chỉ ghi sai số đếm {k}",
	"r401.part":         "Các phần {parts} không cộng thành {total}; các số kia đều khớp với bảng, nên {part} phải là {computed}.",
	"r401.fix.others":   "Nếu số này đúng, kiểm tra lại tổng và các phần kia",
	"fix.twin":          "Sửa cả trong bảng của văn bản: {reported} thành {computed}",
	"causes.fix.rename": "Sửa “{old}” thành “{name}”",
	"causes.because":    "vì sao: {why}",
	"causes.under":      "kéo theo {finding} ({place}): {message}",
	"causes.root":       "Cùng nguyên nhân với {finding} ({place}).",

	"cli.flag.what-if":   "thử sửa CHỖ=CHỮ trong bộ nhớ rồi kiểm tra lại, ví dụ Q17=75,32 hoặc 62:109=71,9%; dùng được nhiều lần",
	"cli.whatif.form":    "--what-if {word}: cần CHỖ=CHỮ, ví dụ Q17=75,32 cho ô của bảng, 62:109=71,9% cho dòng 62, cột 109 của văn bản",
	"cli.whatif.alone":   "--what-if chỉ thử trên một báo cáo, dạng text hoặc json; hãy bỏ các cờ ghi tệp",
	"cli.whatif.twice":   "--what-if {place}: chỗ này đã được sửa trong cùng lệnh",
	"cli.whatif.nothing": "--what-if {place}: không có ô hay số liệu nào ở đó; hãy chép chỗ như trong kết quả kiểm tra",
	"cli.whatif.several": "--what-if {place}: có thể là nhiều chỗ: {places}; hãy ghi cả tên tệp hoặc trang tính",
	"whatif.change":      "Thử sửa {place}: {old} → {text}",
	"whatif.gone":        "Hết ({n}):",
	"whatif.new":         "Mới phát sinh ({n}):",
	"whatif.changed":     "Đổi khác ({n}):",
	"whatif.same":        "Còn nguyên ({n}):",
	"whatif.sum":         "Nếu sửa như vậy: hết {gone}, mới {new}, đổi khác {changed}, còn {same}. Không tệp nào bị sửa.",
}

var enCauses = map[string]string{
	"causes.renamed":    "most likely a name in the list stands for another: {names}",
	"causes.omitted":    "most likely the list leaves out {units}",
	"causes.dropped":    "most likely {unit} does not belong to this list",
	"causes.recounted":  "most likely only the count {k} is wrong",
	"r401.part":         "The parts {parts} do not add to {total}; the others agree with the table, so that {part} must be {computed}.",
	"r401.fix.others":   "If this figure is right, check the total and the other parts",
	"fix.twin":          "Change it in the table of the draft, too: {reported} into {computed}",
	"causes.fix.rename": "Change “{old}” into “{name}”",
	"causes.because":    "why: {why}",
	"causes.under":      "brings about {finding} ({place}): {message}",
	"causes.root":       "It has the same cause as {finding} ({place}).",

	"cli.flag.what-if":   "try PLACE=TEXT in memory and check again, e.g. Q17=75.32 or 62:109=71.9%; may be repeated",
	"cli.whatif.form":    "--what-if {word}: PLACE=TEXT is needed, e.g. Q17=75.32 for a cell of a table, 62:109=71.9% for line 62, column 109 of the draft",
	"cli.whatif.alone":   "--what-if tries changes on one report, as text or json; leave out the flags that write files",
	"cli.whatif.twice":   "--what-if {place}: this place is already changed by the same command",
	"cli.whatif.nothing": "--what-if {place}: there is no cell and no figure; copy the place from the answer of a check",
	"cli.whatif.several": "--what-if {place} may mean several places: {places}; name the file or the sheet as well",
	"whatif.change":      "Trying {place}: {old} → {text}",
	"whatif.gone":        "Gone ({n}):",
	"whatif.new":         "New ({n}):",
	"whatif.changed":     "Changed ({n}):",
	"whatif.same":        "Still there ({n}):",
	"whatif.sum":         "With these changes: gone {gone}, new {new}, changed {changed}, still there {same}. No file is changed.",
}
