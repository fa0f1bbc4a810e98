package gate

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"doisoat/internal/render"
	"doisoat/schema"
)

func finding(code, unit, indicator string) schema.Finding {
	return schema.Finding{Code: code, Severity: schema.Error, Unit: unit, Indicator: indicator}
}

func TestWaivers(t *testing.T) {
	cfg := &schema.Config{Waivers: []schema.Waiver{
		{Code: "R101", Unit: "xã  hòa Bình", Indicator: "Tỷ lệ", Reason: "a"},
		{Finding: "00000000000000aa", Reason: "b"},
		{Code: "R102", Reason: "c", Until: "2026-01-31"},
		{Code: "R103", Reason: "d", Until: "2026-02-01"},
	}}
	w := NewWaivers(cfg, "2026-02-01")
	findings := []schema.Finding{
		finding("R101", "Xã Hoà Bình", "tỷ lệ"), // another spelling of the same
		finding("R101", "Xã Hòa Bình", ""),      // another indicator
		finding("R101", "Xã Hòa Bình", "Tỷ lệ"), // by fingerprint first
		finding("R102", "", ""),                 // over
		finding("R103", "", ""),                 // the last day
	}
	w.Apply(findings, []string{"1", "2", "00000000000000aa", "4", "5"})
	got := ""
	for i := range findings {
		if findings[i].Waiver == nil {
			got += "-"
			continue
		}
		got += findings[i].Waiver.Reason
	}
	if got != "a-b-d" {
		t.Errorf("waived by %s", got)
	}
	if s := w.States(); !s[2].Stale() || !s[2].Gone || s[0].Stale() || s[0].Uses != 1 {
		t.Errorf("%+v", s)
	}
	if w.LastDay() != "2026-02-01" {
		t.Error(w.LastDay())
	}
	if Fails(findings, "error") != true || Fails(findings[4:], "note") {
		t.Error("what a waiver lets pass counts, or the rest does not")
	}
}

func TestWeigh(t *testing.T) {
	findings := []schema.Finding{finding("A", "", ""), finding("B", "", ""), finding("C", "", "")}
	kept, names, off := Weigh(findings, []string{"a", "b", "c"}, &schema.Config{Severity: map[string]string{"A": "note", "B": "off"}})
	if len(kept) != 2 || kept[0].Severity != schema.Note || strings.Join(names, "") != "ac" || strings.Join(off, "") != "B" {
		t.Errorf("%+v %v %v", kept, names, off)
	}
}

func TestDiff(t *testing.T) {
	one := func(name, code, unit, reported string) render.Finding {
		return render.Finding{Fingerprint: name, Code: code, Unit: unit, Reported: reported, Severity: "error"}
	}
	old := &render.Answer{Findings: []render.Finding{one("a", "R101", "X", "1"), one("b", "R101", "Y", "2"), one("c", "R101", "Z", "3"), one("c", "R101", "Z", "3")}}
	fresh := &render.Answer{Findings: []render.Finding{one("a", "R101", "X", "1"), one("d", "R101", "Y", "4"), one("c", "R101", "Z", "3"), one("e", "R201", "Y", "2")}}
	d := Diff(old, fresh)
	if len(d.Same) != 2 || len(d.Changed) != 1 || d.Changed[0].New.Reported != "4" || len(d.New) != 1 || d.New[0].Code != "R201" || len(d.Gone) != 1 || d.Gone[0].Unit != "Z" {
		t.Errorf("%+v", d)
	}
}

// TestDiffAccounts: every finding of either answer is in exactly one list.
func TestDiffAccounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) *render.Answer {
			var a render.Answer
			for range rapid.IntRange(0, 8).Draw(t, label) {
				a.Findings = append(a.Findings, render.Finding{
					Fingerprint: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "name"), Code: rapid.SampledFrom([]string{"R1", "R2"}).Draw(t, "code"),
					Unit: rapid.SampledFrom([]string{"", "X"}).Draw(t, "unit"), Reported: rapid.SampledFrom([]string{"1", "2"}).Draw(t, "reported"),
				})
			}
			return &a
		}
		old, fresh := draw("old"), draw("new")
		d := Diff(old, fresh)
		if len(d.Gone)+len(d.Changed)+len(d.Same) != len(old.Findings) || len(d.New)+len(d.Changed)+len(d.Same) != len(fresh.Findings) {
			t.Fatalf("%d to %d: %d new, %d changed, %d gone, %d same", len(old.Findings), len(fresh.Findings), len(d.New), len(d.Changed), len(d.Gone), len(d.Same))
		}
	})
}

func TestCanonical(t *testing.T) {
	got, err := canonical(map[string]any{"b": "<é\u2028&>", "a": []any{1, true, nil, "\n\"\\\u0001"}, "10": 1, "1": 0})
	if want := "{\"1\":0,\"10\":1,\"a\":[1,true,null,\"\\n\\\"\\\\\\u0001\"],\"b\":\"<é\u2028&>\"}"; err != nil || string(got) != want {
		t.Errorf("got  %s\nwant %s %v", got, want, err)
	}
}

func TestCertificateComesBack(t *testing.T) {
	a := &render.Answer{Version: 1, Tool: render.Tool{Name: "doisoat", Version: "v"}, Inputs: []render.Input{{Path: "a", SHA256: "12"}},
		Findings: []render.Finding{{Fingerprint: "f", Code: "R101", Message: "\u2028 </script>", Waiver: &render.FindingWaiver{Reason: "vì"}}}}
	text, err := NewCertificate(a, "error", "2026-12-31", true, nil, []CertifiedFile{{"doisoat.yaml", "34"}}).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	c, err := ReadCertificate(text)
	if err != nil || !c.Passed || c.Until != "2026-12-31" || c.Findings[0].Waiver.Reason != "vì" {
		t.Errorf("%+v %v", c, err)
	}
	m := c.Compare([]CertifiedFile{{"other name", "12"}, {"x", "99"}})
	if len(m.Missing) != 0 || len(m.Strange) != 1 {
		t.Errorf("%+v", m)
	}
	if _, err := ReadCertificate([]byte(strings.Replace(string(text), `"passed":true`, `"passed":false`, 1))); err != ErrAltered {
		t.Error(err)
	}
	if _, err := ReadCertificate([]byte(`{}`)); err != ErrNoCertificate {
		t.Error(err)
	}
}

func TestAddWaiver(t *testing.T) {
	w := schema.Waiver{Finding: "0123456789abcdef", Code: "R101", Reason: "vì \"mẫu\"\nmới", By: "A", Until: "2026-12-31"}
	const added = "# nhận xét: một dòng\n"
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "version: 1\nwaivers:\n  " + added},
		{"no key, no last line break", "version: 1\nlang: vi # tiếng Việt", "version: 1\nlang: vi # tiếng Việt\nwaivers:\n  " + added},
		{"a list", "version: 1\nwaivers:\n    # của Phòng A\n    - code: R102\n      reason: a\nlang: vi\n", "version: 1\nwaivers:\n    " + added},
		{"a list without indent", "waivers:\n- {code: R102, reason: a}\nversion: 1\n", "waivers:\n" + added + "- finding:"},
		{"Windows line ends", "version: 1\r\nwaivers:\r\n  - code: R102\r\n    reason: a\r\n", "version: 1\r\nwaivers:\r\n  # nhận xét: một dòng\r\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, err := AddWaiver([]byte(c.text), w, "nhận xét:\nmột dòng")
			if err != nil || !strings.HasPrefix(string(out), c.want) {
				t.Fatalf("%v\n%s", err, out)
			}
			cfg, faults := schema.LoadConfig("f", out, func(string) (string, bool) { return "", true })
			if len(faults) > 0 || cfg.Waivers[0].Reason != w.Reason || cfg.Waivers[0].Until != w.Until {
				t.Errorf("%v %+v\n%s", faults, cfg, out)
			}
			for _, line := range strings.Split(strings.TrimRight(c.text, "\r\n"), "\n") {
				if !strings.Contains(string(out), line) {
					t.Errorf("lost %q", line)
				}
			}
		})
	}
	for _, text := range []string{"version: 1\nwaivers: []\n", "version: 1\nwaivers:\n", "version: 1\nwaivers: [{code: R102, reason: a}]\n"} {
		if _, err := AddWaiver([]byte(text), w, ""); err != ErrNoRoom {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestAnyReason: whatever the words of a reason, they come back as they were, control
// characters aside.
func TestAnyReason(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		reason := rapid.StringMatching(`[a-zà-ỹ"'\\:#\-{}\[\]&*!|>%@ ]{1,30}x`).Draw(t, "reason")
		out, err := AddWaiver(nil, schema.Waiver{Code: "R101", Reason: reason}, reason)
		if err != nil {
			t.Fatal(err)
		}
		cfg, faults := schema.LoadConfig("f", out, func(string) (string, bool) { return "", true })
		if len(faults) > 0 || cfg.Waivers[0].Reason != reason {
			t.Fatalf("%q\n%s\n%v", reason, out, faults)
		}
	})
}

func FuzzReadAnswer(f *testing.F) {
	f.Add([]byte(`{"version":1,"tool":{"name":"doisoat"},"findings":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if a, err := ReadAnswer(data); err == nil {
			if _, err := json.Marshal(a); err != nil {
				t.Error(err)
			}
			Diff(a, a)
		}
	})
}

func FuzzReadCertificate(f *testing.F) {
	f.Add([]byte(`{"certificate":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := ReadCertificate(data); (c == nil) != (err != nil) {
			t.Errorf("%v %v", c, err)
		}
	})
}
