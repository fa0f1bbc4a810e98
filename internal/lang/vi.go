package lang

// Vietnamese is the pack of Vietnamese official reports.
var Vietnamese = &Pack{
	Code:    "vi",
	Decimal: ',',
	Table: TableWords{
		Total:      []string{"tổng số", "tổng cộng", "tổng", "cộng", "toàn tỉnh", "toàn huyện", "toàn thị xã", "toàn thành phố", "toàn quốc", "toàn ngành", "toàn quận", "cả nước", "cả năm", "chung"},
		OfWhich:    []string{"trong đó", "trong tổng số", "bao gồm", "riêng", "t.đó", "tr.đó"},
		Divided:    []string{"chia ra", "phân theo", "chia theo", "gồm"},
		UnitLine:   []string{"đơn vị tính", "đvt", "đơn vị"},
		Ordinal:    []string{"stt", "st t", "số tt", "tt", "số thứ tự", "thứ tự"},
		Label:      []string{"đơn vị", "chỉ tiêu", "tên đơn vị", "địa phương", "nội dung", "tên", "danh mục", "ngành", "khu vực", "huyện", "xã", "tỉnh"},
		Note:       []string{"ghi chú", "nguồn", "chú thích", "lưu ý", "ghi chú:"},
		Appendix:   []string{"phụ lục", "biểu số", "biểu", "bảng", "phụ biểu"},
		Ratio:      []string{"tỷ lệ", "tỉ lệ", "tỷ trọng", "tỉ trọng", "cơ cấu", "%"},
		Index:      []string{"so với", "chỉ số", "tốc độ", "tăng", "giảm", "bằng"},
		Average:    []string{"bình quân", "trung bình"},
		None:       []string{"-", "--", "..", "...", "…", "x", "_"},
		Prefixes:   []string{"ủy ban nhân dân thị xã", "ủy ban nhân dân thị trấn", "ủy ban nhân dân thành phố", "ủy ban nhân dân phường", "ủy ban nhân dân huyện", "ủy ban nhân dân quận", "ủy ban nhân dân tỉnh", "ủy ban nhân dân xã", "ủy ban nhân dân", "ubnd thị xã", "ubnd thị trấn", "ubnd thành phố", "ubnd phường", "ubnd huyện", "ubnd quận", "ubnd tỉnh", "ubnd xã", "ubnd tp.", "ubnd tp", "ubnd", "thị xã", "thị trấn", "thành phố", "phường", "huyện", "quận", "tỉnh", "xã", "tp.", "tp", "tx.", "tx", "tt."},
		Levels:     []string{"khu vực", "vùng", "khối", "nhóm", "các"},
		Scales:     map[string]int8{"nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9, "trăm": 2, "chục": 1},
		YearWord:   []string{"năm"},
		MonthWord:  []string{"tháng"},
		QuarterWrd: []string{"quý", "quí"},
		Units:      []string{"đồng", "vnđ", "usd", "đô la", "người", "hộ", "hồ sơ", "lượt", "lượt người", "lượt khách", "lượt hành khách", "học sinh", "sinh viên", "giáo viên", "trường", "lớp", "doanh nghiệp", "dn", "dự án", "cơ sở", "đơn vị", "ngày", "giờ", "tháng", "năm", "ca", "vụ", "con", "cái", "chiếc", "bộ", "đôi", "bao", "lít", "tấn", "tạ", "kg", "ki-lô-gam", "gam", "ha", "héc-ta", "m", "km", "km2", "m2", "m3", "m²", "m³", "km²", "kwh", "mw", "giường", "điểm", "điểm phần trăm", "lao động", "thí sinh", "tờ", "bản", "thửa", "căn", "hợp đồng", "sản phẩm", "lần", "tấn.km", "hk.km", "lượt hk.km"},
		Difference: []string{"chênh lệch", "cân đối", "còn lại", "nhập siêu", "xuất siêu", "tăng, giảm", "tăng/giảm", "tăng (+)", "thặng dư", "thâm hụt"},
		TotalAlone: []string{"chung"},
		NotTotal:   []string{"tổng công ty", "tổng cục", "tổng hội", "tổng liên đoàn", "cộng hòa", "cộng đồng", "chung cư"},
		Partial:    []string{"một số", "chủ yếu", "chính"},
		Share:      []string{"cơ cấu", "tỷ trọng", "tỉ trọng"},
	},
	say: merge(viValidate, viReconcile, viScreen, viRead, viRecognize, viSpec),
}
