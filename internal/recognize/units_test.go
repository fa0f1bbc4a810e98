package recognize

import (
	"testing"

	"doisoat/internal/lang"
)

// A percent sign is a unit; one behind a figure belongs to that figure.
func TestPercentSignOfHeader(t *testing.T) {
	for text, want := range map[string]bool{
		"Tỷ lệ hồ sơ trực tuyến (%)":       true,
		"Tỷ lệ %":                          true,
		"% so với kế hoạch":                true,
		"Số xã đạt trên 50%":               false,
		"Tỷ lệ đạt 68,6 %, năm 2023 59,1%": false,
		"Trên 50% (%)":                     true,
	} {
		if got := unitInHeader(text, lang.Vietnamese).Percent; got != want {
			t.Errorf("%q: percent %v", text, got)
		}
	}
}
