package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"doisoat/internal/cli"
	"doisoat/internal/render"
)

// folder is a copy of a report of testdata, in which commands run.
type folder struct {
	*testing.T
	dir string
}

func copied(t *testing.T, report string, files ...string) folder {
	t.Helper()
	dir := t.TempDir()
	for _, name := range files {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", report, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	return folder{t, dir}
}

// run runs a command and holds its exit code against the one wanted.
func (f folder) run(want int, args ...string) (out, notes string) {
	f.Helper()
	var stdout, stderr bytes.Buffer
	c := cli.Command{Out: &stdout, Err: &stderr, Env: func(string) string { return "" }}
	if got := c.Run(args); got != want {
		f.Fatalf("doisoat %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), got, want, stdout.String(), stderr.String())
	}
	return stdout.String(), stderr.String()
}

func (f folder) answer(want int, args ...string) render.Answer {
	f.Helper()
	out, _ := f.run(want, append([]string{"check", "--format", "json"}, args...)...)
	var a render.Answer
	if err := json.Unmarshal([]byte(out), &a); err != nil {
		f.Fatal(err)
	}
	return a
}

func (f folder) change(name, old, new string) {
	f.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		f.Fatal(err)
	}
	text := strings.Replace(string(data), old, new, 1)
	if text == string(data) {
		f.Fatalf("%s has no %q", name, old)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		f.Fatal(err)
	}
}

// tied gives a tied figure of the draft that can be changed to be wrong.
func tied(t *testing.T, a render.Answer) render.Figure {
	t.Helper()
	for _, f := range a.Figures {
		if f.Verdict == "tied" && f.Role == "value" && strings.HasSuffix(f.Text, "%") && len(f.Text) == len("93,33%") {
			return f
		}
	}
	t.Fatal("no figure to change")
	return render.Figure{}
}

// TestGateOnTheDispatch: the gate is shut on the dispatch as it was sent, opens with its
// waivers, shuts when one is over and when one more digit is wrong.
func TestGateOnTheDispatch(t *testing.T) {
	f := copied(t, "hoai-nhon-2023h1", "draft.md", "appendix.xlsx")
	files := []string{"draft.md", "appendix.xlsx"}
	before := f.answer(1, files...)
	waive := []string{"waive", "--reason", "đã báo cáo lãnh đạo, chờ bản cải chính", "--by", "Phòng Nội vụ", "--until", "2026-12-31"}
	errors := 0
	for _, one := range before.Findings {
		if one.Severity == "error" {
			errors++
			waive = append(waive, "--finding", one.Fingerprint)
		}
	}
	if errors < 10 {
		t.Fatalf("%d errors", errors)
	}
	f.run(0, append(waive, files...)...)
	config, err := os.ReadFile("doisoat.yaml")
	if err != nil || strings.Count(string(config), "- finding:") != errors {
		t.Fatalf("%v\n%s", err, config)
	}

	after := f.answer(0, append(files, "--date", "2026-12-31", "--certificate", "cert.json")...)
	if after.Tally.Findings.Error != 0 || after.Tally.Findings.Waived != errors || len(after.Findings) != len(before.Findings) || len(after.Waivers) != errors {
		t.Errorf("%+v, %d findings, %d waivers", after.Tally.Findings, len(after.Findings), len(after.Waivers))
	}
	for i := range after.Findings {
		if one := after.Findings[i]; one.Waived != (one.Severity == "error") || one.Waived && (one.Waiver == nil || one.Waiver.By != "Phòng Nội vụ") || one.Fingerprint != before.Findings[i].Fingerprint {
			t.Errorf("%+v", one)
		}
	}
	if out, _ := f.run(0, append([]string{"check", "--date", "2026-12-31"}, files...)...); !strings.Contains(out, "đã miễn trừ đến 2026-12-31: đã báo cáo lãnh đạo") {
		t.Errorf("the waived findings are not told:\n%s", out)
	}

	// The day after, all waivers are over.
	late := f.answer(1, append(files, "--date", "2027-01-01")...)
	if late.Tally.Findings.Error != errors || late.Waivers[0].State != "expired" {
		t.Errorf("%+v %+v", late.Tally.Findings, late.Waivers[0])
	}
	if _, notes := f.run(1, append([]string{"check", "--date", "2027-01-01"}, files...)...); !strings.Contains(notes, "đã hết hạn ngày 2026-12-31") {
		t.Errorf("nothing said of the day:\n%s", notes)
	}
	f.run(0, "verify", "cert.json", "appendix.xlsx", "draft.md", "--date", "2026-12-31")
	f.run(1, "verify", "cert.json", "appendix.xlsx", "draft.md", "--date", "2027-01-01")

	// One more wrong digit, and the fingerprints of the others stay.
	figure := tied(t, after)
	digit := "0"
	if strings.HasSuffix(figure.Text, "0%") {
		digit = "1"
	}
	wrong := figure.Text[:len(figure.Text)-2] + digit + "%"
	f.change("draft.md", figure.Text, wrong)
	worse := f.answer(1, append(files, "--date", "2026-12-31")...)
	if worse.Tally.Findings.Error != 1 || worse.Tally.Findings.Waived != errors {
		t.Errorf("%s for %s: %+v", wrong, figure.Text, worse.Tally.Findings)
	}
	f.run(1, "verify", "cert.json", "appendix.xlsx", "draft.md", "--date", "2026-12-31")
}

// TestVerifyMindsEveryByte changes bytes of each input, drawn over the file.
func TestVerifyMindsEveryByte(t *testing.T) {
	f := copied(t, "y-te-2023-clean", "draft.md", "appendix.xlsx")
	f.run(0, "check", "draft.md", "appendix.xlsx", "--certificate", "cert.json", "--quiet", "--fail-on", "never")
	f.run(0, "verify", "cert.json", "draft.md", "appendix.xlsx")
	first, err := os.ReadFile("cert.json")
	if err != nil {
		t.Fatal(err)
	}
	f.run(0, "check", "draft.md", "appendix.xlsx", "--certificate", "cert.json", "--quiet", "--fail-on", "never")
	if again, err := os.ReadFile("cert.json"); err != nil || !bytes.Equal(first, again) {
		t.Error("two runs give two certificates")
	}
	for _, name := range []string{"draft.md", "appendix.xlsx"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for k := range 12 {
			at := k * (len(data) - 1) / 11
			other := slices.Clone(data)
			other[at] ^= 1
			if err := os.WriteFile(name, other, 0o644); err != nil {
				t.Fatal(err)
			}
			f.run(1, "verify", "cert.json", "draft.md", "appendix.xlsx")
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f.run(1, "verify", "cert.json", "draft.md")                               // one is missing
	f.run(1, "verify", "cert.json", "draft.md", "appendix.xlsx", "cert.json") // one is strange
	f.run(3, "verify", "draft.md", "appendix.xlsx")
	f.run(3, "verify", "gone.json", "appendix.xlsx")
	for k := range 8 { // the certificate itself
		other := slices.Clone(first)
		at := 1 + k*(len(other)-4)/8
		if other[at]++; other[at] == '"' || other[at] == '\\' {
			other[at]++
		}
		if err := os.WriteFile("cert.json", other, 0o644); err != nil {
			t.Fatal(err)
		}
		f.run(3, "verify", "cert.json", "draft.md", "appendix.xlsx")
	}
}

// TestDiffOfTwoVersions: a draft that was mended in part and spoilt elsewhere.
func TestDiffOfTwoVersions(t *testing.T) {
	f := copied(t, "hoai-nhon-2023h1", "draft.md", "appendix.xlsx")
	old := f.answer(1, "draft.md", "appendix.xlsx")
	f.run(1, "check", "draft.md", "appendix.xlsx", "--format", "json=old.json", "--quiet")
	var mended []string
	for _, one := range old.Findings { // mend three figures as the findings say
		if one.Code != "R101" || one.Severity != "error" || len(mended) == 3 || strings.Contains(one.Reported, " ") {
			continue
		}
		data, err := os.ReadFile("draft.md")
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(string(data), one.Reported) != 1 {
			continue
		}
		f.change("draft.md", one.Reported, one.Computed)
		mended = append(mended, one.Fingerprint)
	}
	if len(mended) < 2 {
		t.Fatalf("mended %v", mended)
	}
	figure := tied(t, old)
	f.change("draft.md", figure.Text, "1"+figure.Text[1:])
	f.run(1, "check", "draft.md", "appendix.xlsx", "--format", "json=new.json", "--quiet")

	out, _ := f.run(1, "diff", "old.json", "new.json", "--format", "json")
	var d render.Diff
	if err := json.Unmarshal([]byte(out), &d); err != nil {
		t.Fatal(err)
	}
	var gone []string
	for _, one := range d.Gone {
		gone = append(gone, one.Fingerprint)
	}
	slices.Sort(gone)
	slices.Sort(mended)
	if !slices.Equal(gone, mended) || len(d.New) != 1 || len(d.Changed) != 0 || len(d.Same) != len(old.Findings)-len(mended) {
		t.Errorf("gone %v, mended %v; %d new, %d changed, %d same\n%s", gone, mended, len(d.New), len(d.Changed), len(d.Same), out)
	}
	if text, _ := f.run(1, "diff", "old.json", "new.json"); !strings.Contains(text, "1 mới, 0 đã đổi") {
		t.Error(text)
	}
	f.run(0, "diff", "new.json", "new.json")
	// Held against the old answer, the new fault alone counts; mended, none.
	if a := f.answer(1, "draft.md", "appendix.xlsx", "--baseline", "old.json"); a.Tally.Findings.Error != 1 {
		t.Errorf("%+v", a.Tally.Findings)
	}
	f.change("draft.md", "1"+figure.Text[1:], figure.Text)
	f.answer(0, "draft.md", "appendix.xlsx", "--baseline", "old.json")
}
