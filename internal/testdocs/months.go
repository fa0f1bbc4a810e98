package testdocs

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Month is the report of one month on the cases of a few communes: what was carried over,
// what came in the month and from the start of the year, what is still open.
type Month struct {
	Year, Month int
	Units       []string
	Carried     []int
	Came        []int
	ToDate      []int
	Left        []int
	Before      []int // what came in the month before, as this report says
	Header      string
	Suffix      string // after the month in the name of the file
}

// Months makes the sound reports of a number of months of one year.
func Months(year, n int) []Month {
	units := []string{"Phường Bồng Sơn", "Phường Tam Quan", "Xã Hoài Mỹ", "Xã Hoài Hải", "Xã Hoài Phú", "Phường Hoài Đức", "Phường Hoài Tân", "Xã Hoài Sơn", "Xã Hoài Châu", "Phường Hoài Hương"}
	var out []Month
	left, date, before := make([]int, len(units)), make([]int, len(units)), make([]int, len(units))
	for u := range units {
		left[u], before[u] = 11+7*u%13, 90+u
	}
	for m := 1; m <= n; m++ {
		r := Month{Year: year, Month: m, Units: append([]string{}, units...)}
		for u := range units {
			came := 103 + (37*u+53*m+11*u*m)%89
			carried := left[u]
			done := came + carried - (5 + (17*u+29*m)%31)
			date[u] += came
			left[u] = carried + came - done
			r.Carried, r.Came, r.ToDate, r.Left = append(r.Carried, carried), append(r.Came, came), append(r.ToDate, date[u]), append(r.Left, left[u])
			r.Before = append(r.Before, before[u])
			before[u] = came
		}
		r.Header = fmt.Sprintf("tháng %d năm %d", m, year)
		out = append(out, r)
	}
	return out
}

// CSV writes the report as a delimited file.
func (r *Month) CSV() string {
	var b strings.Builder
	span := fmt.Sprintf("%d tháng năm %d", r.Month, r.Year)
	last := fmt.Sprintf("tháng %d năm %d", r.Month-1, r.Year)
	if r.Month == 1 {
		span, last = r.Header, fmt.Sprintf("tháng 12 năm %d", r.Year-1)
	}
	fmt.Fprintf(&b, "Biểu 1. Kết quả tiếp nhận và giải quyết hồ sơ\n\n")
	fmt.Fprintf(&b, "STT;Đơn vị;Kỳ trước chuyển sang;Tiếp nhận %s;Tiếp nhận %s;Lũy kế tiếp nhận %s;Đang giải quyết\n", last, r.Header, span)
	for u := range r.Units {
		fmt.Fprintf(&b, "%d;%s;%d;%d;%d;%d;%d\n", u+1, r.Units[u], r.Carried[u], r.Before[u], r.Came[u], r.ToDate[u], r.Left[u])
	}
	return b.String()
}

// Name is the name of the report's file.
func (r *Month) Name() string { return fmt.Sprintf("%d-%02d%s.csv", r.Year, r.Month, r.Suffix) }

// WriteMonths writes reports into a folder.
func WriteMonths(dir string, months []Month) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for i := range months {
		if err := os.WriteFile(filepath.Join(dir, months[i].Name()), []byte(months[i].CSV()), 0o644); err != nil {
			return err
		}
	}
	return nil
}
