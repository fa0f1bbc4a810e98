package read

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"doisoat/internal/lang"
	"doisoat/internal/read/ooxmltest"
	"doisoat/schema"
)

const prose = "Tổng số hồ sơ tiếp nhận trong kỳ là 11.232 hồ sơ, trong đó trực tuyến 2.129 hồ sơ, đạt tỷ lệ 19,82%. "

// write puts files into a new folder and gives their paths.
func write(t *testing.T, files ...any) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for i := 0; i+1 < len(files); i += 2 {
		path := filepath.Join(dir, files[i].(string))
		var data []byte
		switch v := files[i+1].(type) {
		case string:
			data = []byte(v)
		case []byte:
			data = v
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func book() []byte {
	return ooxmltest.Zip(ooxmltest.Book(`<sheetData><row><c><v>5</v></c></row></sheetData>`, nil))
}

func document(text string) []byte {
	return ooxmltest.Zip(ooxmltest.Document(`<w:p><w:r><w:t>`+text+`</w:t></w:r></w:p>`, nil))
}

// compound is the head of a compound file and the names of its streams.
func compound(streams ...string) []byte {
	b := []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	b = append(b, make([]byte, 504)...)
	for _, s := range streams {
		for _, r := range s {
			b = append(b, byte(r), 0)
		}
		b = append(b, make([]byte, 64)...)
	}
	return b
}

func TestBadFiles(t *testing.T) {
	zip := func(parts ...string) []byte {
		m := map[string]string{}
		for i := 0; i+1 < len(parts); i += 2 {
			m[parts[i]] = parts[i+1]
		}
		return ooxmltest.Zip(m)
	}
	for _, tc := range []struct {
		name       string
		data       any
		key        string
		unreadable bool
	}{
		{"empty.xlsx", "", "read.empty", true},
		{"empty.md", "", "read.empty", true},
		{"truncated.xlsx", book()[:400], "read.truncated-zip", true},
		{"truncated.docx", document("x")[:300], "read.truncated-zip", true},
		{"garbage.xlsx", "\x00\x01\x02 nothing", "read.truncated-zip", true},
		{"really-text.xlsx", "chỉ là chữ", "read.unknown", true},
		{"password.xlsx", compound("EncryptionInfo", "EncryptedPackage"), "read.password", true},
		{"password.docx", compound("EncryptionInfo", "EncryptedPackage"), "read.password", true},
		{"broken.xls", compound("Workbook"), "read.broken", true},
		{"renamed.xlsx", compound("Workbook"), "read.broken", true},
		{"old.doc", compound("WordDocument", "Workbook"), "read.old-doc", true},
		{"old.doc2.xls", compound("Nothing"), "read.old-ole", true},
		{"binary.xlsb", zip("xl/workbook.bin", "x"), "read.xlsb", true},
		{"slides.pptx", zip("ppt/presentation.xml", "x"), "read.pptx", true},
		{"sheet.ods", zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "read.broken", true},
		{"text.odt", zip("mimetype", "application/vnd.oasis.opendocument.text"), "read.broken", true},
		{"archive.zip", zip("a.txt", "x"), "read.zip", true},
		{"archive.docx", zip("a.txt", "x"), "read.no-document", true},
		{"archive.xlsx", zip("a.txt", "x"), "read.no-sheets", true},
		{"a.pdf", "%PDF-1.7\n...", "read.broken", true},
		{"pdf.docx", "%PDF-1.7\n...", "read.broken", true},
		{"a.rtf", `{\rtf1 x}`, "read.rtf", true},
		{"a.xml", "<?xml version='1.0'?><x/>", "read.xml", true},
		{"a.txt", "a\x00b", "read.binary", true},
		{"photo.jpg", "\xff\xd8\xff\xe0", "read.unknown", false},
		{"noextension", "\x01\x02", "read.unknown", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := write(t, tc.name, tc.data)[0]
			_, err := Files([]string{path}, DefaultLimits())
			fails(t, err, path, tc.key, tc.unreadable)
		})
	}
}

// fails checks that an error is the one wanted and tells the file and the way out
// in both languages.
func fails(t *testing.T, err error, path, key string, unreadable bool) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v, want %s", err, key)
	}
	if e.Message.Key != key || e.Unreadable != unreadable || e.Path != path {
		t.Errorf("%s of %q, unreadable %v; want %s of %q, %v", e.Message.Key, e.Path, e.Unreadable, key, path, unreadable)
	}
	for _, p := range []*lang.Pack{lang.Vietnamese, lang.English} {
		if text := e.In(p); strings.Contains(text, "{") || p.Template(key) == "" || !strings.HasPrefix(text, path) {
			t.Errorf("told in %s as %q", p.Code, text)
		}
	}
}

func TestWrongUse(t *testing.T) {
	dir := t.TempDir()
	good := write(t, "a.xlsx", book(), "b.md", prose, "c.docx", document(prose))
	link, fifo := filepath.Join(dir, "link.xlsx"), filepath.Join(dir, "pipe.md")
	if err := os.Symlink(good[0], link); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(dir, "missing.xlsx")
	for _, tc := range []struct {
		name  string
		paths []string
		blame string
		key   string
	}{
		{"nothing", nil, "", "read.no-files"},
		{"missing", []string{missing}, missing, "read.missing"},
		{"a directory", []string{dir}, dir, "read.directory"},
		{"a pipe", []string{fifo}, fifo, "read.special"},
		{"twice", []string{good[0], good[0]}, good[0], "read.same-file"},
		{"twice by a link", []string{good[0], link}, link, "read.same-file"},
		{"two drafts", good, good[2], "read.two-drafts"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Files(tc.paths, DefaultLimits())
			fails(t, err, tc.blame, tc.key, false)
		})
	}
	if _, err := Files([]string{link}, DefaultLimits()); err != nil {
		t.Errorf("a link: %v", err)
	}
}

func TestLimits(t *testing.T) {
	paths := write(t, "a.xlsx", book(), "b.docx", document(strings.Repeat("a", 100000)), "c.md", prose)
	lim := DefaultLimits()
	lim.Bytes = 100
	_, err := Files(paths[:1], lim)
	fails(t, err, paths[0], "read.too-big", true)
	lim = DefaultLimits()
	lim.Unpacked = 50000
	_, err = Files(paths[1:2], lim)
	fails(t, err, paths[1], "read.unpacked", true)
	lim = DefaultLimits()
	lim.Text = 10
	_, err = Files(paths[2:], lim)
	fails(t, err, paths[2], "read.too-much-text", true)
}

// A zip bomb is refused by its directory, before anything is unpacked.
func TestZipBomb(t *testing.T) {
	parts := ooxmltest.Book("<sheetData/>", nil)
	parts["xl/media/a.png"] = strings.Repeat("\x00", 2<<20)
	lim := DefaultLimits()
	lim.Unpacked = 1 << 20
	path := write(t, "a.xlsx", ooxmltest.Zip(parts))[0]
	_, err := Files([]string{path}, lim)
	fails(t, err, path, "read.unpacked", true)
}

func TestByContent(t *testing.T) {
	for _, tc := range []struct {
		name   string
		data   any
		format string
		note   string
	}{
		{"a.xlsx", book(), "xlsx", ""},
		{"a.XLSM", book(), "xlsx", ""},
		{"noextension", book(), "xlsx", ""},
		{"a.docx", book(), "xlsx", "read.mismatch"},
		{"a.xlsx", document(prose), "docx", "read.mismatch"},
		{"a.txt", document(prose), "docx", "read.mismatch"},
		{"a.markdown", prose, "md", ""},
		{"a.txt", prose, "txt", ""},
		{"noextension", prose, "txt", ""},
		{"a.tsv", "a\tb\n", "csv", ""},
		{"a.html", "<p>x", "html", ""},
		{"page.xls", "\n<!DOCTYPE html><table><tr><td>1</table>", "html", "read.mismatch"},
		{"page.xlsx", "<html><table><tr><td>1</table>", "html", "read.mismatch"},
	} {
		paths := write(t, tc.name, tc.data)
		r, err := Files(paths, DefaultLimits())
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		note := ""
		for _, n := range r.Sources[0].Notes {
			note += n.Key
		}
		if r.Sources[0].Format != tc.format || note != tc.note {
			t.Errorf("%s read as %s with note %q", tc.name, r.Sources[0].Format, note)
		}
	}
}

const pipes = "| Tên | Số |\n|---|---|\n| Hoài Đức | 1.024 |\n| Hoài Hảo | 2.048 |\n"

func TestJoin(t *testing.T) {
	paths := write(t, "a.xlsx", book(), "table.md", "Phụ lục\n\n"+pipes, "draft.md", strings.Repeat(prose+"\n\n", 12)+"Bảng 1\n\n"+pipes)
	r, err := Files(paths, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Sources) != 3 || len(r.Sheets) != 3 || r.Document == nil || r.Document.Source != 2 {
		t.Fatalf("%+v", r)
	}
	for i, s := range r.Sheets {
		if s.Source != i {
			t.Errorf("sheet %d is of source %d", i, s.Source)
		}
	}
	last := r.Document.Blocks[len(r.Document.Blocks)-1]
	if last.Kind != schema.TableBlock || last.Sheet != 2 || r.Sheets[2].Block != len(r.Document.Blocks)-1 {
		t.Errorf("the draft's table stands at %+v", last)
	}
	if at := r.Sheets[2].Caption[len(r.Sheets[2].Caption)-1].At; r.Document.Text(at.Span) != "Bảng 1" {
		t.Errorf("caption at %+v", at)
	}
	if c := r.Sheets[1].Caption; len(c) != 1 || c[0].Text != "Phụ lục" || c[0].At.Kind != schema.InSheet || c[0].At.Ref.Sheet != 1 || r.Sheets[1].Block != -1 {
		t.Errorf("the appendix in Markdown: %+v", r.Sheets[1])
	}
	if n := r.Sources[1].Notes; len(n) != 1 || n[0].Key != "read.prose-dropped" {
		t.Errorf("notes %+v", n)
	}
	data, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	if r.Sources[0].SHA256 != hex.EncodeToString(sum[:]) || r.Sources[0].Path != paths[0] {
		t.Errorf("source %+v", r.Sources[0])
	}
	if r, err := Files(paths[1:2], DefaultLimits()); err != nil || r.Document == nil || r.Sheets[0].Block != 1 {
		t.Errorf("a lone document is the draft: %v %+v", err, r)
	}
}

// Every message of the readers is told in both languages with the same arguments.
func TestMessages(t *testing.T) {
	holes := func(s string) []string {
		var out []string
		for _, part := range strings.Split(s, "{")[1:] {
			name, _, _ := strings.Cut(part, "}")
			out = append(out, name)
		}
		slices.Sort(out)
		return out
	}
	for _, p := range [][2]*lang.Pack{{lang.Vietnamese, lang.English}, {lang.English, lang.Vietnamese}} {
		for _, k := range p[0].Keys() {
			if strings.HasPrefix(k, "read.") && (p[1].Template(k) == "" || !slices.Equal(holes(p[0].Template(k)), holes(p[1].Template(k)))) {
				t.Errorf("%s: %q and %q", k, p[0].Template(k), p[1].Template(k))
			}
		}
	}
}

// FuzzFiles feeds whole files of any name through detection and its reader.
func FuzzFiles(f *testing.F) {
	f.Add("a.xlsx", book())
	f.Add("a.docx", document("x"))
	f.Add("a.csv", []byte("a;b\n1;2"))
	f.Add("a.md", []byte(pipes))
	f.Add("a.xls", compound("Workbook"))
	for _, name := range []string{"appendix.xls", "appendix.ods", "appendix.csv", "appendix.xlsx", "draft.docx", "draft.html"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "truong-hoc-2024", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, data)
	}
	lim := DefaultLimits()
	lim.Unpacked, lim.Cells = 1<<20, 10000
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		name = "f" + filepath.Ext(filepath.Base(name))
		if strings.ContainsAny(name, "/\x00") || len(name) > 100 {
			return
		}
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Skip(err)
		}
		_, err := Files([]string{path}, lim)
		if e := (*Error)(nil); err != nil && (!errors.As(err, &e) || e.Message.IsZero()) {
			t.Errorf("not an error for a person: %v", err)
		}
	})
}
