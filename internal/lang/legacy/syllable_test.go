package legacy

import (
	"strings"
	"testing"
)

func TestSyllable(t *testing.T) {
	good := `a ạ là và của nước người nghiêng nghĩa khuỷu khuya quyết quyển quốc quý quy quả quen quê quít quanh huơ
		giếng giết gì gìn gia giữa già giường yêu yến ý uống ước ươm oanh oách uỷ hoà hòa thuỷ thủy thúy tuyết xoong boong
		loắt ngoằn nguyễn nguệch huýt khuỵu rượu hươu liếc tiệp nhích lệch xanh sạch UBND ĐƯỜNG Trường ngoéo kỹ kĩ mỹ lý lí vỹ
		phường xã ấp ổn ứng đẳng đựng thẳng tấp nập chuếnh choáng khoắng quắp quằn quẹt hòan tòan khỏe khoẻ quả`
	for _, w := range strings.Fields(good) {
		if w != "UBND" && !Syllable(w) {
			t.Errorf("%q is refused", w)
		}
	}
	bad := `nưước ưương đỉều đặt1 naù tưà maí tiêú chuôĩ ngươì qốc qu q gi2 ngiêng kông kạn cình ghà ngé hàc tàt mọṕ bcd toång tæng só̀ iết iên
		phưong sảch xàch mậpp zô wà fú jì nuớc khiéu Đặkk`
	for _, w := range strings.Fields(bad) {
		if Syllable(w) {
			t.Errorf("%q passes", w)
		}
	}
}

func TestShare(t *testing.T) {
	for _, tc := range []struct {
		s                 string
		vietnamese, total int
	}{
		{"Tổng số hồ sơ năm 2000", 5, 5},
		{"th¸ng 5", 0, 1},
		{"Gi¸ trÞ s¶n xuÊt", 0, 4},
		{"UBND, QĐ-TTg, GDP 5%, m², 50 µg/m³", 0, 0},
		{"Đắk Lắk, ôtô, Krông Nô", 5, 5},
		{"Uớc tính", 1, 2},
		{"«Hà Nội»", 2, 2},
		{"", 0, 0},
	} {
		if v, n := Share(tc.s); v != tc.vietnamese || n != tc.total {
			t.Errorf("%q: %d of %d, want %d of %d", tc.s, v, n, tc.vietnamese, tc.total)
		}
	}
}
