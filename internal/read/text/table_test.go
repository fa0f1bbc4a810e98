package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doisoat/schema"
)

func gridOf(s *schema.Sheet) []string {
	var out []string
	for _, row := range s.Cells {
		line := ""
		for _, c := range row {
			if c.Covered {
				line += "~"
			}
			line += c.Raw + "|"
		}
		out = append(out, line)
	}
	return out
}

// cells sets each cell on a line of its own.
func cells(rows ...string) string {
	return strings.ReplaceAll(strings.Join(rows, "|"), "|", "\n") + "\n"
}

func TestTables(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
		blocks     int // beside the table
	}{
		{"a cell a line", "Bảng 1. Kết quả tiếp nhận hồ sơ trong kỳ báo cáo\n" +
			cells("TT|Đơn vị|Hồ sơ|Tỷ lệ (%)", "A|B|1|2=1/3", "I|Khối phường||", "1|Hoài Hảo|120|12,5", "2|Hoài Phú|1.087|-", "3|Tam Quan|5|7") + "Ghi chú: số liệu ước tính.",
			[]string{"TT|Đơn vị|Hồ sơ|Tỷ lệ (%)|", "A|B|1|2=1/3|", "I|Khối phường|||", "1|Hoài Hảo|120|12,5|", "2|Hoài Phú|1.087|-|", "3|Tam Quan|5|7|"}, 2},
		{"rows of merged cells", "Kết quả thực hiện các chỉ tiêu trong kỳ như sau:\n" +
			cells("Đơn vị|Hồ sơ|Tỷ lệ (%)", "Hoài Hảo|120|12,5", "Hoài Phú|1.087|8,5", "Tam Quan|5|7", "Khối xã", "Hoài Mỹ|5|7", "Hoài Hải|5|7"),
			[]string{"Đơn vị|Hồ sơ|Tỷ lệ (%)|", "Hoài Hảo|120|12,5|", "Hoài Phú|1.087|8,5|", "Tam Quan|5|7|", "Khối xã|||", "Hoài Mỹ|5|7|", "Hoài Hải|5|7|"}, 1},
		{"a head of two rows stays text", cells("Đơn vị|Hồ sơ|Trong đó", "Số|Tỷ lệ", "Hoài Hảo|120|12,5", "Hoài Phú|1.087|8,5", "Tam Quan|5|7"),
			[]string{"Hoài Hảo|120|12,5|", "Hoài Phú|1.087|8,5|", "Tam Quan|5|7|"}, 3},
		{"aligned columns", "Bảng 2\n\nĐơn vị          Hồ sơ   Tỷ lệ\nHoài Hảo          120    12,5\nHoài Phú        1.087     8,5\nTam Quan Bắc        5     7,0\n\nHết.",
			[]string{"Đơn vị|Hồ sơ|Tỷ lệ|", "Hoài Hảo|120|12,5|", "Hoài Phú|1.087|8,5|", "Tam Quan Bắc|5|7,0|"}, 2},
		{"aligned, with a head over two columns", "                  Năm 2024\nĐơn vị          Hồ sơ   Tỷ lệ\nHoài Hảo          120    12,5\nHoài Phú        1.087     8,5\nTam Quan Bắc        5     7,0",
			[]string{"Đơn vị|Hồ sơ|Tỷ lệ|", "Hoài Hảo|120|12,5|", "Hoài Phú|1.087|8,5|", "Tam Quan Bắc|5|7,0|"}, 1},
		{"signatures", "Nơi nhận:          TM. ỦY BAN NHÂN DÂN\n- Như trên;          CHỦ TỊCH\n- Lưu: VT.", nil, 3},
		{"a list", "1. Hồ sơ\n2. Tỷ lệ\n3. Đúng hạn\n4. Trễ hạn\n5. Khác\n6. Cộng\n", nil, 6},
	} {
		c := read(t, tc.text)
		var got []string
		if len(c.Sheets) > 0 {
			got = gridOf(c.Sheets[0])
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s\n%s", tc.name, diff)
		}
		blocks := 0
		for _, b := range c.Document.Blocks {
			if b.Kind != schema.TableBlock {
				blocks++
			}
		}
		if blocks != tc.blocks {
			t.Errorf("%s: %d blocks beside the table, want %d: %+v", tc.name, blocks, tc.blocks, outline(c.Document))
		}
	}
}

func TestHeadings(t *testing.T) {
	long := " trên địa bàn toàn tỉnh trong sáu tháng đầu năm đạt 95,5%, tăng 1,2% so với cùng kỳ năm trước."
	c := read(t, strings.Join([]string{
		"ỦY BAN NHÂN DÂN TỈNH", "SỞ NỘI VỤ", "Số: 12/BC-SNV", "BÁO CÁO", "Kết quả sáu tháng", "I. Kết quả chung", "1. Hồ sơ" + long, "2. Tỷ lệ" + long,
		"II. Cấp xã", "1. Tiếp nhận", "Hồ sơ" + long, "2. Giải quyết", "Hồ sơ" + long, "Tồn tại, hạn chế", "Một số đơn vị" + long, "a) Một", "b) Hai", "Nơi nhận", "KT. CHỦ TỊCH",
	}, "\n"))
	var got []string
	for _, b := range c.Document.Blocks {
		if b.Kind == schema.Heading {
			got = append(got, strings.Repeat("#", b.Level)+" "+b.Text)
		}
	}
	want := []string{"# BÁO CÁO", "## I. Kết quả chung", "## II. Cấp xã", "### 1. Tiếp nhận", "### 2. Giải quyết", "###### Tồn tại, hạn chế"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
