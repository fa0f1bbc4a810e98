package claim_test

import (
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

// ports is an English appendix with a total and two measures.
const ports = `Table 1. Freight through the ports in 2023;;;
Port;Ships;Freight (thousand tonnes);Share of containers (%)
Alderhaven;412;3,105.4;41.2
Brack Point;388;2,760.9;38.5
Coldmouth;205;1,122.0;12.7
Total;1,005;6,988.3;35.6
`

// toldIn reads lines in the language of a pack against an appendix given as text.
func toldIn(t testing.TB, pack *lang.Pack, table string, lines ...string) (*schema.Report, []schema.Claim, []schema.Figure) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "appendix.csv")
	if err := os.WriteFile(path, []byte(table), 0o644); err != nil {
		t.Fatal(err)
	}
	rep, err := read.Files([]string{path}, read.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if err := recognize.Report(rep, pack); err != nil {
		t.Fatal(err)
	}
	rep.Document = paragraphs(lines...)
	claims, figures := claim.Read(rep, pack)
	return rep, claims, figures
}

func roles(figures []schema.Figure) string {
	var got []string
	for _, f := range figures {
		got = append(got, f.Role.String())
	}
	return strings.Join(got, " ")
}

// TestFigureRoles: forms of numbers that are no claim, and those that only look so.
func TestFigureRoles(t *testing.T) {
	for _, c := range []struct {
		pack       *lang.Pack
		text, want string
	}{
		// dates and periods
		{lang.Vietnamese, "Từ 2023-01-01 đến 2023-06-30.", "date date date date date date"},
		{lang.Vietnamese, "Niên độ 2022/23 và giai đoạn 2021-25.", "date date date date"},
		{lang.Vietnamese, "Kết quả T8/2024 và Q3/2024.", "date date date date"},
		{lang.Vietnamese, "Họp lúc 8h30 ngày 05/7, xong trước 16 giờ 45 phút.", "date date date date date date"},
		{lang.Vietnamese, "Thời gian xử lý giảm 3 giờ.", "change"},
		{lang.Vietnamese, "Họp vào lúc 14 giờ ngày 5/7/2024.", "date date date date"},
		{lang.English, "From 1 January 2023 to 30 June 2023.", "date date date date"},
		{lang.English, "On March 5, 2023 and on 5th April 2023.", "date date date date"},
		{lang.English, "In the financial year 2022/23, in Q3 2023 and in H1 2023.", "date date date date date date"},
		{lang.English, "In FY2023 and in the 3rd quarter.", "date date"},
		{lang.English, "The meeting opened at 10:30 and closed at 4 pm.", "date date date"},
		// documents, articles, telephones, ordinals
		{lang.Vietnamese, "Theo khoản 2 Điều 5, 6 và 7 của Luật.", "reference reference reference reference"},
		{lang.Vietnamese, "Công văn TT/2015/07 đã gửi.", "reference reference"},
		{lang.Vietnamese, "Điện thoại: 0256.3822.294.", "reference"},
		{lang.Vietnamese, "Điện thoại: (0256) 3822 294.", "reference reference reference"},
		{lang.Vietnamese, "Kỳ họp lần thứ 5 khóa 12.", "reference reference"},
		{lang.English, "Reference: TT/2015/07.", "reference reference"},
		{lang.English, "See Tables 2 and 3, section 4 and page 12.", "reference reference reference reference"},
		{lang.English, "Telephone: +44 (20) 7946 0018.", "reference reference reference reference"},
		{lang.English, "This is the 3rd edition.", "ordinal"},
		// ages are bounds; a measured age is a value
		{lang.Vietnamese, "Trẻ em dưới 5 tuổi và người từ 15 đến 24 tuổi.", "other other other"},
		{lang.Vietnamese, "Người từ 60 tuổi trở lên.", "other"},
		{lang.Vietnamese, "Tuổi thọ trung bình đạt 73,6 tuổi.", "value"},
		{lang.English, "People aged 16 to 64 and children under 5 years of age.", "other other other"},
		{lang.English, "Life expectancy was 73.6 years.", "value"},
		// percentages
		{lang.Vietnamese, "Tỷ lệ đạt 57,8 phần trăm, tăng 2,1 điểm phần trăm.", "value change"},
		{lang.English, "The share was 35.6 per cent, up 2.1 percentage points.", "value change"},
		{lang.English, "It handled 44.4% of freight.", "share"},
		// what was and what is, against by how much
		{lang.Vietnamese, "Tỷ lệ tăng từ 52,1% lên 57,8%.", "value value"},
		{lang.Vietnamese, "Tỷ lệ giảm từ mức 62,1% của năm trước.", "value"},
		{lang.Vietnamese, "Dự báo tăng từ 7% đến 8%.", "change value"},
		{lang.English, "Freight fell from 246 in the first year to 140 in the second.", "value value"},
		{lang.English, "The share was 35.6%, down from 38.3%.", "value value"},
		{lang.English, "Freight rose by 12%.", "change"},
	} {
		table := wards
		if c.pack == lang.English {
			table = ports
		}
		_, _, figures := toldIn(t, c.pack, table, c.text)
		if got := roles(figures); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestFigureValues: the exact value of a figure as written, its scale and percent sign,
// and the word of approximation before it.
func TestFigureValues(t *testing.T) {
	for _, c := range []struct {
		pack   *lang.Pack
		text   string
		want   string // values of all figures, "%" for percentages
		approx schema.Approx
	}{
		{lang.Vietnamese, "Thu được 12\u00a0345,5 tấn.", "24691/2", schema.Exactly},
		{lang.Vietnamese, "Thu được 12 345 tấn.", "12345", schema.Exactly},
		{lang.Vietnamese, "Quý 2 145 tấn.", "2 145", schema.Exactly},
		{lang.Vietnamese, "Thu được 12 345 tấn và 1.200 kg.", "12 345 1200", schema.Exactly},
		{lang.Vietnamese, "Thu được 3 vạn tấn.", "30000", schema.Exactly},
		{lang.Vietnamese, "Thu được 4 ngàn tỉ đồng.", "4000000000000", schema.Exactly},
		{lang.Vietnamese, "Thu được 20tr đồng.", "20000000", schema.Exactly},
		{lang.Vietnamese, "Tỷ lệ đạt 57,8 phần trăm.", "289/5%", schema.Exactly},
		{lang.Vietnamese, "Tỷ lệ đạt từ 55 đến 60%.", "55% 60%", schema.Exactly},
		{lang.Vietnamese, "Tỷ lệ đạt 55-60%.", "55% 60%", schema.Exactly},
		{lang.Vietnamese, "Vốn từ 5 đến 6 triệu đồng.", "5000000 6000000", schema.Exactly},
		{lang.Vietnamese, "Đạt ít nhất 44.200 tấn.", "44200", schema.NoLess},
		{lang.Vietnamese, "Đạt tối thiểu 44.200 tấn.", "44200", schema.NoLess},
		{lang.Vietnamese, "Đạt tối đa 44.200 tấn.", "44200", schema.NoMore},
		{lang.Vietnamese, "Đạt trên dưới 44.200 tấn.", "44200", schema.About},
		{lang.Vietnamese, "Đạt ước 44.200 tấn.", "44200", schema.Exactly},
		{lang.English, "It came to 12\u2009345.5 tonnes.", "24691/2", schema.Exactly},
		{lang.English, "It came to 12 345 tonnes.", "12345", schema.Exactly},
		{lang.English, "It came to 1,234.5 tonnes.", "2469/2", schema.Exactly},
		{lang.English, "It came to £5.2m.", "5200000", schema.Exactly},
		{lang.English, "It came to just under $13.7 billion.", "13700000000", schema.Nearly},
		{lang.English, "It came to 3bn tonnes.", "3000000000", schema.Exactly},
		{lang.English, "It came to 5k tonnes.", "5000", schema.Exactly},
		{lang.English, "The share was 5 per cent.", "5%", schema.Exactly},
		{lang.English, "It was between 5 and 6 million.", "5000000 6000000", schema.Exactly},
		{lang.English, "It was roughly 95 to 100 thousand.", "95000 100000", schema.About},
		{lang.English, "It was nearly 44,200.", "44200", schema.Nearly},
		{lang.English, "It was just over 44,200.", "44200", schema.Over},
		{lang.English, "It was less than 44,200.", "44200", schema.Under},
		{lang.English, "It was at least 44,200.", "44200", schema.NoLess},
		{lang.English, "It was up to 44,200.", "44200", schema.NoMore},
	} {
		table := wards
		if c.pack == lang.English {
			table = ports
		}
		_, _, figures := toldIn(t, c.pack, table, c.text)
		var got []string
		for _, f := range figures {
			s := f.Number.Rat().RatString()
			if f.Number.Percent {
				s += "%"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != c.want || figures[0].Approx != c.approx {
			t.Errorf("%q: %s approximation %d, want %s %d", c.text, s, figures[0].Approx, c.want, c.approx)
		}
	}
}
