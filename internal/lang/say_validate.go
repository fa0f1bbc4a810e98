package lang

// Messages of the checks inside and between tables. {hint} is empty or a clause that
// begins with a blank; {rules} are edit rules as a reader writes them.

var viValidate = map[string]string{
	"v101.message":  "{unit}, {indicator}: ghi {reported}, tính lại theo {rule} được {computed}{hint}.",
	"v102.message":  "{unit}, {indicator}: {reported} chỉ đúng khi cắt bỏ chữ số thừa; làm tròn theo {rule} được {computed}.",
	"v201.message":  "{unit}, {indicator}: tổng ghi {reported}, cộng các dòng được {computed}{hint}.",
	"v202.message":  "{unit}, {indicator}: {reported} nằm ngoài khoảng của các thành phần, từ {least} đến {greatest}.",
	"v203.message":  "{unit}, {indicator}: {reported} là trung bình cộng các tỷ lệ thành phần; tính trên tổng số theo {rule} được {computed}.",
	"v203.weighted": "{unit}, {indicator}: {reported} là trung bình cộng các tỷ lệ thành phần; ở {count} dòng tổng khác, tỷ lệ được tính theo quyền số {weight}, ở đây là {computed}.",
	"v301.message":  "{unit}, {indicator}: ghi {reported}, cộng ngang theo {rule} được {computed}{hint}.",

	"v401.message":  "{unit} có hai dòng trong cùng một mục, với số liệu khác nhau.",
	"v401.copied":   "{unit} có hai dòng trong cùng một mục, với cùng số liệu: dòng bị chép hai lần.",
	"v401.fix.name": "Sửa tên của dòng này nếu đây là số liệu của đơn vị khác",
	"v401.fix.row":  "Bỏ một trong hai dòng nếu bị chép hai lần",

	"v402.message":  "{unit} và {other} trong cùng một mục là một tên viết theo hai cách.",
	"v402.fix.same": "Gộp hai dòng nếu là một đơn vị",
	"v402.fix.name": "Viết rõ tên từng dòng nếu là hai đơn vị",

	"v403.gap":        "Số thứ tự nhảy từ {previous} đến {reported} ở dòng {unit}: thiếu {computed}.",
	"v403.repeat":     "Số thứ tự {reported} ở dòng {unit} lặp lại hoặc lùi; sau {previous} phải là {computed}.",
	"v403.fix.number": "Đánh lại số thứ tự",
	"v403.fix.row":    "Tìm dòng bị thiếu hoặc bị thừa",

	"v405.message":   "Năm trong “{text}” không theo các năm bên cạnh ({years}): {reported} phải là {computed}.",
	"v405.title":     "Tiêu đề bảng ghi năm {reported}, các cột bắt đầu từ năm {first}: {text}.",
	"v405.fix.title": "Kiểm tra lại năm ở tiêu đề bảng và ở các cột",

	"v404.message": "Tên các đơn vị xếp theo thứ tự chữ cái, chỉ trừ {unit} và {other}: hai tên này có thể đã bị đổi chỗ cho nhau.",
	"v404.fix":     "Kiểm tra số liệu của hai dòng thuộc về đơn vị nào",

	"v501.message": "{indicator}: {reported} ({unit}) viết khác kiểu với {like} trong cùng cột; số ô viết khác kiểu: {count}.",

	"v502.message":  "{unit}, {indicator}: {reported} phải là {computed}, dấu phân cách hàng nghìn đã bị hiểu thành dấu thập phân ({rules}).",
	"v502.unproved": "{unit}, {indicator}: {reported} là số lẻ giữa các số nguyên; có thể là {computed} bị mất dấu phân cách hàng nghìn.",
	"v502.fix.keep": "Giữ nguyên nếu đúng là số lẻ",

	"v503.message":    "{unit}, {indicator}: ô để trống trong khi dòng và cột này đều có số.",
	"v503.needed":     "{unit}, {indicator}: {reported}, nhưng theo {rules} phải là {computed}.",
	"v503.fix.fill":   "Điền số liệu còn thiếu",
	"v503.fix.nought": "Ghi 0 nếu không phát sinh",

	"v504.message": "{unit}, {indicator}: ô hiện lỗi {reported} của bảng tính.",
	"v504.fix":     "Sửa công thức của ô, hoặc ghi số liệu",

	"v505.message":  "{unit}, {indicator}: {reported} là số âm trong cột chỉ có số không âm.",
	"v505.proved":   "{unit}, {indicator}: {reported} là số âm, theo {rules} phải là {computed}.",
	"v505.fix.keep": "Giữ nguyên nếu đúng là số âm",
	"v506.message":  "{unit}, {indicator}: công thức ={formula} khác các ô bên cạnh; theo công thức chung thì được {computed}, không phải {reported}.",
	"v506.typed":    "{unit}, {indicator}: {reported} được gõ tay giữa các ô tính bằng công thức; theo công thức của ô {cell} thì được {computed}.",
	"v506.fix":      "Chép công thức của ô {cell} sang ô này, hoặc ghi rõ vì sao ô này tính khác",
	"v507.message":  "{unit}, {indicator}: ô ghi {reported}, nhưng công thức ={formula} của chính ô đó cho {computed}.",
	"v602.message":  "{unit}, {indicator}: bảng này ghi {reported}, còn bảng “{sheet}” (ô {cell}) ghi {computed}; {count} số liệu khác của hai bảng giống nhau.",
	"v507.fix":      "Tính lại bảng tính rồi lưu tệp",

	"s102.message": "Tệp không lưu kết quả của công thức {formula}; số công thức như vậy trong trang tính: {count}. Các ô này được coi là trống.",
	"s102.fix":     "Mở tệp bằng phần mềm bảng tính rồi lưu lại để có kết quả",

	"v601.message":      "{unit}, {indicator}: bảng trong văn bản ghi {reported}, phụ lục ghi {computed}.",
	"v601.fix.appendix": "Nếu bảng trong văn bản đúng, sửa {computed} ở phụ lục thành {reported}",

	"validate.blank":       "ô trống",
	"validate.forced":      "{unit}, {indicator}: ghi {reported}, phải là {computed} thì {rules} mới đúng{hint}.",
	"validate.forced.open": "{unit}, {indicator}: {reported} làm sai {rules}; các ô khác của những quan hệ này đều khớp với phần còn lại của bảng{hint}.",
	"validate.likely":      "{unit}, {indicator}: ghi {reported}; nếu là {computed} thì {rules} đúng{hint}. Đây là khả năng gần nhất, ô khác trong các phép tính này cũng có thể sai.",
	"validate.exchanged":   "{unit}, {indicator}: {reported} và một số khác đã đổi chỗ cho nhau{hint}.",

	"validate.fix.replace":      "Thay {reported} bằng {computed}",
	"validate.fix.recheck":      "Nếu số này đúng, kiểm tra lại các số dùng để tính: {figures}",
	"validate.fix.recheck.many": "Nếu số này đúng, kiểm tra lại {count} số dùng để tính",

	"validate.rule.and":    "{first}; {other}",
	"validate.rule.down":   "phép tính của dòng {unit}",
	"validate.rule.sum":    "{unit} = tổng các dòng của nó",
	"validate.rule.within": "{unit} nằm trong khoảng các thành phần",

	"validate.hint.averaged":       " (là trung bình cộng các thành phần)",
	"validate.hint.blank":          "",
	"validate.hint.cut-off":        " (bị cắt bỏ chữ số thừa)",
	"validate.hint.exchanged":      ": ô của {name} ghi {figure}, đúng là số của ô này",
	"validate.hint.extra-digit":    " (thừa một chữ số)",
	"validate.hint.missing-digit":  " (thiếu một chữ số)",
	"validate.hint.other-column":   " (trùng với số của cột {name})",
	"validate.hint.other-unit":     " (trùng với số của {name})",
	"validate.hint.sign":           " (sai dấu)",
	"validate.hint.thousands-mark": " (mất dấu phân cách hàng nghìn)",
	"validate.hint.transposed":     " (hai chữ số bị đổi chỗ)",
	"validate.hint.unit-slip":      " (lệch dấu thập phân hoặc đơn vị tính)",
	"validate.hint.wrong-digit":    " (sai một chữ số)",
}

var enValidate = map[string]string{
	"v101.message":  "{unit}, {indicator}: {reported} is reported, {rule} gives {computed}{hint}.",
	"v102.message":  "{unit}, {indicator}: {reported} is right only if surplus digits are cut off; rounded, {rule} gives {computed}.",
	"v201.message":  "{unit}, {indicator}: the total is reported as {reported}, the rows add up to {computed}{hint}.",
	"v202.message":  "{unit}, {indicator}: {reported} lies outside its parts, which run from {least} to {greatest}.",
	"v203.message":  "{unit}, {indicator}: {reported} is the plain mean of the parts' ratios; worked out on the totals, {rule} gives {computed}.",
	"v203.weighted": "{unit}, {indicator}: {reported} is the plain mean of the parts' ratios; on {count} other totals the ratios are weighted by {weight}, which gives {computed} here.",
	"v301.message":  "{unit}, {indicator}: {reported} is reported, adding across by {rule} gives {computed}{hint}.",

	"v401.message":  "{unit} has two rows in one section, with different figures.",
	"v401.copied":   "{unit} has two rows in one section, with the same figures: the row was copied twice.",
	"v401.fix.name": "Mend the name of this row if the figures are another unit's",
	"v401.fix.row":  "Take one of the two rows out if it was copied twice",

	"v402.message":  "{unit} and {other} in one section are one name in two spellings.",
	"v402.fix.same": "Join the two rows if they are one unit",
	"v402.fix.name": "Name each row in full if they are two units",

	"v403.gap":        "The running number jumps from {previous} to {reported} at {unit}: {computed} is missing.",
	"v403.repeat":     "The running number {reported} at {unit} repeats or goes back; {computed} must follow {previous}.",
	"v403.fix.number": "Number the rows again",
	"v403.fix.row":    "Look for the row that is missing or stands twice",

	"v405.message":   "The year in “{text}” does not fit those beside it ({years}): {reported} should be {computed}.",
	"v405.title":     "The title says {reported}, the columns begin with {first}: {text}.",
	"v405.fix.title": "Check the year in the title and in the columns",

	"v404.message": "The names stand in alphabetical order but for {unit} and {other}: these two may have changed places.",
	"v404.fix":     "Check whose figures the two rows hold",

	"v501.message": "{indicator}: {reported} ({unit}) is not written like {like} in the same column; cells written otherwise: {count}.",

	"v502.message":  "{unit}, {indicator}: {reported} must be {computed}; its thousands mark was taken for a decimal mark ({rules}).",
	"v502.unproved": "{unit}, {indicator}: {reported} is a fraction among whole numbers; it may be {computed} without its thousands mark.",
	"v502.fix.keep": "Leave it if it is a fraction indeed",

	"v503.message":    "{unit}, {indicator}: the cell is blank, though its row and column are full.",
	"v503.needed":     "{unit}, {indicator}: {reported}, but {rules} makes it {computed}.",
	"v503.fix.fill":   "Fill in the missing figure",
	"v503.fix.nought": "Write 0 if there is none",

	"v504.message": "{unit}, {indicator}: the cell shows the spreadsheet error {reported}.",
	"v504.fix":     "Mend the formula of the cell, or write the figure",

	"v505.message":  "{unit}, {indicator}: {reported} is negative in a column where no other figure is.",
	"v505.proved":   "{unit}, {indicator}: {reported} is negative, {rules} makes it {computed}.",
	"v505.fix.keep": "Leave it if it is negative indeed",
	"v506.message":  "{unit}, {indicator}: the formula ={formula} differs from those beside it; theirs gives {computed}, not {reported}.",
	"v506.typed":    "{unit}, {indicator}: {reported} was typed in amid formulas; the formula of {cell} gives {computed}.",
	"v506.fix":      "Fill the formula of {cell} into this cell, or say why this cell is worked out otherwise",
	"v507.message":  "{unit}, {indicator}: the cell holds {reported}, but its own formula ={formula} gives {computed}.",
	"v602.message":  "{unit}, {indicator}: {reported} here, {computed} in the table “{sheet}” (cell {cell}); {count} other figures of the two agree.",
	"v507.fix":      "Recalculate the workbook and save it",

	"s102.message": "The file does not keep the result of the formula {formula}; such formulas in the sheet: {count}. Their cells count as blank.",
	"s102.fix":     "Open the file in a spreadsheet program and save it again, so that it keeps the results",

	"v601.message":      "{unit}, {indicator}: the table in the draft has {reported}, the appendix {computed}.",
	"v601.fix.appendix": "If the draft's table is right, change {computed} in the appendix to {reported}",

	"validate.blank":       "a blank",
	"validate.forced":      "{unit}, {indicator}: {reported} is reported, it must be {computed} for {rules} to hold{hint}.",
	"validate.forced.open": "{unit}, {indicator}: {reported} breaks {rules}; the other cells of these relations agree with the rest of the table{hint}.",
	"validate.likely":      "{unit}, {indicator}: {reported} is reported; with {computed}, {rules} would hold{hint}. It is the likeliest cell; another of these relations may be the wrong one.",
	"validate.exchanged":   "{unit}, {indicator}: {reported} and another figure have changed places{hint}.",

	"validate.fix.replace":      "Replace {reported} with {computed}",
	"validate.fix.recheck":      "If this figure is right, check those that it is worked out from: {figures}",
	"validate.fix.recheck.many": "If this figure is right, check the {count} figures that it is worked out from",

	"validate.rule.and":    "{first}; {other}",
	"validate.rule.down":   "the calculation of the row {unit}",
	"validate.rule.sum":    "{unit} = the sum of its rows",
	"validate.rule.within": "{unit} within the range of its parts",

	"validate.hint.averaged":       " (the plain mean of the parts)",
	"validate.hint.blank":          "",
	"validate.hint.cut-off":        " (surplus digits cut off)",
	"validate.hint.exchanged":      ": the cell of {name} holds {figure}, which belongs here",
	"validate.hint.extra-digit":    " (one digit too many)",
	"validate.hint.missing-digit":  " (one digit is missing)",
	"validate.hint.other-column":   " (the figure of the column {name})",
	"validate.hint.other-unit":     " (the figure of {name})",
	"validate.hint.sign":           " (wrong sign)",
	"validate.hint.thousands-mark": " (lost thousands mark)",
	"validate.hint.transposed":     " (two digits transposed)",
	"validate.hint.unit-slip":      " (decimal mark or unit of measure shifted)",
	"validate.hint.wrong-digit":    " (one wrong digit)",
}
