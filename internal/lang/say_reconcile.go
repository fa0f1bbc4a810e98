package lang

// Messages of the checks between prose and table. {hint} is empty or a clause that
// begins with a blank.

var viReconcile = map[string]string{
	"r101.message": "{unit}, {indicator}: văn bản ghi {reported}, bảng là {computed}{hint}.",
	"r102.message": "{unit}, {indicator}: {reported} chỉ đúng khi cắt bỏ chữ số thừa; bảng là {computed}.",
	"r103.message": "{unit}, {indicator}: văn bản ghi {reported}, bảng là {computed}; không số nguyên nào chia cho {denominator} được {reported}.",

	"r201.message":   "Văn bản ghi {reported} đơn vị “{condition}”, theo bảng là {computed} ({indicator}).",
	"r201.fix.count": "Sửa {reported} thành {computed}",
	"r201.fix.list":  "Sửa {reported} thành {computed} và sửa danh sách cho khớp",
	"r201.fix.table": "Nếu số đếm đúng, kiểm tra lại cột {indicator} của bảng",

	"r202.message":   "Văn bản ghi {reported} đơn vị nhưng danh sách có {computed} tên.",
	"r202.fix.count": "Sửa {reported} thành {computed}",
	"r202.fix.list":  "Bổ sung hoặc bớt tên trong danh sách cho đủ",

	"r203.message":   "Danh sách “{condition}” thiếu {units}: bảng ghi {figures} ({indicator}).",
	"r203.fix.add":   "Thêm {units} vào danh sách",
	"r203.fix.table": "Nếu danh sách đúng, kiểm tra lại số liệu {indicator} của {units}",

	"r204.message":   "{unit} có tên trong danh sách “{condition}” nhưng bảng ghi {figure} ({indicator}).",
	"r204.fix.drop":  "Bỏ {unit} khỏi danh sách, hoặc thay bằng đơn vị đúng",
	"r204.fix.table": "Nếu danh sách đúng, kiểm tra lại số {figure} của {unit} trong bảng",

	"r205.message":  "{unit} được nêu hai lần trong cùng một danh sách.",
	"r205.instead":  "{unit} được nêu hai lần, còn {units} bị thiếu trong danh sách ({indicator}).",
	"r205.fix.drop": "Bỏ một lần nêu tên {unit}",
	"r205.fix.name": "Thay bằng tên đơn vị đúng nếu chép nhầm tên",

	"r301.message":   "Văn bản viết “{words}”, nhưng {indicator} của {unit} là {figure}, đứng thứ {place}; {other} là {best}.",
	"r301.fix.words": "Sửa lại tên đơn vị: {other}",
	"r301.fix.table": "Nếu văn bản đúng, kiểm tra lại {figure} và {best} trong bảng",

	"r303.message":   "{unit} phải đứng trước {before} theo {indicator}; thứ tự đúng: {order}.",
	"r303.fix.words": "Xếp lại: {order}",

	"r302.points":    "{unit}, {indicator}: {reported} là chênh lệch giữa hai tỷ lệ ({formula}), phải ghi điểm phần trăm.",
	"r302.message":   "{unit}: văn bản ghi mức tăng, giảm {reported}; {indicator} là {cell}, tức {change} {computed}.",
	"r302.cut":       "{unit}: mức tăng, giảm {reported} chỉ đúng khi cắt bỏ chữ số thừa; {indicator} là {cell}, tức {change} {computed}.",
	"r302.direction": "{unit}: văn bản ghi ngược chiều mức {reported}; {indicator} là {cell}, tức {change} {computed}.",
	"r302.index":     "{unit}: {reported} là chỉ số so sánh, không phải mức tăng, giảm; {indicator} là {cell}, tức {change} {computed}.",
	"r302.up":        "tăng",
	"r302.down":      "giảm",
	"r302.fix.table": "Nếu văn bản đúng, kiểm tra lại {cell} trong bảng",

	"r401.message":   "Các phần {parts} cộng lại được {computed}, văn bản ghi tổng {reported}.",
	"r401.fix.total": "Sửa tổng {reported} thành {computed}",
	"r401.fix.parts": "Nếu tổng đúng, kiểm tra lại các phần {parts}",

	"r402.message":    "{unit}: văn bản ghi {reported}, {numerator}/{denominator} được {computed}.",
	"r402.fix.prose":  "Sửa {reported} thành {computed}",
	"r402.fix.counts": "Nếu tỷ lệ đúng, kiểm tra lại {numerator} và {denominator}",

	"formula.message":   "{unit}, {indicator}: văn bản ghi {reported}, tính từ bảng {formula} được {computed}.",
	"formula.cut":       "{unit}, {indicator}: {reported} chỉ đúng khi cắt bỏ chữ số thừa; tính từ bảng {formula} được {computed}.",
	"formula.direction": "{unit}, {indicator}: văn bản ghi ngược chiều mức {reported}; tính từ bảng {formula}.",
	"formula.index":     "{unit}, {indicator}: {reported} là chỉ số so sánh, không phải mức tăng, giảm; tính từ bảng {formula} được {computed}.",
	"formula.fix.cells": "Nếu văn bản đúng, kiểm tra lại {cells} trong bảng",

	"r501.missed":     "Văn bản viết {unit} “{words}”, nhưng bảng ghi {figure} ({indicator}): không đạt.",
	"r501.met":        "Văn bản viết {unit} “{words}”, nhưng bảng ghi {figure} ({indicator}): đã đạt.",
	"r501.told":       "Văn bản viết “{words}”, nhưng số liệu nêu cùng là {figure}.",
	"r502.message":    "{unit}, {indicator}: bảng ghi {figure} nên được coi là “{condition}”, nhưng tính lại từ số đếm chỉ là {exact}.",
	"r502.fix.words":  "Ghi là chưa đạt",
	"r502.fix.places": "Nếu xét theo số đã làm tròn, ghi rõ như vậy hoặc ghi {exact}",
	"r501.fix.words":  "Sửa lại nhận định đạt hay chưa đạt",
	"r501.fix.table":  "Nếu nhận định đúng, kiểm tra lại số {figure} trong bảng",

	"r601.message":      "Ngày của văn bản là {reported}, phụ lục ghi {computed}.",
	"r601.fix.prose":    "Sửa ngày của văn bản theo phụ lục: {computed}",
	"r601.fix.appendix": "Sửa ngày ghi ở phụ lục theo văn bản: {reported}",

	"r701.message": "Còn để trống: “{words}”.",
	"r701.fix":     "Điền đủ trước khi ký",
	"r702.message": "Từ lặp lại: “{words}”.",
	"r702.fix":     "Bỏ một từ trong “{words}” nếu thừa",
	"r703.message": "Dấu chấm phẩy ngăn tên với số liệu của nó: “{words}”.",
	"r703.fix":     "Bỏ dấu chấm phẩy hoặc thay bằng dấu hai chấm",

	"reconcile.fix.prose":   "Sửa {reported} trong văn bản thành {computed}",
	"r302.fix.points":       "Sửa {reported} thành {computed} điểm phần trăm",
	"reconcile.fix.recheck": "Nếu văn bản đúng, kiểm tra lại {cell} trong bảng và các số liên quan",
	"r302.fix.direction":    "Sửa từ chỉ chiều tăng, giảm trước {reported}",
	"reconcile.fix.cell":    "Nếu văn bản đúng, sửa {cell} trong bảng thành {reported}",

	"reconcile.hint.none":          "",
	"reconcile.hint.other-unit":    " (đây là số của {name})",
	"reconcile.hint.other-column":  " (đây là số của {name})",
	"reconcile.hint.unit-slip":     " (sai đơn vị tính)",
	"reconcile.hint.transposed":    " (đảo chữ số)",
	"reconcile.hint.wrong-digit":   " (sai một chữ số)",
	"reconcile.hint.missing-digit": " (thiếu một chữ số)",
	"reconcile.hint.extra-digit":   " (thừa một chữ số)",

	"why.no-indicator":       "câu không nêu rõ chỉ tiêu nào của bảng",
	"why.several-indicators": "câu có thể nói về nhiều chỉ tiêu của bảng",
	"why.no-unit":            "câu không nêu rõ đơn vị nào của bảng",
	"why.several-units":      "tên đơn vị ứng với nhiều dòng của bảng",
	"why.no-number":          "ô tương ứng trong bảng không có số",
	"why.no-condition":       "không rõ điều kiện để đếm",
	"why.no-group":           "không rõ đếm trên những đơn vị nào",
	"why.no-target":          "không tìm thấy chỉ tiêu được giao để đối chiếu",
	"why.open-target":        "chỉ tiêu là một khoảng, có đơn vị nằm trong khoảng đó",
	"why.unsure-condition":   "chưa chắc câu nói về cột nào của bảng",
	"why.far-off":            "số liệu khác xa ô trong bảng, có thể câu nói về số khác",
	"why.change":             "mức tăng, giảm chưa có số kỳ trước để đối chiếu",
	"why.share":              "tỷ trọng chưa rõ tính trên tổng nào",
	"why.rank":               "thứ hạng chưa rõ xếp theo cột nào",
	"why.no-table":           "không có bảng để đối chiếu",
}

var enReconcile = map[string]string{
	"r101.message": "{unit}, {indicator}: the prose says {reported}, the table {computed}{hint}.",
	"r102.message": "{unit}, {indicator}: {reported} is right only by cutting off; the table gives {computed}.",
	"r103.message": "{unit}, {indicator}: the prose says {reported}, the table {computed}; no whole number over {denominator} gives {reported}.",

	"r201.message":   "The prose counts {reported} units “{condition}”; by the table there are {computed} ({indicator}).",
	"r201.fix.count": "Change {reported} to {computed}",
	"r201.fix.list":  "Change {reported} to {computed} and mend the list accordingly",
	"r201.fix.table": "If the count is right, recheck column {indicator} of the table",

	"r202.message":   "The prose states {reported} units, but the list names {computed}.",
	"r202.fix.count": "Change {reported} to {computed}",
	"r202.fix.list":  "Add the missing names to the list, or drop those too many",

	"r203.message":   "The list “{condition}” leaves out {units}: the table has {figures} ({indicator}).",
	"r203.fix.add":   "Add {units} to the list",
	"r203.fix.table": "If the list is right, recheck {indicator} of {units}",

	"r204.message":   "{unit} is named in the list “{condition}”, but the table has {figure} ({indicator}).",
	"r204.fix.drop":  "Drop {unit} from the list, or name the right unit",
	"r204.fix.table": "If the list is right, recheck {figure} of {unit} in the table",

	"r205.message":  "{unit} is named twice in one list.",
	"r205.instead":  "{unit} is named twice, and {units} is left out of the list ({indicator}).",
	"r205.fix.drop": "Name {unit} once only",
	"r205.fix.name": "Name the right unit if this one was copied by mistake",

	"r301.message":   "The draft says “{words}”, but {indicator} of {unit} is {figure}, place {place}; {other} has {best}.",
	"r301.fix.words": "Name the right unit: {other}",
	"r301.fix.table": "If the draft is right, recheck {figure} and {best} in the table",

	"r303.message":   "{unit} should stand before {before} by {indicator}; the right order is {order}.",
	"r303.fix.words": "Order them: {order}",

	"r302.points":    "{unit}, {indicator}: {reported} is the difference of two percentages ({formula}) and should be told in percentage points.",
	"r302.message":   "{unit}: the prose says {reported}; {indicator} is {cell}, which is {change} by {computed}.",
	"r302.cut":       "{unit}: {reported} is right only by cutting off; {indicator} is {cell}, which is {change} by {computed}.",
	"r302.direction": "{unit}: {reported} has the wrong direction; {indicator} is {cell}, which is {change} by {computed}.",
	"r302.index":     "{unit}: {reported} is the index, not the change; {indicator} is {cell}, which is {change} by {computed}.",
	"r302.up":        "up",
	"r302.down":      "down",
	"r302.fix.table": "If the draft is right, recheck {cell} in the table",

	"r401.message":   "The parts {parts} add to {computed}, the prose states a total of {reported}.",
	"r401.fix.total": "Change the total {reported} to {computed}",
	"r401.fix.parts": "If the total is right, recheck the parts {parts}",

	"r402.message":    "{unit}: the prose says {reported}, {numerator}/{denominator} gives {computed}.",
	"r402.fix.prose":  "Change {reported} to {computed}",
	"r402.fix.counts": "If the ratio is right, recheck {numerator} and {denominator}",

	"formula.message":   "{unit}, {indicator}: the prose says {reported}; from the table, {formula} gives {computed}.",
	"formula.cut":       "{unit}, {indicator}: {reported} is right only by cutting off; from the table, {formula} gives {computed}.",
	"formula.direction": "{unit}, {indicator}: {reported} has the wrong direction; from the table, {formula}.",
	"formula.index":     "{unit}, {indicator}: {reported} is the index, not the change; from the table, {formula} gives {computed}.",
	"formula.fix.cells": "If the draft is right, recheck {cells} in the table",

	"r501.missed":     "The prose says of {unit} “{words}”, but the table has {figure} ({indicator}): not met.",
	"r501.met":        "The prose says of {unit} “{words}”, but the table has {figure} ({indicator}): met.",
	"r501.told":       "The prose says “{words}”, but the figure told with it is {figure}.",
	"r502.message":    "{unit}, {indicator}: the table shows {figure}, which is why it counts as “{condition}”, but its own counts give only {exact}.",
	"r502.fix.words":  "Say that it was missed",
	"r502.fix.places": "If rates are judged as rounded, say so, or write {exact}",
	"r501.fix.words":  "Correct what is said of the target",
	"r501.fix.table":  "If that is right, recheck {figure} in the table",

	"r601.message":      "The draft is dated {reported}, the appendix says {computed}.",
	"r601.fix.prose":    "Date the draft as the appendix does: {computed}",
	"r601.fix.appendix": "Correct the date in the appendix to the draft's: {reported}",

	"r701.message": "Left blank: “{words}”.",
	"r701.fix":     "Fill it in before signing",
	"r702.message": "A word stands twice: “{words}”.",
	"r702.fix":     "Drop one word of “{words}” if it is too many",
	"r703.message": "A semicolon parts a name from its figure: “{words}”.",
	"r703.fix":     "Drop the semicolon or make it a colon",

	"reconcile.fix.prose":   "Change {reported} in the draft to {computed}",
	"r302.fix.points":       "Change {reported} to {computed} percentage points",
	"reconcile.fix.recheck": "If the draft is right, recheck {cell} in the table and the figures around it",
	"r302.fix.direction":    "Turn the word of direction before {reported} round",
	"reconcile.fix.cell":    "If the draft is right, change {cell} in the table to {reported}",

	"reconcile.hint.none":          "",
	"reconcile.hint.other-unit":    " (this is the figure of {name})",
	"reconcile.hint.other-column":  " (this is the figure of {name})",
	"reconcile.hint.unit-slip":     " (wrong unit of measure)",
	"reconcile.hint.transposed":    " (digits transposed)",
	"reconcile.hint.wrong-digit":   " (one wrong digit)",
	"reconcile.hint.missing-digit": " (a digit missing)",
	"reconcile.hint.extra-digit":   " (a digit too many)",

	"why.no-indicator":       "the sentence names no indicator of the table",
	"why.several-indicators": "the sentence may mean several indicators of the table",
	"why.no-unit":            "the sentence names no unit of the table",
	"why.several-units":      "the name fits several rows of the table",
	"why.no-number":          "the cell in the table holds no number",
	"why.no-condition":       "what is counted is not clear",
	"why.no-group":           "over which units it counts is not clear",
	"why.no-target":          "the target is not given",
	"why.open-target":        "the target is a range, and a unit lies within it",
	"why.unsure-condition":   "which column is meant is not certain",
	"why.far-off":            "the figure is so far from the cell that the sentence may mean another one",
	"why.change":             "the change needs the figure of another period",
	"why.share":              "the whole of the share is not clear",
	"why.rank":               "by which column units are ranked is not clear",
	"why.no-table":           "there is no table to compare with",
}
