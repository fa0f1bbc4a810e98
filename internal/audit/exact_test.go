package audit_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"doisoat/internal/audit"
	"doisoat/internal/read"
	"doisoat/schema"
)

// exactReport is a draft with a table on which binary floating point goes wrong:
//
//	1371/2000 is 68,55%; the nearest float64 lies below it and rounds to 68,5
//	57/200 is 0,285; the nearest float64 lies below it and rounds to 0,28
//	0,1 + 0,2 is 0,3; as float64 it is 0,30000000000000004
//	9007199254740993 is 2^53 + 1, which no float64 can be
//
// The rates and sums here are right.
const exactReport = `# Báo cáo kết quả tiếp nhận hồ sơ năm 2024

Tỷ lệ hồ sơ trực tuyến của xã An Bình đạt 68,6%, của xã Hòa Lạc đạt 50,0%.

Phụ lục: Kết quả tiếp nhận hồ sơ năm 2024

| STT | Đơn vị | Tổng số hồ sơ | Hồ sơ trực tuyến | Tỷ lệ hồ sơ trực tuyến (%) | Số cán bộ | Số máy | Số máy mỗi cán bộ | Chi thường xuyên (tỷ đồng) | Chi đầu tư (tỷ đồng) | Tổng chi (tỷ đồng) | Bản ghi cũ | Bản ghi mới | Tổng số bản ghi |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
|  |  | (1) | (2) | (3)=(2)/(1) | (4) | (5) | (6)=(5)/(4) | (7) | (8) | (9)=(7)+(8) | (10) | (11) | (12)=(10)+(11) |
| 1 | Xã An Bình | 2.000 | 1.371 | 68,6 | 200 | 57 | 0,29 | 0,1 | 0,2 | 0,3 | 9.007.199.254.740.992 | 1 | 9.007.199.254.740.993 |
| 2 | Xã Hòa Lạc | 1.000 | 500 | 50,0 | 40 | 50 | 1,25 | 0,4 | 0,5 | 0,9 | 20 | 30 | 50 |
| 3 | Xã Minh Tân | 800 | 600 | 75,0 | 60 | 30 | 0,50 | 0,3 | 0,6 | 0,9 | 40 | 20 | 60 |
| 4 | Xã Phú Mỹ | 500 | 100 | 20,0 | 80 | 60 | 0,75 | 0,7 | 0,1 | 0,8 | 10 | 70 | 80 |
`

// The whole flow, from the file to the findings, is exact.
func TestExactArithmetic(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want           []string // code, severity, reported -> computed
	}{
		{"all right", "", "", nil},
		{"68,55 in prose cut off", "đạt 68,6%", "đạt 68,5%", []string{"R102 warning 68,5% -> 68,6%"}},
		{"68,55 in prose one off", "đạt 68,6%", "đạt 68,7%", []string{"R101 error 68,7% -> 68,6%"}},
		{"68,55 in prose at its own places", "đạt 68,6%", "đạt 68,55%", nil},
		{"68,55 in the table at two places", "| 68,6 |", "| 68,55 |", nil},
		{"68,55 cut off", "| 68,6 |", "| 68,5 |", []string{"R101 error 68,6% -> 68,5%", "V102 warning 68,5 -> 68,6"}},
		{"68,55 one off", "| 68,6 |", "| 68,7 |", []string{"R101 error 68,6% -> 68,7%", "V101 error 68,7 -> 68,6"}},
		{"0,285 cut off", "| 0,29 |", "| 0,28 |", []string{"V102 warning 0,28 -> 0,29"}},
		{"0,285 one off", "| 0,29 |", "| 0,30 |", []string{"V101 error 0,30 -> 0,29"}},
		{"0,285 at three places", "| 0,29 |", "| 0,285 |", nil},
		{"0,285 at three places, cut off", "| 0,29 |", "| 0,284 |", []string{"V101 error 0,284 -> 0,285"}},
		{"0,1 + 0,2 with sixteen noughts", "| 0,1 | 0,2 | 0,3 |", "| 0,1000000000000000 | 0,2000000000000000 | 0,3000000000000000 |", nil},
		{"0,1 + 0,2 as float64", "| 0,1 | 0,2 | 0,3 |", "| 0,1000000000000000 | 0,2000000000000000 | 0,3000000000000004 |",
			[]string{"V301 error 0,3000000000000004 -> 0,3000000000000000"}},
		{"2^53 + 1 as float64", "740.993 |", "740.992 |", []string{"V301 error 9.007.199.254.740.992 -> 9.007.199.254.740.993"}},
		{"2^53 + 1 one more", "740.993 |", "740.994 |", []string{"V301 error 9.007.199.254.740.994 -> 9.007.199.254.740.993"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := exactReport
			if c.old != "" {
				if strings.Count(text, c.old) != 1 {
					t.Fatalf("%q stands %d times in the report", c.old, strings.Count(text, c.old))
				}
				text = strings.Replace(text, c.old, c.new, 1)
			}
			path := filepath.Join(t.TempDir(), "report.md")
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			rep, err := read.Files([]string{path}, read.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			res, err := audit.Run(rep, audit.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range res.Findings {
				if f.Severity > schema.Note {
					got = append(got, fmt.Sprintf("%s %s %s -> %s", f.Code, f.Severity, f.Reported, f.Computed))
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("findings\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(c.want, "\n\t"))
			}
		})
	}
}
