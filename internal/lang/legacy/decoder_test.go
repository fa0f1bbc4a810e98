package legacy

import "testing"

func TestStrings(t *testing.T) {
	for _, tc := range []struct{ in, font, want string }{
		{"T\u00e6ng s\u00e8", "", "Tổng số"},
		{"Gi¸ trÞ s¶n xuÊt c«ng nghiÖp th¸ng 5 vµ 5 th¸ng n¨m 2000", "", "Giá trị sản xuất công nghiệp tháng 5 và 5 tháng năm 2000"},
		{"§Þa ph\u00ad¬ng", "", "Địa phương"},
		{"th¸ng 5 vµ 5 th¸ng N¡M 2000", "", "tháng 5 và 5 tháng NĂM 2000"},
		{"mét sè s¶n phÈm chñ yÕu cña NGµNH C¤NG NGHIÖP", "", "một số sản phẩm chủ yếu của NGÀNH CÔNG NGHIỆP"},
		{"mét sè s¶n phÈm", ".VnTimeH", "MỘT SỐ SẢN PHẨM"},
		{"Q§-UBND", "", "QĐ-UBND"},
		{"Toång soá hoà sô", "", "Tổng số hồ sơ"},
		{"COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{"Tá»•ng sá»‘ há»“ sÆ¡", "", "Tổng số hồ sơ"},
		{"ƣu tiên, trƣờng, Ƣu đãi", "", "ưu tiên, trường, Ưu đãi"},
		{"QÐ-UBND ngày 5, Ðịa phương ðó", "", "QĐ-UBND ngày 5, Địa phương đó"},
		{"tổng sô\u0301 hô\u0300 sơ", "", "tổng số hồ sơ"},
		{"Tô\u0309ng sô\u0301", "", "Tổng số"},
		{"１２３ ｋｍ", "", "123 km"},
		{"to\u00adàn dân", "", "toàn dân"},
		{"kế\u200b hoạch", "", "kế hoạch"},
		{"Báo cáo Сó", "", "Báo cáo Có"},
		{"tınh hı\u0300nh", "", "tinh hình"},
		{"e\u0301\u0302", "", "ế"},
		{"Đắk N«ng", ".VnArial", "Đắk Nông"},
		{"ChÝnh thức", "", "Chính thức"},
		{"Trung \u00ad\u00ad¬ng", "", "Trung ương"},
		{"n\u00adíc 6 tháng đầu năm", "", "nước 6 tháng đầu năm"},
		{"¾c quy", "", "ắc quy"},
		{"Ôx-trây-li-a, Brunây, Xlô-va-ki-a", "", "Ôx-trây-li-a, Brunây, Xlô-va-ki-a"},
		{"«Hà Nội»", "", "«Hà Nội»"},
		{"\uf054\uf0e6ng s\uf0e8", ".VnTime", "Tổng số"},
		{"Ta\u0323i trường", "", "Tại trường"},
		{"mo\u0323\u0302t", "", "một"},
		{"ba´o cáo 5´", "", "báo cáo 5´"},
		{"Café São Paulo, Zürich; Ångström", "", "Café São Paulo, Zürich; Ångström"},
		{"xã", "", "xã"}, {"có", "", "có"}, {"Hà", "", "Hà"},
		{"50 µg/m³ ± 5 °C; 10÷20; © 2020 Excel®", "", "50 µg/m³ ± 5 °C; 10÷20; © 2020 Excel®"},
		{"Москва", "", "Москва"},
		{"α = 5", "", "α = 5"},
	} {
		var d Decoder
		got, enc := d.String(tc.in, tc.font)
		if got != tc.want {
			t.Errorf("%q (%s): %q as %v, want %q", tc.in, tc.font, got, enc, tc.want)
		}
		if again, _ := (&Decoder{}).String(got, ""); again != got {
			t.Errorf("%q: read again as %q", got, again)
		}
	}
}
