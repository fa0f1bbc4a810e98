package lines

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"doisoat/internal/read/input"
)

func TestSplit(t *testing.T) {
	for _, tc := range []struct {
		name, data string
		want       []string
	}{
		{"LF", "a\nb\n", []string{"a", "b"}},
		{"CRLF", "a\r\n\r\nb", []string{"a", "", "b"}},
		{"CR", "a\rb\r", []string{"a", "b"}},
		{"mixed", "a\n\rb", []string{"a", "", "b"}},
		{"UTF-8 mark", "\ufeffa", []string{"a"}},
		{"UTF-16 little", "\xff\xfea\x00\n\x00\xd2\x1e", []string{"a", "Ồ"}},
		{"UTF-16 big", "\xfe\xff\x00a\x00\n\x1e\xd2", []string{"a", "Ồ"}},
		{"UTF-16 without a mark", "T\x00\xd5\x1en\x00g\x00 \x001\x002\x003\x00\n\x004\x00", []string{"Tổng 123", "4"}},
		{"one byte a character", "a\nT\xe6ng s\xe8 \x96", []string{"a", "Tæng sè –"}},
		{"empty", "", nil},
	} {
		ls, err := Split([]byte(tc.data), 1<<20)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
		}
		var got []string
		for i, l := range ls {
			if l.Num != i+1 {
				t.Errorf("%s: line %d is numbered %d", tc.name, i+1, l.Num)
			}
			got = append(got, l.Text)
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
	for _, tc := range []struct{ data, key, place string }{
		{"Tổng số\nb\xe0c", "read.not-utf8", "2"}, {"a\n\nb\x00", "read.binary", "3"},
	} {
		_, err := Split([]byte(tc.data), 1<<20)
		if err == nil {
			t.Fatalf("%q read", tc.data)
		}
		if e := input.As(err); e.Message.Key != tc.key || e.Place != tc.place || !e.Unreadable {
			t.Errorf("%q: %s at %s", tc.data, e.Message.Key, e.Place)
		}
	}
}

func TestTableRuns(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		tabs, pipe int
	}{
		{"tabs", "a\tb\tc\n1\t2\t3\nx", 2, 0},
		{"tabs with a heading row", "a\tb\tc\nCấp xã\n1\t2\t3\n\n4\t5\t6", 3, 0},
		{"empty fields", "\t\t\na\tb\tc\n\t\tz\n1\t2\t3", 4, 0},
		{"signatures", "Nơi nhận:\t\tCHỦ TỊCH\n- Như trên\t\tA", 0, 0},
		{"indented", "\t\ta\n\t\tb\n\t\tc", 0, 0},
		{"one line", "a\tb\tc", 0, 0},
		{"pipes", "| a | b |\n|---|:-:|\n| 1 | 2 |\nx", 0, 3},
		{"bare pipes", "a | b\n--- | ---\n1 | 2\n\n3 | 4", 0, 3},
		{"framed without a rule", "| a | b |\n| 1 | 2 |", 0, 2},
		{"drawn", "+---+---+\n| a | b |\n+---+---+\n| 1 | 2 |\n+---+---+", 0, 5},
		{"prose with a pipe", "a | b\nc", 0, 0},
		{"escaped pipe", `a \| b` + "\n---|---", 0, 0},
	} {
		ls, err := Split([]byte(tc.text), 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		if got := TabRun(ls, 0); got != tc.tabs {
			t.Errorf("%s: %d lines with tabs, want %d", tc.name, got, tc.tabs)
		}
		if got := PipeRun(ls, 0); got != tc.pipe {
			t.Errorf("%s: %d lines with pipes, want %d", tc.name, got, tc.pipe)
		}
	}
}

func TestPipes(t *testing.T) {
	for _, tc := range []struct{ line, want string }{
		{"| a | b |", " a , b "},
		{"a|b", "a,b"},
		{`| a \| b | \* |`, ` a | b , \* `},
		{"||x|", ",x"},
		{"| a", " a"},
	} {
		var got []string
		for _, c := range Pipes(Line{tc.line, 1}) {
			got = append(got, String(c.Chars))
		}
		if s := strings.Join(got, ","); s != tc.want {
			t.Errorf("%q cut as %q, want %q", tc.line, s, tc.want)
		}
	}
}
