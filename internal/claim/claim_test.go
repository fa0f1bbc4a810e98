package claim_test

import (
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"doisoat/internal/claim"
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/recognize"
	"doisoat/schema"
)

// wards is an appendix with two levels, a header that abbreviates, and counts behind
// its rates.
const wards = `PHỤ LỤC: Kết quả 9 tháng đầu năm 2024;;;;;
STT;Đơn vị;Tổng số hồ sơ;Hồ sơ trực tuyến;Tỷ lệ hồ sơ trực tuyến (%);Tỷ lệ số hóa TPHS (%)
I;Cấp huyện;1.250;400;32,0;41,5
1;Phòng Tư pháp;500;150;30,0;40,0
2;Phòng Nội vụ;750;250;33,3;42,6
II;Cấp xã;2.880;1.989;69,1;71,7
1;UBND phường An Tân;640;512;80,0;88,1
2;UBND xã An Tân Đông;735;441;60,0;65,4
3;UBND xã Bình Hòa;520;377;72,5;90,2
4;UBND xã Cát Lộc;905;615;68,0;52,7
5;UBND xã Diên Sơn;80;44;55,0;48,9
;Tổng cộng;4.130;2.389;57,8;62,6
`

// appendix reads and recognises the table wards, once for each call.
func appendix(t testing.TB) *schema.Report {
	t.Helper()
	path := filepath.Join(t.TempDir(), "phu-luc.csv")
	if err := os.WriteFile(path, []byte(wards), 0o644); err != nil {
		t.Fatal(err)
	}
	rep, err := read.Files([]string{path}, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if err := recognize.Report(rep, lang.Vietnamese); err != nil {
		t.Fatal(err)
	}
	if len(rep.Tables) != 1 || len(rep.Tables[0].Units()) != 7 {
		t.Fatalf("the appendix is not the table that the tests speak of: %d tables", len(rep.Tables))
	}
	return rep
}

// paragraphs makes a document of lines: "## " begins a heading, "- " a list item,
// "^n " the text of footnote n; anything else is a paragraph.
func paragraphs(lines ...string) *schema.Document {
	doc := &schema.Document{}
	for i, line := range lines {
		b := schema.Block{Text: line, Number: i + 1}
		switch {
		case strings.HasPrefix(line, "## "):
			b.Kind, b.Level, b.Text = schema.Heading, 2, line[3:]
		case strings.HasPrefix(line, "- "):
			b.Kind, b.Body, b.Marker = schema.ListItem, 2, "-"
		case strings.HasPrefix(line, "^"):
			mark, text, _ := strings.Cut(line[1:], " ")
			b.Kind, b.Marker, b.Text = schema.Footnote, mark, text
		}
		doc.Blocks = append(doc.Blocks, b)
	}
	return doc
}

// told reads lines against the appendix.
func told(t testing.TB, lines ...string) (*schema.Report, []schema.Claim, []schema.Figure) {
	t.Helper()
	rep := appendix(t)
	rep.Document = paragraphs(lines...)
	claims, figures := claim.Read(rep, lang.Vietnamese)
	return rep, claims, figures
}

// TestRoles: what each number is there for, in the order of the text.
func TestRoles(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Từ ngày 01/01/2023 đến ngày 30/6/2023.", "date date date date date date"},
		{"Từ ngày 01-01-2023 đến 30-6-2023.", "date date date date date date"},
		{"Đến 30.6.2023 đã xong.", "date"},
		{"An Tân, ngày 5 tháng 7 năm 2024", "date date date"},
		{"Trong 9 tháng đầu năm 2024 và quý 3/2024.", "date date date date"},
		{"Giai đoạn 2021-2025, năm học 2023-2024.", "date date date date"},
		{"Đến ngày 15/9 đã xong.", "date date"},
		{"Kèm theo văn bản ngày  /06/2023", "date date"},
		{"Theo Văn bản số 398/VPUBND-TTPVHCC ngày 26/06/2023.", "reference date date date"},
		{"Nghị định số 30/2020/NĐ-CP và Điều 12, Phụ lục 2.", "reference reference reference reference"},
		{"In trên giấy A4, gọi 0256382245.", "reference reference"},
		{"1. Kết quả chung", "ordinal"},
		{"2.1. Kết quả chung", "ordinal"},
		{"- 3) Kết quả chung", "ordinal"},
		{"Có 3/5 xã có tỷ lệ hồ sơ trực tuyến trên 65%.", "count of target"},
		{"Có 3/5 đơn vị nộp đủ.", "count of"},
		{"Có 03 xã nộp đủ.", "count"},
		{"Tỷ lệ hồ sơ trực tuyến đạt 57,8%.", "value"},
		{"Tăng 12% so với năm trước.", "change"},
		{"Lĩnh vực đất đai chiếm 28% số hồ sơ.", "share"},
		{"Thị xã đứng thứ 3 trong tỉnh.", "rank"},
		{"Chỉ tiêu tỉnh giao: 50%.", "target"},
		{"Tỉnh giao chỉ tiêu: từ 55 đến 60%.", "target target"},
		{"Phấn đấu đạt 95% vào cuối năm.", "target"},
		{"Có 5 xã có tỷ lệ hồ sơ trực tuyến trên 50%.", "count target"},
		{"Có 2 xã có tỷ lệ hồ sơ trực tuyến từ 60% đến 75%.", "count target target"},
		{"Mã số 12345678901234567890.", "reference"},
	} {
		_, _, figures := told(t, c.text)
		var got []string
		for _, f := range figures {
			got = append(got, f.Role.String())
			claims := map[schema.Role]bool{schema.RoleDate: true, schema.RoleReference: true, schema.RoleOrdinal: true, schema.RoleTarget: true}
			if claims[f.Role] != (f.Verdict == schema.NotClaim) {
				t.Errorf("%q: %s is a %s and its verdict %s", c.text, f.Text, f.Role, f.Verdict)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

// TestFootnoteMark: the mark of a footnote is a reference, in the text and in front of
// the note, and the note's own factor 100 claims nothing.
func TestFootnoteMark(t *testing.T) {
	rep := appendix(t)
	rep.Document = paragraphs("## Hồ sơ trực tuyến1", "Tỷ lệ hồ sơ trực tuyến đạt 57,8%.", "^1 Tỷ lệ = Hồ sơ trực tuyến/Tổng số hồ sơ * 100%")
	head := &rep.Document.Blocks[0]
	head.Refs = []schema.Span{{Start: len(head.Text) - 1, End: len(head.Text)}}
	_, figures := claim.Read(rep, lang.Vietnamese)
	var got []string
	for _, f := range figures {
		got = append(got, f.Text+" "+f.Role.String()+" "+f.Verdict.String())
	}
	want := "1 reference notClaim|57,8% value undecided|100% other notClaim"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}

// TestValues: the exact value of a written number, its scale words applied, and the
// word of approximation before it.
func TestValues(t *testing.T) {
	for _, c := range []struct {
		text   string
		value  string
		approx schema.Approx
	}{
		{"Thu được 4.130 hồ sơ.", "4130", schema.Exactly},
		{"Thu được 6,2 nghìn hồ sơ.", "6200", schema.Exactly},
		{"Thu được 1,7 nghìn tỷ đồng.", "1700000000000", schema.Exactly},
		{"Thu được gần 44.200 hồ sơ.", "44200", schema.Nearly},
		{"Thu được khoảng 12 triệu đồng.", "12000000", schema.About},
		{"Thu được xấp xỉ 57,8%.", "289/5", schema.About},
		{"Thu được hơn 500 hồ sơ.", "500", schema.Over},
		{"Thu được chưa đến 70 hồ sơ.", "70", schema.Under},
		{"Còn -3,5 tỷ đồng.", "-3500000000", schema.Exactly},
	} {
		_, _, figures := told(t, c.text)
		if len(figures) != 1 || !figures[0].Numeric {
			t.Errorf("%q: figures %+v", c.text, figures)
			continue
		}
		want, _ := new(big.Rat).SetString(c.value)
		if f := figures[0]; f.Number.Rat().Cmp(want) != 0 || f.Approx != c.approx {
			t.Errorf("%q: %s with approximation %d, want %s with %d", c.text, f.Number.Rat().RatString(), f.Approx, c.value, c.approx)
		}
	}
}

// cellOf names the row and the column to which a figure is bound.
func cellOf(rep *schema.Report, c *schema.Claim) string {
	t := rep.Tables[c.Cell.Table]
	return t.Rows[c.Cell.Row].Label + " | " + t.Columns[c.Cell.Col].Name()
}

// TestBinding: the cell that the words of a figure name. An empty wish means that they
// must not name one surely.
func TestBinding(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string // of the last figure
	}{
		{[]string{"Tỷ lệ hồ sơ trực tuyến của xã Bình Hòa là 72,5%."}, "UBND xã Bình Hòa | Tỷ lệ hồ sơ trực tuyến (%)"},
		{[]string{"Tỷ lệ hồ sơ trực tuyến của xã Bình Hoà là 70,5%."}, "UBND xã Bình Hòa | Tỷ lệ hồ sơ trực tuyến (%)"},
		{[]string{"Tỷ lệ hồ sơ trực tuyến của An Tân Đông là 80,0%."}, "UBND xã An Tân Đông | Tỷ lệ hồ sơ trực tuyến (%)"},
		{[]string{"Tỷ lệ hồ sơ trực tuyến của phường An Tân là 60,0%."}, "UBND phường An Tân | Tỷ lệ hồ sơ trực tuyến (%)"},
		{[]string{"Tỷ lệ số hóa thành phần hồ sơ của xã Cát Lộc là 52,7%."}, "UBND xã Cát Lộc | Tỷ lệ số hóa TPHS (%)"},
		{[]string{"Tỷ lệ số hóa TPHS của xã Cát Lộc là 99,9%."}, "UBND xã Cát Lộc | Tỷ lệ số hóa TPHS (%)"},
		{[]string{"## Tỷ lệ số hóa thành phần hồ sơ", "Xã Diên Sơn: 48,9%."}, "UBND xã Diên Sơn | Tỷ lệ số hóa TPHS (%)"},
		{[]string{"- Cấp huyện:", "Tổng số hồ sơ là 1.250 hồ sơ."}, "Cấp huyện | Tổng số hồ sơ"},
		{[]string{"Tỷ lệ hồ sơ trực tuyến cấp xã là 69,1%."}, "Cấp xã | Tỷ lệ hồ sơ trực tuyến (%)"},
		{[]string{"Toàn thị xã, tỷ lệ hồ sơ trực tuyến là 57,8%."}, "Tổng cộng | Tỷ lệ hồ sơ trực tuyến (%)"},
		{[]string{"Tỷ lệ hài lòng của xã Bình Hòa là 72,5%."}, ""},
		{[]string{"Tỷ lệ hồ sơ trực tuyến của xã Tân Sơn là 72,6%."}, ""},
	} {
		rep, claims, figures := told(t, c.lines...)
		got := ""
		for i := range claims {
			if claims[i].Kind == schema.ValueClaim && claims[i].Figure == len(figures)-1 && claims[i].Sure {
				got = cellOf(rep, &claims[i])
			}
		}
		if got != c.want {
			t.Errorf("%q:\n got %q\nwant %q", c.lines, got, c.want)
		}
		if got == "" && figures[len(figures)-1].Why.IsZero() {
			t.Errorf("%q: undecided without a reason", c.lines)
		}
	}
}

var comparators = [...]string{"?", ">=", ">", "<=", "<", "=", "between"}

// conditions writes what the readings of a claim ask: its conditions, and how many
// rows they are asked of.
func conditions(c *schema.Claim) string {
	var out []string
	for _, r := range c.Readings {
		var conds []string
		for _, k := range r.Conds {
			s := comparators[k.Cmp] + " " + k.Bound.Rat().RatString()
			if k.Upper != nil {
				s += ".." + k.Upper.Rat().RatString()
			}
			conds = append(conds, s)
		}
		out = append(out, fmt.Sprintf("%s of %d", strings.Join(conds, " and "), len(r.Group)))
	}
	return strings.Join(out, " or ")
}

// TestTargets: the setter before or behind the target word, levels, ranges, and the
// condition that a verdict asks.
func TestTargets(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{"## Hồ sơ trực tuyến (Chỉ tiêu tỉnh giao: 50%)", "Có 5/5 xã đạt chỉ tiêu tỉnh giao."}, ">= 50 of 5"},
		{[]string{"## Hồ sơ trực tuyến (Tỉnh giao chỉ tiêu: 50%)", "Có 5/5 xã đạt chỉ tiêu tỉnh giao."}, ">= 50 of 5"},
		{[]string{"## Hồ sơ trực tuyến (Tỉnh giao chỉ tiêu: 50%; thị xã giao chỉ tiêu: 70%)", "Có 2/5 xã đạt chỉ tiêu thị xã giao."}, ">= 70 of 5"},
		{[]string{"## Hồ sơ trực tuyến (Tỉnh giao chỉ tiêu: cấp huyện 25%, cấp xã 70%)", "Có 2/5 xã đạt chỉ tiêu tỉnh giao."}, ">= 70 of 5"},
		{[]string{"## Hồ sơ trực tuyến (chỉ tiêu: từ 55 đến 60%)", "Có 4/5 xã đạt chỉ tiêu."}, ">= 55..60 of 5"},
		{[]string{"## Hồ sơ trực tuyến (chỉ tiêu: 70%)", "Có 3 xã chưa đạt chỉ tiêu."}, "< 70 of 5 or < 70 of 4"},
		{[]string{"Có 2 xã có tỷ lệ hồ sơ trực tuyến trên 70%."}, "> 70 of 5 or > 70 of 4"},
		{[]string{"Có 4 xã có tỷ lệ hồ sơ trực tuyến từ 60% trở lên."}, ">= 60 of 5 or >= 60 of 4"},
		{[]string{"Có 2 xã có tỷ lệ hồ sơ trực tuyến dưới 65%."}, "< 65 of 5 or < 65 of 4"},
		{[]string{"Có 1 xã có tỷ lệ hồ sơ trực tuyến không quá 55%."}, "<= 55 of 5 or <= 55 of 4"},
		{[]string{"Có 2 xã có tỷ lệ hồ sơ trực tuyến từ 60% đến 70%."}, "between 60..70 of 5 or between 60..70 of 4"},
		{[]string{"## Tỷ lệ hồ sơ trực tuyến", "Số xã, phường đạt chỉ tiêu 70% là 2 đơn vị."}, ">= 70 of 5"},
	} {
		_, claims, _ := told(t, c.lines...)
		got := ""
		for i := range claims {
			if claims[i].Kind == schema.CountClaim {
				got += conditions(&claims[i])
			}
		}
		if got != c.want {
			t.Errorf("%q:\n got %q\nwant %q", c.lines, got, c.want)
		}
	}
}

// TestMembers: the names of a list with the figures that belong to them.
func TestMembers(t *testing.T) {
	const head = "Có 2 xã có tỷ lệ hồ sơ trực tuyến trên 70%, gồm: "
	for _, c := range []struct {
		lines []string
		want  string
	}{
		{[]string{head + "An Tân 80,0%; Bình Hòa 72,5%."}, "An Tân=80,0%; Bình Hòa=72,5%"},
		{[]string{head + "phường An Tân (80,0%) và xã Bình Hòa (72,5%)."}, "phường An Tân=80,0%; xã Bình Hòa=72,5%"},
		{[]string{head + "An Tân: 80,0%, Bình Hòa: 72,5%."}, "An Tân=80,0%; Bình Hòa=72,5%"},
		{[]string{head + "An Tân; 80,0%; Bình Hòa 72,5%."}, "An Tân=80,0%; Bình Hòa=72,5%"},
		{[]string{head + "An Tân Đông, An Tân."}, "An Tân Đông; An Tân"},
		{[]string{head + "An Tân, Bình Hòa (riêng Cát Lộc còn thấp)."}, "An Tân; Bình Hòa"},
		{[]string{strings.TrimSpace(head), "- Phường An Tân: 80,0%;", "- Xã Bình Hòa: 72,5%.", "Cát Lộc chưa đạt."}, "Phường An Tân=80,0%; Xã Bình Hòa=72,5%"},
		{[]string{"Có 02 xã có tỷ lệ hồ sơ trực tuyến trên 70% là An Tân và Bình Hòa."}, "An Tân; Bình Hòa"},
	} {
		rep, claims, figures := told(t, c.lines...)
		got := "no list"
		for i := range claims {
			if claims[i].Kind != schema.CountClaim {
				continue
			}
			var names []string
			for _, m := range claims[i].Members {
				s := rep.Document.Text(m.Span)
				if m.Figure >= 0 {
					s += "=" + figures[m.Figure].Text
				}
				names = append(names, s)
			}
			got = strings.Join(names, "; ")
		}
		if got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.lines, got, c.want)
		}
	}
}

// TestNotices: places left blank, words written twice, marks out of place.
func TestNotices(t *testing.T) {
	kinds := map[schema.ClaimKind]string{schema.BlankClaim: "blank", schema.RepeatedClaim: "twice", schema.MarkClaim: "mark"}
	for _, c := range []struct{ text, want string }{
		{"Số:      /UBND-VP", "blank Số:      /UBND-VP"},
		{"Số: .../BC-UBND", "blank Số: .../BC-UBND"},
		{"Số: 12/BC-UBND", ""},
		{"An Tân, ngày     tháng 7 năm 2024", "blank ngày     tháng"},
		{"An Tân, ngày 05 tháng 7 năm 2024", ""},
		{"Đã đã xong.", "twice Đã đã"},
		{"Xong xong luôn luôn.", "twice Xong xong"},
		{"Dần dần, đều đều.", ""},
		{"An Tân 80,0%; Bình Hòa; 72,5%; Cát Lộc 68,0%.", "mark Bình Hòa; 72,5"},
		{"An Tân 80,0%; Bình Hòa 72,5%; Cát Lộc 68,0%.", ""},
	} {
		rep, claims, _ := told(t, c.text)
		var got []string
		for i := range claims {
			if k := kinds[claims[i].Kind]; k != "" {
				got = append(got, k+" "+rep.Document.Text(claims[i].Span))
			}
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q:\n got %q\nwant %q", c.text, s, c.want)
		}
	}
}
