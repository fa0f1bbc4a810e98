package validate

import (
	"testing"

	"doisoat/schema"
)

func TestNames(t *testing.T) {
	tests := []struct {
		name, table, want string
	}{
		{"different", "u|1|Hoài Hải|1\nu|2|Hoài Hảo|2\nu|3|Hoài Hào|3", ""},
		{"in two sections", "s||I\nu|1|Xã A|1\ns||II\nu|1|Xã A|2", ""},
		{"of two kinds", "u|1|Phường Hoài Thanh|1\nu|2|Xã Hoài Thanh|2\nu|3|Thị xã Hoài Nhơn|3\nu|4|Xã Hoài Nhơn|4", ""},
		{"twice", "u|1|Xã A|1\nu|2|Xã B|2\nu|3|Xã C|2\nu|4|Xã D|7\nu|5|Xã E|7\nu|6|Xã A|3", "V401 | error | B6 | Xã A |  | "},
		{"copied", "u|1|Xã A|5\nu|2|Xã B|2\nu|3|Xã C|2\nu|4|Xã D|7\nu|5|Xã E|7\nu|6|Xã A|5", "V401 | error | B6 | Xã A |  | copied-row"},
		{"items repeat", "u||Nam|5\nu||Nữ|2\nu||Nam|2\nu||Nữ|7", ""},
		{"tone marks", "u|1|Xã Hòa Bình|5\nu|2|Xã Hoà Bình|6", "V402 | warning | B2 | Xã Hoà Bình |  | "},
		{"decomposed", "u|1|Xã Hoa\u0300 An|5\nu|2|Xã Hoà An|6", "V402 | warning | B2 | Xã Hoà An |  | "},
		{"blanks and figures", "u|1|Xã Hòa  Bình|5\nu|2|Xã Hòa Bình|5", "V402 | error | B2 | Xã Hòa Bình |  | "},
		{"prefix", "u|1|UBND phường Tam Quan|5\nu|2|Tam Quan|6\nu|3|Tam Quan Bắc|6", "V402 | warning | B2 | Tam Quan |  | "},
		{"office and kind", "u|1|UBND phường Tam Quan|5\nu|2|Ủy ban nhân dân phường Tam Quan|6", "V402 | warning | B2 | Ủy ban nhân dân phường Tam Quan |  | "},
		{"gap", "u|1|Xã A|1\nu|2|Xã B|2\nu|3|Xã C|2\nu|5|Xã D|7", "V403 | warning | A4 | 5 | 4 | "},
		{"repeat", "u|1|Xã A|1\nu|2|Xã B|2\nu|2|Xã C|2\nu|3|Xã D|7\nu|4|Xã E|7", "V403 | warning | A3 | 2 | 3 | "},
		{"numbering begins again", "u|1|Xã A|1\nu|2|Xã B|2\nu|3|Xã C|2\nu|1|Xã D|7\nu|2|Xã E|7", ""},
		{"swapped", "u|1|Xã Ân|1\nu|2|Xã Bông|2\nu|3|Xã Châu|2\nu|4|Xã Hải|7\nu|5|Xã Dương|7\nu|6|Xã Đông|1\nu|7|Xã Em|1\nu|8|Xã Ga|1\nu|9|Xã Cao|1", ""},
		{"exchanged", "u|1|Xã Ân|1\nu|2|Xã Bông|2\nu|3|Xã Hải|2\nu|4|Xã Dương|7\nu|5|Xã Đông|7\nu|6|Xã Em|1\nu|7|Xã Ga|1\nu|8|Xã Châu|1\nu|9|Xã Ích|1",
			"V404 | note | B3 | Xã Hải |  | "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rep, _ := tableOf("c", test.table)
			findings, _, _ := check(t, rep)
			if got := lines(findings); got != test.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

func TestCells(t *testing.T) {
	tests := []struct {
		name, kinds, table, want string
	}{
		{"one form", "c", "u|1|Xã A|1.286\nu|2|Xã B|6.469\nu|3|Xã C|12", ""},
		{"thousands without a mark", "c", "u|1|Xã A|1.286\nu|2|Xã B|6393\nu|3|Xã C|6.469", "V501 | note | C2 | 6393 | 6.393 | "},
		{"a lone fraction", "c", "u|1|Xã A|1.286\nu|2|Xã B|1,281\nu|3|Xã C|6.469\nu|4|Xã D|3.469\nu|5|Xã E|2.469", "V502 | warning | C2 | 1,281 | 1.281 | thousands-mark"},
		{"an error value", "r", "u|1|Xã A|12,5\nu|2|Xã B|#DIV/0!", "V504 | warning | C2 | #DIV/0! |  | "},
		{"a lone minus", "c", "u|1|Xã A|1\nu|2|Xã B|-3\nu|3|Xã C|4\nu|4|Xã D|5\nu|5|Xã E|7", "V505 | warning | C2 | -3 | 3 | "},
		{"a column of changes", "c", "u|1|Xã A|1\nu|2|Xã B|-3\nu|3|Xã C|-4\nu|4|Xã D|5\nu|5|Xã E|7", ""},
		{"a formula without its value", "c", "u|1|Xã A|1\nu|2|Xã B|=C1*2\nu|3|Xã C|=C1*3", "S102 | warning | C2 | =C1*2 |  | "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rep, _ := tableOf(test.kinds, test.table)
			findings, _, _ := check(t, rep)
			if got := lines(findings); got != test.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

// A blank is told only where its row and column are full, and a mark for none never.
func TestBlankWithoutProof(t *testing.T) {
	rep, table := tableOf("ccc", "u|1|Xã A|5|5|10\nu|2|Xã B||7|7\nu|3|Xã C|-|3|3\nu|4|Xã D|2|2|4\nu|5|Xã E|1|1|2\nu|6|Xã G|1|1|2")
	across(table, "(3) = (1) + (2)", schema.Sum, 4, sum(2, 3), 0, 1, 2, 3, 4, 5)
	findings, _, _ := check(t, rep)
	if got, want := lines(findings), "V503 | warning | C2 |  |  | "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
